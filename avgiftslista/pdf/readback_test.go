package pdf_test

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"image"
	"image/draw"
	_ "image/jpeg"
	_ "image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/avgiftslista/pdf"
)

// damages are what happens to a sheet between our printer and our reader, as
// ImageMagick's arguments on a grey scan of 200 dpi. docs/print.md quotes the
// outcome.
var damages = []struct {
	name string
	args string
}{
	{"clean", ""},
	{"skew 1", "-rotate 1"},
	{"skew -2", "-rotate -2"},
	{"skew 5", "-rotate 5"},
	{"quarter turn", "-rotate 90"},
	{"upside down", "-rotate 180"},
	{"upside down and skew", "-rotate 183"},
	{"blur 1 px", "-blur 0x1"},
	{"blur 2 px", "-blur 0x2"},
	{"blur 2.5 px", "-blur 0x2.5"},
	{"JPEG 40", "-quality 40"},
	{"JPEG 15", "-quality 15"},
	{"100 dpi", "-resize 50%"},
	{"fax, 100 dpi black and white", "-resize 50% -threshold 60%"},
	{"black and white", "-threshold 50%"},
	{"noise", "-attenuate 1.2 +noise Gaussian"},
	{"salt and pepper", "-attenuate 0.25 +noise Impulse"},
	{"dark copy", "-brightness-contrast -30x-30"},
	{"shade of a fold", "( -size 1654x60 gradient:gray55-white ) -geometry +0+780 -compose multiply -composite"},
	{"coffee on the code", "( -size 1654x2339 xc:white -fill gray40 -draw CIRCLE -blur 0x2 ) -compose multiply -composite"},
	{"phone, mild perspective", "-virtual-pixel gray -distort Perspective 0,0,40,30+1654,0,1620,60+1654,2339,1600,2300+0,2339,20,2330 -blur 0x1 -quality 60"},
	{"phone, strong perspective", "-virtual-pixel gray -distort Perspective 0,0,160,90+1654,0,1500,140+1654,2339,1640,2280+0,2339,10,2320 -blur 0x1 -quality 60"},
	{"phone, shade and noise", "-virtual-pixel gray -distort Perspective 0,0,60,10+1654,0,1650,70+1654,2339,1610,2320+0,2339,0,2290 ( -size 1654x2339 gradient:white-gray45 ) -compose multiply -composite -attenuate 0.5 +noise Gaussian -quality 50"},
}

// TestReadBack prints sheets of each kind, damages them, and finds code and
// corner marks again with a small reader. The marks, found one by one, must
// agree with the code on where the code is. Each damage meets one sheet; with
// KONTAKTEN_PROOF=1 every damage meets every sheet, 115 images.
func TestReadBack(t *testing.T) {
	t.Parallel()
	lists := sampleLists(t, 2, 10)
	long := sampleLists(t, 3, 60)[2]
	dir := t.TempDir()
	pages := renderPages(t, dir, 200, lists[0], lists[1], long)
	for i := range len(damages) * len(pages) {
		page, d := i%len(pages), damages[i/len(pages)]
		if os.Getenv("KONTAKTEN_PROOF") == "" && page != i/len(pages)%len(pages) {
			continue
		}
		t.Run(fmt.Sprintf("%s, sheet %d", d.name, page+1), func(t *testing.T) {
			t.Parallel()
			img := damage(t, pages[page], strings.Fields(d.args))
			got, err := readSheet(img)
			if err != nil {
				t.Fatal(err)
			}
			if want := codeOf(page, lists[0], lists[1], long); got.code != want {
				t.Errorf("code %q, want %q", got.code, want)
			}
			// On a full sheet the lower marks are 270 mm from the code, too far for this small reader where
			// the perspective is strong; the code is read all the same.
			far := d.name == "phone, strong perspective" && (page == 2 || page == 3)
			if got.offCode > 1.0 && !far {
				t.Errorf("the corner marks put the code %.2f mm from where it was read", got.offCode)
			}
			t.Logf("marks agree with the code within %.2f mm", got.offCode)
		})
	}
}

// codeOf gives the code that page i of the lists, in order, must carry.
func codeOf(i int, lists ...avgiftslista.List) string {
	for _, l := range lists {
		n := pdf.Sheets(len(l.Rows))
		if i < n {
			return avgiftslista.SheetCode{Number: l.Number, Page: i + 1, Pages: n}.String()
		}
		i -= n
	}
	return ""
}

func renderPages(t *testing.T, dir string, dpi int, lists ...avgiftslista.List) []string {
	t.Helper()
	path := filepath.Join(dir, "lists.pdf")
	if err := os.WriteFile(path, drawAll(t, pdf.Demo(), lists...), 0o600); err != nil {
		t.Fatal(err)
	}
	runTool(t, "pdftoppm", "-r", fmt.Sprint(dpi), "-gray", "-png", path, filepath.Join(dir, "page"))
	pages, err := filepath.Glob(filepath.Join(dir, "page*.png"))
	if err != nil || len(pages) == 0 {
		t.Fatal("no pages drawn", err)
	}
	return pages
}

func drawAll(t testing.TB, s pdf.Sender, lists ...avgiftslista.List) []byte {
	t.Helper()
	var out bytes.Buffer
	batch := pdf.NewBatch(&out, s, lists[0].Period)
	for _, l := range lists {
		if _, err := batch.Add(l, ""); err != nil {
			t.Fatal(err)
		}
	}
	if err := batch.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func runTool(t testing.TB, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %s: %v: %s", name, strings.Join(args, " "), err, stderr.String())
	}
	return string(out)
}

func damage(t *testing.T, page string, args []string) *image.Gray {
	t.Helper()
	out := filepath.Join(t.TempDir(), "damaged.jpg")
	for i := range args {
		args[i] = strings.ReplaceAll(args[i], "CIRCLE", "circle 1385,160 1385,190")
	}
	if !strings.Contains(strings.Join(args, " "), "-quality") {
		args = append(args, "-quality", "95")
	}
	runTool(t, "convert", append(append([]string{page}, args...), "-colorspace", "gray", out)...)
	f, err := os.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, _, err := image.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	grey := image.NewGray(image.Rect(0, 0, img.Bounds().Dx(), img.Bounds().Dy()))
	draw.Draw(grey, grey.Bounds(), img, img.Bounds().Min, draw.Src)
	return grey
}

// reading is what the small reader found on an image.
type reading struct {
	code    string
	offCode float64 // mm between the code's centre as read and as the marks say
}

// readSheet finds the code, then the four marks about where the code's own
// position puts them, those that agree best with it, and checks one against
// the other.
func readSheet(img *image.Gray) (reading, error) {
	text, corners, err := decodeCode(img)
	if err != nil {
		return reading{}, err
	}
	// Positions on the sheet of the code's three finder patterns' centres.
	const qrX, qrY, module = 165.0, 8.0, 1.0
	near, far := 3.5*module, 21.5*module
	fromCode := affine([3]point{{qrX + near, qrY + far}, {qrX + near, qrY + near}, {qrX + far, qrY + near}}, corners)
	scale := math.Hypot(fromCode[0], fromCode[3]) // pixels a millimetre
	blobs := squares(halved(img), 2*scale)
	for i := range blobs {
		blobs[i] = point{2 * blobs[i].x, 2 * blobs[i].y}
	}
	finders := [3]point{{qrX + near, qrY + far}, {qrX + near, qrY + near}, {qrX + far, qrY + near}}
	var whole projection
	best := math.Inf(1)
	for _, bottom := range []float64{193, 289} {
		at := [4]point{{20, 10}, {198, 10}, {198, bottom - 2}, {20, bottom - 2}}
		var near [4][]point
		for i, p := range at {
			near[i] = nearest(blobs, fromCode.apply(p))
		}
		for _, marks := range choices(near) {
			m := homography(at, marks)
			off := 0.0
			for i, f := range finders {
				p := m.apply(f)
				off += math.Hypot(p.x-corners[i].x, p.y-corners[i].y)
			}
			if off < best {
				best, whole = off, m
			}
		}
	}
	if math.IsInf(best, 1) {
		return reading{code: text}, errors.New("corner marks not found")
	}
	centre := point{(corners[0].x + corners[2].x) / 2, (corners[0].y + corners[2].y) / 2}
	say := whole.apply(point{qrX + 12.5*module, qrY + 12.5*module})
	return reading{text, math.Hypot(say.x-centre.x, say.y-centre.y) / scale}, nil
}

// choices gives every way to take one point of each.
func choices(of [4][]point) [][4]point {
	var all [][4]point
	for _, a := range of[0] {
		for _, b := range of[1] {
			for _, c := range of[2] {
				for _, d := range of[3] {
					all = append(all, [4]point{a, b, c, d})
				}
			}
		}
	}
	return all
}

// decodeCode tries the whole image and the image at half its size, by both of
// gozxing's ways to tell black from white. The points are the centres of the
// finder patterns: bottom left, top left, top right.
func decodeCode(img *image.Gray) (string, [3]point, error) {
	half := halved(img)
	for _, try := range []struct {
		img   *image.Gray
		scale float64
	}{{img, 1}, {half, 2}} {
		source := gozxing.NewLuminanceSourceFromImage(try.img)
		for _, binarizer := range []gozxing.Binarizer{gozxing.NewHybridBinarizer(source), gozxing.NewGlobalHistgramBinarizer(source)} {
			bitmap, err := gozxing.NewBinaryBitmap(binarizer)
			if err != nil {
				continue
			}
			result, err := qrcode.NewQRCodeReader().Decode(bitmap, nil)
			if err != nil || len(result.GetResultPoints()) < 3 {
				continue
			}
			var corners [3]point
			for i := range corners {
				p := result.GetResultPoints()[i]
				corners[i] = point{p.GetX() * try.scale, p.GetY() * try.scale}
			}
			return result.GetText(), corners, nil
		}
	}
	return "", [3]point{}, errors.New("code not found")
}

func halved(img *image.Gray) *image.Gray {
	b := img.Bounds()
	out := image.NewGray(image.Rect(0, 0, b.Dx()/2, b.Dy()/2))
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			i := 2*y*img.Stride + 2*x
			sum := int(img.Pix[i]) + int(img.Pix[i+1]) + int(img.Pix[i+img.Stride]) + int(img.Pix[i+img.Stride+1])
			out.Pix[y*out.Stride+x] = uint8(sum / 4)
		}
	}
	return out
}

type point struct{ x, y float64 }

// squares gives the centres of the dark, full, square spots of about the given
// side: the corner marks, and little else on a sheet.
func squares(img *image.Gray, side float64) []point {
	dark, w, h := binarize(img, int(side*2))
	seen := make([]bool, len(dark))
	var found []point
	var stack []int
	for start := range dark {
		if !dark[start] || seen[start] {
			continue
		}
		minX, minY, maxX, maxY, area, sx, sy := w, h, 0, 0, 0, 0, 0
		stack = append(stack[:0], start)
		seen[start] = true
		for len(stack) > 0 {
			p := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			x, y := p%w, p/w
			minX, maxX, minY, maxY = min(minX, x), max(maxX, x), min(minY, y), max(maxY, y)
			area++
			sx += x
			sy += y
			for _, q := range []int{p - 1, p + 1, p - w, p + w} {
				if q >= 0 && q < len(dark) && dark[q] && !seen[q] {
					seen[q] = true
					stack = append(stack, q)
				}
			}
		}
		bw, bh := float64(maxX-minX+1), float64(maxY-minY+1)
		full := float64(area) / (bw * bh)
		if bw > 0.6*side && bw < 1.5*side && bh > 0.6*side && bh < 1.5*side && full > 0.7 && bw/bh < 1.4 && bh/bw < 1.4 {
			found = append(found, point{float64(sx)/float64(area) + 0.5, float64(sy)/float64(area) + 0.5})
		}
	}
	return found
}

// binarize tells dark from light against the mean of the surroundings, so that
// shade does not matter. A median of five takes single specks away.
func binarize(img *image.Gray, radius int) (dark []bool, w, h int) {
	w, h = img.Rect.Dx(), img.Rect.Dy()
	sum := make([]int, (w+1)*(h+1))
	for y := range h {
		line := 0
		for x := range w {
			line += int(img.Pix[y*img.Stride+x])
			sum[(y+1)*(w+1)+x+1] = sum[y*(w+1)+x+1] + line
		}
	}
	raw := make([]bool, w*h)
	for y := range h {
		for x := range w {
			x0, x1, y0, y1 := max(x-radius, 0), min(x+radius, w), max(y-radius, 0), min(y+radius, h)
			mean := (sum[y1*(w+1)+x1] - sum[y0*(w+1)+x1] - sum[y1*(w+1)+x0] + sum[y0*(w+1)+x0]) / ((x1 - x0) * (y1 - y0))
			raw[y*w+x] = int(img.Pix[y*img.Stride+x])*100 < mean*75
		}
	}
	dark = make([]bool, w*h)
	for y := 1; y < h-1; y++ {
		for x := 1; x < w-1; x++ {
			n := 0
			for _, q := range []int{y*w + x, y*w + x - 1, y*w + x + 1, (y-1)*w + x, (y+1)*w + x} {
				if raw[q] {
					n++
				}
			}
			dark[y*w+x] = n >= 3
		}
	}
	return dark, w, h
}

// nearest gives the few spots nearest to where the code, seen as if without perspective, puts a
// mark: far from the code another dark square may lie nearer, and the four together tell.
func nearest(blobs []point, want point) []point {
	const few = 4
	sorted := slices.Clone(blobs)
	slices.SortFunc(sorted, func(a, b point) int {
		return cmp.Compare(math.Hypot(a.x-want.x, a.y-want.y), math.Hypot(b.x-want.x, b.y-want.y))
	})
	return sorted[:min(few, len(sorted))]
}

// projection maps the sheet to the image: (x, y) → (ax+by+c, dx+ey+f) / (gx+hy+1).
type projection [8]float64

func (m projection) apply(p point) point {
	z := m[6]*p.x + m[7]*p.y + 1
	return point{(m[0]*p.x + m[1]*p.y + m[2]) / z, (m[3]*p.x + m[4]*p.y + m[5]) / z}
}

// affine gives the projection without perspective that maps three points.
func affine(from [3]point, to [3]point) projection {
	var rows [][]float64
	for i := range from {
		p, q := from[i], to[i]
		rows = append(rows, []float64{p.x, p.y, 1, 0, 0, 0, q.x}, []float64{0, 0, 0, p.x, p.y, 1, q.y})
	}
	var m projection
	copy(m[:6], solve(rows))
	return m
}

// homography gives the projection that maps four points.
func homography(from, to [4]point) projection {
	var rows [][]float64
	for i := range from {
		p, q := from[i], to[i]
		rows = append(rows, []float64{p.x, p.y, 1, 0, 0, 0, -p.x * q.x, -p.y * q.x, q.x},
			[]float64{0, 0, 0, p.x, p.y, 1, -p.x * q.y, -p.y * q.y, q.y})
	}
	var m projection
	copy(m[:], solve(rows))
	return m
}

// solve solves linear equations, each row's last number being its right side.
func solve(a [][]float64) []float64 {
	n := len(a)
	for i := range n {
		pivot := i
		for r := i; r < n; r++ {
			if math.Abs(a[r][i]) > math.Abs(a[pivot][i]) {
				pivot = r
			}
		}
		a[i], a[pivot] = a[pivot], a[i]
		for r := range n {
			if r == i || a[i][i] == 0 {
				continue
			}
			f := a[r][i] / a[i][i]
			for c := i; c <= n; c++ {
				a[r][c] -= f * a[i][c]
			}
		}
	}
	x := make([]float64, n)
	for i := range n {
		x[i] = a[i][n] / a[i][i]
	}
	return x
}
