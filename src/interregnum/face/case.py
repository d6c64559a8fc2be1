"""What can be run: a case, and the folder that keeps what lands of its study."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from interregnum.face.engines import MEAN_FIELD, EngineWords, persons_asked
from interregnum.face.keeping import Keeping
from interregnum.face.study import Study
from interregnum.kernels.scalar import Target, chosen_target
from interregnum.scenario.load import changed_scenario, load_scenario, scenario_hash
from interregnum.scenario.posterior import KEY, NONE_WORD, SHIPPED_WORD

if TYPE_CHECKING:
    from interregnum.engine.persons import Persons
    from interregnum.experiments.ensemble import Workers
    from interregnum.experiments.order import Order
    from interregnum.experiments.sign import Cell
    from interregnum.experiments.tables import StoredTables
    from interregnum.scenario.schema import Scenario

DEFAULT_RUNS = 1000


@dataclasses.dataclass(frozen=True)
class Case:
    """A scenario, validated and ready to run.

    ``persons`` are those that stand for the country; without them its ensembles are the
    mean-field's, and so is everything that is no ensemble.
    """

    scenario: Scenario
    persons: Persons | None = None

    @property
    def name(self) -> str:
        """The scenario's name."""
        return self.scenario.scenario

    @property
    def capital(self) -> str:
        """Name of the last place on the road."""
        return self.scenario.places[-1].name

    @property
    def engine(self) -> dict[str, int | str]:
        """The engine of its ensembles, and the persons that it counts."""
        return {"name": MEAN_FIELD} if self.persons is None else self.persons.entry

    @property
    def digest(self) -> str:
        """SHA-256 of the resolved scenario."""
        return scenario_hash(self.scenario)

    def with_settings(self, settings: dict[str, Any]) -> Case:
        """Return the case with some values set, by dotted key.

        Raises
        ------
        ScenarioError
            If a key, value or range is wrong.
        """
        return Case(changed_scenario(self.scenario, settings.items()), self.persons)

    def run(
        self,
        *,
        runs: int = 1000,
        seed: int = 0,
        workers: Workers = None,
        series: bool = True,
        progress: Callable[[int, int], None] | None = None,
        **words: Unpack[EngineWords],
    ) -> Study:
        """Run an ensemble over the declared ranges, and its paired arm if there is one.

        Parameters
        ----------
        runs
            How many, in [1, 2**31].
        seed
            In [0, 2**63); 0 is as good as any.
        workers
            Threads, by default the cores at hand, or a cluster. Results do not depend on it.
        series
            Whether daily quantities are counted over runs, see :attr:`Study.series`.
        progress
            Called with runs landed and runs in all.
        words
            ``engine="agents"`` counts so many ``citizens``, ``elites`` and ``units`` one by one,
            see :func:`.engines.persons_asked`; by default shares are the mean-field's.

        Raises
        ------
        ScenarioError
            If a number is out of range.
        UsageError
            If there is no such engine.
        """
        from interregnum.experiments.memory import results_in_memory

        case = self.with_engine(**words) if words else self
        target = chosen_target()
        order = case.order(runs, seed, workers=workers, target=target, series=series)
        return Study(case, seed, target, *results_in_memory(order, progress))

    def order(
        self,
        runs: int,
        seed: int,
        *,
        workers: Workers = None,
        target: Target,
        series: bool = True,
    ) -> Order:
        """Return what an ensemble of this case asks for; its numbers are checked."""
        from interregnum.experiments.order import Order

        return Order(
            scenario=self.scenario,
            runs=runs,
            seed=seed,
            workers=workers,
            target=target,
            series=series,
            persons=self.persons,
        )

    def with_engine(self, **words: Unpack[EngineWords]) -> Case:
        """Return the case for an engine; see :func:`.engines.persons_asked`.

        Raises
        ------
        UsageError
            If there is no such engine, or persons are counted where it has none.
        ScenarioError
            If a number is out of range.
        """
        return dataclasses.replace(self, persons=persons_asked(words))

    def into(
        self, folder: str | Path, *, resume: bool = False, series: bool | None = None
    ) -> Keeping:
        """Return the case bound to a folder into which its study lands batch by batch.

        Parameters
        ----------
        folder
            A new folder; it appears with the first batch.
        resume
            Go on with the study that lies there, if there is one.
        series
            Whether daily quantities are kept, see :attr:`Study.series`; by default as in the study
            that was begun, else True.
        """
        return Keeping(self, Path(folder), resume, series)

    def sign(
        self,
        *,
        runs: int = 2000,
        seed: int = 0,
        workers: Workers = None,
        progress: Callable[[str], None] | None = None,
    ) -> list[Cell]:
        """Return the effect of a failed mutiny over τ_e, o and selection, cell by cell.

        Parameters
        ----------
        runs, seed, workers
            Of each of twelve ensembles.
        progress
            Called with a line about the ensemble whose turn it is.
        """
        from interregnum.experiments.sign import sign_cells

        size = {"runs": runs, "seed": seed}
        return sign_cells(self.scenario, **size, workers=workers, progress=progress)

    def __repr__(self) -> str:
        return f"<Case {self.name}: {self.scenario.title}>"

    def _repr_html_(self) -> str:
        """Return the table of parameters with units and ranges, for notebooks."""
        from interregnum.face.pages import case_html

        return case_html(self)


def load(
    name_or_path: str | Path,
    settings: dict[str, Any] | None = None,
    *,
    parameters: str | Path | None = None,
) -> Case:
    """Return a case from the library or from a scenario file.

    Parameters
    ----------
    name_or_path
        Such as ``"mutiny-2023"``, or the path of a YAML file.
    settings
        Values to set, by dotted key: ``{"coordination.precision_units": 50.0}``.
    parameters
        What fitted parameters are drawn from: ``"posterior"``, the shipped one, ``"prior"``, their
        own ranges, or a posterior's file; by default the shipped one, if there is one.

    Raises
    ------
    ScenarioError
        If there is no such scenario or posterior, or it is invalid.
    """
    asked = dict(settings or {})
    if parameters is not None:
        words = {"posterior": SHIPPED_WORD, "prior": NONE_WORD}
        asked[KEY] = words.get(str(parameters), str(parameters))
    return Case(load_scenario(name_or_path, asked.items()))


def read(folder: str | Path) -> Study:
    """Return a study from its folder.

    Raises
    ------
    StudyError
        If the folder is no study or a file in it is torn.
    """
    study, tables = stored(Path(folder))
    tables.check()
    return study


def stored(folder: Path) -> tuple[Study, StoredTables]:
    """Return the study in a folder, and its tables, which stay on disk."""
    from interregnum.experiments.manifest import (
        check_complete,
        persons_in,
        read_manifest,
        scenario_of,
    )
    from interregnum.experiments.tables import SERIES_NAMES, StoredTables, file_of

    manifest = read_manifest(folder)
    check_complete(folder, manifest)
    digests = manifest["values_sha256"]
    names = sorted(digests)
    tables = StoredTables(folder, [name for name in names if name not in SERIES_NAMES], digests)
    series = {name: folder / file_of(name) for name in names if name in SERIES_NAMES}
    case = Case(scenario_of(folder, manifest), persons_in(manifest))
    return Study(case, manifest["seed"], Target(manifest["target"]), tables, series), tables
