"""The report that a validator signs: one HTML file with its pictures inside, the same for the same input."""

import datetime
import html
import io
import json

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt
import numpy as np

import grades
from fit import area, one

plt.rcParams.update({"svg.hashsalt": "lingnan", "svg.fonttype": "none", "font.size": 9, "axes.spines.top": False,
                     "axes.spines.right": False, "axes.grid": True, "grid.alpha": 0.3, "figure.figsize": (4.6, 3.4)})
FEW = 30


def picture(figure, words):
    text = io.StringIO()
    figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None}, bbox_inches="tight")
    plt.close(figure)
    svg = text.getvalue()
    return f'<figure role="img" aria-label="{html.escape(words)}">{svg[svg.index("<svg"):]}<figcaption>{html.escape(words)}</figcaption></figure>'


def table(head, rows, words=""):
    cells = lambda row, tag: "".join(f"<{tag}>{html.escape(str(c))}</{tag}>" for c in row)
    body = "".join(f"<tr>{cells(row, 'td')}</tr>" for row in rows)
    caption = f"<caption>{html.escape(words)}</caption>" if words else ""
    return f"<table>{caption}<thead><tr>{cells(head, 'th')}</tr></thead><tbody>{body}</tbody></table>"


def percent(share):
    return "–" if share is None else f"{100 * share:.2f} %"


def basis(points):
    return "–" if points is None else f"{points / 100:.2f} %"


def index(before, after):
    """Population stability index of two counts over the same classes; half a row where there is none."""
    p, q = (np.maximum(c, 0.5) / np.maximum(c, 0.5).sum() for c in (before, after))
    return float(((q - p) * np.log(q / p)).sum())


def curve(points, bad):
    """Shares of defaulted and of paid rows below each total, from the lowest up."""
    levels, at = np.unique(points, return_inverse=True)
    bads = np.bincount(at, weights=bad)
    goods = np.bincount(at) - bads
    return levels, np.concatenate([[0], np.cumsum(bads) / bads.sum()]), np.concatenate([[0], np.cumsum(goods) / goods.sum()])


def thin(x, y, most=400):
    keep = np.unique(np.linspace(0, len(x) - 1, min(most, len(x))).astype(int))
    return x[keep], y[keep]


def discrimination(s, halves):
    roc, ks = plt.subplots(), plt.subplots()
    rows = []
    for (name, inside), style in zip(halves, ("-", "--")):
        levels, bads, goods = curve(s.totals[inside], s.rows.bad[inside])
        roc[1].plot(*thin(goods, bads), style, label=name)
        gap = int(np.argmax(bads - goods))
        if name == "test":
            ks[1].step(*thin(levels, bads[1:]), where="post", label="defaulted")
            ks[1].step(*thin(levels, goods[1:]), where="post", label="paid")
            ks[1].axvline(levels[max(gap - 1, 0)], color="grey", lw=0.8)
        a = float(area(s.totals[inside], s.rows.bad[inside])["auc"])
        rows.append([name, int(inside.sum()), int(s.rows.bad[inside].sum()), percent(s.rows.bad[inside].mean()), f"{a:.6f}", f"{2 * a - 1:.4f}",
                     f"{(bads - goods)[gap]:.4f} at {levels[max(gap - 1, 0)]} points"])
    roc[1].plot([0, 1], [0, 1], color="grey", lw=0.8)
    roc[1].set(xlabel="share of paid below", ylabel="share of defaulted below")
    ks[1].set(xlabel="points", ylabel="share at or below")
    roc[1].legend(), ks[1].legend()
    return (table(["rows", "count", "defaulted", "rate", "area under ROC", "Gini", "Kolmogorov-Smirnov"], rows)
            + picture(roc[0], "ROC of the whole points") + picture(ks[0], "Kolmogorov-Smirnov on the test rows"))


def calibration(s):
    parts = []
    figure, axes = plt.subplots()
    for half, mark in (("train", "o"), ("test", "s")):
        seen = [r for r in s.calibration[half] if r["firms"]]
        x = [grades.GRADES.index(r["grade"]) + (0.12 if half == "test" else -0.12) for r in seen]
        y = np.array([r["realised"] / 100 for r in seen])
        off = np.abs(np.array([[r["low"] / 100, r["high"] / 100] for r in seen]).T - y)
        axes.errorbar(x, y, yerr=off, fmt=mark, ms=4, capsize=2, label=f"realised, {half}")
        parts.append(table(["grade", "from points", "firms", "defaulted", "stated", "realised", "95 % interval", "stated lies in it"], [
            [r["grade"], c, r["firms"], r["defaults"], basis(r["stated"]), basis(r["realised"]), f"{basis(r['low'])} to {basis(r['high'])}",
             {True: "yes", False: "NO", None: "no firm"}[r["held"]]] for r, c in zip(s.calibration[half], s.card["cutOffs"])], f"On the {half} rows"))
    axes.step(range(9), [p / 100 for p in s.card["defaultProbabilities"]], where="mid", color="black", label="stated")
    axes.set(xticks=range(9), ylabel="default, %", xlabel="grade")
    axes.set_xticklabels(grades.GRADES)
    axes.legend()
    return picture(figure, "Stated and realised defaults of each grade, with exact binomial intervals (Clopper and Pearson 1934)") + "".join(parts)


def periods(s, source, period):
    days = s.rows.days(source)[s.rows.at]
    different, at = np.unique(days, return_inverse=True)
    name = {"year": lambda d: f"{d.year}", "quarter": lambda d: f"{d.year} Q{(d.month + 2) // 3}", "month": lambda d: f"{d.year}-{d.month:02}"}[period]
    return days, np.array([name(datetime.date.fromordinal(int(d))) for d in different])[at]


def shares(s, rows):
    return np.bincount(grades.grade_of(s.totals[rows], s.card["cutOffs"]), minlength=9).astype(float)


def stability(s, rows):
    told = [["train to test", int(s.rows.test.sum()), percent(s.rows.bad[s.rows.test].mean()),
             f"{index(shares(s, s.train), shares(s, s.rows.test)):.4f}", "–"]]
    report, parts = s.case.get("report", {}), []
    if "date" in report:
        days, names = periods(s, report["date"], report.get("period", "year"))
        for name in np.unique(names)[:120]:
            inside = names == name
            bad = s.rows.bad[inside]
            enough = FEW <= inside.sum() and 0 < bad.sum() < len(bad)
            told.append([name, int(inside.sum()), percent(bad.mean()), f"{index(shares(s, s.train), shares(s, inside)):.4f}" if inside.sum() >= FEW else "too few",
                         area(s.totals[inside], bad)["auc"] if enough else "too few"])
    parts.append(table(["rows", "count", "defaulted", "PSI of grades against the fitted rows", "area under ROC"], told))
    moved = [[k["item"]["name"], f"{index(*(np.bincount(at[r], minlength=len(k['edges']) + 2).astype(float) for r in (s.train, s.rows.test))):.4f}"]
             for k, at in zip(s.kept, s.at)]
    parts.append(table(["characteristic", "PSI of bins, train to test"], moved))
    parts.append("<p>Usual reading of a PSI: below 0.1 stable, 0.1 to 0.25 to be explained, above 0.25 moved.</p><h3>Grade migration</h3>")
    if "date" in report and "firm" in report:
        _, firm = s.rows.table.classes(report["firm"])
        firm = firm[s.rows.at]
        order = np.lexsort((days, firm))
        grade = grades.grade_of(s.totals, s.card["cutOffs"])[order]
        same = firm[order][1:] == firm[order][:-1]
        moves = np.zeros((9, 9), dtype=int)
        np.add.at(moves, (grade[:-1][same], grade[1:][same]), 1)
        parts.append(table(["from, to", *grades.GRADES], [[g, *row] for g, row in zip(grades.GRADES, moves)], "A firm's grade and that of its next row"))
    else:
        parts.append("<p>The specification names no firm and date: no firm can be followed.</p>")
    return "".join(parts)


def groups(s):
    parts, good = [], grades.grade_of(s.totals, s.card["cutOffs"])
    stated = np.array(s.card["defaultProbabilities"])[good] / 10_000
    middle = np.median(s.totals[s.train])
    for group in s.case.get("report", {}).get("groups", []):
        cells, at = s.rows.table.classes(group["column"])
        if "edges" in group:
            edges = group["edges"]
            numbers = np.array([np.searchsorted(edges, float(c), side="right") if c.replace(".", "", 1).lstrip("-").isdigit() else -1 for c in cells])
            bounds = ["below " + str(edges[0]), *(f"{a} to {b}" for a, b in zip(edges, edges[1:])), f"{edges[-1]} and more"]
            named = np.array([bounds[n] if n >= 0 else "no number" for n in numbers])
        else:
            names = group.get("names", {})
            named = np.array([names.get(c, c or "not known") for c in cells])
        label, rows = named[at][s.rows.at], []
        order, counts = np.unique(label, return_counts=True)
        largest = order[np.argsort(-counts, kind="stable")][:25]
        for name in sorted(largest):
            inside = label == name
            bad = s.rows.bad[inside]
            low, high = grades.interval(int(bad.sum()), len(bad))
            enough = len(bad) >= FEW and 0 < bad.sum() < len(bad)
            fair = "too few" if len(bad) < FEW else "yes" if low <= stated[inside].mean() <= high else "NO: worse than stated" if bad.mean() > stated[inside].mean() else "NO: better than stated"
            rows.append([name, len(bad), percent(bad.mean()), f"{percent(low)} to {percent(high)}", percent(stated[inside].mean()), fair,
                         percent((s.totals[inside] >= middle).mean()), area(s.totals[inside], bad)["auc"] if enough else "too few"])
        more = f" (the 25 largest of {len(order)})" if len(order) > 25 else ""
        parts.append(table(["group", "rows", "realised", "95 % interval", "stated on average", "stated lies in it", "at or above the median's points", "area under ROC"],
                           rows, group["name"] + more))
    return "".join(parts) or "<p>The specification names no groups: nothing can be said of sector, division or age of the firm.</p>"


def bins(s):
    parts = []
    for k, c, at in zip(s.kept, s.card["characteristics"], s.at):
        item, edges, rows = k["item"], [int(e) for e in k["edges"]], []
        bounds = [f"below {edges[0]}", *(f"{a} to {b - 1}" for a, b in zip(edges, edges[1:])), f"{edges[-1]} and more"] if edges else ["all"]
        for i, (name, points) in enumerate(zip([*bounds, "missing"], [*c["points"], c["missing"]])):
            cells = []
            for half in (s.train, s.rows.test):
                inside = half & (at == i)
                cells += [int(inside.sum()), percent(s.rows.bad[inside].mean()) if inside.any() else "–"]
            rows.append([name, *cells, points])
        direction = {"HigherIsBetter": "higher is better", "LowerIsBetter": "lower is better", "None": "no direction"}[item["direction"]]
        parts.append(table([item["unit"], "train", "defaulted", "test", "defaulted", "points"], rows,
                           f"{item['name']} ({item['code']}, attested by {item['owner']}, {direction}; reference {c['reference']} points)"))
        if item["special"]:
            cells, where = s.rows.table.classes(item["source"]["column"])
            told = [(cell, where[s.rows.at] == list(cells).index(cell)) for cell in item["special"] if cell in cells]
            parts.append(table(["special cell", "rows", "defaulted"], [[cell, int(r.sum()), percent(s.rows.bad[r].mean()) if r.any() else "–"] for cell, r in told],
                               "Counted as missing, because the chain knows values and missing ones"))
    for made in s.classes():
        (a, b), names = made["figures"], []
        for f in (a, b):
            e = f["edges"]
            names.append([f"below {e[0]}", *(f"{x} to {y - 1}" for x, y in zip(e, e[1:])), f"{e[-1]} and more"])
        parts.append(table([f"{a['name']} \\ {b['name']}", *names[1]], [[n, *row] for n, row in zip(names[0], made["classes"])],
                           f"{made['indicator']}: class by two figures, 0 the worst; missing where either is"))
    return "".join(parts)


def declined(s, content):
    found = content.get("declined")
    if not found:
        return "<p>The specification names no declined applications: the card speaks of firms that were granted a loan.</p>"
    both = ("without", "with")
    rows = [[name, *(tell(found[which]) for which in both)] for name, tell in (
        ("area under ROC, test", lambda f: f["test"]["auc"]), ("area under ROC, train", lambda f: f["train"]["auc"]),
        ("log loss, test", lambda f: f"{f['logLoss']:.6f}"), ("characteristics", lambda f: f["characteristics"]))]
    graded = [[g, *(found[which]["declinedByGrade"][i] for which in both)] for i, g in enumerate(grades.GRADES)]
    return (
        f"<p>{found['rows']} applications were declined. What would have become of them is not known; it is inferred by fuzzy augmentation "
        "(N. Siddiqi, Credit Risk Scorecards, Wiley 2006, chapter 6): each counts in part as paid and in part as defaulted, as likely as the "
        f"card of the known rows says, the odds of a default times {found['oddsFactor']:g}. So {percent(found['expectedDefault'])} of them would have "
        f"defaulted, and {percent(found['knownDefault'])} of the known rows did. Areas and log losses are of known rows alone, so they cannot "
        "show that a card ranks declined firms better; inference may as well harm (J. Crook and J. Banasik, Journal of Banking &amp; Finance 28, "
        f"2004, 857-874). The card in this report was fitted {found['card']} declined applications; cut-offs and probabilities come from known rows.</p>"
        + table(["", "fitted without declined", "with declined"], rows) + table(["declined, by grade", "by the card without", "by the card with"], graded))


def summary(s, content):
    case, data = s.case, content["data"]
    split = content["halves"]
    how = f"column {split['column']}: {split['train']} fits, {split['test']} tests" if "column" in split else \
        f"by seed {split['seed']}, {100 * split['testShare']:.0f} % test" if "seed" in split else f"by {split['date']['column']}, tested from {split['testFrom']}"
    method = "all characteristics together, steps penalised, bins joined and fitted again (joint)" if content["case"]["method"] == "joint" else "bins one by one, weights of evidence, logistic regression (evidence)"
    rounding = content["card"]["rounding"]["test"]
    rows = [
        ["Purpose", case.get("purpose", "not stated")],
        ["Data", f"{data['file']}, {data['rows']} rows that count ({data['train']} fitted, {data['test']} tested), SHA-256 {data['sha256']}"],
        ["Source", case.get("source", "not stated")], ["Specification", f"{content['case']['file']}, SHA-256 {content['case']['sha256']}"],
        ["Outcome", f"column {case['outcome']['column']}: defaulted {one(case['outcome']['defaulted'])}, paid {one(case['outcome']['paid'])}"],
        ["Split", how],
        ["Method", method + ("; gradient boosting proposed edges and ordered pairs" if content["case"]["teacher"] else "")],
        ["Characteristics", f"{len(s.kept) - len(s.made)} of {len(s.candidates)} candidates, and {len(s.made)} classes of two figures"],
        ["Scale", f"{s.scale.given['pointsAt']} points at odds of {s.scale.given['oddsAt']} to 1, {s.scale.given['doubling']} points double the odds"],
        ["What rounding to whole points costs", f"test: area {content['card']['testUnrounded']['auc']} before, {content['test']['auc']} after; log loss {rounding['logLossUnrounded']:.6f} before, {rounding['logLoss']:.6f} after"],
        *[["Limit", limit] for limit in case.get("limits", ["none stated"])],
        ["Versions", ", ".join(f"{k} {v}" for k, v in content["versions"].items())],
    ]
    return table(["", ""], rows)


def page(s, content, rows):
    halves = (("train", s.train), ("test", s.rows.test))
    left = table(["candidate", "column", "why it is not in the card"], [[n["indicator"], n["column"], n["dropped"]] for n in s.fate if "dropped" in n])
    expected = {"test": content["test"], "cutOffs": s.card["cutOffs"], "defaultProbabilities": s.card["defaultProbabilities"]}
    sections = [
        ("Model card", summary(s, content)), ("Does it tell paid from defaulted?", discrimination(s, halves)),
        ("Do its probabilities hold?", calibration(s)), ("Is it stable?", stability(s, rows)), ("Is it fair to groups?", groups(s)),
        ("Declined applications", declined(s, content)), ("Each characteristic", bins(s)), ("Left out", left),
        ("Expected figures", f"<pre>{html.escape(json.dumps(expected, indent=1))}</pre><p>Whoever recomputes the card on the test rows must find exactly these.</p>"),
        ("Signed", "<p>Validator: ____________________  Date: ____________  Valid until: ____________</p>"
                   "<p>The SHA-256 of this file is what is signed; fit.py printed it.</p>"),
    ]
    style = ("body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}table{border-collapse:collapse;margin:1rem 0;font-size:13px}"
             "td,th{border-bottom:1px solid #ccc;padding:.2rem .6rem;text-align:left;font-variant-numeric:tabular-nums}caption{text-align:left;font-weight:600;padding:.3rem 0}"
             "figure{display:inline-block;margin:.5rem 1rem .5rem 0;max-width:100%}svg{max-width:100%;height:auto}figcaption{font-size:12px}pre{overflow:auto}")
    body = "".join(f"<h2>{html.escape(name)}</h2>{text}" for name, text in sections)
    name = html.escape(s.case["name"])
    return f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{name}</title><style>{style}</style></head><body><h1>{name}</h1>{body}</body></html>\n'
