"""A case and the folder that keeps what lands of its study, batch by batch."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interregnum.face.study import Study, draw_figures
from interregnum.kernels.scalar import chosen_target

if TYPE_CHECKING:
    from interregnum.experiments.ensemble import Workers
    from interregnum.face.case import Case


@dataclasses.dataclass(frozen=True)
class Keeping:
    """A case and the folder that keeps what lands of its study, whatever happens."""

    case: Case
    folder: Path
    resume: bool
    series: bool | None = None

    def run(
        self,
        *,
        runs: int | None = None,
        seed: int | None = None,
        workers: Workers = None,
        progress: Callable[[int, int], None] | None = None,
        tell: Callable[[str], None] | None = None,
    ) -> Study:
        """Run what is missing and return the study, whose tables stay on disk.

        Parameters
        ----------
        runs, seed
            By default those that the study was begun with, else 1000 and 0.
        workers, progress
            As for :meth:`Case.run`.
        tell
            Called with a line about what was not as expected: a torn part, or a study that is
            complete.

        Raises
        ------
        ScenarioError
            If a number is out of range.
        StudyError
            If the folder is taken, of another study, locked or unwritable.
        """
        from interregnum.experiments.keeping import keep
        from interregnum.experiments.manifest import NONE, read_manifest
        from interregnum.experiments.standing import has_begun
        from interregnum.experiments.tables import StoredTables
        from interregnum.face.case import DEFAULT_RUNS, stored

        begun: dict[str, Any] = {}
        if self.resume and has_begun(self.folder):
            begun = read_manifest(self.folder)
        runs = begun.get("runs", DEFAULT_RUNS) if runs is None else runs
        seed = begun.get("seed", 0) if seed is None else seed
        series = begun.get("series") != NONE if self.series is None else self.series
        target = chosen_target()
        order = self.case.order(runs, seed, workers=workers, target=target, series=series)

        def draw(files: Mapping[str, Path], place: Path) -> None:
            tables = StoredTables(place, tuple(files))
            draw_figures(Study(self.case, order.seed, order.target, tables), place)

        did = keep(order, self.folder, resume=self.resume, draw=draw, progress=progress, tell=tell)
        if not did and tell is not None:
            tell(f"{self.folder}: is complete; nothing was left to run")
        return stored(self.folder)[0]
