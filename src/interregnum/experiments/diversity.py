"""What a model can produce at all: a search for kinds of outcomes, the rare ones first.

Half of the budget spreads points over the whole space; the rest looks around the points whose
outcomes have been seen least, for what lies beside the rare is likelier to be new.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

import numpy as np

from interregnum.errors import ScenarioError
from interregnum.experiments.design import sampled
from interregnum.experiments.dimensions import Dimension, Floats

KEPT_POINTS = 20
ROUNDS = 20
# Of a child's coordinates so many move, at the least this many; a third of those anywhere.
MOVED_SHARE, MOVED_AT_LEAST = 0.05, 2
ANYWHERE = 1.0 / 3.0
STEP = 0.15
CROSSED = 0.3
SAME_NUMBER = 0.5
LEAST_BUDGET = 100

Kind = Hashable
# Coordinates (points, columns) and the number of each point's draws, to the kind of each outcome.
Evaluate = Callable[[Floats, Sequence[int]], Sequence[Kind]]


class Point(NamedTuple):
    """A point of the unit cube and the number of the run whose draws it uses."""

    coordinates: Floats
    number: int


class Seen(NamedTuple):
    """A kind that was found: how often in all, how often while spreading, and where first."""

    kind: Kind
    runs: int
    spread_runs: int
    first: Point
    turn: int


class _Archive:
    """What has been found so far."""

    def __init__(self) -> None:
        self.counts: dict[Kind, int] = {}
        self.spread: dict[Kind, int] = {}
        self.points: dict[Kind, list[Point]] = {}
        self.turns: dict[Kind, int] = {}
        self.done = 0

    def add(self, points: Sequence[Point], kinds: Sequence[Kind], *, spreading: bool) -> None:
        for turn, (point, kind) in enumerate(zip(points, kinds, strict=True), start=self.done):
            self.counts[kind] = self.counts.get(kind, 0) + 1
            self.spread[kind] = self.spread.get(kind, 0) + int(spreading)
            self.turns.setdefault(kind, turn)
            kept = self.points.setdefault(kind, [])
            if len(kept) < KEPT_POINTS:
                kept.append(point)
        self.done += len(points)

    def seen(self) -> list[Seen]:
        return [
            Seen(kind, count, self.spread[kind], self.points[kind][0], self.turns[kind])
            for kind, count in self.counts.items()
        ]


def found_kinds(
    evaluate: Evaluate,
    columns: int,
    *,
    budget: int,
    seed: int,
    numbers: int = 64,
    progress: Callable[[int, int], None] | None = None,
) -> list[Seen]:
    """Return the kinds of outcomes that a search finds, in the order of their finding.

    Parameters
    ----------
    evaluate
        Gives the kind of each point's outcome; called some twenty times.
    columns
        How many coordinates a point has.
    budget
        How many points, at least 100.
    seed
        In [0, 2**63).
    numbers
        Draws of so many runs are used; few make examples cheap to repeat.
    progress
        Called with points done and points in all.

    Raises
    ------
    ScenarioError
        If a number is out of range.

    Notes
    -----
    First a Latin hypercube. Then rounds: a parent is drawn from a kind with a chance inversely
    proportional to how often the kind was seen; its child moves some coordinates by a normal step
    or anywhere, and sometimes takes half of them from the parent of another kind. That something
    is not found says that it is rare or impossible, not which of the two.

    References
    ----------
    J. Lehman and K. O. Stanley, Abandoning objectives: evolution through the search for novelty
    alone, Evolutionary Computation 19 (2011), doi:10.1162/EVCO_a_00025.

    Examples
    --------
    >>> def corner(points, numbers):
    ...     return ["inside" if min(row) > 0.9 else "outside" for row in points]
    >>> [seen.kind for seen in found_kinds(corner, 2, budget=400, seed=1)]
    ['outside', 'inside']
    """
    if not LEAST_BUDGET <= budget <= 2**31 or not 1 <= numbers <= 2**31:
        msg = f"diversity: budget = {budget} of {numbers} draws; give {LEAST_BUDGET} runs or more"
        raise ScenarioError(msg)
    if columns < 1:
        raise ScenarioError("diversity: nothing can be moved; give some parameter a range")
    archive = _Archive()
    draw = np.random.Generator(np.random.Philox(seed))
    unit = [Dimension(f"coordinate {k}", "uniform") for k in range(columns)]
    spread = budget // 2
    cube = np.column_stack(list(sampled(unit, "latin_hypercube", spread, seed).values()))
    points = [Point(row, turn % numbers) for turn, row in enumerate(cube)]
    size = max((budget - spread) // ROUNDS, 1)
    while archive.done < budget:
        spreading = archive.done < spread
        if not spreading:
            count = min(size, budget - archive.done)
            points = [_child(archive, draw, numbers) for _ in range(count)]
        kinds = evaluate(np.array([p.coordinates for p in points]), [p.number for p in points])
        archive.add(points, kinds, spreading=spreading)
        if progress is not None:
            progress(archive.done, budget)
    return sorted(archive.seen(), key=lambda seen: seen.turn)


def _parent(archive: _Archive, draw: np.random.Generator) -> Point:
    """Return a point of a kind that was seen little."""
    kinds = list(archive.counts)
    rarity = 1.0 / np.array([archive.counts[kind] for kind in kinds])
    kind = kinds[int(draw.choice(len(kinds), p=rarity / rarity.sum()))]
    kept = archive.points[kind]
    return kept[int(draw.integers(len(kept)))]


def _child(archive: _Archive, draw: np.random.Generator, numbers: int) -> Point:
    """Return a point beside one whose kind is rare."""
    parent = _parent(archive, draw)
    place = parent.coordinates.copy()
    if draw.random() < CROSSED:
        other = _parent(archive, draw).coordinates
        taken = draw.random(len(place)) < 0.5
        place[taken] = other[taken]
    chance = max(MOVED_SHARE, MOVED_AT_LEAST / len(place))
    moved = draw.random(len(place)) < chance
    steps = place + STEP * draw.standard_normal(len(place))
    # What steps over an end comes back inside.
    steps = np.abs(steps)
    steps = np.where(steps > 1.0, 2.0 - steps, steps)
    anywhere = draw.random(len(place)) < ANYWHERE
    steps[anywhere] = draw.random(int(anywhere.sum()))
    place[moved] = np.clip(steps[moved], 1e-12, 1.0 - 1e-12)
    same = draw.random() < SAME_NUMBER
    return Point(place, parent.number if same else int(draw.integers(numbers)))
