package message

import (
	"mime"
	"net/mail"
	"regexp"
	"strings"
)

// Address is one mailbox of a header field.
type Address struct {
	Name string // as shown, "" where none
	Addr string // lower case
}

// addressPattern finds an address in a field that net/mail refuses.
var addressPattern = regexp.MustCompile(`[A-Za-z0-9!#$%&'*+/=?^_{|}~.\-\x{00C0}-\x{024F}]+@[A-Za-z0-9.\-\x{00C0}-\x{024F}]+`)

// Addresses reads every address of the named field, leniently: what net/mail
// refuses is searched for things that look like an address.
func (h Header) Addresses(name string) []Address {
	var all []Address
	for _, f := range h.fields {
		if strings.EqualFold(f.name, name) {
			all = append(all, ParseAddresses(f.value)...)
		}
	}
	return all
}

// ParseAddresses reads a raw address list.
func ParseAddresses(value string) []Address {
	parser := mail.AddressParser{WordDecoder: &mime.WordDecoder{}}
	if strings.Contains(value, "=?") {
		value = decodeInQuotes(value)
	}
	if list, err := parser.ParseList(value); err == nil {
		out := make([]Address, 0, len(list))
		for _, a := range list {
			out = append(out, Address{strings.TrimSpace(a.Name), strings.ToLower(a.Address)})
		}
		return out
	}
	return looseAddresses(value)
}

// decodeInQuotes decodes the words and keeps the display name one quoted
// string, so that a comma in it does not cut the list.
func decodeInQuotes(value string) string {
	return encodedRun.ReplaceAllStringFunc(value, func(run string) string {
		text := strings.NewReplacer(`"`, "", `\`, "").Replace(DecodeWords(strings.Trim(run, `"`)))
		return `"` + text + `"`
	})
}

var encodedRun = regexp.MustCompile(`"?=\?[^?\s]{1,40}\?[bBqQ]\?[^?]*\?=(?:\s+=\?[^?\s]{1,40}\?[bBqQ]\?[^?]*\?=)*"?`)

func looseAddresses(value string) []Address {
	var out []Address
	last := 0
	for _, m := range addressPattern.FindAllStringIndex(value, 50) {
		name := strings.Trim(DecodeWords(value[last:m[0]]), " \t\"'<>,;")
		out = append(out, Address{name, strings.ToLower(strings.TrimRight(value[m[0]:m[1]], "."))})
		last = m[1]
	}
	return out
}
