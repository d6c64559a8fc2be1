"""Placebos: the same claims in models from which the argument's own mechanism was taken away.

A claim that comes out as well without the channel that it speaks of does not rest on that channel.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.errors import ScenarioError, nearest

if TYPE_CHECKING:
    from interregnum.claims.evidence_of_model import ModelEvidence
    from interregnum.claims.model_test import ModelTest
    from interregnum.claims.schema import Claim

# As imprecise as news may be; a precision of 0 lies outside the declared range.
IMPRECISE = 0.5


class Placebo(NamedTuple):
    """A poorer model: its words and the settings that make it."""

    words: str
    settings: Mapping[str, Any]


# News of strength off: nobody overestimated the ruler, and what is seen tells next to nothing.
_NO_NEWS: dict[str, Any] = {
    "start.full_overestimation": 0.0,
    "public_signal.exposure_precision": IMPRECISE,
    "public_signal.margin_precision": IMPRECISE,
    "public_signal.bias": 0.0,
}
# What a failure does otherwise: it excites, it costs legitimacy and loyal strength.
_NO_MARK: dict[str, Any] = {
    "legitimacy.coup_cost": 0.0,
    "legitimacy.mass_cost": 0.0,
    "march_decision.purge_loss": 0.0,
    "elite_guarantee.purge_effect": 0.0,
}
PLACEBOS: Mapping[str, Placebo] = {
    "no_exposure": Placebo(
        "no overestimation, and news as imprecise as it may be (o = 0, τ_e at its least)", _NO_NEWS
    ),
    "frailty": Placebo(
        "rulers differ in strength, and nothing that happens leaves a mark",
        {**_NO_NEWS, **_NO_MARK, "opportunity.excitation_jump": 0.0},
    ),
    "excitation": Placebo(
        "failures excite further attempts, and leave no other mark", {**_NO_NEWS, **_NO_MARK}
    ),
}


def under_placebo(test: ModelTest, name: str) -> ModelTest:
    """Return the same test on a placebo.

    Parameters
    ----------
    test
        Of the reference model; runs are kept in its folder too, under names of their own.
    name
        ``no_exposure``, ``frailty`` or ``excitation``.

    Raises
    ------
    ScenarioError
        If there is no such placebo.
    """
    if name not in PLACEBOS:
        raise ScenarioError(f"placebo {name}: is none; {nearest(name, PLACEBOS)}")
    return dataclasses.replace(test, settings=dict(PLACEBOS[name].settings), searches=False)


def placebo_evidence(
    test: ModelTest, claims: Iterable[Claim], names: Iterable[str] = tuple(PLACEBOS)
) -> Iterator[tuple[str, ModelEvidence]]:
    """Yield the placebo's name and what it says, claim by claim.

    Parameters
    ----------
    test
        Of the reference model.
    claims
        Those to be run.
    names
        Of placebos.

    Notes
    -----
    An arm sets its own values over a placebo's: what a claim compares is never taken away.
    """
    chosen = tuple(claims)
    for name in names:
        poorer = under_placebo(test, name)
        for claim in chosen:
            yield name, poorer.evidence(claim)
