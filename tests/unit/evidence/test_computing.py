"""Families are found by name, tables read once, and errors name the nearest thing."""

from __future__ import annotations

import importlib
from datetime import date
from pathlib import Path

import pytest

from interregnum.errors import ScenarioError, UsageError
from interregnum.evidence import computing
from interregnum.evidence.cases import LAST_DAY
from interregnum.evidence.computing import FAMILIES, TablesOf, compute, family_of
from interregnum.evidence.families import TABLES, Family
from interregnum.evidence.folders import data_folder
from interregnum.evidence.shipping import EffectTable
from made_tables import MadeTables, rows

CAMPAIGNS = rows(
    "gw EYEAR SUCCESS ONGOING VIOL REGCHANGE FSELFDET SECESSION",
    (2, 1955, 1, 0, 0, 1, 0, 0),
    (20, 2005, 0, 0, 1, 1, 0, 0),
)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let tables come from frames, whatever the folder."""

    class Made(MadeTables):
        def __init__(self, folder: object) -> None:
            super().__init__({"navco.campaigns": CAMPAIGNS})
            self.files = {"navco/x.csv": "0" * 64}

    monkeypatch.setattr(computing, "TablesOf", Made)


def totals(tmp_path: Path, *names: str, until: date | None = None) -> EffectTable:
    return compute(data_folder(tmp_path), names, until=until, draws=100)


@pytest.mark.parametrize("name", FAMILIES)
def test_every_family_says_what_it_needs(name: str) -> None:
    family = family_of(name)
    assert isinstance(family, Family)
    assert family.name == name
    assert set(family.needs) <= set(TABLES)
    if family.for_calibration:
        assert family.default_until == LAST_DAY


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_its_loader(name: str) -> None:
    module, loader = TABLES[name]
    source = importlib.import_module(f"interregnum.evidence.sources.{module}")
    assert callable(getattr(source, loader))


@pytest.mark.usefixtures("made")
def test_an_effect_may_be_asked_for_by_its_own_name(tmp_path: Path) -> None:
    table = totals(tmp_path, "campaign_totals.success.violent")
    assert [effect.name for effect in table.effects] == ["campaign_totals.success.violent"]
    assert table.files == {"navco/x.csv": "0" * 64}


@pytest.mark.usefixtures("made")
def test_the_last_day_given_holds_for_totals_of_all_years_too(tmp_path: Path) -> None:
    whole = totals(tmp_path, "campaign_totals")
    cut = totals(tmp_path, "campaign_totals", until=LAST_DAY)
    assert [effect.n for effect in whole.effects] == [1, 1, 2]
    assert [effect.n for effect in cut.effects] == [1, 0, 1]


@pytest.mark.usefixtures("made")
def test_an_unknown_effect_of_a_known_family_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"did you mean campaign_totals\.success\.violent"):
        totals(tmp_path, "campaign_totals.success.violet")


def test_an_unknown_family_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="did you mean campaigns"):
        totals(tmp_path, "campains")


def test_too_few_draws_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="at least 100"):
        compute(data_folder(tmp_path), draws=99)


def test_a_missing_file_is_told_with_the_way_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="interregnum data info navco"):
        totals(tmp_path, "campaign_totals")


def test_an_unknown_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="did you mean gwf"):
        TablesOf(data_folder(tmp_path)).table("gwff")
