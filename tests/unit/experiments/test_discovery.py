"""Boxes are judged by runs in which nothing was looked for."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from interregnum.errors import ScenarioError, UsageError
from interregnum.experiments.boxes import in_box
from interregnum.experiments.discovery import JUDGES, Search, content_of, discovered
from interregnum.experiments.prim import trajectory

RUNS = 1200


def table(noise: int = 30) -> tuple[dict[str, Any], np.ndarray]:
    draw = np.random.default_rng(9)
    columns = {f"noise.{k}": draw.random(RUNS) for k in range(noise)}
    columns |= {name: draw.random(RUNS) for name in ("a.x", "a.y")}
    chance = np.where((columns["a.x"] < 0.4) & (columns["a.y"] > 0.5), 0.85, 0.15)
    return columns, draw.random(RUNS) < chance


@pytest.mark.parametrize("method", ["prim", "cart"])
def test_a_planted_box_is_found_and_judged(method: str) -> None:
    columns, interest = table()
    found = discovered(columns, interest, "removed", Search(method, most=4))
    assert set(found.searched) == {"a.x", "a.y"}
    box = found.boxes[0]
    assert {limit.name for limit in box.box} == {"a.x", "a.y"}
    assert box.density is not None
    assert box.density.low < 0.85 < box.density.high
    held = np.arange(RUNS) % JUDGES == JUDGES - 1
    inside = in_box(columns, box.box) & held
    assert box.judged.runs == inside.sum()
    assert box.judged.interest == (inside & interest).sum()


def test_in_pure_noise_a_patient_search_finds_density_and_discovery_finds_nothing() -> None:
    draw = np.random.default_rng(10)
    columns = {f"noise.{k}": draw.random(600) for k in range(100)}
    interest = draw.random(600) < 0.4
    assert trajectory(columns, interest)[-1].share.density > 0.8
    found = discovered(columns, interest, "removed")
    assert (found.searched, found.boxes) == ((), ())


def test_later_boxes_leave_the_runs_of_earlier_ones_alone() -> None:
    draw = np.random.default_rng(11)
    columns = {"a.x": draw.random(RUNS), "a.y": draw.random(RUNS)}
    two = ((columns["a.x"] < 0.2) & (columns["a.y"] < 0.4)) | (columns["a.x"] > 0.8)
    found = discovered(columns, two, "removed", Search(most=3, screened=False))
    assert len(found.boxes) >= 2
    own = np.arange(RUNS) % JUDGES != JUDGES - 1
    first, second = (in_box(columns, box.box) & own for box in found.boxes[:2])
    assert found.boxes[0].found.runs == first.sum()
    assert found.boxes[1].found.runs == (second & ~first).sum()
    assert sum(box.found.coverage for box in found.boxes) <= 1.0
    first, second = (in_box(columns, box.box) & ~own for box in found.boxes[:2])
    assert found.boxes[1].judged.runs == (second & ~first).sum()


def test_no_replicate_of_a_searched_point_is_a_judge() -> None:
    draw = np.random.default_rng(12)
    points = np.tile(np.arange(40), 5)
    noise = {str(k): draw.random(40)[points] for k in range(60)}
    # Outcomes belong to points, so that replicates would betray them.
    interest = (draw.random(40) < 0.5)[points]
    search = Search(screened=False, density=0.9)
    found = discovered(noise, interest, "removed", search, points)
    assert found.judges == 13 * 5
    assert found.boxes[0].found.density >= 0.9
    assert all(box.density is None or box.density.estimate < 0.9 for box in found.boxes)
    mixed = discovered(noise, interest, "removed", search)
    assert mixed.boxes[0].density is not None
    assert mixed.boxes[0].density.estimate > 0.9


def test_what_is_printed_as_json_says_the_same() -> None:
    columns, interest = table()
    found = discovered(columns, interest, "removed")
    told = content_of(found, {"a.x": "d"})
    entry = told["boxes"][0]
    assert told["interest"] == int(interest.sum())
    assert entry["judged"]["density"]["estimate"] == found.boxes[0].judged.density
    limit = next(row for row in entry["limits"] if row["parameter"] == "a.x")
    assert limit["unit"] == "d"
    assert limit["low"] is None
    assert 0.0 <= limit["quasi_p"]["high"] <= 0.05
    assert told["trajectories"][0][0] == {
        "coverage": 1.0,
        "density": pytest.approx(interest[np.arange(RUNS) % 3 != 2].mean()),
        "mass": 1.0,
        "restricted": 0,
    }


@pytest.mark.parametrize(
    ("search", "said"),
    [
        (Search("prm"), "did you mean prim"),
        (Search(most=0), "give 1 at least"),
        (Search("cart", most=1), "cart 2"),
        (Search(density=1.5), "density = 1.5"),
    ],
)
def test_a_wrong_search_is_refused(search: Search, said: str) -> None:
    columns, interest = table(0)
    with pytest.raises(UsageError, match=said):
        discovered(columns, interest, "removed", search)


def test_a_few_runs_are_too_few() -> None:
    with pytest.raises(ScenarioError, match="too few"):
        discovered({"x": np.arange(30.0)}, np.arange(30) > 3, "removed")
