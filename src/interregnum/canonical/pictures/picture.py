"""What a picture shows, in numbers: curves, areas, marks and rules; how it looks is not said.

The pictures are made here, where the models are solved, and drawn in ``report``, which computes
nothing.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TypeAlias

Line: TypeAlias = Sequence[float]

# Shades by number: the drawing has a colour for each; this one is the quiet grey.
QUIET = -1


@dataclasses.dataclass(frozen=True, kw_only=True)
class Curve:
    """A line through points; "not a number" interrupts it.

    Parameters
    ----------
    label
        For the legend; empty for none.
    shade
        Which colour.
    dashed, stepped, dotted
        Whether the line is broken, goes in steps (each value holds until the next), or whether
        each point has a dot.
    bare
        Whether there are dots only.
    """

    x: Line
    y: Line
    label: str = ""
    shade: int = 0
    dashed: bool = False
    stepped: bool = False
    dotted: bool = False
    bare: bool = False


@dataclasses.dataclass(frozen=True, kw_only=True)
class Area:
    """What lies between two lines."""

    x: Line
    low: Line
    high: Line
    label: str = ""
    shade: int = QUIET


@dataclasses.dataclass(frozen=True, kw_only=True)
class Mark:
    """One point with its words; ``shift`` [points] moves the words, ``dot`` draws the point."""

    x: float
    y: float
    text: str = ""
    shade: int = QUIET
    shift: tuple[float, float] = (8.0, 6.0)
    dot: bool = True


@dataclasses.dataclass(frozen=True, kw_only=True)
class Rule:
    """A straight line through the whole panel, vertical or horizontal."""

    at: float
    label: str = ""
    shade: int = QUIET
    vertical: bool = False


@dataclasses.dataclass(frozen=True, kw_only=True)
class Panel:
    """One pair of axes; ``counted`` where the abscissa counts and has whole numbers only."""

    x_label: str
    y_label: str
    curves: tuple[Curve, ...] = ()
    areas: tuple[Area, ...] = ()
    marks: tuple[Mark, ...] = ()
    rules: tuple[Rule, ...] = ()
    x_limits: tuple[float, float] | None = None
    y_limits: tuple[float, float] | None = None
    x_log: bool = False
    y_log: bool = False
    counted: bool = False


@dataclasses.dataclass(frozen=True, kw_only=True)
class Picture:
    """A titled row of panels, or a column of them where ``stacked``."""

    title: str
    panels: tuple[Panel, ...]
    stacked: bool = False


def spread(low: float, high: float, count: int, *, log: bool = False) -> list[float]:
    """Return evenly spaced numbers, or evenly spaced in their logarithm.

    >>> spread(1.0, 100.0, 3, log=True)
    [1.0, 10.0, 100.0]
    """
    import numpy as np

    space = np.geomspace if log else np.linspace
    numbers: list[float] = space(low, high, count).tolist()
    return numbers


def interrupted(y: Line, jump: float) -> list[float]:
    """Return a line that is interrupted wherever it jumps.

    >>> interrupted([0.0, 0.1, 0.9], 0.5)
    [0.0, 0.1, nan]
    """
    gap = float("nan")
    return [value if i == 0 or abs(value - y[i - 1]) <= jump else gap for i, value in enumerate(y)]
