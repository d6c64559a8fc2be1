r"""What a side brings to a contest: armed people, crowds, elites, and how well it is organised.

Equations
---------
E13: :math:`r_k = (\eta_a\,armed_k + \eta_m\,mobilised_k(1 - \gamma_{taint}x_k)\nu_k +
\eta_e\,elite_k)\cdot prep_k\cdot(1 + x_k)\cdot(1 + \eta_r\,rec_k)`. Organisation, support from
abroad and recognition multiply the whole, so they leave a side's armed part as it is.
"""

from __future__ import annotations

from typing import NamedTuple

from interregnum.formulae.factions import SIDES, Factions
from interregnum.kernels.scalar import scalar

ARMED_UNIT = 1e5  # persons in which η_a is measured


class ResourceLaw(NamedTuple):
    """What each kind of resource counts: η_a per 1e5 armed persons, η_m per mobilisable pool,
    η_e per elite weight, η_r of recognition, γ_taint of support from abroad."""

    armed: float
    mobilised: float
    elite: float
    recognition: float
    taint: float


@scalar
def multiplier_of(factions: Factions, k: int, recognition: float) -> float:
    """Return by what organisation, external support and recognition multiply a side's means."""
    abroad = (1.0 + factions.external[k]) * (1.0 + recognition * factions.recognised[k])
    return float(factions.preparation[k] * abroad)


@scalar
def resource_of(factions: Factions, k: int, law: ResourceLaw, nonviolence: float) -> float:
    """Return the resources r of side k.

    Parameters
    ----------
    factions
        The table of sides.
    k
        Which of them.
    law
        What each kind of resource counts.
    nonviolence
        The side's share of nonviolence ν [1].

    >>> side = Factions([2e5], [2e5], [0.5], [0.4], [0.5], [1.0], [0.0], *[[0.0]] * 6)
    >>> round(resource_of(side, 0, ResourceLaw(1.0, 1.0, 1.0, 0.2, 0.2), 1.0), 12)
    2.8
    """
    armed = law.armed * (factions.armed[k] / ARMED_UNIT)
    peaceful = (1.0 - law.taint * factions.external[k]) * nonviolence
    mobilised = law.mobilised * factions.mobilised[k] * peaceful
    means = armed + mobilised + law.elite * factions.elite[k]
    return float(means * multiplier_of(factions, k, law.recognition))


@scalar
def armed_part_of_rulers(factions: Factions, armed_weight: float, recognition: float) -> float:
    """Return the armed part of the resources of those who rule, all of them together [1].

    Parameters
    ----------
    factions
        The table of sides, with resources as they stand; ``party`` marks who rules.
    armed_weight, recognition
        η_a [per 1e5 persons] and η_r.

    Returns
    -------
    A share; 0 where nobody rules or rulers have nothing.
    """
    armed = 0.0
    whole = 0.0
    for k in range(SIDES):
        if factions.party[k] > 0.0:
            own = armed_weight * (factions.armed[k] / ARMED_UNIT)
            armed += own * multiplier_of(factions, k, recognition)
            whole += factions.resource[k]
    if whole <= 0.0:
        return 0.0
    return float(min(armed / whole, 1.0))


@scalar
def elite_part_of_rulers(factions: Factions) -> float:
    """Return the elite weight, from before the crisis, of those who rule [1]."""
    weight = 0.0
    for k in range(SIDES):
        if factions.party[k] > 0.0:
            weight += factions.elite[k]
    return float(min(weight, 1.0))
