"""The manifest says of every dataset what it is, on what terms, and which file is which."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from interregnum.evidence.datasets import DATASETS
from interregnum.evidence.folders import VARIABLE, data_folder
from interregnum.evidence.holdings import holdings
from interregnum.evidence.manifest import Dataset

EVERY = pytest.mark.parametrize("dataset", DATASETS.values(), ids=DATASETS)


@EVERY
def test_a_dataset_says_how_to_cite_it_and_on_what_terms(dataset: Dataset) -> None:
    for told in (dataset.title, dataset.vintage, dataset.licence, dataset.citation):
        assert told
    assert dataset.home
    assert dataset.codebook
    assert dataset.notes
    assert dataset.covers[0] <= dataset.covers[1]


@EVERY
def test_a_file_has_a_role_of_its_own_and_a_whole_hash(dataset: Dataset) -> None:
    roles = [file.role for file in dataset.files]
    assert len(set(roles)) == len(roles) > 0
    for file in dataset.files:
        assert Path(file.path).name == file.path
        assert file.sha256 is None or re.fullmatch("[0-9a-f]{64}", file.sha256)
        for columns in file.column_sets():
            assert len(set(columns)) == len(columns)


@EVERY
def test_nothing_is_fetched_that_may_not_be_passed_on(dataset: Dataset) -> None:
    for file in dataset.files:
        if file.url is not None:
            assert dataset.redistributable
            assert file.sha256 is not None


def test_what_is_used_for_scenarios_only_is_marked() -> None:
    assert [name for name, dataset in DATASETS.items() if not dataset.used] == [
        "cases",
        "russia_network",
    ]


@EVERY
def test_the_files_at_hand_are_those_of_the_manifest(dataset: Dataset) -> None:
    if not os.environ.get(VARIABLE):
        pytest.skip(f"{VARIABLE} names no folder of datasets")
    for holding in holdings(dataset, data_folder()):
        if holding.path is not None:
            assert (holding.state, holding.trouble) == ("known", "")
