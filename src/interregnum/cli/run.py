"""`interregnum run`: a scenario becomes an ensemble, a table, a figure and a study folder."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interregnum.cli.bar import Bar
from interregnum.cli.costs import Ordered, print_estimate
from interregnum.cli.drawing import Drawing, case_settings
from interregnum.cli.engine_options import Citizens, Elites, Engine, EngineChoice, Units
from interregnum.cli.executor import Address, Executor, Which, check_executor, hands
from interregnum.cli.report import write_beside
from interregnum.errors import StudyInterruptedError, UsageError

if TYPE_CHECKING:
    from interregnum.face import Case, Keeping, Study


Name = Annotated[str, typer.Argument(help="A scenario of the library, or the path of a YAML file.")]
Runs = Annotated[
    int | None,
    typer.Option(min=1, help="How many runs; 1000, or as the resumed study was begun."),
]
Seed = Annotated[
    int | None,
    typer.Option(min=0, help="The study's seed; 0, or as the resumed study was begun."),
]
Out = Annotated[
    Path | None, typer.Option(help="A new folder for the study; without it nothing is kept.")
]
Resume = Annotated[
    bool, typer.Option("--resume", help="Go on with the study in --out, if there is one.")
]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", help="Set a value, as in --set coordination.precision_units=50."),
]


class SeriesChoice(StrEnum):
    """Which daily series a study keeps."""

    ALL = "all"
    NONE = "none"


Series = Annotated[
    SeriesChoice | None,
    typer.Option(help="Daily series: all, or none; by default as the resumed study, or all."),
]
Workers = Annotated[
    int | None, typer.Option(min=1, help="Threads or processes; by default the cores at hand.")
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Estimate time, memory and disk; write nothing.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress and no table.")]
Report = Annotated[
    bool, typer.Option("--report", help="Write the study's report.html into --out at the end.")
]


def run(
    scenario: Name,
    runs: Runs = None,
    seed: Seed = None,
    out: Out = None,
    resume: Resume = False,
    settings: Settings = None,
    drawing: Drawing = None,
    series: Series = None,
    workers: Workers = None,
    executor: Which = Executor.THREADS,
    address: Address = None,
    engine: EngineChoice = Engine.MEAN_FIELD,
    citizens: Citizens = None,
    elites: Elites = None,
    units: Units = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
    report: Report = False,
) -> None:
    """Run an ensemble of a scenario over its declared ranges, with its paired contrast.

    With --out, what has landed is kept whatever happens: the same command with --resume goes on.
    With --executor dask, runs are done by processes of this machine, or by the workers of the
    scheduler at --address; the results are the same. With --engine agents, citizens, elites and
    units are counted one by one where the regime is tested.

    \b
    Examples:
      interregnum run mutiny-2023 --runs 2000 --seed 7 --out study/
      interregnum run mutiny-2023 --runs 100000 --out study/ --executor dask
      interregnum run mutiny-2023 --engine agents --citizens 1000000 --runs 20
    """
    _check_folder(out, resume=resume, report=report)
    check_executor(executor, address, dry_run=dry_run)
    from interregnum import face

    case = face.load(scenario, case_settings(settings, drawing))
    case = case.with_engine(engine=engine.value, citizens=citizens, elites=elites, units=units)
    daily = None if series is None else series is SeriesChoice.ALL
    if dry_run:
        print_estimate(case, Ordered(runs, seed, workers, daily), as_json=as_json)
        return
    tell = _telling(quiet=quiet)
    with hands(executor, address, workers, tell) as who, Bar(case, shown=not quiet) as progress:
        ordered = Ordered(runs, seed, who, daily)
        if out is None:
            study = _in_memory(case, ordered, progress)
        else:
            study = _kept(case.into(out, resume=resume, series=daily), ordered, progress, tell)
    _print_results(study, out, as_json=as_json, quiet=quiet)
    if report and out is not None:
        write_beside(study, out, silent=as_json or quiet)


def _print_results(study: Study, out: Path | None, *, as_json: bool, quiet: bool) -> None:
    """Print what a study gave, unless nobody wants to know."""
    if as_json:
        print(json.dumps(_as_json(study, out), indent=2))
    elif not quiet:
        _print_tables(study, out)


def _in_memory(case: Case, ordered: Ordered, progress: Callable[[int, int], None] | None) -> Study:
    """Run what nobody keeps."""
    from interregnum import face

    return case.run(
        runs=face.DEFAULT_RUNS if ordered.runs is None else ordered.runs,
        seed=ordered.seed or 0,
        workers=ordered.workers,
        series=ordered.series is not False,
        progress=progress,
    )


def _check_folder(out: Path | None, *, resume: bool, report: bool) -> None:
    """Refuse options that need a folder where none is named."""
    if resume and out is None:
        raise UsageError("run: --resume goes on with a study in a folder; name it with --out")
    if report and out is None:
        raise UsageError("run: --report writes into the study's folder; name it with --out")


def _telling(*, quiet: bool) -> Callable[[str], None]:
    """Return what tells a line on stderr."""

    def tell(line: str) -> None:
        if not quiet:
            typer.echo(line, err=True)

    return tell


def _kept(
    keeping: Keeping,
    ordered: Ordered,
    progress: Callable[[int, int], None] | None,
    tell: Callable[[str], None],
) -> Study:
    """Run into a folder; whoever interrupts learns how to go on."""
    try:
        return keeping.run(
            runs=ordered.runs,
            seed=ordered.seed,
            workers=ordered.workers,
            progress=progress,
            tell=tell,
        )
    except KeyboardInterrupt:
        from interregnum.experiments.standing import has_begun, landed_share

        if not has_begun(keeping.folder):
            raise
        done, whole = landed_share(keeping.folder)
        msg = (
            f"interrupted: {done} of {whole} runs, arms counted apart, are kept in "
            f"{keeping.folder}; the same command with --resume goes on"
        )
        raise StudyInterruptedError(msg) from None


def _as_json(study: Study, out: Path | None) -> dict[str, Any]:
    """Return the outcome table as one object."""
    table = study.outcomes()
    content: dict[str, Any] = {
        "scenario": study.case.name,
        "scenario_sha256": study.case.digest,
        "mode": study.case.scenario.mode,
        "runs": table.runs,
        "effective_runs": table.effective,
        "seed": study.seed,
        "engine": study.case.engine,
        "horizon_days": int(study.case.scenario.horizon.value),
        "outcomes": [row._asdict() for row in table.outcomes],
        "removed": table.removed._asdict(),
        "contested": table.contested._asdict(),
        "regular_exits": [row._asdict() for row in table.regular],
        "violence": [row._asdict() for row in table.violence],
        "modes": [row._asdict() for row in table.modes],
        "first_column": [row._asdict() for row in table.endings],
        "exit_days": table.exit_days._asdict() if table.exit_days else None,
        "calibrated": False,
        "posterior_sha256": posterior.sha256
        if (posterior := study.case.scenario.posterior)
        else None,
        "values_sha256": study.digests(),
        "study": str(out) if out is not None else None,
    }
    if study.case.scenario.contrast is not None:
        content["effect_on_survival"] = {
            "contrast": study.case.scenario.contrast.label,
            **study.effect()._asdict(),
        }
    return content


def _print_tables(study: Study, out: Path | None) -> None:
    """Print the outcome table, what it leaves out, and where the files lie."""
    from rich.console import Console

    from interregnum.engine.record import NOT_MODELLED
    from interregnum.report.tables import effect_line, outcome_tables
    from interregnum.scenario.fitted import parameters_told

    scenario = study.case.scenario
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 100)
    console.print(f"{scenario.title}", style="bold", markup=False)
    runs = len(study)
    told = parameters_told(scenario)
    mode = f"mode {scenario.mode} · " if scenario.mode != "forward" else ""
    persons = study.case.persons
    mode += "" if persons is None else f"{persons.told} · "
    console.print(
        f"{study.case.name} · {mode}{runs} runs · seed {study.seed} · {told}\n", markup=False
    )
    for part in outcome_tables(study.outcomes(), int(scenario.horizon.value)):
        console.print(part, markup=False) if isinstance(part, str) else console.print(part)
        console.print()
    if scenario.contrast is not None:
        effect = study.effect()
        line = (effect.estimate, effect.low, effect.high)
        console.print(effect_line(scenario.contrast.label, line), markup=False)
    console.print(f"Not modelled: {'; '.join(NOT_MODELLED)}.", markup=False)
    if out is not None:
        console.print(f"\nStudy: {out} ({', '.join(sorted(p.name for p in out.iterdir()))})")
