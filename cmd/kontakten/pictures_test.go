package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"sef.se/kontakten/casework"
)

// update writes the README's pictures anew.
var update = flag.Bool("update", false, "write the README's pictures anew")

const pictures = "../../docs/images"

// TestNewcomerInABrowser does what the demo's printed line says, in a real Chromium: the link, the queue, a case. With
// -update its views become the README's pictures.
func TestNewcomerInABrowser(t *testing.T) {
	t.Parallel()
	w, _ := startWorld(t, demoFolder(t), false)
	a, _ := startDemo(t, w)
	link, err := demoLogin(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	awaitReading(t, a)
	browser := newBrowser(t)

	browser.do(t, chromedp.EmulateViewport(1280, 800))
	browser.open(t, link)
	browser.do(t, chromedp.Click("form button"), chromedp.WaitReady("table"))
	if title := browser.read(t, "document.title"); !strings.HasPrefix(title, "Kö") {
		t.Errorf("after the link: %q", title)
	}
	browser.open(t, a.BaseURL()+"/ko?slag=fee_data")
	browser.picture(t, "queue.png")

	id := sampleCase(t, a.Books.Queue)
	browser.open(t, fmt.Sprintf("%s/arende/%d", a.BaseURL(), id))
	if text := browser.read(t, "document.querySelector('main').innerText"); !strings.Contains(text, id.String()) || !strings.Contains(text, "Vakteldalens") {
		t.Errorf("the case shows %q", text)
	}
	browser.picture(t, "case.png")
}

// sampleCase is the case of the mail with a table of rows and nothing odd about it.
func sampleCase(t *testing.T, queue casework.Queue) casework.CaseID {
	t.Helper()
	page, err := queue.Queue(t.Context(), casework.Program(), casework.QueueFilter{Kind: "fee_data", Limit: 200})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range page.Rows {
		if row.Company != nil && strings.HasPrefix(row.Company.Name, "Vakteldalens") {
			return row.ID
		}
	}
	t.Fatal("the sample case is missing")
	return 0
}

// browser is a Chromium with a profile of its own.
type browser struct{ ctx context.Context }

func newBrowser(t *testing.T) browser {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath("/usr/bin/chromium"), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.UserDataDir(t.TempDir()), chromedp.WindowSize(1280, 800))
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), 2*time.Minute)
	t.Cleanup(cancel)
	ctx, cancelBrowser := chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancelBrowser)
	ctx, cancelTab := chromedp.NewContext(ctx)
	t.Cleanup(cancelTab)
	return browser{ctx}
}

func (b browser) do(t *testing.T, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		t.Fatalf("browser: %v", err)
	}
}

func (b browser) open(t *testing.T, address string) {
	t.Helper()
	b.do(t, chromedp.Navigate(address), chromedp.WaitReady("main"))
}

func (b browser) read(t *testing.T, script string) string {
	t.Helper()
	text, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](script))
	if err != nil {
		t.Fatalf("browser: %s: %v", script, err)
	}
	return text
}

// picture takes a picture of the page, with -update for the README.
func (b browser) picture(t *testing.T, name string) {
	t.Helper()
	png, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatalf("browser: %v", err)
	}
	if !*update {
		return
	}
	if err := os.WriteFile(filepath.Join(pictures, name), png, 0o644); err != nil {
		t.Fatal(err)
	}
}
