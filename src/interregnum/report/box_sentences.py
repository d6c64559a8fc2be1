"""Boxes told in plain words: where an outcome comes, how often there, and how much of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf
from typing import TYPE_CHECKING

from interregnum.report.sentences import share_text

if TYPE_CHECKING:
    from interregnum.experiments.boxes import Restriction
    from interregnum.experiments.discovery import Discovered, Discovery
    from interregnum.intervals import Interval
    from interregnum.scenario.parameters import DrawnParameter

HAPPENS = {
    "removed": "the ruler is removed",
    "collapse": "rule collapses, if only for a while",
    "contested": "the ruler falls and is back within 90 days",
    "survives": "the ruler is still there at the end",
    "fragmentation": "the country fragments",
    "democracy": "a democratic transition follows",
    "militarised": "an armed side takes over",
    "insider": "insiders replace the ruler",
    "other": "interim rule or a reversal follows",
    "regular_exit": "the ruler leaves by a regular exit",
}


def limit_text(limit: Restriction, row: DrawnParameter | None = None) -> str:
    """Return what a box asks of one parameter.

    Parameters
    ----------
    limit
        The limits.
    row
        Its symbol and unit, if they are known.

    Examples
    --------
    >>> from interregnum.experiments.boxes import Restriction
    >>> limit_text(Restriction("cost", low=0.25)), limit_text(Restriction("cost", 0.25, 0.5))
    ('cost is at least 0.25', 'cost lies between 0.25 and 0.5')
    >>> limit_text(Restriction("selection", among=("focal", "largest")))
    'selection is focal or largest'
    """
    name, unit = limit.name, ""
    if row is not None:
        name = f"{limit.name} ({row.symbol})" if row.symbol else limit.name
        unit = "" if row.unit == "1" else f" {row.unit}"
    if limit.among is not None:
        return f"{name} is {' or '.join(limit.among)}"
    if limit.low > -inf and limit.high < inf:
        return f"{name} lies between {limit.low:.3g} and {limit.high:.3g}{unit}"
    if limit.low > -inf:
        return f"{name} is at least {limit.low:.3g}{unit}"
    return f"{name} is at most {limit.high:.3g}{unit}"


def _with_ends(interval: Interval) -> str:
    ends = f"{100.0 * interval.low:.0f} to {100.0 * interval.high:.0f} %"
    return f"{share_text(interval.estimate)} ({ends})"


def box_sentence(
    found: Discovered, outcome: str, rows: Mapping[str, DrawnParameter] | None = None
) -> str:
    """Return one box in plain words; the shares are those of the runs that were held back.

    Parameters
    ----------
    found
        The box.
    outcome
        What was looked for.
    rows
        Parameters by name, for symbols and units.
    """
    limits = [limit_text(limit, (rows or {}).get(limit.name)) for limit in found.box]
    where = (
        " and ".join(limits) if len(limits) < 3 else f"{', '.join(limits[:-1])} and {limits[-1]}"
    )
    happens = HAPPENS[outcome]
    if found.density is None or found.coverage is None:
        return f"Where {where}: no run that was held back lies there, so nothing can be said."
    return (
        f"Where {where}, which holds in {share_text(found.judged.mass)} of runs, {happens} in "
        f"{_with_ends(found.density)} of them (density); there lie {_with_ends(found.coverage)} "
        "of all runs in which that happens (coverage)."
    )


def discovery_lines(
    discovery: Discovery, rows: Mapping[str, DrawnParameter] | None = None
) -> Sequence[str]:
    """Return what was looked for, a sentence a box, and how to read them.

    Parameters
    ----------
    discovery
        The boxes.
    rows
        Parameters by name, for symbols and units.
    """
    share = discovery.interest / discovery.runs
    head = f"Of {discovery.runs} runs {HAPPENS[discovery.outcome]} in {share_text(share)}."
    if not discovery.searched:
        return [head, "No parameter is distributed otherwise in those runs than chance allows."]
    named = ", ".join(discovery.searched)
    lines = [head, f"Parameters that differ there by more than chance: {named}."]
    if not discovery.boxes:
        return [*lines, "No box among them is denser than the whole."]
    for number, found in enumerate(discovery.boxes, start=1):
        sentence = box_sentence(found, discovery.outcome, rows)
        if number > 1 and discovery.method == "prim":
            sentence = f"Outside the boxes above, {sentence[0].lower()}{sentence[1:]}"
        lines.append(f"{number}. {sentence}")
    lines.append(
        f"Found in {discovery.runs - discovery.judges} runs, judged by the {discovery.judges} "
        "others; in brackets 95 % intervals. A box says where, not why."
    )
    return lines
