// Package original shows what came in, as it came in, without letting it do
// anything: the HTML of a mail is sanitised, sent from a route of its own with
// a policy that forbids scripts, forms and every request, and shown in a
// sandboxed frame; attachments are only ever downloads, under our own names.
//
// Three walls stand behind each other: what the sanitiser lets through cannot
// run, the frame's sandbox would not let it run, and the policy would not let
// it fetch. A hole in one of them opens nothing.
package original

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/web/shell"
)

// Original answers the routes of what came in.
type Original struct {
	*shell.Shell
	Cases casework.Cases
}

// Routes adds the routes.
func (o Original) Routes(mux *http.ServeMux) {
	mux.Handle("GET /arende/{case}/brev", o.Page(o.mailFrame))
	mux.Handle("GET /arende/{case}/bilaga/{n}", o.Page(o.attachment))
}

// frameStyle is the look of a mail in its frame. Its hash stands in the
// frame's policy, so that no other style acts.
const frameStyle = `body{font:16px/1.5 "Segoe UI",system-ui,sans-serif;color:#182024;background:#fff;margin:12px 16px;overflow-wrap:anywhere}` +
	`table{border-collapse:collapse}td,th{padding:2px 8px;border:1px solid #dce1e4;vertical-align:top;text-align:left}` +
	`table table{width:100%}blockquote{margin:8px 0;padding-left:12px;border-left:3px solid #dce1e4;color:#55616a}`

var framePolicy = "default-src 'none'; style-src 'sha256-" + styleHash() + "'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"

func styleHash() string {
	sum := sha256.Sum256([]byte(frameStyle))
	return base64.StdEncoding.EncodeToString(sum[:])
}

func (o Original) mailFrame(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := CaseID(r)
	if err != nil {
		return err
	}
	page, err := o.Cases.OpenCase(r.Context(), by, id, casework.Opening{What: "original"})
	if err != nil {
		return err
	}
	if page.Mail == nil || page.Mail.HTML == "" {
		return casework.Refuse(casework.NotFound, "Mejlet har ingen HTML att visa.")
	}
	h := w.Header()
	h.Set("Content-Security-Policy", framePolicy)
	h.Set("X-Frame-Options", "SAMEORIGIN")
	h.Set("Content-Type", "text/html; charset=utf-8")
	_, err = io.WriteString(w, `<!doctype html><html lang="sv"><meta charset="utf-8"><title>Mejlet</title><style>`+frameStyle+`</style><body>`+Sanitise(page.Mail.HTML))
	if err != nil {
		return nil // the browser went away
	}
	return nil
}

// attachment sends attachment n, or the raw mail for 0, as a download.
func (o Original) attachment(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := CaseID(r)
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(r.PathValue("n"))
	if err != nil || n < 0 {
		return casework.Refuse(casework.NotFound, "Bilagan finns inte.")
	}
	file, err := o.Cases.CaseFile(r.Context(), by, id, n)
	if err != nil {
		return err
	}
	Download(w, fileName(id, n, file.Name), file.Data)
	return nil
}

// Download sends bytes that came from outside, or hold persons, so that no
// browser shows them in our origin. name is ours: ASCII without quotes.
func Download(w http.ResponseWriter, name string, data []byte) {
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'")
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Disposition", fmt.Sprintf(`attachment; filename="%s"`, name))
	h.Set("Content-Length", strconv.Itoa(len(data)))
	_, _ = w.Write(data) // an error here is a browser that went away
}

// safeEndings are the endings that a download keeps; a file with another one
// is called .bin, so that a double click starts nothing.
var safeEndings = []string{
	".pdf", ".xlsx", ".xls", ".ods", ".csv", ".txt", ".jpg", ".jpeg", ".png", ".gif", ".tif", ".tiff", ".docx", ".doc", ".rtf", ".xml", ".zip", ".eml",
}

func fileName(id casework.CaseID, n int, theirs string) string {
	if n == 0 {
		return id.String() + ".eml"
	}
	ending := strings.ToLower(path.Ext(theirs))
	if !slices.Contains(safeEndings, ending) {
		ending = ".bin"
	}
	return fmt.Sprintf("%s-bilaga-%d%s", id, n, ending)
}

// CaseID reads the case of a route. NotFound where it is no id.
func CaseID(r *http.Request) (casework.CaseID, error) {
	n, err := strconv.ParseInt(r.PathValue("case"), 10, 64)
	if err != nil || n <= 0 {
		return 0, casework.Refuse(casework.NotFound, "Ärendet finns inte.")
	}
	return casework.CaseID(n), nil
}
