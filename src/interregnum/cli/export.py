"""`interregnum export`: the model's description, a study's tables, and a study's scenario."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from interregnum.cli.drawing import Drawing, case_settings

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Write what others read: the ODD description, CSV, a scenario file.\n\n\b\n"
    "Example:\n  interregnum export odd mutiny-2023 > odd.md",
)

Study = Annotated[Path, typer.Argument(help="The folder of a study.")]


@app.command()
def odd(
    scenario: Annotated[
        str | None,
        typer.Argument(help="A scenario or a YAML file; without one, the declared defaults."),
    ] = None,
    drawing: Drawing = None,
) -> None:
    """Write the ODD description of the model (form of 2020) to stdout, as Markdown.

    \b
    Examples:
      interregnum export odd > odd.md
      interregnum export odd mutiny-2023 > odd-mutiny-2023.md
    """
    from interregnum.report.odd import odd_text

    if scenario is None:
        typer.echo(odd_text(), nl=False)
        return
    from interregnum.scenario.load import load_scenario

    settings = case_settings(None, drawing)
    typer.echo(odd_text(load_scenario(scenario, settings.items())), nl=False)


@app.command("csv")
def as_csv(
    study: Study,
    out: Annotated[Path, typer.Option(help="A new folder for the files.")],
) -> None:
    """Write a study's tables as CSV, for Stata and spreadsheets; R reads the Parquet files.

    Names of variables have at most 32 letters, digits and underscores; columns.csv says what each
    one stands for, with its unit.

    \b
    Example:
      interregnum export csv study/ --out study-csv/
    """
    from interregnum import face
    from interregnum.face.exporting import write_csv

    for file in write_csv(face.read(study), out):
        typer.echo(str(file))


@app.command()
def behaviorspace(
    study: Study,
    out: Annotated[Path, typer.Option(help="A new CSV file.")],
) -> None:
    """Write a study as the table that NetLogo's BehaviorSpace writes, for its readers.

    One line a run and arm: what differed, [step] (the day of exit or the horizon), the outcome.

    \b
    Example:
      interregnum export behaviorspace study/ --out study-table.csv
    """
    from interregnum import face
    from interregnum.face.bridges import BEHAVIORSPACE

    typer.echo(str(face.read(study).to_csv(out, style=BEHAVIORSPACE)))


@app.command("scenario")
def as_scenario(study: Study) -> None:
    """Write the resolved scenario of a study to stdout, as a file that `run` accepts.

    \b
    Example:
      interregnum export scenario study/ > scenario.yaml
    """
    from interregnum import face
    from interregnum.face.reporting import scenario_text

    typer.echo(scenario_text(face.read(study).case.scenario), nl=False)
