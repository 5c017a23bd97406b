#!/usr/bin/python3
"""Others' work for bench/reading: the CPU seconds that a library of Python needs,
its own start left out, as JSON.

    peers.py openpyxl FILE            [seconds, cells]
    peers.py email FOLDER ROUNDS      [seconds, errors, leaf parts, {file: leaf parts}]
    peers.py charset FOLDER           {detector: {file: its text as UTF-8 or null}, "seconds": {detector: s}}

Debian: python3-openpyxl, python3-chardet, python3-charset-normalizer.
"""
import json
import os
import sys
import time


def read_workbook(path):
    import openpyxl
    began, cells = time.process_time(), 0
    book = openpyxl.load_workbook(path, read_only=True)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # the file states none that holds
        for row in sheet.iter_rows(values_only=True):
            cells += sum(v is not None for v in row)
    return [time.process_time() - began, cells]


def files(folder):
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as f:
            yield name, f.read()


def text_of(data, charset):
    try:
        return data.decode(charset, "replace")
    except LookupError:  # a charset that nobody knows
        return data.decode("latin-1")


def parse_mail(folder, rounds):
    import email
    import email.policy
    mails, seconds, errors, parts = list(files(folder)), 0.0, 0, {}
    for n in range(int(rounds)):
        for name, raw in mails:
            began, leaves = time.process_time(), 0
            try:
                message = email.message_from_bytes(raw, policy=email.policy.default)
                for part in message.walk():
                    if part.is_multipart() and part.get_content_type() != "message/rfc822":
                        continue
                    leaves += 1
                    part.get_filename()
                    if not part.is_multipart():
                        data = part.get_payload(decode=True)
                        if part.get_content_maintype() == "text":
                            text_of(data, part.get_content_charset("utf-8"))
                for field in ("From", "To", "Subject", "Date"):
                    str(message.get(field, ""))
            except Exception:  # whatever it dies of is a mail that is not read
                errors += n == 0
            seconds += time.process_time() - began
            parts[name] = leaves
    return [seconds / int(rounds), errors, sum(parts.values()), parts]


def detect(folder):
    import chardet
    import charset_normalizer

    def by_chardet(data):
        name = chardet.detect(data)["encoding"]
        return data.decode(name) if name else None

    def by_normalizer(data):
        best = charset_normalizer.from_bytes(data).best()
        return str(best) if best else None

    out = {"seconds": {}}
    for name, detector in (("chardet", by_chardet), ("charset-normalizer", by_normalizer)):
        texts, seconds = {}, 0.0
        for file, data in files(folder):
            began = time.process_time()
            try:
                texts[file] = detector(data)
            except (UnicodeDecodeError, LookupError):
                texts[file] = None
            seconds += time.process_time() - began
        out[name], out["seconds"][name] = texts, seconds
    return out


if __name__ == "__main__":
    done = {"openpyxl": read_workbook, "email": parse_mail, "charset": detect}[sys.argv[1]](*sys.argv[2:])
    json.dump(done, sys.stdout)
