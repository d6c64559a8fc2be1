"""Daily series as netCDF: counts, quantiles and first paths of each followed quantity.

For a quantity ``legitimacy.level`` the file holds ``legitimacy.level`` (run, day), the paths of
the first runs; ``.count`` (day, bin), runs in each bin; ``.edge``, the edges of the bins; and
``.quantile`` (quantile, day), computed from the counts. Where regions have names it also holds
what :mod:`interregnum.experiments.territory` counts of them.
"""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from interregnum.engine.series import BINS, PATHS, SERIES
from interregnum.errors import StudyError
from interregnum.experiments.tally import Tally, quantiles
from interregnum.experiments.territory import described, read_territory

if TYPE_CHECKING:
    import xarray as xr

SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)
DIGEST = "values_sha256"
_LEVEL = 1  # compressing harder takes thrice the time for a tenth of the length
_TEXT = {
    ".count": "runs in each bin, of those that have not ended; end bins hold what lies beyond",
    ".edge": "edges of the bins",
    ".quantile": "quantiles over runs that have not ended, interpolated within bins",
}


class Variable(NamedTuple):
    """An array with the names of its dimensions and what is said of it."""

    dims: tuple[str, ...]
    values: Any
    attributes: dict[str, str]


def variables_of(tally: Tally) -> dict[str, Variable]:
    """Return coordinates and variables of a tally by their names."""
    found = {
        "day": Variable(("day",), np.arange(tally.days), {"units": "d", "long_name": "day"}),
        "run": Variable(("run",), np.arange(len(tally.paths)), {"long_name": "run"}),
        "quantile": Variable(("quantile",), np.array(SHARES), {"units": "1"}),
    }
    for k, series in enumerate(SERIES):
        edges, counts = np.array(series.edges), tally.counts[k]
        unit, name = {"units": series.unit}, series.name
        values = {
            "": (("run", "day"), tally.paths[:, k], {**unit, "long_name": series.meaning}),
            ".count": (("day", "bin"), counts, {"units": "runs"}),
            ".edge": (("edge",), edges, unit),
            ".quantile": (("quantile", "day"), quantiles(counts, edges, SHARES), unit),
        }
        for end, (dims, array, said) in values.items():
            told = {**said, "long_name": _TEXT[end]} if end else said
            found[f"{name}{end}"] = Variable(dims, array, told)
    if tally.territory is not None:
        more = described(tally.territory, quantiles, SHARES)
        found |= {name: Variable(*variable) for name, variable in more.items()}
    return found


def series_bytes(tally: Tally, study: dict[str, str]) -> bytes:
    """Return a tally as the bytes of a netCDF file, see :func:`series_file`."""
    return series_file(tally, study)[0]


def series_file(tally: Tally, study: dict[str, str]) -> tuple[bytes, str]:
    """Return a tally as the bytes of a netCDF file, and the digest of its values.

    Parameters
    ----------
    tally
        What was counted.
    study
        What the file says of the study that it belongs to.
    """
    import h5netcdf

    # In memory first: a disk that is full then refuses bytes, and leaves no half-closed file.
    buffer, digest = io.BytesIO(), tally.digest()
    with h5netcdf.File(buffer, "w") as file:
        file.dimensions = {
            "day": tally.days,
            "run": len(tally.paths),
            "quantile": len(SHARES),
            "bin": BINS,
            "edge": BINS + 1,
            **_dimensions(tally),
        }
        for key, word in {**study, DIGEST: digest}.items():
            file.attrs[key] = word
        file.attrs["runs"] = np.int64(tally.runs)
        for name, (dims, values, attributes) in variables_of(tally).items():
            packed = {"compression": "gzip", "compression_opts": _LEVEL, "shuffle": True}
            if values.dtype == object:
                dims, values, attributes = _as_letters(file, dims, values, attributes)
            made = file.create_variable(
                name, dims, values.dtype, data=values, **(packed if len(dims) > 1 else {})
            )
            for key, word in attributes.items():
                made.attrs[key] = word
    return buffer.getvalue(), digest


def _as_letters(file: Any, dims: tuple[str, ...], words: Any, attributes: dict[str, str]) -> Any:
    """Return words as rows of letters, which netCDF keeps in the open; a dimension is added."""
    spelled = np.array([word.encode() for word in words])
    letters = spelled.view("S1").reshape(len(spelled), -1)
    name = f"letters{letters.shape[1]}"
    if name not in file.dimensions:
        file.dimensions[name] = letters.shape[1]
    return (*dims, name), letters, {**attributes, "_Encoding": "utf-8"}


def _dimensions(tally: Tally) -> dict[str, int]:
    """Return the lengths of the dimensions that regions add."""
    if tally.territory is None:
        return {}
    return dict(zip(("moment", "region", "holder"), tally.territory.control.shape, strict=True))


def read_series(path: Path) -> Tally:
    """Return the tally in a file, checked against the file's own digest.

    Raises
    ------
    StudyError
        If the file is missing, torn or changed; it is named.
    """
    tally, told = _read(path)
    if tally.digest() != told:
        raise _changed(path)
    return tally


def read_tally(path: Path) -> Tally:
    """Return the tally in a file as it is, whatever digest the file says that it has.

    Raises
    ------
    StudyError
        If the file is missing or torn, or holds other series; it is named.
    """
    return _read(path)[0]


def digest_of_series(path: Path) -> str:
    """Return the SHA-256 of the values in a file of series as they are.

    Raises
    ------
    StudyError
        If the file is missing or torn, or holds other series; it is named.
    """
    return read_tally(path).digest()


def _read(path: Path) -> tuple[Tally, str]:
    """Return the tally in a file, and the digest that the file says it has."""
    # Not by way of h5netcdf: of a torn file it leaves half an object, which complains in the end.
    import h5py

    try:
        with h5py.File(io.BytesIO(path.read_bytes()), "r") as file:
            counts = np.stack([np.asarray(file[f"{s.name}.count"][...]) for s in SERIES])
            paths = np.stack([np.asarray(file[s.name][...]) for s in SERIES], axis=1)
            tally = Tally(int(np.ravel(file.attrs["runs"])[0]), counts, paths, read_territory(file))
            edges = [np.asarray(file[f"{s.name}.edge"][...]) for s in SERIES]
            units = [file[s.name].attrs["units"] for s in SERIES]
            told = str(file.attrs[DIGEST])
    except (OSError, ValueError, KeyError, RuntimeError, TypeError, AttributeError) as error:
        raise _torn(path) from error
    same = all(np.array_equal(e, s.edges) for e, s in zip(edges, SERIES, strict=True))
    shapes = (counts.shape[::2], paths.shape[1:], counts.dtype, paths.dtype)
    wanted = ((len(SERIES), BINS), counts.shape[:2], np.dtype(np.int64), np.dtype(np.float32))
    known = units == [s.unit for s in SERIES]
    if not (same and known and shapes == wanted) or len(paths) != min(tally.runs, PATHS):
        raise _changed(path)
    return tally, told


def _changed(path: Path) -> StudyError:
    msg = f"{path}: does not hold what it says; the file was changed: restore it, or run the study"
    return StudyError(f"{msg} again into another folder")


def uncounted(path: Path) -> StudyError:
    """Return the message about series of an earlier version, to which no run can be added."""
    msg = f"{path}: was made by a version that did not count who holds each region"
    return StudyError(f"{msg}; run the larger study into another folder")


def _torn(path: Path) -> StudyError:
    return StudyError(
        f"{path}: cannot be read; the file is missing or torn: run the study again into another "
        "folder"
    )


def dataset_of(tally: Tally, study: dict[str, str]) -> xr.Dataset:
    """Return a tally as a data set, as the file of it would be read."""
    import xarray as xr

    variables = {name: xr.Variable(*variable) for name, variable in variables_of(tally).items()}
    said = {**study, DIGEST: tally.digest(), "runs": np.int64(tally.runs)}
    return xr.Dataset(variables, attrs=said)


def open_series(path: Path) -> xr.Dataset:
    """Return the data set in a file; values are read when they are looked at.

    Raises
    ------
    StudyError
        If the file is missing or torn; it is named.
    """
    try:
        state = path.stat()
        opened = _opened(path, state.st_mtime_ns, state.st_size, state.st_ino)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise _torn(path) from error
    # A copy that shares the values: whoever adds to it changes nobody else's.
    return opened.copy()


@lru_cache(maxsize=4)
def _opened(path: Path, _changed: int, _size: int, _number: int) -> xr.Dataset:
    """Open a file once for all who look at it, and again once it was changed or replaced.

    A report looks at the series six times, and opening the hundred variables takes most of a
    second.
    """
    import xarray as xr

    return xr.open_dataset(path, engine="h5netcdf", decode_times=False)
