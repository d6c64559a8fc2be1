"""The verbs of ledgers: list, show, run, report, register, validate and write claims."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interregnum.cli.claims_run import run

if TYPE_CHECKING:
    from collections.abc import Mapping

REFERENCE = "khodorkovsky-2023"

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help=(
        "Claims of a text, each judged by the model and by the record.\n\n\b\nExample:\n"
        "  interregnum claims list"
    ),
)
app.command()(run)

LedgerOption = Annotated[
    str, typer.Option("--ledger", help="A ledger of the library, a folder, or a run's folder.")
]
Json = Annotated[bool, typer.Option("--json", help="Write JSON to stdout.")]


@app.command("list")
def list_claims(ledger: LedgerOption = REFERENCE, as_json: Json = False) -> None:
    """List every claim with both verdicts and both effects, as they come with the package.

    \b
    Examples:
      interregnum claims list
      interregnum claims list --json
      interregnum claims list --ledger chenoweth-stephan-2011
      interregnum claims list --ledger my-run/
    """
    from interregnum.claims.results import claim_rows, read_results
    from interregnum.report.claim_sentences import ledger_sentences

    results = read_results(ledger)
    rows = claim_rows(results)
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2, allow_nan=False))
        return
    from interregnum.cli.scenarios import aligned

    lines = [cells for row in rows for cells in _cells(row)]
    typer.echo(aligned(lines))
    head = results["ledger"]
    typer.echo(f"{head['title']}, {head['author']}, {head['date']}: {head['status']}", err=True)
    for sentence in ledger_sentences(results):
        typer.echo(sentence, err=True)


@app.command()
def show(
    claim: Annotated[list[str], typer.Argument(metavar="CLAIM...", help="As C01.")],
    ledger: LedgerOption = REFERENCE,
    as_json: Json = False,
) -> None:
    """Show claims in full: what is claimed, both tests in sentences, and how to repeat them.

    \b
    Examples:
      interregnum claims show C01
      interregnum claims show C08 C10 --json
    """
    from interregnum.claims.results import claims_named, read_results

    results = read_results(ledger)
    found = claims_named(results, claim)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2, allow_nan=False))
        return
    from interregnum.report.claim_lines import claim_lines

    typer.echo("\n\n".join("\n".join(claim_lines(one)) for one in found))


@app.command()
def report(
    out: Annotated[Path, typer.Option(help="The file to write.")] = Path("ledger.html"),
    ledger: LedgerOption = REFERENCE,
    markdown: Annotated[bool, typer.Option("--markdown", help="Markdown instead.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="JSON instead.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="A table, a row a claim, instead.")] = False,
) -> None:
    """Write a ledger as one HTML file that opens offline: a card a claim, and what is left out.

    The scoreboard of stylised facts stands first. With --markdown, --json or --csv the same is
    written in that form; --out - writes to stdout.

    \b
    Examples:
      interregnum claims report --out ledger.html
      interregnum claims report --markdown --out ledger.md
      interregnum claims report --csv --out -
    """
    from interregnum.claims.results import read_results
    from interregnum.errors import UsageError

    forms = {"markdown": markdown, "json": as_json, "csv": csv}
    asked = [form for form, wanted in forms.items() if wanted]
    if len(asked) > 1:
        raise UsageError(f"--{' and --'.join(asked)}: give one form of a report at a time")
    from interregnum.face.claiming import report_text

    text = report_text(read_results(ledger), asked[0] if asked else "html")
    if str(out) == "-":
        typer.echo(text, nl=False)
        return
    _write(out, text)
    typer.echo(str(out), err=True)


@app.command()
def register(
    ledger: Annotated[str, typer.Option("--ledger", help="A ledger.")] = REFERENCE,
    chain: Annotated[
        Path | None, typer.Option(help="The file of registrations; in the ledger by default.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Fix a ledger beforehand: write the hashes of all that its verdicts hang on into a chain.

    \b
    Examples:
      interregnum claims register --ledger my-ledger/
      interregnum claims register --chain registered.jsonl
    """
    from interregnum.claims.checking import checked_ledger
    from interregnum.claims.registration import register as registered

    entry = registered(checked_ledger(ledger), chain=chain)
    plain = {"entry": entry.number, "at": entry.at, "sha256": entry.sha256, **entry.content}
    if as_json:
        typer.echo(json.dumps(plain, indent=2))
    else:
        claims = len(entry.content["claims"])
        typer.echo(f"entry {entry.number}, {entry.at}: {claims} claims of {plain['ledger']}")
        typer.echo(f"hash {entry.sha256}")


@app.command()
def validate(
    ledger: Annotated[str, typer.Argument(help="A ledger of the library, or a folder.")],
) -> None:
    """Check every file of a ledger and print its SHA-256; exit 3 if one is wrong.

    \b
    Examples:
      interregnum claims validate khodorkovsky-2023
      interregnum claims validate my-ledger/
    """
    from interregnum.claims.checking import checked_ledger
    from interregnum.claims.load import ledger_hash

    found = checked_ledger(ledger)
    typer.echo(f"valid {len(found.claims)} claims {ledger_hash(found)}")


@app.command("new")
def new_ledger(
    folder: Annotated[Path, typer.Argument(help="The folder to make.")],
) -> None:
    """Write the template of a ledger of your own, which validates as it stands.

    \b
    Example:
      interregnum claims new my-ledger/
    """
    from interregnum.claims.template import write_template

    for file in write_template(folder):
        typer.echo(str(file))


@app.command("schema")
def schema(
    head: Annotated[bool, typer.Option("--head", help="Of ledger.yaml, not of a claim.")] = False,
) -> None:
    """Print the JSON schema of a claim's file, for an editor or another program.

    \b
    Example:
      interregnum claims schema > claim.schema.json
    """
    from interregnum.claims.schema import json_schema

    typer.echo(json.dumps(json_schema(head=head), ensure_ascii=False, indent=2))


def _cells(row: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return a claim's lines of the table: its own, then its parts'."""
    from interregnum.report.claim_lines import list_cells

    own = list_cells(row)
    parts = [list_cells(part) for part in row.get("parts", ())]
    return [own, *({**cells, "claim": f" {cells['claim']}"} for cells in parts)]


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    from interregnum.experiments.whole_file import refusal_told, write_whole

    with refusal_told(path, "nothing was written; name a file in a folder of yours"):
        write_whole(path, lambda stream: stream.write(text.encode("utf-8")))
