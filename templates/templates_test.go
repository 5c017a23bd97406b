package templates

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

func assetNamed(t *testing.T) func(string) (string, error) {
	t.Helper()
	all, err := Assets()
	if err != nil {
		t.Fatal(err)
	}
	return func(name string) (string, error) {
		for _, a := range all {
			if a.Name == name {
				return "/static/" + a.Address, nil
			}
		}
		return "", errors.New("no asset " + name)
	}
}

func TestPagesAreDeclared(t *testing.T) {
	t.Parallel()
	p, err := LoadPages(assetNamed(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Render(&bytes.Buffer{}, "finnsinte.html", "layout", nil); err == nil {
		t.Error("a page that is not in the table was rendered")
	}
}

func TestDeclaredBothWays(t *testing.T) {
	t.Parallel()
	if err := declared("page", []string{"layout.html"}); err == nil || !strings.Contains(err.Error(), "not declared") {
		t.Errorf("undeclared files: %v", err)
	}
	names := append([]string{"saknas.html"}, sharedPages...)
	for name := range pages {
		names = append(names, name)
	}
	if err := declared("page", names); err == nil || !strings.Contains(err.Error(), "saknas.html is declared but not there") {
		t.Errorf("a missing file: %v", err)
	}
	if _, err := LoadMails("finns-inte.txt"); err == nil {
		t.Error("mails that are not declared were loaded")
	}
}

func TestAssetsAreAddressedByContent(t *testing.T) {
	t.Parallel()
	all, err := Assets()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, a := range all {
		if seen[a.Address] || a.Address == a.Name || len(a.Data) == 0 || a.MediaType == "" {
			t.Errorf("asset %+v", a.Name)
		}
		seen[a.Address] = true
		if a.Name == "app.css" && strings.Contains(string(a.Data), `url("source-sans-3.woff2")`) {
			t.Error("the style sheet names the font without its hash")
		}
	}
}

// No page, style or script asks anybody else for anything.
func TestNothingFromElsewhere(t *testing.T) {
	t.Parallel()
	for _, dir := range []string{"page", "static"} {
		entries, err := files.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if strings.HasSuffix(e.Name(), ".LICENSE") || e.Name() == "htmx.min.js" {
				continue
			}
			data, err := files.ReadFile(dir + "/" + e.Name())
			if err != nil {
				t.Fatal(err)
			}
			text := strings.ReplaceAll(string(data), "http://www.w3.org/2000/svg", "")
			for _, far := range []string{"http://", "https://", " style=\"", "onclick=", "<style"} {
				if strings.Contains(text, far) {
					t.Errorf("%s/%s holds %s", dir, e.Name(), far)
				}
			}
		}
	}
}
