"""A small posterior for tests: a few draws of two fitted parameters and of four type means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from interregnum.calibration.posterior_file import Drawn, write_posterior
from interregnum.scenario import posterior

RATE = "opportunity.attempt_rate"
MARGIN = "public_signal.margin_precision"
TYPE_MEAN = "start.type_mean"
# Two draws: the first has three quarters of the weight.
WEIGHTS = (3.0, 1.0)
COLUMNS: Mapping[str, Sequence[float]] = {
    "type_mean.personal": (0.4, 0.6),
    "type_mean.party": (0.5, 0.7),
    RATE: (0.35, 1.2),
    MARGIN: (2.0, 9.0),
}
GATES = {
    "type_mean.personal": "identified",
    "type_mean.party": "not identified",
    RATE: "fitted",
    MARGIN: "identified",
}


def made_posterior(
    folder: Path,
    weights: Sequence[float] = WEIGHTS,
    columns: Mapping[str, Sequence[float]] = COLUMNS,
) -> Path:
    """Write a posterior into a folder and return its file."""
    path = folder / "posterior.parquet"
    arrays = {name: np.array(values) for name, values in columns.items()}
    drawn = Drawn(np.array(weights), arrays, {name: GATES.get(name, "fitted") for name in columns})
    write_posterior(path, drawn, until="1989-12-31", told={"seeds": {"sampling": 1}})
    return path


def ship(patch: pytest.MonkeyPatch, path: Path) -> None:
    """Let a file stand where the shipped posterior would, and be wanted."""
    patch.delenv("INTERREGNUM_POSTERIOR", raising=False)
    patch.setattr(posterior, "SHIPPED", path)
