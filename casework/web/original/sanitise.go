package original

import (
	"sync"
	"unicode/utf8"

	"github.com/microcosm-cc/bluemonday"
)

// maxHTML bounds what is sanitised and shown; a longer mail is cut here, and
// the whole of it can be downloaded.
const maxHTML = 2 << 20

// policy is bluemonday's empty policy with the elements that carry text and
// tables. No attribute but the spans of cells comes through: no address, no
// style, no id, no event. A link keeps its text and loses where it leads.
var policy = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "div", "span", "b", "i", "u", "s", "strong", "em", "small", "sub", "sup", "font", "center",
		"h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "code", "hr",
		"table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th")
	p.AllowNoAttrs().OnElements("span", "font")
	p.AllowAttrs("colspan", "rowspan").Matching(bluemonday.Integer).OnElements("td", "th")
	p.AddSpaceWhenStrippingTag(true)
	return p
})

// Sanitise makes the HTML of a mail harmless: text and tables stay. It is
// idempotent.
func Sanitise(html string) string {
	if len(html) > maxHTML {
		cut := maxHTML
		for cut > 0 && !utf8.RuneStart(html[cut]) {
			cut--
		}
		html = html[:cut]
	}
	return policy().Sanitize(html)
}
