"""Every picture is drawn whole, with its provenance, and the same bytes each time."""

from __future__ import annotations

from pathlib import Path

import matplotlib.image
import pytest
from PIL import Image

from interregnum.canonical.pictures import PLACES, picture_of
from interregnum.canonical.pictures.picture import Curve, Panel, Picture
from interregnum.report.shelf_plots import draw_picture

PROVENANCE = "interregnum 0 · canonical model · " + "key 0.123456789, " * 11 + "end"


@pytest.mark.parametrize("name", sorted(PLACES))
def test_a_picture_is_drawn_within_its_frame(name: str, tmp_path: Path) -> None:
    path = tmp_path / "picture.png"
    draw_picture(picture_of(name, {}), provenance=PROVENANCE, files=[path])
    pixels = matplotlib.image.imread(path)
    for edge in (pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]):
        assert (edge == 1.0).all()
    with Image.open(path) as image:
        assert image.info["Description"] == PROVENANCE


def small() -> Picture:
    line = Curve(x=[1.0, 10.0], y=[1.0, 100.0], label="line", stepped=True, dotted=True)
    panel = Panel(x_label="x [1]", y_label="y [1]", curves=(line,), x_log=True, y_log=True)
    return Picture(title="A title", panels=(panel,))


def test_the_same_numbers_give_the_same_bytes(tmp_path: Path) -> None:
    for ending in ("png", "svg"):
        files = [tmp_path / f"{k}.{ending}" for k in range(2)]
        for path in files:
            draw_picture(small(), provenance=PROVENANCE, files=[path])
        assert files[0].read_bytes() == files[1].read_bytes()


def test_logarithmic_axes_have_plain_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    draw_picture(small(), provenance="", files=[path])
    text = path.read_text(encoding="utf-8")
    assert "<!-- 100 -->" in text
    assert "mathdefault" not in text


def test_a_panel_without_names_has_no_legend(tmp_path: Path) -> None:
    panel = Panel(x_label="x [1]", y_label="y [1]", curves=(Curve(x=[0.0, 1.0], y=[0.0, 1.0]),))
    path = tmp_path / "a.svg"
    draw_picture(Picture(title="A title", panels=(panel,)), provenance="", files=[path])
    assert "legend" not in path.read_text(encoding="utf-8")
