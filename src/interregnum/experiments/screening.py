"""Which parameters differ at all between runs of interest and the others.

With a hundred parameters and a thousand runs a patient search finds dense boxes in pure noise.
Only columns whose distribution differs by more than chance among so many are searched.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from interregnum.experiments.boxes import Columns, Mask, is_number, stats_libraries


def telling_columns(columns: Columns, interest: Mask, level: float = 0.05) -> dict[str, Any]:
    """Return the columns whose values are distributed otherwise in runs of interest.

    Parameters
    ----------
    columns
        The table, column by column: numbers or words.
    interest
        Which rows are of interest.
    level
        Chance that any column passes though none matters [1].

    Notes
    -----
    Regional sensitivity analysis: the two-sample test of Kolmogorov and Smirnov for numbers,
    Pearson's chi-squared for words, with Bonferroni's correction for the number of columns. A
    parameter that acts only together with another, and moves no share by itself, is not seen.

    References
    ----------
    R. C. Spear and G. M. Hornberger, Eutrophication in Peel Inlet II, Water Research 14 (1980),
    doi:10.1016/0043-1354(80)90040-8.

    Examples
    --------
    >>> x = np.arange(100.0)
    >>> list(telling_columns({"x": x, "y": x % 7.0}, x > 60.0))
    ['x']
    """
    most = level / len(columns)
    return {name: values for name, values in columns.items() if _chance(values, interest) <= most}


def _chance(values: npt.NDArray[Any], interest: Mask) -> float:
    """Return the p-value of no difference."""
    _, stats = stats_libraries()
    if is_number(values):
        # Exact laws take long with thousands of runs, where this one is as good.
        found = stats.ks_2samp(values[interest], values[~interest], method="asymp")
        return float(found.pvalue)
    counts = np.array(
        [
            [np.sum(part == word) for word in sorted(set(values.tolist()))]
            for part in (values[interest], values[~interest])
        ]
    )
    if counts.shape[1] < 2:
        return 1.0
    return float(stats.chi2_contingency(counts, correction=False).pvalue)
