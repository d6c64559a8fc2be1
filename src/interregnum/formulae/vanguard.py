r"""Who follows a vanguard: the participation cutoffs that a public signal allows.

Equations
---------
Anti-government sentiment θ ~ N(m, σ_θ²); citizen i feels x_i = θ + N(0, σ_ε²) and everybody
sees the vanguard's signal s = θ + N(0, σ_η²). Whoever has x ≥ x̂ takes part; the regime falls
iff at least a share T does, that is iff θ ≥ x̂ - σ_ε Φ⁻¹(1-T). The one at the cutoff gains
γ x̂ if it falls and pays k:

.. math:: \gamma\,\hat x\,\Phi(a - b\,\hat x) = k, \qquad
    a = \sqrt P\,\sigma_\epsilon \Phi^{-1}(1-T)
    + \frac{s/\sigma_\eta^2 + m/\sigma_\theta^2}{\sqrt P},
    \qquad b = \frac{1/\sigma_\eta^2 + 1/\sigma_\theta^2}{\sqrt P}

with P the sum of the three precisions. log x̂ + log Φ(a - b x̂) is strictly concave: there are
two cutoffs, one or none. They meet where bκ = Φ(v)²/φ(v), κ = k/γ, a = v + Φ(v)/φ(v), which
gives the least signal that can mobilise anybody.

References
----------
E. Bueno de Mesquita, Regime change and revolutionary entrepreneurs, American Political Science
Review 104 (2010), 446-466, doi:10.1017/S0003055410000274. The closed form of the meeting point
is our own.
"""

from __future__ import annotations

from collections.abc import MutableSequence
from math import sqrt
from typing import NamedTuple

from interregnum.formulae.tails import hazard, log_normal_cdf
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import log, normal_quantile

_STEPS = 400
_ROUNDING = 4e-15
_FAR = 100.0


class Following(NamedTuple):
    """The citizen at the cutoff: success is Φ(``lead`` - ``fall`` x), to be worth ``stakes``."""

    lead: float
    fall: float
    stakes: float


class Society(NamedTuple):
    """What citizens know and need: mean m, share T needed, and the three standard deviations."""

    mean: float
    share_needed: float
    sd_state: float
    sd_private: float
    sd_signal: float


@scalar
def following_of(society: Society, signal: float, stakes: float) -> Following:
    """Return the equation of the cutoff at a public signal, with stakes κ = k/γ."""
    state = 1.0 / (society.sd_state * society.sd_state)
    public = 1.0 / (society.sd_signal * society.sd_signal)
    private = 1.0 / (society.sd_private * society.sd_private)
    root = sqrt(state + public + private)
    # Φ⁻¹(1 - T) = -Φ⁻¹(T), which keeps its digits where T is small.
    lead = -root * society.sd_private * normal_quantile(society.share_needed)
    lead += (public * signal + state * society.mean) / root
    return Following(lead, (state + public) / root, stakes)


@scalar
def _advantage(cutoff: float, game: Following) -> float:
    """Return a number of the sign of what taking part brings at a cutoff, net of its cost."""
    return log(cutoff / game.stakes) + log_normal_cdf(game.lead - game.fall * cutoff)


@scalar
def _peak(game: Following) -> float:
    """Return the cutoff at which taking part brings most."""
    low = 0.0
    high = 1.0
    while high * hazard(game.lead - high) < 1.0:
        low = high
        high *= 2.0
    for _ in range(_STEPS):
        middle = low + 0.5 * (high - low)
        if not low < middle < high:
            break
        if middle * hazard(game.lead - middle) < 1.0:
            low = middle
        else:
            high = middle
    return high / game.fall


@scalar
def _cutoff_between(low: float, high: float, rises: bool, game: Following) -> float:
    """Return the cutoff in a bracket on which the advantage rises, or falls."""
    for _ in range(_STEPS):
        middle = low + 0.5 * (high - low)
        if not low < middle < high:
            return middle
        if (_advantage(middle, game) < 0.0) == rises:
            low = middle
        else:
            high = middle
    return low


@scalar
def find_cutoffs(game: Following, cutoffs: MutableSequence[float]) -> int:
    """Find every cutoff at which somebody takes part, and return how many there are.

    Parameters
    ----------
    game
        From :func:`following_of`; stakes positive.
    cutoffs
        Filled from the front, increasing; room for two.

    Notes
    -----
    Two cutoffs that meet to within rounding are one. "Nobody takes part" is always an
    equilibrium too; it is not listed.

    >>> cutoffs = [0.0, 0.0]
    >>> society = Society(0.0, 0.3, 1.0, 1.0, 1.0)
    >>> n = find_cutoffs(following_of(society, 1.0, 0.25), cutoffs)
    >>> [round(x, 5) for x in cutoffs[:n]]
    [0.28532, 2.36989]
    """
    peak = _peak(game)
    height = _advantage(peak, game)
    chance = log_normal_cdf(game.lead - game.fall * peak)
    if abs(height) <= _ROUNDING * (1.0 + abs(log(peak / game.stakes)) + abs(chance)):
        cutoffs[0] = peak
        return 1
    if height < 0.0:
        return 0
    high = 2.0 * peak
    while _advantage(high, game) > 0.0:
        high *= 2.0
    cutoffs[0] = _cutoff_between(min(game.stakes, peak), peak, True, game)
    cutoffs[1] = _cutoff_between(peak, high, False, game)
    return 2


@scalar
def least_mobilising_signal(society: Society, stakes: float) -> float:
    """Return the signal below which nobody can be mobilised, at stakes κ = k/γ.

    >>> round(least_mobilising_signal(Society(0.0, 0.3, 1.0, 1.0, 1.0), 0.25), 3)
    -0.821
    """
    flat = following_of(society, 0.0, stakes)
    level = log(flat.fall * stakes)
    low = -_FAR
    high = _FAR
    for _ in range(_STEPS):
        middle = low + 0.5 * (high - low)
        if not low < middle < high:
            break
        if log_normal_cdf(middle) - log(hazard(middle)) < level:
            low = middle
        else:
            high = middle
    lead = low + 1.0 / hazard(low)
    state = 1.0 / (society.sd_state * society.sd_state)
    private = 1.0 / (society.sd_private * society.sd_private)
    public = 1.0 / (society.sd_signal * society.sd_signal)
    return (lead - flat.lead) * sqrt(state + public + private) / public
