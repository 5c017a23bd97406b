package web_test

import (
	"strings"

	"golang.org/x/net/html"
)

// find gives the elements that a selector means: tag, .class, #id, [attr] and
// [attr=value], compound, with blanks for descendants.
func find(n *html.Node, selector string) []*html.Node {
	nodes := []*html.Node{n}
	for step := range strings.FieldsSeq(selector) {
		var next []*html.Node
		seen := map[*html.Node]bool{}
		for _, from := range nodes {
			for d := range from.Descendants() {
				if d.Type == html.ElementNode && matches(d, step) && !seen[d] {
					seen[d] = true
					next = append(next, d)
				}
			}
		}
		nodes = next
	}
	return nodes
}

func matches(n *html.Node, step string) bool {
	for step != "" {
		end := strings.IndexAny(step[1:], ".#[") + 1
		if end == 0 {
			end = len(step)
		}
		part := step[:end]
		step = step[end:]
		switch part[0] {
		case '.':
			if !strings.Contains(" "+attribute(n, "class")+" ", " "+part[1:]+" ") {
				return false
			}
		case '#':
			if attribute(n, "id") != part[1:] {
				return false
			}
		case '[':
			name, value, given := strings.Cut(strings.TrimSuffix(part[1:], "]"), "=")
			if !has(n, name) || given && attribute(n, name) != value {
				return false
			}
		default:
			if n.Data != part {
				return false
			}
		}
	}
	return true
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// text is what stands in a node, with blanks joined.
func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.FieldsFunc(b.String(), func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' }), " ")
}
