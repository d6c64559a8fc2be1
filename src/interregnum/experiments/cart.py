"""CART: a tree of yes-and-no questions, whose leaves are boxes.

Unlike PRIM's boxes, leaves do not overlap and together hold every run.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import Any

import numpy as np
import numpy.typing as npt

from interregnum.experiments.boxes import (
    Box,
    Columns,
    Mask,
    Restriction,
    check_table,
    is_number,
    stats_libraries,
)
from interregnum.experiments.prim import Patience


def leaves(
    columns: Columns, interest: Mask, least_mass: float = 0.05, most: int | None = None
) -> list[Box]:
    """Return the leaves of a classification tree as boxes.

    Parameters
    ----------
    columns
        The table, column by column: numbers or words.
    interest
        Which rows are of interest.
    least_mass
        Share of all runs that a leaf holds at least [1].
    most
        How many leaves at most; by default as many as there are.

    Raises
    ------
    ScenarioError
        If all or none of the rows are of interest.
    UsageError
        If scikit-learn is not installed.

    Notes
    -----
    Splits are those that lower Gini's impurity most, as in scikit-learn. A category is asked for
    word by word. The tree sees numbers in single precision; boxes are asked in double.

    References
    ----------
    L. Breiman, J. Friedman, R. Olshen and C. Stone, Classification and Regression Trees
    (Wadsworth, 1984), from memory.

    Examples
    --------
    >>> x = np.arange(100.0)
    >>> leaves({"x": x}, x >= 60.0)[1]
    (Restriction(name='x', low=59.50000000000001, high=inf, among=None),)
    """
    Patience(least_mass=least_mass).check()
    check_table(columns, interest)
    tree, _ = stats_libraries()
    names, values = _features(columns)
    rows = max(int(least_mass * len(interest)), 1)
    grown = tree.DecisionTreeClassifier(min_samples_leaf=rows, max_leaf_nodes=most, random_state=0)
    grown.fit(values, interest)
    words = {n: tuple(sorted(set(v.tolist()))) for n, v in columns.items() if not is_number(v)}
    return [
        tuple(limit for limit in box.values() if limit.among != words.get(limit.name, ()))
        for box in _below(grown.tree_, 0, names, words, {})
    ]


def _features(columns: Columns) -> tuple[list[tuple[str, str | None]], npt.NDArray[Any]]:
    """Return the tree's columns: numbers as they are, one of nought and one for each word."""
    names: list[tuple[str, str | None]] = []
    parts = []
    for name, values in columns.items():
        if is_number(values):
            names.append((name, None))
            parts.append(values.astype(np.float32))
            continue
        for word in sorted(set(values.tolist())):
            names.append((name, word))
            parts.append((values == word).astype(np.float32))
    return names, np.column_stack(parts)


def _below(
    grown: Any,
    node: int,
    names: list[tuple[str, str | None]],
    words: dict[str, tuple[str, ...]],
    box: dict[str, Restriction],
) -> Iterator[dict[str, Restriction]]:
    """Yield the boxes of the leaves below a node."""
    if grown.children_left[node] < 0:
        yield box
        return
    name, word = names[grown.feature[node]]
    at = float(grown.threshold[node])
    old = box.get(name, Restriction(name, among=words.get(name)))
    if word is None:
        lower = old._replace(high=min(old.high, at))
        # What lies on the limit itself is below it.
        upper = old._replace(low=max(old.low, float(np.nextafter(at, inf))))
    else:
        lower = old._replace(among=tuple(w for w in old.among or () if w != word))
        upper = old._replace(among=(word,))
    yield from _below(grown, int(grown.children_left[node]), names, words, {**box, name: lower})
    yield from _below(grown, int(grown.children_right[node]), names, words, {**box, name: upper})
