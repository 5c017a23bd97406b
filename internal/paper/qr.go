package paper

import (
	"fmt"
	"sync"

	"rsc.io/qr/coding"
)

// The QR codes of the kit: level Q mends a quarter of the code, which a fold,
// a stamp or a coffee ring may take.
const (
	qrLevel      = coding.Q
	qrMaxVersion = 6
	qrMask       = 0
)

// qrPlans holds the layout of each version's modules: it costs more than the
// code itself and depends on nothing else.
var qrPlans = sync.OnceValue(func() (plans [qrMaxVersion + 1]*coding.Plan) {
	for v := 1; v <= qrMaxVersion; v++ {
		plan, err := coding.NewPlan(coding.Version(v), qrLevel, qrMask)
		if err != nil {
			panic(err) // fixed arguments that the tests have used
		}
		plans[v] = plan
	}
	return plans
})

// qrCode encodes a text of capitals, digits and $%*+-./: and space in the
// smallest version that holds it.
func qrCode(text string) (*coding.Code, error) {
	alpha := coding.Alpha(text)
	for v := 1; v <= qrMaxVersion; v++ {
		plan := qrPlans()[v]
		if alpha.Bits(plan.Version) <= plan.DataBytes*8 {
			return plan.Encode(alpha)
		}
	}
	return nil, fmt.Errorf("paper: %d characters are too many for a QR code", len(text))
}

// QR draws a text as a QR code with its top left corner at x, y, each module
// so many millimetres wide. The caller leaves four modules of white around it.
// It gives the side of the code. A text that no code holds is the caller's
// error and is returned as such.
func (c *Canvas) QR(text string, x, y, module float64) (float64, error) {
	code, err := qrCode(text)
	if err != nil {
		return 0, err
	}
	side := float64(code.Size) * module
	c.endText()
	c.setFill(Black)
	c.buf = append(c.buf, "q "...)
	c.number(hundredths(side))
	c.buf = append(c.buf, "0 0 "...)
	c.number(hundredths(side))
	c.point(x, y+side)
	c.buf = append(c.buf, "cm BI/W "...)
	c.number(int64(code.Size) * 100)
	c.buf = append(c.buf, "/H "...)
	c.number(int64(code.Size) * 100)
	c.buf = append(c.buf, "/IM true/D[1 0]/F/AHx ID "...)
	c.hex(code)
	c.buf = append(c.buf, ">\nEI Q\n"...)
	return side, nil
}

// hex writes the code as one image mask: one object, so that no viewer shows
// hairlines between modules. Hexadecimal, because raw bytes might look like
// the image's end.
func (c *Canvas) hex(code *coding.Code) {
	const digits = "0123456789ABCDEF"
	row := (code.Size + 7) / 8
	for y := range code.Size {
		for _, b := range code.Bitmap[y*code.Stride : y*code.Stride+row] {
			c.buf = append(c.buf, digits[b>>4], digits[b&15])
		}
	}
}
