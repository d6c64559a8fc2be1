"""Whether an order may go on with a study, and how a study gets more runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet
import pytest

import interregnum as ir
from interregnum.errors import StudyError
from interregnum.experiments import ensemble, keeping, standing, whole_file
from interregnum.experiments.memory import results_in_memory
from interregnum.experiments.parts import base_of
from unit.experiments.kept import (
    RUNS,
    Stopped,
    begun,
    kept,
    manifest,
    no_figure,
    order,
    stop_after,
)


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ensemble, "FIRST_BATCH", 4)
    monkeypatch.setattr(ensemble, "LARGEST_BATCH", 7)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"seed": 4}, "another seed"),
        ({"scenario": ir.load("mutiny-2023").scenario}, "another scenario"),
        ({"runs": 2}, "less than"),
        ({"series": False}, "another choice of series"),
    ],
)
@pytest.mark.parametrize("complete", [False, True])
def test_another_study_is_not_gone_on_with(
    tmp_path: Path, changes: dict[str, Any], said: str, complete: bool
) -> None:
    folder = begun(tmp_path / "study")
    assert not complete or kept(folder)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(StudyError, match=said):
        kept(folder, **changes)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_another_model_version_is_not_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = begun(tmp_path / "study")
    monkeypatch.setattr(standing, "MODEL_VERSION", "99")
    with pytest.raises(StudyError, match="another model version"):
        kept(folder)


@pytest.mark.parametrize("complete", [False, True])
def test_a_study_can_be_given_more_runs(tmp_path: Path, complete: bool) -> None:
    folder = begun(tmp_path / "study")
    assert not complete or kept(folder)
    assert kept(folder, runs=60)
    content = manifest(folder)
    assert content["runs"] == 60
    assert content["values_sha256"] == results_in_memory(order(60)).digests()
    log = parquet.read_table(folder / "log.parquet").to_pandas()
    assert log.groupby("arm")["runs"].sum().to_dict() == {"runs": 60, "contrast": 60}


def test_a_study_stopped_while_it_was_extended_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, wanted = tmp_path / "study", results_in_memory(order(60)).digests()
    kept(folder)
    real, steps = whole_file.os.replace, [0]

    def counted(*arguments: Any) -> Any:
        steps[0] -= 1
        if steps[0] == 0:
            raise Stopped
        return real(*arguments)

    monkeypatch.setattr(whole_file.os, "replace", counted)
    for steps[0] in range(1, 40):
        try:
            kept(folder, runs=60)
        except Stopped:
            assert standing.landed_share(folder)[0] >= 2 * RUNS
            continue
        break
    assert manifest(folder)["values_sha256"] == wanted


def test_a_changed_table_is_not_extended(tmp_path: Path) -> None:
    folder = tmp_path / "study"
    kept(folder)
    (folder / "runs.parquet").write_bytes((folder / "contrast.parquet").read_bytes())
    with pytest.raises(StudyError, match=r"runs\.parquet.*cannot be extended"):
        kept(folder, runs=60)


def test_series_that_are_extended_stop_at_the_runs_that_landed_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The larger series stand already, but the manifest does not say so yet.
    folder = tmp_path / "study"
    kept(folder)
    written = keeping.write_manifest

    def stopped(place: Path, content: dict[str, Any]) -> None:
        if content["state"] == "complete":
            raise Stopped
        written(place, content)

    monkeypatch.setattr(keeping, "write_manifest", stopped)
    with pytest.raises(Stopped):
        kept(folder, runs=60)
    monkeypatch.undo()
    assert (manifest(folder)["state"], manifest(folder)["merged"]) == ("running", RUNS)
    assert kept(folder, runs=70)
    assert manifest(folder)["values_sha256"] == results_in_memory(order(70)).digests()
    assert not (folder / "parts").exists()


def test_a_torn_copy_of_older_series_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "study"
    kept(folder)
    with pytest.raises(Stopped):
        keeping.keep(order(60), folder, resume=True, draw=no_figure, progress=stop_after(1))
    path = base_of(folder, "series", RUNS)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(StudyError, match=path.name):
        kept(folder, runs=60)
