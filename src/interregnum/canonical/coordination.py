r"""Several classes that coordinate: all thresholds of ★, and the shares that act by ★★.

Equations
---------
★ and ★★ of :mod:`interregnum.formulae.coordination`. ``median_costs`` are costs c; the probit
cost is μ = Φ⁻¹(c) and ``cost_sd`` its spread σ.

Limits
------
One class without spread is the global game. As private precisions grow, θ* tends to
1 - Σ w Φ(μ/√(1+σ²)).

Source
------
Our own extension of Angeletos, Hellwig and Pavan (2007),
doi:10.1111/j.1468-0262.2007.00766.x, to classes with normally distributed probit costs.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from interregnum.canonical.shelf import EITHER, NUMBER, NUMBERS, Case, Key, array_for
from interregnum.errors import ScenarioError
from interregnum.formulae.coordination import Classes, ClassView, find_thresholds, share_acting
from interregnum.kernels.reduce import total
from interregnum.kernels.scalar import Target, compiled
from interregnum.kernels.special import normal_quantile

KEYS = {
    "weights": Key(
        kind=NUMBERS, low=0.0, high=1.0, meaning="weight of each class; they sum to 1 [1]"
    ),
    "private_precisions": Key(
        kind=NUMBERS, low=1e-15, meaning="precision of each class's private beliefs [1/strength²]"
    ),
    "median_costs": Key(
        kind=NUMBERS,
        low=0.0,
        high=1.0,
        low_open=True,
        high_open=True,
        meaning="median cost of a failed attack in each class [share of the gain]",
    ),
    "cost_sd": Key(
        kind=EITHER, low=0.0, meaning="spread of probit costs, one for all or one a class [1]"
    ),
    "public_precision": Key(
        kind=NUMBER, low=0.0, meaning="precision of the public belief [1/strength²]"
    ),
    "public_mean": Key(
        kind=NUMBER, required=False, meaning="public mean; needless if the precision is 0 [1]"
    ),
    "theta": Key(
        kind=NUMBER, required=False, meaning="true strength at which shares are given [1]"
    ),
}

_WEIGHT_TOLERANCE = 1e-9


def _checked_weights(weights: list[float]) -> list[float]:
    """Return the weights, scaled so that rounding does not move their sum from 1."""
    whole = total(weights, 0, len(weights))
    if abs(whole - 1.0) > _WEIGHT_TOLERANCE:
        msg = (
            f"coordination: weights = {weights} sum to {whole!r}, not 1; divide each by {whole!r}"
            if whole > 0.0
            else f"coordination: weights = {weights} sum to 0; give weights that sum to 1"
        )
        raise ScenarioError(msg)
    return [weight / whole for weight in weights]


def _check_lengths(count: int, **lists: list[float]) -> None:
    """Refuse lists that do not have one entry a class."""
    for name, values in lists.items():
        if len(values) != count:
            msg = (
                f"coordination: {name} has {len(values)} entries, but weights has {count}; "
                "give one a class"
            )
            raise ScenarioError(msg)


class Inputs(NamedTuple):
    """One case, typed; the fields are those of ``KEYS``."""

    weights: list[float]
    private_precisions: list[float]
    median_costs: list[float]
    cost_sd: float | list[float]
    public_precision: float
    public_mean: float | None
    theta: float | None


def solve(target: Target, given: Inputs) -> dict[str, Any]:
    """Return all thresholds with their stability, and the classes' shares at a true strength.

    Raises
    ------
    ScenarioError
        If lists differ in length, weights do not sum to 1, or the public mean is missing.

    >>> from interregnum.canonical.shelf import solution_of
    >>> case = dict(weights=[0.5, 0.5], private_precisions=[4, 4], median_costs=[0.2, 0.4])
    >>> solution = solution_of("coordination", case | {"cost_sd": 0, "public_precision": 0})
    >>> [round(root, 12) for root in solution["theta_star"]]
    [0.7]
    """
    count = len(given.weights)
    spreads = given.cost_sd if isinstance(given.cost_sd, list) else [given.cost_sd] * count
    _check_lengths(
        count,
        private_precisions=given.private_precisions,
        median_costs=given.median_costs,
        cost_sd=spreads,
    )
    shares = _checked_weights(given.weights)
    if given.public_mean is None and given.public_precision > 0.0:
        msg = (
            "coordination: public_mean is missing; give a number, "
            f"because public_precision = {given.public_precision!r} is not 0"
        )
        raise ScenarioError(msg)
    mean = 0.0 if given.public_mean is None else given.public_mean
    quantile = compiled(normal_quantile, target)
    costs = [float(quantile(cost)) for cost in given.median_costs]
    columns = (shares, given.private_precisions, costs, spreads)
    classes = Classes(*(array_for(column, target) for column in columns))
    roots = array_for([0.0] * (2 * count + 3), target)
    stable = array_for([0.0] * (2 * count + 3), target)
    find = compiled(find_thresholds, target)
    n = find(classes, count, mean, given.public_precision, roots, stable)
    solution: dict[str, Any] = {
        "theta_star": [float(root) for root in roots[:n]],
        "stable": [bool(flag) for flag in stable[:n]],
    }
    if given.theta is not None:
        acting = compiled(share_acting, target)
        views = [
            ClassView(*view) for view in zip(given.private_precisions, costs, spreads, strict=True)
        ]
        at_roots = [
            [float(acting(given.theta, root, mean, given.public_precision, view)) for view in views]
            for root in solution["theta_star"]
        ]
        solution["shares"] = at_roots[0] if len(at_roots) == 1 else at_roots
    return solution


_SOURCE = (
    "computed by us from ★, our extension of Angeletos, Hellwig and Pavan 2007, "
    "doi:10.1111/j.1468-0262.2007.00766.x"
)


def _three_classes(output: str, reference: list[float], **more: float) -> Case:
    """Return a case of the three reference classes."""
    classes = {
        "weights": [0.25, 0.30, 0.45],
        "private_precisions": [6.0, 40.0, 40.0],
        "median_costs": [0.85, 0.70, 0.75],
        "cost_sd": 0.7,
    }
    given = ", ".join(f"{key} {value:g}" for key, value in more.items())
    return Case(
        name=f"three classes, {given}",
        inputs=classes | more,
        output=output,
        reference=reference,
        tolerance=1e-5,
        source=_SOURCE,
    )


def _units_aside(theta: float, share: float) -> Case:
    """Return a case of the share of the units, the third of the reference classes."""
    return Case(
        name=f"units stand aside at strength {theta:g}",
        inputs={
            "weights": [0.25, 0.30, 0.45],
            "private_precisions": [6.0, 40.0, 40.0],
            "median_costs": [0.85, 0.70, 0.75],
            "cost_sd": 0.7,
            "public_precision": 4.0,
            "public_mean": 0.5,
            "theta": theta,
        },
        output="shares",
        entry=2,
        reference=share,
        tolerance=1e-5,
        source=_SOURCE.replace("★", "★★"),
    )


CASES = (
    _three_classes("theta_star", [0.035033], public_precision=12.0, public_mean=0.8),
    _three_classes("theta_star", [0.096985], public_precision=12.0, public_mean=0.5),
    _three_classes("theta_star", [0.212273], public_precision=4.0, public_mean=0.5),
    Case(
        name="three classes, private precisions 1e13, for the limit without end",
        inputs={
            "weights": [0.25, 0.30, 0.45],
            "private_precisions": [1e13, 1e13, 1e13],
            "median_costs": [0.85, 0.70, 0.75],
            "cost_sd": 0.7,
            "public_precision": 4.0,
            "public_mean": 0.5,
        },
        output="theta_star",
        reference=[0.280229],
        tolerance=1e-5,
        source=_SOURCE,
    ),
    _units_aside(0.8, 0.000102),
    _units_aside(0.3, 0.122179),
    _units_aside(0.1, 0.442538),
)
