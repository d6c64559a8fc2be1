"""Every term of the cost moves it as declared; structures change what they say, and no more."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtri

from coordination_day import NO_MOTIVES, reads_of, ties, with_motives
from interregnum.formulae.belief import FORM, ON_GRID, Belief, learn_survival
from interregnum.formulae.coordination import ClassView, share_acting
from interregnum.kernels.random import PURPOSE_SELECTION, Address, draw_uniform
from interregnum.kernels.scalar import Target, compiled
from interregnum.mechanisms import social_influence
from interregnum.mechanisms.coordination import Params, Reads, Writes, rule
from workspaces import gaussian_belief

HERE = Address(7, 0, 0)
LARGEST, FOCAL = 1.0, 0.0
MEANS, PRECISIONS, SHARES = st.floats(0.1, 1.0), st.floats(4.0, 30.0), st.floats(0.0, 1.0)
BASE = float(ndtri(0.85))
# Sharp beliefs and little private news: several roots at once.
FRAGILE = Params(precision_citizens=2.0, precision_elites=10.0, precision_units=10.0)
machine = compiled(rule, Target.CPU)
MOTIVES = ("pull", "motive_cost", "motive_variance", "hardship_pull", "risk_push")


def cost_with(params: Params, **changed: Any) -> float:
    return rule(reads_of(gaussian_belief(0.5, 12.0), **changed), params, HERE).cost_citizens


@given(st.floats(-1.0, 2.0), st.floats(0.01, 1.0), st.floats(0.0, 1.0))
def test_lost_war_support_takes_its_effect_off_the_cost(
    effect: float, support: float, rest: float
) -> None:
    cost = cost_with(Params(war_effect=effect), war_support=support, war_support_rest=rest)
    assert BASE - cost == pytest.approx(effect * (rest - support), abs=1e-12)


def test_without_a_model_of_war_its_term_vanishes() -> None:
    assert cost_with(Params(war_effect=2.0), war_support=0.0) == cost_with(Params(war_effect=0.0))


@given(st.floats(-1.0, 2.0), SHARES)
def test_arrests_deter_or_anger_as_the_effects_sign_says(effect: float, chance: float) -> None:
    cost = cost_with(Params(repression_effect=effect), arrest_chance=chance)
    assert cost - BASE == pytest.approx(effect * chance, abs=1e-12)


@given(st.floats(-1.0, 1.0), SHARES)
def test_arms_count_only_where_arms_are_open(effect: float, arms: float) -> None:
    params = Params(arms_effect=effect)
    assert BASE - cost_with(params, arms=arms) == pytest.approx(effect * arms, abs=1e-12)
    assert cost_with(params, arms=arms, armed=0.0) == cost_with(params)


@given(st.floats(0.0, 1.0), st.sampled_from([-1.0, 0.0, 1.0]))
def test_the_oppositions_stance_counts_where_it_does_not_lead(effect: float, stance: float) -> None:
    params = Params(stance_effect=effect, stance_democrats=stance)
    for initiator in (0.0, 2.0):
        taken = BASE - cost_with(params, initiator=initiator)
        assert taken == pytest.approx(effect * stance * params.share_democratic, abs=1e-12)
    assert cost_with(params, initiator=1.0) == pytest.approx(BASE, abs=1e-12)


@given(MEANS, PRECISIONS, SHARES, SHARES)
@settings(max_examples=30)
def test_those_in_jail_cannot_act(mean: float, precision: float, one: float, other: float) -> None:
    few, many = min(one, other), max(one, other)
    thresholds = []
    for jailed in (few, many):
        day = reads_of(gaussian_belief(mean, precision), jailed=jailed, selection=LARGEST)
        out = rule(day, Params(), HERE)
        thresholds.append(out.threshold)
        assert out.share_citizens <= 1.0 - jailed + 1e-12
        assert sum(day.classes.weight) == pytest.approx(1.0 - 0.25 * jailed, abs=1e-12)
    assert thresholds[1] <= thresholds[0] + 1e-12


@pytest.mark.parametrize(
    ("stolen", "initiator", "organisation", "chance"),
    [(0.0, 2.0, 1.0, 0.5), (1.0, 2.0, 1.0, 0.7), (0.0, 1.0, 1.0, 0.65), (1.0, 1.0, 0.2, 0.61)],
)
def test_focal_dates_and_organisation_make_the_largest_attack_likelier(
    stolen: float, initiator: float, organisation: float, chance: float
) -> None:
    day = reads_of(
        gaussian_belief(0.5, 60.0),
        selection=FOCAL,
        deserted=0.1,
        stolen=stolen,
        initiator=initiator,
        organisation=organisation,
    )
    largest = rule(day._replace(selection=LARGEST), FRAGILE, HERE).threshold
    for run in range(60):
        at = Address(7, run, 3)
        focal = draw_uniform(at, 0, PURPOSE_SELECTION) < chance
        assert (rule(day, FRAGILE, at).threshold == largest) == focal


def on_grid(mean: float, precision: float, plain: bool, cut: float = -0.2) -> Belief:
    belief = gaussian_belief(mean, precision, plain)
    learn_survival(belief, cut)
    assert belief.summary[FORM] == ON_GRID
    return belief


@given(st.floats(0.0, 0.6), SHARES)
def test_adaptive_citizens_expect_the_last_attack(size: float, deserted: float) -> None:
    day = reads_of(gaussian_belief(0.4, 12.0), last_size=size, deserted=deserted, expectation=1.0)
    out = rule(day, Params(), HERE)
    expected = max(size, 0.3 * deserted, 0.02)
    assert out.threshold == expected
    view = ClassView(40.0, day.cost_units, 0.7)
    assert out.share_units == share_acting(0.5, expected, 0.4, 12.0, view)


def test_before_any_attack_adaptive_citizens_expect_the_least_one_and_may_begin() -> None:
    weak = reads_of(gaussian_belief(0.0, 30.0), expectation=1.0, strength=-0.2)
    firm = reads_of(gaussian_belief(0.8, 30.0), expectation=1.0, strength=0.8)
    outs = [rule(day, Params(), HERE) for day in (weak, firm)]
    assert [out.threshold for out in outs] == [0.02, 0.02]
    assert outs[0].share_citizens > 0.05
    assert outs[1].share_citizens < 1e-6


@pytest.mark.parametrize("expectation", [0.0, 1.0])
@pytest.mark.parametrize("pull", [0.0, 1.0])
def test_the_grid_says_what_the_closed_form_says(expectation: float, pull: float) -> None:
    given: dict[str, Any] = {"expectation": expectation, "last_size": 0.3, "strength": 0.2}
    outs = []
    for belief in (gaussian_belief(0.4, 12.0, False), on_grid(0.4, 12.0, False, -1.2)):
        day = with_motives(reads_of(belief, False, cost_elites=-0.2, **given), ties(pull))
        outs.append(tuple(machine(day, Params(), HERE)))
    assert outs[0] == pytest.approx(outs[1], abs=2e-5)
    assert outs[0][1] > 0.02


def remembering(n: float, day: Reads | None = None) -> tuple[Reads, Writes]:
    fresh = reads_of(on_grid(0.5, 12.0, False), False, private_memory=1.0, strength=0.1)
    day = (day or fresh)._replace(opportunities=n)
    return day, machine(day, Params(cost_citizens=0.6), HERE)


def test_citizens_who_remember_know_more_up_to_ten_signals() -> None:
    for n, known in ((0.0, 6.0), (3.0, 24.0), (9.0, 60.0), (500.0, 60.0)):
        assert remembering(n)[0].classes.precision[0] == known
    forgetful = reads_of(gaussian_belief(0.5, 12.0), opportunities=5.0)
    rule(forgetful, Params(), HERE)
    assert forgetful.classes.precision[0] == 6.0


def test_likelihoods_are_tabulated_anew_when_citizens_know_more() -> None:
    day, first = remembering(0.0)
    _, later = remembering(4.0, day)
    assert tuple(later) == tuple(remembering(4.0)[1])
    assert later.share_citizens != first.share_citizens


@given(MEANS, PRECISIONS, st.floats(-0.5, 1.0))
@settings(max_examples=30)
def test_without_social_weight_the_social_structure_changes_no_bit(
    mean: float, precision: float, strength: float
) -> None:
    motives = social_influence.rule(
        social_influence.Reads(1.0), social_influence.Params(social_weight=0.0), HERE
    )
    for belief in (gaussian_belief(mean, precision, False), on_grid(mean, precision, False)):
        day = reads_of(belief, False, strength=strength)
        named: dict[str, Any] = dict(zip(MOTIVES, motives, strict=True))
        social = day._replace(**named)
        assert tuple(machine(social, Params(), HERE)) == tuple(machine(day, Params(), HERE))


@given(st.floats(0.05, 0.6), st.floats(-0.3, 0.6), st.floats(0.1, 3.0))
@settings(max_examples=60)
def test_ties_add_action_above_the_mean_threshold_and_take_it_below(
    size: float, strength: float, pull: float
) -> None:
    """With thresholds all alike, r (s - .25) is all that ties add, and it has its sign."""
    day = reads_of(gaussian_belief(0.4, 12.0), expectation=1.0, last_size=size, strength=strength)
    alone = rule(with_motives(day, NO_MOTIVES), Params(), HERE).share_citizens
    tied = rule(with_motives(day, ties(pull, 0.25, 0.0)), Params(), HERE).share_citizens
    if tied >= 0.25:
        assert tied >= alone - 1e-12
    else:
        assert tied <= alone + 1e-12


@pytest.mark.parametrize(
    ("grid", "expectation", "hardship"), [(False, 0.0, 0.3), (True, 0.0, 0.0), (True, 1.0, 0.3)]
)
def test_python_and_compiled_give_the_same_bits_under_every_motive(
    grid: bool, expectation: float, hardship: float
) -> None:
    outs = []
    given: dict[str, Any] = {"deserted": 0.2, "arrest_chance": 0.3, "jailed": 0.1, "strength": 0.2}
    motives = ties(1.2)._replace(hardship=hardship, risk=0.5 * hardship)
    for plain in (True, False):
        belief = on_grid(0.45, 12.0, plain) if grid else gaussian_belief(0.45, 12.0, plain)
        day = reads_of(belief, plain, expectation=expectation, last_size=0.3, **given)
        run = rule if plain else machine
        outs.append(tuple(map(float, run(with_motives(day, motives), Params(), HERE))))
    assert outs[0] == outs[1]
    assert np.isfinite(outs[0]).all()
    assert outs[0][1] > 0.02
