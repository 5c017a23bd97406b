package register

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"
)

// Severity says what a [Problem] does to the delivery.
type Severity int

const (
	Warning Severity = iota // nothing is left out
	Doubt                   // the line is kept, but no list can be printed from it
	BadLine                 // the line is left out
	Fatal                   // the file cannot be used at all
)

// Problem is what is wrong with a delivered file. Text is Swedish, for the
// person who mends it, and never quotes a personnummer.
type Problem struct {
	File     string
	Line     int // 0: the file as a whole
	Column   string
	Severity Severity
	Text     string
}

// String gives one line that names file, place and mend.
func (p Problem) String() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, " rad %d", p.Line)
	}
	if p.Column != "" {
		fmt.Fprintf(&b, ", kolumn %s", p.Column)
	}
	return b.String() + ": " + p.Text
}

// maxFile bounds a register file: a hundred times the union's register.
const maxFile = 256 << 20

// table is one CSV file: its header by name and its data rows.
type table struct {
	file     string
	column   map[string]int
	rows     []tableRow
	problems []Problem
}

type tableRow struct {
	line   int
	fields []string
}

// readTable reads a file with a header row. required columns must be there;
// others than required and optional give a warning.
func readTable(fsys fs.FS, file string, required, optional []string) (table, bool) {
	t := table{file: file, column: map[string]int{}}
	data, err := readBounded(fsys, file)
	if err != nil {
		return t.fatal("filen går inte att läsa (%s). Lägg dit den och försök igen.", reason(err)), false
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		return t.fatal("filen är inte UTF-8. Spara den som UTF-8 och försök igen."), false
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.Comma, r.FieldsPerRecord = delimiter(data), -1
	header, err := r.Read()
	if err != nil {
		return t.fatal("filen saknar rubrikrad. Första raden ska ha kolumnernas namn."), false
	}
	if missing := t.readHeader(header, required, optional); missing != "" {
		return t.fatal("kolumnen %s saknas i rubrikraden. Lägg till den.", missing), false
	}
	t.readRows(r, len(header))
	return t, true
}

func readBounded(fsys fs.FS, file string) ([]byte, error) {
	f, err := fsys.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err == nil && len(data) > maxFile {
		err = errors.New("filen är större än 256 MB")
	}
	return data, err
}

func reason(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "den finns inte"
	case errors.Is(err, fs.ErrPermission):
		return "rättighet saknas"
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}

func delimiter(data []byte) rune {
	header, _, _ := bytes.Cut(data, []byte("\n"))
	if bytes.Count(header, []byte(";")) > bytes.Count(header, []byte(",")) {
		return ';'
	}
	return ','
}

// readHeader notes the columns and gives the name of the first that is missing.
func (t *table) readHeader(header, required, optional []string) (missing string) {
	for i, name := range header {
		name = strings.ToLower(strings.TrimSpace(name))
		switch {
		case !slices.Contains(required, name) && !slices.Contains(optional, name):
			t.problems = append(t.problems, Problem{File: t.file, Line: 1, Severity: Warning,
				Text: fmt.Sprintf("kolumnen %q är okänd och lämnas därhän.", name)})
		default:
			t.column[name] = i
		}
	}
	for _, name := range required {
		if _, ok := t.column[name]; !ok {
			return name
		}
	}
	return ""
}

func (t *table) readRows(r *csv.Reader, width int) {
	for {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			var parse *csv.ParseError
			line := 0
			if errors.As(err, &parse) {
				line = parse.StartLine
			}
			t.bad(line, "", "raden är trasig (citattecken som inte stämmer). Rätta raden.")
			continue
		}
		line, _ := r.FieldPos(0)
		if len(fields) == 1 && strings.TrimSpace(fields[0]) == "" {
			continue
		}
		if len(fields) != width {
			t.bad(line, "", fmt.Sprintf("raden har %d fält, rubrikraden %d. Rätta raden.", len(fields), width))
			continue
		}
		t.rows = append(t.rows, tableRow{line, fields})
	}
}

func (t *table) get(r tableRow, column string) string {
	i, ok := t.column[column]
	if !ok {
		return ""
	}
	return strings.TrimSpace(r.fields[i])
}

func (t *table) bad(line int, column, text string) {
	t.problems = append(t.problems, Problem{t.file, line, column, BadLine, text})
}

func (t table) fatal(format string, args ...any) table {
	t.problems = append(t.problems, Problem{File: t.file, Severity: Fatal, Text: fmt.Sprintf(format, args...)})
	return t
}
