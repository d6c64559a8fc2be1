r"""Veto players: how likely claims that were misjudged still add up to a settlement.

Equations
---------
.. math:: P\left( \sum_k (p_k + \epsilon_k) \le 1 + c_{tot} \right)
    = \Phi\left( \frac{c_{tot}}{s\sqrt n} \right), \qquad \sum_k p_k = 1

The total cost of war is fixed, whatever the number of players; errors ε are independent
N(0, s²).

Limits
------
s = 0: a settlement is certain. n → ∞: it tends to one half.

Source
------
Cunningham (2006), American Journal of Political Science 50, 875-892,
doi:10.1111/j.1540-5907.2006.00221.x, argues that more players make wars longer; the arithmetic
with a fixed total cost is ours.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from interregnum.canonical.shelf import NUMBER, WHOLE, Case, Key
from interregnum.formulae.veto import settlement_probability
from interregnum.kernels.scalar import Target, compiled

KEYS = {
    "players": Key(kind=WHOLE, low=1, meaning="players n who must agree [1]"),
    "total_cost": Key(
        kind=NUMBER, low=0.0, meaning="cost of war to all together, c_tot [share of the prize]"
    ),
    "noise": Key(
        kind=NUMBER, low=0.0, meaning="standard deviation s of errors about one's own chance [1]"
    ),
}


class Inputs(NamedTuple):
    """One case, typed; the fields are those of ``KEYS``."""

    players: int
    total_cost: float
    noise: float


def solve(target: Target, given: Inputs) -> dict[str, Any]:
    """Return the probability that a settlement can satisfy everybody.

    >>> from interregnum.canonical.shelf import solution_of
    >>> case = {"players": 3, "total_cost": 0.3, "noise": 0.2}
    >>> round(solution_of("veto", case)["settlement_probability"], 4)
    0.8068
    """
    probability = compiled(settlement_probability, target)(
        float(given.players), given.total_cost, given.noise
    )
    return {"settlement_probability": float(probability)}


_SOURCE = "computed by us: a normal sum against a fixed cost"


def _case(players: int, reference: float, tolerance: float, noise: float) -> Case:
    """Return a case of total cost .3."""
    return Case(
        name=f"{players} players, total cost .3, noise {noise:g}",
        inputs={"players": players, "total_cost": 0.3, "noise": noise},
        output="settlement_probability",
        reference=reference,
        tolerance=tolerance,
        source=_SOURCE,
    )


CASES = (
    _case(2, 0.8556, 1e-4, 0.2),
    _case(3, 0.8068, 1e-4, 0.2),
    _case(5, 1.0, 0.0, 0.0),
)
