"""Payroll reports of invented persons, as a grid that every producer can draw.

A report has titles, columns (heading, share of the width, alignment) and lines:
("row" | "sum" | "text", cells). The truth is [personnummer, name, member fee,
control fee], in öre. Serials 980-999 are nobody's.

Four layouts: the plain table; employee numbers, surnames first and short numbers;
workplaces with subtotals among other deductions; two lines of wage types a person.
"""
import random

GIVEN = "Anna Bo Łukasz Åke Désirée Jørn Çetin Øystein Günther Sara Małgorzata Linnéa Per-Olof Ylva".split()
FAMILY = "Öberg Hägglund Björk Çelik Sjöö Müller Pawłowski Ekström Norén Ångström Krüger Lund Af-Klint Wójcik".split()
PLACES = ["101 Falun", "102 Borlänge", "203 Ludvika", "304 Mora"]


class Report:
    def __init__(self, titles, columns, lines, truth):
        self.titles, self.columns, self.lines, self.truth = titles, columns, lines, truth

    @property
    def heads(self):
        return [c[0] for c in self.columns]

    def grid(self):
        """All lines from the headings on, as cells."""
        return [self.heads] + [cells for _, cells in self.lines]


def luhn(nine):
    total = sum(sum(divmod(int(d) * (2 - i % 2), 10)) for i, d in enumerate(nine))
    return str(-total % 10)


def persons(rnd, n):
    """Rows of (personnummer, given, family, base, member, control); money in öre."""
    rows, seen = [], set()
    while len(rows) < n:
        nine = "%02d%02d%02d%03d" % (rnd.randint(60, 99), rnd.randint(1, 12), rnd.randint(1, 28), rnd.randint(980, 999))
        if nine in seen:
            continue
        seen.add(nine)
        base = rnd.randint(27_000_00, 55_000_00)
        rows.append(("19" + nine + luhn(nine), rnd.choice(GIVEN), rnd.choice(FAMILY), base, (base * 19 + 500) // 1000, (base * 5 + 500) // 1000))
    return rows


def money(ore, group=" "):
    return ("{:,}".format(ore // 100)).replace(",", group) + ",%02d" % (ore % 100)


def long_number(p):
    return p[0][:8] + "-" + p[0][8:]


def short_number(p):
    return p[0][2:8] + "-" + p[0][8:]


def name(p):
    return p[1] + " " + p[2]


def total(people, i, group=" "):
    return money(sum(p[i] for p in people), group)


def plain(people, rnd):
    columns = [("Personnummer", 16, "l"), ("Namn", 26, "l"), ("Bruttolön", 16, "r"), ("Medlemsavgift", 16, "r"), ("Kontrollavgift", 17, "r")]
    lines = [("row", [long_number(p), name(p)] + [money(x) for x in p[3:]]) for p in people]
    return columns, lines + [("sum", ["Totalt", ""] + [total(people, i) for i in (3, 4, 5)])]


def numbered(people, rnd):
    columns = [("Anst.nr", 9, "l"), ("Efternamn, förnamn", 30, "l"), ("Personnr", 14, "l"), ("Medlemsavgift", 17, "r"), ("Kontrollavgift", 17, "r")]
    people.sort(key=lambda p: p[2])
    lines = [("row", [str(1000 + 7 * i), p[2] + ", " + p[1], short_number(p), money(p[4], ""), money(p[5], "")]) for i, p in enumerate(people)]
    return columns, lines + [("sum", ["Summa", "", "", total(people, 4, ""), total(people, 5, "")])]


def grouped(people, rnd):
    columns = [("Personnummer", 15, "l"), ("Namn", 22, "l"), ("Lön", 13, "r"), ("Skatt", 12, "r"), ("Medlemsavg", 13, "r"), ("Kontrollavg", 13, "r"), ("Netto", 13, "r")]

    def amounts(ps):
        tax = [p[3] * 3 // 10 for p in ps]
        net = sum(p[3] - p[4] - p[5] for p in ps) - sum(tax)
        return [total(ps, 3), money(sum(tax)), total(ps, 4), total(ps, 5), money(net)]

    lines, size = [], -(-len(people) // len(PLACES))
    for i, place in enumerate(PLACES):
        here = people[i * size : (i + 1) * size]
        if not here:
            continue
        lines.append(("text", ["Arbetsplats " + place] + [""] * 6))
        lines += [("row", [long_number(p), name(p)] + amounts([p])) for p in here]
        lines.append(("sum", ["Summa", place[4:]] + amounts(here)))
    return columns, lines + [("sum", ["Totalt", ""] + amounts(people))]


def wage_types(people, rnd):
    columns = [("Löneart", 17, "l"), ("Benämning", 30, "l"), ("Underlag", 15, "r"), ("Procent", 9, "r"), ("Belopp", 15, "r")]
    lines = []
    for p in people:
        lines.append(("row", [long_number(p), name(p), "", "", ""]))
        lines.append(("row", ["8110", "Medlemsavgift", money(p[3]), "1,90", money(p[4])]))
        lines.append(("row", ["8120", "Kontrollavgift", money(p[3]), "0,50", money(p[5])]))
    return columns, lines


LAYOUTS = [plain, numbered, grouped, wage_types]


def report(seed, count, layout):
    rnd = random.Random(seed)
    people = persons(rnd, count)
    truth = [[p[0], name(p), p[4], p[5]] for p in people]
    columns, lines = LAYOUTS[layout](people, rnd)
    titles = ["Underlag fackavgifter september 2026", "Nordfrost Kyl AB  Org.nr 559878-1333"]
    return Report(titles, columns, lines, truth)
