"""Placebos are fitted alike, resume, and lose where the record speaks against them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from interregnum.calibration import bank
from interregnum.calibration.bank import Setting, given_at
from interregnum.calibration.material import Observed
from interregnum.calibration.rivals import (
    LEAST_FRAILTY,
    NO_NEWS,
    RIVALS,
    RivalCourse,
    rival_named,
    write_rivals,
)
from interregnum.errors import ScenarioError
from interregnum.report.placebo_lines import placebo_lines

FACTS = ("breakdown.rate.personal", "breakdown.rate.military", "breakdown.rate.party")


def observed(jump: float) -> Observed:
    """Return a record made at a deterrence by plots, in the middle of all else."""
    values = np.array([0.0, jump, -jump])
    return Observed(
        names=FACTS,
        values=values,
        covariance=0.04 * np.eye(3),
        discrepancy=np.full(3, 0.05),
        weights=np.ones(3),
    )


def facts(place: Any, setting: Setting, number: int) -> dict[str, tuple[float, float, int]]:
    """Return facts that follow the deterrence, noise of a panel included, in place of a world's."""
    given = given_at(place, "personal", setting.fixed)
    jump = given["opportunity.plot_deterrence"]
    noise = np.random.default_rng([setting.seed, number]).normal(0.0, 0.1, 3)
    means = (0.0, jump, -jump)
    return {
        name: (mean + float(e), 0.1, 9) for name, mean, e in zip(FACTS, means, noise, strict=True)
    }


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RivalCourse:
    monkeypatch.setattr(bank, "facts_at", facts)
    return RivalCourse(folder=tmp_path, names=("frailty_only",), points=64, workers=1)


def test_a_placebo_loses_where_the_record_needs_what_it_lacks(course: RivalCourse) -> None:
    content = course.run(observed(0.9))
    reference, placebo = content["models"]
    assert (reference["name"], placebo["name"]) == ("reference", "frailty_only")
    assert reference["evidence_gain"] == 0.0
    assert placebo["evidence_gain"] > 2.0
    assert placebo["inside"] < reference["inside"] == reference["voting"] == 3
    lines = placebo_lines(content)
    assert any(
        "frailty_only: foretells left-out facts" in line or "does not tell it" in line
        for line in lines
    )
    write_rivals(course.folder / "placebos.json", content)
    assert json.loads((course.folder / "placebos.json").read_text()) == content


def test_what_has_landed_is_not_simulated_again(
    course: RivalCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    course.simulate()

    def never(place: Any, setting: Setting, number: int) -> dict[str, Any]:
        raise AssertionError(number)

    monkeypatch.setattr(bank, "facts_at", never)
    course.simulate()
    landed = sorted(path.name for path in (course.folder / "frailty_only").iterdir())
    assert len(landed) == 64


def test_the_reference_takes_over_the_points_of_a_calibration(
    course: RivalCourse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course.simulate()
    again = RivalCourse(
        folder=tmp_path / "again", names=("reference",), points=64, reference=tmp_path / "reference"
    )
    monkeypatch.setattr(bank, "facts_at", None)
    again.simulate()
    assert len(list((tmp_path / "again" / "reference").iterdir())) == 64


def test_a_placebo_is_the_model_without_news_and_overestimation() -> None:
    for name in ("null", "frailty_only", "excitation_only"):
        fixed = rival_named(name).fixed
        assert fixed["start.full_overestimation"] == 0.0
        assert fixed["public_signal.margin_precision"] == NO_NEWS
    assert rival_named("frailty_only").fixed["opportunity.excitation_jump"] == 0.0
    assert "opportunity.excitation_jump" not in rival_named("excitation_only").fixed


def test_least_frailty_is_the_floor_of_the_model() -> None:
    from interregnum.mechanisms.start import frailty_spread

    assert frailty_spread(LEAST_FRAILTY, 0.12) == pytest.approx(0.1)
    assert frailty_spread(30.0, 0.12) > 0.1


def test_fixed_values_are_parameters_of_the_model() -> None:
    from interregnum.scenario.parameters import declared_parameters

    known = {row.name for row in declared_parameters()}
    assert {name for rival in RIVALS for name in rival.fixed} <= known


def test_unknown_models_and_too_few_points_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="frailty is no model"):
        RivalCourse(folder=tmp_path, names=("frailty",))
    with pytest.raises(ScenarioError, match="63 design points are too few"):
        RivalCourse(folder=tmp_path, points=63)


def test_what_one_model_does_not_tell_is_left_out_for_all(
    course: RivalCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def some(place: Any, setting: Setting, number: int) -> dict[str, tuple[float, float, int]]:
        found = facts(place, setting, number)
        if setting.fixed and number >= 30:
            found[FACTS[2]] = (float("nan"), float("nan"), 0)
        return found

    monkeypatch.setattr(bank, "facts_at", some)
    content = course.run(observed(0.5))
    assert content["left_out"] == [FACTS[2]]
    assert content["facts"] == 2
    assert any(FACTS[2] in line for line in placebo_lines(content))
