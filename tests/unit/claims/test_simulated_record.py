"""Number (c): which worlds, and what is told of many."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interregnum.claims import simulated_record
from interregnum.claims.evidence_of_model import ModelEvidence
from interregnum.claims.load import load_ledger
from interregnum.claims.simulated_record import (
    Worlds,
    effects_asked,
    effects_of,
    given_of,
    simulated_effects,
    with_number_c,
)


def test_without_a_posterior_rulers_draw_their_own_parameters() -> None:
    assert given_of(Worlds(parameters="prior"), 0, "personal") == {}


def test_the_estimate_is_the_median_over_worlds(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"a.rate": (float(k), 10 + k), "a.rare": (float("nan"), 0)} for k in range(5)]
    monkeypatch.setattr(simulated_record, "effects_of", lambda asked, number, names: rows[number])
    found = simulated_effects(Worlds(count=5))
    assert set(found) == {"a.rate"}
    assert (found["a.rate"].estimate, found["a.rate"].n) == (2.0, 12)
    assert found["a.rate"].low < 1.0 < 3.0 < found["a.rate"].high


def test_an_effect_that_hardly_any_world_tells_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"a.rate": (0.5, 9)}, {}, {}]
    monkeypatch.setattr(simulated_record, "effects_of", lambda asked, number, names: rows[number])
    assert simulated_effects(Worlds(count=3), ["a.rate"]) == {}


def test_a_world_that_has_landed_is_taken_up_and_a_torn_one_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []

    def world(asked: Worlds, number: int) -> int:
        made.append(number)
        return number

    monkeypatch.setattr(simulated_record, "world_of_number", world)
    monkeypatch.setattr(
        simulated_record, "record_of", lambda world, families: {"attempts.x": (0.25, world)}
    )
    asked = Worlds(count=1, folder=tmp_path, parameters="prior")
    for _ in range(2):
        assert effects_of(asked, 3, ["attempts.x"]) == {"attempts.x": (0.25, 3)}
    assert made == [3]
    (file,) = tmp_path.iterdir()
    assert json.loads(file.read_text()) == {"attempts.x": [0.25, 3]}
    file.write_text("{")
    assert effects_of(asked, 3, ["attempts.x"]) == {"attempts.x": (0.25, 3)}
    assert made == [3, 3]


def test_evidence_takes_the_first_estimand_that_worlds_can_tell() -> None:
    claim = load_ledger("khodorkovsky-2023").claim("C01")
    names = effects_asked([claim])
    assert len(names) == 2
    second = simulated_record.RecordsEstimator(names[1], 0.1, 0.0, 0.2, 30)
    bare = ModelEvidence(claim="C01", testable=True, reason="")
    assert with_number_c(bare, claim, {names[1]: second}).number_c == second
    assert with_number_c(bare, claim, {}).number_c is None


@pytest.mark.slow
def test_a_world_gives_the_records_effects() -> None:
    found = effects_of(
        Worlds(parameters="prior"), 0, ["breakdown.rate.all", "attempts.success.cline"]
    )
    assert 0.0 < found["breakdown.rate.all"][0] < 1.0
    assert found["attempts.success.cline"][1] > 0
