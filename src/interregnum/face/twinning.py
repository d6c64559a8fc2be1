"""One case under each value of a switch: what `interregnum twins` and ``ir.twins`` give."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interregnum.face.case import Case, load

if TYPE_CHECKING:
    import pandas as pd

    from interregnum.experiments.branches import Branching, Lived
    from interregnum.experiments.ensemble import Workers
    from interregnum.experiments.pairing import Effect
    from interregnum.experiments.structures import Rival
    from interregnum.experiments.thirds import Third
    from interregnum.experiments.twins import Flips
    from interregnum.report.canvas import Drawing

Progress = Callable[[int, int], None]


@dataclasses.dataclass(frozen=True)
class Twins:
    """Branches of one case that share every random number.

    Parameters
    ----------
    branching
        What was asked for.
    branches
        What each branch gave.
    """

    branching: Branching
    branches: tuple[Lived, ...]

    @property
    def horizon(self) -> int:
        """Within how many days a removal is looked for [d]."""
        return int(self.branching.scenario.horizon.value)

    @property
    def _provenance(self) -> str:
        """The line that stands under figures."""
        from interregnum.scenario.fitted import parameters_told
        from interregnum.version import __version__

        asked, case = self.branching, Case(self.branching.scenario)
        return (
            f"{case.name} · {len(self.branches)} branches of {asked.runs} runs · seed {asked.seed} "
            f"· interregnum {__version__} · scenario {case.digest[:12]} · "
            f"{parameters_told(case.scenario)}"
        )

    @cached_property
    def runs(self) -> pd.DataFrame:
        """One row a branch and run: branch, value of each switch, then as in a study."""
        import pandas as pd

        return pd.concat([self._framed(row) for row in self.branches], ignore_index=True)

    def effects(self) -> list[Effect]:
        """Return the effect on every outcome with 95 % intervals of paired runs.

        One switch of two values: the first minus the second. More: every main effect, a value
        minus the last one, and interactions.
        """
        from interregnum.experiments.factorial import factorial_effects
        from interregnum.experiments.twins import compared, twin_effects

        frames = {row.branch.levels: compared(row.runs) for row in self.branches}
        if len(self.branches) == 2:
            return twin_effects(frames[0,], frames[1,], self.horizon)
        return factorial_effects(self.branching.switches, frames, self.horizon)

    def flips(self) -> Flips | None:
        """Return who changed between the second branch and the first; None in a factorial."""
        from interregnum.experiments.twins import compared, flips

        if len(self.branches) != 2:
            return None
        return flips(compared(self.branches[0].runs), compared(self.branches[1].runs))

    def moved(self) -> bool:
        """Return whether the switches moved anything at all in any run."""
        from interregnum.experiments.twins import moved

        return moved(self.branches)

    def rivals(self, *, runs: int | None = None, progress: Progress | None = None) -> list[Rival]:
        """Return the effect of a switch of two values under each rival structure.

        Parameters
        ----------
        runs
            Of each branch under each structure; by default as many as here.
        progress
            Called with runs landed and runs in all.

        Raises
        ------
        ScenarioError
            If there is more than one switch, or it has more than two values.
        """
        from interregnum.experiments.structures import rivals

        return rivals(self.branching, runs=runs, progress=progress)

    def thirds(self, outcome: str = "removed") -> list[Third]:
        """Return the effect in the lower and upper third of each parameter, the surest first."""
        from interregnum.experiments.thirds import thirds

        first, second = (row.runs for row in self.branches)
        return thirds(first, second, self.horizon, outcome)

    def manifest(self) -> dict[str, Any]:
        """Return what is needed to make the same branches again."""
        from interregnum.engine.record import values_digest
        from interregnum.scenario.load import scenario_hash
        from interregnum.version import MODEL_VERSION, __version__

        asked = self.branching
        return {
            "kind": "twins",
            "package_version": __version__,
            "model_version": MODEL_VERSION,
            "scenario": asked.scenario.scenario,
            "scenario_sha256": scenario_hash(asked.scenario),
            "seed": asked.seed,
            "runs": asked.runs,
            "horizon": self.horizon,
            "switches": [{"key": s.key, "values": list(s.values)} for s in asked.switches],
            "branches": [
                {
                    "branch": row.branch.name,
                    "runs_sha256": values_digest(row.runs),
                    "events_sha256": values_digest(row.events),
                }
                for row in self.branches
            ],
        }

    def save(self, folder: str | Path) -> Path:
        """Write runs, events, effects and the manifest into a new folder.

        Raises
        ------
        StudyError
            If the folder exists or cannot be written; nothing is left behind.
        """
        import pyarrow as pa

        from interregnum.experiments import store
        from interregnum.face.twins_words import effects_content

        place = Path(folder)
        with store.StudyWriter(place) as writer:
            for name, part in (("runs", "runs"), ("events", "events")):
                tables = [_labelled(row, getattr(row, part)) for row in self.branches]
                whole = pa.concat_tables(tables, promote_options="default")
                writer.table(f"{name}.parquet", whole)
            content = json.dumps(effects_content(self), indent=2, ensure_ascii=False)
            writer.raw("effects.json", content.encode())
            writer.raw("manifest.json", json.dumps(self.manifest(), indent=2).encode())
            writer.finish()
        return place

    def plot(self, *files: str | Path) -> Drawing:
        """Return the figure of effects and of who changed, and write it to files.

        Raises
        ------
        UsageError
            If a file's name ends in neither .png nor .svg.
        """
        from interregnum.report.twins_plots import factorial_figure, twins_figure

        title = f"{self.branching.scenario.title}\n"
        flips = self.flips()
        if flips is None:
            keys = " x ".join(switch.key for switch in self.branching.switches)
            title += f"Main effects and interactions of {keys}"
            drawing = factorial_figure(self.effects(), title=title, provenance=self._provenance)
        else:
            names = [row.branch.name for row in self.branches]
            title += f"{names[0]} against {names[1]}, run by run"
            drawing = twins_figure(self.effects(), flips, title=title, provenance=self._provenance)
        drawing.write(files)
        return drawing

    def _framed(self, row: Lived) -> pd.DataFrame:
        from interregnum.face.holdings import framed

        return framed(_labelled(row, row.runs))


def _labelled(row: Lived, table: Any) -> Any:
    """Return a table with the branch and the value of each switch before its columns."""
    import pyarrow as pa

    from interregnum.experiments.branches import spelled

    labels = [("branch", row.branch.name)]
    labels += [(f"switch.{key}", spelled(value)) for key, value in row.branch.settings]
    for position, (name, text) in enumerate(labels):
        field = pa.field(name, pa.string(), nullable=False)
        table = table.add_column(position, field, pa.array([text] * len(table), pa.string()))
    return table


def twins(
    case: Case | str | Path,
    *,
    switch: Mapping[str, Sequence[Any]],
    runs: int = 2000,
    seed: int = 0,
    workers: Workers = None,
    progress: Progress | None = None,
) -> Twins:
    """Run a case under every combination of switches with the same random numbers.

    Parameters
    ----------
    case
        A case, the name of one, or its file.
    switch
        Two or more values by dotted key, the treatment first and the reference last, as in
        ``{"mutiny.happens": [True, False]}``.
    runs, seed
        Of each branch.
    workers
        Threads, by default the cores at hand, or what :func:`interregnum.cluster` gives.
    progress
        Called with runs landed and runs in all.

    Raises
    ------
    ScenarioError
        If a key, a value or a number is wrong.
    """
    from interregnum.experiments.branches import Branching, switches_of
    from interregnum.kernels.scalar import chosen_target

    own = case if isinstance(case, Case) else load(case)
    asked = Branching(
        scenario=own.scenario,
        switches=switches_of(switch),
        runs=runs,
        seed=seed,
        workers=workers,
        target=chosen_target(),
    )
    return Twins(asked, tuple(asked.lived(progress)))
