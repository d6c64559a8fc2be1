"""An experiment over designs and policies: what `interregnum sweep` and ``ir.sweep`` give."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interregnum.errors import StudyError

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from interregnum.experiments.ensemble import Workers
    from interregnum.experiments.policy_means import PolicyMean
    from interregnum.experiments.resolution import Resolved
    from interregnum.experiments.stopping import Reached
    from interregnum.experiments.sweep import SweepOrder

Progress = Callable[[int, int], None]
Tell = Callable[[str], None]


@dataclasses.dataclass(frozen=True)
class Sweep:
    """The results of an experiment: its points, and a row for each run at each of them.

    Parameters
    ----------
    resolved
        The experiment.
    replicates
        How often chance was repeated at every point under every policy.
    tables
        ``design`` and ``runs``.
    reached
        How close each standard error came that was asked for.
    """

    resolved: Resolved
    replicates: int
    tables: Mapping[str, pa.Table]
    reached: tuple[Reached, ...] = ()

    @property
    def runs(self) -> pd.DataFrame:
        """One row a run: scenario_id, policy, replicate_id, values of the point, outcome, day [d].

        Results follow, as in a study.
        """
        frame: pd.DataFrame = self.tables["runs"].to_pandas()
        return frame

    @property
    def design(self) -> pd.DataFrame:
        """One row a point: scenario_id, then the value of everything that is uncertain."""
        frame: pd.DataFrame = self.tables["design"].to_pandas()
        return frame

    def __len__(self) -> int:
        return int(self.tables["runs"].num_rows)

    def means(self, quantities: Sequence[str] | None = None) -> list[PolicyMean]:
        """Return means under every policy with 95 % intervals, and differences from the first.

        Parameters
        ----------
        quantities
            By default the experiment's ``outcomes``.
        """
        from interregnum.experiments.policy_means import policy_means
        from interregnum.experiments.sweep import OBSERVED

        columns = ["policy", "replicate_id", "scenario_id", *OBSERVED]
        frame = self.tables["runs"].select(columns).to_pandas()
        horizons = {
            policy.name: int(policy.scenario.horizon.value) for policy in self.resolved.policies
        }
        return policy_means(frame, quantities or self.resolved.experiment.outcomes, horizons)

    def digests(self) -> dict[str, str]:
        """Return the SHA-256 of the values of each table."""
        from interregnum.experiments.tables import digests_of

        return digests_of(self.tables)


@dataclasses.dataclass(frozen=True)
class Sweeping:
    """An experiment that can be run, in memory or into a folder."""

    resolved: Resolved
    folder: Path | None = None
    resume: bool = False

    def into(self, folder: str | Path, *, resume: bool = False) -> Sweeping:
        """Return the experiment bound to a folder into which it lands batch by batch.

        Parameters
        ----------
        folder
            A new folder.
        resume
            Go on with the sweep that lies there, if there is one; its replicates are kept.
        """
        return dataclasses.replace(self, folder=Path(folder), resume=resume)

    def order(
        self,
        *,
        until: Sequence[str] = (),
        most_runs: int | None = None,
        workers: Workers = None,
    ) -> SweepOrder:
        """Return what is ordered when this is run with these options.

        Raises
        ------
        UsageError
            If an entry of ``until`` names no quantity or no error.
        """
        from interregnum.experiments.stopping import goal_from
        from interregnum.experiments.sweep import MOST_RUNS, SweepOrder
        from interregnum.kernels.scalar import chosen_target

        return SweepOrder(
            resolved=self.resolved,
            replicates=self.resolved.experiment.replicates,
            goals=tuple(goal_from(text) for text in until),
            most_runs=MOST_RUNS if most_runs is None else most_runs,
            workers=workers,
            target=chosen_target(),
        )

    def run(
        self,
        *,
        until: Sequence[str] = (),
        most_runs: int | None = None,
        workers: Workers = None,
        progress: Progress | None = None,
        tell: Tell | None = None,
    ) -> Sweep:
        """Run what is missing and return all results.

        Parameters
        ----------
        until
            Standard errors to be reached, as ``"outcome.survives:0.01"``: replicates are added
            until each is, under every policy.
        most_runs
            How many runs, over all policies, that may take; 100,000 by default.
        workers
            Threads, by default the cores at hand, or a cluster.
        progress
            Called with runs landed and runs in all, over the policies.
        tell
            Called with a line about each part of a kept sweep that was torn.

        Raises
        ------
        StudyError
            If the folder is taken, of another experiment, locked or unwritable.
        """
        from interregnum.experiments.sweep import sweep_in_memory
        from interregnum.experiments.sweep_folder import keep_sweep, tables_of

        order = self.order(until=until, most_runs=most_runs, workers=workers)
        tables: Mapping[str, Any]
        if self.folder is None:
            tables, ended = sweep_in_memory(order, progress)
        else:
            how: dict[str, Any] = {"resume": self.resume, "progress": progress, "tell": tell}
            ended = keep_sweep(order, self.folder, **how)
            tables = tables_of(self.folder)
        return Sweep(self.resolved, ended.replicates, tables, ended.reached)

    def verify(self, *, sample: int | None, progress: Progress | None = None) -> list[str]:
        """Check a complete sweep against its manifests, and run runs of every policy again.

        Parameters
        ----------
        sample
            How many runs of each policy to run again; None for all.
        progress
            Called with runs made again and runs to make, policy by policy.

        Returns
        -------
        A line for each file or run that differs.

        Raises
        ------
        StudyError
            If there is no complete sweep of this experiment.
        """
        from interregnum.experiments.sweep_check import verify_sweep

        if self.folder is None:
            raise StudyError("sweep: no folder is named; give one with into(folder)")
        return verify_sweep(self.resolved, self.folder, sample=sample, progress=progress)


def sweep(
    path: str | Path,
    settings: Mapping[str, Any] | None = None,
    **changes: int,
) -> Sweeping:
    """Return an experiment from its file: ``ir.sweep("news.yaml").run().means()``.

    Parameters
    ----------
    path
        The experiment file.
    settings
        Values of the scenario under every policy, by dotted key; before those of the file.
    changes
        ``points``, ``replicates`` or ``seed`` in place of the file's.

    Raises
    ------
    ScenarioError
        If the file is no experiment, or something that it names does not exist.
    """
    from interregnum.experiments.experiment_file import read_experiment
    from interregnum.experiments.resolution import resolve

    return Sweeping(resolve(read_experiment(path, settings, changes)))
