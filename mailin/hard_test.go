package mailin

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestHardMails reads the mails of testdata/mails against their truth, which
// has the form of contract.md.
func TestHardMails(t *testing.T) {
	t.Parallel()
	r := sampleReader(t)
	f, err := os.Open("../testdata/mails/truth.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n := 0
	for lines := bufio.NewScanner(f); lines.Scan(); n++ {
		var want Inspection
		if err := json.Unmarshal(lines.Bytes(), &want); err != nil {
			t.Fatal(err)
		}
		raw, err := os.ReadFile(filepath.Join("../testdata", want.File))
		if err != nil {
			t.Fatal(err)
		}
		got := read(t, r, raw).Inspect(want.File)
		if a, b := essence(got), essence(want); a != b {
			t.Errorf("%s\n\tgot  %s\n\twant %s", want.File, a, b)
		}
	}
	if n < 10 {
		t.Errorf("only %d mails", n)
	}
}

// essence writes what score.py marks, and the sources of the rows.
func essence(i Inspection) string {
	flags := slices.Clone(i.Flags)
	slices.Sort(flags)
	out := fmt.Sprint(i.Kinds, i.FAQ, deref(i.Company), " ", deref(i.Period), flags, i.AutoReplyAllowed)
	for _, row := range i.Rows {
		out += fmt.Sprintf("\n\t\t%s %d %d %s", row.Personnummer, row.MemberFee, row.ControlFee, row.Source)
	}
	if i.StatedTotal != nil {
		out += fmt.Sprintf("\n\t\t= %d", *i.StatedTotal)
	}
	return out
}

func deref(s *string) string {
	if s == nil {
		return "-"
	}
	return *s
}
