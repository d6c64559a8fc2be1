"""Files in their authors' forms with years after 1989, all made up, are scored unchanged."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from forecast_folder import made_up_folder
from interregnum.calibration.later.cases import TITLES, Simulated, case_scores, simulated_cases
from interregnum.calibration.later.facts import later_facts, later_untils
from interregnum.calibration.later.sources import FolderSources
from interregnum.calibration.later.window import LaterTables, Window
from interregnum.calibration.later.worlds import shape_of
from interregnum.evidence.folders import DataFolder
from later_record import MadeSources


def sources(root: Path, *, pretended: bool = False) -> FolderSources:
    return FolderSources(DataFolder(made_up_folder(root).resolve(), "test"), pretended=pretended)


def test_whole_files_give_later_facts_cases_and_a_shape(tmp_path: Path) -> None:
    found = sources(tmp_path)
    window = Window(1990)
    tables = LaterTables(found.tables, window)
    facts = later_facts(tables, *later_untils(tables))
    # Ten autocracies and ten years of which none broke down.
    rates = [facts.values[name] for name in facts.values if name.startswith("breakdown.rate.")]
    assert sum(value.n for value in rates) == 100
    assert "is not in the folder" in facts.missing["campaigns.success.nonviolent"]
    assert shape_of(found.tables, 1990, 1999).countries == 10
    simulated: Simulated = simulated_cases(MadeSources().world)
    for outcome in TITLES:
        scores = case_scores(found.known(), window, outcome, simulated, (100, 0))
        assert scores is not None
        assert (scores.first, scores.last[:4]) == ("1990-01-01", "1999")
        assert scores.countries == 10
        assert {row.model for row in scores.scores} == {"climatology", "logistic", "model"}
    assert {name.partition("/")[0] for name in found.files} >= {"gwf", "archigos", "gw_states"}


def test_a_trial_sees_nothing_after_1989(tmp_path: Path) -> None:
    found = sources(tmp_path, pretended=True)
    assert found.tables.table("gwf").frame["year"].max() == 1989
    for table in found.known().values():
        assert table.covers[1] <= np.datetime64("1989-12-31")
        for values in table.columns.values():
            if values.dtype.kind == "M":
                assert not (values > np.datetime64("1989-12-31")).any()


def test_a_window_that_no_source_reaches_has_no_case(tmp_path: Path) -> None:
    found = sources(tmp_path)
    simulated = simulated_cases(MadeSources().world)
    assert case_scores(found.known(), Window(2001), "exit", simulated, (100, 0)) is None
