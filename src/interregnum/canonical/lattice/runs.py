"""The eight runs of Epstein (2002): what each is played with, and what changes on the way."""

from __future__ import annotations

from typing import NamedTuple

ENDLESS = 1e15


class Run(NamedTuple):
    """One run of the paper: what it is played with, and what changes on the way."""

    vision: float
    legitimacy: float
    max_jail_term: float
    cop_density: float
    citizens_move: bool = True
    groups: bool = False
    falls_by: float = 0.0
    falls_to: float = 0.0
    falls_at: int = 0
    cops_leave: int = 0


RUNS = {
    1: Run(1.7, 0.89, 15.0, 0.04, citizens_move=False),
    2: Run(7.0, 0.82, 30.0, 0.04),
    3: Run(7.0, 0.9, ENDLESS, 0.074, falls_by=0.01, falls_to=0.2),
    4: Run(7.0, 0.9, ENDLESS, 0.074, falls_by=1.0, falls_to=0.7, falls_at=76),
    5: Run(7.0, 0.8, ENDLESS, 0.074, cops_leave=1),
    6: Run(1.7, 0.9, 15.0, 0.0, groups=True),
    7: Run(1.7, 0.8, 15.0, 0.0, groups=True),
    8: Run(1.7, 0.8, 15.0, 0.04, groups=True),
}


def paths_of(run: Run, legitimacy: float, cops: int, steps: int) -> tuple[list[float], list[int]]:
    """Return legitimacy and the cops at work in each tick."""
    level, levels = legitimacy, []
    for tick in range(steps):
        if run.falls_by > 0.0 and tick >= run.falls_at and level > run.falls_to:
            level = max(run.falls_to, level - run.falls_by)
        levels.append(level)
    return levels, [max(0, cops - run.cops_leave * tick) for tick in range(steps)]
