package figures_test

import (
	"testing"

	"sef.se/kontakten/casework/figures"
)

func TestFewerThanFiveAreNotTold(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		c     figures.Count
		shown bool
		share int
	}{
		{figures.Count{N: 3, Of: 4, People: 5}, true, 750},
		{figures.Count{N: 3, Of: 4, People: 4}, false, 750},
		{figures.Count{People: 9}, false, 0},
	} {
		if tc.c.Shown() != tc.shown || tc.c.Share() != tc.share {
			t.Errorf("%+v: %v, %d", tc.c, tc.c.Shown(), tc.c.Share())
		}
	}
}

func TestSpeedAndErrors(t *testing.T) {
	t.Parallel()
	if n := (figures.Week{Keyed: figures.Count{N: 100, Of: 600}}).RowsAnHour(); n != 600 {
		t.Errorf("%d rows an hour", n)
	}
	if n := (figures.OwnWeek{Rows: 5}).RowsAnHour(); n != 0 {
		t.Errorf("%d rows an hour in no time", n)
	}
	if _, known := (figures.OwnWeek{Wrong: 0, Checked: 0}).Per(); known {
		t.Error("nothing checked says something")
	}
	if n, known := (figures.OwnWeek{Wrong: 3, Checked: 400}).Per(); n != 7 || !known {
		t.Errorf("%d per thousand", n)
	}
}
