r"""Preference falsification: a private grievance that nobody voices until enough others do.

Equations
---------
Each of n people has a threshold [per cent of the population]: the size of the public opposition
at which she joins it. ``final_share`` is r/n for the least r, from nobody, with

.. math:: r = \#\{i : 100\, r \ge n\, t_i\}

Limits
------
Granovetter's cascade with thresholds n tᵢ/100 persons. Counts are compared, no ratios; a
threshold that misses a whole number of people by rounding alone counts as that number.

Source
------
Kuran (1989), doi:10.1007/BF00116762 (this DOI from memory). Kuran (1991), doi:10.2307/2010422,
for the ten people (the example from memory).
"""

from __future__ import annotations

from typing import Any, NamedTuple

from interregnum.canonical.shelf import NUMBERS, Case, Key, array_for
from interregnum.formulae.threshold_cascade import final_count
from interregnum.kernels.scalar import Target, compiled

KEYS = {
    "thresholds": Key(
        kind=NUMBERS,
        low=0.0,
        high=100.0,
        meaning="opposition at which each person joins it [per cent of the population]",
    ),
}

_ROUNDING = 1.0 - 1e-12


class Inputs(NamedTuple):
    """One case, typed; the fields are those of ``KEYS``."""

    thresholds: list[float]


def solve(target: Target, given: Inputs) -> dict[str, Any]:
    """Return the share of the population that opposes in public in the end.

    >>> from interregnum.canonical.shelf import solution_of
    >>> solution_of("kuran", {"thresholds": [0, 10, 20, 30, 40, 50, 60, 70, 80, 100]})
    {'final_share': 0.9}
    """
    people = len(given.thresholds)
    needed = sorted(threshold * people / 100.0 * _ROUNDING for threshold in given.thresholds)
    final = compiled(final_count, target)(array_for(needed, target), people)
    return {"final_share": int(final) / people}


def _ten(name: str, second: float, reference: float) -> Case:
    """Return a case of the ten people."""
    return Case(
        name=name,
        inputs={"thresholds": [0.0, second, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 100.0]},
        output="final_share",
        reference=reference,
        tolerance=0.0,
        source="Kuran 1991, doi:10.2307/2010422 (the example from memory)",
    )


CASES = (
    _ten("ten people", 20.0, 0.1),
    _ten("ten people, the second at 10 per cent", 10.0, 0.9),
)
