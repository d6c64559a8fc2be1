r"""Threshold models of collective behaviour: a crowd that grows because it has grown.

Equations
---------
A person with threshold t [persons] joins once at least t others act. ``final`` is the number who
act in the end, beginning with nobody. With thresholds normal with ``mean`` and ``sd`` [per cent],
``equilibrium_percent`` is the least solution of

.. math:: r = 100\,\Phi\left(\frac{r - \mathrm{mean}}{\mathrm{sd}}\right)

and ``critical_sd`` the spread above which that solution jumps; null unless 0 < mean < 50. With
``agents`` N thresholds drawn independently and evenly from 0, ..., N-1, the outcomes of
``replicas`` cascades stand beside their ``exact_`` law; with ``mean`` and ``sd`` as well, each of
``agents`` persons draws a normal threshold, and ``share`` has the share that acts in the end, one
a replica:

.. math:: P(0) = (1-1/N)^N, \qquad P(N) = (N+1)^{N-1}/N^N, \qquad
    E\,r = \sum_{k=1}^N \prod_{j<k} (1 - j/N)

Limits
------
sd = 0: everybody has the mean, so all act if it is at most 0, and nobody otherwise. At
``critical_sd`` the curve touches the diagonal, and the point of touching is returned.

Source
------
Granovetter (1978), doi:10.1086/226707. The finite law and the tangency are our own derivation.
"""

from __future__ import annotations

from math import sqrt
from typing import Any, NamedTuple

from interregnum.canonical.cascades.plays import normal_crowds
from interregnum.canonical.shelf import NUMBER, NUMBERS, WHOLE, Case, Key, array_for
from interregnum.errors import ScenarioError
from interregnum.formulae.threshold_cascade import (
    everybody_probability,
    final_count,
    mean_cascade,
    nobody_probability,
    random_cascades,
)
from interregnum.formulae.threshold_equilibrium import critical_spread, least_equilibrium
from interregnum.kernels.scalar import Target, compiled

KEYS = {
    "thresholds": Key(
        kind=NUMBERS,
        required=False,
        meaning="how many must act before each person joins [persons]",
    ),
    "mean": Key(kind=NUMBER, required=False, meaning="mean threshold [per cent of the crowd]"),
    "sd": Key(
        kind=NUMBER, low=0.0, required=False, meaning="spread of thresholds [per cent of the crowd]"
    ),
    "agents": Key(
        kind=WHOLE,
        low=1,
        high=100_000_000,
        required=False,
        meaning="persons with random thresholds [persons]",
    ),
    "replicas": Key(
        kind=WHOLE, low=1, high=10_000_000, required=False, meaning="cascades to simulate [1]"
    ),
    "seed": Key(
        kind=WHOLE,
        low=0,
        high=2**63,
        high_open=True,
        required=False,
        meaning="where the random thresholds are looked up [1]",
    ),
}

_NORMAL, _CROWD = ("mean", "sd"), ("agents", "replicas", "seed")
_CHOICES = (("thresholds",), _NORMAL, _CROWD, (*_NORMAL, *_CROWD))
# So many replicas take about a second where agents are most, so that one can interrupt.
_PIECE = 1000
# Draws above which compiling, a second or two, is worth while.
_MANY_DRAWS = 1e5


class Inputs(NamedTuple):
    """One case, typed; the fields are those of ``KEYS``."""

    thresholds: list[float] | None
    mean: float | None
    sd: float | None
    agents: int | None
    replicas: int | None
    seed: int | None


def usual_target(given: Inputs) -> Target:
    """Return where to solve if nobody says: compiled for simulations of any length.

    >>> usual_target(Inputs(None, None, None, 10_000, 100_000, 7)).value
    'cpu'
    """
    people = given.agents or 0
    draws = (given.replicas or 0) * (1.0 + (sqrt(1.6 * people) if given.sd is None else people))
    return Target.CPU if draws > _MANY_DRAWS else Target.PYTHON


def _check_choice(given: Inputs) -> None:
    """Refuse inputs that do not ask exactly one whole question."""
    named = [name for name, value in given._asdict().items() if value is not None]
    ways = "; ".join(" and ".join(names) for names in _CHOICES)
    asked: list[tuple[str, ...]] = [names for names in _CHOICES[:3] if set(names) & set(named)]
    if asked == [_NORMAL, _CROWD]:
        asked = [_CHOICES[3]]
    if not asked:
        msg = f"granovetter: no input is given; give one of: {ways}"
        raise ScenarioError(msg)
    if len(asked) > 1:
        msg = f"granovetter: {', '.join(named)} do not go together; give one of: {ways}"
        raise ScenarioError(msg)
    missing = [name for name in asked[0] if name not in named]
    if missing:
        msg = (
            f"granovetter: {missing[0]} is missing; {named[0]} needs it: "
            f"give a {KEYS[missing[0]].kind} in {KEYS[missing[0]].range_text()}"
        )
        raise ScenarioError(msg)


def _simulated(target: Target, agents: int, replicas: int, seed: int) -> dict[str, Any]:
    """Return what random cascades came to, and what the exact law says."""
    simulate = compiled(random_cascades, target)
    nobody, everybody, joined = 0, 0, 0
    for first in range(0, replicas, _PIECE):
        piece = simulate(seed, first, min(first + _PIECE, replicas), agents)
        nobody += int(piece.nobody)
        everybody += int(piece.everybody)
        joined += int(piece.joined)
    return {
        "share_final_zero": nobody / replicas,
        "share_final_all": everybody / replicas,
        "mean_final": joined / replicas,
        "exact_share_final_zero": float(compiled(nobody_probability, target)(agents)),
        "exact_share_final_all": float(compiled(everybody_probability, target)(agents)),
        "exact_mean_final": float(compiled(mean_cascade, target)(agents)),
    }


def solve(target: Target, given: Inputs) -> dict[str, Any]:
    """Return how far the crowd grows: for given, for normal, or for random thresholds.

    Raises
    ------
    ScenarioError
        If no question is asked, more than one, or one without all its inputs.

    >>> from interregnum.canonical.shelf import solution_of
    >>> solution_of("granovetter", {"thresholds": [0, 1, 2, 3]})
    {'final': 4}
    >>> solution_of("granovetter", {"thresholds": [0, 2, 2, 3]})
    {'final': 1}
    """
    _check_choice(given)
    if given.thresholds is not None:
        ordered = array_for(sorted(given.thresholds), target)
        return {"final": int(compiled(final_count, target)(ordered, len(ordered)))}
    if given.mean is not None and given.sd is not None:
        mean = given.mean / 100.0
        critical = float(compiled(critical_spread, target)(mean))
        share = float(compiled(least_equilibrium, target)(mean, given.sd / 100.0))
        solution: dict[str, Any] = {
            "equilibrium_percent": 100.0 * share,
            "critical_sd": 100.0 * critical if critical == critical else None,
        }
        if given.agents is not None and given.replicas is not None and given.seed is not None:
            spread = (mean, given.sd / 100.0)
            solution["share"] = normal_crowds(
                target, given.agents, spread, given.replicas, given.seed
            )
        return solution
    # None of these is left out: that was refused above.
    return _simulated(target, given.agents or 0, given.replicas or 0, given.seed or 0)


_SOURCE = "Granovetter 1978, doi:10.1086/226707"
_COMPUTED = f"computed by us from the equation of {_SOURCE}"
_EXACT = "our derivation of the law for independent even thresholds"


def _crowd(name: str, thresholds: list[float], final: int) -> Case:
    """Return a case of a list of thresholds."""
    return Case(
        name=name,
        inputs={"thresholds": thresholds},
        output="final",
        reference=final,
        tolerance=0.0,
        source=_SOURCE,
    )


def _normal(sd: float, output: str, reference: float, tolerance: float) -> Case:
    """Return a case of thresholds that are normal with mean 25 per cent."""
    return Case(
        name=f"mean 25 %, sd {sd:g} %",
        inputs={"mean": 25.0, "sd": sd},
        output=output,
        reference=reference,
        tolerance=tolerance,
        source=_COMPUTED,
    )


def _random(output: str, reference: float, tolerance: float) -> Case:
    """Return a case of a hundred random thresholds: exact, or within 4 standard errors."""
    return Case(
        name="100 agents, 1000 replicas",
        inputs={"agents": 100, "replicas": 1000, "seed": 1978},
        output=output,
        reference=reference,
        tolerance=tolerance,
        source=_EXACT,
    )


CASES = (
    _crowd("thresholds 0 to 99", [float(t) for t in range(100)], 100),
    _crowd("thresholds 0, 2, 2, 3 to 99", [0.0, 2.0, *map(float, range(2, 100))], 1),
    _normal(8.0, "equilibrium_percent", 0.09246, 1e-5),
    _normal(10.0, "equilibrium_percent", 0.76955, 1e-5),
    _normal(12.0, "equilibrium_percent", 4.02113, 1e-5),
    _normal(30.0, "equilibrium_percent", 99.339, 1e-3),
    _normal(50.0, "equilibrium_percent", 90.485, 1e-3),
    _normal(100.0, "equilibrium_percent", 65.857, 1e-3),
    _normal(12.0, "critical_sd", 12.2221, 1e-4),
    _random("share_final_zero", 0.366032, 0.061),
    _random("share_final_all", 0.026780, 0.0205),
    _random("mean_final", 12.20996, 2.7),
    _random("exact_share_final_zero", 0.366032, 1e-6),
    _random("exact_share_final_all", 0.026780, 1e-6),
    _random("exact_mean_final", 12.20996, 1e-5),
)
