package web_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"net/url"
	"slices"
	"strings"
	"testing"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/internal/demo"
	"sef.se/kontakten/internal/identity"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/sandbox"
	"sef.se/kontakten/mailin"
	"sef.se/kontakten/mailin/underlag"
)

func init() { sandbox.Main(underlag.Functions()) }

// viewer gives the sandbox in which the pages read what came.
func (d *desk) viewer() *underlag.Sandboxed {
	files := underlag.NewSandboxed(sandbox.Options{})
	d.t.Cleanup(files.Close)
	return files
}

// sample takes a sample mail in, with its rows as they are read.
func (d *desk) sample(name string) (casework.CaseID, mailin.Reading) {
	d.t.Helper()
	mails, err := demo.Mails()
	d.must(err)
	for _, m := range mails {
		if strings.HasPrefix(m.Name, name) {
			return d.takeIn(name, m.Raw)
		}
	}
	d.t.Fatalf("no sample %s", name)
	return 0, mailin.Reading{}
}

// takeIn takes a raw mail in, with its rows as they are read.
func (d *desk) takeIn(name string, raw []byte) (casework.CaseID, mailin.Reading) {
	d.t.Helper()
	read, err := mailin.New(d.register, d.viewer()).Read(d.t.Context(), raw, mailin.Moment{})
	d.must(err)
	r := casework.Reading{Reader: read.Version, Kinds: []string{"fee_data"}, Company: read.Company, Period: read.Period, Draft: read.Draft,
		Header: casework.Threads{MessageID: name}, Mail: casework.Mail{Subject: read.Mail.Subject, Text: read.Mail.Text, HTML: read.Mail.HTML, ReceivedAt: d.clock()}}
	for _, f := range read.Mail.Files {
		r.Mail.Files = append(r.Mail.Files, casework.Attachment{Index: f.Index, Part: f.Part, Name: f.Name, Size: f.Size})
	}
	r.MessageID = d.original(raw)
	result, err := d.book.Intake(d.t.Context(), r)
	d.must(err)
	return result.Case, read
}

// original stores a raw mail.
func (d *desk) original(raw []byte) (id int64) {
	d.t.Helper()
	d.must(d.store.InTx(d.t.Context(), func(t *store.Tx) error {
		object, err := t.Keep(d.t.Context(), raw)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(raw)
		return t.QueryRow(d.t.Context(), `INSERT INTO message (sha256, size, raw_object, received_at, fetched_at) VALUES ($1, $2, $3, $4, $4) RETURNING id`,
			sum[:], len(raw), [16]byte(object), t.Now).Scan(&id)
	}))
	return id
}

func TestRowIsShownWhereItStands(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim, bo := d.person("kim", identity.RoleClerk, false), d.person("bo", identity.RoleClerk, false)
	id, read := d.sample("36-") // a payroll program's PDF
	page := kim.get(href(id))
	page.wants(200, ".rows a.row", read.Draft.Rows[1].Name)
	before := d.count("access_log WHERE what = 'source'")
	shown := kim.get(href(id) + "/kalla/2")
	shown.wants(200, "#mail-title", "Rad 2 av")
	shown.wants(200, "#mail .here .line", strings.Fields(read.Draft.Rows[1].Place.Text)[0])
	if d.count("access_log WHERE what = 'source'") != before+1 {
		t.Error("the opening of the source was not logged once")
	}
	if len(find(shown.root, "rect.here")) != 1 {
		t.Errorf("%d boxes for one line", len(find(shown.root, "rect.here")))
	}
	picture := kim.get(attribute(shown.one("svg image"), "href"))
	if picture.status != 200 || picture.header.Get("Content-Type") != "image/png" || picture.header.Get("Cache-Control") != "no-store" ||
		!strings.Contains(picture.header.Get("Content-Security-Policy"), "default-src 'none'") || !strings.HasPrefix(picture.body, "\x89PNG") {
		t.Errorf("picture: %d %v", picture.status, picture.header)
	}
	for _, wrong := range []string{"/kalla/9999", "/bild/99/1", "/bild/1/99", "/bild/0/1", "/bild/x/1"} {
		if p := kim.get(href(id) + wrong); p.status != 404 {
			t.Errorf("%s: %d, want 404", wrong, p.status)
		}
	}

	// Who does not hold the case sees neither text nor picture.
	kim.post(href(id)+"/ta", nil)
	for _, path := range []string{"/kalla/2", strings.TrimPrefix(picture.url.Path, href(id))} {
		if p := bo.get(href(id) + path); p.status != 403 {
			t.Errorf("%s for another clerk: %d, want 403", path, p.status)
		}
	}
	bo.get(href(id)).lacks("/kalla/")
	bo.post(href(id)+"/ta", url.Values{"over": {"1"}})
	bo.get(href(id)+"/kalla/2").wants(200, "#mail-title", "Rad 2 av")
}

func TestSourceOfAProtectedPersonIsNotThere(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim, eva := d.person("kim", identity.RoleClerk, false), d.person("eva", identity.RoleClerk, true)
	id, read := d.sample("36-")
	d.protect(read.Draft.Rows[0].Personnummer)
	for _, path := range []string{"/kalla/1", "/kalla/0", "/bild/1/1"} {
		if p := kim.get(href(id) + path); p.status != 404 {
			t.Errorf("%s: %d, want 404", path, p.status)
		}
	}
	eva.get(href(id)+"/kalla/1").wants(200, "#mail-title", "Rad 1 av")
}

func (d *desk) protect(p register.Personnummer) {
	d.t.Helper()
	_, err := d.store.Pool().Exec(d.t.Context(), "UPDATE member SET protected = true WHERE personnummer = $1", p.Full())
	d.must(err)
}

// packed takes a sample mail in with its one attachment in a ZIP.
func (d *desk) packed(name string) (casework.CaseID, mailin.Reading) {
	d.t.Helper()
	mails, err := demo.Mails()
	d.must(err)
	raw := mails[slices.IndexFunc(mails, func(m demo.Mail) bool { return strings.HasPrefix(m.Name, name) })].Raw
	exhibits, err := mailin.Exhibits(d.t.Context(), raw, d.viewer())
	d.must(err)
	file, err := mailin.FileAt(d.t.Context(), raw, d.viewer(), exhibits[len(exhibits)-1].Leaf)
	d.must(err)
	var archive bytes.Buffer
	z := zip.NewWriter(&archive)
	member, err := z.Create("lön/lista.pdf")
	d.must(err)
	_, err = member.Write(file.Data)
	d.must(err)
	d.must(z.Close())
	head, _, _ := strings.Cut(string(raw), "MIME-Version")
	return d.takeIn(name, []byte(head+"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nListan bifogas.\r\n--b\r\n"+
		"Content-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n"+base64.StdEncoding.EncodeToString(archive.Bytes())+"\r\n--b--\r\n"))
}

// TestRowInAnArchiveIsShownWhereItStands sends the PDF of a payroll program in a ZIP.
func TestRowInAnArchiveIsShownWhereItStands(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	id, read := d.packed("36-")
	if len(read.Draft.Rows) < 2 {
		t.Fatalf("%d rows", len(read.Draft.Rows))
	}
	shown := kim.get(href(id) + "/kalla/2")
	shown.wants(200, "#mail .here .line", strings.Fields(read.Draft.Rows[1].Place.Text)[0])
	if len(find(shown.root, "rect.here")) != 1 {
		t.Fatalf("%d boxes for one line\n%s", len(find(shown.root, "rect.here")), shown.shown())
	}
	if p := kim.get(attribute(shown.one("svg image"), "href")); p.status != 200 || !strings.HasPrefix(p.body, "\x89PNG") {
		t.Errorf("picture: %d", p.status)
	}
}

// TestImageInAnArchiveIsRead sends a scan in a ZIP.
func TestImageInAnArchiveIsRead(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	id, _ := d.packed("39-")
	shown := kim.get(href(id) + "/kalla/0?del=2") // the text, the archive, the scan
	page := kim.get(attribute(shown.one(".note-warn a"), "href"))
	page.wants(200, ".ocr-row .small", "Rad")
	if len(find(page.root, "svg.ocr-strip")) != len(find(page.root, "form.ocr-row")) {
		t.Error("a proposed row is not shown as it looks in the image")
	}
	first := find(page.root, "form.ocr-row")[0]
	form := url.Values{}
	for _, in := range find(first, "input") {
		form.Set(attribute(in, "name"), attribute(in, "value"))
	}
	form.Set("member", "845,50")
	kim.post(attribute(first, "action"), form).wants(200, ".tag-ok", "tillagd")
	kim.get(href(id)).wants(200, "main", "OCR bilaga 1 ’a.zip/lön/lista.pdf’")
	kim.get(href(id)+"/kalla/1").wants(200, "#mail .note-warn", "bild")
}
