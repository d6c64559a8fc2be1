"""A dataset's files are found by name, by the authors' name, or by their columns."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from interregnum.errors import ScenarioError, UsageError
from interregnum.evidence.datasets import DATASETS
from interregnum.evidence.folders import VARIABLE, DataFolder, cache_folder, data_folder
from interregnum.evidence.manifest import DataFile


def put(folder: Path, dataset: str, name: str, columns: tuple[str, ...]) -> Path:
    """Put a table of one row into a dataset's folder."""
    path = folder / dataset / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".dta":
        pd.DataFrame({column: [1] for column in columns}).to_stata(path, write_index=False)
    else:
        separator = "\t" if path.suffix == ".txt" else ","
        lines = [separator.join(columns), separator.join("1" for _ in columns)]
        path.write_text("\n".join(lines) + "\n")
    return path


def file_of(dataset: str, role: str) -> DataFile:
    """Return a file of the manifest."""
    return next(file for file in DATASETS[dataset].files if file.role == role)


EVENTS = file_of("powell_thyne", "events").columns
YEARS = file_of("powell_thyne", "country_years").columns
GWF_AUTHORS = next(form.columns for form in file_of("gwf", "country_years").others if form.columns)


def test_the_folder_given_comes_before_the_environment_and_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "given").mkdir()
    (tmp_path / "named").mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv(VARIABLE, raising=False)
    assert data_folder().path == cache_folder()
    assert data_folder().given_by == "the cache"
    monkeypatch.setenv(VARIABLE, str(tmp_path / "named"))
    assert data_folder() == DataFolder(tmp_path / "named", VARIABLE)
    assert data_folder(tmp_path / "given") == DataFolder(tmp_path / "given", "--from")


def test_a_folder_that_is_none_is_refused_with_what_named_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UsageError, match=r"--from: .*absent is no folder"):
        data_folder(tmp_path / "absent")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "absent"))
    with pytest.raises(UsageError, match=r"INTERREGNUM_DATA: .*absent is no folder"):
        data_folder()


@pytest.mark.parametrize(
    ("dataset", "role", "name", "columns"),
    [
        ("powell_thyne", "events", "powell_thyne_coups_1950_1989.txt", EVENTS),
        ("powell_thyne", "events", "powell_thyne_coups_final.txt", EVENTS),
        ("powell_thyne", "country_years", "powell_thyne_ccode_year.txt", YEARS),
        ("gwf", "country_years", "GWFtscs.txt", GWF_AUTHORS),
        ("gwf", "country_years", "GWF_AllPoliticalRegimes.dta", GWF_AUTHORS),
        ("archigos", "leaders", "Archigos_4.1_stata14.dta", file_of("archigos", "leaders").columns),
        ("archigos", "leaders", "1March_Archigos_4.1.txt", file_of("archigos", "leaders").columns),
        ("cow_wars", "wars", "Inter-StateWarData_v4.0.csv", ("WarNum",)),
        ("vdem", "indicators", "V-Dem-CY-Full+Others-v15.csv", ("country_id",)),
        ("ucdp_acd", "conflict_years", "UcdpPrioConflict_v24_1.csv", ("conflict_id",)),
    ],
)
def test_the_authors_own_names_are_known(
    tmp_path: Path, dataset: str, role: str, name: str, columns: tuple[str, ...]
) -> None:
    path = put(tmp_path, dataset, name, columns)
    assert data_folder(tmp_path).find(dataset, role) == path


def test_the_two_files_of_a_dataset_do_not_take_each_other_s_place(tmp_path: Path) -> None:
    put(tmp_path, "powell_thyne", "powell_thyne_ccode_year.txt", YEARS)
    folder = data_folder(tmp_path)
    assert not folder.has("powell_thyne", "events")
    assert folder.has("powell_thyne", "country_years")


def test_a_file_of_another_name_is_known_by_its_columns(tmp_path: Path) -> None:
    put(tmp_path, "powell_thyne", "notes.csv", ("country", "remark"))
    path = put(tmp_path, "powell_thyne", "mine.csv", (*EVENTS, "version"))
    assert data_folder(tmp_path).find("powell_thyne", "events") == path
    put(tmp_path, "powell_thyne", "mine_too.csv", EVENTS)
    with pytest.raises(ScenarioError, match=r"mine.csv, mine_too.csv would each do .* keep one"):
        data_folder(tmp_path).find("powell_thyne", "events")


def test_a_file_with_more_columns_is_not_taken_for_the_one_with_fewer(tmp_path: Path) -> None:
    few, more = (file_of("navco", role).columns for role in ("campaigns", "campaign_attributes"))
    assert set(few) < set(more)
    lesser = put(tmp_path, "navco", "list.csv", few)
    greater = put(tmp_path, "navco", "attributes.csv", more)
    folder = data_folder(tmp_path)
    assert folder.find("navco", "campaigns") == lesser
    assert folder.find("navco", "campaign_attributes") == greater


def test_a_table_in_several_formats_is_one_table(tmp_path: Path) -> None:
    put(tmp_path, "gwf", "GWFtscs.dta", GWF_AUTHORS)
    put(tmp_path, "gwf", "GWF_AllPoliticalRegimes.txt", GWF_AUTHORS)
    path = put(tmp_path, "gwf", "GWFtscs.txt", GWF_AUTHORS)
    assert data_folder(tmp_path).find("gwf", "country_years") == path


def test_two_versions_of_a_table_are_refused(tmp_path: Path) -> None:
    for name in ("ucdp-prio-acd-241.csv", "ucdp-prio-acd-251.csv"):
        put(tmp_path, "ucdp_acd", name, file_of("ucdp_acd", "conflict_years").columns)
    with pytest.raises(ScenarioError, match="would each do for conflict_years"):
        data_folder(tmp_path).find("ucdp_acd", "conflict_years")


def test_what_is_missing_is_told_with_the_folder_and_the_way_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError) as caught:
        data_folder(tmp_path).find("gwf", "country_years")
    told = str(caught.value)
    assert str(tmp_path / "gwf") in told
    assert "--from" in told
    assert "interregnum data info gwf" in told


def test_an_unknown_role_is_refused_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="did you mean events"):
        data_folder(tmp_path).find("powell_thyne", "event")


def test_a_table_inside_an_installed_library_is_found_there(tmp_path: Path) -> None:
    path = data_folder(tmp_path).find("chga", "spells")
    assert path.parts[-3:] == ("lifelines", "datasets", "dd.csv")
