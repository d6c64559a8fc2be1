r"""Elites stay while the ruler can be expected to keep paying them.

Equations
---------
E6: :math:`\mu_e = \Phi^{-1}(c_{e0}) - \gamma_L^e(L_0 - L_t) - \gamma_h(m(h_t) - m(h_0)) -
\gamma_d 1\{lame\ duck\} + \gamma_\kappa\,purge`; :math:`h_t = 1 - \exp(-\lambda_t
P_b(\theta \le \theta^*))` with the threshold of the last solve and yesterday's belief; selectorate
arithmetic :math:`m(h) = (1 - \delta')/(1 - \delta' W/S)`, :math:`\delta' = \delta(1 - h)`. The
guarantor fails when :math:`m(h_t) > \rho_{rev}`: the share that loyalty would cost exceeds the
revenue, and the weight of one patronage pyramid moves to desertion at each review.

Reads
-----
Legitimacy, the hazard of attempts as of yesterday, the last threshold, belief, past purges and
pyramids gone, and whether an election is near.

Writes
------
The expected exit hazard, loyalty's price, elites' cost and the share that has deserted.

Limits
------
Turnout as a signal is a step of its own. Desertion is not undone. One pyramid a review (an event
day, or every 30 days), so the end of a term may be noticed up to 30 days late.

Source
------
Bueno de Mesquita, Smith, Siverson and Morrow (2003), The Logic of Political Survival,
doi:10.7551/mitpress/4292.001.0001; the coupling to the exit hazard is the reference model's own.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, Param, Shared, State
from interregnum.formulae.attempt_rate import drifted_rate
from interregnum.formulae.belief import Belief, share_below
from interregnum.formulae.selectorate import pay_share
from interregnum.kernels.random import Address
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import exp, normal_quantile

_SIMPLEX = "dirichlet:pyramids:2"


class Params(NamedTuple):
    """What elites are paid, what they fear, and how patronage is split."""

    legitimacy_effect: Annotated[float, Param("1", 0.0, 4.0, "assumed", "γ_L^e")] = 2.0
    hazard_effect: Annotated[float, Param("1", -0.5, 3.0, "assumed", "γ_h elites")] = 0.35
    purge_effect: Annotated[
        float, Param("1", 0.0, 0.5, "assumed: personalisation after failed coups", "γ_κ")
    ] = 0.2
    lame_duck_effect: Annotated[float, Param("1", 0.0, 0.5, "assumed", "γ_d")] = 0.2
    discount: Annotated[
        float, Param("1", 0.85, 0.95, "assumed: selectorate theory's .9, range ours", "δ")
    ] = 0.9
    coalition_ratio: Annotated[
        float, Param("1", 0.001, 0.1, "assumed: selectorate theory", "W/S", "log_uniform")
    ] = 0.01
    revenue_share: Annotated[
        float, Param("1", 0.15, 0.4, "assumed: selectorate theory", "ρ_rev")
    ] = 0.3
    pyramid_1: Annotated[float, Param("1", 0.0, 1.0, "assumed", "K_1", _SIMPLEX)] = 1.0 / 6.0
    pyramid_2: Annotated[float, Param("1", 0.0, 1.0, "assumed", "K_2", _SIMPLEX)] = 1.0 / 6.0
    pyramid_3: Annotated[float, Param("1", 0.0, 1.0, "assumed", "K_3", _SIMPLEX)] = 1.0 / 6.0
    pyramid_4: Annotated[float, Param("1", 0.0, 1.0, "assumed", "K_4", _SIMPLEX)] = 1.0 / 6.0
    pyramid_5: Annotated[float, Param("1", 0.0, 1.0, "assumed", "K_5", _SIMPLEX)] = 1.0 / 6.0
    pyramid_6: Annotated[float, Param("1", 0.0, 1.0, "assumed", "K_6", _SIMPLEX)] = 1.0 / 6.0


class Reads(NamedTuple):
    """What the rule needs."""

    legitimacy: Annotated[float, State("legitimacy.level")]
    legitimacy_rest: Annotated[float, Shared("legitimacy.rest")]
    median_cost: Annotated[float, Shared("coordination.cost_elites")]
    attempt_rate: Annotated[float, Shared("opportunity.attempt_rate")]
    period_drift: Annotated[float, Shared("opportunity.period_drift")]
    year: Annotated[float, Shared("scenario.year")]
    excitation: Annotated[float, State("attempts.excitation", previous=True)]
    relative: Annotated[float, State("attempts.relative_chance", previous=True)]
    threshold: Annotated[float, State("game.threshold", previous=True)]
    hazard_start: Annotated[float, State("elites.exit_hazard_start", previous=True)]
    pyramids_gone: Annotated[float, State("elites.pyramids_gone", previous=True)]
    purges: Annotated[float, State("elites.purges", previous=True)]
    near: Annotated[float, State("election.near")]
    belief: Annotated[Belief, State("belief.density")]


class Writes(NamedTuple):
    """What the rule sets."""

    exit_hazard: Annotated[float, State("elites.exit_hazard")]
    exit_hazard_start: Annotated[float, State("elites.exit_hazard_start")]
    pay: Annotated[float, State("elites.pay_share")]
    pay_start: Annotated[float, State("elites.pay_share_start")]
    cost: Annotated[float, State("elites.cost")]
    deserted: Annotated[float, State("elites.deserted")]
    pyramids_gone: Annotated[float, State("elites.pyramids_gone")]
    deserts: Annotated[float, State("elites.pyramid_deserts")]


@scalar
def exit_hazard(attempt_rate: float, fall_probability: float) -> float:
    """Return the probability of an exit within a year, from attempts a year and their chance.

    >>> exit_hazard(0.5, 0.0)
    0.0
    """
    return 1.0 - exp(-attempt_rate * fall_probability)


@scalar
def share_of_first(params: Params, gone: float) -> float:
    """Return the elite weight in the first ``gone`` pyramids.

    >>> round(share_of_first(Params(), 3.0), 12)
    0.5
    """
    result = 0.0
    if gone > 0.5:
        result += params.pyramid_1
    if gone > 1.5:
        result += params.pyramid_2
    if gone > 2.5:
        result += params.pyramid_3
    if gone > 3.5:
        result += params.pyramid_4
    if gone > 4.5:
        result += params.pyramid_5
    if gone > 5.5:
        result += params.pyramid_6
    return min(result, 1.0)


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Review what the ruler's promises are worth."""
    chance = share_below(reads.belief, reads.threshold)
    rate = drifted_rate(reads.attempt_rate, reads.period_drift, reads.year)
    rate = rate * (1.0 + reads.excitation) * reads.relative
    hazard = exit_hazard(rate, chance)
    start = hazard if at.day < 0 else reads.hazard_start
    price = pay_share(params.discount, params.coalition_ratio, hazard)
    price_start = pay_share(params.discount, params.coalition_ratio, start)
    gone = reads.pyramids_gone
    deserts = 0.0
    if at.day >= 0 and price > params.revenue_share and gone < 5.5:
        gone += 1.0
        deserts = 1.0
    cost = normal_quantile(reads.median_cost)
    cost -= params.legitimacy_effect * (reads.legitimacy_rest - reads.legitimacy)
    cost -= params.hazard_effect * (price - price_start)
    cost -= params.lame_duck_effect * reads.near
    cost += params.purge_effect * reads.purges
    deserted = share_of_first(params, gone)
    return Writes(hazard, start, price, price_start, cost, deserted, gone, deserts)


MECHANISM = Mechanism(
    name="elite_guarantee",
    equation="E6",
    title="Elites stay while the ruler can keep paying",
    params=Params,
    reads=Reads,
    writes=Writes,
    rule=rule,
    claims=("C10", "C13"),
)
