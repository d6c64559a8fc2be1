"""The list of stylised facts is whole, and a wrong line is refused with its place and a way out."""

from __future__ import annotations

import pytest

from interregnum.calibration.targets import PLACE, TARGETS, read_targets, target_named
from interregnum.errors import ScenarioError, UsageError

GOOD = """
- name: breakdown.rate.party
  title: Breakdowns of party regimes
  kind: rate
  informs: type mean
  why: one map
"""


def test_the_issues_facts_are_all_there() -> None:
    names = {target.name for target in TARGETS}
    assert {f"breakdown.rate.{group}" for group in ("personal", "military", "party", "monarchy")}
    modes = ("coup", "uprising", "by_election", "insurgents")
    assert {f"breakdown.mode_share.{mode}.all" for mode in modes} <= names
    windows = ("year_1", "year_2", "years_3_5")
    kinds = ("any_exit", "irregular_exit", "attempts")
    assert {f"after_failure.{kind}_ratio.{span}" for kind in kinds for span in windows} <= names
    assert len([target for target in TARGETS if target.fitted]) >= 24
    assert "protest" not in {target.effect.partition(".")[0] for target in TARGETS}


def test_none_of_seven_carries_weight_and_has_no_vote() -> None:
    target = target_named("breakdown.successor.democracy.mode.insurgents")
    assert (target.fitted, target.votes, target.weight) == (True, False, 1.0)


def test_every_discrepancy_is_at_least_the_general_one_and_has_a_reason() -> None:
    assert min(target.discrepancy for target in TARGETS) == 0.10
    assert all(target.why and target.informs for target in TARGETS)


def test_the_effect_is_that_of_the_name_unless_another_is_given() -> None:
    (one,) = read_targets(GOOD, "made")
    assert one.effect == one.name
    (other,) = read_targets(GOOD + "  effect: breakdown.rate.military\n", "made")
    assert other.effect == "breakdown.rate.military"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("kind: rate", "kind: rat"), "did you mean rate"),
        (("kind: rate", "kind: share"), "measured in events a year"),
        (("breakdown.rate.party", "breakdown.rate.partly"), "breakdown.rate.party"),
        (("informs: type mean", "informs:"), "informs"),
        (("why: one map", "whi: one map"), "whi"),
        (("why: one map", "why: one map\n  weight: 2"), "weight = 2"),
        (("why: one map", "why: one map\n  discrepancy: .nan"), "discrepancy"),
        (("why: one map", "why: one map\n  fitted: 1"), "neither true nor false"),
        (("- name: breakdown.rate.party\n", "name: x\n"), "no YAML"),
        (("- name: breakdown.rate.party\n", "- a\n- name: x\n"), "no mapping"),
        (("- name", "- [name"), "no YAML"),
    ],
)
def test_a_wrong_line_is_refused_with_the_reason(change: tuple[str, str], words: str) -> None:
    with pytest.raises(ScenarioError, match="made") as told:
        read_targets(GOOD.replace(*change), "made")
    assert words in str(told.value)


@pytest.mark.parametrize("text", ["", "name: x", "[]"])
def test_what_is_no_list_is_refused(text: str) -> None:
    with pytest.raises(ScenarioError, match="no list"):
        read_targets(text, "made")


def test_a_name_comes_once() -> None:
    with pytest.raises(ScenarioError, match="comes twice"):
        read_targets(GOOD + GOOD, "made")


def test_a_name_that_is_none_gets_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"breakdown\.rate\.party"):
        target_named("breakdown.rate.partly")


def test_the_list_is_the_file() -> None:
    assert read_targets(PLACE.read_text(encoding="utf-8"), PLACE.name) == TARGETS
