"""`interregnum run`: a scenario becomes an ensemble, a table, a figure and a study folder."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interregnum.cli.canonical import settings_from

if TYPE_CHECKING:
    from interregnum.face import Case, Study


def run(
    scenario: Annotated[
        str, typer.Argument(help="A scenario of the library, or the path of a YAML file.")
    ],
    runs: Annotated[int, typer.Option(min=1, help="How many runs.")] = 1000,
    seed: Annotated[int, typer.Option(min=0, help="The study's seed; 0 is as good as any.")] = 0,
    out: Annotated[
        Path | None, typer.Option(help="A new folder for the study; without it nothing is kept.")
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", help="Set a value, as in --set coordination.precision_units=50."),
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Threads; by default the cores at hand.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress and no table.")] = False,
) -> None:
    """Run an ensemble of a scenario over its declared ranges, with its paired contrast.

    Example: interregnum run mutiny-2023 --runs 2000 --seed 7 --out study/
    """
    pairs = settings_from(settings or [])
    from interregnum import face

    case = face.load(scenario, pairs)
    if out is not None:
        from interregnum.experiments.store import check_free

        check_free(out)
    with _Bar(runs, case, shown=not quiet) as progress:
        study = case.run(runs=runs, seed=seed, workers=workers, progress=progress)
    if out is not None:
        study.save(out)
    if as_json:
        print(json.dumps(_as_json(study, out), indent=2))
    elif not quiet:
        _print_tables(study, out)


class _Bar:
    """A bar on stderr with the time left; nothing where stderr is no terminal."""

    def __init__(self, runs: int, case: Case, *, shown: bool) -> None:
        self.shown = shown and sys.stderr.isatty()
        self.case = case

    def __enter__(self) -> Callable[[int, int], None] | None:
        if not self.shown:
            return None
        from rich.console import Console
        from rich.progress import Progress, TimeElapsedColumn, TimeRemainingColumn

        console = Console(stderr=True)
        self.bar = Progress(
            *Progress.get_default_columns()[:3],
            TimeRemainingColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
        )
        self.bar.start()
        task = self.bar.add_task(self.case.name, total=None)

        def landed(done: int, whole: int) -> None:
            self.bar.update(task, completed=done, total=whole)

        return landed

    def __exit__(self, *error: object) -> None:
        if self.shown:
            self.bar.stop()


def _as_json(study: Study, out: Path | None) -> dict[str, Any]:
    """Return the outcome table as one object."""
    table = study.outcomes()
    content: dict[str, Any] = {
        "scenario": study.case.name,
        "scenario_sha256": study.case.digest,
        "runs": table.runs,
        "seed": study.seed,
        "horizon_days": int(study.case.scenario.horizon.value),
        "outcomes": [row._asdict() for row in table.outcomes],
        "modes": [row._asdict() for row in table.modes],
        "first_column": [row._asdict() for row in table.endings],
        "exit_days": table.exit_days._asdict() if table.exit_days else None,
        "calibrated": False,
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

    scenario = study.case.scenario
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 100)
    console.print(f"{scenario.title}", style="bold", markup=False)
    runs = len(study.tables["runs"])
    console.print(f"{study.case.name} · {runs} runs · seed {study.seed} · not calibrated\n")
    for part in outcome_tables(study.outcomes(), int(scenario.horizon.value)):
        console.print(part, markup=False) if isinstance(part, str) else console.print(part)
        console.print()
    if scenario.contrast is not None:
        effect = study.effect()
        line = (effect.estimate, effect.low, effect.high)
        console.print(effect_line(scenario.contrast.label, line), markup=False)
    console.print(f"Not modelled yet: {'; '.join(NOT_MODELLED)}.", markup=False)
    if out is not None:
        console.print(f"\nStudy: {out} ({', '.join(sorted(p.name for p in out.iterdir()))})")
