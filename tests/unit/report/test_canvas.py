"""The sheet: formats, refusals and bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from drawn import assert_whole
from interregnum.errors import StudyError, UsageError
from interregnum.report.canvas import Drawing, blank, check_format, finished, tidy

TITLE = "A title of many words that goes on until it cannot stand in one line any more, and then on"


def drawing() -> Drawing:
    figure = blank(6.0, 4.0)
    axes = figure.subplots()
    axes.fill_between([0, 1], [0, 1])
    tidy(axes)
    return finished(figure, f"Heading\n{TITLE}", ["a note " * 60], "provenance · x")


def test_a_long_title_and_long_notes_stay_within_the_frame(tmp_path: Path) -> None:
    assert_whole(drawing(), tmp_path)


def test_the_same_numbers_give_the_same_bytes() -> None:
    assert drawing().svg() == drawing().svg()
    assert drawing().png() == drawing()._repr_png_()


@pytest.mark.parametrize("name", ["a.pdf", "a", "a.PNG.txt"])
def test_another_format_is_refused_before_anything_is_written(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.png or \.svg"):
        drawing().write([tmp_path / "fine.png", tmp_path / name])
    assert list(tmp_path.iterdir()) == []
    check_format(Path("a.svg"))


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="absent"):
        drawing().write([tmp_path / "absent" / "a.png"])
