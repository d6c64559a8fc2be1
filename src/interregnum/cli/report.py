"""`interregnum report`: a study told on one page, for readers who are no programmers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from interregnum.face import Study

REPORT = "report.html"


def report(
    study: Annotated[Path, typer.Argument(help="The folder of a study.")],
    out: Annotated[
        Path | None, typer.Option(help="The file to write; STUDY/report.html by default.")
    ] = None,
    hindcast: Annotated[
        Path | None,
        typer.Option(help="A saved hindcast of the case; STUDY/hindcast if that is there."),
    ] = None,
) -> None:
    """Write a study's report: one HTML file that opens without a network and prints well.

    It says what was asked and assumed, what came out with intervals, tells single runs in
    sentences, and says how to run the study again. A hindcast of the same case is shown where
    one was saved, as no evidence.

    \b
    Examples:
      interregnum report study/
      interregnum report study/ --out report.html
      interregnum report study/ --hindcast hindcast/
    """
    from interregnum import face
    from interregnum.face.hindcast_files import hindcast_for
    from interregnum.face.reporting import write_report

    file = study / REPORT if out is None else out
    found = face.read(study)
    shown = hindcast_for(study, found.case.scenario.scenario, hindcast)
    typer.echo(str(write_report(found, file, study.name or "study", shown)))


def write_beside(study: Study, folder: Path, *, silent: bool) -> None:
    """Write the report of a study that has just been run beside its tables, and say where."""
    from interregnum.face.reporting import write_report

    file = write_report(study, folder / REPORT, folder.name or "study")
    if not silent:
        typer.echo(f"Report: {file}")
