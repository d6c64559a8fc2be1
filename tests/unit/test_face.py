"""The package as Python sees it: cases that run, studies that are kept and read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import xarray as xr

import interregnum as ir
from interregnum.errors import ScenarioError, StudyError


@pytest.fixture(scope="module")
def study() -> ir.Study:
    return ir.load("mutiny-2023", {"horizon": 100}).run(runs=30, seed=3)


def test_importing_the_package_loads_nothing_heavy() -> None:
    script = (
        "import sys, interregnum; "
        "heavy = ('numba', 'numpy', 'pandas', 'pydantic', 'matplotlib', 'xarray', 'h5py'); "
        "print([m for m in heavy if m in sys.modules])"
    )
    made = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert made.stdout.strip() == "[]"


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute"):
        ir.nothing  # noqa: B018


def test_a_study_has_a_row_for_every_run(study: ir.Study) -> None:
    assert len(study.runs) == len(study.table("contrast")) == 30
    assert study.outcomes().runs == 30
    assert set(study.events["run"]) <= set(range(30))
    assert -1.0 <= study.effect().low <= study.effect().estimate <= study.effect().high <= 1.0


def test_a_saved_study_is_read_back(study: ir.Study, tmp_path: Path) -> None:
    folder = study.save(tmp_path / "study")
    again = ir.read(folder)
    assert again.digests() == study.digests()
    assert again.case.digest == study.case.digest
    assert again.provenance == study.provenance
    assert repr(again).startswith("<Study of mutiny-2023")


def test_a_changed_table_is_named(study: ir.Study, tmp_path: Path) -> None:
    folder = study.save(tmp_path / "study")
    (folder / "runs.parquet").write_bytes((folder / "contrast.parquet").read_bytes())
    with pytest.raises(StudyError, match=r"runs\.parquet"):
        ir.read(folder)


def test_a_torn_table_is_named(study: ir.Study, tmp_path: Path) -> None:
    folder = study.save(tmp_path / "study")
    whole = (folder / "events.parquet").read_bytes()
    (folder / "events.parquet").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(StudyError, match=r"events\.parquet.*torn"):
        ir.read(folder)


def test_the_manifest_says_how_to_make_the_study_again(study: ir.Study) -> None:
    manifest = json.loads(json.dumps(study.manifest()))
    assert manifest["scenario_sha256"] == study.case.digest
    assert manifest["state"] == "complete"
    assert manifest["not_modelled"]


def test_settings_make_another_case() -> None:
    case = ir.load("mutiny-2023")
    other = case.with_settings({"coordination.precision_units": 50.0})
    assert other.digest != case.digest
    assert repr(case).startswith("<Case mutiny-2023")
    runs = other.run(runs=3, seed=1).runs
    assert set(runs["coordination.precision_units"]) == {50.0}


def test_a_set_parameter_leaves_the_other_draws_alone() -> None:
    plain = ir.load("mutiny-2023", {"horizon": 1}).run(runs=5, seed=1).runs
    fixed = ir.load("mutiny-2023", {"horizon": 1, "coordination.precision_units": 50.0})
    runs = fixed.run(runs=5, seed=1).runs
    drawn = [c for c in plain.columns[6:] if not c.startswith("result.")]
    same = [c for c in drawn if c != "coordination.precision_units"]
    assert len(same) > 50
    assert plain[same].equals(runs[same])


@pytest.mark.parametrize("wrong", [0, -5, 2.5, True, 2**40])
def test_a_number_of_runs_is_a_whole_number(wrong: int) -> None:
    with pytest.raises(ScenarioError, match="runs"):
        ir.load("mutiny-2023").run(runs=wrong)


@pytest.mark.parametrize("wrong", [-1, 2**63, 0.5])
def test_a_seed_is_a_whole_number(wrong: int) -> None:
    with pytest.raises(ScenarioError, match="seed"):
        ir.load("mutiny-2023").run(runs=1, seed=wrong)


def test_without_a_contrast_there_is_no_paired_arm(tmp_path: Path) -> None:
    case = ir.load("mutiny-2023", {"horizon": 1})
    plain = ir.Case(case.scenario.model_copy(update={"contrast": None}))
    study = plain.run(runs=2)
    with pytest.raises(ScenarioError, match="contrast"):
        study.table("contrast")
    with pytest.raises(ScenarioError, match="runs"):
        study.table("run")
    with pytest.raises(ScenarioError, match="contrast"):
        study.plot_survival([tmp_path / "x.png"])
    assert sorted(study.tables) == ["events", "runs"]
    assert sorted(study.tallies) == ["series"]
    with pytest.raises(ScenarioError, match="contrast"):
        study.contrast_series  # noqa: B018


def test_a_study_kept_in_a_folder_is_the_same_as_one_in_memory(
    study: ir.Study, tmp_path: Path
) -> None:
    folder = tmp_path / "study"
    told: list[str] = []
    kept = study.case.into(folder).run(runs=30, seed=3)
    assert kept.digests() == study.digests()
    assert kept.outcomes() == study.outcomes()
    assert kept.effect() == study.effect()
    assert kept.runs.equals(study.runs)
    assert len(kept) == len(study) == 30
    again = study.case.into(folder, resume=True).run(tell=told.append)
    assert again.digests() == study.digests()
    assert len(told) == 1
    with pytest.raises(StudyError, match="already exists"):
        study.case.into(folder).run(runs=30, seed=3)


def test_a_study_in_memory_has_no_effect_without_a_contrast() -> None:
    case = ir.load("mutiny-2023", {"horizon": 1})
    plain = ir.Case(case.scenario.model_copy(update={"contrast": None}))
    with pytest.raises(ScenarioError, match="contrast"):
        plain.run(runs=2).effect()


def test_series_are_the_same_in_memory_saved_and_kept(study: ir.Study, tmp_path: Path) -> None:
    saved = ir.read(study.save(tmp_path / "saved"))
    kept = study.case.into(tmp_path / "kept").run(runs=30, seed=3)
    files = [tmp_path / name / "series.nc" for name in ("saved", "kept")]
    assert files[0].read_bytes() == files[1].read_bytes()
    for other in (saved, kept):
        for name in ("series", "contrast_series"):
            with getattr(other, name) as dataset:
                xr.testing.assert_identical(dataset, getattr(study, name))


def test_series_count_runs_that_have_not_ended(study: ir.Study) -> None:
    series, runs, events = study.series, study.runs, study.events
    # Where the incumbent won the contest he has no day of exit, but his days were cut short.
    removed = events[events["event"] == "removed"].set_index("run")["day"]
    ends = runs["day"].astype(float).fillna(runs["run"].map(removed)).fillna(100)
    left = [int((ends >= day).sum()) for day in range(100)]
    assert left[0] > left[-1]
    assert series["strength.true.count"].sum("bin").values.tolist() == left
    paths = series["strength.true"]
    assert (paths.attrs["units"], paths.shape) == ("1", (30, 100))
    assert paths.notnull().sum("run").values.tolist() == left
    middle = series["strength.true.quantile"].sel(quantile=0.5)
    true = paths.quantile(0.5, "run")
    assert abs(middle - true).max() < 0.1


def test_a_study_without_series_says_so(tmp_path: Path) -> None:
    case = ir.load("mutiny-2023", {"horizon": 1})
    study = case.run(runs=2, series=False)
    assert "series" not in study.digests()
    for one in (study, ir.read(study.save(tmp_path / "study"))):
        with pytest.raises(ScenarioError, match="--series all"):
            one.series  # noqa: B018


def test_changed_series_are_named(study: ir.Study, tmp_path: Path) -> None:
    folder = study.save(tmp_path / "study")
    (folder / "series.nc").write_bytes((folder / "contrast_series.nc").read_bytes())
    with pytest.raises(StudyError, match=r"series\.nc"):
        ir.read(folder)
