// Package ipp hands PDF files to a printer: a queue of CUPS or of the printer
// itself by the Internet Printing Protocol (RFC 8010, RFC 8011; only
// Print-Job), or a folder in its place for tests and exercises.
//
// A job is one POST: the attributes in IPP's binary form, then the document. A
// queue that takes it answers with a number; whether paper came out is for the
// person to say who stands beside it.
package ipp

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Job is a document on its way to paper.
type Job struct {
	Name   string // shown in the queue and kept in logs
	PDF    []byte
	Duplex bool
}

// Queue is a print queue: ipp://host/printers/name, or ipps:// for one that speaks TLS.
type Queue struct {
	uri    string // as IPP names it
	url    string // where it is posted to
	client *http.Client
}

// patience bounds a job: a file of 500 sheets is about two megabytes.
const patience = 2 * time.Minute

// NewQueue makes a queue of its address. It refuses any that is not ipp:// or ipps://, and plain
// ipp to another machine, since a list on the wire names members.
func NewQueue(address string) (*Queue, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "ipp" && u.Scheme != "ipps" {
		return nil, fmt.Errorf("%q is no print queue; write it as ipps://host/printers/name", address)
	}
	host := u.Hostname()
	if u.Scheme == "ipp" && host != "localhost" && host != "127.0.0.1" && host != "::1" {
		return nil, fmt.Errorf("%q would send lists in clear to %s; write ipps://, or print by a queue on this machine", address, host)
	}
	web := *u
	web.Scheme = map[string]string{"ipp": "http", "ipps": "https"}[u.Scheme]
	if u.Port() == "" {
		web.Host = u.Host + ":631"
	}
	return &Queue{uri: address, url: web.String(), client: &http.Client{Timeout: patience}}, nil
}

// Name is the queue's last part: what staff call the printer.
func (q *Queue) Name() string { return q.uri[strings.LastIndexByte(q.uri, '/')+1:] }

// IPP's tags (RFC 8010 §3.5).
const (
	tagOperation = 0x01
	tagJob       = 0x02
	tagEnd       = 0x03
	tagInteger   = 0x21
	tagKeyword   = 0x44
	tagURI       = 0x45
	tagCharset   = 0x47
	tagLanguage  = 0x48
	tagMedia     = 0x49
	tagName      = 0x42
)

// Print hands a job over and gives the queue's number of it.
func (q *Queue) Print(ctx context.Context, job Job) (answer string, err error) {
	sides := "one-sided"
	if job.Duplex {
		sides = "two-sided-long-edge"
	}
	var b bytes.Buffer
	b.Write([]byte{2, 0, 0, 2, 0, 0, 0, 1, tagOperation}) // version 2.0, Print-Job, request 1
	attribute(&b, tagCharset, "attributes-charset", "utf-8")
	attribute(&b, tagLanguage, "attributes-natural-language", "sv")
	attribute(&b, tagURI, "printer-uri", q.uri)
	attribute(&b, tagName, "requesting-user-name", "kontakten")
	attribute(&b, tagName, "job-name", job.Name)
	attribute(&b, tagMedia, "document-format", "application/pdf")
	b.WriteByte(tagJob)
	attribute(&b, tagKeyword, "sides", sides)
	attribute(&b, tagKeyword, "print-scaling", "none") // marks and window must stay where they are
	b.WriteByte(tagEnd)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, q.url, io.MultiReader(&b, bytes.NewReader(job.PDF)))
	if err != nil {
		return "", fmt.Errorf("print %s: %w", job.Name, err)
	}
	req.ContentLength = int64(b.Len() + len(job.PDF))
	req.Header.Set("Content-Type", "application/ipp")
	resp, err := q.client.Do(req)
	if err != nil {
		return "", fmt.Errorf("print %s: %w", job.Name, err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return "", fmt.Errorf("print %s: the queue answers %s", job.Name, resp.Status)
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err != nil {
		return "", fmt.Errorf("print %s: %w", job.Name, err)
	}
	number, err := parse(body)
	if err != nil {
		return "", fmt.Errorf("print %s: %w", job.Name, err)
	}
	return fmt.Sprintf("jobb %d", number), nil
}

// attribute writes one attribute with one value.
func attribute(b *bytes.Buffer, tag byte, name, value string) {
	b.WriteByte(tag)
	for _, s := range []string{name, value} {
		_ = binary.Write(b, binary.BigEndian, uint16(len(s))) // to a buffer: cannot fail
		b.WriteString(s)
	}
}

var errAnswer = errors.New("the queue's answer is no IPP")

// parse reads the status and the job's number of an answer.
func parse(body []byte) (job int32, err error) {
	if len(body) < 8 {
		return 0, errAnswer
	}
	if status := binary.BigEndian.Uint16(body[2:]); status >= 0x0100 {
		return 0, fmt.Errorf("the queue refuses the job (IPP status %#04x)", status)
	}
	for rest := body[8:]; len(rest) > 0; {
		tag := rest[0]
		rest = rest[1:]
		if tag == tagEnd {
			return job, nil
		}
		if tag < 0x10 { // a group begins
			continue
		}
		var name, value []byte
		if name, rest = field(rest); name == nil {
			return 0, errAnswer
		}
		if value, rest = field(rest); value == nil {
			return 0, errAnswer
		}
		if tag == tagInteger && string(name) == "job-id" && len(value) == 4 {
			job = int32(binary.BigEndian.Uint32(value))
		}
	}
	return 0, errAnswer
}

// field takes a length and so many bytes; nil where there are fewer.
func field(b []byte) (value, rest []byte) {
	if len(b) < 2 {
		return nil, nil
	}
	n := int(binary.BigEndian.Uint16(b))
	if len(b) < 2+n {
		return nil, nil
	}
	return b[2 : 2+n : 2+n], b[2+n:]
}
