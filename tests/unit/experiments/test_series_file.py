"""A file of series gives its numbers back, to this program and to anybody with netCDF."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from interregnum.engine.series import BINS, SERIES
from interregnum.engine.territory import HOLDERS, MOMENTS, Counted
from interregnum.errors import StudyError
from interregnum.experiments import series_file
from interregnum.experiments.tally import Tally, empty_tally
from interregnum.experiments.territory import Regions

REGIONS = Regions(("AA-A", "AA-B"), (1000, 2500))
STUDY = {"title": "Größe und Maß", "seed": "3"}


@pytest.fixture
def tally() -> Tally:
    draw, made = np.random.default_rng(2), empty_tally(5, 30, REGIONS)
    counts = draw.integers(0, 9, made.counts.shape, dtype=np.int32)
    paths = draw.random(made.paths.shape).astype(np.float32)
    paths[4, :, 3:] = np.nan
    assert made.territory is not None
    control = draw.integers(0, 9, made.territory.control.shape, dtype=np.int32)
    crowds = draw.integers(0, 3, BINS, dtype=np.int32)
    made.add(0, 30, counts, paths, Counted(control, crowds))
    return made


@pytest.fixture
def path(tmp_path: Path, tally: Tally) -> Path:
    (tmp_path / "series.nc").write_bytes(series_file.series_bytes(tally, STUDY))
    return tmp_path / "series.nc"


def test_a_file_gives_its_tally_back(path: Path, tally: Tally) -> None:
    found = series_file.read_series(path)
    assert (found.runs, found.days) == (30, 5)
    assert found.digest() == tally.digest() == series_file.digest_of_series(path)
    assert np.array_equal(found.counts, tally.counts)


def test_the_same_tally_is_the_same_bytes(path: Path, tally: Tally) -> None:
    assert path.read_bytes() == series_file.series_bytes(tally, STUDY)


def test_a_data_set_in_memory_is_the_one_in_the_file(path: Path, tally: Tally) -> None:
    with series_file.open_series(path) as stored:
        xr.testing.assert_identical(stored, series_file.dataset_of(tally, STUDY))


def test_a_stored_data_set_is_read_when_it_is_looked_at(path: Path) -> None:
    with series_file.open_series(path) as stored:
        assert not stored["strength.true.count"].variable._in_memory
        assert int(stored["strength.true.count"].sum()) > 0


@pytest.mark.parametrize("series", SERIES, ids=[series.name for series in SERIES])
def test_every_quantity_has_units_and_its_four_arrays(path: Path, series: series_file.Any) -> None:
    with xr.open_dataset(path, engine="h5netcdf") as stored:
        paths = stored[series.name]
        assert (paths.dims, paths.attrs["units"]) == (("run", "day"), series.unit)
        assert paths.attrs["long_name"] == series.meaning
        counts = stored[f"{series.name}.count"]
        assert (counts.dims, counts.dtype) == (("day", "bin"), np.int64)
        sizes = {"run": 30, "day": 5, "quantile": 5, "bin": BINS, "edge": BINS + 1}
        assert stored.sizes == sizes | {"moment": 3, "region": 2, "holder": 6}
        edges = stored[f"{series.name}.edge"]
        assert (edges.values.tolist(), edges.attrs["units"]) == ([*series.edges], series.unit)
        middle = stored[f"{series.name}.quantile"].sel(quantile=0.5)
        for day in range(5):
            below = np.interp(middle[day], series.edges, [0, *np.cumsum(counts[day])])
            assert below == pytest.approx(0.5 * float(counts[day].sum()))


def test_the_file_says_who_held_which_region(path: Path, tally: Tally) -> None:
    assert tally.territory is not None
    with series_file.open_series(path) as stored:
        control = stored["control"]
        assert (control.dims, control.attrs["units"]) == (("moment", "region", "holder"), "runs")
        assert list(stored["region"].values) == ["AA-A", "AA-B"]
        assert (tuple(stored["moment"].values), tuple(stored["holder"].values)) == (
            MOMENTS,
            HOLDERS,
        )
        held = int(control.sel(moment="month_24", region="AA-B", holder="regional"))
        assert held == tally.territory.control[2, 1, 4]
        persons = stored["turnout.persons"]
        assert persons.attrs["units"] == "persons"
        share = stored["turnout.peak.quantile"].sel(quantile=0.5)
        assert float(persons.sel(quantile=0.5, region="AA-B")) == 2500 * float(share)


def test_a_file_without_counts_of_regions_is_read_as_such(tmp_path: Path, tally: Tally) -> None:
    tally.territory = None
    (tmp_path / "series.nc").write_bytes(series_file.series_bytes(tally, STUDY))
    found = series_file.read_series(tmp_path / "series.nc")
    assert found.territory is None
    assert found.digest() == tally.digest()


def test_the_file_says_of_which_study_it_is(path: Path, tally: Tally) -> None:
    with series_file.open_series(path) as stored:
        assert {key: stored.attrs[key] for key in STUDY} == STUDY
        assert (stored.attrs["runs"], stored.attrs["values_sha256"]) == (30, tally.digest())


def test_a_file_cut_anywhere_is_named(path: Path) -> None:
    whole = path.read_bytes()
    for length in (0, 8, 500, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:length])
        for read in (series_file.read_series, series_file.digest_of_series):
            with pytest.raises(StudyError, match=r"series\.nc.*torn"):
                read(path)
    path.unlink()
    with pytest.raises(StudyError, match=r"series\.nc.*missing"):
        series_file.open_series(path)


def test_a_flipped_bit_never_changes_what_is_read(path: Path, tally: Tally) -> None:
    whole, draw, seen = path.read_bytes(), random.Random(3), 0
    for _ in range(60):
        place = draw.randrange(len(whole))
        changed = bytearray(whole)
        changed[place] ^= 1 << draw.randrange(8)
        path.write_bytes(changed)
        try:
            found = series_file.read_series(path)
        except StudyError:
            seen += 1
            continue
        assert found.digest() == tally.digest()
    assert seen > 8


def test_counts_that_were_changed_have_another_digest_than_the_file_says(
    path: Path, tally: Tally, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest = tally.digest()
    tally.counts[0, 0, 0] += 1
    with monkeypatch.context() as patched:
        patched.setattr(Tally, "digest", lambda self: digest)
        path.write_bytes(series_file.series_bytes(tally, STUDY))
    assert series_file.digest_of_series(path) == series_file.read_tally(path).digest() != digest
    with pytest.raises(StudyError, match="changed"):
        series_file.read_series(path)


def test_a_file_of_other_series_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = (SERIES[0]._replace(high=2.5), *SERIES[1:])
    monkeypatch.setattr(series_file, "SERIES", other)
    with pytest.raises(StudyError, match="changed"):
        series_file.read_tally(path)
