"""Cases and studies as notebooks show them: plain tables, every word of them escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interregnum.experiments.outcomes import Share
    from interregnum.face.case import Case
    from interregnum.face.study import Study


def table_html(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return an HTML table.

    >>> table_html(["share"], [["< 5 %"]])
    '<table><thead><tr><th>share</th></tr></thead><tbody><tr><td>&lt; 5 %</td></tr></tbody></table>'
    """
    top = "".join(f"<th>{escape(word)}</th>" for word in head)
    lines = ("".join(f"<td>{escape(word)}</td>" for word in row) for row in rows)
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def case_html(case: Case) -> str:
    """Return a case as its title and the table of its parameters."""
    from interregnum.scenario.fitted import parameters_told
    from interregnum.scenario.parameters import parameter_table

    rows = parameter_table(case.scenario)
    cells = [
        (
            row.name,
            row.symbol,
            f"{row.value:.6g}",
            row.unit,
            f"{row.low:.6g} to {row.high:.6g}",
            row.draw,
            " ".join(row.source.split()),
        )
        for row in rows
    ]
    head = ("parameter", "symbol", "value", "unit", "range", "draw", "source")
    return (
        f"<p><b>{escape(case.scenario.title)}</b> ({escape(case.name)}), "
        f"{int(case.scenario.horizon.value)} days, {len(rows)} parameters, "
        f"{parameters_told(case.scenario)}</p>"
        f"{table_html(head, cells)}"
    )


def study_html(study: Study) -> str:
    """Return a study as the shares of its outcomes and the line of where they come from."""
    shares = study.outcomes().outcomes
    head = ("outcome", "runs", "share", "95 % interval")
    return (
        f"<p><b>{escape(study.case.scenario.title)}</b>, {len(study)} runs</p>"
        f"{table_html(head, [_cells(share) for share in shares])}"
        f"<p>{escape(study.provenance)}</p>"
    )


def _cells(share: Share) -> tuple[str, str, str, str]:
    interval = f"{100 * share.low:.1f} to {100 * share.high:.1f} %"
    return share.name, str(share.runs), f"{100 * share.share:.1f} %", interval
