"""A source gives the same cases whatever the name, the order and the format of its file."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest

from interregnum.evidence.datasets import DATASETS
from interregnum.evidence.families import TABLES
from interregnum.evidence.folders import VARIABLE, DataFolder, data_folder

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not os.environ.get(VARIABLE), reason=f"{VARIABLE} names no folder"),
]


def shuffled(rows: pd.DataFrame, stem: Path) -> None:
    """Write a table with its rows and columns in another order."""
    order = rows.sample(frac=1, random_state=1)[list(rows.columns[::-1])]
    order.to_csv(stem.with_suffix(".csv"), index=False)


def tabbed(rows: pd.DataFrame, stem: Path) -> None:
    """Write a table with tabs and the line ends of Windows."""
    rows.to_csv(stem.with_suffix(".tab"), sep="\t", index=False, lineterminator="\r\n")


def packed(rows: pd.DataFrame, stem: Path) -> None:
    """Write a table into an archive."""
    with zipfile.ZipFile(stem.with_suffix(".zip"), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("folder/table.csv", rows.to_csv(index=False))


def stata(rows: pd.DataFrame, stem: Path) -> None:
    """Write a table as Stata does, numbers as numbers."""
    written = rows.copy()
    for name in written.columns:
        missing = written[name].isin(["", "NA"])
        numbers = pd.to_numeric(written[name].mask(missing), errors="coerce")
        if (numbers.notna() | missing).all():
            written[name] = numbers.astype("float64")
    written.to_stata(stem.with_suffix(".dta"), write_index=False, version=118)


def cases(folder: DataFolder) -> dict[str, pd.DataFrame]:
    """Return every table of the record that comes from a file that must be there."""
    return {
        name: getattr(
            import_module(f"interregnum.evidence.sources.{module}"), loader
        )(folder).frame.reset_index(drop=True)
        for name, (module, loader) in TABLES.items()
        if name not in ("chga", "powell_thyne.country_years")
    }  # fmt: skip


@pytest.fixture(scope="module")
def as_usual() -> dict[str, pd.DataFrame]:
    """Return the tables of the files at hand."""
    return cases(data_folder())


@pytest.mark.parametrize("write", [shuffled, tabbed, packed, stata])
def test_the_form_of_a_file_makes_no_difference(
    write: Callable[[pd.DataFrame, Path], None],
    as_usual: dict[str, pd.DataFrame],
    tmp_path: Path,
) -> None:
    usual = data_folder()
    for name, dataset in DATASETS.items():
        if not dataset.used or name == "chga":
            continue
        (tmp_path / name).mkdir()
        for file in dataset.files:
            if file.optional:
                continue
            separator = "\t" if file.path.endswith(".txt") else ","
            path = usual.path / name / file.path
            rows = pd.read_csv(path, sep=separator, dtype=str, keep_default_na=False)
            write(rows, tmp_path / name / f"mine-{file.role}")
    found = cases(data_folder(tmp_path))
    assert found.keys() == as_usual.keys()
    for name, frame in found.items():
        pd.testing.assert_frame_equal(frame, as_usual[name], check_like=True)
