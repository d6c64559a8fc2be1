"""A case against its timeline, in a table that a reader who is no programmer understands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interregnum.experiments.replaying import INSIDE, MISSES, NO_RUN, UNLIKELY, Replayed, Scored

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from interregnum.scenario.schema import Scenario

FEW = 10
MODE_TEXT = {
    "forward": "forward: nothing but the onset is imposed; every row below is a test",
    "condition": "condition: the same runs, weighed by the marked rows; the others are tests",
}


def number_text(value: float) -> str:
    """Return a number as readers say it: few digits, thousands apart.

    >>> number_text(34.083), number_text(218400.7), number_text(0.25), number_text(3e-9)
    ('34.1', '218,401', '0.25', '0')
    """
    if abs(value) < 0.005:
        return "0"
    if abs(value) >= 1000.0 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 1.0 else f"{value:.2g}"


def verdict_text(one: Scored) -> str:
    """Return whether an observation lies in the model's band, and if not, where.

    >>> verdict_text(Scored((0,), "removed", "", 1.0, 1.0, 0.02, None, 3.9, "unlikely"))
    'MISS, under 1 in 10'
    """
    if one.verdict == INSIDE:
        return "inside"
    if one.verdict == NO_RUN:
        return "no run says"
    return "MISS, under 1 in 10" if one.verdict == UNLIKELY else f"MISS, {one.verdict} the band"


def replay_parts(scenario: Scenario, found: Sequence[Replayed]) -> list[Table | str]:
    """Return tables and lines: scored rows of each mode, and the rows without a word.

    Parameters
    ----------
    scenario
        The case.
    found
        What was compared, mode by mode.
    """
    parts: list[Table | str] = []
    for one in found:
        parts += [_table(scenario, one) if one.scored else MODE_TEXT[one.mode]]
        parts += [*_lines(scenario, one), ""]
    parts += ["Rows that the model cannot speak of:"]
    for row in found[0].unspoken:
        parts.append(f"  {_label(scenario, (row.row,))}: {row.reason}")
    parts += [
        "",
        f"Hours and days count from {scenario.start:%Y-%m-%d %H:%M}. Bands are 10, 50 and 90 % of "
        "runs. Of a row with a range the middle is scored, and it is a miss if the whole range "
        "lies outside the band; of what happens or does not, if the model gave it less than one "
        "chance in ten. CRPS is in the unit of the row, log the natural logarithm; lower is "
        f"better. Crowds and deaths are the country's, in the first {found[0].followed} runs; a "
        "crowd is held against the largest turnout within three days of its own. Nothing was "
        "fitted to this case.",
    ]
    return parts


def _table(scenario: Scenario, found: Replayed) -> Table:
    """Return the scored rows of a mode."""
    from rich.table import Table

    title = MODE_TEXT[found.mode]
    table = Table(title=title, title_justify="left", title_style="bold", box=None)
    table.add_column("row")
    table.add_column("what the model says of it")
    table.add_column("observed", justify="right")
    table.add_column("runs", justify="right", no_wrap=True)
    table.add_column("10 / 50 / 90 %", justify="right")
    table.add_column("score", justify="right", no_wrap=True)
    table.add_column("verdict", no_wrap=True)
    for one in found.scored:
        band = " / ".join(number_text(value) for value in one.band) if one.band else ""
        score = "" if one.score is None else f"{one.scored_by} {number_text(one.score)}"
        table.add_row(
            _label(scenario, one.rows),
            one.what,
            _observed(one),
            f"{100.0 * one.share:.1f} %",
            band,
            score,
            verdict_text(one),
        )
    return table


def _observed(one: Scored) -> str:
    """Return what was observed, a range as such."""
    if not one.unit:
        return "yes"
    low, high = number_text(one.low), number_text(one.high)
    return f"{low} {one.unit}" if low == high else f"{low} - {high} {one.unit}"


def _label(scenario: Scenario, rows: tuple[int, ...]) -> str:
    """Return when, what and where of a row, or of the rows that count as one."""
    chosen = [scenario.timeline[number] for number in rows]
    places = " + ".join(dict.fromkeys(row.place for row in chosen))
    return f"{chosen[0].time:%Y-%m-%d %H:%M} {chosen[0].kind}, {places}"


def _lines(scenario: Scenario, found: Replayed) -> list[str]:
    """Return what is said below a mode's table."""
    told = [one for one in found.scored if one.score is not None]
    misses = sum(one.verdict in MISSES for one in told)
    lines = [f"Comparisons: {len(told)}, misses: {misses}; from {found.runs} runs."]
    if not found.scored:
        lines = ["No row is left to test: of none that does not weigh can the model speak."]
    if found.used:
        rows = "; ".join(_label(scenario, (number,)) for number in found.used)
        lines.append(f"Used to weigh runs, and so no test: {rows}.")
    if found.effective < found.runs:
        lines.append(f"{found.runs} runs count as {found.effective:.1f} (effective sample size).")
    if found.effective == 0.0:
        lines.append("No run agrees with the marked rows, so there is nothing to weigh.")
    elif found.effective < FEW:
        lines.append(f"Fewer than {FEW} effective runs: bands and scores say next to nothing.")
    return lines
