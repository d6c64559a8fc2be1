"""Only a posterior that its manifest, scoreboard and record vouch for is scored."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from interregnum.calibration.later.frozen import frozen_posterior
from interregnum.calibration.shipping import SHIPPED
from interregnum.errors import ScenarioError

FILES = ("posterior.parquet", "posterior.json", "scoreboard.json", "record.json")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    for name in FILES:
        shutil.copy(SHIPPED / name, tmp_path / name)
    return tmp_path / "posterior.parquet"


def changed(path: Path, key: str, value: str) -> None:
    content = json.loads(path.read_text())
    content[key] = value
    path.write_text(json.dumps(content))


def test_the_shipped_posterior_is_the_committed_one() -> None:
    told = json.loads((SHIPPED / "posterior.json").read_text())
    assert frozen_posterior().sha256 == told["posterior_sha256"]


def test_a_copy_is_as_good_as_the_shipped_one(copied: Path) -> None:
    assert frozen_posterior(copied).sha256 == frozen_posterior().sha256


def test_draws_that_are_not_the_committed_ones_are_refused(copied: Path) -> None:
    copied.write_bytes(copied.read_bytes() + b" ")
    with pytest.raises(ScenarioError, match="was changed or torn"):
        frozen_posterior(copied)


def test_a_posterior_fitted_to_later_years_is_refused(copied: Path) -> None:
    changed(copied.with_suffix(".json"), "until", "2010-12-31")
    with pytest.raises(ScenarioError, match="until = 2010-12-31: was not fitted to the record to"):
        frozen_posterior(copied)


def test_a_scoreboard_of_another_posterior_is_refused(copied: Path) -> None:
    changed(copied.with_name("scoreboard.json"), "posterior_sha256", "0" * 64)
    with pytest.raises(ScenarioError, match="one of them was exchanged"):
        frozen_posterior(copied)


def test_a_record_that_was_not_fitted_to_is_refused(copied: Path) -> None:
    record = copied.with_name("record.json")
    record.write_text(record.read_text() + " ")
    with pytest.raises(ScenarioError, match="that the posterior was fitted to"):
        frozen_posterior(copied)
    record.unlink()
    with pytest.raises(ScenarioError, match=r"record\.json: is missing"):
        frozen_posterior(copied)
