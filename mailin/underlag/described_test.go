package underlag_test

import (
	"strings"
	"testing"

	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/sandbox"
	"sef.se/kontakten/mailin/underlag"
	"sef.se/kontakten/mailin/underlag/filformat"
)

func TestDescribedFilesAreReadInTheSandbox(t *testing.T) {
	t.Parallel()
	files := underlag.NewSandboxed(sandbox.Options{})
	t.Cleanup(files.Close)
	d := underlag.Described{Sandboxed: files, Layouts: []filformat.Layout{{Name: "prov", Period: "YYMM", Amount: "kronor", Record: []filformat.Record{
		{Begins: "F", Kind: "company", Field: []filformat.Field{{Name: "organisation_number", From: 2, To: 11}, {Name: "period", From: 12, To: 15}}},
		{Begins: "P", Kind: "row", Field: []filformat.Field{{Name: "personnummer", From: 2, To: 13}, {Name: "member_fee", From: 14, To: 21}}},
		{Begins: "S", Kind: "total"},
	}}}}
	for name, tt := range map[string]struct {
		data    string
		rows    int
		problem underlag.Problem
	}{
		"fixed":       {"F55987813332610\nP196412099985  867.91\nS\n", 1, underlag.None},
		"csv":         {"KONTAKTEN;1;5598781333;2026-10\nRAD;196412099985;Björk Jenny;867,91;228,40;\nSUMMA;1;867,91;228,40\n", 1, underlag.None},
		"a bad fixed": {"F55987813332610\nP196412099986  867.91\nS\n", 0, underlag.Broken},
		"a bad csv":   {"KONTAKTEN;1;5598781333;2026-10\nRAD;196412099985;Björk Jenny;867,91;228,40;\n", 0, underlag.Broken},
		"another csv": {"Personnummer;Namn;Medlemsavgift\n196412099985;Björk Jenny;867,91\n", 1, underlag.None},
	} {
		e, err := underlag.Extract(t.Context(), d, underlag.Input{Data: []byte(tt.data), Name: "fil.txt", Index: 1}, underlag.Options{Today: register.Date{Year: 2026, Month: 11, Day: 2}})
		if err != nil {
			t.Fatal(err)
		}
		if len(e.Rows()) != tt.rows || e.Problem != tt.problem {
			t.Errorf("%s: %d rows, problem %q", name, len(e.Rows()), e.Problem)
		}
		if tt.problem != underlag.None && (len(e.Notes) == 0 || !strings.Contains(e.Notes[0].Text, "rad")) {
			t.Errorf("%s: no line is named: %+v", name, e.Notes)
		}
	}
}

// TestReasonOfADescribedFile keeps the codes of the avgiftslista on rows without money, and no other word (R21).
func TestReasonOfADescribedFile(t *testing.T) {
	t.Parallel()
	files := underlag.NewSandboxed(sandbox.Options{})
	t.Cleanup(files.Close)
	for fields, want := range map[string]string{"0,00;0,00;EJL": "EJL", ";;OKÄND": "OKÄND", "867,91;228,40;EJL": "", "0,00;0,00;SJUK": "", "0,00;0,00;": "", "0,00;0,00;ejl": ""} {
		sum := "0,00;0,00"
		if strings.HasPrefix(fields, "8") {
			sum = "867,91;228,40"
		}
		data := "KONTAKTEN;1;5598781333;2026-10\nRAD;196412099985;Björk Jenny;" + fields + "\nSUMMA;1;" + sum + "\n"
		e, err := underlag.Extract(t.Context(), underlag.Described{Sandboxed: files}, underlag.Input{Data: []byte(data), Index: 1}, underlag.Options{Today: register.Date{Year: 2026, Month: 11, Day: 2}})
		if err != nil || len(e.Rows()) != 1 {
			t.Fatalf("%s: %v, %d rows, %v", fields, err, len(e.Rows()), e.Notes)
		}
		if got := e.Rows()[0].Reason; got != want {
			t.Errorf("%s: reason %q, want %q", fields, got, want)
		}
	}
}
