package employer

import (
	"fmt"
	"slices"
	"strings"

	"sef.se/kontakten/internal/register"
)

// Text is a piece of what the message says.
type Text struct {
	Where string // Swedish: "texten", "ämnesraden", "signaturen", "bilaga 1"
	Body  string
}

// Input is a message as far as its company depends on it.
type Input struct {
	Texts     []Text                  // new text, subject, signature, files
	Sender    string                  // the display name of From
	Numbers   []register.Personnummer // all valid personnummer of new text and files
	Addresses []string                // whose company decides last: From, the sender of a forwarded mail, the failed recipient
	Period    register.Period         // none where not told yet
}

// Evidence is one thing that speaks for a company.
type Evidence struct {
	Company register.OrganisationNumber `json:"-"`
	Name    string                      `json:"name,omitempty"` // the company's, "" where the register has none
	By      string                      `json:"by"`             // number, members, name, address
	Where   string                      `json:"where"`
	Matched string                      `json:"matched"`
	Says    string                      `json:"says"` // Swedish
}

// Verdict is the answer.
type Verdict struct {
	Company   register.OrganisationNumber // none where it cannot be told with confidence
	Ambiguous bool                        // several companies may be meant
	Evidence  []Evidence
}

// tier is what one kind of evidence says.
type tier struct {
	companies []register.OrganisationNumber // each once
	weak      bool                          // a shortened name: never against other evidence
	firm      bool                          // a shortened name of two words and more: an address does not outweigh it
	unknown   bool                          // it names a company that the register does not have
}

func (t *tier) add(o register.OrganisationNumber) {
	if !slices.Contains(t.companies, o) {
		t.companies = append(t.companies, o)
	}
}

// one gives the company where exactly one is named.
func (t *tier) one() (register.OrganisationNumber, bool) {
	if len(t.companies) == 1 {
		return t.companies[0], true
	}
	return register.OrganisationNumber{}, false
}

// Tell weighs the evidence.
func (ix *Index) Tell(in Input) Verdict {
	j := &judge{ix: ix, in: in}
	number, members, name, address := j.byNumber(), j.byMembers(), j.byName(), j.byAddress()
	if len(name.companies) > 1 && len(address.companies) > 0 {
		name = narrow(name, address)
	}
	v := Verdict{Evidence: j.evidence}
	for i, t := range []tier{number, members, name} {
		o, ok := t.one()
		if !ok || t.weak {
			continue
		}
		others := []tier{number, members, name}
		if conflicts(o, append(others[:i:i], others[i+1:]...)) {
			v.Ambiguous = true
			return v
		}
		v.Company = o
		return v
	}
	return j.last(v, number, members, name, address)
}

// narrow keeps the named companies that the address is known for: a bureau
// that writes "Sjöbodens" means its own client.
func narrow(name, address tier) tier {
	var both []register.OrganisationNumber
	for _, o := range name.companies {
		if slices.Contains(address.companies, o) {
			both = append(both, o)
		}
	}
	if len(both) == 1 && name.weak {
		name.companies = both
	}
	return name
}

// conflicts tells whether other evidence names another company.
func conflicts(o register.OrganisationNumber, others []tier) bool {
	for _, t := range others {
		if t.weak {
			continue
		}
		for _, other := range t.companies {
			if other != o && !(len(t.companies) > 1 && slices.Contains(t.companies, o) && t.weak) {
				return true
			}
		}
	}
	return false
}

// last decides where none of the first three tells one company plainly: by a
// shortened name or by the address, as long as the text names no other.
func (j *judge) last(v Verdict, number, members, name, address tier) Verdict {
	if len(number.companies) > 1 || len(members.companies) > 1 || len(name.companies) > 1 && !name.weak {
		v.Ambiguous = true
		return v
	}
	short, hasShort := name.one()
	addressed, hasAddress := address.one()
	switch {
	case number.unknown:
		// The text names a company that the register lacks: an address does not outweigh it.
		return v
	case hasShort && (len(address.companies) == 0 || slices.Contains(address.companies, short)):
		v.Company = short
	case name.firm && hasAddress && !slices.Contains(name.companies, addressed):
		v.Ambiguous = true
	case hasAddress:
		v.Company = addressed
	case len(address.companies) > 1 || len(name.companies) > 1:
		v.Ambiguous = true
	}
	return v
}

// judge collects evidence.
type judge struct {
	ix       *Index
	in       Input
	evidence []Evidence
}

func (j *judge) add(o register.OrganisationNumber, by, where, matched, says string) {
	e := Evidence{Company: o, By: by, Where: where, Matched: matched, Says: says}
	if c, ok := j.ix.reg.Company(o); ok {
		e.Name = c.Name
	}
	for _, have := range j.evidence {
		if have.Company == o && have.By == by && have.Where == where {
			return
		}
	}
	j.evidence = append(j.evidence, e)
}

func (j *judge) byNumber() tier {
	var t tier
	for _, text := range j.in.Texts {
		for _, n := range numbersIn(text.Body, j.ix.reg) {
			switch {
			case n.known:
				t.add(n.number)
				j.add(n.number, "number", text.Where, n.number.String(), "organisationsnummer")
			case n.bureau, j.isSendersOwn(text.Where, n):
				j.add(n.number, "number", text.Where, n.number.String(), "byråns eget organisationsnummer, inte i registret")
			default:
				t.unknown = true
				j.add(n.number, "number", text.Where, n.number.String(), "organisationsnummer som inte finns i registret")
			}
		}
	}
	return t
}

// isSendersOwn tells a number that the register lacks and that stands with who
// signs, where the address stands for several companies: it is the bureau's own,
// and says nothing of which client it writes for.
func (j *judge) isSendersOwn(where string, n foundNumber) bool {
	if len(j.byAddress().companies) < 2 {
		return false
	}
	return where == "signaturen" || letterhead.MatchString(n.line) || len(j.in.Sender) > 3 && !strings.Contains(j.in.Sender, "@") && strings.Contains(strings.ToLower(n.line), strings.ToLower(j.in.Sender))
}

// byMembers tells the company in which all valid personnummer are employed. A
// number that the register does not have makes it tell nothing.
func (j *judge) byMembers() tier {
	var t tier
	if len(j.in.Numbers) == 0 {
		return t
	}
	shared := j.employersOf(j.in.Numbers[0])
	for _, p := range j.in.Numbers[1:] {
		theirs := j.employersOf(p)
		shared = slices.DeleteFunc(shared, func(o register.OrganisationNumber) bool { return !slices.Contains(theirs, o) })
	}
	if len(shared) > 1 && !j.in.Period.IsZero() {
		if now := slices.DeleteFunc(slices.Clone(shared), func(o register.OrganisationNumber) bool { return !j.allEmployed(o) }); len(now) == 1 {
			shared = now
		}
	}
	if len(shared) == 1 {
		t.add(shared[0])
		j.add(shared[0], "members", "uppgifterna", fmt.Sprintf("%d personnummer", len(j.in.Numbers)), "alla är anställda i företaget")
	}
	return t
}

func (j *judge) employersOf(p register.Personnummer) []register.OrganisationNumber {
	var all []register.OrganisationNumber
	for _, e := range j.ix.reg.EmploymentsOf(p) {
		if !slices.Contains(all, e.OrganisationNumber) {
			all = append(all, e.OrganisationNumber)
		}
	}
	return all
}

func (j *judge) allEmployed(o register.OrganisationNumber) bool {
	for _, p := range j.in.Numbers {
		employed := slices.ContainsFunc(j.ix.reg.EmploymentsOf(p), func(e register.Employment) bool {
			return e.OrganisationNumber == o && j.in.Period.Touches(e.From, e.To)
		})
		if !employed {
			return false
		}
	}
	return true
}

// byName looks for names in the texts and the sender's display name. Whole
// names outweigh shortened ones.
func (j *judge) byName() tier {
	whole, short, aside := tier{}, tier{weak: true}, tier{weak: true, firm: true}
	texts := j.in.Texts
	if j.in.Sender != "" && !strings.Contains(j.in.Sender, "@") {
		texts = append(texts[:len(texts):len(texts)], Text{Where: "avsändarens namn", Body: j.in.Sender})
	}
	for _, text := range texts {
		for _, m := range j.ix.mentions(text.Body) {
			if !j.ix.tells(m) {
				continue
			}
			says := "företagets namn"
			if !m.whole {
				says = "förkortat namn"
			} else if len(m.companies) > 1 {
				says = "namn som passar flera företag"
			}
			for _, n := range m.companies {
				o := j.ix.names[n].company.OrganisationNumber
				j.add(o, "name", text.Where, m.text, says)
				switch {
				case m.aside:
					aside.add(o)
				case m.whole:
					whole.add(o)
				default:
					short.add(o)
					short.firm = short.firm || m.words >= 2
				}
			}
		}
	}
	switch {
	case len(whole.companies) > 0:
		return j.certain(whole, texts)
	case len(aside.companies) > 0 && len(short.companies) == 0:
		return aside
	}
	return short
}

// certain drops a company that stands only in mentions that another, plainer
// mention settles: "Ljusbäckens El" fits two, "Ljusbäckens El AB" one.
func (j *judge) certain(whole tier, texts []Text) tier {
	if len(whole.companies) < 2 {
		return whole
	}
	var settled tier
	vague := false
	for _, text := range texts {
		for _, m := range j.ix.mentions(text.Body) {
			switch {
			case m.aside:
			case m.whole && len(m.companies) == 1:
				settled.add(j.ix.names[m.companies[0]].company.OrganisationNumber)
			case m.whole:
				vague = true
			}
		}
	}
	if vague && len(settled.companies) == 1 {
		return settled
	}
	return whole
}

func (j *judge) byAddress() tier {
	var t tier
	for _, address := range j.in.Addresses {
		companies := j.ix.reg.CompaniesByEmail(address)
		for _, c := range companies {
			t.add(c.OrganisationNumber)
			says := "känd adress"
			if len(companies) > 1 {
				says = "adress som står för flera företag"
			}
			j.add(c.OrganisationNumber, "address", "avsändaren", address, says)
		}
		if len(companies) > 0 {
			break
		}
	}
	return t
}
