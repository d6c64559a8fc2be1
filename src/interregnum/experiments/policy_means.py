"""What a sweep says of its policies: means over points and replicates, and what they differ by.

All policies share points and seeds, run by run, so that a difference is that of pairs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from interregnum.experiments.stopping import Mean, bounds_of, mean_of, values_of

if TYPE_CHECKING:
    import pandas as pd

DIFFERENCE = (-1.0, 1.0)


class PolicyMean(NamedTuple):
    """A quantity's mean under a policy, and its difference from the first policy's.

    Shares are in [0, 1]; ``exit_day`` is in days. ``difference`` is None for the first policy.
    """

    policy: str
    quantity: str
    mean: Mean
    difference: Mean | None


def policy_means(
    runs: pd.DataFrame, quantities: Sequence[str], horizons: Mapping[str, int]
) -> list[PolicyMean]:
    """Return means of quantities under every policy.

    Parameters
    ----------
    runs
        The sweep's table.
    quantities
        Outcomes, ``removed``, ``contested`` or ``exit_day``.
    horizons
        Of each policy, in order [d].
    """
    found = []
    for quantity in quantities:
        first: np.ndarray | None = None
        for policy, horizon in horizons.items():
            rows = runs[runs["policy"] == policy].sort_values(["replicate_id", "scenario_id"])
            replicates = int(rows["replicate_id"].iloc[-1]) + 1
            values = values_of(rows, quantity, horizon).reshape(replicates, -1)
            bounds = bounds_of(quantity)
            difference = None
            if first is None:
                first = values
            else:
                difference = mean_of(values - first, None if bounds is None else DIFFERENCE)
            found.append(PolicyMean(policy, quantity, mean_of(values, bounds), difference))
    return found
