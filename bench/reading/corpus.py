#!/usr/bin/env python3
"""Makes the payroll PDFs that bench/reading compares readers on.

    corpus.py OUT [FILES_A_CLASS]

Seventeen classes from ten producers; every file lists invented persons with base,
member fee and control fee. Beside them truth.jsonl: {"file", "class", "rows":
[[personnummer, öre, öre]]}. Needs Debian's python3-reportlab, python3-openpyxl,
python3-cairo, libreoffice-calc, libreoffice-writer, wkhtmltopdf, chromium,
ghostscript and qpdf.
"""
import html
import json
import os
import random
import shutil
import subprocess
import sys

GIVEN = "Anna Bo Łukasz Åke Désirée Jørn Çetin Øystein Günther Sara Małgorzata Linnéa Per-Olof Ylva".split()
FAMILY = "Öberg Hägglund Björk Çelik Sjöö Müller Pawłowski Ekström Norén Ångström Krüger Lund Af-Klint Wójcik".split()
HEADS = ["Personnummer", "Namn", "Bruttolön", "Medlemsavgift", "Kontrollavgift"]
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def run(*command, **more):
    subprocess.run(list(command), check=True, **QUIET, **more)


def luhn(nine):
    total = sum(sum(divmod(int(d) * (2 - i % 2), 10)) for i, d in enumerate(nine))
    return str(-total % 10)


def persons(rnd, n):
    """Rows of (personnummer, name, base, member, control); money in öre."""
    rows = []
    for _ in range(n):
        nine = "%02d%02d%02d%03d" % (rnd.randint(60, 99), rnd.randint(1, 12), rnd.randint(1, 28), rnd.randint(980, 999))
        base = rnd.randint(27_000_00, 55_000_00)
        rows.append(("19" + nine + luhn(nine), rnd.choice(GIVEN) + " " + rnd.choice(FAMILY), base, (base * 19 + 500) // 1000, (base * 5 + 500) // 1000))
    return rows


def money(ore, sign=","):
    whole = "{:,}".format(ore // 100).replace(",", " ")
    return "%s%s%02d" % (whole, sign, ore % 100)


def cells(row):
    return [row[0][:8] + "-" + row[0][8:], row[1]] + [money(x) for x in row[2:]]


def total(rows):
    return ["Totalt", ""] + [money(sum(r[i] for r in rows)) for i in (2, 3, 4)]


def reportlab_table(path, rows):
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import SimpleDocTemplate, Table
    pdfmetrics.registerFont(TTFont("N", "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"))
    style = [("FONT", (0, 0), (-1, -1), "N", 9), ("ALIGN", (2, 0), (-1, -1), "RIGHT")]
    table = Table([HEADS] + [cells(r) for r in rows] + [total(rows)], repeatRows=1, style=style)
    SimpleDocTemplate(path, pagesize=A4).build([table])


def canvas(path, rows, content=0, page=0):
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas
    pdfmetrics.registerFont(TTFont("N", "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"))
    c = Canvas(path, pagesize=(595, 842))
    lines = [HEADS] + [cells(r) for r in rows] + [total(rows)]
    for start in range(0, len(lines), 30):
        if page:
            c.setPageRotation(page)
        if content == 90:
            c.translate(595, 0)
            c.rotate(90)
        if content == 180:
            c.translate(595, 842)
            c.rotate(180)
        c.setFont("N", 9)
        for i, line in enumerate(lines[start : start + 30]):
            y = 540 - 16 * i
            c.drawString(40, y, line[0])
            c.drawString(140, y, line[1])
            for k, x in enumerate((340, 430, 520)):
                c.drawRightString(x, y, line[2 + k])
        c.showPage()
    c.save()


def page_html(path, rows):
    body = "".join("<tr>" + "".join("<td%s>%s" % (" align=right" if i > 1 else "", html.escape(x)) for i, x in enumerate(line)) for line in [cells(r) for r in rows] + [total(rows)])
    with open(path, "w") as f:
        f.write("<html><meta charset=utf-8><body style='font:11px sans-serif'><table cellpadding=3><tr><th>" + "<th>".join(HEADS) + body + "</table>")


def by_html(path, rows, how):
    page = path + ".html"
    page_html(page, rows)
    if how == "chromium":
        run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--print-to-pdf=" + path, "file://" + page)
    elif how == "wkhtmltopdf":
        run("wkhtmltopdf", "-q", page, path, env=dict(os.environ, QT_QPA_PLATFORM="offscreen"))
    else:
        run("soffice", "--headless", "--infilter=HTML (StarWriter)", "--convert-to", "pdf", "--outdir", os.path.dirname(path), page)
        os.replace(path + ".pdf" if os.path.exists(path + ".pdf") else path, path)
    os.remove(page)


def calc(path, rows, wide=False):
    import openpyxl
    book = openpyxl.Workbook()
    sheet = book.active
    extra = ["Anställningsform", "Arbetsplats"] if wide else []
    sheet.append(HEADS[:2] + extra + HEADS[2:])
    for r in rows:
        sheet.append(cells(r)[:2] + ["Tillsvidareanställd montör", "Huvudkontoret i Falun"][: len(extra)] + cells(r)[2:])
    for c in "ABCDEFG":
        sheet.column_dimensions[c].width = 34 if wide else 19
    source = path[:-4] + ".xlsx"
    book.save(source)
    run("soffice", "--headless", "--convert-to", "pdf", "--outdir", os.path.dirname(path), source)
    os.remove(source)


def ghostscript(path, rows):
    text = "%!PS\n/Courier findfont dup length dict begin {1 index /FID ne {def}{pop pop} ifelse} forall /Encoding ISOLatin1Encoding def currentdict end /C exch definefont pop\n"
    lines = ["%-15s%-26s%14s%14s%15s" % tuple(x) for x in [HEADS] + [cells(r) for r in rows] + [total(rows)]]
    for start in range(0, len(lines), 60):
        text += "/C findfont 9 scalefont setfont\n"
        for i, line in enumerate(lines[start : start + 60]):
            text += "30 %d moveto (%s) show\n" % (800 - 12 * i, line.replace("(", "\\(").replace(")", "\\)"))
        text += "showpage\n"
    source = path + ".ps"
    with open(source, "w", encoding="latin-1", errors="replace") as f:
        f.write(text)
    run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", "-sOutputFile=" + path, source)
    os.remove(source)


def cairo(path, rows):
    import cairo as c
    surface = c.PDFSurface(path, 595, 842)
    pen = c.Context(surface)
    lines = [HEADS] + [cells(r) for r in rows] + [total(rows)]
    for start in range(0, len(lines), 45):
        pen.select_font_face("Noto Sans")
        pen.set_font_size(9)
        for i, line in enumerate(lines[start : start + 45]):
            for k, text in enumerate(line):
                x = (30, 130, 350, 440, 540)[k]
                if k > 1:
                    x -= pen.text_extents(text).x_advance
                pen.move_to(x, 40 + 16 * i)
                pen.show_text(text)
        pen.show_page()
    surface.finish()


def rewritten(path, rows, *command):
    """A reportlab file passed through another program."""
    reportlab_table(path + ".in", rows)
    run(*[x.replace("IN", path + ".in").replace("OUT", path) for x in command])
    os.remove(path + ".in")


def damaged(path, rows, change):
    reportlab_table(path, rows)
    with open(path, "rb") as f:
        data = f.read()
    with open(path, "wb") as f:
        f.write(change(data))


CLASSES = {
    "reportlab-table": reportlab_table,
    "reportlab-canvas": canvas,
    "libreoffice-calc": calc,
    "libreoffice-spilled": lambda p, r: calc(p, r, wide=True),
    "libreoffice-writer": lambda p, r: by_html(p, r, "writer"),
    "chromium": lambda p, r: by_html(p, r, "chromium"),
    "wkhtmltopdf": lambda p, r: by_html(p, r, "wkhtmltopdf"),
    "cairo": cairo,
    "ghostscript": ghostscript,
    "ghostscript-rewritten": lambda p, r: rewritten(p, r, "gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", "-sOutputFile=OUT", "IN"),
    "qpdf-aes256": lambda p, r: rewritten(p, r, "qpdf", "--encrypt", "", "owner", "256", "--", "IN", "OUT"),
    "qpdf-objects": lambda p, r: rewritten(p, r, "qpdf", "--object-streams=generate", "--linearize", "IN", "OUT"),
    "rotated-content-90": lambda p, r: canvas(p, r, content=90),
    "rotated-content-180": lambda p, r: canvas(p, r, content=180),
    "rotated-page-90": lambda p, r: canvas(p, r, content=90, page=90),
    "junk-before": lambda p, r: damaged(p, r, lambda d: b"X-Gateway: scanned\r\n\r\n" + d),
    "broken-startxref": lambda p, r: damaged(p, r, lambda d: d.replace(b"startxref\n", b"startxref\n9")),
}


def main():
    out, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3
    shutil.rmtree(out, ignore_errors=True)
    os.makedirs(out)
    with open(os.path.join(out, "truth.jsonl"), "w") as truth:
        for name, make in CLASSES.items():
            for i in range(count):
                rows = persons(random.Random(name + str(i)), (12, 40, 100)[i % 3] if name != "libreoffice-spilled" else (12, 20, 30)[i % 3])
                path = os.path.abspath(os.path.join(out, "%s-%d.pdf" % (name, i + 1)))
                make(path, rows)
                truth.write(json.dumps({"file": os.path.basename(path), "class": name, "rows": [[r[0], r[3], r[4]] for r in rows]}) + "\n")


if __name__ == "__main__":
    main()
