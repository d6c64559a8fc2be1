"""What a calibration leaves behind says what it is, and scenarios can read it."""

from __future__ import annotations

import numpy as np
import pytest

from interregnum.calibration.fitted import FITTED, NAMES
from interregnum.calibration.gate import Part
from interregnum.calibration.material import Bank
from interregnum.calibration.procedure import WIDENED, second_wave
from interregnum.calibration.record import record_facts
from interregnum.calibration.shipping import _fact, columns_of, direct_part, facts_of
from interregnum.calibration.targets import TARGETS


def test_every_type_has_a_column_and_values_lie_in_the_prior() -> None:
    places = np.random.default_rng(1).random((50, len(FITTED)))
    columns = columns_of(places)
    assert set(columns) == {*NAMES, "type_mean.monarchy"}
    assert np.array_equal(columns["type_mean.monarchy"], columns["type_mean.party"])
    for row in FITTED:
        assert columns[row.name].min() >= row.low
        assert columns[row.name].max() <= row.high


def test_the_second_wave_is_wider_than_what_it_surrounds() -> None:
    draws = 0.4 + 0.05 * np.random.default_rng(2).standard_normal((2000, 3))
    wave = second_wave(draws, 500, 3)
    assert wave.shape == (500, 3)
    assert ((wave > 0.0) & (wave < 1.0)).all()
    assert np.median(wave, axis=0) == pytest.approx([0.4] * 3, abs=0.01)
    assert wave.std(axis=0) == pytest.approx(WIDENED * draws.std(axis=0), rel=0.1)
    assert np.array_equal(wave, second_wave(draws, 500, 3))


def test_a_fact_is_told_on_its_natural_scale() -> None:
    target = next(row for row in TARGETS if row.name == "breakdown.rate.personal")
    values = np.log(np.linspace(0.05, 0.15, 101))[:, None]
    bank = Bank(
        places=np.full((101, 1), 0.5),
        facts=values,
        errors=np.ones_like(values),
        names=(target.name,),
    )
    fact = _fact(target, record_facts(), bank)
    assert (fact.model.low, fact.model.estimate, fact.model.high) == pytest.approx(
        (0.055, 0.1, 0.145)
    )
    assert fact.inside
    assert fact.fitted


def test_a_fact_that_worlds_hardly_have_is_not_told() -> None:
    target = next(row for row in TARGETS if row.name.startswith("wars."))
    values = np.full((10, 1), np.nan)
    bank = Bank(places=np.full((10, 1), 0.5), facts=values, errors=values, names=(target.name,))
    fact = _fact(target, record_facts(), bank)
    assert fact.model.estimate is None
    assert fact.inside is None
    assert "0 of 10" in fact.reason


def test_worlds_pass_where_they_tell_four_facts_of_five() -> None:
    record = record_facts()
    names = tuple(target.name for target in TARGETS)
    own = np.array([record.fact(name).estimate for name in names])
    values = own + 0.01 * np.random.default_rng(3).standard_normal((101, len(names)))
    errors = np.ones_like(values)

    def part(facts: np.ndarray) -> Part:
        bank = Bank(places=np.full((101, 1), 0.5), facts=facts, errors=errors, names=names)
        return direct_part(facts_of(record, bank), 101)

    assert (part(values).passed, part(values).found["share_inside"]) == (True, 1.0)
    voting = [at for at, target in enumerate(TARGETS) if target.fitted and target.votes]
    assert len(voting) == 38
    values[:, voting[:7]] += 9.0
    assert part(values).passed
    values[:, voting[7]] += 9.0
    assert not part(values).passed
    assert part(values).found["share_inside"] == pytest.approx(30 / 38)
