package body

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// FromHTML reads a text/html part.
func FromHTML(source string) Text {
	r := &renderer{}
	if len(source) > 4*maxText {
		source, r.text.Cut = source[:4*maxText], true
	}
	z := html.NewTokenizer(strings.NewReader(source))
	for !r.text.Cut {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		switch kind {
		case html.TextToken:
			if r.skip == 0 {
				r.write(string(z.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, hasAttr := z.TagName()
			r.open(atom.Lookup(name), attributes(z, hasAttr), kind == html.SelfClosingTagToken)
		case html.EndTagToken:
			name, _ := z.TagName()
			r.close(atom.Lookup(name))
		}
	}
	r.endTables(0)
	r.flush()
	return r.text
}

// attrs are the few attributes that tell quotes and cells.
type attrs struct{ class, id, style, kind, colspan, rowspan, cite string }

func attributes(z *html.Tokenizer, more bool) (a attrs) {
	for n := 0; more && n < 60; n++ {
		var key, val []byte
		key, val, more = z.TagAttr()
		switch string(key) {
		case "class":
			a.class = strings.ToLower(string(val))
		case "id":
			a.id = strings.ToLower(string(val))
		case "style":
			a.style = strings.ToLower(string(val))
		case "type":
			a.kind = strings.ToLower(string(val))
		case "cite":
			a.cite = string(val)
		case "colspan":
			a.colspan = string(val)
		case "rowspan":
			a.rowspan = string(val)
		}
	}
	return a
}

// box is an open element that may hold quoted text.
type box struct {
	tag     atom.Atom
	quote   bool
	pending bool // a quote container whose first line will tell whether it is a forward
}

// renderer keeps what is open while the tokens pass.
type renderer struct {
	text   Text
	line   strings.Builder
	boxes  []box
	tables []*tableState
	skip   int // open script, style, head title …
	size   int
}

const maxBoxes = 2000

// write adds text to the open cell or line, white space folded.
func (r *renderer) write(s string) {
	if r.size += len(s); r.size > maxText {
		r.text.Cut = true
		return
	}
	if t := r.innermost(); t != nil && t.inCell {
		t.cell.WriteString(s)
		return
	}
	r.line.WriteString(strings.NewReplacer("\r", " ", "\n", " ").Replace(s))
}

// open acts on a start tag.
func (r *renderer) open(tag atom.Atom, a attrs, selfClosing bool) {
	switch tag {
	case atom.Script, atom.Style, atom.Title, atom.Noscript, atom.Template, atom.Svg:
		if !selfClosing {
			r.skip++
		}
	case atom.Br:
		r.lineBreak()
	case atom.Hr:
		r.block()
	case atom.Table:
		r.block()
		r.openTable()
	case atom.Tr:
		r.openRow()
	case atom.Td, atom.Th:
		r.openCell(tag == atom.Th, a.colspan, a.rowspan)
	case atom.Li:
		r.block()
		r.write("- ")
	case atom.Div, atom.Blockquote:
		r.block()
		r.push(tag, a)
	case atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Pre, atom.Section, atom.Article, atom.Header, atom.Footer, atom.Address, atom.Dt, atom.Dd:
		r.block()
	}
}

// close acts on an end tag.
func (r *renderer) close(tag atom.Atom) {
	switch tag {
	case atom.Script, atom.Style, atom.Title, atom.Noscript, atom.Template, atom.Svg:
		r.skip = max(0, r.skip-1)
	case atom.Table:
		r.endTables(max(0, len(r.tables)-1))
	case atom.Tr:
		r.closeRow()
	case atom.Td, atom.Th:
		r.closeCell()
	case atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		r.paragraphEnd()
	case atom.Li, atom.Ul, atom.Ol, atom.Pre:
		r.block()
	case atom.Div, atom.Blockquote:
		r.block()
		r.pop(tag)
	}
}

// push opens a container and judges whether it quotes.
func (r *renderer) push(tag atom.Atom, a attrs) {
	if len(r.boxes) >= maxBoxes {
		return
	}
	b := box{tag: tag}
	switch {
	case strings.Contains(a.class, "gmail_quote") && tag == atom.Div, strings.Contains(a.class, "yahoo_quoted"), strings.Contains(a.class, "protonmail_quote"):
		b.pending = true
	case tag == atom.Blockquote:
		indent := strings.Contains(a.style, "border:none") || strings.Contains(a.style, "border: none")
		b.quote = a.kind == "cite" || a.cite != "" || strings.Contains(a.class, "quote") || !indent
	}
	r.boxes = append(r.boxes, b)
}

func (r *renderer) pop(tag atom.Atom) {
	for i := len(r.boxes) - 1; i >= 0; i-- {
		if r.boxes[i].tag == tag {
			r.boxes = r.boxes[:i]
			return
		}
	}
}

// depth counts the quoting containers that are open. A pending one is judged
// by its first line: a forward mark makes it no quote.
func (r *renderer) depth(first string) int {
	n := 0
	for i := range r.boxes {
		b := &r.boxes[i]
		if b.pending {
			b.pending = false
			b.quote = !isForwardMark(first)
		}
		if b.quote {
			n++
		}
	}
	return n
}

// block ends the line where something stands on it; inside a cell it is a
// line end in the cell.
func (r *renderer) block() {
	if t := r.innermost(); t != nil && t.inCell {
		t.cell.WriteByte('\n')
		return
	}
	if strings.TrimSpace(r.line.String()) != "" {
		r.flush()
	}
}

// paragraphEnd ends a paragraph; one that held only blanks is a blank line.
func (r *renderer) paragraphEnd() {
	if t := r.innermost(); t != nil && t.inCell {
		t.cell.WriteByte('\n')
		return
	}
	if r.line.Len() > 0 {
		r.flush()
	}
}

func (r *renderer) lineBreak() {
	if t := r.innermost(); t != nil && t.inCell {
		t.cell.WriteByte('\n')
		return
	}
	r.flush()
}

// flush ends the line.
func (r *renderer) flush() {
	text := fold(r.line.String())
	r.line.Reset()
	r.add(text, 0)
}

func (r *renderer) add(text string, table int) {
	if len(r.text.Lines) >= maxLines {
		r.text.Cut = true
		return
	}
	depth := 0
	if text != "" {
		depth = r.depth(text)
	} else if n := len(r.text.Lines); n > 0 {
		depth = min(r.text.Lines[n-1].Quote, r.quoting())
	}
	r.text.Lines = append(r.text.Lines, Line{Text: text, Number: len(r.text.Lines) + 1, Quote: depth, Table: table})
}

func (r *renderer) quoting() int {
	n := 0
	for _, b := range r.boxes {
		if b.quote {
			n++
		}
	}
	return n
}

// fold joins white space as a browser does.
func fold(s string) string {
	return strings.Join(strings.Fields(tidy(s)), " ")
}
