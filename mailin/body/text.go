package body

import "strings"

// Flow says how a text/plain part was wrapped (RFC 3676).
type Flow struct {
	Flowed bool // format=flowed
	DelSp  bool // delsp=yes: the blank at a soft break is no letter
}

// FromText reads a text/plain part whose line ends are "\n".
func FromText(text string, flow Flow) Text {
	var t Text
	if len(text) > maxText {
		text, t.Cut = text[:maxText], true
	}
	number := 0
	soft := false
	for raw := range strings.SplitSeq(text, "\n") {
		number++
		if len(t.Lines) >= maxLines {
			t.Cut = true
			break
		}
		depth, rest := quoteDepth(raw)
		if flow.Flowed {
			rest = strings.TrimPrefix(rest, " ")
		}
		continues := soft && t.Lines[len(t.Lines)-1].Quote == depth
		if continues {
			t.Lines[len(t.Lines)-1].extend(strings.TrimRight(strings.Map(visible, rest), "\r"), number)
		} else {
			t.Lines = append(t.Lines, Line{Text: strings.Map(visible, rest), Number: number, Quote: depth})
		}
		soft = flow.Flowed && strings.HasSuffix(rest, " ") && rest != "-- "
		if soft && flow.DelSp {
			last := &t.Lines[len(t.Lines)-1]
			last.Text = strings.TrimSuffix(last.Text, " ")
		}
	}
	for i := range t.Lines {
		if t.Lines[i].Text != "-- " {
			t.Lines[i].Text = strings.TrimRight(t.Lines[i].Text, " \t")
		}
	}
	return t
}

// extend joins the next line of a flowed paragraph.
func (l *Line) extend(text string, number int) {
	l.joins = append(l.joins, join{len(l.Text), number})
	l.Text += text
}

// quoteDepth counts the ">" in front of a line and takes them off. A ">" that
// stands before "From " was put there by a mailbox, not by a person.
func quoteDepth(line string) (int, string) {
	depth := 0
	rest := line
	for {
		trimmed := strings.TrimLeft(rest, " ")
		if !strings.HasPrefix(trimmed, ">") || len(rest)-len(trimmed) > 1 && depth == 0 {
			break
		}
		depth++
		rest = trimmed[1:]
	}
	if depth == 0 {
		return 0, line
	}
	if depth == 1 && strings.HasPrefix(rest, "From ") {
		return 0, rest
	}
	return depth, strings.TrimPrefix(rest, " ")
}
