package underlag

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"sync"

	"sef.se/kontakten/internal/sandbox"
	"sef.se/kontakten/mailin/underlag/pdftext"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// The names of the child's functions.
const (
	functionRead   = "underlag-read"
	functionAlone  = "underlag-read-alone" // a PDF without the second reader
	functionMember = "underlag-member"
)

// Sandboxed reads files in child processes (internal/sandbox) of this binary,
// whose main must call sandbox.Main with [Functions] first. It is safe for
// concurrent use; Close ends the children.
type Sandboxed struct {
	worker  *sandbox.Worker
	prepare func() // compiles PDFium for the children, once
}

// NewSandboxed makes a reader with the sandbox's limits; children start with
// the first file, and PDFium is compiled with the first PDF that this machine
// ever sees.
func NewSandboxed(o sandbox.Options) *Sandboxed {
	dir := cacheDir()
	if dir != "" {
		o.Env = append(o.Env, cacheVariable+"="+dir)
	}
	return &Sandboxed{worker: sandbox.New(o), prepare: sync.OnceFunc(func() {
		if err := prepare(dir); err != nil {
			slog.Warn("PDFium is compiled in each child, which takes some seconds", slog.String("reason", err.Error()))
		}
	})}
}

// Close ends the children.
func (s *Sandboxed) Close() { s.worker.Close() }

// Counters tells how many calls and breaches there were.
func (s *Sandboxed) Counters() sandbox.Counters { return s.worker.Counters() }

// Read implements [Reader]. A child that a file killed, kept busy too long or
// made answer too much is a Problem of that file.
func (s *Sandboxed) Read(ctx context.Context, in Input) (Document, error) {
	doc := Document{Name: in.Name, Format: Detect(in.Data)}
	if doc.Format == Image || doc.Format == HTML || doc.Format == Message || doc.Format == Empty || doc.Format == Unknown {
		return Direct{}.Read(ctx, in) // nothing is opened
	}
	if len(in.Data) > maxFile {
		doc.Problem = TooLarge
		return doc, nil
	}
	if needsPDF(doc.Format) {
		s.prepare()
	}
	out, err := s.worker.Call(ctx, functionRead, in.Data)
	if doc.Format == PDF && problemOf(err) != None { // perhaps only the second reader died of it
		out, err = s.worker.Call(ctx, functionAlone, in.Data)
	}
	if doc.Problem = problemOf(err); doc.Problem != None {
		return doc, nil
	}
	if err != nil {
		return Document{}, fmt.Errorf("read attachment %d: %w", in.Index, err)
	}
	if err := json.Unmarshal(out, &doc); err != nil {
		return Document{Name: in.Name, Format: doc.Format, Problem: Crashed}, nil
	}
	doc.Name = in.Name
	return doc, nil
}

// Member gives the bytes of Document.Files[n] of a file that holds others, to
// be shown. ErrNoMember, also for what breaks the limits.
func (s *Sandboxed) Member(ctx context.Context, data []byte, n int) ([]byte, error) {
	if n < 0 || len(data) > maxFile {
		return nil, ErrNoMember
	}
	out, err := s.worker.Call(ctx, functionMember, append(binary.BigEndian.AppendUint32(nil, uint32(n)), data...))
	if problemOf(err) != None {
		return nil, fmt.Errorf("%w: %w", ErrNoMember, err)
	}
	return out, err
}

// problemOf says what a breach of the sandbox means for the file; None for
// other errors.
func problemOf(err error) Problem {
	var refusal sandbox.Refusal
	switch {
	case errors.Is(err, sandbox.ErrTimeout):
		return TimedOut
	case errors.Is(err, sandbox.ErrTooLarge):
		return TooLarge
	case errors.Is(err, sandbox.ErrCrashed), errors.As(err, &refusal):
		return Crashed
	}
	return None
}

// Functions gives what a child can do for [Sandboxed]: main passes it to
// sandbox.Main.
func Functions() map[string]sandbox.Function {
	engine := sync.OnceValues(func() (*pdftext.Engine, error) {
		e, err := pdftext.Start(context.Background(), os.Getenv(cacheVariable))
		if err != nil { // the folder cannot be used
			return pdftext.Start(context.Background(), "")
		}
		return e, nil
	})
	functions := pictureFunctions(engine)
	maps.Copy(functions, describedFunctions())
	maps.Copy(functions, photoFunctions())
	read := func(in []byte, by func(Direct) Document) ([]byte, error) {
		d := Direct{Limits: sheet.DefaultLimits()}
		if needsPDF(Detect(in)) {
			e, err := engine()
			if err != nil {
				return nil, err
			}
			d.PDF = e
		}
		return json.Marshal(by(d))
	}
	functions[functionRead] = func(in []byte) ([]byte, error) {
		return read(in, func(d Direct) Document { return d.readTwice(Input{Data: in}) })
	}
	functions[functionAlone] = func(in []byte) ([]byte, error) {
		return read(in, func(d Direct) Document { return d.readAlone(Input{Data: in}) })
	}
	functions[functionMember] = func(in []byte) ([]byte, error) {
		if len(in) < 4 {
			return nil, ErrNoMember
		}
		return Direct{}.Member(context.Background(), in[4:], int(binary.BigEndian.Uint32(in)))
	}
	return functions
}

// needsPDF tells whether reading a file may meet a PDF.
func needsPDF(f Format) bool { return f == PDF || f == ZIP || f == TNEF }
