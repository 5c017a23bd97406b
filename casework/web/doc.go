// Package web is the staff pages: one file a page, every handler returns an
// error, every page is a typed struct of strings that are formatted already.
//
//	shell/     the frame: rendering, failures, headers, sessions, static files
//	door/      login, code, enrolment, logout
//	original/  what came in, shown safely: mail HTML in a sandbox, attachments
//	(here)     the pages behind the login, and the routes
//
// # What holds for every page
//
// GET never writes; the one exception is the access log row of an opening, which
// the store writes in the transaction that reads. A form is answered by a
// redirect when it was done, and by its page again, with a sentence, when it was
// not. Pages are addressed by internal ids and customer numbers, searches are
// POST. A personnummer stands in full only in the case or sheet that the clerk
// works on; elsewhere it is masked by its own String (R26).
package web
