package message

import (
	"bytes"
	"strings"
)

// Limits of what is split. They are far above any honest mail and keep a
// hostile one from costing more than some milliseconds.
const (
	MaxDepth  = 50        // levels of multipart and message/rfc822
	MaxParts  = 1000      // parts in the whole message
	MaxHeader = 256 << 10 // bytes of one header block that are read
)

// Problem says what was odd about a message, as one word that a test or a
// finding can name.
type Problem string

// The problems that Parse reports. None of them stops it.
const (
	ProblemNoHeader       Problem = "no_header"       // the bytes begin with no header field
	ProblemHeaderTooLong  Problem = "header_too_long" // a header block was cut at MaxHeader
	ProblemNoBoundary     Problem = "no_boundary"     // a multipart names no boundary that occurs
	ProblemNotClosed      Problem = "not_closed"      // a multipart ends without its close boundary
	ProblemTooDeep        Problem = "too_deep"        // nested deeper than MaxDepth
	ProblemTooManyParts   Problem = "too_many_parts"  // more than MaxParts parts
	ProblemUnknownCharset Problem = "unknown_charset" // a text part in a charset nobody knows
	ProblemTransfer       Problem = "bad_transfer"    // damaged base64, quoted-printable or uuencode
	ProblemTwoFrom        Problem = "two_from"        // more than one From field
)

// Part is a node of the message's tree: a leaf with Data, a multipart with
// Children, or a message/rfc822 with both (its raw bytes and its inner root).
type Part struct {
	Header      Header
	MediaType   string            // lower case, "text/plain" where none is given
	Params      map[string]string // of Content-Type, decoded, keys in lower case
	Disposition string            // "attachment", "inline" or ""
	Name        string            // file name, decoded, "" where none
	ContentID   string            // without angle brackets
	Index       int               // place among all leaves and inner messages, depth first, from 0; -1 for a multipart
	Data        []byte            // transfer encoding removed; nil for a multipart
	Children    []*Part
}

// Message is a parsed message.
type Message struct {
	Root     *Part
	Problems []Problem
	Size     int // bytes of the raw message
}

// Header returns the outermost header.
func (m *Message) Header() Header { return m.Root.Header }

// Parse splits a raw message. It returns a Message for every input.
func Parse(raw []byte) *Message {
	p := &parser{seen: map[Problem]bool{}}
	m := &Message{Size: len(raw)}
	m.Root = p.entity(trimFront(raw), 0)
	if len(m.Root.Header.All("From")) > 1 {
		p.note(ProblemTwoFrom)
	}
	m.Problems = p.problems
	return m
}

// Leaf returns the part with the given index, nil where there is none.
func (m *Message) Leaf(index int) *Part {
	for _, p := range m.Leaves() {
		if p.Index == index {
			return p
		}
	}
	return nil
}

// Leaves lists the leaves and inner messages in the order of their index.
func (m *Message) Leaves() []*Part {
	var all []*Part
	var walk func(*Part)
	walk = func(p *Part) {
		if p.Index >= 0 {
			all = append(all, p)
		}
		for _, c := range p.Children {
			walk(c)
		}
	}
	walk(m.Root)
	return all
}

// IsMultipart tells whether the part holds other parts of the same message.
func (p *Part) IsMultipart() bool { return strings.HasPrefix(p.MediaType, "multipart/") }

// IsText tells whether the part is text that a person reads.
func (p *Part) IsText() bool { return strings.HasPrefix(p.MediaType, "text/") }

// trimFront takes off what some mailboxes put before the first header field.
func trimFront(raw []byte) []byte {
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	if trimmed := bytes.TrimLeft(raw, "\r\n"); len(trimmed) < len(raw) && isFieldLine(trimmed) {
		raw = trimmed
	}
	for _, mark := range []string{"From ", ">From "} {
		if bytes.HasPrefix(raw, []byte(mark)) {
			_, rest, _ := cutLine(raw)
			if isFieldLine(rest) {
				return rest
			}
		}
	}
	return raw
}
