"""Over 200 synthetic ledgers whose truth is known, few decisive verdicts are false.

A verdict is false if it is `supported` or `contradicted` where the planted E lies in the opposite
or in the indifferent band. Both roads go through the code that judges the shipped ledgers: the
record from cases in countries by draws of whole countries, the model from posterior draws over
rival structures, with the search for the opposite sign and with regions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cache

import numpy as np

from interregnum.claims.evidence_of_model import AssumedSearch, ModelEvidence, Odds, Region
from interregnum.claims.record_draws import LEVELS
from interregnum.claims.record_tests import Record, record_evidence
from interregnum.claims.rule import Chances, Judgement, Verdict
from interregnum.claims.schema import Claim
from interregnum.claims.verdicts import judge_model, judge_record
from interregnum.evidence.findings import Facts, Findings
from interregnum.evidence.kept_draws import kept_draws
from made_claims import made_claim

LEDGERS = 200
BAND = 0.05
COUNTRIES, CASES, DRAWS = 80, 5, 1000
FACTS = Facts(source="made up", vintage="1", period="1950-1989", caveat="Made up.")
PLANTED = (0.0, BAND, -BAND, 0.12, -0.12, 0.3, -0.3)
"""None, the two edges of the band, and effects of two sizes and both signs."""


def is_false(verdict: Verdict, truth: float) -> bool:
    """Return whether a decisive verdict is false of a planted E."""
    return (verdict is Verdict.SUPPORTED and truth <= BAND) or (
        verdict is Verdict.CONTRADICTED and truth >= -BAND
    )


# ------------------------------------------------------------------ the record


def majority_claim(name: str) -> Claim:
    """Return a claim that a share exceeds one half."""
    estimands = [{"effect": name, "words": "The share"}]
    record = {"testable": True, "grade": "A", "estimands": estimands, "why": "The same."}
    return made_claim(kind="majority", reference=0.5, record=record)


def record_verdicts(seed: int) -> list[tuple[float, Judgement]]:
    """Return planted E and verdict of each claim of a synthetic ledger, judged by its record."""
    rng = np.random.default_rng(seed)
    gw = np.repeat(np.arange(COUNTRIES), CASES)
    with kept_draws() as kept:
        findings = Findings(gw, DRAWS, seed)
        for place, truth in enumerate(PLANTED):
            share = 0.5 + truth
            # Countries differ: their own shares spread around the planted one.
            own = rng.beta(6.0 * share, 6.0 * (1.0 - share), COUNTRIES)
            came = rng.random(len(gw)) < own[gw]
            findings.share(f"made.share_{place}", came, gw, "A share.", FACTS)
    levels = np.linspace(0.0, 1.0, LEVELS)
    quantiles = {name: tuple(np.quantile(draws, levels)) for name, draws in kept.items()}
    record = Record({effect.name: effect for effect in findings.effects}, quantiles, DRAWS)
    return [
        (truth, judge_record(record_evidence(majority_claim(f"made.share_{place}"), record)))
        for place, truth in enumerate(PLANTED)
    ]


# ------------------------------------------------------------------- the model


def planted(kind: str) -> Callable[[np.ndarray], np.ndarray]:
    """Return E as a function of a parameter in [-1, 1] and its posterior."""
    return {
        "none": lambda theta: 0.04 * theta,
        "edge": lambda theta: BAND + 0.08 * theta,
        "effect": lambda theta: 0.15 + 0.2 * theta,
        "against": lambda theta: -0.15 + 0.2 * theta,
        "flips": lambda theta: 0.2 * np.sign(theta) + 0.3 * theta,
        "assumed": lambda theta: 0.2 + 0.1 * np.abs(theta),
    }[kind]


MODEL_KINDS = ("none", "edge", "effect", "against", "flips", "assumed")


def model_evidence_of(kind: str, rng: np.random.Generator) -> tuple[float, ModelEvidence]:
    """Return the planted E and what a calibrated posterior over three structures says of it."""
    effect = planted(kind)
    # A normal posterior with a flat prior: its centre lies as far from truth as its draws do.
    width = rng.uniform(0.05, 0.4)
    true_theta = rng.uniform(-1.0, 1.0) if kind != "edge" else 0.0
    centre = true_theta + width * rng.standard_normal()
    draws = centre + width * rng.standard_normal(2000)
    values = effect(draws)
    offsets = {"one": 0.0, "two": 0.02, "three": -0.02}
    by = {name: values + offset for name, offset in offsets.items()}
    grid = effect(np.linspace(-1.5, 1.5, 601))
    everything = np.concatenate(list(by.values()))
    halves = {"theta above 0": draws[::2] > 0, "theta below 0": draws[::2] <= 0}
    regions = [
        region_of(words, values[::2][inside]) for words, inside in halves.items() if inside.any()
    ]
    return float(effect(np.array(true_theta))), ModelEvidence(
        claim="C01",
        testable=True,
        reason="made up",
        pooled=odds_of(everything),
        structures={name: odds_of(some) for name, some in by.items()},
        passing=tuple(by),
        gate_passed=True,
        prior_share=0.1,
        assumed_search=AssumedSearch(
            601,
            bool(grid.max() > BAND),
            bool(grid.min() < -BAND),
            float(grid.min()),
            float(grid.max()),
        ),
        regions=tuple(regions),
    )


def chances(values: np.ndarray) -> Chances:
    """Return what the rule's own count gives, in one pass over an array."""
    plus, minus = float((values > BAND).mean()), float((values < -BAND).mean())
    return Chances(plus, max(0.0, 1.0 - plus - minus), minus)


def odds_of(values: np.ndarray) -> Odds:
    """Return the three probabilities and the interval of draws of E."""
    low, high = np.quantile(values, [0.025, 0.975])
    return Odds(*chances(values), float(values.mean()), float(low), float(high))


def region_of(words: str, values: np.ndarray) -> Region:
    """Return a region that was named beforehand."""
    found = chances(values)
    return Region(words, found.plus, found.minus, True, 1.0, found.plus)


def model_verdicts(seed: int) -> list[tuple[str, float, Judgement]]:
    """Return what was planted and the verdict of each claim of a synthetic ledger."""
    rng = np.random.default_rng(seed)
    found = []
    for kind in MODEL_KINDS:
        truth, evidence = model_evidence_of(kind, rng)
        found.append((kind, truth, judge_model(evidence)))
    return found


@cache
def all_record() -> list[tuple[float, Judgement]]:
    """Return the record's verdicts over all synthetic ledgers."""
    return [row for seed in range(LEDGERS) for row in record_verdicts(seed)]


@cache
def all_model() -> list[tuple[str, float, Judgement]]:
    """Return the model's verdicts over all synthetic ledgers."""
    return [row for seed in range(LEDGERS) for row in model_verdicts(seed)]


# ---------------------------------------------------------------------- tests


def test_few_decisive_verdicts_of_the_record_are_false() -> None:
    rows = all_record()
    decisive = [(truth, one) for truth, one in rows if one.risk or one.verdict != "undecided"]
    false = sum(is_false(one.verdict, truth) for truth, one in rows)
    assert len(decisive) > 300
    assert false / len(decisive) <= 0.05


def test_the_record_rarely_decides_on_the_edge_of_the_band() -> None:
    edge = [is_false(one.verdict, truth) for truth, one in all_record() if abs(truth) == BAND]
    assert np.mean(edge) <= 0.05


def test_the_record_finds_large_effects_with_their_sign() -> None:
    found = Counter((truth, str(one.verdict)) for truth, one in all_record())
    assert found[0.3, "supported"] > 0.9 * LEDGERS
    assert found[-0.3, "contradicted"] > 0.9 * LEDGERS


def test_few_decisive_verdicts_of_the_model_are_false() -> None:
    rows = all_model()
    decisive = [one for _, _, one in rows if one.verdict in ("supported", "contradicted")]
    false = sum(is_false(one.verdict, truth) for _, truth, one in rows)
    assert len(decisive) > 100
    assert false / len(decisive) <= 0.05
    assert false / len(rows) <= 0.05


def test_the_model_rarely_decides_on_the_edge_of_the_band() -> None:
    edge = [is_false(one.verdict, truth) for kind, truth, one in all_model() if kind == "edge"]
    assert np.mean(edge) <= 0.05


def test_the_ledger_expects_about_as_many_false_verdicts_as_there_are() -> None:
    rows = all_model()
    expected = sum(one.risk for _, _, one in rows)
    false = sum(is_false(one.verdict, truth) for _, truth, one in rows)
    # A verdict must clear every structure, so the sum over verdicts is an upper guess.
    assert false <= expected + 4.0 * np.sqrt(expected)


def test_what_is_assumed_by_construction_is_called_assumed() -> None:
    verdicts = {str(one.verdict) for kind, _, one in all_model() if kind == "assumed"}
    assert verdicts == {"assumed"}


def test_no_effect_is_never_decided_either_way() -> None:
    verdicts = {str(one.verdict) for kind, _, one in all_model() if kind == "none"}
    assert not verdicts & {"supported", "contradicted"}


def test_a_sign_that_flips_inside_the_range_can_depend() -> None:
    found = Counter(str(one.verdict) for kind, _, one in all_model() if kind == "flips")
    assert found["depends"] > 0
