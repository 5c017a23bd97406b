package authresult_test

import (
	"strings"
	"testing"

	"sef.se/kontakten/mailin/authresult"
	"sef.se/kontakten/mailin/message"
)

var (
	exchange = authresult.Trust{Border: ".mail.protection.outlook.com"}
	postfix  = authresult.Trust{Border: "mx1.sef.example", ServerID: "mx1.sef.example"}
)

const (
	inner  = "Received: from AM0.eurprd05.prod.outlook.com (2603::1) by DB9.eurprd05.prod.outlook.com with HTTPS; Mon, 2 Nov 2026 08:00:02 +0000\r\n"
	edge   = "Received: from mail.bolag.example (192.0.2.1) by AM5.mail.protection.outlook.com (10.0.0.1) with Microsoft SMTP Server; Mon, 2 Nov 2026 08:00:01 +0000\r\n"
	passes = "Authentication-Results: spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=bolag.example; dkim=pass (signature was verified) header.d=bolag.example;dmarc=pass action=none header.from=bolag.example;compauth=pass reason=100\r\n"
	ours   = "Received: from mail.bolag.example (mail.bolag.example [192.0.2.1])\r\n\tby mx1.sef.example (Postfix) with ESMTPS id 4ABC; Mon, 2 Nov 2026 09:00:01 +0100 (CET)\r\n"
	id     = "Authentication-Results: mx1.sef.example; spf=pass smtp.mailfrom=lon@bolag.example;\r\n\tdkim=pass header.d=bolag.example; dmarc=pass header.from=bolag.example\r\n"
	from   = "From: Lon <lon@bolag.example>\r\n\r\nHej\r\n"
)

func read(trust authresult.Trust, raw string) (authresult.Results, bool) {
	return trust.Read(message.Parse([]byte(raw)).Header())
}

func TestGenuineFieldsAreRead(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		trust authresult.Trust
		raw   string
		want  bool // confirms the sender
	}{
		"exchange":              {exchange, inner + passes + edge + from, true},
		"postfix":               {postfix, id + ours + from, true},
		"forged ones below":     {exchange, inner + strings.Replace(passes, "dmarc=pass", "dmarc=fail", 1) + edge + passes + from, false},
		"another domain":        {exchange, inner + strings.ReplaceAll(passes, "header.from=bolag.example", "header.from=ond.example") + edge + from, false},
		"fail and pass is fail": {exchange, inner + strings.Replace(passes, "dmarc=pass", "dmarc=fail header.from=bolag.example; dmarc=pass", 1) + edge + from, false},
		"compauth alone":        {exchange, inner + strings.Replace(passes, "dmarc=pass action=none header.from=bolag.example;", "", 1) + edge + from, false},
	} {
		got, ok := read(tt.trust, tt.raw)
		if !ok {
			t.Errorf("%s: not read", name)
			continue
		}
		if got.Confirms("bolag.example") != tt.want {
			t.Errorf("%s: %+v confirms %v, want %v", name, got, !tt.want, tt.want)
		}
	}
	got, _ := read(exchange, inner+passes+edge+from)
	if got.SPF != "pass" || got.DKIM != "pass" || got.CompAuth != "pass" || got.MailFrom != "bolag.example" || len(got.Signed) != 1 {
		t.Errorf("%+v", got)
	}
}

// TestForgedFieldsAreNotBelieved: every way in which somebody outside could have a field read as ours.
func TestForgedFieldsAreNotBelieved(t *testing.T) {
	t.Parallel()
	e, p := exchange, postfix
	forged := map[string]struct {
		trust authresult.Trust
		raw   string
	}{
		"no trust is set":                    {authresult.Trust{}, inner + passes + edge + from},
		"no border is set":                   {authresult.Trust{ServerID: "mx1.sef.example"}, id + ours + from},
		"below the border":                   {e, inner + edge + passes + from},
		"below the border, with our id":      {p, ours + id + from},
		"no Received at all":                 {e, passes + from},
		"no Received at all, our id":         {p, id + from},
		"a forged border below":              {e, inner + edge + passes + edge + from},
		"a forged border below, our id":      {p, ours + id + ours + from},
		"two forged pairs":                   {p, ours + id + ours + id + ours + from},
		"the border only in a comment":       {e, "Received: from x (by AM5.mail.protection.outlook.com) by evil.example; x\r\n" + passes + from},
		"the border only as HELO":            {e, passes + "Received: from AM5.mail.protection.outlook.com by evil.example; x\r\n" + from},
		"a HELO with by in it":               {e, passes + "Received: from x)by AM5.mail.protection.outlook.com by evil.example; x\r\n" + from},
		"a host that only ends alike":        {e, passes + "Received: from x by evilmail.protection.outlook.com; x\r\n" + from},
		"a host that only begins alike":      {p, id + "Received: from x by mx1.sef.example.evil.example; x\r\n" + from},
		"the border's name in the id clause": {p, id + "Received: from x by evil.example id mx1.sef.example; x\r\n" + from},
		"the border in the for clause":       {p, id + "Received: from x by evil.example for <a@mx1.sef.example>; x\r\n" + from},
		"X-Received":                         {p, id + "X-Received: from x by mx1.sef.example; x\r\n" + from},
		"another server's id":                {p, strings.Replace(id, "mx1.sef", "mx1.evil", 1) + ours + from},
		"our id as a prefix":                 {p, strings.Replace(id, "mx1.sef.example;", "mx1.sef.example.evil.example;", 1) + ours + from},
		"our id in a comment":                {p, strings.Replace(id, "mx1.sef.example;", "(mx1.sef.example) evil.example;", 1) + ours + from},
		"no id where one is wanted":          {p, passes + ours + from},
		"an id where none is wanted":         {e, inner + id + edge + from},
		"ARC instead":                        {p, strings.Replace(id, "Authentication-Results", "ARC-Authentication-Results", 1) + ours + from},
		"X- instead":                         {p, strings.Replace(id, "Authentication-Results", "X-Authentication-Results", 1) + ours + from},
		"Original- instead":                  {p, strings.Replace(id, "Authentication-Results", "Original-Authentication-Results", 1) + ours + from},
		"an encoded word":                    {p, "Authentication-Results: =?utf-8?q?mx1.sef.example;_dmarc=3Dpass_header.from=3Dbolag.example?=\r\n" + ours + from},
		"an encoded word for Exchange":       {e, inner + "Authentication-Results: =?utf-8?q?dmarc=3Dpass_header.from=3Dbolag.example?=\r\n" + edge + from},
		"all in a comment":                   {e, inner + "Authentication-Results: (dmarc=pass header.from=bolag.example)\r\n" + edge + from},
		"an open comment":                    {e, inner + "Authentication-Results: dmarc=pass header.from=bolag.example; (x\r\n" + edge + from},
		"in the body":                        {e, inner + edge + "From: a@b.example\r\n\r\n" + passes + edge},
		"in an inner message":                {p, "Content-Type: message/rfc822\r\nFrom: a@b.example\r\n\r\n" + id + ours + from},
		"in the subject":                     {p, ours + "Subject: x =?utf-8?q?=0D=0AAuthentication-Results:_mx1.sef.example;_dmarc=3Dpass?=\r\n" + from},
		"folded into another field":          {p, "Comments: x\r\n Authentication-Results: mx1.sef.example; dmarc=pass header.from=bolag.example\r\n" + ours + from},
		"far too long":                       {e, inner + "Authentication-Results: dmarc=pass header.from=bolag.example; " + strings.Repeat("x=y ", 4000) + "\r\n" + edge + from},
	}
	if len(forged) < 30 {
		t.Fatalf("%d variants", len(forged))
	}
	for name, tt := range forged {
		if got, ok := read(tt.trust, tt.raw); ok || got.Confirms("bolag.example") {
			t.Errorf("%s: believed %+v", name, got)
		}
	}
}

func FuzzAuthResults(f *testing.F) {
	for _, seed := range []string{passes, id, "Authentication-Results: ;;==(\"\\", "Authentication-Results: dkim=pass header.d=a; dkim=fail"} {
		f.Add(strings.TrimPrefix(seed, "Authentication-Results: "))
	}
	f.Fuzz(func(t *testing.T, field string) {
		field = strings.NewReplacer("\r", " ", "\n", " ").Replace(field)
		for _, trust := range []authresult.Trust{exchange, postfix} {
			border := edge
			if trust == postfix {
				border = ours
			}
			below, ok := read(trust, border+"Authentication-Results: "+field+"\r\n"+from)
			if ok {
				t.Fatalf("believed below the border: %+v", below)
			}
			got, _ := read(trust, "Authentication-Results: "+field+"\r\n"+border+from)
			for _, v := range []authresult.Verdict{got.SPF, got.DKIM, got.DMARC, got.CompAuth} {
				if trust == exchange && strings.ContainsAny(string(v), "<>&\"' ") {
					t.Fatalf("verdict %q", v)
				}
			}
		}
	})
}
