package underlag

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"

	"sef.se/kontakten/internal/sandbox"
)

// photo is a JPEG of w by h pixels, its upper left quarter black, with an EXIF orientation where it is not 0.
func photo(t *testing.T, w, h int, orientation byte) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{255, 255, 255, 255}
			if x < w/2 && y < h/2 {
				c = color.RGBA{A: 255}
			}
			m.SetRGBA(x, y, c)
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, nil); err != nil {
		t.Fatal(err)
	}
	if orientation == 0 {
		return out.Bytes()
	}
	exif := append([]byte("\xff\xe1\x00\x22Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00"), orientation, 0, 0, 0, 0, 0, 0)
	return append(append(append([]byte{}, out.Bytes()[:2]...), exif...), out.Bytes()[2:]...)
}

func TestPhotoIsDrawnAnewUpright(t *testing.T) {
	t.Parallel()
	files := NewSandboxed(sandbox.Options{})
	t.Cleanup(files.Close)
	for orientation, corner := range map[byte]image.Point{0: {0, 0}, 1: {0, 0}, 2: {1, 0}, 3: {1, 1}, 4: {0, 1}, 5: {0, 0}, 6: {1, 0}, 7: {1, 1}, 8: {0, 1}, 99: {0, 0}} {
		data := append(photo(t, 60, 40, orientation), "<script>alert(1)</script>"...)
		drawn, err := files.Photo(t.Context(), data)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(drawn, []byte("script")) || bytes.Contains(drawn, []byte("Exif")) {
			t.Errorf("orientation %d: more than pixels came through", orientation)
		}
		m, err := jpeg.Decode(bytes.NewReader(drawn))
		if err != nil {
			t.Fatal(err)
		}
		b := m.Bounds()
		if lies := orientation >= 5 && orientation <= 8; lies != (b.Dx() == 40) {
			t.Errorf("orientation %d: %v", orientation, b)
		}
		for _, q := range []image.Point{{0, 0}, {1, 0}, {0, 1}, {1, 1}} {
			r, _, _, _ := m.At(b.Dx()/4+q.X*b.Dx()/2, b.Dy()/4+q.Y*b.Dy()/2).RGBA()
			if (r < 0x8000) != (q == corner) {
				t.Errorf("orientation %d: the black quarter is not at %v", orientation, corner)
			}
		}
	}
}

func TestPhotoIsShrunkOrRefused(t *testing.T) {
	t.Parallel()
	files := NewSandboxed(sandbox.Options{})
	t.Cleanup(files.Close)
	drawn, err := files.Photo(t.Context(), photo(t, 3000, 1500, 0))
	if err != nil {
		t.Fatal(err)
	}
	if size, _ := jpeg.DecodeConfig(bytes.NewReader(drawn)); size.Width != photoSide || size.Height != photoSide/2 {
		t.Errorf("shown as %d × %d", size.Width, size.Height)
	}
	var bomb bytes.Buffer
	if err := png.Encode(&bomb, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		t.Fatal(err)
	}
	wide := bytes.Clone(bomb.Bytes())
	copy(wide[16:], "\x00\x0f\xff\xff\x00\x0f\xff\xff") // the header claims a million by a million
	for name, data := range map[string][]byte{"text": []byte("hej"), "cut": photo(t, 60, 40, 0)[:300], "bomb": wide, "heic": []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"),
		"exif cut": []byte("\xff\xd8\xff\xe1\x00\x22Exif\x00\x00MM")} {
		if _, err := files.Photo(t.Context(), data); !errors.Is(err, ErrNoPicture) {
			t.Errorf("%s: %v, want ErrNoPicture", name, err)
		}
	}
	if n := orientation([]byte("Exif\x00\x00MM\x00*\xff\xff\xff\xff\x00\x01")); n != 1 {
		t.Errorf("a block that points outside itself gives %d", n)
	}
}
