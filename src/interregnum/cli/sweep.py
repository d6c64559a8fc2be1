"""`interregnum sweep`: every policy at every point of a design, as often as it takes."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interregnum.cli.drawing import Drawing, case_settings
from interregnum.cli.executor import Address, Executor, Which, check_executor, hands
from interregnum.errors import StudyInterruptedError, ThresholdError, UsageError

if TYPE_CHECKING:
    from interregnum.experiments.sweep import SweepOrder
    from interregnum.face.sweeping import Sweep, Sweeping

Experiment = Annotated[Path, typer.Argument(help="An experiment file (YAML).")]
Settings = Annotated[
    list[str] | None, typer.Option("--set", help="Set a value of the scenario for all policies.")
]
Until = Annotated[
    list[str] | None,
    typer.Option(help="Add replicates until this standard error: outcome.survives:0.01."),
]
Points = Annotated[int | None, typer.Option(min=1, help="How many design points.")]
Replicates = Annotated[
    int | None, typer.Option(min=1, help="How often chance is repeated at every point.")
]
Seed = Annotated[int | None, typer.Option(min=0, help="Of points and of chance.")]
Most = Annotated[int | None, typer.Option(min=1, help="How many runs --until may take; 100000.")]
Out = Annotated[Path | None, typer.Option(help="A new folder; without it nothing is kept.")]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with the sweep in --out.")]
Threads = Annotated[int | None, typer.Option(min=1, help="Threads or processes.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be run; write nothing.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Verify = Annotated[
    int | None, typer.Option(min=0, help="Check --out, and run so many runs a policy again.")
]


def sweep(
    experiment: Experiment,
    settings: Settings = None,
    drawing: Drawing = None,
    points: Points = None,
    replicates: Replicates = None,
    seed: Seed = None,
    until: Until = None,
    most_runs: Most = None,
    out: Out = None,
    resume: Resume = False,
    workers: Threads = None,
    executor: Which = Executor.THREADS,
    address: Address = None,
    dry_run: DryRun = False,
    verify: Verify = None,
    as_json: AsJson = False,
) -> None:
    """Run an experiment: a scenario at the points of a design, under every policy.

    Rows are point x policy x replicate. Replicate k has the same chance at every point and under
    every policy, unless the file says otherwise, so differences are those of pairs. What has
    landed in --out is kept: the same command with --resume goes on.

    \b
    Examples:
      interregnum sweep news.yaml --dry-run
      interregnum sweep news.yaml --out sweep/
      interregnum sweep news.yaml --until outcome.survives:0.01 --out sweep/ --resume
      interregnum sweep news.yaml --out sweep/ --verify 20
    """
    check_executor(executor, address, dry_run=dry_run)
    _check(out, until, resume=resume, verify=verify, most_runs=most_runs)
    from interregnum import face
    from interregnum.experiments.store import check_free

    changes = _given(points=points, replicates=replicates, seed=seed)
    asked = face.sweep(experiment, case_settings(settings, drawing), **changes)
    order = asked.order(until=until or (), most_runs=most_runs, workers=workers)
    if dry_run:
        _print_estimate(order, as_json=as_json)
        return
    bound = asked if out is None else asked.into(out, resume=resume)
    if verify is not None:
        _verified(bound, verify)
        return
    if out is not None and not resume:
        check_free(out)
    with hands(executor, address, workers, _tell) as who:
        made = _run(bound, {"until": until or (), "most_runs": most_runs, "workers": who})
    if as_json:
        print(json.dumps(_content(made, out), indent=2, ensure_ascii=False))
    else:
        _print(made, out)


def _given(**numbers: int | None) -> dict[str, int]:
    """Return the numbers that were given."""
    return {name: number for name, number in numbers.items() if number is not None}


def _check(
    out: Path | None,
    until: list[str] | None,
    *,
    resume: bool,
    verify: int | None,
    most_runs: int | None,
) -> None:
    """Refuse options that say nothing without another one."""
    if out is None and (resume or verify is not None):
        option = "--resume" if resume else "--verify"
        raise UsageError(f"sweep: {option} is about a sweep in a folder; name it with --out")
    if most_runs is not None and not until:
        raise UsageError("sweep: --most-runs bounds what --until may take; give --until")


def _tell(line: str) -> None:
    typer.echo(line, err=True)


def _run(bound: Sweeping, how: dict[str, Any]) -> Sweep:
    """Run; whoever interrupts a sweep that is kept learns how to go on."""
    try:
        return bound.run(**how, progress=_progress(), tell=_tell)
    except KeyboardInterrupt:
        if bound.folder is None or not bound.folder.is_dir():
            raise
        msg = (
            f"interrupted: what had landed is kept in {bound.folder}; the same command with "
            "--resume goes on"
        )
        raise StudyInterruptedError(msg) from None


def _progress() -> Any:
    if not sys.stderr.isatty():
        return None

    def tell(done: int, whole: int) -> None:
        typer.echo(f"\r{done} of {whole} runs", err=True, nl=done >= whole)

    return tell


def _verified(bound: Sweeping, sample: int) -> None:
    """Print whether a sweep is as it was made."""
    faults = bound.verify(sample=sample)
    if faults:
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        raise ThresholdError(f"{faults[0]}{more}")
    print(f"{bound.folder}: every table is as its manifest says; {sample} runs of each policy "
          "came out the same")  # fmt: skip


def _print_estimate(order: SweepOrder, *, as_json: bool) -> None:
    """Print what would be run, and about how long that takes."""
    from interregnum.experiments.estimate import estimate

    costs = [estimate(own) for own in order.orders(order.first)]
    resolved = order.resolved
    content: dict[str, Any] = {
        "experiment": resolved.experiment.experiment,
        "points": resolved.points,
        "policies": [policy.name for policy in resolved.policies],
        "replicates": order.first,
        "runs": sum(cost.runs for cost in costs),
        "seconds": sum(cost.seconds for cost in costs),
        "disk_bytes": 2 * sum(cost.disk_bytes for cost in costs),
    }
    if as_json:
        print(json.dumps(content, indent=2, ensure_ascii=False))
        return
    print(
        f"{content['experiment']}: {content['points']} points x {len(content['policies'])} "
        f"policies x {content['replicates']} replicates = {content['runs']} runs\n"
        f"policies  {', '.join(content['policies'])}\n"
        f"time      about {max(content['seconds'], 1.0):.0f} s\n"
        f"disk      at most about {content['disk_bytes'] / 2**20:.1f} MiB\n"
        "Estimated from a few runs at no point of the design; nothing was written."
    )
    if order.goals:
        print(f"--until may take up to {order.most} replicates.")


def _title(made: Sweep) -> str:
    experiment = made.resolved.experiment
    kind = "common" if experiment.common_seeds else "own"
    return (
        f"{experiment.title}\n{made.resolved.points} points ({experiment.design}) x "
        f"{len(made.resolved.policies)} policies x {made.replicates} replicates, {kind} seeds, "
        f"seed {experiment.seed} · nothing was fitted to this case"
    )


def _print(made: Sweep, out: Path | None) -> None:
    """Print means under every policy, how close goals came, and where the files lie."""
    from rich.console import Console

    from interregnum.report.sweep_lines import sweep_parts

    console = Console(highlight=False, width=None if sys.stdout.isatty() else 120)
    for part in sweep_parts(_title(made), made.means(), made.reached):
        console.print(part, markup=False) if isinstance(part, str) else console.print(part)
    if made.replicates == 1:
        print("One replicate: chance was drawn once, so nothing is known of its part.")
    if not all(goal.is_met for goal in made.reached) and made.resolved.experiment.common_seeds:
        print("Points share their chance; with common_seeds: false their mean takes fewer runs.")
    print("Intervals are over replicates, with these points; not over other points.")
    if out is not None:
        print(f"Tables: {out}/runs.parquet, {out}/design.parquet; manifest: {out}/sweep.json")


def _content(made: Sweep, out: Path | None) -> dict[str, Any]:
    """Return what --json prints."""
    resolved = made.resolved
    return {
        "experiment": resolved.content(),
        "experiment_sha256": resolved.sha256,
        "replicates": made.replicates,
        "runs": len(made),
        "means": [
            {
                "policy": row.policy,
                "quantity": row.quantity,
                **row.mean._asdict(),
                "difference": None if row.difference is None else row.difference._asdict(),
            }
            for row in made.means()
        ],
        "until": [{**goal._asdict(), "met": goal.is_met} for goal in made.reached],
        "calibrated": False,
        "values_sha256": made.digests(),
        "sweep": str(out) if out is not None else None,
    }
