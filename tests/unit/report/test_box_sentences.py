"""A box is told in plain words, with the shares of the runs that judged it."""

from __future__ import annotations

from interregnum.experiments.boxes import Restriction, Share
from interregnum.experiments.discovery import Discovered, Discovery
from interregnum.experiments.interest import INTERESTS
from interregnum.intervals import wilson
from interregnum.report.box_sentences import HAPPENS, box_sentence, discovery_lines, limit_text
from interregnum.scenario.parameters import DrawnParameter

ROW = DrawnParameter(
    "public_signal.exposure_precision", 6.0, 0.5, 20.0, "1/strength²", "assumed", "uniform", "τ_e"
)


def box(*limits: Restriction, runs: int = 40, interest: int = 30) -> Discovered:
    judged = Share(runs, interest, 200, 80)
    density = wilson(interest, runs) if runs else None
    return Discovered(limits, (), Share(80, 64, 400, 160), judged, density, wilson(interest, 80))


def test_a_box_is_told_with_mass_density_and_coverage_of_the_judging_runs() -> None:
    limit = Restriction(ROW.name, low=6.1)
    text = box_sentence(box(limit), "removed", {ROW.name: ROW})
    assert text == (
        "Where public_signal.exposure_precision (τ_e) is at least 6.1 1/strength², which holds in "
        "20 % of runs, the ruler is removed in 75 % (60 to 86 %) of them (density); there lie "
        "38 % (28 to 48 %) of all runs in which that happens (coverage)."
    )


def test_several_limits_are_joined_and_words_listed() -> None:
    limits = (Restriction("a", high=1.0), Restriction("b", 0.0, 2.0))
    word = Restriction("selection", among=("focal",))
    assert "a is at most 1, b lies between 0 and 2 and selection is focal," in box_sentence(
        box(*limits, word), "democracy"
    )
    assert limit_text(Restriction(ROW.name, low=6.1), ROW).endswith("6.1 1/strength²")


def test_a_box_that_no_judging_run_enters_says_nothing() -> None:
    assert "nothing can be said" in box_sentence(box(runs=0, interest=0), "removed")


def test_every_outcome_has_words() -> None:
    assert set(HAPPENS) == set(INTERESTS)


def test_lines_say_what_was_searched_and_what_was_not_found() -> None:
    found = Discovery("removed", "prim", 600, 200, 240, ("a",), (box(Restriction("a", high=1.0)),))
    lines = discovery_lines(found)
    assert lines[0] == "Of 600 runs the ruler is removed in 40 %."
    assert lines[2].startswith("1. Where a is at most 1")
    assert "400 runs, judged by the 200 others" in lines[-1]
    assert "No box among them" in discovery_lines(found._replace(boxes=()))[-1]
    assert "than chance allows" in discovery_lines(found._replace(searched=(), boxes=()))[-1]
