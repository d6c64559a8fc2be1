"""Enforced conformity in the mean-field: what the day plays, and a complete network of persons."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest
from scipy.special import ndtri

from coordination_day import reads_of
from interregnum.kernels.random import Address
from interregnum.kernels.scalar import Target, compiled
from interregnum.mechanisms import coordination
from interregnum.mechanisms.norm_enforcement import ENFORCED, Params, Reads, rule
from verification.grid_day import KINDS, believed
from workspaces import Floats, gaussian_belief

HERE = Address(7, 0, 3)
PUBLISHED = Params(0.38, 0.125)
SOCIETY = coordination.Params(cost_citizens=0.6, precision_citizens=6.0, cost_spread=0.7)
MEAN, PRECISION = 0.5, 4.0
solve = compiled(coordination.rule, Target.CPU)


def solved(free: float, believers_free: float = 0.0, **changed: float) -> coordination.Writes:
    """Return what is played when enforcement leaves so many disbelievers free."""
    reads = reads_of(
        gaussian_belief(MEAN, PRECISION, plain=False),
        plain=False,
        disbelievers_free=free,
        believers_free=believers_free,
        **changed,
    )
    return solve(reads, SOCIETY, HERE)  # type: ignore[no-any-return]


@pytest.mark.parametrize("kind", ["gaussian", *KINDS])
def test_who_is_held_back_is_missing_from_threshold_and_crowd(kind: str) -> None:
    """Half of disbelievers and no believers: as if citizens were so many fewer."""
    belief = gaussian_belief(0.3, 12.0, plain=False) if kind == "gaussian" else believed(kind)
    society = SOCIETY._replace(cost_elites=0.45, shift_regime=0.0, shift_democratic=0.0)
    part = 0.5 * (1.0 - society.share_regime)
    day = reads_of(
        belief, plain=False, strength=0.3, cost_elites=-0.3, cost_units=-0.3, selection=1.0
    )
    held = solve(day._replace(disbelievers_free=0.5, believers_free=0.0), society, HERE)
    # Jail takes the same part of everybody.
    jailed = solve(
        day._replace(disbelievers_free=1.0, believers_free=1.0, jailed=1.0 - part), society, HERE
    )
    free = solve(day._replace(disbelievers_free=1.0, believers_free=1.0), society, HERE)
    assert free.threshold > 0.0
    assert held.threshold == pytest.approx(jailed.threshold, abs=1e-10)
    assert held.share_citizens == pytest.approx(jailed.share_citizens, abs=1e-10)
    assert 0.0 < held.share_citizens < part
    assert held.threshold < free.threshold


def test_more_enforcement_never_brings_more_to_the_street() -> None:
    for selection in (1.0, 2.0):
        days = [solved(1.0 - held, selection=selection) for held in np.linspace(0.0, 1.0, 21)]
        assert np.all(np.diff([day.share_citizens for day in days]) <= 0.0)
        assert np.all(np.diff([day.threshold for day in days]) <= 1e-12)
        assert days[-1].share_citizens == 0.0


def test_the_shares_that_act_add_up_to_the_threshold_at_the_threshold() -> None:
    """With enforcement fixed since the morning S(t) = t at the threshold that is played."""
    first = solved(0.6)
    at = solved(0.6, strength=first.threshold)
    weights = (SOCIETY.weight_citizens, SOCIETY.weight_elites, SOCIETY.weight_units)
    shares = (at.share_citizens, at.share_elites, at.share_units)
    assert at.threshold == first.threshold
    assert sum(w * s for w, s in zip(weights, shares, strict=True)) == pytest.approx(
        first.threshold, abs=1e-10
    )


def test_without_believers_and_pressure_the_day_is_the_reference_bit_for_bit() -> None:
    society = SOCIETY._replace(share_regime=0.0, share_none=0.65)
    for kind in ("gaussian", *KINDS):
        belief = gaussian_belief(0.3, 12.0, plain=False) if kind == "gaussian" else believed(kind)
        day = reads_of(
            belief, plain=False, strength=0.3, cost_elites=-0.3, cost_units=-0.3, selection=1.0
        )
        reference = tuple(solve(day, society, HERE))
        assert reference[1] > 0.0
        assert tuple(solve(day._replace(believers_free=0.0), society, HERE)) == reference


class People(NamedTuple):
    """Persons of a complete network: who believes in the norm, how firmly, and his cost's shift."""

    believes: np.ndarray[tuple[int], np.dtype[np.bool_]]
    strength: Floats
    shift: Floats


def people_of(n: int, draw: np.random.Generator) -> People:
    """Draw n persons: ideology by share, disbelievers' strengths uniform."""
    ideology = draw.random(n)
    believes = ideology < SOCIETY.share_regime
    democratic = ideology >= 1.0 - SOCIETY.share_democratic
    strength = np.where(believes, 1.0, PUBLISHED.strongest * (1.0 - draw.random(n)))
    shift = believes * SOCIETY.shift_regime + democratic * SOCIETY.shift_democratic
    return People(believes, strength, shift)


def acts(
    people: People, enforcement: Floats, outlook: tuple[float, float], draw: np.random.Generator
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return who acts: E4 on a signal and a cost of his own, unless the norm keeps him in."""
    truth, threshold = outlook
    n, beta = len(people.strength), SOCIETY.precision_citizens
    total = PRECISION + beta
    seen = truth + draw.standard_normal(n) / np.sqrt(beta)
    # Φ⁻¹ of the chance of a fall that the posterior after this signal gives.
    probit = (threshold - (PRECISION * MEAN + beta * seen) / total) * np.sqrt(total)
    cost = float(ndtri(SOCIETY.cost_citizens)) + people.shift
    wants = probit > cost + SOCIETY.cost_spread * draw.standard_normal(n)
    pressure = (enforcement.sum() - enforcement) / (n - 1)
    belief = np.where(people.believes, 1.0, -1.0)
    yields = -belief * pressure > people.strength
    keeps_the_norm = people.believes != yields
    acting: np.ndarray[tuple[int], np.dtype[np.bool_]] = wants & ~keeps_the_norm
    return acting


def enforces(
    people: People, acting: np.ndarray[tuple[int], np.dtype[np.bool_]], enforcement: Floats
) -> Floats:
    """Return what each enforces after the day: 1 the norm, -1 dissent, 0 nothing."""
    n = len(acting)
    pressure = (enforcement.sum() - enforcement) / (n - 1)
    belief = np.where(people.believes, 1.0, -1.0)
    complies = np.where(acting, -1.0, 1.0)
    need = (1.0 - belief * (complies.sum() - complies) / (n - 1)) / 2.0
    true_to_it = complies == belief
    truly = true_to_it & (people.strength * need > PUBLISHED.cost)
    falsely = ~true_to_it & (-belief * pressure > people.strength + PUBLISHED.cost)
    result: Floats = np.where(truly, belief, np.where(falsely, -belief, 0.0))
    return result


STRENGTHS = (-0.3, 0.7, -0.3, 1.0)


def mean_field() -> list[tuple[float, float, float]]:
    """Return threshold played, acting share and enforcement after it, occasion by occasion."""
    enforcement, free, path = 0.0, 1.0, []
    for truth in STRENGTHS:
        day = solved(free, strength=truth, cost_elites=-0.5, cost_units=-0.5)
        seen = Reads(ENFORCED, SOCIETY.share_regime, 1.0, day.share_citizens, 0.0, enforcement, 6.0)
        after = rule(seen, PUBLISHED, HERE)
        enforcement, free = after.enforcement, after.disbelievers_free
        path.append((day.threshold, day.share_citizens, enforcement))
    return path


def errors(n: int, runs: int) -> Floats:
    """Return simulated minus mean-field shares and enforcement, (run, occasion, quantity)."""
    draw = np.random.default_rng(n)
    path = mean_field()
    found = np.empty((runs, len(path), 2))
    for k in range(runs):
        people = people_of(n, draw)
        enforcement = np.zeros(n)
        for t, (truth, (threshold, share, after)) in enumerate(zip(STRENGTHS, path, strict=True)):
            acting = acts(people, enforcement, (truth, threshold), draw)
            enforcement = enforces(people, acting, enforcement)
            found[k, t] = acting.mean() - share, enforcement.mean() - after
    return found


def test_the_path_that_is_simulated_visits_every_part_of_the_rule() -> None:
    path = mean_field()
    acting = np.array([share for _, share, _ in path])
    enforcement = np.array([after for *_, after in path])
    # Away from where believers turn, and disbelievers begin to enforce.
    assert np.all(np.abs(acting - PUBLISHED.cost) > 0.02)
    assert np.all(np.abs(enforcement - PUBLISHED.cost) > 0.02)
    assert (acting > PUBLISHED.cost).any()
    assert (acting < PUBLISHED.cost).any()
    assert (enforcement > PUBLISHED.cost + 0.02).any()
    assert (enforcement < 0.0).any()


def test_persons_on_a_complete_network_approach_it_as_one_over_the_root_of_their_number() -> None:
    """Root mean squares fall by 4 as persons grow by 16; means agree within four errors."""
    few, many = errors(40_000, 120), errors(640_000, 30)
    ratio = np.sqrt((few**2).mean(axis=0) / (many**2).mean(axis=0))
    assert np.all((ratio > 2.4) & (ratio < 6.7)), ratio
    bias = np.abs(many.mean(axis=0)) / (many.std(axis=0, ddof=1) / np.sqrt(len(many)))
    assert np.all(bias < 4.0), bias


def test_in_the_published_setting_few_believers_start_no_cascade_on_a_complete_network() -> None:
    """5 % believe and every disbeliever would act: false compliance .125, false enforcement 0."""
    enforcement, free = 0.0, 1.0
    for _ in range(20):
        acting = 0.95 * free
        after = rule(Reads(ENFORCED, 0.05, 1.0, acting, 0.0, enforcement, 6.0), PUBLISHED, HERE)
        enforcement, free = after.enforcement, after.disbelievers_free
    assert enforcement == pytest.approx(0.05, abs=1e-12)
    assert 0.95 * (1.0 - free) == pytest.approx(0.125, abs=1e-12)
