"""The effect of a failed mutiny, cell by cell: which cases it can be asked of, and what it says."""

from __future__ import annotations

from typing import Any

import pytest

import interregnum as ir
from interregnum.errors import ScenarioError
from interregnum.experiments.sign import EXPOSURE_EDGES, SELECTIONS, sign_cells


@pytest.mark.parametrize(
    ("name", "settings", "place"),
    [
        ("quiet-personalist", {}, "mutiny.happens = false"),
        ("mutiny-2023", {"channels.armed": False}, "channels.armed = false"),
        ("mutiny-2023", {"private_army.exists": False}, "private_army.exists = false"),
    ],
)
def test_a_case_without_a_scheduled_mutiny_is_refused(
    name: str, settings: dict[str, Any], place: str
) -> None:
    with pytest.raises(ScenarioError, match=place):
        sign_cells(ir.load(name, settings).scenario, runs=5, seed=1)


def test_every_run_falls_into_one_cell_of_each_ensemble() -> None:
    scenario = ir.load("mutiny-2023", {"horizon": 5}).scenario
    cells = sign_cells(scenario, runs=30, seed=0)
    assert len(cells) == len(SELECTIONS) * 4 * (len(EXPOSURE_EDGES) - 1)
    for selection in SELECTIONS:
        mine = [cell for cell in cells if cell.selection == selection]
        assert sum(cell.runs for cell in mine) == 2 * 30
    assert all((cell.effect is None) == (cell.runs == 0) for cell in cells)
