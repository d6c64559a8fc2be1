"""The datasets of the record, by the name of their folder."""

from __future__ import annotations

from interregnum.evidence.datasets_cases import CASES
from interregnum.evidence.datasets_conflict import CONFLICT
from interregnum.evidence.datasets_regimes import REGIMES
from interregnum.evidence.datasets_rulers import RULERS
from interregnum.evidence.manifest import Dataset

DATASETS: dict[str, Dataset] = {
    dataset.name: dataset
    for dataset in sorted((*RULERS, *REGIMES, *CONFLICT, *CASES), key=lambda dataset: dataset.name)
}
"""Every dataset known, sorted by name."""
