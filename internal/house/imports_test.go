package house

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "sef.se/kontakten"

// pkg is what `go list -json` tells of a package.
type pkg struct {
	ImportPath, Dir string
	GoFiles         []string
	Imports         []string
	TestImports     []string
	XTestImports    []string
}

// room is the path below the module: "casework/store".
func (p pkg) room() string { return strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, module), "/") }

// packages lists the module's packages.
func packages(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-e", "-json=ImportPath,Dir,GoFiles,Imports,TestImports,XTestImports", "./...")
	cmd.Dir = root
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.Bytes())
	}
	var list []pkg
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return list
		} else if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
}

// floors, from the ground up. An import may stay on its floor or go down.
var floors = map[string]int{"internal": 0, "templates": 0, "docs": 0, "avgiftslista": 1, "mailin": 2, "casework": 3, "cmd": 4, "bench": 4}

var (
	innerRooms = []string{"casework/ledger", "casework/letter"}
	outerRooms = []string{"casework/web", "casework/store", "casework/jobs", "casework/mailout"}
	// testRooms are helpers of tests: production code never imports them.
	testRooms = []string{"internal/testdb", "internal/testmail", "casework/store/crowd"}
)

// wrong says why from must not import to, or "". Both are rooms of this module. A test may join outer rooms, as cmd
// does, and use the test rooms.
func wrong(from, to string, test bool) string {
	switch {
	case floors[floorOf(from)] < floors[floorOf(to)]:
		return "runs up the house"
	case in(from, "internal") && in(to, "cmd"):
		return "runs up the house"
	case in(from, "mailin/underlag") && in(to, "mailin") && !in(to, "mailin/underlag"):
		return "underlag knows no mail"
	case inAny(from, innerRooms) && in(to, "casework") && !inAny(to, innerRooms):
		return "an inner room never imports its root or the outer rooms"
	case !test && to != from && inAny(from, outerRooms) && inAny(to, outerRooms) && outer(from) != outer(to):
		return "outer rooms never import each other: use an interface of the casework root, joined in cmd"
	case from == "casework" && inAny(to, outerRooms):
		return "the root imports no outer room"
	case !test && inAny(to, testRooms) && !inAny(from, testRooms) && floorOf(from) != "bench":
		return "a helper of tests in production code"
	}
	return ""
}

func outer(room string) string {
	i := slices.IndexFunc(outerRooms, func(o string) bool { return in(room, o) })
	return outerRooms[i]
}

func floorOf(room string) string {
	floor, _, _ := strings.Cut(room, "/")
	return floor
}

// in reports whether room is parent or lies below it.
func in(room, parent string) bool { return room == parent || strings.HasPrefix(room, parent+"/") }

func inAny(room string, parents []string) bool {
	return slices.ContainsFunc(parents, func(p string) bool { return in(room, p) })
}

// homes are the rooms that may import a library; every other room uses theirs. Benchmarks may hold any, to run beside it.
var homes = map[string][]string{
	"github.com/jung-kurt/gofpdf":         {"internal/paper"},
	"github.com/emersion/go-imap":         {"mailin/imapbox", "internal/demo", "internal/testmail"},
	"github.com/emersion/go-smtp":         {"internal/demo", "internal/testmail"},
	"github.com/wneessen/go-mail":         {"casework/mailout"},
	"github.com/jackc/pgx":                {"casework/store", "casework/jobs", "internal/pgserver", "internal/testdb", "cmd/kontakten"},
	"github.com/riverqueue":               {"casework/store", "casework/jobs", "cmd/kontakten"},
	"github.com/ledongthuc/pdf":           {"mailin/underlag"},
	"github.com/klippa-app/go-pdfium":     {"mailin/underlag", "avgiftslista/scan"},
	"github.com/xuri/excelize":            {"mailin/underlag"},
	"github.com/tink-crypto/tink-go":      {"internal/vault"},
	"github.com/microcosm-cc/bluemonday":  {"casework/web"},
	"github.com/alecthomas/kong":          {"cmd/kontakten"},
	"github.com/BurntSushi/toml":          {"internal/config"},
	"github.com/pquerna/otp":              {"internal/identity"},
	"github.com/alexedwards/scs":          {"casework/web", "internal/identity"},
	"github.com/chromedp":                 {}, // tests only
	"github.com/prometheus/client_golang": {"casework/web", "cmd/kontakten"},
	"github.com/schollz/progressbar":      {"cmd/kontakten"},
	"github.com/pressly/goose":            {"casework/store"},
	"rsc.io/qr":                           {"internal/paper", "internal/identity"},
	"github.com/makiuchi-d/gozxing":       {"avgiftslista/scan"},
	"github.com/emersion/go-msgauth":      {"mailin"},
	"github.com/emersion/go-message":      {"mailin"},
}

// pure are the rooms of values and rules, which import no SQL, no HTTP and no mail protocols.
var (
	pure     = []string{"casework", "casework/ledger", "casework/letter", "mailin", "avgiftslista", "internal/register", "mailin/underlag"}
	impurity = []string{"database/sql", "net/http", "net/smtp", "net", "os/exec", "github.com/jackc", "github.com/riverqueue", "github.com/emersion/go-imap", "github.com/emersion/go-smtp", "github.com/wneessen"}
)

func TestImportsRunDown(t *testing.T) {
	t.Parallel()
	for _, p := range packages(t) {
		from := p.room()
		for _, imported := range p.Imports {
			if room, ours := strings.CutPrefix(imported, module+"/"); ours {
				if why := wrong(from, room, false); why != "" {
					t.Errorf("%s imports %s: %s", from, room, why)
				}
				continue
			}
			for library, rooms := range homes {
				if floorOf(from) != "bench" && in(imported, library) && !inAny(from, rooms) {
					t.Errorf("%s imports %s, which belongs to %v", from, imported, rooms)
				}
			}
			if slices.Contains(pure, from) && slices.ContainsFunc(impurity, func(l string) bool { return imported == l || strings.HasPrefix(imported, l+"/") && l != "net" }) {
				t.Errorf("%s imports %s: rooms of values and rules reach no network and no database", from, imported)
			}
		}
		for _, imported := range append(p.TestImports, p.XTestImports...) {
			if room, ours := strings.CutPrefix(imported, module+"/"); ours {
				if why := wrong(from, room, true); why != "" {
					t.Errorf("tests of %s import %s: %s", from, room, why)
				}
			}
		}
	}
}

func TestWrongImportsAreFound(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		from, to   string
		test, want bool
	}{
		{"mailin", "casework", false, true},
		{"internal/register", "avgiftslista", false, true},
		{"templates", "casework", false, true},
		{"avgiftslista", "mailin/underlag", true, true},
		{"casework/web", "casework/store", false, true},
		{"casework/web", "casework/store", true, false},
		{"casework/web/pages", "casework/web", false, false},
		{"casework/ledger", "casework", false, true},
		{"casework/letter", "casework/store", false, true},
		{"casework", "casework/ledger", false, false},
		{"casework", "casework/store", false, true},
		{"mailin/underlag", "mailin", false, true},
		{"mailin/underlag/xls", "mailin/underlag", false, false},
		{"casework/store", "internal/testdb", false, true},
		{"casework/store", "internal/testdb", true, false},
		{"cmd/kontakten", "casework/web", false, false},
	} {
		if got := wrong(tt.from, tt.to, tt.test); (got != "") != tt.want {
			t.Errorf("%s → %s (test %v): %q", tt.from, tt.to, tt.test, got)
		}
	}
}
