// Package templates holds everything that people read, embedded into the
// binary: page/ (the staff pages' HTML), static/ (style, scripts, font), mail/
// (outgoing mail), letter/ (what is posted) and answer/ (what clerks answer, with gaps that the
// program fills). It parses and renders; it knows
// nothing of HTTP, cases or addresses.
//
// Each set is loaded against an explicit table, and loading fails when a file
// is declared and missing or present and undeclared: a page that was forgotten
// stops the start, not a clerk. The table of pages stands here; mail and
// letters are declared by whoever writes them:
//
//	mails, err := templates.LoadMails("acknowledgement.txt", "receipt.txt")
//	err = mails.Render(&buf, "receipt.txt", receipt)
//
// Page data are typed structs with strings that are formatted already:
// html/template is the cost of a page, and a string is its cheapest field.
package templates
