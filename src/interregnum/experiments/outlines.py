"""A user's own borders: outlines from a GeoJSON file, laid flat so that areas stay true."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from interregnum.errors import StudyError, nearest

Values = npt.NDArray[np.float64]
CODES = ("iso_3166_2", "ISO_3166_2", "iso_3166_2_code", "code", "id")


class Flat(NamedTuple):
    """How a country is laid flat: standard parallels, origin and central meridian [deg].

    Albers' conic projection: equal areas on the map are equal on the ground.
    """

    parallels: tuple[float, float]
    latitude: float
    longitude: float

    def laid(self, longitudes: Values, latitudes: Values) -> Values:
        """Return points (n, 2) on the map, in radii of the sphere; x to the east, y north."""
        one, two = np.radians(self.parallels)
        steep = 0.5 * (np.sin(one) + np.sin(two))
        if abs(steep) < 1e-6:  # about the equator the cone is a cylinder
            x = np.radians(longitudes - self.longitude) * np.cos(one)
            return np.column_stack((x, np.sin(np.radians(latitudes)) / np.cos(one)))
        bend = np.cos(one) ** 2 + 2.0 * steep * np.sin(one)

        def radius(latitude: Any) -> Any:
            rest = bend - 2.0 * steep * np.sin(np.radians(latitude))
            return np.sqrt(np.maximum(rest, 0.0)) / steep

        turn = steep * np.radians(longitudes - self.longitude)
        far = radius(latitudes)
        return np.column_stack((far * np.sin(turn), radius(self.latitude) - far * np.cos(turn)))


class Outlines(NamedTuple):
    """Rings (n, 2) on the map of each region by its code, and how they were laid flat."""

    rings: dict[str, tuple[Values, ...]]
    flat: Flat
    wraps: bool

    def points(self, longitudes: Sequence[float], latitudes: Sequence[float]) -> Values:
        """Return points (n, 2) on the same map."""
        return self.flat.laid(
            _turned(np.asarray(longitudes, float), self.wraps), np.asarray(latitudes, float)
        )


def read_outlines(path: str | Path, codes: Iterable[str]) -> Outlines:
    """Return the outlines of regions from a GeoJSON file.

    Parameters
    ----------
    path
        A FeatureCollection of polygons in degrees east and north, whose properties name the
        region by its code, as ``iso_3166_2``.
    codes
        The regions of the scenario.

    Raises
    ------
    StudyError
        If the file cannot be read, is no GeoJSON of polygons, or lacks a region.
    """
    rings = _rings_of(Path(path))
    missing = [code for code in codes if code not in rings]
    if missing:
        msg = (
            f"{path}: has no outline of {', '.join(missing[:5])}"
            f"{' and others' if len(missing) > 5 else ''}; {nearest(missing[0], rings)}"
        )
        raise StudyError(msg)
    every = np.concatenate([ring for group in rings.values() for ring in group])
    # A country that crosses the date line is drawn in one piece.
    wraps = float(np.ptp(every[:, 0])) > 300.0
    every[:, 0] = _turned(every[:, 0], wraps)
    south, north = np.quantile(every[:, 1], (0.0, 1.0))
    width = north - south
    middle = 0.5 * float(every[:, 0].min() + every[:, 0].max())
    parallels = (float(south + width / 6.0), float(north - width / 6.0))
    flat = Flat(parallels, float(0.5 * (south + north)), middle)
    laid = {
        code: tuple(flat.laid(_turned(ring[:, 0], wraps), ring[:, 1]) for ring in group)
        for code, group in rings.items()
    }
    return Outlines(laid, flat, wraps)


def _turned(longitudes: Values, wraps: bool) -> Values:
    return np.where(longitudes < -30.0, longitudes + 360.0, longitudes) if wraps else longitudes


def _rings_of(path: Path) -> dict[str, tuple[Values, ...]]:
    """Return the outer rings of each feature that carries a code [deg]."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        found = {}
        for feature in content["features"]:
            named = {**feature.get("properties", {}), "id": feature.get("id")}
            code = next((str(named[key]) for key in CODES if named.get(key) is not None), None)
            shape = feature["geometry"]
            parts = shape["coordinates"]
            if shape["type"] == "Polygon":
                parts = [parts]
            rings = tuple(np.array(part[0], dtype=float)[:, :2] for part in parts)
            if code is not None and rings:
                found[code] = rings
    except OSError as error:
        msg = f"{path}: cannot be read ({error.strerror}); name a GeoJSON file that exists"
        raise StudyError(msg) from error
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        msg = f"{path}: is no GeoJSON FeatureCollection of polygons; export the borders as one"
        raise StudyError(msg) from error
    if not found:
        msg = f"{path}: no outline has a code; give each feature the property {CODES[0]}"
        raise StudyError(msg)
    return found
