"""What this process itself has landed, remembered so that finishing does not decode it again.

A part that this process wrote is known by the SHA-256 of its bytes, and its series are counted
when it lands. Parts of an earlier process are read in full and checked by the digests of their
values.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from interregnum.experiments.tally import Tally, empty_tally
from interregnum.experiments.territory import regions_of

if TYPE_CHECKING:
    from interregnum.engine.mean_field import Batch
    from interregnum.experiments.order import Arm


@dataclasses.dataclass
class OwnWork:
    """Parts and series of one process.

    Parameters
    ----------
    written
        SHA-256 of the bytes of each part, by the name of its file.
    """

    written: dict[str, str] = dataclasses.field(default_factory=dict)
    _series: dict[str, Tally] = dataclasses.field(default_factory=dict)

    def add(self, arm: Arm, batch: Batch, path: Path, written: str, runs: int) -> None:
        """Remember a batch that has landed.

        Parameters
        ----------
        arm, batch
            Whose, and what.
        path, written
            Its file, and SHA-256 of the bytes of it.
        runs
            How many runs the arm will have in all.
        """
        self.written[path.name] = written
        if batch.histogram is None:
            return
        if arm.runs not in self._series:
            tally = empty_tally(arm.plan.horizon, runs, regions_of(arm.plan))
            # Counts of four bytes are added in half the time, and none exceeds the runs.
            narrow = np.int32 if runs < 2**31 else np.int64
            tally.counts = tally.counts.astype(narrow)
            self._series[arm.runs] = tally
        self._series[arm.runs].add_batch(batch)

    def series_of(self, arm: Arm) -> Tally | None:
        """Hand over the series of the batches of an arm that landed; None if there were none."""
        tally = self._series.pop(arm.runs, None)
        if tally is not None:
            tally.counts = tally.counts.astype(np.int64)
        return tally
