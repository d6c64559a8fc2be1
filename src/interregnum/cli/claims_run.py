"""`interregnum claims run`: the model and the record judge the claims of a ledger."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from interregnum.cli.run import Workers
from interregnum.errors import UsageError

Names = Annotated[list[str] | None, typer.Argument(help="As C01; all by default.")]
Which = Annotated[str, typer.Option("--ledger", help="A ledger of the library, or a folder.")]
Runs = Annotated[int, typer.Option(min=100, help="Paired runs of a claim's reference structure.")]
Seed = Annotated[
    int | None, typer.Option(min=0, help="Of the model's draws; the ledger's by default.")
]
Parameters = Annotated[str, typer.Option(help="posterior, or prior: the declared ranges.")]
Out = Annotated[Path | None, typer.Option(help="A folder for runs and results.")]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with what had landed.")]
Unregistered = Annotated[
    bool, typer.Option("--unregistered", help="Judge a ledger that is not as registered.")
]
Worlds = Annotated[
    int, typer.Option(min=0, help="Simulated worlds on which the record's estimators are tried.")
]
Placebos = Annotated[
    bool, typer.Option("--placebos", help="Also on models without the argument's mechanism.")
]
RecordOnly = Annotated[
    bool, typer.Option("--record-only", help="Leave the model out; takes a second.")
]
Ship = Annotated[bool, typer.Option("--ship", help="Put the results where list and show read.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the results as JSON.")]


def run(
    claims: Names = None,
    ledger: Which = "khodorkovsky-2023",
    runs: Runs = 4000,
    seed: Seed = None,
    parameters: Parameters = "posterior",
    out: Out = None,
    resume: Resume = False,
    unregistered: Unregistered = False,
    worlds: Worlds = 0,
    placebos: Placebos = False,
    record_only: RecordOnly = False,
    ship: Ship = False,
    workers: Workers = None,
    as_json: AsJson = False,
) -> None:
    """Judge claims by the model and by the record, and print both verdicts.

    A ledger that is not as it was registered is refused; with --unregistered it is judged and
    what differs is printed. What has landed in --out is kept when a run is stopped.

    \b
    Examples:
      interregnum claims run --out ledger/
      interregnum claims run --worlds 40 --placebos --out ledger/
      interregnum claims run C08 C10 --runs 2000 --unregistered
      interregnum claims run --record-only --unregistered
      interregnum claims run --ledger my-ledger/ --out judged/ --resume
    """
    from interregnum.claims.checking import checked_ledger
    from interregnum.claims.results import shipped_file, text_of
    from interregnum.claims.running import PARAMETERS, RunOrder, run_ledger, write_results

    if parameters not in PARAMETERS:
        raise UsageError(f"--parameters {parameters}: give {' or '.join(PARAMETERS)}")
    found = checked_ledger(ledger)
    order = RunOrder(
        names=claims or (),
        runs=runs,
        seed=seed,
        workers=workers,
        parameters=parameters,
        worlds=worlds,
        placebos=placebos,
        folder=out,
        resume=resume,
        unregistered=unregistered,
        record_only=record_only,
    )
    results = run_ledger(found, order, tell=_Line(), landed=_landed)
    if ship:
        write_results(shipped_file(found.head.ledger), results)
    if as_json:
        typer.echo(text_of(results), nl=False)
    else:
        _print(results, {claim.number for claim in found.chosen(order.names)})


class _Line:
    """One line on a terminal that says how far the runs have come."""

    def __init__(self) -> None:
        self.shown = sys.stderr.isatty()

    def __call__(self, what: str, done: int, whole: int) -> None:
        if self.shown:
            typer.echo(f"\r\x1b[K{what}: {done} of {whole} runs", nl=done >= whole, err=True)


def _landed(claim: str, done: int, whole: int) -> None:
    """Say which claim has landed."""
    typer.echo(f"{claim} judged ({done} of {whole})", err=True)


def _print(results: dict[str, object], asked: set[str]) -> None:
    """Print the verdicts on the claims asked for, and what is said of the whole."""
    from interregnum.claims.results import claim_rows
    from interregnum.cli.scenarios import aligned
    from interregnum.report.claim_lines import list_cells
    from interregnum.report.claim_sentences import ledger_sentences

    rows = [row for row in claim_rows(results) if row["id"] in asked]
    typer.echo(aligned([list_cells(row) for row in rows]))
    for sentence in ledger_sentences(results):
        typer.echo(sentence, err=True)
