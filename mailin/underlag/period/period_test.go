package period

import (
	"testing"

	"sef.se/kontakten/internal/register"
)

func TestFindBest(t *testing.T) {
	t.Parallel()
	on := register.Date{Year: 2026, Month: 10, Day: 2}
	for text, want := range map[string]string{
		"Avgiftsmånad 2026-09": "2026-09",
		"Period 2026-09":       "2026-09",
		"Period: 2026-09             Lönearter 8110, 8115":               "2026-09",
		"Avser: september 2026":                                          "2026-09",
		"Löneperiod 2026-09-01 – 2026-09-30, utbetalning 2026-09-25":     "2026-09",
		"Löneperiod 2026-08-16 – 2026-09-15, utbetalningsdag 2026-09-25": "2026-09",
		"Utskriven 2026-09-24 15.02":                                     "",
		"Lön september 2026":                                             "2026-09",
		"Månad | Oktober 2026":                                           "2026-10",
		"Fackavgifter augusti 2026":                                      "2026-08",
		"oktoberlönen":                                                   "2026-10",
		"lön 25/9":                                                       "2026-09",
		"okt -26":                                                        "2026-10",
		"december":                                                       "2025-12",
		"november":                                                       "2026-11",
		"avser 2609":                                                     "2026-09",
		"1/9–30/9":                                                       "2026-09",
		"perioden 1/9–30/9":                                              "2026-09",
		"denna månad":                                                    "2026-10",
		"förra månadens avgifter":                                        "2026-09",
		"2027-13":                                                        "",
		"period 2031-05":                                                 "",
		"maj och juni":                                                   "",
		"majoriteten":                                                    "",
		"ring 070-1740605":                                               "",
		"den 25 september 2026 kom":                                      "",
		"Utbetalning 25 september 2026":                                  "2026-09",
		"SEF, 2026−08":                                                   "2026-08",
		"10/2026":                                                        "2026-10",
	} {
		got, _ := Best(Find(text, on))
		if got.String() != want {
			t.Errorf("Best(Find(%q)) = %q, want %q (%+v)", text, got, want, Find(text, on))
		}
	}
}

func TestInName(t *testing.T) {
	t.Parallel()
	on := register.Date{Year: 2026, Month: 10, Day: 28}
	for name, want := range map[string]string{
		"fackavgifter_202609.pdf":          "2026-09",
		"lonelista 2609.pdf":               "2026-09",
		"Ångaklyftan oktober.csv":          "2026-10",
		"Underlag fackavgifter sept.xlsx":  "2026-09",
		"Fackavgifter Öhrnfalks 2026.xlsx": "",
		"Oktober":                          "2026-10",
		"okt26.xls":                        "2026-10",
		"Skannat_20261002.pdf":             "",
		"IMG_2219.jpeg":                    "",
		"AVDRL09.TXT":                      "",
		"lista.pdf":                        "",
	} {
		got, _ := Best(InName(name, on))
		if got.String() != want {
			t.Errorf("Best(InName(%q)) = %q, want %q (%+v)", name, got, want, InName(name, on))
		}
	}
}
