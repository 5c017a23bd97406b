package main

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// kontakten runs the command line as a process would and gives its exit status
// and what it said.
func kontakten(t *testing.T, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	env := &environment{stdout: &out, stderr: &errs, log: slog.New(slog.DiscardHandler), now: time.Now}
	status = run(context.Background(), args, env)
	return status, out.String(), errs.String()
}

// registerFiles is a register with one company of each kind that printing
// tells apart.
var registerFiles = map[string]string{
	"agreements.csv": "agreement,name,valid_from,member_fee_percent,control_fee_percent\n" +
		"installation,Installationsavtalet,2024-04-01,1.90,0.50\n",
	"companies.csv": "organisation_number,name,care_of,street,postcode,city,email,agreement,channel,region\n" +
		"5598781333,Örnsköldsviks El AB,,Kabelgränd 4,79171,Falun,,installation,paper,Mitt\n" +
		"5598837713,Älvdalens El AB,,Ampèregatan 12,79171,Falun,,installation,paper,Nord\n" +
		"5598392669,Webb El AB,,Ställverksvägen 1,11122,Stockholm,,installation,web,Nord\n" +
		"5598712429,Tomma El AB,,Sirengatan 7,21120,Malmö,,installation,paper,Syd\n",
	"members.csv": "personnummer,first_name,last_name,organisation_number,employed_from,employed_to,deceased_on,protected\n" +
		"196412099985,Jenny,Björk,5598781333,2024-12-01,,,\n" +
		"198608059930,Åke,Çelik,5598781333,2016-03-15,2026-09-30,,\n" +
		"196710139970,Peter,Skyddad,5598781333,2022-10-01,,,1\n" +
		"198501319837,Sören,Död,5598781333,2024-12-01,,2026-08-01,\n" +
		"197408169857,Łukasz,Żółć,5598837713,2024-12-01,,,\n" +
		"199708029831,Đặng,Østlund,5598392669,2024-12-01,,,\n" +
		"200207239898,Ahmed,Norrman,5598712429,2024-12-01,2026-09-15,,\n",
}

func writeRegister(t *testing.T, changed map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range registerFiles {
		if other, ok := changed[name]; ok {
			text = other
		}
		if text == "" {
			continue
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func pdfText(t *testing.T, path string) string {
	t.Helper()
	out, err := exec.Command("pdftotext", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func readPrinted(t *testing.T, path string) (lines []printedList) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		var p printedList
		if err := json.Unmarshal([]byte(line), &p); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, p)
	}
	return lines
}

func TestListaPrint(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	out := filepath.Join(dir, "listor.pdf")
	args := []string{"lista", "print", "--register", writeRegister(t, nil), "--period", "2026-10", "--out", out, "--separate", filepath.Join(dir, "var")}
	status, _, stderr := kontakten(t, args...)
	if status != 0 || !strings.Contains(stderr, "duger inte för post") {
		t.Fatal(status, stderr)
	}
	got := readPrinted(t, filepath.Join(dir, "listor.jsonl"))
	want := []printedList{ // same postcode: Ä before Ö; no list for leavers alone
		{"5598837713", "1000022610132", "2026-10", 1, 1, 1},
		{"5598781333", "1000012610134", "2026-10", 2, 1, 2},
	}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Fatalf("%+v", got)
	}
	text := pdfText(t, out)
	for _, there := range []string{"Björk, Jenny", "Çelik, Åke", "slutat?", "Żółć, Łukasz", "SPECIMEN", "19641209-9985"} {
		if !strings.Contains(text, there) {
			t.Errorf("no %q on the lists", there)
		}
	}
	for _, hidden := range []string{"Skyddad", "Död", "Norrman", "PROV", "19671013"} {
		if strings.Contains(text, hidden) {
			t.Errorf("%q is on the lists", hidden)
		}
	}
	for _, p := range got {
		if single := pdfText(t, filepath.Join(dir, "var", p.ListNumber+".pdf")); !strings.Contains(single, p.ListNumber) {
			t.Errorf("the file of %s lacks its number", p.ListNumber)
		}
	}
	first, _ := os.ReadFile(out)
	if status, _, stderr := kontakten(t, args...); status != 0 {
		t.Fatal(stderr)
	}
	if second, _ := os.ReadFile(out); !bytes.Equal(first, second) {
		t.Error("the same input gave other bytes")
	}
}

func TestListaPrintAll(t *testing.T) {
	t.Parallel()
	out := filepath.Join(t.TempDir(), "listor.pdf")
	if status, _, stderr := kontakten(t, "lista", "print", "--register", writeRegister(t, nil), "--period", "2026-10", "--out", out, "--all"); status != 0 {
		t.Fatal(stderr)
	}
	if got := readPrinted(t, strings.TrimSuffix(out, ".pdf")+".jsonl"); len(got) != 3 || got[0].OrganisationNumber != "5598392669" || got[0].Rows != 1 {
		t.Errorf("%+v", got)
	}
}

func TestListaPrintConfig(t *testing.T) {
	t.Parallel()
	const table = `
[print]
name = "Elförbundet"
unit = "Kontakten"
address = "Elförbundet, Box 7, 111 11 Stockholm"
phone = "08-465 004 01"
pay_day = 27
[print.giro]
plusgiro = "9245044"
document_type = "41"
[print.return_address.default]
lines = ["Avgiftslistor", "930 88 Arjeplog"]
[print.return_address.nord]
lines = ["Region Nord", "972 31 Luleå"]
`
	for _, c := range []struct {
		mode         string
		has, lacks   []string
		status       int
		text, stderr string
	}{
		{mode: "live", text: table, has: []string{"Elförbundet", "92 45 04-4", "9245044#41#", "Region Nord, 972 31 Luleå", "Avgiftslistor, 930 88 Arjeplog", "28 oktober 2026"}, lacks: []string{"PROV", "SPECIMEN"}},
		{mode: "test", text: table, has: []string{"PROV"}, lacks: []string{"92 45 04-4", "SPECIMEN"}},
		{mode: "live", text: "[print]\nname = \"x\"\n", status: 2, stderr: "print.address"},
		{mode: "live", text: "[print]\nplusgiro = \"x\"\n", status: 2, stderr: "print.plusgiro"},
		{mode: "live", text: "[print\n", status: 2, stderr: "line "},
	} {
		dir := t.TempDir()
		config, out := filepath.Join(dir, "kontakten.toml"), filepath.Join(dir, "listor.pdf")
		if err := os.WriteFile(config, []byte("mode = \""+c.mode+"\"\n"+c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		status, _, stderr := kontakten(t, "lista", "print", "--register", writeRegister(t, nil), "--period", "2026-10", "--out", out, "--config", config)
		if status != c.status || !strings.Contains(stderr, c.stderr) || status == 2 && !strings.Contains(stderr, config) {
			t.Errorf("status %d, %s", status, stderr)
			continue
		}
		if status != 0 {
			continue
		}
		text := pdfText(t, out)
		for _, s := range c.has {
			if !strings.Contains(text, s) {
				t.Errorf("%s: no %q", c.mode, s)
			}
		}
		for _, s := range c.lacks {
			if strings.Contains(text, s) {
				t.Errorf("%s: %q", c.mode, s)
			}
		}
	}
}

// TestListaPrintRefuses feeds it what cannot be used: one line that names the
// file, the place and the mend, status 2, and no file written.
func TestListaPrintRefuses(t *testing.T) {
	t.Parallel()
	companies, members := registerFiles["companies.csv"], registerFiles["members.csv"]
	for _, c := range []struct {
		name    string
		changed map[string]string
		args    []string
		stderr  []string
	}{
		{"no folder", nil, []string{"--register", "/nowhere"}, []string{"/nowhere", "mapp"}},
		{"no members file", map[string]string{"members.csv": ""}, nil, []string{"members.csv"}},
		{"bad period", nil, []string{"--period", "2026-13"}, []string{"2026-13", "2026-10"}},
		{"no out folder", nil, []string{"--out", "/nowhere/x.pdf"}, []string{"/nowhere"}},
		{"no config", nil, []string{"--config", "/nowhere.toml"}, []string{"/nowhere.toml"}},
		{"bad personnummer", map[string]string{"members.csv": strings.Replace(members, "196412099985", "196412099984", 1)}, nil, []string{"members.csv", "2"}},
		{"unknown agreement", map[string]string{"companies.csv": strings.Replace(companies, "installation,paper,Mitt", "finns inte,paper,Mitt", 1)}, nil, []string{"Örnsköldsviks El AB", "finns inte"}},
		{"number twice", map[string]string{"companies.csv": strings.Replace(strings.ReplaceAll(companies, "\n559", "\n123456,559"), "organisation_number", "customer_number,organisation_number", 1)},
			nil, []string{"companies.csv", "123456", "Älvdalens El AB"}},
		{"cut column", map[string]string{"companies.csv": strings.Replace(companies, ",postcode", ",post", 1)}, nil, []string{"companies.csv", "postcode"}},
	} {
		out := filepath.Join(t.TempDir(), "x.pdf")
		args := append([]string{"lista", "print", "--register", writeRegister(t, c.changed), "--period", "2026-10", "--out", out}, c.args...)
		status, _, stderr := kontakten(t, args...)
		lines := 0
		for line := range strings.Lines(stderr) {
			if !strings.Contains(line, "duger inte för post") {
				lines++
			}
		}
		if status != 2 || lines != 1 {
			t.Errorf("%s: status %d, %d lines: %s", c.name, status, lines, stderr)
		}
		for _, part := range c.stderr {
			if !strings.Contains(stderr, part) {
				t.Errorf("%s: %q does not name %q", c.name, stderr, part)
			}
		}
		if strings.Contains(stderr, "196412099984") {
			t.Errorf("%s: a personnummer in the message", c.name)
		}
		if _, err := os.Stat(out); err == nil {
			t.Errorf("%s: a file was written", c.name)
		}
	}
}

func TestListaPrintNothing(t *testing.T) {
	t.Parallel()
	out := filepath.Join(t.TempDir(), "listor.pdf")
	later := "personnummer,first_name,last_name,organisation_number,employed_from,employed_to\n196412099985,Jenny,Björk,5598781333,2026-11-01,\n"
	reg := writeRegister(t, map[string]string{"members.csv": later})
	status, _, stderr := kontakten(t, "lista", "print", "--register", reg, "--period", "2026-10", "--out", out)
	if status != 0 || !strings.Contains(stderr, "inga avgiftslistor") {
		t.Fatal(status, stderr)
	}
	if got := readPrinted(t, strings.TrimSuffix(out, ".pdf")+".jsonl"); len(got) != 0 {
		t.Errorf("%+v", got)
	}
	if text := pdfText(t, out); !strings.Contains(text, "Inga avgiftslistor") {
		t.Error(text)
	}
}
