#!/usr/bin/env python3
"""Makes the committed test files of outside producers (make fixtures).

Needs Debian's python3-xlwt, python3-openpyxl, python3-reportlab, libreoffice-calc,
libreoffice-writer, wkhtmltopdf, ghostscript and qpdf. CI needs none of them: what
this writes is in git. All persons are invented (serials 980-999).
"""
import os
import subprocess
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "mailin", "underlag")
PEOPLE = [("19641209-9985", "Jenny Björk", 30000, 570, 150), ("19860805-9930", "Åke Çelik", 40000, 760, 200),
          ("19671013-9970", "Peter Hülphers", 36346.16, 690.58, 181.73), ("19850131-9837", "Sören Hägglund", 39600, 752.4, 198)]


def xls(path):
    import xlwt
    book = xlwt.Workbook()
    money, day = xlwt.easyxf(num_format_str="# ##0.00"), xlwt.easyxf(num_format_str="YYYY-MM-DD")
    percent = xlwt.easyxf(num_format_str="0.00%")
    s = book.add_sheet("Avdrag å")
    s.write(0, 0, "Avser september 2026")
    s.write(0, 3, __import__("datetime").date(2026, 9, 25), day)
    for c, h in enumerate(["Personnummer", "Namn", "Bruttolön", "Procent", "Medlemsavgift", "Kontrollavgift", "Formel"]):
        s.write(2, c, h)
    for r, (p, n, b, m, k) in enumerate(PEOPLE, 3):
        s.write(r, 0, int(p.replace("-", "")) if r == 3 else p)
        s.write(r, 1, n)
        s.write(r, 2, b, money)
        s.write(r, 3, 0.019, percent)
        s.write(r, 4, m, money)
        s.write(r, 5, k)
        s.write(r, 6, xlwt.Formula("C%d*0.019" % (r + 1)))
    s.row(5).hidden = True
    hidden = book.add_sheet("Dolt")
    hidden.visibility = 1
    hidden.write(0, 0, "x" * 3000)
    many = book.add_sheet("Många")
    for r in range(700):
        many.write(r, 0, "Sträng nummer %d, åäö Łukasz %s" % (r, "y" * (r % 60)))
    book.save(path)


def soffice(target, source, out):
    subprocess.run(["soffice", "--headless", "--convert-to", target, "--outdir", out, source], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def workbook(path, wide=False):
    import openpyxl
    book = openpyxl.Workbook()
    s = book.active
    s.title = "Blad1"
    s.append(["Underlag fackavgifter september 2026"])
    s.append([])
    extra = ["Anställningsform och placering", "Arbetsplats och ort", "Anmärkning om lönen"] if wide else []
    s.append(["Personnummer", "Namn"] + extra + ["Bruttolön", "Medlemsavgift", "Kontrollavgift"])
    for p, n, b, m, k in PEOPLE:
        s.append([p, n] + ["Montör, tillsvidare", "Falun, huvudkontoret", "Ordinarie månadslön"][: len(extra)] + [b, m, k])
    s.append(["Summa", None] + [None] * len(extra) + [sum(x[2] for x in PEOPLE), sum(x[3] for x in PEOPLE), sum(x[4] for x in PEOPLE)])
    for c in "ABCDEFGH":
        s.column_dimensions[c].width = 30 if wide else 18
    book.save(path)


def html(path):
    rows = "".join("<tr><td>%s<td>%s<td>%s<td>%s<td>%s" % (p, n, *(("%.2f" % x).replace(".", ",") for x in (b, m, k))) for p, n, b, m, k in PEOPLE)
    open(path, "w").write("<html><meta charset=utf-8><p>Avser september 2026</p><table border=1><tr><th>Personnummer<th>Namn<th>Bruttolön<th>Medlemsavgift<th>Kontrollavgift%s</table>" % rows)


def rotated(path, content):
    from reportlab.pdfgen import canvas
    c = canvas.Canvas(path, pagesize=(595, 842))
    if content:
        c.translate(595, 0)
        c.rotate(90)
    else:
        c.setPageRotation(90)
        c.translate(595, 0)
        c.rotate(90)
    c.setFont("Helvetica", 10)
    c.drawString(40, 540, "Avser september 2026")
    lines = [("Personnummer", "Namn", "Medlemsavgift", "Kontrollavgift")] + [(p, n.encode("cp1252", "replace").decode("cp1252"), ("%.2f" % m).replace(".", ","), ("%.2f" % k).replace(".", ",")) for p, n, b, m, k in PEOPLE]
    for i, (p, n, m, k) in enumerate(lines):
        y = 500 - 16 * i
        c.drawString(40, y, p)
        c.drawString(160, y, n)
        c.drawRightString(420, y, m)
        c.drawRightString(540, y, k)
    c.save()


def unmapped(source, path):
    """The same list whose faces no longer tell which letters their glyphs are."""
    import pikepdf
    with pikepdf.open(source) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
                del thing["/ToUnicode"]
        pdf.save(path)


def main():
    os.makedirs(os.path.join(ROOT, "testdata"), exist_ok=True)
    os.makedirs(os.path.join(ROOT, "xls", "testdata"), exist_ok=True)
    out = os.path.join(ROOT, "testdata")
    xls(os.path.join(ROOT, "xls", "testdata", "xlwt.xls"))
    book = os.path.join(out, "lista.xlsx")
    workbook(book)
    for target, name in [("xls:MS Excel 97", "lista.xls"), ("ods", "lista.ods"), ("pdf", "lista.pdf")]:
        soffice(target, book, out)
        made = os.path.join(out, "lista." + target.split(":")[0])
        dest = os.path.join(ROOT, "xls", "testdata", name) if name.endswith("xls") else os.path.join(out, name)
        if made != dest:
            os.replace(made, dest)
    workbook(os.path.join(out, "bred.xlsx"), wide=True)
    soffice("pdf", os.path.join(out, "bred.xlsx"), out)
    os.remove(os.path.join(out, "bred.xlsx"))
    page = os.path.join(out, "lista.html")
    html(page)
    for flt, ext in [("docx:MS Word 2007 XML", "docx"), ("rtf", "rtf")]:
        subprocess.run(["soffice", "--headless", "--infilter=HTML (StarWriter)", "--convert-to", flt, "--outdir", out, page], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    subprocess.run(["wkhtmltopdf", "-q", page, os.path.join(out, "wkhtmltopdf.pdf")], check=False, env=dict(os.environ, QT_QPA_PLATFORM="offscreen"))
    os.remove(page)
    rotated(os.path.join(out, "vriden.pdf"), content=True)
    rotated(os.path.join(out, "roterad.pdf"), content=False)
    plain = os.path.join(out, "lista.pdf")
    for name, args in [("losenord.pdf", ["--encrypt", "hemligt", "hemligt", "256", "--"]), ("tomt-losenord.pdf", ["--encrypt", "", "agare", "256", "--"])]:
        subprocess.run(["qpdf", *args, plain, os.path.join(out, name)], check=True)
    unmapped(plain, os.path.join(out, "utan-teckentabell.pdf"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
