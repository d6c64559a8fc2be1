"""`interregnum verify`: a study's files are checked, and some of its runs are run again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from interregnum.errors import ThresholdError, UsageError


def verify(
    study: Annotated[Path, typer.Argument(help="The folder of a study.")],
    sample: Annotated[int, typer.Option(min=1, help="How many runs of each arm to repeat.")] = 20,
    every: Annotated[bool, typer.Option("--all", help="Run all runs again.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say only what is wrong.")] = False,
) -> None:
    """Check each file of a study against its manifest, and run some of its runs again.

    Of an unfinished study the parts that have landed are checked, and nothing is run. Exit 5 if a
    file or a run differs or a part is torn, 3 if a file cannot be read.

    Example: interregnum verify study/ --sample 50
    """
    if as_json and quiet:
        raise UsageError("verify: --json and --quiet contradict each other; give one")
    from interregnum.experiments.manifest import COMPLETE, read_manifest
    from interregnum.experiments.verification import verify as verified
    from interregnum.kernels.scalar import chosen_target

    manifest = read_manifest(study)
    if manifest["state"] != COMPLETE:
        _verify_landed(study, manifest, as_json=as_json, quiet=quiet)
        return

    found = verified(study, sample=None if every else sample, target=chosen_target())
    if as_json:
        content = {
            "study": str(study),
            "state": COMPLETE,
            **found._asdict(),
            "equal": not found.faults,
        }
        typer.echo(json.dumps(content, indent=2))
    elif not quiet:
        for name, digest in found.digests.items():
            typer.echo(f"{name:<16} {digest}")
        typer.echo(f"{len(found.files)} files checked: {', '.join(found.files)}")
        if found.others:
            typer.echo(f"not in the manifest, not checked: {', '.join(found.others)}")
        typer.echo(f"{found.runs_again} runs made again, arms counted apart")
    if found.faults:
        raise ThresholdError("; ".join(found.faults))
    if not as_json and not quiet:
        typer.echo("All is as the manifest says.")


def _verify_landed(study: Path, manifest: dict[str, Any], *, as_json: bool, quiet: bool) -> None:
    """Check what of an unfinished study has landed."""
    from interregnum.experiments.unfinished import check_landed

    found = check_landed(study, manifest)
    if as_json:
        content = {"study": str(study), "state": manifest["state"], **found._asdict()}
        typer.echo(json.dumps({**content, "equal": not found.faults}, indent=2))
    elif not quiet:
        typer.echo(
            f"{study}: is unfinished; {found.landed} of {found.whole} runs, arms counted apart, "
            "have landed; `interregnum run ... --resume` goes on"
        )
        typer.echo(f"{len(found.files)} files checked; no run was made again")
    if found.faults:
        raise ThresholdError("; ".join(found.faults))
    if not as_json and not quiet:
        typer.echo("All that has landed is whole.")
