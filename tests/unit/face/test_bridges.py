"""A study goes over into the forms of other tools with every value."""

from __future__ import annotations

import csv
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import interregnum as ir
from interregnum.errors import StudyError, UsageError


@pytest.fixture(scope="module")
def study() -> ir.Study:
    return ir.load("mutiny-2023").run(runs=80, seed=3, series=False)


def test_the_frame_has_both_arms_run_by_run(study: ir.Study) -> None:
    frame = study.to_frame()
    assert frame["arm"].value_counts().to_dict() == {"mutiny-2023": 80, "no mutiny": 80}
    own = frame[frame["arm"] == "mutiny-2023"].drop(columns="arm").reset_index(drop=True)
    pd.testing.assert_frame_equal(own, study.runs)


def test_arrays_are_labelled_by_arm_and_run_with_units(study: ir.Study) -> None:
    data = study.to_xarray()
    assert dict(data.sizes) == {"arm": 2, "run": 80}
    assert data["day"].attrs["units"] == "d"
    assert data["outcome"].sel(arm="mutiny-2023").values.tolist() == study.runs["outcome"].tolist()
    days = data["day"].sel(arm="mutiny-2023").values
    assert np.isnan(days).tolist() == study.runs["day"].isna().tolist()
    name = "public_signal.exposure_precision"
    assert data[name].sel(arm="mutiny-2023").values.tolist() == study.runs[name].tolist()
    assert "mutiny-2023" in data.attrs["provenance"]


def test_experiments_and_outcomes_have_the_workbenchs_form(study: ir.Study) -> None:
    experiments, outcomes = study.to_ema()
    assert list(experiments.columns[-3:]) == ["scenario", "policy", "model"]
    assert experiments["scenario"].tolist() == [*range(80), *range(80)]
    assert all(len(values) == len(experiments) == 160 for values in outcomes.values())
    frame = study.to_frame()
    stayed = frame["day"].isna().to_numpy()
    assert set(outcomes["exit_day"][stayed]) == {730.0}
    removed = ~frame["outcome"].isin(["survives", "regular_exit"])
    assert outcomes["removed"].tolist() == removed.astype(float).tolist()
    assert (outcomes["collapse"] >= outcomes["removed"]).all()


def test_the_workbench_saves_and_loads_what_it_is_given(study: ir.Study, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        # It warns of libraries that it could draw with.
        warnings.simplefilter("ignore")
        from ema_workbench import ScalarOutcome, load_results, save_results

        experiments, outcomes = study.to_ema()
        numbers = {name.replace(".", "_"): v for name, v in outcomes.items() if v.dtype == float}
        for name in numbers:
            ScalarOutcome(name)
        save_results((experiments, numbers), str(tmp_path / "study.tar.gz"))
        again, values = load_results(str(tmp_path / "study.tar.gz"))
    assert list(again.columns) == list(experiments.columns)
    assert again["policy"].tolist() == experiments["policy"].tolist()
    for name, expected in numbers.items():
        # It reads its files to fifteen figures.
        known = np.asarray(values[name], dtype=float)
        assert known == pytest.approx(expected, rel=1e-12, nan_ok=True)


def test_behaviorspace_readers_find_their_heading_and_every_run(
    study: ir.Study, tmp_path: Path
) -> None:
    file = study.to_csv(tmp_path / "table.csv", style="behaviorspace-table")
    with file.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.reader(stream))
    assert rows[0][0].startswith("BehaviorSpace results (")
    assert rows[4] == ["min-pxcor", "max-pxcor", "min-pycor", "max-pycor"]
    names = rows[6]
    assert names[0] == "[run number]"
    table = pd.read_csv(file, skiprows=6, float_precision="round_trip")
    assert table["[run number]"].tolist() == list(range(1, 161))
    frame = study.to_frame()
    name = "public_signal.exposure_precision"
    assert names.index(name) < names.index("[step]") < names.index("outcome")
    assert table[name].tolist() == frame[name].tolist()
    assert table["[step]"].tolist() == frame["day"].fillna(730).astype(int).tolist()
    assert table["outcome"].str.strip('"').tolist() == frame["outcome"].tolist()


def test_a_tidy_file_holds_the_frame(study: ir.Study, tmp_path: Path) -> None:
    table = pd.read_csv(study.to_csv(tmp_path / "tidy.csv"))
    assert table["outcome"].tolist() == study.to_frame()["outcome"].tolist()


def test_nothing_is_overwritten_and_styles_have_names(study: ir.Study, tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text("mine")
    with pytest.raises(StudyError, match="nothing is overwritten"):
        study.to_csv(file)
    with pytest.raises(UsageError, match="did you mean behaviorspace-table"):
        study.to_csv(tmp_path / "other.csv", style="behaviorspace")
    with pytest.raises(StudyError, match="cannot be written"):
        study.to_csv(tmp_path / "missing" / "other.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["table.csv"]
    assert file.read_text() == "mine"


def test_a_case_without_a_contrast_has_one_arm() -> None:
    scenario = ir.load("mutiny-2023").scenario.model_copy(update={"contrast": None})
    study = ir.Case(scenario).run(runs=3, seed=1, series=False)
    assert study.to_frame()["arm"].tolist() == ["mutiny-2023"] * 3
    assert dict(study.to_xarray().sizes) == {"arm": 1, "run": 3}
