"""A scenario is found by name or path, and the library's names win."""

from __future__ import annotations

from pathlib import Path

import pytest

from interregnum.errors import ScenarioError
from interregnum.scenario.location import LIBRARY, library_names, scenario_path


def test_library_names_are_the_files() -> None:
    assert library_names() == (
        "belarus-2020",
        "egypt-2011",
        "front-break",
        "kornilov-1917",
        "moscow-1991",
        "mutiny-2023",
        "protest-2011",
        "quiet-personalist",
        "synthetic",
        "synthetic-military",
        "synthetic-monarchy",
        "synthetic-party",
        "synthetic-personalist",
    )


def test_a_name_of_the_library_wins_over_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "synthetic").write_text("")
    monkeypatch.chdir(tmp_path)
    assert scenario_path("synthetic") == LIBRARY / "synthetic.yaml"
    assert scenario_path("./synthetic").resolve() == tmp_path / "synthetic"


def test_relative_paths_start_in_the_folder_and_absolute_ones_do_not(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("")
    assert scenario_path("a.yaml", tmp_path) == tmp_path / "a.yaml"
    assert scenario_path(tmp_path / "a.yaml", LIBRARY) == tmp_path / "a.yaml"
    with pytest.raises(ScenarioError, match=r"'a\.yaml': no such scenario or file"):
        scenario_path("a.yaml", LIBRARY)
