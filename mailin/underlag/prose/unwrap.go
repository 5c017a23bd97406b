package prose

import (
	"strings"

	"sef.se/kontakten/avgiftslista"
)

// wrappedFrom is the length from which a line may have been broken by a
// program and not by the writer.
const wrappedFrom = 35

// unwrap joins the lines of paragraphs of running text, so that a name or an
// amount that was broken over two lines is whole again. It returns nil where
// there is nothing to join.
func (r *reader) unwrap() []Line {
	var out []Line
	changed := false
	for from := 0; from < len(r.lines); {
		to := from + 1
		for to < len(r.lines) && len(r.tokens[to]) > 0 && len(r.lines[to-1].Text) >= wrappedFrom {
			to++
		}
		if to-from > 1 && r.isWrapped(from, to) {
			out = append(out, joinLines(r.lines[from:to]))
			changed = true
		} else {
			out = append(out, r.lines[from:to]...)
		}
		from = to
	}
	if !changed {
		return nil
	}
	return out
}

// mend joins lines that were torn in the middle of an amount, nil where there
// are none.
func (r *reader) mend() []Line {
	var out []Line
	changed := false
	for i := 0; i < len(r.lines); i++ {
		if r.isTorn(i) {
			out = append(out, joinLines(r.lines[i:i+2]))
			changed = true
			i++
			continue
		}
		out = append(out, r.lines[i])
	}
	if !changed {
		return nil
	}
	return out
}

// isTorn tells a line that ends in the middle of an amount or of a sum: "22" and
// then "965,00 kr", or "782 +".
func (r *reader) isTorn(line int) bool {
	tokens := r.tokens[line]
	if len(tokens) == 0 || line+1 >= len(r.tokens) || len(r.tokens[line+1]) == 0 {
		return false
	}
	if text := strings.TrimSpace(r.lines[line].Text); strings.HasSuffix(text, "+") || strings.HasSuffix(text, " /") {
		return true
	}
	last, next := tokens[len(tokens)-1], r.tokens[line+1][0]
	if len(last.text) == 3 && !hasTotalWord(tokens) {
		return false // no pay has six digits: two amounts, one below the other
	}
	return last.kind == amount && last.bare && len(last.text) <= 3 && isPlainNumber(last.text) &&
		next.kind == amount && !next.bare && len(next.text) > 3 && isPlainNumber(next.text[:3]) && !isPlainNumber(next.text[:4])
}

func hasTotalWord(tokens []token) bool {
	for i := range tokens {
		if isTotalWord(tokens, i) {
			return true
		}
	}
	return false
}

// isWrapped tells running text with persons or amounts in it from a list. The
// whole paragraph decides: its longest lines alone may be amounts whose person
// stands on the shorter line above.
func (r *reader) isWrapped(from, to int) bool {
	first, last := from, to
	for first > 0 && len(r.tokens[first-1]) > 0 {
		first--
	}
	for last < len(r.lines) && len(r.tokens[last]) > 0 {
		last++
	}
	for i := from; i < to; i++ {
		if len(r.items[i]) > 0 {
			return !r.isList(from, to) && !r.isList(first, last)
		}
	}
	return false
}

// joinLines makes one line of several and keeps where each byte stood.
func joinLines(lines []Line) Line {
	var text strings.Builder
	starts := make([]int, len(lines))
	for i, l := range lines {
		if i > 0 {
			text.WriteByte(' ')
		}
		starts[i] = text.Len()
		text.WriteString(strings.TrimSpace(l.Text))
	}
	return Line{Text: text.String(), Place: func(offset int) avgiftslista.Place {
		i := len(starts) - 1
		for i > 0 && starts[i] > offset {
			i--
		}
		return lines[i].Place(offset - starts[i])
	}}
}

// standsApart tells whether a word that may name somebody else stands between
// an amount and the one before it: a word with a capital that is no label, or
// "för" and a word.
func standsApart(tokens []token, i int) bool {
	for k := i - 1; k >= 0 && tokens[k].kind != amount; k-- {
		t := tokens[k]
		switch {
		case t.kind == number:
			return true
		case t.kind != word || labels(t.fold):
		case !startsLower(t.text) && len(t.fold) > 1 && t.fold != "kr" && t.fold != "sek":
			return true
		case t.fold == "for" && k+1 < i && tokens[k+1].kind == word && roleOf(tokens[k+1].fold) == noRole:
			return true
		}
	}
	return false
}
