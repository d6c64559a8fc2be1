"""Families of effects: what one needs, whether calibration may read it, and how it is computed.

Nothing heavy is imported here, so that the families can be listed in an instant.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from interregnum.evidence.cases import LAST_DAY

if TYPE_CHECKING:
    from interregnum.effects import Effect
    from interregnum.evidence.cases import CaseTable

TABLES: dict[str, tuple[str, str]] = {
    "powell_thyne.events": ("powell_thyne", "load_events"),
    "powell_thyne.country_years": ("powell_thyne", "load_country_years"),
    "cline_coups": ("cline_coups", "load"),
    "gwf": ("gwf", "load"),
    "archigos": ("archigos", "load"),
    "reign.leaders": ("reign", "load_leaders"),
    "reign.regimes": ("reign", "load_regimes"),
    "navco.campaigns": ("navco", "load_campaigns"),
    "navco.attributes": ("navco", "load_campaign_attributes"),
    "navco.campaign_years": ("navco", "load_campaign_years"),
    "vdem.highlevel": ("vdem", "load_highlevel"),
    "vdem.indicators": ("vdem", "load_indicators"),
    "ert": ("ert", "load"),
    "lied": ("lied", "load"),
    "bmr": ("bmr", "load"),
    "ucdp_acd": ("ucdp_acd", "load"),
    "mass_mobilization": ("mass_mobilization", "load"),
    "cow_wars": ("cow_wars", "load"),
    "gw_states": ("gw_states", "load"),
    "chga": ("chga", "load"),
}
"""The name of each table of cases, with its module in ``evidence.sources`` and its loader."""


class Tables(Protocol):
    """What a family sees of the data: tables by name, each read once."""

    def table(self, name: str) -> CaseTable:
        """Return the table of a name of :data:`TABLES`, read when first asked for."""
        ...


class Compute(Protocol):
    """How a family turns tables into effects."""

    def __call__(self, tables: Tables, until: date, draws: int, seed: int) -> list[Effect]:
        """Return every effect of the family.

        Parameters
        ----------
        tables
            The data.
        until
            The last day looked at: nothing that happened later changes any number.
        draws
            How many bootstrap draws an interval takes.
        seed
            Where the draws begin; the same seed gives the same numbers.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Effects that share cases and a page of the docs.

    Parameters
    ----------
    name
        One word or two joined by ``_``: the name of the file in ``evidence.effects``.
    title
        The heading of its page.
    needs
        The tables of :data:`TABLES` that it reads.
    compute
        The function that gives the effects.
    for_calibration
        Whether calibration may read it; such a family stops at :data:`LAST_DAY` unless told
        otherwise.
    default_until
        The last day looked at when none is given, or None for all that the data hold.
    """

    name: str
    title: str
    needs: tuple[str, ...]
    compute: Compute
    for_calibration: bool = True
    default_until: date | None = LAST_DAY
