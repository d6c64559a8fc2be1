"""`interregnum verify`: a study's files are checked, and some of its runs are run again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from interregnum.errors import ThresholdError, UsageError


def verify(
    study: Annotated[Path, typer.Argument(help="The folder of a complete study.")],
    sample: Annotated[int, typer.Option(min=1, help="How many runs of each arm to repeat.")] = 20,
    every: Annotated[bool, typer.Option("--all", help="Run all runs again.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say only what is wrong.")] = False,
) -> None:
    """Check each file of a study against its manifest, and run some of its runs again.

    Exit 5 if a file or a run differs, 3 if a file cannot be read.

    Example: interregnum verify study/ --sample 50
    """
    if as_json and quiet:
        raise UsageError("verify: --json and --quiet contradict each other; give one")
    from interregnum.experiments.verification import verify as verified
    from interregnum.kernels.scalar import chosen_target

    found = verified(study, sample=None if every else sample, target=chosen_target())
    if as_json:
        content = {"study": str(study), **found._asdict(), "equal": not found.faults}
        typer.echo(json.dumps(content, indent=2))
    elif not quiet:
        for name, digest in found.digests.items():
            typer.echo(f"{name:<16} {digest}")
        typer.echo(f"{len(found.files)} files checked: {', '.join(found.files)}")
        typer.echo(f"{found.runs_again} runs made again, arms counted apart")
    if found.faults:
        raise ThresholdError("; ".join(found.faults))
    if not as_json and not quiet:
        typer.echo("All is as the manifest says.")
