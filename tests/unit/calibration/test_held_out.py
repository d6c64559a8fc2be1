"""Nothing after the last day enters the fit: rows planted later are cut, or refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from interregnum.calibration.facts import FactValue
from interregnum.calibration.held_out import ENDS, CutTables, check_cut
from interregnum.calibration.targets import facts_on
from interregnum.errors import ScenarioError, UsageError
from interregnum.evidence.cases import LAST_DAY
from made_facts import tables
from made_rulers import coups, plots, rulers
from made_tables import MadeTables


@pytest.fixture(scope="module")
def before() -> dict[str, FactValue]:
    """Return the facts of tables in which nothing later stands."""
    return facts_on(CutTables(MadeTables(tables())))


def planted() -> dict[str, pd.DataFrame]:
    """Return the tables with something later in each of them."""
    frames = tables()
    found = {}
    for name, frame in frames.items():
        later = frame.tail(1).copy()
        for column in ("year", "BYEAR", "EYEAR", "end_year"):
            if column in later:
                later[column] = 1995
        for column in later.select_dtypes("datetime"):
            later[column] = pd.Timestamp(1995, 5, 5)
        if "gwf_fail" in later:
            later["gwf_fail"], later["gwf_fail_type"] = 1, 4
        found[name] = pd.concat([frame, later], ignore_index=True)
    found["archigos"] = rulers(
        (2, "B", "1955-06-10", "1990-01-01", "Irregular", 1920),
        (2, "D", "1990-01-01", "2015-12-31", "Regular", 1950),
    )
    found["powell_thyne.events"] = coups((20, "1990-01-01", 2))
    found["cline_coups"] = plots((2, "1990-01-01", "conspiracy"))
    return found


@pytest.mark.parametrize("name", sorted(tables()))
def test_a_later_row_is_cut_in_every_source(name: str) -> None:
    cut = CutTables(MadeTables(planted())).table(name)
    check_cut(cut, name, LAST_DAY)
    assert len(cut.frame) == len(CutTables(MadeTables(tables())).table(name).frame)


@pytest.mark.parametrize("name", sorted(tables()))
def test_a_later_row_moves_no_fact(before: dict[str, FactValue], name: str) -> None:
    frames = tables()
    frames[name] = planted()[name]
    assert str(facts_on(CutTables(MadeTables(frames)))) == str(before)
    assert str(facts_on(MadeTables(frames))) == str(before)


@pytest.mark.parametrize("name", sorted(tables()))
def test_a_later_row_that_slips_through_is_refused(name: str) -> None:
    whole = MadeTables(planted()).table(name)
    with pytest.raises(ScenarioError, match="held out"):
        check_cut(whole, name, LAST_DAY)


def test_a_ruler_who_stayed_on_is_still_in_office() -> None:
    frame = CutTables(MadeTables(planted())).table("archigos").frame
    last = frame[frame["leader"] == "B"].iloc[0]
    assert (last["exit"], last["enddate"]) == ("Still in Office", pd.Timestamp(LAST_DAY))


def test_a_breakdown_later_in_the_last_year_did_not_happen_yet() -> None:
    cut = CutTables(MadeTables(tables()), date(1970, 3, 1)).table("gwf").frame
    assert cut["gwf_fail"].sum() == 0
    assert cut["gwf_fail_type"].sum() == 0


def test_a_later_last_day_is_refused() -> None:
    with pytest.raises(UsageError, match="held out for scoring"):
        CutTables(MadeTables(tables()), date(1990, 1, 1))


def test_a_table_that_no_fact_reads_is_refused() -> None:
    with pytest.raises(UsageError, match="archigos"):
        CutTables(MadeTables(tables())).table("archigo")
    assert "mass_mobilization" not in ENDS


def test_a_table_without_later_rows_is_left_as_it_is() -> None:
    whole = MadeTables(tables()).table("navco.campaigns")
    cut = CutTables(MadeTables(tables())).table("navco.campaigns")
    pd.testing.assert_frame_equal(cut.frame, whole.frame)
    assert replace(cut, frame=whole.frame) == replace(whole, frame=whole.frame)
