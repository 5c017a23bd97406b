package prose

// doubtful tells amounts that are no fees although a person stands beside
// them: in a question ("Ska vi dra 608 kr för Anna?"), and differences ("100 kr
// för mycket").
func (r *reader) doubtful(line, i int) bool {
	from, to, asks := r.sentence(line, i)
	if asks {
		return true
	}
	tokens := r.tokens[line]
	for k := from; k < to; k++ {
		switch tokens[k].fold {
		case "mycket", "lite", "litet":
			if k > 0 && tokens[k-1].fold == "for" {
				return true
			}
		case "mellanskillnad", "mellanskillnaden", "skillnad", "skillnaden", "differens", "differensen", "borde":
			return true
		}
	}
	return false
}

// sentence gives the tokens of a line that belong to one sentence with token i,
// and whether it asks, also where its question mark stands on the next line.
func (r *reader) sentence(line, i int) (from, to int, asks bool) {
	tokens := r.tokens[line]
	for from = i; from > 0 && tokens[from-1].kind != stop; {
		from--
	}
	for to = i; to < len(tokens) && tokens[to].kind != stop; {
		to++
	}
	if to < len(tokens) {
		return from, to, r.isQuestion(line, tokens[to])
	}
	next := line + 1
	if next >= len(r.tokens) || len(r.tokens[next]) == 0 || !startsLower(r.tokens[next][0].text) {
		return from, to, false
	}
	for _, t := range r.tokens[next] {
		if t.kind == stop {
			return from, to, r.isQuestion(next, t)
		}
	}
	return from, to, false
}

func (r *reader) isQuestion(line int, t token) bool {
	return r.lines[line].Text[t.from] == '?'
}
