r"""The global game of regime change, static and after survival.

Equations
---------
.. math:: \Phi\left( \frac{\sqrt\beta\,\Phi^{-1}(\theta^*) + \alpha(z-\theta^*)}
    {\sqrt{\alpha+\beta}} \right) = 1 - c, \qquad
    x^* = \theta^* + \Phi^{-1}(\theta^*)/\sqrt\beta

With ``survived_threshold`` s everybody knows θ > s, and the roots in (s, 1) of
P(θ ≤ θ* | x*, θ > s) = c stand instead. With ``margin_precision`` the public also sees
y = θ + noise after the survival: ``margin_cutoff`` is the y below which a new attack is possible.

Limits
------
Static game: ★ with one class and equal costs (``coordination`` with ``cost_sd`` 0).

Source
------
Morris and Shin (2003), in Advances in Economics and Econometrics, Cambridge University Press,
56-114. Angeletos, Hellwig and Pavan (2007), doi:10.1111/j.1468-0262.2007.00766.x.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from interregnum.canonical.shelf import NUMBER, Case, Key, array_for
from interregnum.errors import ScenarioError
from interregnum.formulae.coordination import Classes, find_thresholds
from interregnum.formulae.global_game import (
    Survived,
    find_survived_thresholds,
    margin_cutoff,
    signal_cutoff,
)
from interregnum.kernels.scalar import Target, compiled
from interregnum.kernels.special import normal_quantile

KEYS = {
    "public_precision": Key(
        kind=NUMBER, low=0.0, meaning="precision α of the public belief [1/strength²]"
    ),
    "private_precision": Key(
        kind=NUMBER, low=1e-15, meaning="precision β of private beliefs [1/strength²]"
    ),
    "public_mean": Key(
        kind=NUMBER, required=False, meaning="public mean z of strength; needless if α = 0 [1]"
    ),
    "cost": Key(
        kind=NUMBER,
        low=0.0,
        high=1.0,
        low_open=True,
        high_open=True,
        meaning="cost c of a failed attack [share of the gain]",
    ),
    "survived_threshold": Key(
        kind=NUMBER, required=False, meaning="threshold of the attack that was survived [1]"
    ),
    "margin_precision": Key(
        kind=NUMBER,
        low=1e-15,
        required=False,
        meaning="precision of the public signal of how narrowly he survived [1/strength²]",
    ),
}

_ROOM = 8
_LIMIT_SOURCE = "Morris and Shin 2003, limit 1 - c; cutoff computed by us from their equation"
_STATIC_SOURCE = (
    "computed by us from the equation of Angeletos, Hellwig and Pavan 2007, "
    "doi:10.1111/j.1468-0262.2007.00766.x"
)
_DYNAMIC_SOURCE = _STATIC_SOURCE.replace("equation", "second-period equation")


def static_thresholds(
    target: Target, mean: float, precision: float, private: float, cost: float
) -> tuple[list[float], list[float], list[bool]]:
    """Return thresholds, signal cutoffs and stability of the static game."""
    quantile = compiled(normal_quantile, target)(cost)
    classes = Classes(*(array_for([x], target) for x in (1.0, private, quantile, 0.0)))
    roots = array_for([0.0] * _ROOM, target)
    stable = array_for([0.0] * _ROOM, target)
    n = compiled(find_thresholds, target)(classes, 1, mean, precision, roots, stable)
    cutoff = compiled(signal_cutoff, target)
    thresholds = [float(root) for root in roots[:n]]
    signals = [float(cutoff(t, private, mean, precision, cost)) for t in thresholds]
    return thresholds, signals, [bool(flag) for flag in stable[:n]]


def thresholds_after_survival(
    target: Target, game: Survived
) -> tuple[list[float], list[float], list[bool]]:
    """Return thresholds, signal cutoffs and stability of the truncated game."""
    roots, signals, stable = (array_for([0.0] * _ROOM, target) for _ in range(3))
    n = compiled(find_survived_thresholds, target)(game, roots, signals, stable)
    return (
        [float(root) for root in roots[:n]],
        [float(signal) for signal in signals[:n]],
        [bool(flag) for flag in stable[:n]],
    )


class Inputs(NamedTuple):
    """One case, typed; the fields are those of ``KEYS``."""

    public_precision: float
    private_precision: float
    public_mean: float | None
    cost: float
    survived_threshold: float | None
    margin_precision: float | None


def solve(target: Target, given: Inputs) -> dict[str, Any]:
    """Return all thresholds, their signal cutoffs and stability, and the margin cutoff if asked.

    Raises
    ------
    ScenarioError
        If the public belief has a precision but no mean.

    >>> from interregnum.canonical.shelf import solution_of
    >>> case = {"public_precision": 0, "private_precision": 4, "cost": 0.3}
    >>> solution = solution_of("global_game", case)
    >>> [round(x, 4) for x in solution["theta_star"] + solution["x_star"]], solution["stable"]
    ([0.7, 0.9622], [True])
    """
    if given.public_mean is None and given.public_precision > 0.0:
        msg = (
            "global_game: public_mean is missing; give a number, "
            f"because public_precision = {given.public_precision!r} is not 0"
        )
        raise ScenarioError(msg)
    mean = 0.0 if given.public_mean is None else given.public_mean
    belief = (mean, given.public_precision, given.private_precision, given.cost)
    answer = static_thresholds(target, *belief)
    first = given.survived_threshold
    if first is None:
        held = [root for root, holds in zip(answer[0], answer[2], strict=True) if holds]
        first = max(held, default=None)
    else:
        answer = thresholds_after_survival(target, Survived(*belief, first))
    solution: dict[str, Any] = dict(zip(("theta_star", "x_star", "stable"), answer, strict=True))
    if given.margin_precision is not None:
        solution["margin_cutoff"] = None
        if first is not None:
            cutoff = float(
                compiled(margin_cutoff, target)(Survived(*belief, first), given.margin_precision)
            )
            solution["margin_cutoff"] = cutoff if cutoff == cutoff else None
    return solution


def _given(*values: float, **more: float) -> dict[str, float]:
    """Return inputs from (α, β, z, c) and further keys."""
    names = ("public_precision", "private_precision", "public_mean", "cost")
    return dict(zip(names, values, strict=True)) | more


def _pair(values: tuple[float, ...], theta: float, signal: float) -> tuple[Case, Case]:
    """Return the two cases of a static game with one threshold."""
    name = "static (α, β, z, c) = ({:g}, {:g}, {:g}, {:g})".format(*values)
    source = _LIMIT_SOURCE if values[0] == 0.0 else _STATIC_SOURCE
    return tuple(  # type: ignore[return-value]
        Case(
            name=name,
            inputs=_given(*values),
            output=output,
            reference=[reference],
            tolerance=1e-5 if (output, values[0]) != ("x_star", 0.0) else 1e-4,
            source=source,
        )
        for output, reference in (("theta_star", theta), ("x_star", signal))
    )


def _dynamic(private: float, *roots: float) -> Case:
    """Return the case of the second period of the dynamic game at a private precision."""
    return Case(
        name=f"after surviving .336585, β = {private:g}",
        inputs=_given(1.0, private, 1.5, 0.3, survived_threshold=0.336585),
        output="theta_star",
        reference=list(roots),
        tolerance=1e-5,
        source=_DYNAMIC_SOURCE,
    )


def _margin(precision: float, cutoff: float) -> Case:
    """Return the case of a margin signal's cutoff."""
    return Case(
        name=f"margin seen with precision {precision:g}",
        inputs=_given(1.0, 1.0, 1.0, 0.5, margin_precision=precision),
        output="margin_cutoff",
        reference=cutoff,
        tolerance=0.01,
        source=_DYNAMIC_SOURCE + ", with a public signal added",
    )


CASES = (
    *_pair((0.0, 4.0, 0.0, 0.3), 0.7, 0.9622),
    *_pair((1.0, 1.0, 0.3, 0.5), 0.628875, 0.957750),
    *_pair((1.0, 1.0, 0.7, 0.5), 0.371125, 0.042250),
    *_pair((1.0, 1.0, 0.5, 0.3), 0.865982, 1.973578),
    *_pair((1.0, 4.0, 0.5, 0.3), 0.763661, 1.122725),
    Case(
        name="three thresholds at (α, β, z, c) = (4, 1, 0.5, 0.5)",
        inputs=_given(4.0, 1.0, 0.5, 0.5),
        output="theta_star",
        reference=[0.030074, 0.5, 0.969926],
        tolerance=1e-5,
        source=_STATIC_SOURCE,
    ),
    Case(
        name="first period of (α, z, c) = (1, 1.5, 0.3), β = 1",
        inputs=_given(1.0, 1.0, 1.5, 0.3),
        output="theta_star",
        reference=[0.336585],
        tolerance=1e-5,
        source=_STATIC_SOURCE,
    ),
    *(_dynamic(beta) for beta in (1.0, 2.0, 4.0, 8.0, 16.0)),
    _dynamic(32.0, 0.439309, 0.638431),
    *(
        Case(
            name=f"never again after .865982, β = {beta:g}",
            inputs=_given(1.0, beta, 0.5, 0.3, survived_threshold=0.865982),
            output="theta_star",
            reference=[],
            tolerance=0.0,
            source=_DYNAMIC_SOURCE,
        )
        for beta in (1.0, 32.0, 1e6)
    ),
    _margin(1.0, -0.766),
    _margin(4.0, 0.513),
    _margin(16.0, 0.851),
)
