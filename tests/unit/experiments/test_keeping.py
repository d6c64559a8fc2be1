"""A study lands batch by batch, survives any stop, and comes out the same."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pyarrow.parquet as parquet
import pytest

from interregnum.engine.generate import EXCESS
from interregnum.errors import InterregnumError, StudyError
from interregnum.experiments import ensemble, keeping, standing, whole_file
from interregnum.experiments.lock import Lock
from interregnum.experiments.memory import results_in_memory
from interregnum.experiments.parts import parts_in
from interregnum.experiments.tables import file_of
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


@pytest.fixture(scope="module")
def digests() -> dict[str, str]:
    return results_in_memory(order()).digests()


def test_a_study_lands_as_parts_and_ends_as_tables(tmp_path: Path, digests: dict[str, str]) -> None:
    folder, seen = tmp_path / "deep" / "study", []

    def progress(done: int, whole: int) -> None:
        assert manifest(folder)["state"] == "running"
        seen.append((done, whole))
        assert sum(p.end - p.first for p in parts_in(folder)) == done

    assert keeping.keep(order(), folder, resume=False, draw=no_figure, progress=progress)
    assert seen[-1] == (2 * RUNS, 2 * RUNS)
    content = manifest(folder)
    assert (content["state"], content["values_sha256"]) == ("complete", digests)
    names = {*(file_of(name) for name in (*digests, "log")), "survival.svg"}
    assert {"series.nc", "contrast_series.nc"} < names
    assert set(content["files_sha256"]) == names
    assert {path.name for path in folder.iterdir()} == {*names, "manifest.json"}
    assert [path.name for path in folder.parent.iterdir()] == ["study"]
    log = parquet.read_table(folder / "log.parquet").to_pandas()
    assert log.groupby("arm")["runs"].sum().to_dict() == {"runs": RUNS, "contrast": RUNS}


def test_the_bytes_of_a_table_do_not_depend_on_batches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(tmp_path / "a", workers=2)
    monkeypatch.setattr(ensemble, "LARGEST_BATCH", 33)
    monkeypatch.setattr(ensemble, "FIRST_BATCH", 33)
    kept(tmp_path / "b", workers=1)
    first, second = (manifest(tmp_path / name)["files_sha256"] for name in "ab")
    assert first.pop("log.parquet") != second.pop("log.parquet")
    assert first == second


def test_what_is_stopped_goes_on_and_comes_out_the_same(
    tmp_path: Path, digests: dict[str, str]
) -> None:
    folder = begun(tmp_path / "study")
    before = parts_in(folder)
    assert 0 < len(before)
    assert standing.landed_share(folder)[0] < standing.landed_share(folder)[1] == 2 * RUNS
    assert kept(folder)
    assert manifest(folder)["values_sha256"] == digests
    log = parquet.read_table(folder / "log.parquet").to_pandas()
    assert log["session_utc"].nunique() == 2
    assert not kept(folder)
    assert standing.landed_share(folder) == (2 * RUNS, 2 * RUNS)


@pytest.mark.parametrize("moment", ["replace", "fsync"])
def test_a_study_stopped_at_any_step_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, digests: dict[str, str], moment: str
) -> None:
    real, steps = getattr(whole_file.os, moment), [0]
    folder, stops = tmp_path / "study", 0

    def counted(*arguments: Any) -> Any:
        steps[0] -= 1
        if steps[0] == 0:
            raise Stopped
        return real(*arguments)

    monkeypatch.setattr(whole_file.os, moment, counted)
    # Each attempt gets one step further from where the last one was stopped.
    while not (folder / "manifest.json").exists() or manifest(folder)["state"] != "complete":
        stops += 1
        steps[0] = stops
        try:
            kept(folder)
        except Stopped:
            assert stops < 200
    monkeypatch.undo()
    assert stops > 5
    assert not kept(folder)
    assert manifest(folder)["values_sha256"] == digests
    assert not parts_in(folder)


@pytest.mark.parametrize("made", ["nothing", "folder", "foreign", "parts"])
def test_without_a_manifest_a_study_starts(
    tmp_path: Path, digests: dict[str, str], made: str
) -> None:
    folder = tmp_path / "study"
    if made == "folder":
        folder.mkdir()
    elif made == "foreign":
        folder.mkdir()
        (folder / "mine.txt").write_text("precious")
    elif made == "parts":
        (begun(folder) / "manifest.json").unlink()
    assert kept(folder)
    assert manifest(folder)["values_sha256"] == digests
    assert made != "foreign" or (folder / "mine.txt").read_text() == "precious"


def test_a_torn_part_is_named_and_computed_again(tmp_path: Path, digests: dict[str, str]) -> None:
    folder, told = begun(tmp_path / "study"), []
    part = parts_in(folder)[0].path
    part.write_bytes(part.read_bytes()[:500])
    assert keeping.keep(order(), folder, resume=True, draw=no_figure, tell=told.append)
    assert [part.name in line for line in told] == [True]
    assert manifest(folder)["values_sha256"] == digests


def test_two_writers_do_not_share_a_study(tmp_path: Path) -> None:
    folder = begun(tmp_path / "study")
    lock = Lock(folder)
    with pytest.raises(StudyError, match="another process"):
        kept(folder)
    lock.release()
    assert kept(folder)


def test_a_study_that_appeared_meanwhile_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, real = tmp_path / "study", keeping.give_name

    def late(hidden: Path, name: Path) -> None:
        name.mkdir()
        (name / "mine.txt").write_text("precious")
        real(hidden, name)

    monkeypatch.setattr(keeping, "give_name", late)
    with pytest.raises(StudyError, match="another process"):
        kept(folder)
    assert [path.name for path in tmp_path.rglob("*")] == ["study", "mine.txt"]


def test_a_refusal_before_anything_landed_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, write: Callable[[IO[bytes]], Any]) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(keeping, "write_manifest", lambda place, content: full(place, print))
    with pytest.raises(StudyError, match="nothing had landed"):
        kept(tmp_path / "study")
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "study").write_text("precious")
    for resume in (False, True):
        with pytest.raises(StudyError):
            kept(tmp_path / "study", resume=resume)
    assert (tmp_path / "study").read_text() == "precious"


def test_a_failing_run_keeps_what_landed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, digests: dict[str, str]
) -> None:
    real = ensemble.run_lives

    def crowded(*arguments: Any, **options: Any) -> Any:
        batch = real(*arguments, **options)
        if batch.first > 10:
            batch.outcomes[0, EXCESS] = 5.0
        return batch

    monkeypatch.setattr(ensemble, "run_lives", crowded)
    with pytest.raises(InterregnumError, match="more events"):
        kept(tmp_path / "study")
    monkeypatch.undo()
    assert parts_in(tmp_path / "study")
    kept(tmp_path / "study")
    assert manifest(tmp_path / "study")["values_sha256"] == digests


def test_a_study_without_series_has_no_file_of_them(
    tmp_path: Path, digests: dict[str, str]
) -> None:
    folder = tmp_path / "study"
    kept(folder, series=False)
    assert not list(folder.glob("*.nc"))
    own = {name: digest for name, digest in digests.items() if "series" not in name}
    assert manifest(folder)["values_sha256"] == own


def test_a_part_without_series_is_computed_again(tmp_path: Path, digests: dict[str, str]) -> None:
    folder, bare, told = begun(tmp_path / "study"), tmp_path / "bare", []
    with pytest.raises(Stopped):
        keeping.keep(
            order(series=False), bare, resume=False, draw=no_figure, progress=stop_after(1)
        )
    (part,) = parts_in(bare)
    (folder / "parts" / part.path.name).write_bytes(part.path.read_bytes())
    keeping.keep(order(), folder, resume=True, draw=no_figure, tell=told.append)
    assert [part.path.name in line for line in told] == [True]
    assert manifest(folder)["values_sha256"] == digests
