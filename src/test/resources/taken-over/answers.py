#!/usr/bin/env python3
"""Computes the answers of the books beside it, without this project: balances by hledger, statements by the tables below.

    answers.py BOOK MONTH...      writes BOOK/expected/{tb,bs,income,cashflow}_MONTH.csv for each month such as 2026-06

Accounts are known by their first four digits and the last part of their names, never by detail codes. Cash is booked as
cashflow_tags.csv says; a book whose file is called cashflow_answers.csv is imported without tags, and the answers are what
a bookkeeper chose for each voucher.
"""
import calendar
import csv
import os
import re
import subprocess
import sys
import tempfile
from decimal import Decimal

ZERO = Decimal("0.00")
CASH = ("1001", "1002", "1012")


def rows(book, name):
    path = os.path.join(book, name)
    if not os.path.exists(path):
        return []
    raw = open(path, "rb").read()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030")
    return list(csv.DictReader(text.splitlines()))


def money(text):
    return Decimal((text or "0").replace(",", "")).quantize(ZERO)


def last(name):
    name = re.sub("[(\uff08][^)\uff09]*[)\uff09]", "", name)
    return re.split("[_/\\\\\u00b7\u2014-]+", name)[-1].strip()


def is_closing(lines):
    codes = [line["account_code"] for line in lines]
    return (all(code.startswith(("3103", "5")) for code in codes) and any(code.startswith("3103") for code in codes)
            and any(code.startswith("5") for code in codes))


class Book:
    def __init__(self, folder):
        self.folder = folder
        self.opening = rows(folder, "opening.csv")
        self.lines = rows(folder, "vouchers.csv")
        self.start = min(line["date"] for line in self.lines)[:7]
        self.names = {}
        for row in self.opening + self.lines:
            self.names.setdefault(row["account_code"], row["account_name"])
        vouchers = {}
        for line in self.lines:
            vouchers.setdefault((line["date"], line["voucher_no"]), []).append(line)
        self.vouchers = vouchers
        for key, lines in vouchers.items():
            assert sum(money(l["debit"]) - money(l["credit"]) for l in lines) == 0, key
        self.closing = {key for key, lines in vouchers.items() if is_closing(lines)}
        assert sum(money(r["debit"]) - money(r["credit"]) for r in self.opening) == 0
        assert sum(money(r.get("ytd_debit")) - money(r.get("ytd_credit")) for r in self.opening) == 0
        self.tags = {(t["date"], t["voucher_no"]): int(t["line"]) for name in ("cashflow_tags.csv", "cashflow_answers.csv")
                     for t in rows(folder, name)}
        self.journal = self.write_journal()

    def write_journal(self):
        """Side and kind are part of the account, so that hledger keeps gross turnovers apart."""
        out = tempfile.NamedTemporaryFile("w", suffix=".journal", delete=False, encoding="utf-8")
        year = self.start[:4]

        def post(date, items):
            out.write("%s x\n" % date)
            for code, who, kind, side, amount in items:
                out.write("    %s:%s:%s:%s  %s CNY\n" % (code, who or "-", kind, side, amount))
            out.write("\n")

        before, begun = [], []
        for row in self.opening:
            net = money(row["debit"]) - money(row["credit"])
            debit, credit = money(row.get("ytd_debit")), money(row.get("ytd_credit"))
            who = row.get("counterparty", "")
            before.append((row["account_code"], who, "opening", "debit", net - debit + credit))
            # Equal sides after closing: what was earned or spent stands on one, what was carried forward on the other.
            code = row["account_code"]
            income = code[:4] in ("5001", "5051", "5111", "5301") or last(row["account_name"]) == "\u5229\u606f\u6536\u5165"
            if code[:4] == "5603" and income and debit < 0:
                income = False
            kinds = ("closing", "voucher") if code.startswith("5") and income else ("voucher", "closing") \
                if code.startswith("5") else ("voucher", "voucher")
            begun.append((code, who, kinds[0], "debit", debit))
            begun.append((code, who, kinds[1], "credit", -credit))
        post("%d-12-31" % (int(year) - 1), before)
        if any(item[4] for item in begun):
            post(year + "-01-01", begun)
        for key, lines in self.vouchers.items():
            kind = "closing" if key in self.closing else "voucher"
            post(key[0], [(l["account_code"], l.get("counterparty", ""), kind, "debit" if money(l["debit"]) else "credit",
                           money(l["debit"]) - money(l["credit"])) for l in lines])
        out.close()
        return out.name

    def hledger(self, begin, end):
        """(code, counterparty, kind, side) to the sum of [begin, end)."""
        command = ["hledger", "-f", self.journal, "bal", "--flat", "-N", "-E", "-O", "csv", "-e", end]
        if begin:
            command += ["-b", begin]
        sums = {}
        out = subprocess.run(command, check=True, capture_output=True, text=True,
                             env=dict(os.environ, LC_ALL="C.UTF-8")).stdout
        for row in list(csv.reader(out.splitlines()))[1:]:
            sums[tuple(row[0].split(":"))] = Decimal(row[1].replace(" CNY", "")).quantize(ZERO)
        return sums

    def at(self, month):
        year, mon = map(int, month.split("-"))
        after = "%d-%02d-01" % (year + mon // 12, mon % 12 + 1)
        january = "%d-01-01" % year
        first = month + "-01"
        return {"year": self.hledger(None, january), "opening": self.hledger(None, first),
                "period": self.hledger(first, after), "ytd": self.hledger(january, after),
                "closing": self.hledger(None, after)}


def total(sums, *roots, name=None, names=None, kinds=("opening", "voucher", "closing")):
    return sum((amount for (code, who, kind, side), amount in sums.items()
                if code[:4] in roots and kind in kinds and (name is None or last(names[code]) == name)), ZERO)


def on_side(sums, root, sign):
    balances = {}
    for (code, who, kind, side), amount in sums.items():
        if code[:4] == root:
            balances[code, who] = balances.get((code, who), ZERO) + amount
    return sum((abs(b) for b in balances.values() if b * sign > 0), ZERO)


def vat_debit(sums, names):
    """\u8d22\u4f1a\u30142016\u301522\u53f7: each kind by itself, the columns of \u5e94\u4ea4\u589e\u503c\u7a0e as one."""
    groups = {}
    for (code, who, kind, side), amount in sums.items():
        if code[:4] == "2221":
            name = names[code]
            group = "\u5e94\u4ea4\u589e\u503c\u7a0e" if "\u5e94\u4ea4\u589e\u503c\u7a0e" in re.split("[_-]", name) else last(name)
            if group in ("\u5e94\u4ea4\u589e\u503c\u7a0e", "\u672a\u4ea4\u589e\u503c\u7a0e", "\u9884\u4ea4\u589e\u503c\u7a0e",
                         "\u5f85\u62b5\u6263\u8fdb\u9879\u7a0e\u989d", "\u5f85\u8ba4\u8bc1\u8fdb\u9879\u7a0e\u989d",
                         "\u589e\u503c\u7a0e\u7559\u62b5\u7a0e\u989d"):
                groups[group] = groups.get(group, ZERO) + amount
    return sum((amount for amount in groups.values() if amount > 0), ZERO)


def balance_sheet(sums, names):
    d = lambda *roots: total(sums, *roots)
    vat = vat_debit(sums, names)
    a = {1: d(*CASH), 2: d("1101"), 3: d("1121"), 4: on_side(sums, "1122", 1) + on_side(sums, "2203", 1),
         5: on_side(sums, "1123", 1) + on_side(sums, "2202", 1), 6: d("1131"), 7: d("1132"), 8: d("1221"),
         9: d("1401", "1402", "1403", "1404", "1405", "1407", "1408", "1411", "1421", "4001", "4101", "4401", "4403"),
         10: d("1403"), 11: d("4001", "4101", "4401", "4403"), 12: d("1405"), 13: d("1411"), 14: d("1901") + vat}
    a[15] = sum(a[i] for i in list(range(1, 10)) + [14])
    a.update({16: d("1501"), 17: d("1511"), 18: d("1601"), 19: -d("1602"), 20: d("1601", "1602"), 21: d("1604"),
              22: d("1605"), 23: d("1606"), 24: d("1621", "1622"), 25: d("1701", "1702"), 26: d("4301"), 27: d("1801"),
              28: ZERO})
    a[29] = sum(a[i] for i in [16, 17] + list(range(20, 29)))
    a[30] = a[15] + a[29]
    a.update({31: -d("2001"), 32: -d("2201"), 33: on_side(sums, "2202", -1) + on_side(sums, "1123", -1),
              34: on_side(sums, "2203", -1) + on_side(sums, "1122", -1), 35: -d("2211"), 36: -d("2221") + vat,
              37: -d("2231"), 38: -d("2232"), 39: -d("2241"), 40: ZERO})
    a[41] = sum(a[i] for i in range(31, 41))
    a.update({42: -d("2501"), 43: -d("2701"), 44: -d("2401"), 45: ZERO})
    a[46] = sum(a[i] for i in range(42, 46))
    a[47] = a[41] + a[46]
    profit_or_loss = sum((amount for key, amount in sums.items() if key[0].startswith("5")), ZERO)
    a.update({48: -d("3001"), 49: -d("3002"), 50: -d("3101"), 51: -d("3103", "3104") - profit_or_loss})
    a[52] = sum(a[i] for i in range(48, 52))
    a[53] = a[47] + a[52]
    assert a[30] == a[53], (a[30], a[53])
    return a


MEMO = {"5403": {4: ["\u6d88\u8d39\u7a0e"], 6: ["\u57ce\u5e02\u7ef4\u62a4\u5efa\u8bbe\u7a0e"],
                 9: ["\u5370\u82b1\u7a0e", "\u623f\u4ea7\u7a0e", "\u8f66\u8239\u7a0e", "\u57ce\u9547\u571f\u5730\u4f7f\u7528\u7a0e"],
                 10: ["\u6559\u80b2\u8d39\u9644\u52a0", "\u5730\u65b9\u6559\u80b2\u9644\u52a0"]},
        "5601": {12: ["\u5546\u54c1\u7ef4\u4fee\u8d39"], 13: ["\u5e7f\u544a\u8d39\u548c\u4e1a\u52a1\u5ba3\u4f20\u8d39"]},
        "5602": {15: ["\u5f00\u529e\u8d39"], 16: ["\u4e1a\u52a1\u62db\u5f85\u8d39"], 17: ["\u7814\u7a76\u8d39\u7528"]},
        "5603": {19: ["\u5229\u606f\u8d39\u7528", "\u5229\u606f\u652f\u51fa", "\u5229\u606f\u6536\u5165"]},
        "5711": {25: ["\u574f\u8d26\u635f\u5931"], 29: ["\u7a0e\u6536\u6ede\u7eb3\u91d1"]}}


def income(sums, names):
    r = lambda *roots, **k: total(sums, *roots, kinds=("voucher",), names=names, **k)
    a = {1: -r("5001", "5051"), 2: r("5401", "5402"), 3: r("5403"), 11: r("5601"), 14: r("5602"), 18: r("5603"),
         20: -r("5111"), 22: -r("5301"), 23: -r("5301", name="\u653f\u5e9c\u8865\u52a9"), 24: r("5711"), 31: r("5801")}
    for root, lines in MEMO.items():
        for line, wanted in lines.items():
            a[line] = sum((r(root, name=name) for name in wanted), ZERO)
    a[21] = a[1] - a[2] - a[3] - a[11] - a[14] - a[18] + a[20]
    a[30] = a[21] + a[22] - a[24]
    a[32] = a[30] - a[31]
    return a


def cash_flow(book, months, opening):
    a = {i: ZERO for i in range(1, 23)}
    for key, lines in book.vouchers.items():
        if not months[0] <= key[0][:7] <= months[1]:
            continue
        net = sum((money(l["debit"]) - money(l["credit"]) for l in lines if l["account_code"][:4] in CASH), ZERO)
        if net:
            line = book.tags[key]
            a[line] += net if line in (1, 2, 8, 9, 10, 14, 15) else -net
    a[7] = a[1] + a[2] - a[3] - a[4] - a[5] - a[6]
    a[13] = a[8] + a[9] + a[10] - a[11] - a[12]
    a[19] = a[14] + a[15] - a[16] - a[17] - a[18]
    a[20] = a[7] + a[13] + a[19]
    a[21] = opening
    a[22] = a[20] + a[21]
    return a


def write(book, name, header, table):
    os.makedirs(os.path.join(book.folder, "expected"), exist_ok=True)
    with open(os.path.join(book.folder, "expected", name), "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(table)


def trial_balance(book, sums):
    table, sides = [], [ZERO] * 8
    for code in sorted(book.names):
        def of(which, side=None):
            return sum((a for (c, w, k, s), a in sums[which].items() if c == code and (side is None or s == side)), ZERO)
        opening, closing = of("opening"), of("closing")
        row = [max(opening, ZERO), max(-opening, ZERO), of("period", "debit"), -of("period", "credit"),
               of("ytd", "debit"), -of("ytd", "credit"), max(closing, ZERO), max(-closing, ZERO)]
        assert closing == opening + row[2] - row[3]
        if any(row):
            table.append([code, book.names[code]] + row)
            sides = [a + b for a, b in zip(sides, row)]
    return table + [["TOTAL", "\u5408\u8ba1"] + sides]


def main():
    book = Book(sys.argv[1])
    for month in sys.argv[2:]:
        sums = book.at(month)
        january = month[:4] + "-01"
        header = ["account_code", "account_name"] + [w + "_" + s for w in ("opening", "period", "ytd", "closing")
                                                     for s in ("debit", "credit")]
        write(book, "tb_%s.csv" % month, header, trial_balance(book, sums))
        ending, start = balance_sheet(sums["closing"], book.names), balance_sheet(sums["year"], book.names)
        write(book, "bs_%s.csv" % month, ["line", "ending", "yearStart"], [[i, ending[i], start[i]] for i in sorted(ending)])
        ytd, period = income(sums["ytd"], book.names), income(sums["period"], book.names)
        write(book, "income_%s.csv" % month, ["line", "ytd", "period"], [[i, ytd[i], period[i]] for i in sorted(ytd)])
        cash = lambda which: total(sums[which], *CASH)
        first = book.start if book.start[:4] == month[:4] else january
        begun = sum((money(r["debit"]) - money(r["credit"]) for r in book.opening if r["account_code"][:4] in CASH), ZERO) \
            if book.start[:4] == month[:4] else cash("year")
        ytd = cash_flow(book, (first, month), begun)
        period = cash_flow(book, (month, month), begun if month == book.start else cash("opening"))
        assert ytd[22] == period[22] == cash("closing"), (month, ytd[22], period[22], cash("closing"))
        write(book, "cashflow_%s.csv" % month, ["line", "ytd", "period"], [[i, ytd[i], period[i]] for i in sorted(ytd)])


main()
