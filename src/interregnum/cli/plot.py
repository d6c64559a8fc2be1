"""`interregnum plot`: a figure of a study as PNG or SVG."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from interregnum.errors import UsageError


class Kind(StrEnum):
    """Which figure."""

    OUTCOMES = "outcomes"
    FANS = "fans"
    INCIDENCE = "incidence"
    TIMELINE = "timeline"
    MARCH = "march"
    SIGN = "sign"
    MAP = "map"


def plot(
    study: Annotated[Path, typer.Argument(help="The folder of a study.")],
    kind: Annotated[Kind, typer.Argument(help="Which figure.")],
    out: Annotated[
        list[Path] | None,
        typer.Option(help="PNG or SVG to write, may be repeated; STUDY-KIND.png by default."),
    ] = None,
    outlines: Annotated[
        Path | None,
        typer.Option(help="map: GeoJSON of borders to draw instead of tiles, by iso_3166_2."),
    ] = None,
    moment: Annotated[
        str | None,
        typer.Option(help="map: when regions are held; crisis_peak, horizon (default), month_24."),
    ] = None,
    runs: Annotated[
        int | None, typer.Option(min=1, help="sign: runs of each ensemble, as in the study.")
    ] = None,
) -> None:
    """Draw a figure of a study. The sign figure runs twelve ensembles of its scenario first.

    \b
    Examples:
      interregnum plot study/ fans
      interregnum plot study/ map --outlines regions.geojson --out map.svg
      interregnum plot study/ map --moment month_24
      interregnum plot study/ sign --runs 500
    """
    options: dict[str, Any] = {}
    given = (
        ("outlines", outlines, Kind.MAP),
        ("moment", moment, Kind.MAP),
        ("runs", runs, Kind.SIGN),
    )
    for name, value, owner in given:
        if value is not None and kind is not owner:
            raise UsageError(f"plot: --{name} belongs to {owner}, not to {kind}; leave it out")
        if value is not None:
            options[name] = value
    files = out or [Path(f"{study.resolve().name}-{kind}.png")]
    from interregnum import face
    from interregnum.report.canvas import check_format

    for file in files:
        check_format(file)
    if kind is Kind.SIGN:
        options["progress"] = _tell
    getattr(face.read(study).plot, kind.value)(*files, **options)
    for file in files:
        typer.echo(str(file))


def _tell(line: str) -> None:
    """Say on a terminal which ensemble runs."""
    if sys.stderr.isatty():
        typer.echo(f"{line} ...", err=True)
