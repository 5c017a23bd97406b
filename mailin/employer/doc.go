// Package employer tells which company a message concerns, by evidence in the
// order of samples/README.md, rule 28:
//
//	1 number    an organisation or VAT number in new text, signature or file
//	2 members   all valid personnummer are employed in one company
//	3 name      a name that fits one company
//	4 address   a known address that stands for one company
//
// The first that tells one company decides; where another of the first three
// names another company, nothing is told and the answer is ambiguous. An
// address never outweighs the text, and a domain alone tells nothing. Every
// piece that was looked at stands in the evidence, for the clerk.
//
// Names are compared without accents, legal forms and "och"; a shortened name
// ("Öhrnfalks") tells only what no other company's name begins with, and never
// against other evidence.
package employer
