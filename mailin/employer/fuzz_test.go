package employer

import "testing"

// FuzzTell looks for companies in any text: what it tells is in the register.
func FuzzTell(f *testing.F) {
	f.Add("Hälsningar Eva, Nordljus El AB, org.nr 556016-0680", "Nordljus")
	f.Add("Kabelläggarna i Östergötland Aktiebolag SE556016068001", "byra@siffran.example")
	w := newWorld(f)
	ix := NewIndex(w.reg)
	f.Fuzz(func(t *testing.T, text, sender string) {
		v := ix.Tell(Input{Texts: []Text{{Where: "text", Body: text}}, Sender: sender, Addresses: []string{sender}})
		if v.Company.IsZero() {
			return
		}
		if _, ok := w.reg.Company(v.Company); !ok {
			t.Fatalf("%s is in no register", v.Company)
		}
	})
}
