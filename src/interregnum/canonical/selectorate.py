r"""Selectorate arithmetic: the price of loyalty and the hazard at which the guarantor fails.

Equations
---------
.. math:: m(h) = \frac{1-\delta'}{1-\delta' W/S}, \qquad \delta' = \delta(1-h)

``breaking_hazard`` is the h above which m(h) exceeds ``revenue_share``: 0 if it does so without
any hazard, null if it never does.

Limits
------
W/S = 1: everybody is always in the coalition, and nothing short of all revenue keeps anyone.

Source
------
Bueno de Mesquita, Smith, Siverson and Morrow (2003), The Logic of Political Survival, MIT
Press, ISBN 9780262025461; the hazard is our own addition.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from interregnum.canonical.shelf import NUMBER, Case, Key
from interregnum.formulae.selectorate import breaking_hazard, pay_share
from interregnum.kernels.scalar import Target, compiled

KEYS = {
    "discount": Key(
        kind=NUMBER,
        low=0.0,
        high=1.0,
        low_open=True,
        high_open=True,
        meaning="patience δ [1 a period]",
    ),
    "coalition_ratio": Key(
        kind=NUMBER,
        low=0.0,
        high=1.0,
        low_open=True,
        meaning="winning coalition over selectorate W/S [1]",
    ),
    "hazard": Key(
        kind=NUMBER,
        low=0.0,
        high=1.0,
        required=False,
        default=0.0,
        meaning="probability that the ruler falls within the period [1]",
    ),
    "revenue_share": Key(
        kind=NUMBER,
        low=0.0,
        high=1.0,
        required=False,
        meaning="share of revenue that can be paid out [1]",
    ),
}


class Inputs(NamedTuple):
    """One case, typed; the fields are those of ``KEYS``."""

    discount: float
    coalition_ratio: float
    hazard: float
    revenue_share: float | None


def solve(target: Target, given: Inputs) -> dict[str, Any]:
    """Return the share of revenue to be paid, and the breaking hazard if asked.

    >>> from interregnum.canonical.shelf import solution_of
    >>> case = {"discount": 0.9, "coalition_ratio": 0.01, "revenue_share": 0.2}
    >>> {key: round(value, 4) for key, value in solution_of("selectorate", case).items()}
    {'pay_share': 0.1009, 'breaking_hazard': 0.1093}
    """
    share = compiled(pay_share, target)(given.discount, given.coalition_ratio, given.hazard)
    solution: dict[str, Any] = {"pay_share": float(share)}
    if given.revenue_share is not None:
        breaks = float(
            compiled(breaking_hazard, target)(
                given.discount, given.coalition_ratio, given.revenue_share
            )
        )
        solution["breaking_hazard"] = breaks if breaks == breaks else None
    return solution


_SOURCE = (
    "computed by us from the equation of Bueno de Mesquita, Smith, Siverson and Morrow 2003, "
    "ISBN 9780262025461, with a hazard added"
)


def _case(output: str, reference: float, tolerance: float, **more: float) -> Case:
    """Return a case at δ = .9, W/S = .01."""
    given = ", ".join(f"{key} {value:g}" for key, value in more.items())
    return Case(
        name=given,
        inputs={"discount": 0.9, "coalition_ratio": 0.01} | more,
        output=output,
        reference=reference,
        tolerance=tolerance,
        source=_SOURCE,
    )


CASES = (
    _case("pay_share", 0.10091, 1e-5, hazard=0.0),
    _case("pay_share", 0.19155, 1e-5, hazard=0.1),
    _case("pay_share", 0.37235, 1e-5, hazard=0.3),
    _case("breaking_hazard", 0.1093, 1e-4, revenue_share=0.2),
    _case("breaking_hazard", 0.4417, 1e-4, revenue_share=0.5),
)
