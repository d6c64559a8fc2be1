r"""Information manipulation: a regime that bends, at a cost, what citizens see of it.

Equations
---------
.. math:: (1-p)\,\Phi(-X^*) = p\,\theta^*, \qquad
    \theta^* = \min_{A \ge 0} \left[ \Phi(X^*-A) + \frac{A^2}{2\alpha/k} \right]

``theta_star`` is the weakest regime that survives, ``x_star`` = θ* + X*/√α the signal below which
one attacks, ``action`` = A/√α what the regime at θ* adds to the signals. The prior is diffuse;
the derivation is in :mod:`interregnum.formulae.edmond`.

Limits
------
θ* depends on α/k only. α/k → 0 (noise, or dear manipulation): θ* → 1 - p, the global game.
α/k → ∞: θ* → 0, every regime of any strength survives.

Source
------
Edmond (2013), Review of Economic Studies 80, 1422-1458, doi:10.1093/restud/rdt020 (this DOI from
memory).
"""

from __future__ import annotations

from typing import Any, NamedTuple

from interregnum.canonical.shelf import NUMBER, Case, Key
from interregnum.formulae.edmond import manipulated_threshold
from interregnum.kernels.scalar import Target, compiled

KEYS = {
    "cost": Key(
        kind=NUMBER,
        low=0.0,
        high=1.0,
        low_open=True,
        high_open=True,
        meaning="cost p of attacking in vain [share of the gain]",
    ),
    "slope": Key(
        kind=NUMBER, low=1e-15, meaning="slope k of the marginal cost of manipulation [1/strength²]"
    ),
    "signal_precision": Key(
        kind=NUMBER, low=1e-15, meaning="precision α of citizens' signals [1/strength²]"
    ),
}


class Inputs(NamedTuple):
    """One case, typed; the fields are those of ``KEYS``."""

    cost: float
    slope: float
    signal_precision: float


def solve(target: Target, given: Inputs) -> dict[str, Any]:
    """Return the weakest regime that survives, the signal cutoff and what that regime hides.

    >>> from interregnum.canonical.shelf import solution_of
    >>> solution = solution_of("edmond", {"cost": 0.25, "slope": 1, "signal_precision": 4})
    >>> round(solution["theta_star"], 4)
    0.5531
    """
    found = compiled(manipulated_threshold, target)(given.cost, given.slope, given.signal_precision)
    return {
        "theta_star": float(found.threshold),
        "x_star": float(found.cutoff),
        "action": float(found.action),
    }


_SOURCE = (
    "computed by us from the equilibrium conditions of Edmond 2013, doi:10.1093/restud/rdt020 "
    "(from memory)"
)


def _case(precision: float, slope: float, reference: float, tolerance: float) -> Case:
    """Return a case at p = .25."""
    return Case(
        name=f"p .25, slope {slope:g}, precision {precision:g}",
        inputs={"cost": 0.25, "slope": slope, "signal_precision": precision},
        output="theta_star",
        reference=reference,
        tolerance=tolerance,
        source=_SOURCE,
    )


CASES = (
    _case(0.25, 1.0, 0.7401, 1e-4),
    _case(1.0, 1.0, 0.7059, 1e-4),
    _case(4.0, 1.0, 0.5531, 1e-4),
    _case(16.0, 1.0, 0.3037, 1e-4),
    _case(32.0, 2.0, 0.3037, 1e-4),
    _case(1e-9, 1.0, 0.75, 1e-8),
)
