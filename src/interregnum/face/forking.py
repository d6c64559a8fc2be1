"""From one recorded past into many futures: what `interregnum fork` and ``ir.fork`` give."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interregnum.errors import ScenarioError

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from interregnum.experiments.ensemble import Workers
    from interregnum.experiments.fork import Forking
    from interregnum.experiments.futures import Decided, OutcomeOfFutures
    from interregnum.experiments.origins import Origin
    from interregnum.face.study import Study

Progress = Callable[[int, int], None]


@dataclasses.dataclass(frozen=True)
class Futures:
    """Many futures of recorded pasts.

    Parameters
    ----------
    forking
        What was asked for.
    at
        The day or event at which they begin.
    tables
        ``futures`` and ``events``, and where something was set ``control`` and
        ``control_events``: the same futures without the change.
    without
        Runs that were asked for but were over, or had no such event.
    """

    forking: Forking
    at: str
    tables: Mapping[str, pa.Table]
    without: tuple[int, ...] = ()

    @property
    def runs(self) -> pd.DataFrame:
        """One row a future: whose past (run), which future, fork_day [d], then as in a study."""
        frame: pd.DataFrame = self.tables["futures"].to_pandas()
        return frame

    @property
    def events(self) -> pd.DataFrame:
        """One row an event of a past and its future, as in a study."""
        frame: pd.DataFrame = self.tables["events"].to_pandas()
        return frame

    def outcomes(self) -> list[OutcomeOfFutures]:
        """Return shares of outcomes with 95 % intervals, and the paired effect of the change."""
        from interregnum.experiments.futures import shares_of_futures

        control = self.tables.get("control")
        return shares_of_futures(self.runs, None if control is None else control.to_pandas())

    def decided(self) -> Decided | None:
        """Return how much of who is removed the past had decided; None with one past."""
        from interregnum.experiments.futures import decided_by_the_past

        return decided_by_the_past(self.runs)

    def moved(self) -> bool | None:
        """Return whether the change moved any future at all; None where nothing was set."""
        if "control" not in self.tables:
            return None
        columns = ["outcome", "day", "mode", "violence"]
        mine, other = (self.tables[name].select(columns) for name in ("futures", "control"))
        return not (
            mine.equals(other) and self.tables["events"].equals(self.tables["control_events"])
        )

    def manifest(self) -> dict[str, Any]:
        """Return what is needed to make the same futures again."""
        from interregnum.engine.record import values_digest
        from interregnum.scenario.load import scenario_hash
        from interregnum.version import MODEL_VERSION, __version__

        asked = self.forking
        return {
            "kind": "futures",
            "package_version": __version__,
            "model_version": MODEL_VERSION,
            "scenario": asked.scenario.scenario,
            "scenario_sha256": scenario_hash(asked.scenario),
            "seed": asked.seed,
            "at": self.at,
            "runs": [origin.run for origin in asked.origins],
            "futures": asked.futures,
            "future_seed": asked.future_seed,
            "settings": dict(asked.settings),
            "values_sha256": {name: values_digest(t) for name, t in self.tables.items()},
        }

    def save(self, folder: str | Path) -> Path:
        """Write the tables and the manifest into a new folder.

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
            writer.raw("manifest.json", json.dumps(self.manifest(), indent=2).encode())
            writer.finish()
        return place


@dataclasses.dataclass(frozen=True)
class Forks:
    """Pasts of a study from which futures can be run."""

    study: Study
    at: str
    origins: tuple[Origin, ...]
    settings: Mapping[str, Any]
    without: tuple[int, ...] = ()

    def run(
        self,
        *,
        runs: int = 1000,
        seed: int = 0,
        workers: Workers = None,
        progress: Progress | None = None,
    ) -> Futures:
        """Return many futures of each past.

        Parameters
        ----------
        runs
            Futures of each past.
        seed
            Which futures; their draws are never those of the past.
        workers
            Threads, by default the cores at hand, or a cluster.
        progress
            Called with futures landed and futures in all.

        Raises
        ------
        ScenarioError
            If a number is out of range, or a setting acts only before a run's first day.
        StudyError
            If the study's pasts do not come back as recorded.
        """
        from interregnum.experiments.fork import Forking, check_past, futures_tables
        from interregnum.kernels.scalar import chosen_target

        asked = Forking(
            scenario=self.study.case.scenario,
            seed=self.study.seed,
            origins=self.origins,
            futures=runs,
            settings=dict(self.settings),
            future_seed=seed,
            workers=workers,
            target=chosen_target(),
        )
        frame = self.study.runs[["run", "outcome", "day"]]
        _check_days(asked, frame, self.study.events)
        check_past(asked, dict(zip(frame["run"], frame["outcome"], strict=True)))
        plans = {"": asked.plan} | ({"control": asked.past} if self.settings else {})
        tables: dict[str, Any] = {}
        each = len(self.origins) * runs
        for done, (name, plan) in enumerate(plans.items()):
            told = None
            if progress is not None:
                told = partial(_landed, progress, done * each, len(plans) * each)
            made = futures_tables(asked, plan, asked.lived(plan, told))
            tables[name or "futures"] = made["futures"]
            tables[f"{name}_events" if name else "events"] = made["events"]
        return Futures(asked, self.at, tables, self.without)


def fork(
    study: Study | str | Path,
    *,
    at: int | str,
    run: int | Sequence[int] | None = None,
    settings: Mapping[str, Any] | None = None,
) -> Forks:
    """Return pasts of a study that can go on otherwise: ``ir.fork("study/", at=100).run()``.

    Parameters
    ----------
    study
        A study or its folder.
    at
        The first day that may differ [d], or the name of an event: then the day after its first
        one.
    run
        Whose past; several, or by default every run that had such an event and was not over.
    settings
        What is otherwise from that day on, by dotted key; then the same futures without the
        change are run too, draw for draw.

    Raises
    ------
    ScenarioError
        If a run, day or event is wrong.
    """
    from interregnum.experiments.origins import origins_of
    from interregnum.face.case import read

    whole = read(study) if isinstance(study, (str, Path)) else study
    frame = whole.runs[["run", "outcome", "day"]]
    chosen = [run] if isinstance(run, int) else list(frame["run"] if run is None else run)
    aftermath = int(whole.case.scenario.aftermath.value)
    origins, without = origins_of(str(at), frame, whole.events, aftermath, chosen)
    if not origins:
        raise ScenarioError(_nobody(str(at), chosen))
    return Forks(whole, str(at), tuple(origins), settings or {}, tuple(without))


def _landed(progress: Progress, before: int, whole: int, landed: int, _of: int) -> None:
    """Tell how many futures have landed of all that there will be, control included."""
    progress(before + landed, whole)


def _nobody(at: str, chosen: Sequence[int]) -> str:
    if len(chosen) == 1:
        return (
            f"fork: run {chosen[0]} was over at {at}, or had no such event; "
            "see its events, or give --every"
        )
    return f"fork: none of {len(chosen)} runs had {at} and was not over; give another day or event"


def _check_days(asked: Forking, frame: pd.DataFrame, events: pd.DataFrame) -> None:
    """Refuse a day after the horizon of a run whose ruler stayed: nothing is lived then."""
    fell = set(events.loc[events["event"] == "removed", "run"])
    stayed = set(frame.loc[frame["outcome"] == "survives", "run"]) - fell
    for origin in asked.origins:
        if origin.run in stayed and origin.day >= asked.plan.horizon:
            msg = (
                f"fork: run {origin.run} would fork on day {origin.day}, but its days end at the "
                f"horizon of {asked.plan.horizon}; give an earlier day, or --set horizon=..."
            )
            raise ScenarioError(msg)
