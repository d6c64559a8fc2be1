"""The numbers of a report: how many are assumed, and every one with its range and source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from interregnum.report.page import Drawn, Form, Section, interval_bar, paragraph, table
from interregnum.report.tables import percent
from interregnum.scenario.parameters import DrawnParameter, count_sources, source_kind

KINDS = {
    "assumed": "assumed: invented, for lack of any open number",
    "record": "from the record: reported by a named source, or computed from such reports",
    "published": "published: from a model or study that is named",
    "fitted": "fitted: drawn together, a row a run, from the posterior",
}


def assumed_part(parameters: Sequence[DrawnParameter]) -> Section:
    """Return what was assumed: how many numbers rest on what."""
    count = count_sources(parameters)
    whole = len(parameters)
    rows = [
        (KINDS[kind], str(number), percent(number / whole), _share_bar(number / whole))
        for kind, number in count._asdict().items()
        if number or kind != "fitted"
    ]
    fixed = sum(row.draw == "fixed" for row in parameters)
    text = (
        f"{percent(count.assumed / whole)} of the {whole} numbers are assumed. {fixed} are held "
        f"fixed; the other {whole - fixed} are drawn anew in each run from the range that stands "
        "beside them, so that the result covers what is not known about them. The appendix lists "
        "every number with its range, unit and source."
    )
    body = paragraph(text)
    body += table(["basis", "numbers", "share", ""], rows, Form(numbers=(1, 2), bars=(3,)))
    return Section("assumed", "What was assumed", body)


def _share_bar(share: float) -> Drawn:
    return Drawn(interval_bar(share, share, share))


def _split_by_step(parameters: Sequence[DrawnParameter]) -> str:
    """Return how many numbers rest on what, step by step of the model."""
    groups: dict[str, Counter[str]] = {}
    for row in parameters:
        groups.setdefault(row.name.split(".")[0], Counter())[source_kind(row.source)] += 1
    fitted = any(found["fitted"] for found in groups.values())
    kinds = [kind for kind in KINDS if fitted or kind != "fitted"]
    rows = [
        (name.replace("_", " "), *(str(found[kind]) for kind in kinds))
        for name, found in groups.items()
    ]
    head = ["step", "assumed", "from the record", "published", "fitted"][: 1 + len(kinds)]
    columns = tuple(range(1, len(head)))
    form = Form("By the step of the model that uses them", numbers=columns, kind="wide")
    return table(head, rows, form)


def parameters_part(parameters: Sequence[DrawnParameter]) -> Section:
    """Return every number with its value, range, unit and source."""
    rows = [
        (
            row.name,
            row.symbol,
            f"{row.value:.6g}",
            "held fixed" if row.draw == "fixed" else f"{row.low:.6g} to {row.high:.6g}",
            row.unit,
            " ".join(row.source.split()),
        )
        for row in parameters
    ]
    head = ["number", "symbol", "value", "range drawn from", "unit", "source"]
    form = Form(kind="wide", widths=(29, 10, 8, 14, 8, 31))
    note = (
        "A value is the centre of a number; in each run it is drawn from the range: uniformly, "
        "log-uniformly, or as a share of one. Unit 1 stands for a share or a pure number."
    )
    body = paragraph(note) + table(head, rows, form) + _split_by_step(parameters)
    return Section("numbers", "Appendix: every number", body, appendix=True)
