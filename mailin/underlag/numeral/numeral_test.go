package numeral

import (
	"strings"
	"testing"
)

func TestRead(t *testing.T) {
	for text, want := range map[string][2]int{
		"noll":                            {0, 1},
		"sexhundraatta":                   {608, 1},
		"sexhundrafemtio kronor":          {650, 1},
		"ett tusen sjuhundra tio":         {1710, 4},
		"sjuttonhundratio":                {1710, 1},
		"tretusen niohundra kronor":       {3900, 2},
		"ettusentvahundrafemtiofem":       {1255, 1},
		"trehundranittioatta":             {398, 1},
		"tolvtusen trehundrafyrtiofem":    {12345, 2},
		"fem hundra trettio tva":          {532, 4},
		"tjugoen":                         {21, 1},
		"hundra":                          {100, 1},
		"femtiosex":                       {56, 1},
		"sju atta":                        {7, 1}, // two numbers
		"enligt":                          {0, 0},
		"trevlig":                         {0, 0},
		"sextonhundra tusen tack tusen x": {1600000, 2},
		"":                                {0, 0},
	} {
		if value, used := Read(strings.Fields(text)); value != want[0] || used != want[1] {
			t.Errorf("%q: %d in %d words, want %d in %d", text, value, used, want[0], want[1])
		}
	}
}

func TestCompound(t *testing.T) {
	for text, want := range map[string]bool{"tusen": false, "hundra": false, "ett": false, "sexhundraatta": true, "ett tusen": false, "tva tusen": true, "femtio": false} {
		if got := Compound(strings.Fields(text)); got != want {
			t.Errorf("%q: %t", text, got)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("sexhundraatta kronor")
	f.Add("ett tusen sjuhundra tio")
	f.Add("tusen tack")
	f.Fuzz(func(t *testing.T, text string) {
		words := strings.Fields(text)
		value, used := Read(words)
		if used > len(words) || value < 0 || value >= 1_000_000 || used == 0 && value != 0 {
			t.Errorf("%q: %d of %d words", text, value, used)
		}
		Compound(words)
	})
}
