"""What twins say, in lines that a reader who is no programmer understands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from interregnum.experiments.branches import EXIT_DAY, RETURNED
from interregnum.report.tables import OUTCOME_TEXT, percent

if TYPE_CHECKING:
    from rich.table import Table

    from interregnum.experiments.pairing import Effect
    from interregnum.experiments.twins import Flips

SHOWN_MOVES = 12
# Below this part of the bound it is worth saying which runs go against the effect.
FAR_FROM_BOUND = 0.5
TEXTS = {
    "removed": "removed: any class but S and regular exits",
    "collapse": "fell at all: removed, or back within 90 days",
    **{name: " ".join(text.split()) for name, text in OUTCOME_TEXT.items()},
    "regular_exit": "a regular exit",
    RETURNED: "fell, back within 90 days (S)",
    EXIT_DAY: "day of exit, at most the horizon",
}


def outcome_name(outcome: str) -> str:
    """Return an outcome in words.

    >>> outcome_name("removed_within_30_d")
    'removed within 30 days'
    """
    if outcome.startswith("removed_within_"):
        return f"removed within {outcome.split('_')[2]} days"
    return TEXTS[outcome]


def effect_text(effect: Effect) -> str:
    """Return an effect with its interval, in points or days."""
    scale = 100.0 if effect.unit == "1" else 1.0
    value, low, high = (scale * x for x in (effect.estimate, effect.low, effect.high))
    unit = "" if effect.unit == "1" else " d"
    return f"{value:+.1f}{unit} ({low:+.1f} to {high:+.1f})"


def _level(effect: Effect, value: float | None) -> str:
    if value is None:
        return ""
    return percent(value) if effect.unit == "1" else f"{value:.1f} d"


def _factor(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}" if value < 100.0 else f"{value:.0f}"


def pair_parts(
    effects: Sequence[Effect], flips: Flips, names: Sequence[str], *, runs: int, moved: bool
) -> list[Table | str]:
    """Return the tables and lines that follow one switch of two values.

    Parameters
    ----------
    effects, flips
        Of the first branch against the second.
    names
        Of both branches.
    runs
        Of each branch.
    moved
        Whether anything moved at all.
    """
    from rich.table import Table

    table = Table(
        title=f"{names[0]} against {names[1]}: {runs} runs each, same random numbers",
        title_justify="left",
    )
    table.add_column("outcome")
    for name in ("first", "second", "effect, paired, 95 %", "reduction", "bound", "reached"):
        table.add_column(name, justify="right", no_wrap=True)
    for row in effects:
        table.add_row(
            outcome_name(row.outcome),
            _level(row, row.first),
            _level(row, row.second),
            effect_text(row),
            _factor(row.variance_reduction),
            _factor(row.bound),
            "-" if row.reached is None else percent(row.reached),
        )
    lines: list[Table | str] = [
        table,
        "Effect: first minus second, in points of per cent or in days. Reduction: the variance of "
        "the effect from unrelated ensembles over that from these pairs; bound: the most that "
        "pairs can reach at these shares, if no run changed against the effect; -: no value.",
        *_both_ways(effects),
        *_returns(flips),
        *_flip_parts(flips, runs),
    ]
    if not moved:
        lines.append(f"{names[0]} moved nothing: not one event of one run differs.")
    return lines


def _both_ways(effects: Sequence[Effect]) -> list[str]:
    """Say which outcomes stay below half of their bound, as runs changed in both directions."""
    lines = []
    for row in effects:
        if row.reached is None or row.reached >= FAR_FROM_BOUND or row.only_first is None:
            continue
        lines.append(
            f"{outcome_name(row.outcome)}: {percent(row.only_first)} of runs only in the first, "
            f"{percent(row.only_second or 0.0)} only in the second."
        )
    if lines:
        lead = "Runs changed both ways, so these stay below half of their bound:"
        return ["\n  ".join([lead, *lines])]
    return []


def _returns(flips: Flips) -> list[str]:
    """Say how many lasting removals of the second branch turned into falls that did not last."""
    stayed = (RETURNED, "survives", "regular_exit")
    share = sum(m.share for m in flips.moves if m.after == RETURNED and m.before not in stayed)
    if share == 0.0:
        return []
    return [
        f"In {percent(share)} of runs a lasting removal in the second is in the first a fall from "
        "which the ruler was back within 90 days."
    ]


def _flip_parts(flips: Flips, runs: int) -> list[Table | str]:
    """Return who changed, from what to what."""
    from rich.table import Table

    share = flips.share
    line = (
        f"The outcome class changed in {percent(share.estimate)} of runs "
        f"({100.0 * share.low:.1f} to {100.0 * share.high:.1f} %)."
    )
    if not flips.moves:
        return [line]
    table = Table(title="Who changed", title_justify="left")
    for name in ("in the second", "in the first"):
        table.add_column(name)
    for name in ("runs", "of all runs"):
        table.add_column(name, justify="right")
    for row in flips.moves[:SHOWN_MOVES]:
        table.add_row(
            outcome_name(row.before), outcome_name(row.after), str(row.runs), percent(row.share)
        )
    rest = sum(row.runs for row in flips.moves[SHOWN_MOVES:])
    if rest:
        kinds = len(flips.moves) - SHOWN_MOVES
        table.add_row(f"{kinds} other ways", "", str(rest), percent(rest / runs))
    return [line, table]


def factorial_parts(
    effects: Sequence[Effect], *, runs: int, branches: int, moved: bool
) -> list[Table | str]:
    """Return one table an outcome: main effects and interactions.

    Parameters
    ----------
    effects
        From :func:`interregnum.experiments.factorial.factorial_effects`.
    runs, branches
        Of each branch, and how many.
    moved
        Whether anything moved at all.
    """
    from rich.table import Table

    parts: list[Table | str] = [
        f"{branches} branches of {runs} runs each, same random numbers. A main effect is a value "
        "minus the last one, averaged over the other switches; an interaction (x) is by how much "
        "such effects differ. Points of per cent or days, 95 % intervals of paired runs. "
        "Reduction: against as many branches of unrelated runs; below 1 where averaging over "
        "branches that share their runs gains less than sharing them."
    ]
    for outcome in dict.fromkeys(row.outcome for row in effects):
        table = Table(title=outcome_name(outcome), title_justify="left", box=None)
        table.add_column("", min_width=40)
        table.add_column("effect, paired, 95 %", justify="right", no_wrap=True)
        table.add_column("reduction", justify="right", no_wrap=True)
        for row in effects:
            if row.outcome == outcome:
                table.add_row(row.term, effect_text(row), _factor(row.variance_reduction))
        parts.append(table)
    if not moved:
        parts.append("The switches moved nothing: not one event of one run differs.")
    return parts
