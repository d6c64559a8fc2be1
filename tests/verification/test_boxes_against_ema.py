"""PRIM and CART give the boxes of the EMA Workbench on the same table, step by step.

The two have nothing in common but the literature; versions 2.5 and 3.0 name things otherwise.
"""

from __future__ import annotations

import inspect
import warnings
from typing import Any

import numpy as np
import pandas as pd
import pytest

from interregnum.experiments.boxes import Mask, quasi_p_values, share_of
from interregnum.experiments.cart import leaves
from interregnum.experiments.prim import trajectory

ROWS = 1500


def analysis(name: str) -> Any:
    """Return a module of the workbench, whose import warns of what it could not draw with."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if name == "prim":
            from ema_workbench.analysis import prim as module
        else:
            from ema_workbench.analysis import cart as module
    return module


def their_box(frame: pd.DataFrame, interest: Mask) -> Any:
    """Return the first box of the workbench with its trajectory."""
    prim = analysis("prim").Prim
    older = "threshold" in inspect.signature(prim.__init__).parameters
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        hunt = prim(frame, interest, **({"threshold": 0.1} if older else {}))
        return hunt.find_box()


def table(seed: int, *, words: bool = True) -> tuple[pd.DataFrame, Mask]:
    """Return runs of which those of interest are dense where a is large, b small and s not q."""
    draw = np.random.default_rng(seed)
    frame = pd.DataFrame(draw.random((ROWS, 4)), columns=list("abcd"))
    inside = (frame["a"] > 0.6) & (frame["b"] < 0.5)
    if words:
        frame["s"] = draw.choice(["p", "q", "r"], ROWS)
        inside &= frame["s"] != "q"
    return frame, draw.random(ROWS) < np.where(inside, 0.9, 0.15)


def columns_of(frame: pd.DataFrame) -> dict[str, Any]:
    return {
        name: frame[name].to_numpy(dtype=str if name == "s" else float) for name in frame.columns
    }


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("words", [False, True])
def test_the_peeling_trajectory_is_that_of_the_workbench(seed: int, words: bool) -> None:
    frame, interest = table(seed, words=words)
    columns = columns_of(frame)
    mine = trajectory(columns, interest)
    theirs = their_box(frame, interest)
    path = theirs.peeling_trajectory
    assert len(mine) == len(path) > 20
    for step, row in zip(mine, path.to_dict("records"), strict=True):
        assert step.share.coverage == row["coverage"]
        assert step.share.density == row["density"]
        assert step.share.mass == row["mass"]
        assert len(step.box) == row["res_dim"]
    limits = theirs.box_lims[-1]
    for limit in mine[-1].box:
        low, high = limits[limit.name]
        if limit.among is not None:
            assert set(limit.among) == set(low)
            continue
        assert np.isinf(limit.low) or limit.low == low
        assert np.isinf(limit.high) or limit.high == high


def test_quasi_p_values_are_those_of_the_workbench() -> None:
    frame, interest = table(1)
    mine = trajectory(columns_of(frame), interest)[-1]
    theirs = their_box(frame, interest)
    known = (theirs.qp if hasattr(theirs, "qp") else theirs.p_values)[-1]
    sides = {"low": 0, "high": 1, "among": 0}
    doubts = quasi_p_values(columns_of(frame), interest, mine.box)
    assert doubts
    for doubt in doubts:
        assert doubt.quasi_p == pytest.approx(known[doubt.name][sides[doubt.side]], rel=1e-9)


def test_leaves_are_those_of_the_workbench() -> None:
    frame, interest = table(2, words=False)
    columns = columns_of(frame)
    mine = [share_of(columns, interest, box) for box in leaves(columns, interest, 0.05)]
    grown = analysis("cart").CART(frame, interest, 0.05)
    grown.build_tree()
    theirs = sorted((row["mass"], row["density"], row["coverage"]) for row in grown.stats)
    assert len(theirs) > 5
    found = sorted((share.mass, share.density, share.coverage) for share in mine)
    assert np.array(found) == pytest.approx(np.array(theirs, dtype=float))
