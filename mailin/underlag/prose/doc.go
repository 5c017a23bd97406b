// Package prose reads fee rows out of running text and lists, as people write
// them in a mail:
//
//	Drog 608:- för Anna och 612:50 för Bo i oktober.
//	* Ylva Fjällborg 832 kr
//	901026-9984  Linnéa Bergström  917:30  241:40
//	Bjørnstad, Jørn (870822-9854): 669:-
//
//	lines ─▶ tokens     words, amounts, numbers of persons; dates, telephones,
//	                    giros, percents are known and passed over
//	      ─▶ persons    a valid personnummer, or a name of the company's members
//	                    (reversed, without accents, in capitals, with initials)
//	      ─▶ claims     which amounts belong to which person: on the same line,
//	                    on the lines below, in the same sentence
//	      ─▶ rows       which amount is what: by words, headings, and the rate
//	      ─▶ totals     "Summa", "Totalt", "Sammanlagt"
//
// A person without an amount, an amount without a person and an amount with
// two readings that nothing settles give no row: they stand in Unread. Names
// are looked for only among the members given; no absence is ever interpreted.
package prose
