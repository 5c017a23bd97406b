package body

import (
	"regexp"
	"strings"
)

// Context is what Separate must know beside the text.
type Context struct {
	Forward bool              // the subject says that the mail is forwarded (VB:, Fwd:)
	Ours    func(string) bool // tells whether an address is the union's own
}

// Separated is a body by what its lines are worth.
type Separated struct {
	New       []Line
	Signature []Line
	Quoted    []Line
	Forwarded []string // addresses that wrappers of forwarded messages name as senders
}

// Separate tells new lines from history and signature.
func Separate(t Text, c Context) Separated {
	var out Separated
	s := &separator{lines: t.Lines, context: c, quoted: make([]bool, len(t.Lines))}
	s.markDepth()
	s.markHistory()
	for i, l := range t.Lines {
		if s.quoted[i] {
			out.Quoted = append(out.Quoted, l)
		} else {
			out.New = append(out.New, l)
		}
	}
	out.Forwarded = s.forwarded
	cut := signatureStart(out.New)
	out.New, out.Signature = out.New[:cut:cut], out.New[cut:]
	return out
}

// separator walks the lines once from the top.
type separator struct {
	lines     []Line
	context   Context
	quoted    []bool
	forwarded []string
}

// markDepth marks lines with ">" or inside blockquotes, and the tails that
// rewrapping tore off them.
func (s *separator) markDepth() {
	for i, l := range s.lines {
		if l.Quote > 0 {
			s.quoted[i] = true
			continue
		}
		torn := i > 0 && i+1 < len(s.lines) && s.lines[i-1].Quote > 0 && s.lines[i+1].Quote > 0 &&
			l.Text != "" && s.lines[i+1].Text != "" && len(s.lines[i-1].Text) >= 65 && len(l.Text) < 30
		s.quoted[i] = torn
	}
}

// markHistory looks for the marks that begin older messages.
func (s *separator) markHistory() {
	for i := 0; i < len(s.lines); i++ {
		if groupWise.MatchString(s.lines[i].Text) && s.lines[i].Quote > 1 {
			s.mark(i, len(s.lines))
			return
		}
		if s.quoted[i] || s.lines[i].Text == "" {
			continue
		}
		if n := s.attribution(i); n > 0 {
			s.mark(i, i+n)
			if !s.quotedAfter(i + n) {
				s.mark(i, len(s.lines))
				return
			}
			i += n - 1
			continue
		}
		if flatHeader.MatchString(s.lines[i].Text) {
			s.mark(i, len(s.lines))
			return
		}
		start, block := s.wrapper(i)
		if !block.found {
			continue
		}
		if !s.isForward(s.lines[i].Text, block) {
			s.mark(i, len(s.lines))
			return
		}
		s.mark(i, start+block.size)
		s.forwarded = append(s.forwarded, block.from)
		i = start + block.size - 1
	}
}

func (s *separator) mark(from, to int) {
	for i := from; i < min(to, len(s.lines)); i++ {
		s.quoted[i] = true
	}
}

// isForward tells a forwarded message from history that hangs under an answer.
// Our own message that comes back is never new data.
func (s *separator) isForward(first string, b headerBlock) bool {
	if s.context.Ours != nil && s.context.Ours(b.from) {
		return false
	}
	return isForwardMark(first) || s.context.Forward && len(s.forwarded) == 0
}

// quotedAfter tells whether quoted lines follow within the next few lines.
func (s *separator) quotedAfter(i int) bool {
	seen := 0
	for ; i < len(s.lines) && seen < 3; i++ {
		if s.lines[i].Quote > 0 {
			return true
		}
		if s.lines[i].Text != "" {
			seen++
		}
	}
	return false
}

var (
	wrote = regexp.MustCompile(`(?i)^\s*(citerar|citat från|quoting|zitat von)\b|\b(skrev|wrote|schrieb|skreiv|kirjoitti|a écrit)\b`)
	// flatHeader finds the header block of an older message on one line.
	flatHeader = regexp.MustCompile(`(?i)^[\s*]*(från|from)\s*:.{1,150}(skickat|datum|sent|date)\s*:.{1,100}(till|to)\s*:`)
	// groupWise finds ">>> Anna Berg <a@b.se> 2026-09-28 10:00 >>>", less the marks in front.
	groupWise = regexp.MustCompile(`@.*\d.*>>>\s*$`)
	dateLike  = regexp.MustCompile(`(?i)\d{1,2}[:.]\d{2}|\d{4}-\d{2}-\d{2}|\b\d{1,2}\.? (jan|feb|mar|apr|maj|may|jun|jul|aug|sep|okt|oct|nov|dec)|@`)
)

// attribution counts the lines (1 to 3) of "Den … skrev …:"; 0 where the line
// begins none.
func (s *separator) attribution(i int) int {
	joined := ""
	for n := 1; n <= 3 && i+n <= len(s.lines); n++ {
		text := strings.TrimSpace(s.lines[i+n-1].Text)
		if text == "" || s.quoted[i+n-1] {
			return 0
		}
		joined += " " + text
		if len(joined) > 400 {
			return 0
		}
		if strings.HasSuffix(text, ":") {
			if wrote.MatchString(joined) && dateLike.MatchString(joined) {
				return n
			}
			return 0
		}
	}
	return 0
}
