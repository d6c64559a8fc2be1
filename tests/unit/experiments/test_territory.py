"""Counts of regions survive their journey through parts, extension and older files."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest

from interregnum.errors import StudyError
from interregnum.experiments import ensemble
from interregnum.experiments.memory import results_in_memory
from interregnum.experiments.series_file import read_series, series_bytes
from interregnum.experiments.verification import verify
from interregnum.experiments.whole_file import sha256_of
from unit.experiments.kept import RUNS, begun, kept, manifest, order


def held(folder: Path, name: str = "series.nc") -> np.ndarray:
    territory = read_series(folder / name).territory
    assert territory is not None
    return territory.control


def test_a_study_that_is_extended_holds_the_counts_of_the_larger_one(tmp_path: Path) -> None:
    kept(tmp_path / "study", runs=20)
    smaller = held(tmp_path / "study")
    assert (smaller[0].sum(axis=-1) == 20).all()
    kept(tmp_path / "study", runs=RUNS)
    whole = results_in_memory(order()).tallies["series"].territory
    assert whole is not None
    assert np.array_equal(held(tmp_path / "study"), whole.control)
    assert (whole.control >= smaller).all()


def test_batches_and_a_stop_change_no_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(tmp_path / "whole")
    monkeypatch.setattr(ensemble, "LARGEST_BATCH", 3)
    monkeypatch.setattr(ensemble, "FIRST_BATCH", 3)
    begun(tmp_path / "stopped", batches=4)
    kept(tmp_path / "stopped")
    for name in ("series.nc", "contrast_series.nc"):
        assert np.array_equal(held(tmp_path / "whole", name), held(tmp_path / "stopped", name))
        whole, stopped = (
            manifest(tmp_path / k)["files_sha256"][name] for k in ("whole", "stopped")
        )
        assert whole == stopped


def test_series_of_a_version_that_did_not_count_are_verified_but_not_extended(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "study"
    kept(folder, runs=20)
    tally = dataclasses.replace(read_series(folder / "series.nc"), territory=None)
    (folder / "series.nc").write_bytes(series_bytes(tally, {}))
    content = manifest(folder)
    content["values_sha256"]["series"] = tally.digest()
    content["files_sha256"]["series.nc"] = sha256_of(folder / "series.nc")
    (folder / "manifest.json").write_text(json.dumps(content))
    assert verify(folder, sample=None).faults == ()
    with pytest.raises(StudyError, match="did not count who holds each region"):
        kept(folder, runs=RUNS)
    assert manifest(folder)["state"] == "complete"
    assert (folder / "parts").exists() is False
