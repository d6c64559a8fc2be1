r"""The ratio-form contest: each contestant's chance and effort.

Equations
---------
.. math:: p_k = r_k^m / \sum_j r_j^m, \qquad x_k = m\,p_k(1-p_k)

``effort`` x, a share of the prize, is the equilibrium of Tullock's contest with productivities
r for two contestants or for equal ones (all efforts are then equal), where one exists; for three
or more unequal ones it is the marginal value of resources, dp/d log r, and no equilibrium.

Limits
------
m → 0: a lottery with equal chances. m → ∞: the strongest wins.

Source
------
Tullock (1980), Efficient rent seeking. Hirshleifer (1989), doi:10.1007/BF00153394. Skaperdas
(1996), doi:10.1007/BF01213906 (this DOI from memory).
"""

from __future__ import annotations

from typing import Any, NamedTuple

from interregnum.canonical.shelf import NUMBER, NUMBERS, Case, Key, array_for
from interregnum.errors import ScenarioError
from interregnum.formulae.contest import find_contest_shares
from interregnum.kernels.scalar import Target, compiled

KEYS = {
    "resources": Key(
        kind=NUMBERS, low=0.0, high=1e300, meaning="resources of each contestant, not all 0 [any]"
    ),
    "exponent": Key(
        kind=NUMBER, low=0.0, high=1e6, low_open=True, meaning="decisiveness m of resources [1]"
    ),
}


class Inputs(NamedTuple):
    """One case, typed; the fields are those of ``KEYS``."""

    resources: list[float]
    exponent: float


def solve(target: Target, given: Inputs) -> dict[str, Any]:
    """Return each contestant's probability of winning and effort.

    Raises
    ------
    ScenarioError
        If nobody has any resources.

    >>> from interregnum.canonical.shelf import solution_of
    >>> solution = solution_of("contest", {"resources": [4, 1], "exponent": 1})
    >>> [round(p, 12) for p in solution["win_probability"] + solution["effort"]]
    [0.8, 0.2, 0.16, 0.16]
    """
    count = len(given.resources)
    probability = array_for([0.0] * count, target)
    effort = array_for([0.0] * count, target)
    find = compiled(find_contest_shares, target)
    if not find(array_for(given.resources, target), count, given.exponent, probability, effort):
        msg = f"contest: resources = {given.resources} are all 0; give at least one above 0"
        raise ScenarioError(msg)
    return {
        "win_probability": [float(p) for p in probability],
        "effort": [float(x) for x in effort],
    }


_SOURCE = (
    "computed by us from the ratio form of Tullock 1980 and Hirshleifer 1989, "
    "doi:10.1007/BF00153394"
)


def _case(exponent: float, output: str, reference: float) -> Case:
    """Return a case of two contestants at ratio 4."""
    return Case(
        name=f"ratio 4, exponent {exponent:g}",
        inputs={"resources": [4.0, 1.0], "exponent": exponent},
        output=output,
        entry=0,
        reference=reference,
        tolerance=1e-5,
        source=_SOURCE,
    )


CASES = (
    _case(0.5, "win_probability", 0.66667),
    _case(1.0, "win_probability", 0.8),
    _case(2.0, "win_probability", 0.94118),
    _case(1.0, "effort", 0.16),
    Case(
        name="five equals, exponent 1",
        inputs={"resources": [1.0] * 5, "exponent": 1.0},
        output="effort",
        reference=[0.16] * 5,
        tolerance=1e-12,
        source="m(n-1)/n², the symmetric equilibrium of Tullock 1980 (from memory)",
    ),
)
