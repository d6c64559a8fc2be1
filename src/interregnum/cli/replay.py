"""`interregnum replay`: a case against its own timeline, row by row, misses included."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interregnum.cli.drawing import Drawing, case_settings
from interregnum.cli.run import AsJson, Name, Settings, Workers

if TYPE_CHECKING:
    from interregnum.experiments.replaying import Replayed
    from interregnum.face import Case

Runs = Annotated[int, typer.Option(min=1, help="How many runs.")]
Seed = Annotated[int, typer.Option(min=0, help="The seed.")]


def replay(
    scenario: Name,
    runs: Runs = 400,
    seed: Seed = 0,
    settings: Settings = None,
    drawing: Drawing = None,
    workers: Workers = None,
    as_json: AsJson = False,
) -> None:
    """Run a case by rule and score what it says of each row of its timeline.

    First in mode forward, in which every row after the onset is a test; then, where rows are
    marked as imposed, in mode condition, in which the others are. Misses are marked; rows of
    which the model cannot speak are listed with the reason. To impose the marked rows instead,
    use run with --set mode=replay.

    Example: interregnum replay egypt-2011 --runs 400 --seed 7
    """
    from interregnum import face

    case = face.load(scenario, case_settings(settings, drawing))
    found = face.replay(case, runs=runs, seed=seed, workers=workers)
    if as_json:
        print(json.dumps(_as_json(case, found, seed), indent=2, ensure_ascii=False))
        return
    from rich.console import Console

    from interregnum.report.replay_lines import replay_parts
    from interregnum.scenario.fitted import parameters_told

    console = Console(highlight=False, width=None if sys.stdout.isatty() else 140)
    console.print(f"{case.scenario.title}", style="bold", markup=False)
    console.print(
        f"{case.name} · {runs} runs · seed {seed} · {parameters_told(case.scenario)}\n",
        markup=False,
    )
    for part in replay_parts(case.scenario, found):
        console.print(part, markup=False) if isinstance(part, str) else console.print(part)


def _as_json(case: Case, found: tuple[Replayed, ...], seed: int) -> dict[str, Any]:
    """Return what was compared as one object; rows carry their place in the timeline."""
    return {
        "scenario": case.name,
        "scenario_sha256": case.digest,
        "seed": seed,
        "start": f"{case.scenario.start:%Y-%m-%dT%H:%M}",
        "calibrated": False,
        "timeline": [row.model_dump(mode="json") for row in case.scenario.timeline],
        "modes": [
            {
                **one._asdict(),
                "scored": [{**row._asdict(), "scored_by": row.scored_by} for row in one.scored],
                "unspoken": [row._asdict() for row in one.unspoken],
            }
            for one in found
        ],
    }
