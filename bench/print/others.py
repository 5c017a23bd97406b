"""Draws the table of the lists (no code, no slip) with reportlab by plain calls,
or with weasyprint or LibreOffice from HTML: others.py table|weasyprint|libreoffice
lists.json out.pdf n. Debian: python3-reportlab, weasyprint,
libreoffice-writer-nogui, fonts-noto-core."""
import json
import os
import sys
import time

how, data, out, n = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
with open(data) as f:
    lists = json.load(f)[:n]
FONTS = "/usr/share/fonts/truetype/noto/"


def reportlab():
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("noto", FONTS + "NotoSans-Regular.ttf"))
    pdfmetrics.registerFont(TTFont("notob", FONTS + "NotoSans-Bold.ttf"))
    began = time.time()
    c = Canvas(out, pagesize=A4, pageCompression=1)
    top = 297
    for l in lists:
        c.setFont("notob", 10)
        c.drawString(112 * mm, (top - 14.6) * mm, l["number"])
        c.setFont("noto", 10.5)
        for i, line in enumerate(l["company"]):
            c.drawString(112 * mm, (top - 51.8 - 4.6 * i) * mm, line)
        c.setFillGray(0.92)
        c.rect(18 * mm, (top - 97) * mm, 182 * mm, 9 * mm, stroke=0, fill=1)
        c.setFillGray(0)
        c.setFont("notob", 7.5)
        for x, name in ((25, "Personnummer"), (52, "Namn"), (104, "Som förra månaden"), (119, "Medlemsavgift"), (153, "Kontrollavgift"), (187, "Orsakskod")):
            c.drawString(x * mm, (top - 95.4) * mm, name)
        c.setFont("noto", 9.5)
        c.setStrokeGray(0.35)
        for i in range(12):
            y = top - 97 - 6.4 * i
            c.drawRightString(23.2 * mm, (y - 4.5) * mm, str(i + 1))
            if i < len(l["rows"]):
                c.drawString(25.2 * mm, (y - 4.5) * mm, l["rows"][i][0])
                c.drawString(52.5 * mm, (y - 4.5) * mm, l["rows"][i][1])
            c.rect(109 * mm, (y - 5) * mm, 3.6 * mm, 3.6 * mm)
            for x in (119.5, 153.5):
                c.rect(x * mm, (y - 5.8) * mm, 21 * mm, 5.2 * mm)
                c.rect((x + 22.6) * mm, (y - 5.8) * mm, 8.4 * mm, 5.2 * mm)
            c.rect(187 * mm, (y - 5.8) * mm, 13 * mm, 5.2 * mm)
            c.line(18 * mm, (y - 6.4) * mm, 106 * mm, (y - 6.4) * mm)
        c.showPage()
    c.save()
    return began


def document():
    """The lists as HTML, for programs that lay it out."""
    import html

    pages = []
    for l in lists:
        rows = "".join(f"<tr><td>{i + 1}<td>{p}<td>{html.escape(name)}<td class=b><td class=b><td class=b>" for i, (p, name) in enumerate(l["rows"]))
        company = "<br>".join(map(html.escape, l["company"]))
        pages.append(f"<section><p>{l['number']}<p>{company}<table><tr><th>Nr<th>Personnummer<th>Namn<th>Medlemsavgift<th>Kontrollavgift<th>Orsakskod{rows}</table></section>")
    style = "<style>@page{size:A4;margin:18mm}body{font:9.5pt 'Noto Sans'}section{break-after:page}td{border-bottom:.2mm solid #999;height:6mm}.b{border:.2mm solid;width:30mm}</style>"
    return "<!doctype html><meta charset=utf-8>" + style + "".join(pages)


def weasyprint():
    import weasyprint as wp

    began = time.time()
    wp.HTML(string=document()).write_pdf(out)
    return began


def libreoffice():
    """Its start is in the figure: it is a program, not a library."""
    import subprocess

    folder = os.path.dirname(out)
    source = os.path.splitext(out)[0] + ".html"
    began = time.time()
    with open(source, "w") as f:
        f.write(document())
    subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/lo", "--headless", "--convert-to", "pdf:writer_web_pdf_Export", "--outdir", folder, source], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return began


began = {"table": reportlab, "weasyprint": weasyprint, "libreoffice": libreoffice}[how]()
print(json.dumps({"seconds": time.time() - began, "bytes": os.path.getsize(out), "lists": len(lists)}))
