"""What ``import interregnum as ir`` gives: a case that runs, and a study that can be read.

>>> import interregnum as ir
>>> ir.load("mutiny-2023").name
'mutiny-2023'
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interregnum.errors import ScenarioError, StudyError, nearest
from interregnum.kernels.scalar import Target, chosen_target
from interregnum.scenario.load import changed_scenario, contrasted, load_scenario, scenario_hash
from interregnum.version import __version__

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from interregnum.experiments.outcomes import Outcomes
    from interregnum.intervals import Interval
    from interregnum.scenario.schema import Scenario

EXPOSURE = "public_signal.exposure_precision"
EXPOSURE_EDGES = tuple(0.5 * 40.0 ** (i / 8) for i in range(9))
LARGEST_SEED = 2**63 - 1
LARGEST_RUNS = 2**31


@dataclasses.dataclass(frozen=True)
class Study:
    """The results of an ensemble: one row a run, one row an event, and where they came from."""

    case: Case
    seed: int
    target: Target
    tables: dict[str, pa.Table]

    @property
    def runs(self) -> pd.DataFrame:
        """One row a run: outcome, day [d], mode (gwf_fail_type) and the run's parameters."""
        return self.table("runs")

    @property
    def events(self) -> pd.DataFrame:
        """One row an event: run, day [d], hour of that day [h], place, event and size."""
        return self.table("events")

    def table(self, name: str) -> pd.DataFrame:
        """Return a table by its file's name: runs, events, contrast or contrast_events.

        The contrast is the paired arm, run by run under the same random numbers.

        Raises
        ------
        ScenarioError
            If the study has no such table; without a contrast there is no paired arm.
        """
        if name not in self.tables:
            msg = f"{self.case.name}: has no table {name}; {nearest(name, self.tables)}"
            if name.startswith("contrast"):
                msg = f"{self.case.name}: names no contrast; add one to the scenario file"
            raise ScenarioError(msg)
        frame: pd.DataFrame = self.tables[name].to_pandas()
        if "mode" in frame:
            frame = frame.astype({"day": "Int64", "mode": "Int8"})
        return frame

    def outcomes(self) -> Outcomes:
        """Return shares of outcomes, modes and endings with 95 % intervals, and days of exit."""
        from interregnum.experiments.outcomes import outcome_table

        return outcome_table(self.runs, self.events, self.case.capital)

    def effect(self) -> Interval:
        """Return the paired effect on survival, scenario minus contrast, with its 95 % interval."""
        from interregnum.intervals import paired_difference

        first = (self.runs["outcome"] == "survives").tolist()
        second = (self.table("contrast")["outcome"] == "survives").tolist()
        return paired_difference(first, second, 0.95)

    def digests(self) -> dict[str, str]:
        """Return the SHA-256 of the values of each table."""
        from interregnum.engine.record import values_digest

        return {name: values_digest(table) for name, table in sorted(self.tables.items())}

    @property
    def provenance(self) -> str:
        """The line that stands under figures."""
        return (
            f"{self.case.name} · {len(self.tables['runs'])} runs · seed {self.seed} · "
            f"interregnum {__version__} · scenario {self.case.digest[:12]} · not calibrated"
        )

    def manifest(self) -> dict[str, Any]:
        """Return everything that is needed to make the same study again."""
        from interregnum.experiments.store import manifest_of

        about = {
            "scenario": self.case.scenario.model_dump(mode="json"),
            "scenario_sha256": self.case.digest,
            "runs": len(self.tables["runs"]),
            "seed": self.seed,
            "target": self.target.value,
        }
        return manifest_of(about, self.digests())

    def save(self, folder: str | Path) -> Path:
        """Write the study into a new folder, with its figure if it has a contrast.

        Raises
        ------
        StudyError
            If the folder exists or cannot be written; nothing is left behind.
        """
        from interregnum.experiments import store

        place = Path(folder)
        with store.StudyWriter(place) as writer:
            for name, table in self.tables.items():
                writer.table(f"{name}.parquet", table)
            if "contrast" in self.tables:
                self.plot_survival([writer.part / "survival.png", writer.part / "survival.svg"])
            writer.manifest(self.manifest())
            writer.finish()
        return place

    def plot_survival(self, files: Iterable[str | Path]) -> None:
        """Draw survival in both arms over the precision of exposure.

        Raises
        ------
        ScenarioError
            If the scenario names no contrast.
        """
        from interregnum.experiments.outcomes import paired_survival
        from interregnum.report.plots import survival_figure

        bins = paired_survival(self.runs, self.table("contrast"), EXPOSURE, EXPOSURE_EDGES)
        contrast = self.case.scenario.contrast
        survival_figure(
            bins,
            labels=("with the mutiny", contrast.label if contrast else ""),
            title="Does a mutiny that the ruler faces shorten his rule?",
            horizon=int(self.case.scenario.horizon.value),
            provenance=f"{self.provenance} · points: runs in a bin of τ_e; bars: 90 % intervals",
            files=[Path(file) for file in files],
        )

    def __repr__(self) -> str:
        return f"<Study of {self.provenance}>"


@dataclasses.dataclass(frozen=True)
class Case:
    """A scenario, validated and ready to run."""

    scenario: Scenario

    @property
    def name(self) -> str:
        """The scenario's name."""
        return self.scenario.scenario

    @property
    def capital(self) -> str:
        """Name of the last place on the road."""
        return self.scenario.places[-1].name

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
        return Case(changed_scenario(self.scenario, settings.items()))

    def run(
        self,
        *,
        runs: int = 1000,
        seed: int = 0,
        workers: int | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Study:
        """Run an ensemble over the declared ranges, and its paired arm if there is one.

        Parameters
        ----------
        runs
            How many, in [1, 2**31].
        seed
            In [0, 2**63); 0 is as good as any.
        workers
            Threads; by default the cores at hand. Results do not depend on it.
        progress
            Called with runs landed and runs in all.

        Raises
        ------
        ScenarioError
            If a number is out of range.
        """
        from interregnum.engine.plan import plan_of
        from interregnum.engine.record import events_table, runs_table
        from interregnum.experiments.ensemble import run_ensemble

        _check("runs", runs, 1, LARGEST_RUNS)
        _check("seed", seed, 0, LARGEST_SEED)
        target = chosen_target()
        arms = {"": self.scenario}
        if self.scenario.contrast is not None:
            arms["contrast"] = contrasted(self.scenario)
        tables: dict[str, pa.Table] = {}
        whole = runs * len(arms)
        for number, (arm, scenario) in enumerate(arms.items()):
            plan = plan_of(scenario)

            def landed(done: int, before: int = number * runs) -> None:
                if progress is not None:
                    progress(before + done, whole)

            batches = run_ensemble(
                plan, runs=runs, seed=seed, workers=workers, target=target, progress=landed
            )
            tables[arm or "runs"] = runs_table(plan, seed, batches)
            tables[f"{arm}_events" if arm else "events"] = events_table(plan, batches)
        return Study(self, seed, target, tables)

    def __repr__(self) -> str:
        return f"<Case {self.name}: {self.scenario.title}>"


def _check(name: str, value: int, low: int, high: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        msg = f"run: {name} = {value} is not a whole number in [{low}, {high}]"
        raise ScenarioError(msg)


def load(name_or_path: str | Path, settings: dict[str, Any] | None = None) -> Case:
    """Return a case from the library or from a scenario file.

    Parameters
    ----------
    name_or_path
        Such as ``"mutiny-2023"``, or the path of a YAML file.
    settings
        Values to set, by dotted key: ``{"coordination.precision_units": 50.0}``.

    Raises
    ------
    ScenarioError
        If there is no such scenario, or it is invalid.
    """
    return Case(load_scenario(name_or_path, (settings or {}).items()))


def read(folder: str | Path) -> Study:
    """Return a study from its folder.

    Raises
    ------
    StudyError
        If the folder is no study or a file in it is torn.
    """
    import pyarrow as pa
    import pyarrow.parquet as parquet

    from interregnum.engine.record import values_digest
    from interregnum.experiments.store import read_manifest
    from interregnum.scenario.schema import Scenario

    place = Path(folder)
    manifest = read_manifest(place)
    tables = {}
    for name, digest in manifest["values_sha256"].items():
        path = place / f"{name}.parquet"
        try:
            tables[name] = parquet.read_table(path)
        except (OSError, pa.ArrowInvalid) as error:
            msg = f"{path}: cannot be read; the file is missing or torn: run the study again"
            raise StudyError(msg) from error
        if values_digest(tables[name]) != digest:
            msg = f"{path}: its values differ from the manifest's digest; the file was changed"
            raise StudyError(msg)
    scenario = Scenario.model_validate(manifest["scenario"])
    return Study(Case(scenario), manifest["seed"], Target(manifest["target"]), tables)
