"""Borders of a user's own: read, laid flat with true areas, and refused with a way out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from interregnum.errors import StudyError
from interregnum.experiments.outlines import Flat, read_outlines


def square(west: float, south: float, code: str | None) -> dict[str, Any]:
    ring = [[west, south], [west + 2, south], [west + 2, south + 2], [west, south + 2]]
    named = {} if code is None else {"iso_3166_2": code}
    shape = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    return {"type": "Feature", "properties": named, "geometry": shape}


def written(folder: Path, *features: dict[str, Any]) -> Path:
    path = folder / "borders.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def test_outlines_are_read_by_code_and_lie_as_on_the_ground(tmp_path: Path) -> None:
    path = written(tmp_path, square(30, 50, "XX-A"), square(40, 60, "XX-B"))
    found = read_outlines(path, ["XX-A", "XX-B"])
    middle = {code: rings[0].mean(axis=0) for code, rings in found.rings.items()}
    assert (middle["XX-A"] < middle["XX-B"]).all()
    inside = found.points([31.0], [51.0])[0]
    assert np.linalg.norm(inside - middle["XX-A"]) < 0.01


@pytest.mark.parametrize("parallels", [(45.0, 65.0), (-20.0, 20.0), (0.0, 10.0)])
def test_areas_stay_true(parallels: tuple[float, float]) -> None:
    flat = Flat(parallels, 20.0, 10.0)

    def area(west: float, south: float) -> float:
        edge = np.linspace(0.0, 1.0, 200)
        lon = np.concatenate((west + edge, np.full(200, west + 1), west + 1 - edge, [west] * 200))
        lat = np.concatenate(([south] * 200, south + edge, [south + 1] * 200, south + 1 - edge))
        x, y = flat.laid(lon, lat).T
        return float(0.5 * abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))))

    for west, south in ((10.0, 20.0), (40.0, 30.0), (0.0, 60.0)):
        low, high = np.sin(np.radians([south, south + 1.0]))
        assert area(west, south) == pytest.approx(np.radians(1.0) * (high - low), rel=1e-3)


def test_a_country_across_the_date_line_stays_in_one_piece(tmp_path: Path) -> None:
    path = written(tmp_path, square(176, 60, "XX-A"), square(-180, 60, "XX-B"))
    found = read_outlines(path, ["XX-A", "XX-B"])
    every = np.concatenate([rings[0] for rings in found.rings.values()])
    assert np.ptp(every[:, 0]) < 0.1


def test_several_parts_of_a_region_are_kept(tmp_path: Path) -> None:
    one, two = square(30, 50, "XX-A"), square(40, 50, None)
    parts = [one["geometry"]["coordinates"], two["geometry"]["coordinates"]]
    one["geometry"] = {"type": "MultiPolygon", "coordinates": parts}
    assert len(read_outlines(written(tmp_path, one), ["XX-A"]).rings["XX-A"]) == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "no GeoJSON"),
        ('{"features": 3}', "no GeoJSON"),
        ('{"features": [{"geometry": null}]}', "no GeoJSON"),
        ('{"features": []}', "no outline has a code"),
    ],
)
def test_what_is_no_map_is_refused(content: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "x.geojson"
    path.write_text(content)
    with pytest.raises(StudyError, match=words):
        read_outlines(path, ["XX-A"])


def test_a_missing_region_or_file_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, square(30, 50, "XX-A"))
    with pytest.raises(StudyError, match="XX-B; did you mean XX-A"):
        read_outlines(path, ["XX-A", "XX-B"])
    with pytest.raises(StudyError, match="absent"):
        read_outlines(tmp_path / "absent.geojson", ["XX-A"])
