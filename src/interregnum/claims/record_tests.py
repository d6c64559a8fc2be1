"""The record's test of a claim: its effects, how sure they are, and what a confounder would do."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from interregnum.claims.evidence_of_record import RecordEvidence, Tested, beside
from interregnum.claims.kinds import RATIO_BAND, Kind, Measure, terms_of
from interregnum.claims.schema import Claim, Estimand
from interregnum.claims.spread import chances_in, spread_of
from interregnum.effects import Effect, Scale
from interregnum.errors import ScenarioError, nearest

SHARE_BIAS = 0.05
"""What an unmeasured confounder may take from a share or a difference of shares."""
JUDGEABLE = (Scale.SHARE, Scale.DIFFERENCE, Scale.RATIO, Scale.SKILL)


class Record(NamedTuple):
    """What the record has: effects by name, quantiles of their draws, and how many draws."""

    effects: Mapping[str, Effect]
    quantiles: Mapping[str, Sequence[float]]
    draws: int


def shipped_record() -> Record:
    """Return what comes with the package."""
    from interregnum.claims.record_draws import shipped_draws
    from interregnum.evidence.shipping import shipped_table

    table = shipped_draws()
    effects = {effect.name: effect for effect in (*shipped_table().effects, *table.skills)}
    return Record(effects, table.quantiles, table.draws)


def record_evidence(claim: Claim, record: Record) -> RecordEvidence:
    """Return what the record says of a claim.

    Parameters
    ----------
    claim
        Whose block ``record`` names the effects.
    record
        Where they are found.

    Raises
    ------
    ScenarioError
        If an effect is not in the record, is not known there, or its unit cannot be judged.
    """
    block = claim.record
    shown = tuple(beside(_effect(record, claim, name)) for name in block.shown)
    tests = tuple(held_against(claim, estimand, record) for estimand in block.estimands)
    strata = tuple((s.words, held_against(claim, s.estimand, record)) for s in block.strata)
    return RecordEvidence(
        claim=claim.claim,
        testable=block.testable,
        reason=block.why,
        grade=block.grade,
        tests=tests,
        strata=strata,
        shown=shown,
        single_case=block.single_case,
        draws=record.draws,
    )


def held_against(claim: Claim, estimand: Estimand, record: Record) -> Tested:
    """Return one effect with its chances against a claim's terms.

    Raises
    ------
    ScenarioError
        As :func:`record_evidence`.
    """
    effect = _effect(record, claim, estimand.effect)
    place = f"{claim.claim}: record: {estimand.effect}"
    if effect.scale not in JUDGEABLE:
        ways = ", ".join(JUDGEABLE)
        raise ScenarioError(f"{place}: is measured in {effect.scale}; name one of {ways}")
    if not all(math.isfinite(value) for value in (effect.estimate, effect.low, effect.high)):
        raise ScenarioError(f"{place}: is not known to 1989; name another or testable: false")
    kind, terms = _terms(claim, estimand, effect)
    spread = spread_of(effect, record.quantiles.get(effect.name))
    # What a forecast is worth is no contrast of arms: nothing confounds it.
    biases = {Scale.RATIO: RATIO_BAND, Scale.SKILL: 0.0}
    bias = biases.get(effect.scale, SHARE_BIAS)
    return Tested(
        words=estimand.words,
        effect=effect.name,
        definition=effect.definition,
        source=effect.source,
        vintage=effect.vintage,
        period=effect.period,
        caveat=effect.caveat,
        scale=str(effect.scale),
        estimate=effect.estimate,
        low=effect.low,
        high=effect.high,
        n=effect.n,
        events=effect.events,
        bias_factor=effect.bias_factor,
        kind=str(kind),
        reference=terms[0],
        direction=terms[1],
        band=terms[2],
        chances=chances_in(spread, terms),
        confounded=chances_in(spread, terms, bias),
        basis=spread.basis,
        fewest_events=_fewest(claim, estimand, effect, record),
    )


def _terms(
    claim: Claim, estimand: Estimand, effect: Effect
) -> tuple[Kind, tuple[float, int, float]]:
    """Return the kind and x0, s and δ by which an effect is judged."""
    kind = estimand.kind or claim.kind
    ratio = effect.scale is Scale.RATIO
    own = terms_of(kind, Measure.LOG_RATIO if ratio else Measure.PROBABILITY)
    same = kind is claim.kind
    reference = own.reference if ratio or not same else claim.reference
    if estimand.reference is not None:
        reference = estimand.reference
    direction = estimand.direction or (claim.direction if same else own.direction)
    unit = claim.measure is Measure.LOG_RATIO
    band = claim.indifference if same and ratio == unit else own.band
    return kind, (reference, direction or claim.direction, band)


def _effect(record: Record, claim: Claim, name: str) -> Effect:
    """Return an effect of the record by its name."""
    if name not in record.effects:
        hint = nearest(name, record.effects)
        hint = "see `interregnum evidence list`" if hint.startswith("valid:") else hint
        raise ScenarioError(f"{claim.claim}: record: {name} is no effect of the table; {hint}")
    return record.effects[name]


def _fewest(claim: Claim, estimand: Estimand, effect: Effect, record: Record) -> int | None:
    """Return the events of the arm with fewest, None where none counts any."""
    names = estimand.arms or effect.arms
    arms = [_effect(record, claim, name) for name in names] or [effect]
    counts = [arm.events for arm in arms if arm.events is not None]
    return min(counts) if counts else None
