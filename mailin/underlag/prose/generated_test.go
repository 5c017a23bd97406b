package prose

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"sef.se/kontakten/internal/register"
)

var (
	givenPool  = []string{"Anna", "Bo", "Jan", "Maj", "Eva-Lena", "Per", "Åke", "Łukasz", "Jörgen", "Siv", "Björn", "Dag", "Mohammed", "Stig", "Ali", "Kim"}
	familyPool = []string{"Ek", "Berg", "Dahl Åberg", "af Klercker", "von Essen", "Żółć", "Lund", "Jansson", "Ö", "Kraft", "El-Haddad", "Ström", "Al Masri", "Björk", "Summanen", "Lo"}
)

// writer makes fee texts in forms that people use, with what they say.
type writer struct {
	rnd     *rand.Rand
	members []register.Member
	control bool
	whole   bool
}

func newWriter(t *testing.T, seed uint64) *writer {
	w := &writer{rnd: rand.New(rand.NewPCG(seed, 7))}
	w.control, w.whole = w.rnd.IntN(2) == 0, w.rnd.IntN(2) == 0
	taken := map[string]bool{}
	for i := 0; len(w.members) < 2+w.rnd.IntN(6); i++ {
		m := register.Member{FirstName: pickOne(w.rnd, givenPool), LastName: pickOne(w.rnd, familyPool)}
		if taken[m.FullName()] || taken[m.FirstName] && taken[m.LastName] {
			continue // a name that parts of two others make up
		}
		taken[m.FirstName], taken[m.LastName], taken[m.FullName()] = true, true, true
		m.Personnummer = invented(t, fmt.Sprintf("19%02d%02d%02d", 50+w.rnd.IntN(50), 1+w.rnd.IntN(12), 1+w.rnd.IntN(28)), fmt.Sprintf("98%d", i%10))
		w.members = append(w.members, m)
	}
	return w
}

func pickOne[T any](rnd *rand.Rand, from []T) T { return from[rnd.IntN(len(from))] }

// amount writes an amount as one form does.
func (w *writer) amount(a register.Amount, form int) string {
	kronor, ore := int64(a)/100, int64(a)%100
	switch form {
	case 0:
		return fmt.Sprintf("%d,%02d", kronor, ore)
	case 1:
		return strings.ReplaceAll(a.String(), "\u00a0", " ") + " kr"
	case 2:
		if ore == 0 {
			return fmt.Sprintf("%d:-", kronor)
		}
		return fmt.Sprintf("%d:%02d", kronor, ore)
	case 3:
		return fmt.Sprintf("%d.%02d", kronor, ore)
	case 4:
		if ore == 0 {
			return fmt.Sprintf("%d kr", kronor)
		}
		return fmt.Sprintf("%d,%02d kr", kronor, ore)
	}
	if ore == 0 {
		return fmt.Sprint(kronor)
	}
	return fmt.Sprintf("%d,%02d", kronor, ore)
}

// name writes a name as one form does.
func name(m register.Member, form int) string {
	switch form {
	case 0:
		return m.FullName()
	case 1:
		return m.LastName + ", " + m.FirstName
	case 2:
		return strings.ToUpper(m.LastName + " " + m.FirstName)
	}
	return m.LastName + " " + m.FirstName
}

func written12(p register.Personnummer, form int) string {
	full := p.Full()
	switch form {
	case 0:
		return full[2:8] + "-" + full[8:]
	case 1:
		return full
	case 2:
		return full[:8] + "-" + full[8:]
	}
	return full[2:]
}

// text writes a fee text; want is what short must give.
func (w *writer) text() (text, want string) {
	layout, amounts, names, numbers := w.rnd.IntN(15), w.rnd.IntN(6), w.rnd.IntN(4), w.rnd.IntN(4)
	var rows, wants []string
	var total register.Amount
	for _, m := range w.members {
		base := register.Amount(20_000_00 + w.rnd.IntN(30_000)*100)
		if !w.whole {
			base += register.Amount(w.rnd.IntN(100))
		}
		fee, control := register.Percent(190).Of(base), register.Percent(50).Of(base)
		if w.whole {
			fee, control = (fee+50)/100*100, (control+50)/100*100
		}
		f, c := w.amount(fee, amounts), w.amount(control, amounts)
		if layout >= 12 {
			f = w.amount(base, amounts) + "  " + f
		}
		total += fee
		say := m.FirstName + " " + plain(fee)
		if w.control {
			total += control
			say += "/" + plain(control)
		}
		if layout >= 12 {
			say += "@" + plain(base)
		}
		rows = append(rows, w.row(layout, name(m, names), written12(m.Personnummer, numbers), f, c))
		wants = append(wants, say)
	}
	text = strings.Join(rows, "\n")
	if layout == 9 || layout == 10 {
		text = "Hej! Vi har dragit avgifter för oktober: " + strings.Join(rows, ", ") + "."
		if w.rnd.IntN(2) == 0 {
			text = wrapAt(text, 60)
		}
	}
	if layout == 13 {
		text = "Personnr  Namn  Bruttolön  Medlemsavgift" + cond(w.control, "  Kontrollavgift") + "\n" + text
	}
	if w.rnd.IntN(2) == 0 {
		text += "\n" + pickOne(w.rnd, []string{"Summa ", "Totalt: ", "\nTotalsumma ", "SUMMA\t", "Sammanlagt blir det "}) + w.amount(total, amounts)
		wants = append(wants, "= "+plain(total))
	}
	return "Hej\n\nHär kommer avgifterna.\n\n" + text + "\n\nHör av er om något är oklart, tel 08-465 004 17.", strings.Join(wants, "; ")
}

// row writes one person.
func (w *writer) row(layout int, name, number, fee, control string) string {
	both := fee
	if w.control {
		both = fee + " " + control
	}
	tabbed := strings.ReplaceAll(both, " kr ", " kr\t")
	switch layout {
	case 0:
		return number + " " + name + " " + tabbed
	case 1:
		return name + " " + number + "   " + tabbed
	case 2:
		return name + " (" + number + "): " + tabbed
	case 3:
		return "* " + name + " " + tabbed
	case 4:
		return name + "\t" + number + "\t" + fee + cond(w.control, "\t"+control)
	case 5:
		return name + "\n" + number + "\n" + fee + cond(w.control, "\n"+control) + "\n"
	case 6:
		return name + ", " + number + ", medlemsavgift " + fee + cond(w.control, ", kontrollavgift "+control)
	case 7:
		return number + ";" + name + ";" + fee + cond(w.control, ";"+control)
	case 8:
		return name + " ........ " + fee + cond(w.control, " / "+control)
	case 9:
		return "för " + name + " " + fee + cond(w.control, " och "+control)
	case 10:
		return fee + cond(w.control, " + "+control) + " för " + name
	case 12, 13:
		return number + "  " + name + "  " + fee + cond(w.control, "  "+control)
	case 14:
		return name + ", lön " + strings.Replace(fee, "  ", ", avgift ", 1) + cond(w.control, ", kontrollavgift "+control)
	}
	return "- " + name + " | " + number + " | " + fee + cond(w.control, " | "+control)
}

// wrapAt breaks a text at blanks as mail programs do.
func wrapAt(text string, width int) string {
	var out strings.Builder
	n := 0
	for i, word := range strings.Fields(text) {
		switch {
		case i == 0:
		case n+len(word) > width:
			out.WriteByte('\n')
			n = 0
		default:
			out.WriteByte(' ')
			n++
		}
		out.WriteString(word)
		n += len(word)
	}
	return out.String()
}

func cond(ok bool, s string) string {
	if ok {
		return s
	}
	return ""
}

// TestGenerated reads a thousand texts in all mixtures of forms: never a wrong
// amount, and nearly every row.
func TestGenerated(t *testing.T) {
	t.Parallel()
	const n = 1000
	right, shown := 0, 0
	for seed := range uint64(n) {
		w := newWriter(t, seed)
		text, want := w.text()
		rate := feeOnly
		if w.control {
			rate = withControl
		}
		got := short(Read(linesOf(text), Options{Today: today, Members: w.members, Rates: []register.Rate{rate}}), w.members)
		if got == want {
			right++
			continue
		}
		if shown++; shown <= 12 {
			t.Logf("seed %d\n%s\n\tgot  %s\n\twant %s", seed, text, got, want)
		}
	}
	t.Logf("%d of %d texts wholly right", right, n)
	if right < n*97/100 {
		t.Errorf("%d of %d texts wholly right", right, n)
	}
}

// TestGeneratedStrangers reads texts in which one person is nobody the
// register knows: the amounts of the others stay right, and nobody gets the
// stranger's.
func TestGeneratedStrangers(t *testing.T) {
	t.Parallel()
	shown := 0
	for seed := range uint64(1000) {
		w := newWriter(t, seed)
		text, want := w.text()
		stranger := w.rnd.IntN(len(w.members))
		known := append(w.members[:stranger:stranger], w.members[stranger+1:]...)
		rate := feeOnly
		if w.control {
			rate = withControl
		}
		wanted := map[string]bool{}
		for _, row := range strings.Split(want, "; ") {
			wanted[row] = true
		}
		r := Read(linesOf(text), Options{Today: today, Members: known, Rates: []register.Rate{rate}})
		for _, row := range strings.Split(short(r, known), "; ") {
			if row == "" || strings.HasPrefix(row, "?") || strings.HasPrefix(row, "#") || wanted[row] {
				continue
			}
			if shown++; shown <= 8 {
				t.Errorf("seed %d: stranger %s\n%s\n\trow  %s\n\twant %s", seed, w.members[stranger].FullName(), text, row, want)
			}
		}
	}
	if shown > 0 {
		t.Errorf("%d wrong rows", shown)
	}
}

// TestGeneratedBroken reads lists in which a mail program broke one row over
// two lines.
func TestGeneratedBroken(t *testing.T) {
	t.Parallel()
	right, wrong, n := 0, 0, 0
	for seed := range uint64(1500) {
		w := newWriter(t, seed)
		text, want := w.text()
		lines := strings.Split(text, "\n")
		var long []int
		for i, l := range lines {
			if i > 3 && strings.Count(l, " ") > 2 && strings.ContainsAny(l, "0123456789") && len(l) > 25 && !strings.HasPrefix(l, "Hör") {
				long = append(long, i)
			}
		}
		if len(long) == 0 {
			continue
		}
		i := pickOne(w.rnd, long)
		cuts := strings.Split(lines[i], " ")
		at := 1 + w.rnd.IntN(len(cuts)-1)
		lines[i] = strings.Join(cuts[:at], " ") + "\n" + pickOne(w.rnd, []string{"", "   "}) + strings.TrimSpace(strings.Join(cuts[at:], " "))
		text = strings.Join(lines, "\n")
		n++
		rate := feeOnly
		if w.control {
			rate = withControl
		}
		got := short(Read(linesOf(text), Options{Today: today, Members: w.members, Rates: []register.Rate{rate}}), w.members)
		if got == want {
			right++
			continue
		}
		wanted := map[string]bool{}
		for _, row := range strings.Split(want, "; ") {
			wanted[row] = true
		}
		bad := false
		for _, row := range strings.Split(got, "; ") {
			bad = bad || row != "" && !strings.HasPrefix(row, "?") && !wanted[row]
		}
		if bad {
			if wrong++; wrong <= 10 {
				t.Logf("seed %d\n%s\n\tgot  %s\n\twant %s", seed, text, got, want)
			}
		}
	}
	t.Logf("%d of %d right, %d with a wrong row", right, n, wrong)
	if wrong > 0 || right < n*93/100 {
		t.Errorf("%d of %d right, %d with a wrong row", right, n, wrong)
	}
}
