"""A whole scoring on a later record that was made up, by a model that made it and by another."""

from __future__ import annotations

import json

import pytest

from interregnum.calibration import spells
from interregnum.calibration.later.cases import TITLES
from interregnum.calibration.later.content import HELD_OUT, PRETENDED, as_content
from interregnum.calibration.later.scoring import Order, scored
from interregnum.calibration.later.window import Window
from interregnum.report.later_lines import case_sentences, later_parts, missing_lines
from later_record import MadeSources, made_pool

WORLDS = 6


def made(patch: pytest.MonkeyPatch, sources: MadeSources, window: Window) -> dict[str, object]:
    patch.setattr(spells, "pool_of", made_pool)
    return as_content(scored(sources, Order(window=window, worlds=WORLDS, draws=100)))


@pytest.fixture(scope="module")
def content() -> dict[str, object]:
    with pytest.MonkeyPatch.context() as patch:
        return made(patch, MadeSources(), Window(1990))


def test_a_model_that_made_the_record_foretells_it(content: dict[str, object]) -> None:
    rows = {row["name"]: row for row in content["facts"]}  # type: ignore[attr-defined]
    rate = rows["breakdown.rate.party"]
    # Party regimes of the made record break down five times as often as those to 1989.
    assert rate["model"]["inside"]
    assert not rate["climatology"]["inside"]
    assert rate["model"]["interval_score"] < rate["climatology"]["interval_score"]


def test_every_outcome_is_scored_three_ways(content: dict[str, object]) -> None:
    cases = {row["outcome"]: row for row in content["cases"]}  # type: ignore[attr-defined]
    assert set(cases) == set(TITLES)
    for row in cases.values():
        assert {score["model"] for score in row["scores"]} == {"climatology", "logistic", "model"}
        assert row["n"] > row["events"] > 0
        own = {(s["model"], s["measure"]): s for s in row["scores"]}
        expected = own["model", "expected_over_observed"]
        assert 0.5 < expected["estimate"] < 2.0


def test_facts_and_outcomes_are_scored_or_missing(content: dict[str, object]) -> None:
    from interregnum.calibration.targets import TARGETS

    scored_facts = {row["name"] for row in content["facts"]}  # type: ignore[attr-defined]
    missing = set(content["missing"])  # type: ignore[call-overload]
    assert scored_facts | missing >= {target.name for target in TARGETS}
    assert not scored_facts & missing


def test_a_scoring_is_plain_json_and_told_in_sentences(content: dict[str, object]) -> None:
    assert json.loads(json.dumps(content, allow_nan=False)) == content
    lines = [part for part in later_parts(content) if isinstance(part, str)]
    assert lines[0] == HELD_OUT
    assert any("skill" in line and "95 % by countries" in line for line in lines)
    assert any(line.startswith("Not scored") for line in missing_lines(content))
    assert len(case_sentences(content["cases"][0])) == 4  # type: ignore[index]


def test_lists_that_end_in_1989_take_their_facts_with_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    short = MadeSources(without=("powell_thyne.events", "cline_coups"))
    found = made(monkeypatch, short, Window(1990, 2000))
    missing: dict[str, str] = found["missing"]  # type: ignore[assignment]
    assert "powell_thyne.events has no later rows" in missing["attempts.rate.group.party"]
    assert "attempts.rate.group.party" not in {row["name"] for row in found["facts"]}  # type: ignore[attr-defined]


def test_a_pretended_split_is_marked_and_stays_before_1990(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = made(monkeypatch, MadeSources(), Window(1975, pretended=True))
    assert found["label"] == PRETENDED
    assert found["held_out"] is False
    assert max(row["until"] for row in found["facts"]) <= "1989-12-31"  # type: ignore[attr-defined]
    assert max(row["last"] for row in found["cases"]) < "1990"  # type: ignore[attr-defined]
