"""What moves an outcome: what `interregnum sensitivity` and ``ir.sensitivity`` give."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interregnum.errors import UsageError
from interregnum.kernels.scalar import chosen_target

if TYPE_CHECKING:
    import pandas as pd

    from interregnum.experiments.sensitivity import Ranking, Sensing
    from interregnum.face.case import Case
    from interregnum.report.canvas import Drawing

Progress = Callable[[int, int], None]
EXTRA = 'this needs {name}; install it by: pip install "interregnum[stats]"'


@dataclasses.dataclass(frozen=True)
class Sensitivity:
    """Which inputs move which outcome.

    Parameters
    ----------
    asked
        What was asked for.
    rankings
        One an outcome.
    """

    asked: Sensing
    rankings: tuple[Ranking, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row an outcome and input: estimate, low and high of each column."""
        import pandas as pd

        rows = []
        for ranking in self.rankings:
            for row in ranking.rows:
                cells: dict[str, Any] = {"outcome": ranking.outcome, "input": row.name}
                for name, interval in row.values.items():
                    cells[name] = interval.estimate
                    cells[f"{name}_low"], cells[f"{name}_high"] = interval.low, interval.high
                rows.append(cells)
        return pd.DataFrame(rows)

    def content(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON; what has no value is None."""
        from interregnum.scenario.load import scenario_hash
        from interregnum.version import MODEL_VERSION, __version__

        asked = self.asked
        return {
            "kind": "sensitivity",
            "package_version": __version__,
            "model_version": MODEL_VERSION,
            "scenario": asked.scenario.scenario,
            "scenario_sha256": scenario_hash(asked.scenario),
            "method": asked.method.value,
            "seed": asked.seed,
            "points": asked.points,
            "replicates": asked.replicates,
            "runs": asked.runs(),
            "structures": {key: list(values) for key, values in asked.structures.items()},
            "outcomes": [_ranking_content(ranking) for ranking in self.rankings],
        }

    def save(self, folder: str | Path) -> Path:
        """Write ``sensitivity.json`` into a new folder.

        Raises
        ------
        StudyError
            If the folder exists or cannot be written; nothing is left behind.
        """
        return saved(folder, "sensitivity.json", self.content())

    def plot(self, *files: str | Path) -> Drawing:
        """Draw the strongest inputs of each outcome, and write it if files are named."""
        from interregnum.report.sensitivity_plots import ranking_figure

        drawing = ranking_figure(
            self.rankings,
            self.asked.method.value,
            title=f"What moves outcomes ({self.asked.method.value})\n{self.asked.scenario.title}",
            provenance=provenance_of(self.asked.scenario, self.asked.seed, self.asked.runs()),
        )
        drawing.write(files)
        return drawing

    def __repr__(self) -> str:
        outcomes = ", ".join(self.asked.outcomes)
        return f"<Sensitivity of {self.asked.scenario.scenario}: {self.asked.method}, {outcomes}>"


def sensitivity(
    case: Case | str,
    *,
    method: str = "sobol",
    outcomes: str | Sequence[str] = "removed",
    progress: Progress | None = None,
    **options: Any,
) -> Sensitivity:
    """Return which inputs move an outcome: ``ir.sensitivity("mutiny-2023", points=256)``.

    Parameters
    ----------
    case
        A case or the name of one.
    method
        ``sobol``, ``morris``, ``pawn`` or ``delta``.
    outcomes
        One or several, measured on the same runs.
    progress
        Called with runs landed and runs in all.
    options
        ``parameters``, ``most``, ``structures``, ``points``, ``replicates``, ``seed``, ``workers``
        of :class:`interregnum.experiments.sensitivity.Sensing`.

    Raises
    ------
    ScenarioError
        If an outcome, parameter or number is wrong.
    UsageError
        If the method is unknown, or the statistics libraries are not installed.
    """
    asked = asked_for(case, method, outcomes, **options)
    return Sensitivity(asked, tuple(asked.rankings(progress)))


def asked_for(
    case: Case | str, method: str, outcomes: str | Sequence[str], **options: Any
) -> Sensing:
    """Return an analysis as it is asked for; nothing is run yet, and everything is checked."""
    check_statistics("SALib", "scipy")
    from interregnum.experiments.sensitivity import Method, Sensing
    from interregnum.face.case import load

    if method not in list(Method):
        from interregnum.errors import nearest

        raise UsageError(
            f"--method {method}: unknown; {nearest(method, [m.value for m in Method])}"
        )
    given = load(case) if isinstance(case, str) else case
    names = (outcomes,) if isinstance(outcomes, str) else tuple(outcomes)
    return Sensing(
        scenario=given.scenario,
        method=Method(method),
        outcomes=names,
        target=chosen_target(),
        **options,
    )


def identity(asked: Sensing) -> dict[str, Any]:
    """Return all that the values of an analysis depend on, for a folder that keeps them."""
    return {
        **Sensitivity(asked, ()).content(),
        "package_version": None,
        "outcomes": list(asked.outcomes),
        "parameters": list(asked.parameters),
        "most": asked.most,
    }


def check_statistics(*names: str) -> None:
    """Refuse to go on without libraries of the extra ``stats``.

    Raises
    ------
    UsageError
        With the command that installs them.
    """
    import importlib.util

    for name in names:
        if importlib.util.find_spec(name) is None:
            raise UsageError(EXTRA.format(name=name))


def saved(folder: str | Path, name: str, content: Mapping[str, Any]) -> Path:
    """Write one JSON file into a new folder.

    Raises
    ------
    StudyError
        If the folder exists or cannot be written; nothing is left behind.
    """
    from interregnum.experiments import store

    place = Path(folder)
    with store.StudyWriter(place) as writer:
        text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False)
        writer.raw(name, text.encode())
        writer.finish()
    return place


def provenance_of(scenario: Any, seed: int, runs: int) -> str:
    """Return the line below a figure."""
    from interregnum.scenario.load import scenario_hash
    from interregnum.version import MODEL_VERSION, __version__

    digest = scenario_hash(scenario)[:12]
    return (
        f"{scenario.scenario} · {runs:,} runs · seed {seed} · interregnum {__version__} · "
        f"model {MODEL_VERSION} · scenario {digest}"
    )


def plain(interval: Any) -> dict[str, float | None] | None:
    """Return an interval as plain values; None stands for what is no number."""
    if interval is None:
        return None
    return {key: None if part != part else float(part) for key, part in interval._asdict().items()}


def _ranking_content(ranking: Ranking) -> dict[str, Any]:
    return {
        "outcome": ranking.outcome,
        "decided": plain(ranking.decided),
        "resolved": ranking.resolved,
        "inputs": [
            {
                "name": row.name,
                "unit": row.unit,
                **{key: plain(interval) for key, interval in row.values.items()},
            }
            for row in ranking.rows
        ],
    }
