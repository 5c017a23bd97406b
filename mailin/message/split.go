package message

import (
	"bytes"
	"strings"
)

// parser carries what one Parse has counted so far.
type parser struct {
	parts    int
	leaves   int
	problems []Problem
	seen     map[Problem]bool
}

func (p *parser) note(what Problem) {
	if !p.seen[what] {
		p.seen[what] = true
		p.problems = append(p.problems, what)
	}
}

// entity reads a header and what follows it.
func (p *parser) entity(raw []byte, depth int) *Part {
	header, body := p.header(raw)
	if depth == 0 && len(header.fields) == 0 {
		p.note(ProblemNoHeader)
	}
	part := newPart(header)
	p.parts++
	switch {
	case depth >= MaxDepth && (part.IsMultipart() || isMessage(part.MediaType)):
		p.note(ProblemTooDeep)
		p.leaf(part, body)
	case part.IsMultipart():
		p.multipart(part, body, depth)
	case isMessage(part.MediaType):
		p.leaf(part, body)
		part.Children = []*Part{p.entity(trimFront(part.Data), depth+1)}
	default:
		p.leaf(part, body)
	}
	return part
}

// leaf gives the part its index and its decoded bytes.
func (p *parser) leaf(part *Part, body []byte) {
	part.Index = p.leaves
	p.leaves++
	data, ok := decodeTransfer(part.Header.Get("Content-Transfer-Encoding"), body)
	if !ok {
		p.note(ProblemTransfer)
	}
	part.Data = data
}

// multipart splits a body by its boundary. Without a boundary that occurs the
// body stays readable as plain text.
func (p *parser) multipart(part *Part, body []byte, depth int) {
	boundary := part.Params["boundary"]
	if boundary == "" || !occurs(body, boundary) {
		p.note(ProblemNoBoundary)
		boundary = guessBoundary(body)
	}
	if boundary == "" {
		part.MediaType = "text/plain"
		p.leaf(part, body)
		return
	}
	pieces, closed := splitParts(body, boundary)
	if !closed {
		p.note(ProblemNotClosed)
	}
	digest := part.MediaType == "multipart/digest"
	for _, piece := range pieces {
		if p.parts >= MaxParts {
			p.note(ProblemTooManyParts)
			return
		}
		child := p.child(piece, depth+1, digest)
		part.Children = append(part.Children, child)
	}
}

// child reads one piece between boundaries; in a digest it is a message where
// it does not say otherwise.
func (p *parser) child(piece []byte, depth int, digest bool) *Part {
	if digest && !bytes.Contains(bytes.ToLower(firstBytes(piece, 2048)), []byte("content-type:")) {
		piece = append([]byte("Content-Type: message/rfc822\r\n"), piece...)
	}
	return p.entity(piece, depth)
}

func newPart(h Header) *Part {
	part := &Part{Header: h, Index: -1}
	part.MediaType, part.Params = parseParams(h.raw("Content-Type"))
	if !strings.Contains(part.MediaType, "/") {
		part.MediaType = plainType(part.MediaType)
	}
	disposition, dparams := parseParams(h.raw("Content-Disposition"))
	if disposition == "attachment" || disposition == "inline" {
		part.Disposition = disposition
	}
	part.Name = firstOf(dparams["filename"], part.Params["name"], dparams["name"])
	part.ContentID = strings.Trim(strings.TrimSpace(h.Get("Content-ID")), "<>")
	return part
}

// plainType repairs a Content-Type that is only one word ("text", "html").
func plainType(word string) string {
	if word == "html" {
		return "text/html"
	}
	return "text/plain"
}

func isMessage(mediaType string) bool {
	return mediaType == "message/rfc822" || mediaType == "message/global"
}

// splitParts cuts a multipart body at its boundary lines. The preamble and the
// epilogue are no parts. closed tells whether the close boundary came.
func splitParts(body []byte, boundary string) (pieces [][]byte, closed bool) {
	mark := []byte("--" + boundary)
	start := -1
	for at := 0; at < len(body); {
		i := nextMark(body, mark, at)
		if i < 0 {
			break
		}
		if start >= 0 {
			pieces = append(pieces, body[start:endOfPiece(body, start, i)])
		}
		after := i + len(mark)
		if bytes.HasPrefix(body[after:], []byte("--")) {
			return pieces, true
		}
		line, _, _ := cutLine(body[after:])
		start = min(after+len(line), len(body))
		start += lineEnd(body[start:])
		at = start
		if len(pieces) > MaxParts {
			return pieces, true
		}
	}
	if start >= 0 && len(bytes.TrimSpace(body[start:])) > 0 {
		pieces = append(pieces, body[start:])
	}
	return pieces, false
}

// nextMark finds the boundary at the beginning of a line, followed by the end
// of the line, "--" or white space.
func nextMark(body, mark []byte, from int) int {
	for at := from; at < len(body); {
		i := bytes.Index(body[at:], mark)
		if i < 0 {
			return -1
		}
		i += at
		after := i + len(mark)
		atStart := i == 0 || body[i-1] == '\n' || body[i-1] == '\r'
		atEnd := after == len(body) || strings.IndexByte("\r\n \t", body[after]) >= 0 || bytes.HasPrefix(body[after:], []byte("--"))
		if atStart && atEnd {
			return i
		}
		at = after
	}
	return -1
}

// endOfPiece drops the line end that belongs to the boundary, not to the part.
func endOfPiece(body []byte, start, end int) int {
	if end > start && body[end-1] == '\n' {
		end--
	}
	if end > start && body[end-1] == '\r' {
		end--
	}
	return end
}

func occurs(body []byte, boundary string) bool {
	return nextMark(body, []byte("--"+boundary), 0) >= 0
}

// guessBoundary takes the first line that begins with "--" and is followed by
// a line that looks like a header field.
func guessBoundary(body []byte) string {
	rest := body
	for len(rest) > 0 {
		var line []byte
		line, rest, _ = cutLine(rest)
		mark := bytes.TrimRight(line, " \t")
		if len(mark) > 2 && len(mark) < 200 && bytes.HasPrefix(mark, []byte("--")) && isFieldLine(rest) {
			return string(mark[2:])
		}
	}
	return ""
}

func firstBytes(b []byte, n int) []byte { return b[:min(n, len(b))] }

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}
