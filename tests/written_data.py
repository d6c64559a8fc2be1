"""Small files of datasets for tests, written where the readers look for them."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from interregnum.evidence.folders import DataFolder


def written(root: Path, place: str, text: str, encoding: str = "utf-8") -> DataFolder:
    """Write a file at ``dataset/name`` and return the folder of the datasets."""
    path = root / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return DataFolder(root.resolve(), "the test")


def shuffled(text: str, seed: int = 1) -> str:
    """Return a table with its rows in another order."""
    header, *rows = text.splitlines()
    random.Random(seed).shuffle(rows)
    return "\n".join((header, *rows, ""))


def data_at_hand(dataset: str, name: str) -> DataFolder:
    """Return the folder of the files handed over, or skip where they are not at hand."""
    named = os.environ.get("INTERREGNUM_DATA")
    if not named:
        pytest.skip("INTERREGNUM_DATA names no folder of datasets")
    if not (Path(named) / dataset / name).is_file():
        pytest.skip(f"{dataset}/{name} is not in the folder that INTERREGNUM_DATA names")
    return DataFolder(Path(named).resolve(), "INTERREGNUM_DATA")
