package main

import (
	"context"
	"slices"
	"time"

	"sef.se/kontakten/avgiftslista/pdf"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/monthly"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/casework/store/printroom"
	"sef.se/kontakten/internal/register"
)

// pageTimes is how long the month's pages take to be read: the median of some. The month is
// counted anew for unposted and posted, and shown again.
type pageTimes struct{ unposted, posted, again, expected time.Duration }

const pagesAsked = 9

// pages asks for the month's pages before and after the lists were posted.
func (h *house) pages(ctx context.Context) (pageTimes, error) {
	mails, err := letter.NewMails(letter.DemoHouse())
	if err != nil {
		return pageTimes{}, err
	}
	post, err := letter.NewPost(pdf.Demo())
	if err != nil {
		return pageTimes{}, err
	}
	clock := func() time.Time { return time.Date(2026, 11, 10, 12, 0, 0, 0, register.Stockholm) }
	config := printroom.Config{Store: h.store, Cases: casebook.New(h.store, h.keys, mails, clock), Vault: h.keys, Clock: clock, Mails: mails,
		Press: monthly.Press{Sender: pdf.Demo(), Post: post}}
	room := printroom.New(config)
	again := func() error {
		_, err := room.MonthPage(ctx, casework.Program(), october)
		return err
	}
	month := func() error { // of a program that has not shown it yet
		_, err := printroom.New(config).MonthPage(ctx, casework.Program(), october)
		return err
	}
	var t pageTimes
	if t.unposted, err = median(month); err != nil {
		return t, err
	}
	if _, err := h.store.Pool().Exec(ctx, "UPDATE fee_list SET state = 'posted'"); err != nil {
		return t, err
	}
	if _, err := h.store.Pool().Exec(ctx, "VACUUM ANALYZE fee_list"); err != nil {
		return t, err
	}
	if t.posted, err = median(month); err != nil {
		return t, err
	}
	if t.again, err = median(again); err != nil {
		return t, err
	}
	t.expected, err = median(func() error {
		_, err := room.ExpectedPage(ctx, casework.Program(), october, monthly.StandingLate, "", 100)
		return err
	})
	return t, err
}

func median(ask func() error) (time.Duration, error) {
	took := make([]time.Duration, pagesAsked)
	for i := range took {
		began := time.Now()
		if err := ask(); err != nil {
			return 0, err
		}
		took[i] = time.Since(began)
	}
	slices.Sort(took)
	return took[len(took)/2], nil
}
