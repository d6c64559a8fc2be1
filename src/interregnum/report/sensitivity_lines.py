"""What moves an outcome, in a table that a reader who is no programmer understands."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table

    from interregnum.experiments.sensitivity import Ranking
    from interregnum.intervals import Interval

HEADINGS = {
    "total": "total: alone and with others",
    "first": "first order: alone",
    "same_luck": "total in single runs, same luck",
    "difference": "upper less lower third",
    "size": "size over the range",
    "mean": "mean over the range",
    "distance": "distance",
}
OF_THE_OUTCOME = ("difference", "size", "mean")
SHOWN = 20


def ranking_parts(ranking: Ranking, method: str, unit: str) -> list[Table | str]:
    """Return the table and the lines of one outcome.

    Parameters
    ----------
    ranking
        What was found.
    method
        Its name.
    unit
        Of the outcome.
    """
    from rich.markup import escape
    from rich.table import Table

    title = f"What moves {ranking.outcome} ({method}); 95 % intervals in brackets"
    table = Table(title=title, title_justify="left", title_style="bold", box=None)
    table.add_column("input")
    for column in ranking.rows[0].values:
        of = unit if column in OF_THE_OUTCOME else "1"
        table.add_column(escape(f"{HEADINGS[column]} [{of}]"), justify="right")
    for row in ranking.rows[:SHOWN]:
        table.add_row(row.name, *(_between(part) for part in row.values.values()))
    left = len(ranking.rows) - SHOWN
    more = [f"{left} inputs more: --json or --out lists all."] if left > 0 else []
    return [table, *more, *(_decided(ranking) if ranking.decided is not None else [])]


def _decided(ranking: Ranking) -> list[str]:
    decided = ranking.decided
    assert decided is not None
    told = (
        f"Together these inputs decide {100.0 * decided.estimate:.0f} % of the variance of single "
        f"runs ({100.0 * decided.low:.0f} to {100.0 * decided.high:.0f} %); the rest is luck and "
        "parameters left out."
    )
    if ranking.resolved:
        return [told]
    drowned = "That does not stand out from luck, so shares of it mean nothing: give more points."
    return [told, drowned]


def _between(interval: Interval) -> str:
    """Return an estimate with its interval.

    >>> from interregnum.intervals import Interval
    >>> _between(Interval(0.25, 0.125, 0.375)), _between(Interval(*[float("nan")] * 3))
    ('0.25 (0.12 to 0.38)', 'none')
    """
    if interval.estimate != interval.estimate:
        return "none"
    if max(abs(end) for end in interval) >= 10.0:
        return f"{interval.estimate:.0f} ({interval.low:.0f} to {interval.high:.0f})"
    return f"{interval.estimate:.2f} ({interval.low:.2f} to {interval.high:.2f})"
