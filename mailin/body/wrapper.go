package body

import (
	"regexp"
	"strings"
)

var (
	originalMark = regexp.MustCompile(`(?i)^[\s*]*(-{2,}|_{2,}|={2,})\s*(ursprungligt (meddelande|e-?post(meddelande)?|mail|mejl)|originalmeddelande|original message|original-?nachricht|ursprüngliche nachricht|opprinnelig melding|oprindelig meddelelse)\s*(-{2,}|_{2,}|={2,})?[\s*]*$`)
	forwardMark  = regexp.MustCompile(`(?i)^[\s*]*((-{2,}|_{2,}|={2,})\s*(forwarded message|forwarded by .*|vidarebefordrat (meddelande|mail|mejl|e-?post.*)|vidarebefordrad av .*|videresendt (melding|meddelelse)|weitergeleitete nachricht)\s*(-{2,}|_{2,}|={2,})?|(vidarebefordrat (meddelande|brev|mail|mejl|e-?post(meddelande)?)|begin forwarded message|börja vidarebefordrat (brev|meddelande)|start på vidarebefordrat.*)\s*:)[\s*]*$`)
	ruleLine     = regexp.MustCompile(`^\s*[_\-=]{5,}\s*$`)
	blockField   = regexp.MustCompile(`(?i)^[\s*]*(från|from|fra|von|avsändare|skickat|sent|sendt|gesendet|datum|date|dato|till|to|til|an|kopia|cc|kopi|ämne|subject|emne|betreff|svar till|reply-to|bifogade filer|attachments|prioritet|vikt|importance)\s*\*?\s*:\s*\*?\s*(.*)$`)
	addressLike  = regexp.MustCompile(`[^\s<>"'()\[\]:;,]+@[^\s<>"'()\[\]:;,]+`)
)

// isForwardMark tells a line that mail programs set before a forwarded message.
func isForwardMark(line string) bool { return forwardMark.MatchString(line) }

// headerBlock is the short header that mail programs set before an older
// message in the text.
type headerBlock struct {
	found bool
	from  string // address of its sender, lower case, "" where only a name stands
	size  int    // lines
}

// wrapper looks for a mark or a header block at line i. start is the line
// after the mark, where the block begins.
func (s *separator) wrapper(i int) (start int, b headerBlock) {
	text := s.lines[i].Text
	marked := originalMark.MatchString(text) || isForwardMark(text)
	start = i
	if marked || ruleLine.MatchString(text) {
		start = s.nextFilled(i + 1)
	}
	b = s.block(start)
	if marked {
		b.found = true
	}
	return start, b
}

func (s *separator) nextFilled(i int) int {
	for i < len(s.lines) && strings.TrimSpace(s.lines[i].Text) == "" {
		i++
	}
	return i
}

// block reads a header block: it begins with the sender or the date and names
// at least three fields, the sender and two more.
func (s *separator) block(i int) headerBlock {
	var b headerBlock
	seen := map[string]bool{}
	last := ""
	for at := i; at < len(s.lines) && at < i+14 && !s.quoted[at]; at++ {
		text := strings.TrimSpace(s.lines[at].Text)
		m := blockField.FindStringSubmatch(text)
		if m == nil {
			if text == "" && (len(seen) >= 3 || last == "") || text != "" && last != "till" && last != "kopia" && last != "från" && last != "ämne" {
				break
			}
			if text == "" {
				continue // some programs set blank lines between the fields
			}
			last = "" // a folded value: one line of it
			b.size = at - i + 1
			continue
		}
		last = fieldName(strings.ToLower(m[1]))
		if at == i && last != "från" && last != "skickat" && last != "ämne" {
			return headerBlock{}
		}
		if last == "från" && b.from == "" {
			b.from = strings.ToLower(addressLike.FindString(m[2]))
		}
		seen[last] = true
		b.size = at - i + 1
	}
	b.found = seen["från"] && len(seen) >= 3
	if !b.found {
		return headerBlock{}
	}
	return b
}

func fieldName(label string) string {
	switch label {
	case "från", "from", "fra", "von", "avsändare":
		return "från"
	case "skickat", "sent", "sendt", "gesendet", "datum", "date", "dato":
		return "skickat"
	case "till", "to", "til", "an":
		return "till"
	case "kopia", "cc", "kopi":
		return "kopia"
	case "ämne", "subject", "emne", "betreff":
		return "ämne"
	}
	return label
}
