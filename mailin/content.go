package mailin

import (
	"fmt"
	"regexp"
	"strings"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/mailin/body"
	"sef.se/kontakten/mailin/message"
)

// maxForwarded bounds how deep forwarded messages are read (reliability.md §4, 13).
const maxForwarded = 3

// content is a message sorted into what is read.
type content struct {
	bodies   []textBody
	files    []file
	logos    []file // pictures of signatures and parts that hold no data
	senders  []string
	messages int  // mails within the mail so far
	report   bool // a report of delivery: what it carries back is no data
}

// textBody is one body, in one or both of its forms.
type textBody struct {
	part            string // Place.Part: "body", or "message 1 body" in a forwarded message
	plain, html     *body.Text
	source          string // the HTML as it came
	plainNew        body.Separated
	htmlNew         body.Separated
	forwardedHeader string // subject of a forwarded message
}

// file is a part that is not a body.
type file struct {
	part  *message.Part
	image bool
	depth int // mails around it, beside those that were forwarded
}

// collector walks the tree.
type collector struct {
	content
	context body.Context
	place   string
	subject string
}

// collect sorts the parts of a message.
func collect(m *message.Message, context body.Context) content {
	c := &collector{context: context, place: avgiftslista.PartBody}
	c.report = isReport(m.Root)
	c.walk(m.Root, 0)
	return c.content
}

func isReport(root *message.Part) bool {
	return root.MediaType == "multipart/report" && root.Params["report-type"] != "feedback-report"
}

// walk visits a part; inner is how many forwarded messages are around it.
func (c *collector) walk(p *message.Part, inner int) {
	switch {
	case p.MediaType == "multipart/alternative":
		c.alternative(p, inner)
	case p.MediaType == "multipart/encrypted":
		c.files = append(c.files, file{part: firstLeaf(p)})
	case p.IsMultipart():
		for _, child := range p.Children {
			c.walk(child, inner)
		}
	case len(p.Children) > 0 && !c.report && inner < maxForwarded:
		c.forwarded(p, inner)
	case isBody(p):
		c.addBody(textOf(p), inner)
	case isLogo(p):
		c.logos = append(c.logos, file{part: p, image: true})
	case isNoData(p), c.report && p.IsText(), c.report && len(p.Children) > 0:
		c.logos = append(c.logos, file{part: p})
	default:
		c.files = append(c.files, file{part: p, image: strings.HasPrefix(p.MediaType, "image/")})
	}
}

// forwarded reads a message within the message: it is the sender's data.
func (c *collector) forwarded(p *message.Part, inner int) {
	root := p.Children[0]
	c.logos = append(c.logos, file{part: p})
	for _, a := range root.Header.Addresses("From") {
		c.senders = append(c.senders, a.Addr)
	}
	c.messages++
	place, subject := c.place, c.subject
	c.place, c.subject = fmt.Sprintf("message %d %s", c.messages, avgiftslista.PartBody), root.Header.Get("Subject")
	c.walk(root, inner+1)
	c.place, c.subject = place, subject
}

// alternative takes the plain and the HTML form of one body together. Other
// parts within it (a calendar, an Apple Mail file) are walked as usual.
func (c *collector) alternative(p *message.Part, inner int) {
	var b textBody
	var walk func(*message.Part)
	walk = func(q *message.Part) {
		switch {
		case q.IsMultipart() && q.MediaType != "multipart/alternative":
			for _, child := range q.Children {
				walk(child)
			}
		case isBody(q):
			next := textOf(q)
			if next.plain != nil && b.plain == nil {
				b.plain = next.plain
			}
			if next.html != nil {
				b.html, b.source = next.html, next.source
			}
		default:
			c.walk(q, inner)
		}
	}
	for _, child := range p.Children {
		walk(child)
	}
	c.addBody(b, inner)
}

func (c *collector) addBody(b textBody, inner int) {
	if b.plain == nil && b.html == nil {
		return
	}
	b.part, b.forwardedHeader = c.place, c.subject
	context := c.context
	if inner > 0 {
		context.Forward = false
	}
	if b.plain != nil {
		b.plainNew = body.Separate(*b.plain, context)
		c.senders = append(c.senders, b.plainNew.Forwarded...)
	}
	if b.html != nil {
		b.htmlNew = body.Separate(*b.html, context)
		if b.plain == nil {
			c.senders = append(c.senders, b.htmlNew.Forwarded...)
		}
	}
	c.bodies = append(c.bodies, b)
}

// textOf reads a body part as plain text or HTML.
func textOf(p *message.Part) textBody {
	text, _ := p.Text()
	if p.MediaType == "text/html" {
		t := body.FromHTML(text)
		return textBody{html: &t, source: text}
	}
	t := body.FromText(text, body.Flow{
		Flowed: strings.EqualFold(p.Params["format"], "flowed"),
		DelSp:  strings.EqualFold(p.Params["delsp"], "yes"),
	})
	return textBody{plain: &t}
}

// isBody tells text that a mail program shows as the message.
func isBody(p *message.Part) bool {
	switch p.MediaType {
	case "text/plain", "text/html", "text/enriched":
	default:
		return false
	}
	return p.Disposition != "attachment" && p.Name == ""
}

var (
	logoName  = regexp.MustCompile(`(?i)^(image\d{3}|logo|sign|banner|icon|outlook-|facebook|linkedin|instagram|twitter|spacer)`)
	photoName = regexp.MustCompile(`(?i)^(img[_-]?\d|dsc|scan|skann|photo|foto|bild|avgiftslist|lista|p?\d{8}|whatsapp|camera|cam)`)
)

// isLogo tells the pictures of a signature: inline, with a Content-ID, small
// or named as mail programs name them (rule 13).
func isLogo(p *message.Part) bool {
	if !strings.HasPrefix(p.MediaType, "image/") || p.ContentID == "" || p.Disposition == "attachment" {
		return false
	}
	if logoName.MatchString(p.Name) {
		return true
	}
	return !photoName.MatchString(p.Name) && len(p.Data) < 60_000
}

// isNoData tells parts that machines put into mail: signatures of S/MIME and
// PGP, calendars, visiting cards, resource forks.
func isNoData(p *message.Part) bool {
	switch p.MediaType {
	case "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature", "application/pgp-keys",
		"text/calendar", "application/ics", "text/vcard", "text/x-vcard", "text/directory", "application/applefile",
		"message/delivery-status", "message/global-delivery-status", "message/disposition-notification", "text/rfc822-headers", "message/external-body":
		return true
	}
	return len(p.Data) == 0
}

func firstLeaf(p *message.Part) *message.Part {
	for len(p.Children) > 0 && p.IsMultipart() {
		p = p.Children[len(p.Children)-1]
	}
	return p
}

// lines gives the new lines by which the words of a body are judged: the plain
// form, or the HTML where the plain one is missing or says next to nothing.
func (b *textBody) lines() body.Separated {
	if b.plain == nil || b.html != nil && b.html.Words() > 3*b.plain.Words()+20 {
		return b.htmlNew
	}
	return b.plainNew
}
