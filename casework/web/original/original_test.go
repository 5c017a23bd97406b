package original

import (
	"regexp"
	"strings"
	"testing"

	"sef.se/kontakten/casework"
)

// hostile are the kinds of mail HTML that reliability.md §2 row 8 names.
var hostile = []string{
	`<script>alert(1)</script>`,
	`<img src=x onerror=alert(1)>`,
	`<svg onload=alert(1)><script>alert(1)</script></svg>`,
	`<svg><style><img src=x onerror=alert(1)></style></svg>`,
	`<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">`,
	`<a href="javascript:alert(1)">länk</a>`,
	`<a href="https://spårning.example/?id=1">länk</a>`,
	`<iframe srcdoc="<script>alert(1)</script>"></iframe>`,
	`<object data="https://evil.example/x.swf"></object><embed src=x>`,
	`<form action="https://evil.example"><input name=a><button formaction="javascript:alert(1)">x</button></form>`,
	`<meta http-equiv="refresh" content="0;url=https://evil.example">`,
	`<base href="https://evil.example/"><link rel=stylesheet href="https://evil.example/a.css">`,
	`<style>@import "https://evil.example/a.css"; body{background:url(https://evil.example/b)}</style>`,
	`<p style="background:url(https://evil.example/c)">x</p>`,
	`<table background="https://evil.example/d"><tr><td background=https://evil.example/e>x</td></tr></table>`,
	`<video poster="https://evil.example/f"><source src="https://evil.example/g"></video><audio src=h>`,
	`<div onclick=alert(1) id=main name=q class=head>x</div>`,
	`<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>`,
	`<template><script>alert(1)</script></template>`,
	`<img srcset="https://evil.example/i 1x"><picture><source srcset="https://evil.example/j"></picture>`,
	"<scr\x00ipt>alert(1)</scr\x00ipt><IMG SRC=\"jav&#x09;ascript:alert(1);\">",
	`<!--[if mso]><script>alert(1)</script><![endif]-->`,
	`<td colspan="2 onmouseover=alert(1)">x</td>`,
	`"><script>alert(1)</script>`,
	`<plaintext><script>alert(1)`,
	`<xmp><img src=x onerror=alert(1)></xmp>`,
}

var danger = regexp.MustCompile(`(?i)<[^>]*(script|iframe|object|embed|svg|math|style|link|meta|base|form|input|img|video|audio|source|href|src|on[a-z]+\s*=|javascript:|url\()`)

func TestSanitiseTakesTheHarm(t *testing.T) {
	t.Parallel()
	for _, html := range hostile {
		clean := Sanitise(html)
		if found := danger.FindString(clean); found != "" {
			t.Errorf("%q came through as %q: %s", html, clean, found)
		}
		if again := Sanitise(clean); again != clean {
			t.Errorf("not idempotent: %q then %q", clean, again)
		}
	}
}

func TestSanitiseKeepsTextAndTables(t *testing.T) {
	t.Parallel()
	got := Sanitise(`<div class=x>Hej <b>Åsa</b><table border=1><tr><td colspan="2" style="x">1 234,50</td></tr></table><a href="https://sef.se">sef</a></div>`)
	for _, want := range []string{"Hej <b>Åsa</b>", `<td colspan="2">1 234,50</td>`, "sef"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in %q", want, got)
		}
	}
}

func TestSanitiseBoundsTheWork(t *testing.T) {
	t.Parallel()
	bomb := strings.Repeat("<div><table><tr><td>å", 400_000)
	if got := Sanitise(bomb); len(got) > 2*maxHTML {
		t.Errorf("%d bytes out of a bomb of %d", len(got), len(bomb))
	}
}

func FuzzSanitise(f *testing.F) {
	for _, html := range hostile {
		f.Add(html)
	}
	f.Fuzz(func(t *testing.T, html string) {
		clean := Sanitise(html)
		if found := danger.FindString(clean); found != "" {
			t.Errorf("%q came through as %q: %s", html, clean, found)
		}
	})
}

func TestFileName(t *testing.T) {
	t.Parallel()
	id := casework.CaseID(12)
	for theirs, want := range map[string]string{
		"underlag.XLSX":         "K-125-bilaga-2.xlsx",
		"löner 850101-9811.pdf": "K-125-bilaga-2.pdf",
		"faktura.pdf.exe":       "K-125-bilaga-2.bin",
		"sida.html":             "K-125-bilaga-2.bin",
		`a".pdf` + "\r\nX: y":   "K-125-bilaga-2.bin",
		"../../etc/passwd":      "K-125-bilaga-2.bin",
		"\u200b.htaccess":       "K-125-bilaga-2.bin",
		"":                      "K-125-bilaga-2.bin",
	} {
		if got := fileName(id, 2, theirs); got != want {
			t.Errorf("fileName(%q) = %q, want %q", theirs, got, want)
		}
	}
	if got := fileName(id, 0, ""); got != "K-125.eml" {
		t.Errorf("raw mail is called %q", got)
	}
}
