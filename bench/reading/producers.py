"""Draws a report with one program or library each; corpus.py names the packages.

Every function takes (path of the PDF, report).
"""
import html
import json
import os
import shutil
import subprocess
import tempfile

NOTO = "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def run(*command, **more):
    subprocess.run(list(command), check=True, timeout=180, **{**QUIET, **more})


def latin(text):
    """For faces that have only Latin-1."""
    return text.translate(str.maketrans("łŁ", "lL")).encode("latin-1", "replace").decode("latin-1")


def places(report, left, width):
    """Where each column is set: (x, alignment); x of a right one is its right edge."""
    whole, at, out = sum(c[1] for c in report.columns), left, []
    for _, share, align in report.columns:
        out.append((at, align) if align == "l" else (at + width * share / whole - 4, align))
        at += width * share / whole
    return out


def paged(report, rows):
    """The lines of each page: its titles, headings and at most rows lines."""
    pages = [report.lines[i : i + rows] for i in range(0, len(report.lines), rows)]
    for n, lines in enumerate(pages, 1):
        yield report.titles + ["Sida %d (%d)" % (n, len(pages))], [report.heads] + [cells for _, cells in lines]


# reportlab: a flowing table, and by hand in several manners


def reportlab_font():
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    pdfmetrics.registerFont(TTFont("N", NOTO))


def reportlab_table(path, report):
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table
    from reportlab.lib.styles import getSampleStyleSheet
    reportlab_font()
    right = [i for i, c in enumerate(report.columns) if c[2] == "r"]
    style = [("FONT", (0, 0), (-1, -1), "N", 8)] + [("ALIGN", (i, 0), (i, -1), "RIGHT") for i in right]
    titles = [Paragraph(t, getSampleStyleSheet()["Normal"]) for t in report.titles]
    SimpleDocTemplate(path, pagesize=A4, leftMargin=30, rightMargin=30).build(titles + [Table(report.grid(), repeatRows=1, style=style)])


def canvas(path, report, manner="words", turn=0, page=0, size=9, pitch=15, paper=(595, 842), before=None):
    """By single strings. manner: words, characters, columns (all of one column after the other), twice (bold by a second
    print), spaced (a wide letter-space), unordered (lines from below)."""
    from reportlab.pdfgen.canvas import Canvas
    reportlab_font()
    width, height = paper
    c = Canvas(path, pagesize=paper)
    flat = (width, height) if turn in (0, 180) else (height, width)

    def string(x, y, text, align):
        if align == "r":
            x -= c.stringWidth(text, "N", size) + (0.8 * len(text) if manner == "spaced" else 0)
        if manner == "characters":
            for letter in text:
                c.drawString(x, y, letter)
                x += c.stringWidth(letter, "N", size)
            return
        c.drawString(x, y, text, charSpace=0.8 if manner == "spaced" else 0)
        if manner == "twice":
            c.drawString(x + 0.3, y, text)

    at = places(report, 40, flat[0] - 80)
    for titles, grid in paged(report, int((flat[1] - 130) / pitch)):
        if page:
            c.setPageRotation(page)
        if turn == 90:
            c.translate(width, 0)
        elif turn == 180:
            c.translate(width, height)
        elif turn == 270:
            c.translate(0, height)
        c.rotate(turn)
        if before:
            before(c, flat)
        c.setFont("N", size)
        for i, text in enumerate(titles):
            string(40, flat[1] - 40 - pitch * i, text, "l")
        cells = [(k, i, text) for i, line in enumerate(grid) for k, text in enumerate(line) if text]
        if manner == "columns":
            cells.sort()
        if manner == "unordered":
            cells.sort(key=lambda x: -x[1])
        for k, i, text in cells:
            string(at[k][0], flat[1] - 90 - pitch * i, text, at[k][1])
        c.showPage()
    c.save()


def watermark(c, flat):
    c.saveState()
    c.setFont("N", 90)
    c.setFillGray(0.85)
    c.translate(flat[0] / 2, flat[1] / 2)
    c.rotate(50)
    c.drawCentredString(0, 0, "KOPIA 2026")
    c.restoreState()


# browsers and the like, from HTML


def page_html(path, report):
    def row(cells, tag):
        return "<tr>" + "".join("<%s%s>%s" % (tag, " align=right" if c[2] == "r" else " align=left", html.escape(x).replace(" ", "&nbsp;" if c[2] == "r" else " ")) for c, x in zip(report.columns, cells))
    with open(path, "w") as f:
        f.write("<html><meta charset=utf-8><body style='font:11px sans-serif'>" + "".join("<p>" + t for t in report.titles) + "<table cellpadding=3 width='100%%'><thead>%s</thead><tbody>%s</tbody></table>" % (row(report.heads, "th"), "".join(row(cells, "td") for _, cells in report.lines)))


def by_html(how):
    def make(path, report):
        with tempfile.TemporaryDirectory() as folder:
            page = os.path.join(folder, "a.html")
            page_html(page, report)
            if how == "chromium":
                run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=" + folder + "/c", "--print-to-pdf=" + path, "file://" + page)
            elif how == "wkhtmltopdf":
                run("wkhtmltopdf", "-q", page, path, env=dict(os.environ, QT_QPA_PLATFORM="offscreen"))
            elif how == "weasyprint":
                run("weasyprint", page, path)
            else:
                soffice(page, path, "--infilter=HTML (StarWriter)")
    return make


def soffice(source, path, *more):
    with tempfile.TemporaryDirectory() as folder:
        profile = os.path.join(tempfile.gettempdir(), "kontakten-reading-office")  # kept: making one takes seconds
        run("soffice", "-env:UserInstallation=file://" + profile, "--headless", *more, "--convert-to", "pdf", "--outdir", folder, source)
        shutil.move(os.path.join(folder, os.path.splitext(os.path.basename(source))[0] + ".pdf"), path)


# spreadsheets


def workbook(path, report, wide):
    import openpyxl
    from openpyxl.styles import Alignment
    book = openpyxl.Workbook()
    sheet = book.active
    for t in report.titles:
        sheet.append([t])
    for cells in report.grid():
        sheet.append(cells)
        for c, cell in zip(report.columns, sheet[sheet.max_row]):
            cell.alignment = Alignment(horizontal="right" if c[2] == "r" else "left")
    for i, c in enumerate(report.columns):
        sheet.column_dimensions["ABCDEFGHIJ"[i]].width = 34 if wide else c[1] * 0.95 + 1
    book.save(path)


def calc(path, report, wide=False):
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "a.xlsx")
        workbook(source, report, wide)
        soffice(source, path)


def gnumeric(path, report):
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "a.xlsx")
        workbook(source, report, False)
        run("ssconvert", source, path)


# drawing libraries of other languages


def cairo(path, report):
    import cairo as c
    surface = c.PDFSurface(path, 595, 842)
    pen = c.Context(surface)
    at = places(report, 30, 535)
    for titles, grid in paged(report, 44):
        pen.select_font_face("Noto Sans")
        pen.set_font_size(8.5)
        for i, text in enumerate(titles):
            pen.move_to(30, 30 + 14 * i)
            pen.show_text(text)
        for i, line in enumerate(grid):
            for (x, align), text in zip(at, line):
                pen.move_to(x - (pen.text_extents(text).x_advance if align == "r" else 0), 90 + 16 * i)
                pen.show_text(text)
        pen.show_page()
    surface.finish()


def drawn(*command, encode=lambda t: t):
    """A program that takes pages of (x, y, alignment, text) as JSON and a path: draw.* beside this file."""
    def make(path, report):
        at = places(report, 30, 535)
        pages = []
        for titles, grid in paged(report, 44):
            cells = [[30, 30 + 14 * i, "l", encode(t)] for i, t in enumerate(titles)]
            pages.append(cells + [[at[k][0], 90 + 16 * i, at[k][1], encode(t)] for i, line in enumerate(grid) for k, t in enumerate(line) if t])
        run(*[os.path.join(os.path.dirname(os.path.abspath(__file__)), x) if x.startswith("draw.") else x for x in command], path, input=json.dumps(pages).encode())
    return make


def ghostscript(path, report):
    text = "%!PS\n/Courier findfont dup length dict begin {1 index /FID ne {def}{pop pop} ifelse} forall /Encoding ISOLatin1Encoding def currentdict end /C exch definefont pop\n"
    for lines in printout(report):
        text += "/C findfont 9 scalefont setfont\n"
        for i, line in enumerate(lines):
            text += "30 %d moveto (%s) show\n" % (800 - 12 * i, line.replace("(", "\\(").replace(")", "\\)"))
        text += "showpage\n"
    with tempfile.NamedTemporaryFile("w", suffix=".ps", encoding="latin-1") as f:
        f.write(text)
        f.flush()
        run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", "-sOutputFile=" + path, f.name)


def printout(report):
    """Pages of lines in fixed columns."""
    form = "".join("%%%s%ds" % ("-" if c[2] == "l" else "", c[1]) for c in report.columns)
    for titles, grid in paged(report, 55):
        yield [latin(t) for t in titles] + [""] + [latin(form % tuple(line)) for line in grid]


def groff(path, report):
    """tbl, as Unix payroll programs print."""
    spec = " ".join(c[2] for c in report.columns) + "."
    text = ".nr PS 8\n.nr VS 11\n.nr PO 1.5c\n.nr LL 18c\n.LP\n" + "".join(t + "\n.br\n" for t in report.titles) + ".TS H\ntab(@);\n" + spec + "\n" + "@".join(report.heads) + "\n.TH\n"
    text += "".join("@".join(cells) + "\n" for _, cells in report.lines) + ".TE\n"
    with open(path, "wb") as f:
        run("groff", "-k", "-t", "-Tpdf", "-ms", input=latin(text).encode(), stdout=f)


def pdflatex(path, report):
    def safe(t):
        return latin(t).replace("&", "\\&").replace("%", "\\%").replace("_", "\\_")
    body = "\\begin{longtable}{" + "".join(c[2] for c in report.columns) + "}\n" + " & ".join(map(safe, report.heads)) + "\\\\\\hline\\endhead\n"
    body += "".join(" & ".join(map(safe, cells)) + "\\\\\n" for _, cells in report.lines) + "\\end{longtable}"
    text = "\\documentclass[9pt]{article}\\usepackage[T1]{fontenc}\\usepackage[utf8]{inputenc}\\usepackage{lmodern}\\usepackage{longtable}\\usepackage[margin=1.5cm]{geometry}\\begin{document}\\footnotesize\n"
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "a.tex"), "w") as f:
            f.write(text + "\n\n".join(map(safe, report.titles)) + "\n" + body + "\\end{document}\n")
        for _ in range(2):  # longtable finds its widths at the second
            run("pdflatex", "-interaction=batchmode", "a.tex", cwd=folder)
        shutil.move(os.path.join(folder, "a.pdf"), path)
