"""A small study for tests, and how to stop it in the middle."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

import interregnum as ir
from interregnum.experiments import keeping
from interregnum.experiments.order import Order

CASE = ir.load("mutiny-2023", {"horizon": 2})
RUNS, SEED = 40, 3


class Stopped(BaseException):
    """What a test throws where the lights go out."""


def order(runs: int = RUNS, **changes: Any) -> Order:
    numbers = {"scenario": CASE.scenario, "runs": runs, "seed": SEED, "workers": 2}
    return Order(**{**numbers, **changes})


def no_figure(files: Mapping[str, Path], place: Path) -> None:
    (place / "survival.svg").write_text("a figure")


def kept(folder: Path, resume: bool = True, runs: int = RUNS, **changes: Any) -> bool:
    return keeping.keep(order(runs, **changes), folder, resume=resume, draw=no_figure)


def manifest(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
    return content


def stop_after(batches: int) -> Callable[[int, int], None]:
    """Return a progress report that stops its reader after some batches."""
    told: list[int] = []

    def progress(done: int, whole: int) -> None:
        told.append(done)
        if len(told) == batches:
            raise Stopped

    return progress


def begun(folder: Path, batches: int = 3, runs: int = RUNS) -> Path:
    """Return a folder in which a study was stopped after some batches."""
    with pytest.raises(Stopped):
        keeping.keep(
            order(runs), folder, resume=False, draw=no_figure, progress=stop_after(batches)
        )
    return folder
