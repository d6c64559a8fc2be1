"""Combinations follow the definitions of the codes, and runs are read as they are coded."""

from __future__ import annotations

import interregnum as ir
from interregnum.engine.record import MODES, OUTCOMES
from interregnum.experiments.combinations import (
    Combination,
    combinations_of,
    possible_combinations,
)


def test_possible_combinations_differ_and_use_every_class_and_mode() -> None:
    possible = possible_combinations()
    assert len(set(possible)) == len(possible)
    assert {kind.outcome for kind in possible} == set(OUTCOMES)
    assert {kind.mode for kind in possible} == {0, *MODES}


def test_codes_exclude_each_other_as_defined() -> None:
    for kind in possible_combinations():
        assert (kind.exit != "") == (kind.outcome == "regular_exit")
        assert (kind.violence == 0) == (kind.outcome in ("survives", "regular_exit"))
        assert (kind.mode == 9) == (kind.outcome == "fragmentation")
        assert (kind.mode == 2) == (kind.exit == "election")
        assert not kind.contested or kind.outcome == "survives"


def test_every_run_of_a_study_comes_to_a_possible_combination() -> None:
    study = ir.load("mutiny-2023").run(runs=120, seed=2, series=False)
    kinds = combinations_of(study.tables["runs"])
    assert len(kinds) == 120
    assert set(kinds) <= set(possible_combinations())
    assert [kind.outcome for kind in kinds] == study.runs["outcome"].tolist()
    assert len(set(kinds)) > 5


def test_words_say_each_part() -> None:
    assert Combination("regular_exit", 2, exit="election").text() == (
        "regular_exit, by election, the incumbent loses an election and concedes"
    )
