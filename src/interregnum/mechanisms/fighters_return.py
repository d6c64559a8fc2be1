r"""A broken front sends armed men home, and some of them choose a side.

Equations
---------
E12: of the army at the break the share :math:`\psi` comes home, evenly over :math:`T_{ret}`
days; the share :math:`\chi` of them is armed. Armed returners go to militarised nationalists N,
the democratic opposition D, the incumbent and the rest by the shares :math:`\zeta`. The rest,
:math:`V`, demobilise at rate :math:`\delta_V` and join armed groups at rate :math:`\lambda_V`:
with f men joining it a day, :math:`V \leftarrow V e^{-k} + f(1 - e^{-k})/k`, k a day's
:math:`\delta_V + \lambda_V`, exactly; those who leave divide as the two rates, those who join
between N and D as :math:`\zeta_N : \zeta_D`.

Reads
-----
Whether the front is broken, the army at the break, and the returners so far.

Writes
------
Returners so far, the armed ones by side and of no side, and those who have laid down arms.

Limits
------
Nobody changes sides or leaves one. Pay is one share for all of the rest; it matters only for how
fast they join. Men who come home on part of the last day count as evenly spread over it.

Source
------
The reference model's own; no open counts of returning fighters exist.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from interregnum.declare import Mechanism, Param, State
from interregnum.kernels.random import Address
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import exp

MONTHS = 12.0


class Params(NamedTuple):
    """How many come home, how armed, how fast, and to whom."""

    share_returning: Annotated[
        float,
        Param("1", 0.1, 0.5, "assumed: value of the model text, range ours", "ψ", "uniform",
              "share of the army at the break that comes home"),
    ] = 0.3  # fmt: skip
    armed_share: Annotated[
        float, Param("1", 0.1, 0.8, "assumed", "χ", "uniform", "share of returners with arms")
    ] = 0.5
    return_days: Annotated[
        float, Param("d", 14.0, 180.0, "assumed", "T_ret", "uniform", "how long the return takes")
    ] = 60.0
    demobilisation_rate: Annotated[
        float,
        Param("1/yr", 0.5, 2.0, "assumed: value of the model text, range ours", "δ_V", "uniform",
              "rate at which armed men of no side lay down arms"),
    ] = 1.0  # fmt: skip
    join_unpaid: Annotated[
        float,
        Param("1/month", 0.0, 0.04, "assumed ±100 %", "λ_V unpaid", "uniform",
              "rate at which unpaid men of no side join armed groups"),
    ] = 0.02  # fmt: skip
    join_paid: Annotated[
        float,
        Param("1/month", 0.0, 0.01, "assumed ±100 %", "λ_V paid", "uniform",
              "the same of paid men"),
    ] = 0.005  # fmt: skip
    paid_share: Annotated[
        float,
        Param("1", 0.0, 1.0, "assumed", "paid share", "uniform",
              "share of armed men of no side whom the state pays"),
    ] = 0.5  # fmt: skip
    share_nationalist: Annotated[
        float, Param("1", 0.0, 1.0, "assumed: no sign assumed", "ζ_N", "dirichlet:veterans:1")
    ] = 1.0 / 6.0
    share_democratic: Annotated[
        float, Param("1", 0.0, 1.0, "assumed: no sign assumed", "ζ_D", "dirichlet:veterans:1")
    ] = 1.0 / 6.0
    share_incumbent: Annotated[
        float, Param("1", 0.0, 1.0, "assumed: no sign assumed", "ζ_inc", "dirichlet:veterans:1")
    ] = 1.0 / 6.0
    share_rest: Annotated[
        float, Param("1", 0.0, 1.0, "assumed: no sign assumed", "ζ_rest", "dirichlet:veterans:3")
    ] = 0.5


class Reads(NamedTuple):
    """What the rule needs."""

    broken: Annotated[float, State("war.broken")]
    army: Annotated[float, State("war.army_at_break")]
    home: Annotated[float, State("veterans.home", previous=True)]
    pool: Annotated[float, State("veterans.pool", previous=True)]
    nationalist: Annotated[float, State("veterans.nationalist", previous=True)]
    democratic: Annotated[float, State("veterans.democratic", previous=True)]
    incumbent: Annotated[float, State("veterans.incumbent", previous=True)]
    demobilised: Annotated[float, State("veterans.demobilised", previous=True)]


class Writes(NamedTuple):
    """What the rule sets."""

    home: Annotated[float, State("veterans.home")]
    pool: Annotated[float, State("veterans.pool")]
    nationalist: Annotated[float, State("veterans.nationalist")]
    democratic: Annotated[float, State("veterans.democratic")]
    incumbent: Annotated[float, State("veterans.incumbent")]
    demobilised: Annotated[float, State("veterans.demobilised")]


@scalar
def join_rate(params: Params) -> float:
    """Return the rate at which armed men of no side join a group [1/yr].

    >>> round(join_rate(Params(paid_share=1.0)), 12), round(join_rate(Params(paid_share=0.0)), 12)
    (0.06, 0.24)
    """
    if params.share_nationalist + params.share_democratic <= 0.0:
        return 0.0  # there is nobody to join
    unpaid = params.join_unpaid * (1.0 - params.paid_share)
    return MONTHS * (unpaid + params.join_paid * params.paid_share)


@scalar
def pool_after(pool: float, arriving: float, leaving_rate: float, days: float) -> float:
    """Return the men of no side after a span of days, exactly.

    Parameters
    ----------
    pool
        Men of no side now [persons].
    arriving
        Men who come in a day, evenly [persons/d].
    leaving_rate
        Rate at which they leave [1/d].
    days
        [d]

    >>> pool_after(100.0, 5.0, 0.0, 2.0), round(pool_after(0.0, 5.0, 0.05, 1e4), 6)
    (110.0, 100.0)
    """
    if leaving_rate <= 0.0:
        return pool + arriving * days
    kept = exp(-leaving_rate * days)
    return pool * kept + arriving * (1.0 - kept) / leaving_rate


@scalar
def rule(reads: Reads, params: Params, at: Address) -> Writes:
    """Bring home one day's fighters."""
    if reads.broken <= 0.0:
        return Writes(
            reads.home,
            reads.pool,
            reads.nationalist,
            reads.democratic,
            reads.incumbent,
            reads.demobilised,
        )
    whole = params.share_returning * reads.army
    home = min(reads.home + whole / max(params.return_days, 1.0), whole)
    armed = params.armed_share * max(home - reads.home, 0.0)
    joining = join_rate(params)
    leaving = params.demobilisation_rate + joining
    arriving = armed * params.share_rest
    pool = pool_after(reads.pool, arriving, leaving / 365.0, 1.0)
    left = max(reads.pool + arriving - pool, 0.0)
    joined = left * joining / max(leaving, 1e-300)
    groups = max(params.share_nationalist + params.share_democratic, 1e-300)
    nationalist = armed * params.share_nationalist + joined * params.share_nationalist / groups
    democratic = armed * params.share_democratic + joined * params.share_democratic / groups
    return Writes(
        home,
        pool,
        reads.nationalist + nationalist,
        reads.democratic + democratic,
        reads.incumbent + armed * params.share_incumbent,
        reads.demobilised + left - joined,
    )


MECHANISM = Mechanism(
    name="fighters_return",
    equation="E12",
    title="A broken front sends armed men home",
    params=Params,
    reads=Reads,
    writes=Writes,
    rule=rule,
    claims=("C07",),
)
