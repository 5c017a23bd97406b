// Package web is the staff pages: one file a page, every handler returns an
// error, every page is a typed struct of strings that are formatted already.
//
//	shell/     the frame: rendering, failures, headers, sessions, static files
//	door/      login, code, enrolment, logout
//	original/  what came in, shown safely: mail HTML in a sandbox, attachments
//	errands/   an errand that did not come by mail
//	annul/     one booked version, makulera and flytta
//	ocr/       rows read from an image, confirmed one by one
//	divide/    a mail for several clients becomes a case for each
//	source/    where each row was read: the line, the cell, the page of a PDF
//	queuepage/ the queue, its views, marks and the next case
//	findpage/  the one search box
//	livepage/  the stream that tells open pages what happens, and who reads a case
//	sheets/    returned lists, keyed from the paper
//	clientpage/ what stands around a company; a member's page
//	team/      what colleagues say of a case: notes, mentions, links
//	overview/  figures of the desk, and each clerk's own
//	settings/  what a person chooses for the pages: looks, keys, the hand scanner
//	handbook/  what each task is and how it is done, by F1
//	verify/    the control of keyed lists: what waits, and settling what differs
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

import (
	"log/slog"
	"net/http"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/annulment"
	casanswers "sef.se/kontakten/casework/answers"
	"sef.se/kontakten/casework/clientele"
	"sef.se/kontakten/casework/figures"
	"sef.se/kontakten/casework/finding"
	"sef.se/kontakten/casework/green"
	"sef.se/kontakten/casework/live"
	"sef.se/kontakten/casework/monthly"
	"sef.se/kontakten/casework/teamwork"
	"sef.se/kontakten/casework/verification"
	"sef.se/kontakten/casework/web/annul"
	"sef.se/kontakten/casework/web/answers"
	"sef.se/kontakten/casework/web/clientpage"
	"sef.se/kontakten/casework/web/divide"
	"sef.se/kontakten/casework/web/door"
	"sef.se/kontakten/casework/web/errands"
	"sef.se/kontakten/casework/web/findpage"
	"sef.se/kontakten/casework/web/greenpage"
	"sef.se/kontakten/casework/web/handbook"
	"sef.se/kontakten/casework/web/livepage"
	"sef.se/kontakten/casework/web/ocr"
	"sef.se/kontakten/casework/web/original"
	"sef.se/kontakten/casework/web/overview"
	"sef.se/kontakten/casework/web/printpages"
	"sef.se/kontakten/casework/web/queuepage"
	"sef.se/kontakten/casework/web/settings"
	"sef.se/kontakten/casework/web/sheets"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/casework/web/source"
	"sef.se/kontakten/casework/web/team"
	"sef.se/kontakten/casework/web/verify"
	"sef.se/kontakten/internal/identity"
)

// Config is what the pages need. Every field is required but Demo.
type Config struct {
	Queue     casework.Queue
	Finding   finding.Book
	Cases     casework.Cases
	Companies casework.Companies
	Lists     casework.Lists
	Keying    casework.Keying
	Desk      casework.Desk
	Runs      monthly.Runs
	Letters   monthly.Letters
	Expected  monthly.Expectations
	Control   verification.Book
	Figures   figures.Book
	Sources   casework.Sources // originals behind rows
	Files     source.Files     // reads and draws them
	Reports   annulment.Book
	Errands   casework.Errands
	Green     green.Book
	Answers   casanswers.Book
	Team      teamwork.Book
	Clients   clientele.Book
	Live      *live.Hub      // what happens, for open pages
	Present   live.Announcer // who has which case open

	Identity *identity.Service
	Now      func() time.Time
	Log      *slog.Logger
	HTTPS    bool   // browsers reach us by https:// (directly or by the proxy)
	Demo     bool   // one-time login links are taken, from this machine only
	BaseURL  string // public address without a slash at its end, for enrolment links
}

// site is the pages behind the login.
type site struct {
	*shell.Shell
	work    Config
	sources source.Source
	answers answers.Pages
}

// New makes the handler of all staff pages. It fails where a page or static
// file is missing or cannot be parsed.
func New(cfg Config) (http.Handler, error) {
	sessions := identity.NewSessions(cfg.Identity, cfg.HTTPS)
	sh, err := shell.New(shell.Config{
		Identity: cfg.Identity, Sessions: sessions, Desk: cfg.Desk, Now: cfg.Now, Log: cfg.Log,
		HTTPS: cfg.HTTPS, Mentions: cfg.Team.Unseen,
	})
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	door.Door{Shell: sh, Demo: cfg.Demo}.Routes(mux)
	original.Original{Shell: sh, Cases: cfg.Cases}.Routes(mux)
	printpages.Pages{Shell: sh, Runs: cfg.Runs, Letters: cfg.Letters, Expected: cfg.Expected}.Routes(mux)
	errands.Desk{Shell: sh, Errands: cfg.Errands, Companies: cfg.Companies}.Routes(mux)
	greenpage.Pages{Shell: sh, Book: cfg.Green, Companies: cfg.Companies}.Routes(mux)
	annul.Reports{Shell: sh, Book: cfg.Reports, Companies: cfg.Companies}.Routes(mux)
	sheets.Desk{Shell: sh, Keying: cfg.Keying}.Routes(mux)
	verify.Control{Shell: sh, Book: cfg.Control}.Routes(mux)
	settings.Own{Shell: sh}.Routes(mux)
	overview.Pages{Shell: sh, Book: cfg.Figures, Control: cfg.Control}.Routes(mux)
	team.Pages{Shell: sh, Book: cfg.Team}.Routes(mux)
	clientpage.Pages{Shell: sh, Book: cfg.Clients}.Routes(mux)
	book, err := handbook.New(sh)
	if err != nil {
		return nil, err
	}
	book.Routes(mux)
	sources := source.Source{Shell: sh, Cases: cfg.Sources, Files: cfg.Files}
	sources.Routes(mux)
	ocr.OCR{Shell: sh, Cases: cfg.Cases, Sources: cfg.Sources, Files: cfg.Files}.Routes(mux)
	divide.Divide{Shell: sh, Cases: cfg.Cases, Sources: cfg.Sources, Files: cfg.Files}.Routes(mux)
	findpage.Pages{Shell: sh, Book: cfg.Finding, Open: sheets.Desk{Shell: sh, Keying: cfg.Keying}.Open}.Routes(mux)
	livepage.Pages{Shell: sh, Hub: cfg.Live, Staff: cfg.Present}.Routes(mux)
	queuepage.Pages{Shell: sh, Queue: cfg.Queue, Companies: cfg.Companies, Keying: cfg.Keying, Control: cfg.Control, Hub: cfg.Live, Staff: cfg.Present}.Routes(mux)
	s := site{Shell: sh, work: cfg, sources: sources}
	s.answers = answers.Pages{Shell: sh, Book: cfg.Answers, Cases: cfg.Cases,
		Show: func(w http.ResponseWriter, r *http.Request, by casework.Actor, status int, alert *shell.Alert) error {
			return s.showCase(w, r, by, casework.Opening{What: "case"}, status, alert)
		}}
	s.answers.Routes(mux)
	s.routes(mux)
	return sh.Secure(mux), nil
}

func (s site) routes(mux *http.ServeMux) {
	mux.Handle("GET /static/{file}", s.Open(s.Static))
	mux.Handle("GET /{$}", s.Page(s.home))
	mux.Handle("GET /remsa", s.Background(s.Strip))
	mux.Handle("GET /kvar", s.Page(s.Stay))
	mux.Handle("/", s.Page(s.nowhere))

	mux.Handle("GET /arende/{case}", s.Page(s.casePage))
	mux.Handle("GET /arende/{case}/kalla/{row}", s.Page(s.sourcePage))
	mux.Handle("POST /arende/{case}/visa", s.Page(s.unmask))
	mux.Handle("POST /arende/{case}/ta", s.Page(s.take))
	mux.Handle("POST /arende/{case}/puls", s.Background(s.pulse))
	mux.Handle("POST /arende/{case}/slapp", s.Page(s.release))
	mux.Handle("POST /arende/{case}/beslut", s.Page(s.decide))
	mux.Handle("GET /arende/{case}/rader", s.Page(s.rowsForm))
	mux.Handle("POST /arende/{case}/rader", s.Page(s.editRows))

	mux.Handle("GET /listor", s.Page(s.lists))

	mux.Handle("GET /foretag/{customer}", s.Page(s.company))
	mux.Handle("GET /brevlada", s.Page(s.mailbox))
	mux.Handle("GET /register", s.Page(s.register))
	mux.Handle("POST /register/{difference}", s.Page(s.settle))
	mux.Handle("GET /utkorg", s.Page(s.outbox))
	mux.Handle("POST /utkorg/{mail}/stoppa", s.Page(s.stopMail))
	mux.Handle("GET /personal", s.AdminPage(s.staff))
	mux.Handle("POST /personal", s.AdminPage(s.addStaff))
	mux.Handle("POST /personal/{staff}", s.AdminPage(s.changeStaff))
}

func (s site) home(w http.ResponseWriter, r *http.Request, _ casework.Actor) error {
	return s.Redirect(w, r, "/ko", "")
}

func (s site) nowhere(http.ResponseWriter, *http.Request, casework.Actor) error {
	return casework.Refuse(casework.NotFound, "Den sidan finns inte.")
}
