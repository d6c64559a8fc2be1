"""`interregnum data`: which datasets there are, where they lie, and whether they are sound."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interregnum.cli.data_rows import rows
from interregnum.errors import ScenarioError, UsageError

if TYPE_CHECKING:
    from interregnum.evidence.folders import DataFolder
    from interregnum.evidence.holdings import Holding
    from interregnum.evidence.manifest import Dataset

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Open datasets: list, describe, fetch, check.\n\n\b\nExample:\n  interregnum data list",
)

app.command("rows")(rows)

Name = Annotated[str, typer.Argument(help="A dataset, as data list names it.")]
Json = Annotated[bool, typer.Option("--json", help="Write JSON to stdout.")]
Given = Annotated[
    Path | None,
    typer.Option("--from", metavar="FOLDER", help="The folder with a folder a dataset."),
]


@app.command("list")
def list_datasets(given: Given = None, as_json: Json = False) -> None:
    """List the datasets with their terms, and how many of their files are there.

    \b
    Examples:
      interregnum data list
      interregnum data list --from data/ --json
    """
    from interregnum.cli.scenarios import aligned
    from interregnum.evidence.datasets import DATASETS
    from interregnum.evidence.folders import data_folder

    folder = data_folder(given)
    rows = [_row(dataset, folder) for dataset in DATASETS.values()]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    cells = [
        {
            "name": row["name"],
            "vintage": row["vintage"],
            "years": "-".join(str(year) for year in row["covers"]),
            "files": f"{row['files_there']} of {row['files_known']}",
            "passed on": "yes" if row["redistributable"] else "no",
            "title": row["title"],
        }
        for row in rows
    ]
    typer.echo(aligned(cells))


@app.command()
def info(name: Name, given: Given = None, as_json: Json = False) -> None:
    """Describe a dataset: what it is, how to cite it, its terms, its limits, how to get it.

    \b
    Examples:
      interregnum data info gwf
      interregnum data info navco --json
    """
    from interregnum.evidence.folders import data_folder, dataset_named
    from interregnum.evidence.pull import how_to_get

    dataset = dataset_named(name)
    folder = data_folder(given)
    described = {**_row(dataset, folder), **_description(dataset)}
    described["get"] = how_to_get(dataset, folder.path)
    if as_json:
        typer.echo(json.dumps(described, ensure_ascii=False, indent=2))
        return
    typer.echo(f"{dataset.title} ({dataset.name}), version {dataset.vintage}")
    typer.echo(f"years: {dataset.covers[0]} to {dataset.covers[1]}")
    for key in ("licence", "citation", "codebook", "home", "get"):
        typer.echo(f"{key}: {described[key]}")
    for note in dataset.notes:
        typer.echo(f"limits: {note}")
    for file in described["files"]:
        typer.echo(
            f"file for {file['role']}: {file['path']} (SHA-256 {file['sha256']}), needs "
            f"{', '.join(file['columns'])}"
        )
        if file["other_names"]:
            typer.echo(f"  or the authors' own: {', '.join(file['other_names'])}")


@app.command()
def path(given: Given = None, as_json: Json = False) -> None:
    """Show the folder in which datasets are looked for, and on stderr what named it.

    \b
    Examples:
      interregnum data path
      INTERREGNUM_DATA=data/ interregnum data path --json
    """
    from interregnum.evidence.folders import data_folder

    folder = data_folder(given)
    if as_json:
        found = {
            "path": str(folder.path),
            "given_by": folder.given_by,
            "exists": folder.path.is_dir(),
        }
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    typer.echo(str(folder.path))
    typer.echo(f"named by {folder.given_by}", err=True)


@app.command()
def pull(
    names: Annotated[list[str], typer.Argument(help="Datasets, as data list names them.")],
    into: Annotated[
        Path | None,
        typer.Option("--into", metavar="FOLDER", help="A folder other than the user's cache."),
    ] = None,
) -> None:
    """Fetch datasets that may be passed on into the user's cache, checking their hashes.

    Others are each user's own copy; the message says where to get it and where to put it.
    INTERREGNUM_OFFLINE=1 forbids any look at the network.

    \b
    Example:
      interregnum data pull ert
    """
    from interregnum.evidence.folders import dataset_named
    from interregnum.evidence.pull import pull as fetch

    for name in names:
        dataset_named(name)
    for name in names:
        for file in fetch(name, into):
            typer.echo(str(file))


@app.command()
def verify(
    names: Annotated[
        list[str] | None, typer.Argument(help="Datasets; all that are there by default.")
    ] = None,
    given: Given = None,
    as_json: Json = False,
) -> None:
    """Check the hashes and columns of the files that are there; exit 3 if one is wrong.

    A file of the usual name must have the hash that the manifest knows; one of another name is
    your own copy, and its hash is shown. A dataset that is named must be there.

    \b
    Examples:
      interregnum data verify
      interregnum data verify gwf archigos --from data/
    """
    from interregnum.cli.scenarios import aligned
    from interregnum.evidence.datasets import DATASETS
    from interregnum.evidence.folders import data_folder, dataset_named
    from interregnum.evidence.holdings import holdings

    datasets = [dataset_named(name) for name in names or DATASETS]
    folder = data_folder(given)
    found = [holding for dataset in datasets for holding in holdings(dataset, folder)]
    if as_json:
        typer.echo(json.dumps([_as_row(holding) for holding in found], indent=2))
    else:
        typer.echo(aligned([_as_cells(holding) for holding in found]))
    _refuse_wrong(found, folder, must_be_there=bool(names))


def _refuse_wrong(found: list[Holding], folder: DataFolder, *, must_be_there: bool) -> None:
    """Refuse a folder that holds a wrong file, or lacks one that was named."""
    from interregnum.evidence.holdings import WRONG

    # What an installed library brings lies elsewhere, and is no sign of a folder of datasets.
    inside = [h for h in found if h.path is not None and h.path.is_relative_to(folder.path)]
    unusable = any(holding.state in WRONG for holding in found)
    if not must_be_there and not inside and not unusable:
        raise UsageError(
            f"data verify: no dataset lies in {folder.path}, the folder that {folder.given_by} "
            "names; give one by --from or INTERREGNUM_DATA"
        )
    wrong = [holding for holding in found if holding.state in WRONG]
    if wrong:
        others = "" if len(wrong) == 1 else f" ({len(wrong) - 1} more; see the rows)"
        raise ScenarioError(f"data verify: {wrong[0].trouble}{others}")
    if must_be_there:
        for holding in found:
            if holding.state == "absent" and not holding.optional:
                folder.find(holding.dataset, holding.role)


def _row(dataset: Dataset, folder: DataFolder) -> dict[str, Any]:
    """Return a dataset's line of the list."""
    needed = [file for file in dataset.files if not file.optional]
    there = sum(bool(folder.find_all(dataset.name, file.role)) for file in needed)
    return {
        "name": dataset.name,
        "title": dataset.title,
        "vintage": dataset.vintage,
        "covers": list(dataset.covers),
        "licence": dataset.licence,
        "redistributable": dataset.redistributable,
        "used": dataset.used,
        "files_known": len(needed),
        "files_there": there,
    }


def _description(dataset: Dataset) -> dict[str, Any]:
    """Return what a dataset's page says beyond its line."""
    return {
        "citation": dataset.citation,
        "codebook": dataset.codebook,
        "home": dataset.home,
        "limits": list(dataset.notes),
        "files": [
            {
                "role": file.role,
                "path": file.path,
                "sha256": file.sha256 or "user's own copy",
                "columns": list(file.columns),
                "other_names": [name for form in file.others for name in form.patterns],
                "optional": file.optional,
            }
            for file in dataset.files
        ],
    }


def _as_row(holding: Holding) -> dict[str, Any]:
    """Return a file's line of the check as plain values."""
    return {
        "dataset": holding.dataset,
        "role": holding.role,
        "file": str(holding.path) if holding.path else None,
        "state": holding.state,
        "sha256": holding.sha256,
        "trouble": holding.trouble or None,
    }


def _as_cells(holding: Holding) -> dict[str, str]:
    """Return a file's line of the check as words."""
    return {
        "dataset": holding.dataset,
        "file": holding.path.name if holding.path else "-",
        "for": holding.role,
        "state": holding.state,
        "SHA-256": (holding.sha256 or "-")[:16],
    }
