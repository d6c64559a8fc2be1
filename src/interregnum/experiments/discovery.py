"""Scenario discovery: under which parameters an outcome comes, in boxes judged on other runs.

A box is found in two thirds of the runs and judged by the last third, in which nothing was
looked for: what it holds there is an honest estimate, and has an interval.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from interregnum.errors import ScenarioError, UsageError, nearest
from interregnum.experiments.boxes import (
    Box,
    Columns,
    Doubt,
    Mask,
    Share,
    check_table,
    in_box,
    quasi_p_values,
    share_of,
)
from interregnum.experiments.cart import leaves
from interregnum.experiments.prim import (
    Patience,
    Step,
    chosen_step,
    trajectory,
    without_idle_limits,
)
from interregnum.experiments.screening import telling_columns
from interregnum.intervals import Interval, wilson

METHODS = ("prim", "cart")
# Every third run judges, two of three are searched.
JUDGES = 3


class Discovered(NamedTuple):
    """One box: its limits and their quasi-p-values, and what it holds.

    Both leave out what earlier boxes hold: ``found`` is what it holds of the runs that were
    searched, ``judged`` of those held back, ``density`` and ``coverage`` there with 95 % intervals
    [1], None where none of them falls into it.
    """

    box: Box
    doubts: tuple[Doubt, ...]
    found: Share
    judged: Share
    density: Interval | None
    coverage: Interval | None


class Discovery(NamedTuple):
    """What was looked for in how many runs, and the boxes in the order of their finding.

    ``judges`` is how many runs were held back, ``searched`` which columns were looked at.
    """

    outcome: str
    method: str
    runs: int
    judges: int
    interest: int
    searched: tuple[str, ...]
    boxes: tuple[Discovered, ...]
    trajectories: tuple[tuple[Step, ...], ...] = ()


class Search(NamedTuple):
    """How boxes are looked for.

    ``method`` is ``prim`` or ``cart``; ``most`` how many boxes (prim) or leaves (cart); ``density``
    what a box must reach [1], by default PRIM's choice is that of the greatest informedness;
    ``screened`` whether only columns are searched that differ by more than chance.
    """

    method: str = "prim"
    most: int = 3
    screened: bool = True
    density: float | None = None
    patience: Patience = Patience()

    def check(self) -> None:
        """Refuse what cannot be looked for.

        Raises
        ------
        UsageError
            If the method is unknown or a number out of range.
        """
        if self.method not in METHODS:
            msg = f"discover: method {self.method}; {nearest(self.method, METHODS)}"
            raise UsageError(msg)
        if self.most < (1 if self.method == "prim" else 2):
            raise UsageError(f"discover: {self.most} boxes; give 1 at least, cart 2")
        if self.density is not None and not 0.0 < self.density <= 1.0:
            raise UsageError(f"discover: density = {self.density}; give a share in (0, 1]")


def discovered(
    columns: Columns,
    interest: Mask,
    outcome: str,
    search: Search | None = None,
    points: npt.NDArray[np.int64] | None = None,
) -> Discovery:
    """Return the boxes in which an outcome is dense, judged on runs that were held back.

    Parameters
    ----------
    columns
        What was drawn, run by run.
    interest
        In which runs the outcome came.
    outcome
        Its name.
    search
        By default PRIM, up to three boxes.
    points
        Of which design point each row is: all rows of every third point are held back, so that no
        replicate of a point that was searched is a judge. By default each row is its own.

    Raises
    ------
    ScenarioError
        If there is nothing to look for, or fewer than 60 runs.
    UsageError
        If the search is wrong, or the libraries for it are not installed.

    Notes
    -----
    Only columns that differ by more than chance are searched, see
    :func:`~interregnum.experiments.screening.telling_columns`. Limits of a PRIM box that chance
    explains (quasi-p-value above 0.05) are let go, the most doubtful first. A further box is
    looked for in the runs that the earlier ones left.
    """
    search = search or Search()
    search.check()
    if len(interest) < 20 * JUDGES:
        msg = f"discover: {len(interest)} runs are too few to find a box and judge it; run more"
        raise ScenarioError(msg)
    judging = (np.arange(len(interest)) if points is None else points) % JUDGES == JUDGES - 1
    own = {name: values[~judging] for name, values in columns.items()}
    other = {name: values[judging] for name, values in columns.items()}
    mine, theirs = interest[~judging], interest[judging]
    check_table(own, mine)
    if search.screened:
        own = telling_columns(own, mine)
    boxes: Found = []
    steps: tuple[tuple[Step, ...], ...] = ()
    if not own:
        pass
    elif search.method == "cart":
        boxes = _leaf_boxes(own, mine, search)
    else:
        boxes, steps = _prim_boxes(own, mine, search)
    judged, left = [], np.ones(len(theirs), dtype=bool)
    for box, doubts, held in boxes:
        inside = in_box(other, box) & left
        judged.append(_judged(box, doubts, held, _counted(inside, theirs)))
        left &= ~inside
    found = int(interest.sum())
    sizes = (len(interest), int(judging.sum()), found)
    return Discovery(outcome, search.method, *sizes, tuple(own), tuple(judged), steps)


Found = list[tuple[Box, tuple[Doubt, ...], Share]]


def _prim_boxes(
    columns: Columns, interest: Mask, search: Search
) -> tuple[Found, tuple[tuple[Step, ...], ...]]:
    """Return boxes one after the other, and the trajectory on which each was chosen."""
    remaining = np.ones(len(interest), dtype=bool)
    boxes: Found = []
    trajectories: list[tuple[Step, ...]] = []
    base = interest.mean()
    while len(boxes) < search.most and interest[remaining].any():
        if remaining.mean() < search.patience.least_mass:
            break
        steps = trajectory(columns, interest, search.patience, remaining)
        if boxes and search.density is not None:
            # Later boxes are a bonus: that none is so dense any more is no error.
            if max(step.share.density for step in steps) < search.density:
                break
        left = {name: values[remaining] for name, values in columns.items()}
        chosen = chosen_step(steps, search.density).box
        box = without_idle_limits(left, interest[remaining], chosen)
        if share_of(left, interest[remaining], box).density < (search.density or 0.0):
            box = chosen  # what was asked for comes first
        inside = in_box(columns, box) & remaining
        found = _counted(inside, interest)
        if not box or (search.density is None and found.density <= base):
            break
        boxes.append((box, tuple(quasi_p_values(left, interest[remaining], box)), found))
        trajectories.append(tuple(steps))
        remaining &= ~inside
    return boxes, tuple(trajectories)


def _leaf_boxes(columns: Columns, interest: Mask, search: Search) -> Found:
    """Return the leaves in which the outcome is denser than anywhere, the densest first."""
    found: Found = []
    for box in leaves(columns, interest, search.patience.least_mass, search.most):
        share = share_of(columns, interest, box)
        if share.density > (interest.mean() if search.density is None else search.density):
            found.append((box, tuple(quasi_p_values(columns, interest, box)), share))
    return sorted(found, key=lambda row: -row[2].density)


def _counted(inside: Mask, interest: Mask) -> Share:
    return Share(
        int(inside.sum()), int((inside & interest).sum()), len(interest), int(interest.sum())
    )


def _judged(box: Box, doubts: tuple[Doubt, ...], found: Share, judged: Share) -> Discovered:
    density = wilson(judged.interest, judged.runs) if judged.runs else None
    coverage = wilson(judged.interest, judged.all_interest) if judged.all_interest else None
    return Discovered(box, doubts, found, judged, density, coverage)


def content_of(discovery: Discovery, units: Mapping[str, str]) -> dict[str, Any]:
    """Return a discovery as what becomes a JSON object.

    Parameters
    ----------
    discovery
        The boxes.
    units
        Of each column.
    """
    return {
        "outcome": discovery.outcome,
        "method": discovery.method,
        "runs": discovery.runs,
        "judges": discovery.judges,
        "interest": discovery.interest,
        "searched": list(discovery.searched),
        "boxes": [_entry(found, units) for found in discovery.boxes],
        "trajectories": [
            [{**_measures(step.share), "restricted": len(step.box)} for step in steps]
            for steps in discovery.trajectories
        ],
    }


def _measures(share: Share) -> dict[str, float]:
    return {"coverage": share.coverage, "density": share.density, "mass": share.mass}


def _entry(found: Discovered, units: Mapping[str, str]) -> dict[str, Any]:
    """Return a box as a JSON object; a limit that is not there is null."""
    doubts = {(doubt.name, doubt.side): doubt.quasi_p for doubt in found.doubts}
    limits = [
        {
            "parameter": limit.name,
            "unit": units.get(limit.name, ""),
            "low": limit.low if np.isfinite(limit.low) else None,
            "high": limit.high if np.isfinite(limit.high) else None,
            "among": None if limit.among is None else list(limit.among),
            "quasi_p": {
                side: doubts[limit.name, side]
                for side in ("low", "high", "among")
                if (limit.name, side) in doubts
            },
        }
        for limit in found.box
    ]
    return {
        "limits": limits,
        "found": _measures(found.found),
        "judged": {
            "runs": found.judged.runs,
            "mass": found.judged.mass,
            "density": None if found.density is None else found.density._asdict(),
            "coverage": None if found.coverage is None else found.coverage._asdict(),
        },
    }
