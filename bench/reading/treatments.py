"""Files that passed through something else: other programs, gateways, scanners, damage.

Every function takes (path, report) and makes the file from one that reportlab, cairo or a browser drew.
"""
import os
import tempfile

from producers import by_html, canvas, reportlab_table, run


def through(*command, base=reportlab_table):
    """Another program: IN and OUT in its command are the two files."""
    def make(path, report):
        with tempfile.TemporaryDirectory() as folder:
            source = os.path.join(folder, "in.pdf")
            base(source, report)
            run(*[source if x == "IN" else path if x == "OUT" else x.replace("OUT", path) for x in command])
    return make


def damaged(change, base=reportlab_table):
    """Other bytes."""
    def make(path, report):
        base(path, report)
        with open(path, "rb") as f:
            data = f.read()
        with open(path, "wb") as f:
            f.write(change(data))
    return make


def cropped(path, report):
    """A page of which only a window is shown, its origin off the corner, as cropping tools leave it."""
    import pikepdf
    reportlab_table(path, report)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for page in pdf.pages:
            page.contents_coalesce()
            page.Contents = pdf.make_stream(b"q 1 0 0 1 150 -220 cm\n" + page.Contents.read_bytes() + b"\nQ")
            page.MediaBox = [100, -300, 900, 700]
            page.CropBox = [150, -220, 745, 622]
        pdf.save(path)


def unmapped(path, report):
    """Without ToUnicode: glyph numbers only, which nobody can read; nobody may guess either."""
    import pikepdf
    by_html("chromium")(path, report)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
                del thing["/ToUnicode"]
        pdf.save(path)


def scanned(path, report):
    """A scan whose program laid its recognised text, unseen and a little askew, over the picture."""
    def askew(c, flat):
        c.rotate(0.8)
        c._code.append("3 Tr")
    canvas(path, report, before=askew)


def in_halves(path, report):
    """Two pages to a sheet, turned, as a printer driver saves paper."""
    import pikepdf
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "in.pdf")
        canvas(source, report)
        with pikepdf.open(source) as pdf, pikepdf.new() as out:
            for i in range(0, len(pdf.pages), 2):
                sheet = out.add_blank_page(page_size=(842, 595))
                for k, page in enumerate(pdf.pages[i : i + 2]):
                    sheet.add_overlay(page, pikepdf.Rectangle(421 * k, 0, 421 * k + 421, 595))
            out.save(path)


def truncated(data):
    return data[: data.rindex(b"xref\n", 0, data.rindex(b"startxref"))]
