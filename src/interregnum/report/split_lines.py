"""How much is luck, in lines that a reader who is no programmer understands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from interregnum.engine.record import MODES
from interregnum.report.tables import percent

if TYPE_CHECKING:
    from rich.table import Table

    from interregnum.experiments.mode_skill import ModeSkill
    from interregnum.experiments.skill import Skill
    from interregnum.experiments.variance_split import Split
    from interregnum.intervals import Interval

OTHER_MODE = "no regime breakdown"
PART_TEXT = {
    "structure": "structure alone: which rules citizens and equilibria follow",
    "parameters": "parameters alone: the assumed numbers",
    "both": "only structure and parameters together",
    "strength": "the ruler's hidden strength on day 0",
    "luck": "luck: all that happens from day 0 on",
}


def split_parts(
    splits: Mapping[str, Split], skills: Sequence[Skill], modes: Sequence[ModeSkill] = ()
) -> list[Table | str]:
    """Return the tables and lines of a split.

    Parameters
    ----------
    splits
        By outcome.
    skills
        Of forecasts of a removal, day by day.
    modes
        Of forecasts of the mode of a removal that comes, day by day.
    """
    from rich.table import Table

    table = Table(
        title="Shares of the variance", title_justify="left", title_style="bold", box=None
    )
    table.add_column("part")
    for outcome in splits:
        table.add_column(f"{outcome}, 95 %", justify="right")
    for part, text in PART_TEXT.items():
        table.add_row(text, *(_share(split.parts[part]) for split in splits.values()))
    parts = [table, *(_skill_parts(skills) if skills else [])]
    return [*parts, *(_mode_parts(modes) if modes else [])]


def _skill_parts(skills: Sequence[Skill]) -> list[Table | str]:
    from rich.table import Table

    title = "Can anybody say when? Brier skill of forecasts of a removal (100 %: certainty)"
    table = Table(title=title, title_justify="left", title_style="bold", box=None)
    for heading in ("forecast on day", "within days", "pasts", "removed"):
        table.add_column(heading, justify="right")
    table.add_column("oracle: knows everything, 95 %", justify="right")
    table.add_column("observer: knows the public belief, 95 %", justify="right")
    for row in skills:
        cells = (str(row.at), str(row.within), str(row.pasts), percent(row.share))
        table.add_row(*cells, _share(row.oracle), _share(row.observer))
    return [table, *dict.fromkeys(told(row) for row in skills[-1:])]


def _mode_parts(modes: Sequence[ModeSkill]) -> list[Table | str]:
    from rich.table import Table

    title = "If it comes, which way? Brier skill for the mode of a removal (100 %: certainty)"
    table = Table(title=title, title_justify="left", title_style="bold", box=None)
    for heading in ("forecast on day", "within days", "pasts", "removals"):
        table.add_column(heading, justify="right")
    table.add_column("oracle: knows everything, 95 %", justify="right")
    table.add_column("observer: knows the public belief, 95 %", justify="right")
    for row in modes:
        cells = (str(row.at), str(row.within), str(row.pasts), str(row.futures))
        table.add_row(*cells, _share(row.oracle), _share(row.observer))
    return [table, mode_shares(modes[-1])]


def mode_shares(row: ModeSkill) -> str:
    """Return in a sentence how removals came, the most frequent mode first."""
    if not row.shares:
        return f"From day {row.at}, within {row.within} days: no past has two removals."
    falling = sorted(row.shares.items(), key=lambda pair: -pair[1])
    named = "; ".join(f"{MODES.get(code, OTHER_MODE)} {percent(share)}" for code, share in falling)
    return f"From day {row.at}, within {row.within} days, of all removals: {named}."


def told(row: Skill) -> str:
    """Return in a sentence what a pair of skills says."""
    if row.oracle.estimate != row.oracle.estimate:
        return f"From day {row.at}, within {row.within} days: removals are all or none."
    most = percent(1.0 - row.oracle.estimate)
    return (
        f"From day {row.at}, within {row.within} days: {most} of what a forecast could be wrong "
        f"about is luck that nobody can know; an observer removes {percent(row.observer.estimate)} "
        f"of it where an oracle would remove {percent(row.oracle.estimate)}."
    )


def _share(interval: Interval) -> str:
    """Return a share with its interval, for readers; estimates may fall below zero.

    >>> from interregnum.intervals import Interval
    >>> _share(Interval(0.25, 0.2, 0.3))
    '25 % (20 to 30)'
    """
    if interval.estimate != interval.estimate:
        return "none"
    low, high = 100.0 * interval.low, 100.0 * interval.high
    return f"{100.0 * interval.estimate:.0f} % ({low:.0f} to {high:.0f})"
