"""A small experiment for tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from interregnum.experiments.experiment_file import read_experiment
from interregnum.experiments.resolution import Resolved, resolve
from interregnum.experiments.sweep import SweepOrder

NEWS = "public_signal.exposure_precision"
CONTENT: dict[str, Any] = {
    "experiment": "news-and-rule",
    "title": "Precise news and rival rules",
    "scenario": "mutiny-2023",
    "settings": {"horizon": 2},
    "uncertainties": {
        NEWS: {"range": [0.5, 20], "distribution": "log_uniform"},
        "selection": {"distribution": "categorical", "values": ["focal", "largest"]},
        "weights": {"distribution": "dirichlet"},
    },
    "policies": {"as-it-was": {}, "no-sanctions": {"sanctions": False}},
    "outcomes": ["survives", "exit_day"],
    "points": 3,
    "replicates": 4,
    "seed": 7,
}


def file(folder: Path, **changes: Any) -> Path:
    """Return an experiment file; a change to None leaves a key out."""
    content = {key: value for key, value in {**CONTENT, **changes}.items() if value is not None}
    path = folder / "experiment.yaml"
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")  # JSON is YAML
    return path


def resolved(folder: Path, **changes: Any) -> Resolved:
    return resolve(read_experiment(file(folder, **changes)))


def order(folder: Path, **changes: Any) -> SweepOrder:
    found = resolved(folder, **changes)
    return SweepOrder(resolved=found, replicates=found.experiment.replicates, workers=2)
