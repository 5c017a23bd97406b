#!/usr/bin/env python3
"""Makes the payroll PDFs that bench/reading compares readers on.

    corpus.py OUT [FILES_A_CLASS]

Beside the files of each class it writes truth.jsonl: {"file", "class", "rows":
[[personnummer, name, öre, öre]]}. It needs Debian's python3-reportlab,
python3-openpyxl, python3-cairo, python3-pikepdf, libreoffice-calc,
libreoffice-writer, wkhtmltopdf, weasyprint, chromium, ghostscript, groff, gnumeric,
mupdf-tools, qpdf, ruby-prawn, php-cli, php-tcpdf and texlive-latex-recommended; $READING is
the built bench/reading (it draws with gofpdf), $BENCH_NPM a folder node_modules with
pdfkit and jspdf. A class whose producer is missing is left out and named.
"""
import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import producers as p
import treatments as t
from reports import LAYOUTS, report

CLASSES = {
    "reportlab table": p.reportlab_table,
    "reportlab words": p.canvas,
    "LibreOffice Calc": p.calc,
    "LibreOffice Calc, spilled": lambda f, r: p.calc(f, r, wide=True),
    "LibreOffice Writer": p.by_html("writer"),
    "Chromium": p.by_html("chromium"),
    "wkhtmltopdf": p.by_html("wkhtmltopdf"),
    "weasyprint": p.by_html("weasyprint"),
    "cairo": p.cairo,
    "Gnumeric": p.gnumeric,
    "Ghostscript": p.ghostscript,
    "groff": p.groff,
    "pdflatex": p.pdflatex,
    "gofpdf": p.drawn(os.environ.get("READING", "reading"), "draw"),
    "prawn": p.drawn("ruby", "draw.rb", encode=p.latin),
    "tcpdf": p.drawn("php", "draw.php"),
    "pdfkit": p.drawn("node", "draw.js", "pdfkit"),
    "jspdf": p.drawn("node", "draw.js", "jspdf", encode=p.latin),
    "each character": lambda f, r: p.canvas(f, r, "characters"),
    "column by column": lambda f, r: p.canvas(f, r, "columns"),
    "printed twice": lambda f, r: p.canvas(f, r, "twice"),
    "letter-spaced": lambda f, r: p.canvas(f, r, "spaced", size=7.5),
    "from below": lambda f, r: p.canvas(f, r, "unordered"),
    "small and tight": lambda f, r: p.canvas(f, r, size=6, pitch=7),
    "watermark": lambda f, r: p.canvas(f, r, before=p.watermark),
    "content turned 90": lambda f, r: p.canvas(f, r, turn=90),
    "content turned 180": lambda f, r: p.canvas(f, r, turn=180),
    "page rotated 90": lambda f, r: p.canvas(f, r, turn=90, page=90),
    "page rotated 180": lambda f, r: p.canvas(f, r, page=180),
    "page rotated 270": lambda f, r: p.canvas(f, r, turn=270, page=270),
    "scan with text": t.scanned,
    "two pages a sheet": t.in_halves,
    "cropped": t.cropped,
    "Ghostscript, rewritten": t.through("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", "-sOutputFile=OUT", "IN"),
    "mutool, rewritten": t.through("mutool", "clean", "-gggg", "-z", "IN", "OUT"),
    "pdftocairo, rewritten": t.through("pdftocairo", "-pdf", "IN", "OUT", base=p.by_html("chromium")),
    "AES-256": t.through("qpdf", "--encrypt", "", "owner", "256", "--", "IN", "OUT"),
    "AES-128": t.through("qpdf", "--encrypt", "", "owner", "128", "--use-aes=y", "--", "IN", "OUT"),
    "object streams": t.through("qpdf", "--object-streams=generate", "--linearize", "IN", "OUT"),
    "junk before": t.damaged(lambda d: b"X-Gateway: scanned\r\n\r\n" + d),
    "junk behind": t.damaged(lambda d: d + b"\r\n" * 3000),
    "wrong startxref": t.damaged(lambda d: d.replace(b"startxref\n", b"startxref\n9")),
    "truncated": t.damaged(t.truncated),
    "without ToUnicode": t.unmapped,
}


def make(out, index, name, i):
    size = (10, 16, 24) if "spilled" in name else (12, 40, 100)
    r = report(name + str(i), size[i % 3], (index + i) % len(LAYOUTS))
    file = "%s-%d.pdf" % (name.replace(" ", "-").replace(",", ""), i + 1)
    try:
        CLASSES[name](os.path.abspath(os.path.join(out, file)), r)
    except (OSError, subprocess.SubprocessError, ImportError) as err:
        print("left out: %s: %s" % (file, err), file=sys.stderr)
        return None
    return json.dumps({"file": file, "class": name, "rows": r.truth})


def main():
    out, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3
    shutil.rmtree(out, ignore_errors=True)
    os.makedirs(out)
    office = [n for n in CLASSES if "LibreOffice" in n]  # one at a time: they share a profile
    jobs = [(k, n, i) for k, n in enumerate(CLASSES) for i in range(count)]
    with ThreadPoolExecutor(2) as many:
        others = [many.submit(make, out, *j) for j in jobs if j[1] not in office]
        made = [make(out, *j) for j in jobs if j[1] in office] + [f.result() for f in others]
    with open(os.path.join(out, "truth.jsonl"), "w") as truth:
        order = {n: k for k, n in enumerate(CLASSES)}
        for line in sorted(filter(None, made), key=lambda m: (order[json.loads(m)["class"]], m)):
            truth.write(line + "\n")


if __name__ == "__main__":
    main()
