#!/bin/sh
# Makes the three faces of this folder anew from Debian 12's packages
#   fonts-noto-core  (Noto Sans, SIL Open Font License 1.1)
#   fonts-ocr-b      (OCR-B by Norbert Schwarz and Matthew Skala, free use)
#   python3-fonttools
# gofpdf reads TrueType outlines only and parses a whole face for every
# document, so Noto is cut to Latin (with Vietnamese), Greek and Cyrillic, and
# OCR-B, which Debian ships with cubic outlines, is turned to quadratic ones.
set -eu
cd "$(dirname "$0")"
chars=U+0020-007E,U+00A0-024F,U+02BB-02BC,U+0300-036F,U+0370-03FF,U+0400-052F
chars=$chars,U+1E00-1EFF,U+2010-2027,U+2030,U+2032-2033,U+2039-203A,U+20AC
chars=$chars,U+2116,U+2122,U+2190-2193,U+25CC,U+FFFD
for weight in Regular Bold; do
    /usr/bin/python3 -m fontTools.subset \
        "/usr/share/fonts/truetype/noto/NotoSans-$weight.ttf" \
        --output-file="NotoSans-$weight.ttf" --unicodes="$chars" --no-hinting \
        --layout-features= --drop-tables+=GSUB,GPOS,GDEF,STAT --notdef-outline
done
/usr/bin/python3 - <<'PY'
import struct
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables.DefaultTable import DefaultTable
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools import subset

font = TTFont("/usr/share/fonts/opentype/ocr-b/OCRB.otf")
cut = subset.Subsetter(subset.Options(layout_features=[], drop_tables=["GSUB", "GPOS", "GDEF", "FFTM"]))
cut.populate(text="0123456789#<>+ ")
cut.subset(font)
outlines = font.getGlyphSet()
glyphs = {}
for name in font.getGlyphOrder():
    pen = TTGlyphPen(outlines)
    outlines[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
    glyphs[name] = pen.glyph()
font["loca"] = newTable("loca")
font["glyf"] = glyf = newTable("glyf")
glyf.glyphOrder, glyf.glyphs = font.getGlyphOrder(), glyphs
for table in ("CFF ", "VORG"):
    if table in font:
        del font[table]
for name, glyph in glyphs.items():
    glyph.recalcBounds(glyf)
    font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyph, "xMin", 0))
maxp = font["maxp"]
maxp.tableVersion = 0x00010000
maxp.maxZones, maxp.maxTwilightPoints, maxp.maxStorage = 1, 0, 0
maxp.maxFunctionDefs = maxp.maxInstructionDefs = maxp.maxStackElements = 0
maxp.maxSizeOfInstructions = maxp.maxComponentElements = 0
maxp.maxPoints = maxp.maxContours = maxp.maxCompositePoints = maxp.maxCompositeContours = 0
maxp.maxComponentDepth = 0
font["post"].formatType = 3.0
font.sfntVersion = "\000\001\000\000"
font.save("OCRB.ttf")

# The shared width at the end of an hmtx table makes gofpdf's subsetter append
# to a slice of the file itself and spoil its neighbours: write every width out.
for name in ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "OCRB.ttf"):
    font = TTFont(name, recalcBBoxes=False)
    order = font.getGlyphOrder()
    metrics = b"".join(struct.pack(">Hh", *font["hmtx"][g]) for g in order)
    font["hmtx"] = DefaultTable("hmtx")
    font["hmtx"].data = metrics
    font["hhea"].numberOfHMetrics = len(order)
    font.save(name)
PY
