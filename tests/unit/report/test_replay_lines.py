"""The lines of a replay say what was observed, what the model says, and where it misses."""

from __future__ import annotations

import pytest
from rich.console import Console

from interregnum.experiments.replaying import Replayed, Scored
from interregnum.experiments.spoken_rows import Unspoken
from interregnum.report.replay_lines import replay_parts, verdict_text
from interregnum.scenario.load import load_scenario

CROWD = Scored((3,), "largest turnout", "persons", 2.5e5, 2e6, 0.9, (0.0, 5e4, 1e5), 9e5, "above")
LIKELY = Scored((6,), "removed", "", 1.0, 1.0, 0.345, None, 1.064, "inside")
SILENT = Scored((6,), "removed: when", "d", 17.0, 17.0, 0.0, None, None, "no run")


def printed(*found: Replayed) -> str:
    console = Console(width=200, record=True, file=None, highlight=False, quiet=False)
    with console.capture() as capture:
        for part in replay_parts(load_scenario("egypt-2011", environment={}), found):
            console.print(part, markup=False) if isinstance(part, str) else console.print(part)
    return capture.get()


def replayed(mode: str, effective: float, *scored: Scored, used: tuple[int, ...] = ()) -> Replayed:
    return Replayed(mode, 200, 200, effective, scored, used, (Unspoken(1, "no mechanism"),))


def test_misses_are_counted_and_marked_and_rows_without_a_word_are_not() -> None:
    text = printed(replayed("forward", 200.0, CROWD, LIKELY, SILENT))
    assert "250,000 - 2,000,000 persons" in text
    assert "0 / 50,000 / 100,000" in text
    assert "CRPS 900,000" in text
    assert "34.5 %" in text
    assert "MISS, above the band" in text
    assert "no run says" in text
    assert "Comparisons: 2, misses: 1; from 200 runs." in text
    assert "2011-01-28 12:00 security, Cairo: no mechanism" in text
    assert "effective sample size" not in text


def test_few_effective_runs_are_said_to_say_nothing() -> None:
    text = printed(replayed("forward", 200.0, LIKELY), replayed("condition", 1.5, used=(0,)))
    assert "200 runs count as 1.5 (effective sample size)." in text
    assert "Fewer than 10 effective runs" in text
    assert "No row is left to test" in text
    assert "Used to weigh runs, and so no test: 2011-01-25 12:00 crowd, country." in text
    assert "No run agrees" in printed(replayed("condition", 0.0))


@pytest.mark.parametrize(
    ("verdict", "text"),
    [
        ("inside", "inside"),
        ("below", "MISS, below the band"),
        ("unlikely", "MISS, under 1 in 10"),
        ("no run", "no run says"),
    ],
)
def test_a_verdict_is_a_word(verdict: str, text: str) -> None:
    assert verdict_text(LIKELY._replace(verdict=verdict)) == text
