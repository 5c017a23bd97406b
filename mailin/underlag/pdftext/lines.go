package pdftext

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/mailin/underlag/layout"
)

// char is one character of a page in the page's own coordinates: points from
// the lower left. x and y are its origin on the baseline.
type char struct {
	r                        rune
	order                    int     // among the page's characters, spaces counted
	angle                    float64 // of the text, radians
	x, y                     float64
	left, right, top, bottom float64
	cell                     [4]float64 // left, bottom, right, top of its whole advance, also where the glyph is narrow
	wide                     bool       // the cell is told apart from what is drawn
}

// page is one page of lines.
type page struct {
	number        int
	width, height float64 // as shown
	rotation      int     // quarter turns clockwise that the viewer makes
	lines         []line
	unread        Unread
}

// line is the words on one baseline. y falls from top to bottom.
type line struct {
	y    float64
	em   float64
	gap  float64
	word []layout.Word
}

// upright is a character after its page was turned so that text runs to the
// right.
type upright struct {
	char
	u, v   float64 // origin along and across the line
	u0, u1 float64 // extent along the line
	h      float64 // height of the glyph
}

// maxAngles bounds the directions in which a page's text is read.
const maxAngles = 4

// linesOf reads the characters of each direction by themselves, the commonest
// direction first: a stamp across the page, or a heading up its side, is never
// part of a row.
func linesOf(chars []char, p page) []line {
	var lines []line
	for range maxAngles {
		if len(chars) == 0 {
			break
		}
		angle := dominantAngle(chars)
		var along, across []char
		for _, c := range chars {
			if math.Abs(math.Remainder(c.angle-angle, 2*math.Pi)) < math.Pi/18 {
				along = append(along, c)
			} else {
				across = append(across, c)
			}
		}
		lines = append(lines, linesAlong(along, angle, p)...)
		chars = across
	}
	return lines
}

// linesAlong turns characters upright and groups them by baseline.
func linesAlong(chars []char, angle float64, p page) []line {
	sin, cos := math.Sincos(angle) // PDFium counts angles clockwise
	all := make([]upright, 0, len(chars))
	for _, c := range chars {
		if unicode.IsSpace(c.r) || c.r < ' ' || c.r == '\u00ad' && c.left == c.right {
			continue
		}
		all = append(all, turn(c, sin, cos))
	}
	slices.SortStableFunc(all, func(a, b upright) int { return cmp.Compare(b.v, a.v) })
	groups := baselines(all)
	pitch := pitchOf(groups)
	lines := make([]line, len(groups))
	for i, g := range groups {
		lines[i] = lineOf(g, pitch, p)
	}
	return lines
}

// baselines cuts characters, sorted from above, into those of one line each,
// from left to right.
func baselines(all []upright) [][]upright {
	var groups [][]upright
	for start := 0; start < len(all); {
		end := start + 1
		for end < len(all) && all[end-1].v-all[end].v < tolerance(all[start:end]) {
			end++
		}
		group := all[start:end]
		slices.SortStableFunc(group, func(a, b upright) int { return cmp.Compare(a.u, b.u) })
		groups = append(groups, withoutDoubles(group))
		start = end
	}
	return groups
}

// tolerance is how far apart two baselines of one line may lie.
func tolerance(group []upright) float64 {
	h := 0.0
	for _, c := range group[max(0, len(group)-8):] {
		h = max(h, c.h)
	}
	return max(1, 0.35*h)
}

// dominantAngle gives the commonest angle of the characters, in whole degrees.
func dominantAngle(chars []char) float64 {
	counts := map[int]int{}
	best := 0
	for _, c := range chars {
		if unicode.IsSpace(c.r) {
			continue
		}
		degrees := (int(math.Round(c.angle*180/math.Pi)) + 360) % 360
		counts[degrees]++
		if counts[degrees] > counts[best] || counts[degrees] == counts[best] && degrees < best {
			best = degrees
		}
	}
	return float64(best) * math.Pi / 180
}

// turn rotates a character by the angle whose sine and cosine are given.
func turn(c char, sin, cos float64) upright {
	at := func(x, y float64) (float64, float64) { return x*cos - y*sin, x*sin + y*cos }
	u := upright{char: c}
	u.u, u.v = at(c.x, c.y)
	_, y0 := at(c.left, c.bottom)
	_, y1 := at(c.right, c.top)
	u.h = math.Abs(y1 - y0)
	x0, _ := at(c.cell[0], c.cell[1])
	x1, _ := at(c.cell[2], c.cell[3])
	u.u0, u.u1 = min(x0, x1), max(x0, x1)
	return u
}

// lineOf cuts the characters of one baseline into words.
func lineOf(chars []upright, pitch float64, p page) line {
	em := emOf(chars)
	if !onGrid(chars, pitch) {
		pitch = 0
	}
	l := line{y: chars[0].v, em: em, gap: 0.7 * em}
	joins := 0.15 * em
	if pitch > 0 {
		l.gap, joins = 1.5*pitch, 0.5*pitch
	}
	start := 0
	for i := 1; i <= len(chars); i++ {
		if i < len(chars) {
			gap := space(chars[i-1], chars[i], pitch)
			if gap < joins && (chars[i].order == chars[i-1].order+1 || gap < joins/5 && !changesKind(chars[i-1].r, chars[i].r)) {
				continue
			}
		}
		l.word = append(l.word, wordOf(chars[start:i], pitch, p))
		start = i
	}
	return l
}

// changesKind tells whether a letter meets a digit or a small letter a capital:
// where the text itself was broken there too, a column begins, however close a
// clipped cell comes to it.
func changesKind(a, b rune) bool {
	return unicode.IsLetter(a) && unicode.IsDigit(b) || unicode.IsDigit(a) && unicode.IsLetter(b) || unicode.IsLower(a) && unicode.IsUpper(b)
}

// space is the empty extent between two characters; in a face of one pitch it
// is counted from their cells.
func space(a, b upright, pitch float64) float64 {
	if pitch > 0 {
		return b.u - a.u - pitch
	}
	return b.u0 - max(a.u1, a.u)
}

// withoutDoubles drops characters printed twice in one place to look bold.
func withoutDoubles(chars []upright) []upright {
	out := chars[:1]
	for _, c := range chars[1:] {
		double := false
		for k := len(out) - 1; k >= 0 && k >= len(out)-2; k-- {
			double = double || out[k].r == c.r && math.Abs(out[k].u-c.u) < 0.12*max(c.h, 1)
		}
		if !double {
			out = append(out, c)
		}
	}
	return out
}

// emOf estimates the size of the face from its tallest common glyphs: digits
// and capitals are about 0.7 em high.
func emOf(chars []upright) float64 {
	var heights []float64
	for _, c := range chars {
		if unicode.IsDigit(c.r) || unicode.IsUpper(c.r) {
			heights = append(heights, c.h)
		}
	}
	if len(heights) == 0 {
		for _, c := range chars {
			heights = append(heights, c.h*1.3)
		}
	}
	slices.Sort(heights)
	return max(heights[len(heights)/2]/0.7, 1)
}

func wordOf(chars []upright, pitch float64, p page) layout.Word {
	var b strings.Builder
	w := layout.Word{X0: chars[0].u0, X1: chars[0].u1}
	left, right, top, bottom := chars[0].left, chars[0].right, chars[0].top, chars[0].bottom
	for _, c := range chars {
		b.WriteRune(normal(c.r))
		w.X0, w.X1 = min(w.X0, c.u0), max(w.X1, c.u1)
		left, right = min(left, c.left), max(right, c.right)
		top, bottom = max(top, c.top), min(bottom, c.bottom)
	}
	if pitch > 0 {
		w.X0, w.X1 = chars[0].u, chars[len(chars)-1].u+pitch
	}
	w.Text = ligatures.Replace(b.String())
	w.Box = p.shown(left, bottom, right, top)
	return w
}

var ligatures = strings.NewReplacer("ﬁ", "fi", "ﬂ", "fl", "ﬀ", "ff", "ﬃ", "ffi", "ﬄ", "ffl")

// normal folds the characters that PDFs use for hyphens: PDFium gives U+0002
// for a hyphen at a line's end.
func normal(r rune) rune {
	switch r {
	case 2, '\u00ad':
		return '-'
	}
	return r
}

// shown gives a rectangle in points from the upper left of the page as a viewer
// shows it.
func (p page) shown(left, bottom, right, top float64) avgiftslista.Box {
	b := avgiftslista.Box{W: right - left, H: top - bottom}
	switch p.rotation {
	case 1:
		b.X, b.Y, b.W, b.H = bottom, left, b.H, b.W
	case 2:
		b.X, b.Y = p.width-right, bottom
	case 3:
		b.X, b.Y, b.W, b.H = p.width-top, p.height-right, b.H, b.W
	default:
		b.X, b.Y = left, p.height-top
	}
	return b
}
