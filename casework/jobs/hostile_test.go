package jobs_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// TestBadMailIsNeverLost sends what no good program sends: each is a case (or a
// recorded rejection) with its bytes as they came.
func TestBadMailIsNeverLost(t *testing.T) {
	t.Parallel()
	head := "From: lon@bolag.example\r\nTo: kontakten@sef.se\r\n"
	nested := func(depth int) string {
		var b strings.Builder
		b.WriteString(head)
		for i := range depth {
			fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i)
		}
		return b.String() + "\r\nhej\r\n"
	}
	mails := map[string]string{
		"empty":                         "\r\n",
		"no header":                     "hej hej\r\n",
		"no From, no Message-ID":        "Subject: Avgifter\r\n\r\nhej\r\n",
		"two From":                      head + "From: annan@bolag.example\r\nSubject: x\r\n\r\nhej\r\n",
		"unknown charset":               head + "Content-Type: text/plain; charset=klingon-8\r\n\r\nh\xe5j\r\n",
		"raw bytes in the header":       head + "Subject: L\xf6n \xff\r\n\r\nhej\r\n",
		"a boundary that never comes":   head + "Content-Type: multipart/mixed; boundary=b\r\n\r\nhej\r\n",
		"cut within a part":             head + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0x\r\n",
		"base64 that is none":           head + "Content-Type: text/csv; name=a.csv\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%%\r\n",
		"500 parts within each other":   nested(500),
		"a header of 200 kB":            head + "X-Long: " + strings.Repeat("x ", 100_000) + "\r\n\r\nhej\r\n",
		"the year 2050":                 head + "Date: Tue, 24 Nov 2050 10:00:00 +0100\r\n\r\nhej\r\n",
		"HTML that nests 50,000 deep":   head + "Content-Type: text/html\r\n\r\n" + strings.Repeat("<div>\r\n", 50_000) + "hej\r\n",
		"a 30 MB mail":                  head + "Subject: Stor\r\n\r\n" + strings.Repeat("0123456789012345678901234567890123456789012345678901234567890\r\n", 30<<20/63),
		"a zip that is none":            head + "Content-Type: application/zip; name=u.zip\r\nContent-Disposition: attachment; filename=u.zip\r\n\r\nPK\x03\x04\r\n",
		"a file name with a way out":    head + "Content-Type: text/csv\r\nContent-Disposition: attachment; filename=\"../../etc/passwd\"\r\n\r\na;b\r\n",
		"a subject with a personnummer": head + "Subject: 19641209-9985\r\n\r\nhej\r\n",
	}
	w := newWorld(t, "bad@sef.example")
	for name, mail := range mails {
		if err := servers.dovecot.Deliver(w.user, []byte(mail)); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	if r := w.poll(); r.New != len(mails) {
		t.Fatalf("poll: %+v, want %d", r, len(mails))
	}
	w.work(w.idle)
	rows, err := w.store.Pool().Query(t.Context(), "SELECT id, state, reason FROM message ORDER BY id")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var ids []int64
	for rows.Next() {
		var id int64
		var state, reason string
		if err := rows.Scan(&id, &state, &reason); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
		if state == "new" || state != "cased" && reason == "" {
			t.Errorf("message %d is %s, reason %q", id, state, reason)
		}
	}
	for _, id := range ids {
		m, err := w.store.Message(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if !anySuffix(m.Raw, mails) {
			t.Errorf("message %d: its %d bytes are not those that were sent", id, len(m.Raw))
		}
	}
	if n := w.count("SELECT count(*) FROM message m WHERE state <> 'rejected' AND NOT EXISTS (SELECT FROM case_message c WHERE c.message_id = m.id)"); n != 0 {
		t.Errorf("%d messages have no case", n)
	}
}

// anySuffix tells whether raw ends as one of the mails does: delivery adds lines
// before it.
func anySuffix(raw []byte, mails map[string]string) bool {
	for _, mail := range mails {
		if bytes.HasSuffix(raw, []byte(mail)) {
			return true
		}
	}
	return false
}
