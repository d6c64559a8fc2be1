"""Design points land one by one, are never made twice, and know what they were made with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from interregnum.calibration import bank
from interregnum.calibration.bank import Setting, bank_of, design, given_at, run_points
from interregnum.calibration.fitted import FITTED, NAMES
from interregnum.errors import ScenarioError

PLACES = design(6, 1)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Stand in for the simulation, and keep which points were simulated."""
    numbers: list[int] = []

    def facts_at(place: Any, setting: Setting, number: int) -> dict[str, Any]:
        numbers.append(number)
        if setting.settings == (("break", number),):
            raise RuntimeError("the power is gone")
        return {"a": (float(place[0]), 0.1, 7), "b": (float("nan"), float("nan"), 0)}

    monkeypatch.setattr(bank, "facts_at", facts_at)
    return numbers


def test_a_bank_holds_what_landed(tmp_path: Path, made: list[int]) -> None:
    run_points(tmp_path, PLACES, Setting())
    found = bank_of([tmp_path], ("a", "b"))
    assert np.array_equal(found.places, PLACES)
    assert np.array_equal(found.facts[:, 0], PLACES[:, 0])
    assert np.isnan(found.facts[:, 1]).all()
    assert np.isnan(found.errors[:, 1]).all()


def test_an_interrupted_bank_goes_on_where_it_was(tmp_path: Path, made: list[int]) -> None:
    with pytest.raises(RuntimeError):
        run_points(tmp_path, PLACES, Setting(settings=(("break", 3),)), workers=1)
    assert sorted(path.name for path in tmp_path.glob("*.json"))[:3] == [
        f"{number:06d}.json" for number in range(3)
    ]
    made.clear()
    landed = {int(path.stem) for path in tmp_path.glob("*.json")}
    for path in tmp_path.glob("*.json"):
        path.unlink()
    run_points(tmp_path, PLACES[:3], Setting(), workers=1)
    run_points(tmp_path, PLACES, Setting(), workers=1)
    assert sorted(made) == list(range(6))
    assert landed >= {0, 1, 2}


def test_points_of_another_setting_are_refused(tmp_path: Path, made: list[int]) -> None:
    run_points(tmp_path, PLACES[:1], Setting())
    with pytest.raises(ScenarioError, match=r"000000\.json .* give a new folder"):
        run_points(tmp_path, PLACES[:1], Setting(seed=2))
    with pytest.raises(ScenarioError, match="another design point"):
        run_points(tmp_path, PLACES[1:2], Setting())


@pytest.mark.parametrize("text", ["{", "[]", '{"form": "else"}'])
def test_a_torn_point_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "000000.json").write_text(text)
    if text == "[]":
        text = "null"
        (tmp_path / "000000.json").write_text(json.dumps({}))
    with pytest.raises(ScenarioError, match=r"000000\.json .* delete it"):
        bank_of([tmp_path], ("a",))


def test_no_point_is_no_bank(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="no design point"):
        bank_of([tmp_path], ("a",))


def test_each_type_gets_its_own_strength_and_monarchies_that_of_parties() -> None:
    place = np.full(len(FITTED), 0.5)
    place[NAMES.index("type_mean.party")] = 1.0
    strengths = {
        name: given_at(place, name, {})["start.type_mean"]
        for name in ("personal", "military", "party", "monarchy")
    }
    assert strengths == pytest.approx(
        {"personal": 0.725, "military": 0.725, "party": 1.3, "monarchy": 1.3}
    )
    fixed = given_at(place, "party", {"start.full_overestimation": 0.0})
    assert fixed["start.full_overestimation"] == 0.0
    assert len(fixed) == len(FITTED) - 2


def test_a_design_is_even_and_always_the_same() -> None:
    points = design(256, 7)
    assert np.array_equal(points, design(256, 7))
    counts = np.stack([np.histogram(column, 16, (0.0, 1.0))[0] for column in points.T])
    assert (counts == 16).all()


@pytest.mark.slow
def test_a_point_is_the_same_whoever_else_is_simulated(tmp_path: Path) -> None:
    run_points(tmp_path / "one", PLACES[:2], Setting(), workers=1)
    run_points(tmp_path / "two", PLACES[:2], Setting(), workers=2)
    for name in ("000000.json", "000001.json"):
        assert (tmp_path / "one" / name).read_text() == (tmp_path / "two" / name).read_text()
