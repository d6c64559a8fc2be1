r"""Revolutionary entrepreneurs: whom a vanguard's signal can mobilise.

Equations
---------
.. math:: \gamma\,\hat x\,P(\theta \ge \hat x - \sigma_\epsilon\Phi^{-1}(1-T) \mid \hat x, s) = k

``cutoffs`` are all x̂ above which citizens take part: none, one or two;
``least_mobilising_signal`` is the s below which there is none. The closed forms are in
:mod:`interregnum.formulae.vanguard`.

Limits
------
s → ∞: the lower cutoff tends to k/γ, where success is certain. "Nobody takes part" is an
equilibrium at every signal and is not listed.

Source
------
Bueno de Mesquita (2010), American Political Science Review 104, 446-466,
doi:10.1017/S0003055410000274; his equations from memory, the reference values ours.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from interregnum.canonical.shelf import NUMBER, Case, Key, array_for
from interregnum.formulae.vanguard import (
    Society,
    find_cutoffs,
    following_of,
    least_mobilising_signal,
)
from interregnum.kernels.scalar import Target, compiled


def _sd(meaning: str) -> Key:
    """Return the key of a standard deviation."""
    return Key(kind=NUMBER, low=1e-9, high=1e9, required=False, default=1.0, meaning=meaning)


KEYS = {
    "cost": Key(kind=NUMBER, low=0.0, low_open=True, meaning="cost k of taking part [utility]"),
    "share_needed": Key(
        kind=NUMBER,
        low=0.0,
        high=1.0,
        low_open=True,
        high_open=True,
        meaning="share T of citizens that brings the regime down [1]",
    ),
    "signal": Key(kind=NUMBER, meaning="the vanguard's signal s of sentiment [sentiment]"),
    "mean": Key(
        kind=NUMBER, required=False, default=0.0, meaning="prior mean m of sentiment [sentiment]"
    ),
    "value": Key(
        kind=NUMBER,
        low=0.0,
        low_open=True,
        required=False,
        default=1.0,
        meaning="what taking part in a success is worth, γ [utility a unit of sentiment]",
    ),
    "sd_state": _sd("prior standard deviation σ_θ of sentiment [sentiment]"),
    "sd_private": _sd("spread σ_ε of citizens around it [sentiment]"),
    "sd_signal": _sd("noise σ_η of the vanguard's signal [sentiment]"),
}


class Inputs(NamedTuple):
    """One case, typed; the fields are those of ``KEYS``."""

    cost: float
    share_needed: float
    signal: float
    mean: float
    value: float
    sd_state: float
    sd_private: float
    sd_signal: float


def solve(target: Target, given: Inputs) -> dict[str, Any]:
    """Return all participation cutoffs and the least signal that mobilises anybody.

    >>> from interregnum.canonical.shelf import solution_of
    >>> solution = solution_of("vanguard", {"cost": 0.25, "share_needed": 0.3, "signal": 0})
    >>> [round(cutoff, 5) for cutoff in solution["cutoffs"]]
    [0.36373, 1.69284]
    """
    society = Society(
        given.mean, given.share_needed, given.sd_state, given.sd_private, given.sd_signal
    )
    stakes = given.cost / given.value
    game = compiled(following_of, target)(society, given.signal, stakes)
    cutoffs = array_for([0.0, 0.0], target)
    n = compiled(find_cutoffs, target)(game, cutoffs)
    least = compiled(least_mobilising_signal, target)(society, stakes)
    return {
        "cutoffs": [float(cutoff) for cutoff in cutoffs[:n]],
        "least_mobilising_signal": float(least),
    }


_SOURCE = (
    "computed by us from the model of Bueno de Mesquita 2010, doi:10.1017/S0003055410000274 "
    "(from memory)"
)


def _case(signal: float, output: str, reference: float | list[float], tolerance: float) -> Case:
    """Return a case at T = .3, k = .25."""
    return Case(
        name=f"T .3, k .25, signal {signal:g}",
        inputs={"cost": 0.25, "share_needed": 0.3, "signal": signal},
        output=output,
        reference=reference,
        tolerance=tolerance,
        source=_SOURCE,
    )


CASES = (
    _case(0.0, "cutoffs", [0.36373, 1.69284], 1e-5),
    _case(1.0, "cutoffs", [0.28532, 2.36989], 1e-5),
    _case(0.0, "least_mobilising_signal", -0.821, 1e-3),
    _case(-0.83, "cutoffs", [], 0.0),
)
