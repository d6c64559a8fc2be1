"""A calibration that cannot begin says why, and leaves what it found."""

from __future__ import annotations

from pathlib import Path

import pytest

from interregnum import face
from interregnum.errors import ScenarioError, StudyError


def test_a_file_is_no_folder_for_a_calibration(tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("mine")
    with pytest.raises(StudyError, match=r"cannot be made a folder .* name another --out"):
        face.calibrate(place)
    assert place.read_text() == "mine"


def test_a_torn_design_point_is_named_and_kept(tmp_path: Path) -> None:
    point = tmp_path / "wave-1" / "000000.json"
    point.parent.mkdir()
    point.write_text("{")
    with pytest.raises(ScenarioError, match=r"000000\.json cannot be read"):
        face.calibrate(tmp_path, {"first": 64})
    assert point.read_text() == "{"
