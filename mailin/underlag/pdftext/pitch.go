package pdftext

import (
	"math"
	"slices"
	"strings"
	"unicode"
)

// pitchOf gives the advance of a page's face where all its characters are
// equally wide, 0 for other faces: there narrow and wide letters differ.
func pitchOf(lines [][]upright) float64 {
	var narrow, wide []float64
	for _, chars := range lines {
		for i := 1; i < len(chars); i++ {
			step := chars[i].u - chars[i-1].u
			if step <= 0 || step > 1.6*max(chars[i-1].h, chars[i].h) {
				continue
			}
			switch r := chars[i-1].r; {
			case strings.ContainsRune("il.,:;j|'!", r):
				narrow = append(narrow, step)
			case unicode.IsLetter(r) || unicode.IsDigit(r):
				wide = append(wide, step)
			}
		}
	}
	if len(narrow) < 4 || len(wide) < 10 {
		return 0
	}
	slices.Sort(narrow)
	slices.Sort(wide)
	n, w := narrow[len(narrow)/2], wide[len(wide)/2]
	low, high := wide[len(wide)/5], wide[len(wide)*4/5]
	if math.Abs(n-w) < 0.04*w && high-low < 0.06*w {
		return w
	}
	return 0
}

// onGrid tells whether the characters of a line stand at whole multiples of a
// pitch from each other, as the lines of such a face do.
func onGrid(chars []upright, pitch float64) bool {
	if pitch <= 0 {
		return false
	}
	on := 0
	for i := 1; i < len(chars); i++ {
		steps := (chars[i].u - chars[i-1].u) / pitch
		if math.Abs(steps-math.Round(steps)) < 0.12 && steps > 0.5 {
			on++
		}
	}
	return on*10 >= (len(chars)-1)*9
}
