package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"strings"
)

// corpus is made-up mail of the sizes that a payroll mailbox has: 60 % plain text
// of 3–6 kB, 25 % text and HTML of 20–60 kB, 15 % with a PDF of 100–300 kB. The
// same number gives the same messages.
func corpus(n int) [][]byte {
	random := rand.New(rand.NewPCG(7, uint64(n)))
	list := make([][]byte, n)
	for i := range list {
		var b bytes.Buffer
		fmt.Fprintf(&b, "From: Lön <lon@bolag%d.example>\r\nTo: kontakten@sef.se\r\nSubject: Avgifter oktober %d\r\n"+
			"Message-ID: <%d.bench@bolag.example>\r\nDate: Tue, 24 Nov 2026 10:00:00 +0100\r\nMIME-Version: 1.0\r\n", i, i, i)
		switch kind := random.IntN(100); {
		case kind < 60:
			b.WriteString("Content-Type: text/plain; charset=utf-8\r\n\r\n")
			text(&b, random, 3000+random.IntN(3000))
		case kind < 85:
			b.WriteString("Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n")
			size := 20_000 + random.IntN(40_000)
			text(&b, random, size/4)
			b.WriteString("\r\n--b\r\nContent-Type: text/html\r\n\r\n<html><body><table>\r\n")
			for target := b.Len() + size*3/4; b.Len() < target; {
				fmt.Fprintf(&b, "<tr style=\"border:none\"><td>%s</td><td align=\"right\">%d,%02d</td></tr>\r\n", word(random), random.IntN(1000), random.IntN(100))
			}
			b.WriteString("</table></body></html>\r\n--b--\r\n")
		default:
			b.WriteString("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n")
			text(&b, random, 1000)
			b.WriteString("\r\n--b\r\nContent-Type: application/pdf; name=underlag.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n")
			file := make([]byte, 75_000+random.IntN(150_000))
			for i := range file {
				file[i] = byte(random.Uint32())
			}
			encoded := base64.StdEncoding.EncodeToString(file)
			for len(encoded) > 76 {
				b.WriteString(encoded[:76] + "\r\n")
				encoded = encoded[76:]
			}
			b.WriteString(encoded + "\r\n--b--\r\n")
		}
		list[i] = b.Bytes()
	}
	return list
}

func text(b *bytes.Buffer, random *rand.Rand, size int) {
	for target := b.Len() + size; b.Len() < target; {
		words := make([]string, 10)
		for i := range words {
			words[i] = word(random)
		}
		b.WriteString(strings.Join(words, " ") + "\r\n")
	}
}

func word(random *rand.Rand) string {
	const letters = "etanrsildomkgvfhupbcjyxz"
	w := make([]byte, 2+random.IntN(9))
	for i := range w {
		w[i] = letters[min(random.IntN(len(letters)), random.IntN(len(letters)))]
	}
	return string(w)
}
