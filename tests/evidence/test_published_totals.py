"""What the authors' tables hold comes out again: totals published or counted independently."""

import pandas as pd
import pytest

from interregnum.evidence.sources import (
    archigos,
    cline_coups,
    cow_wars,
    gwf,
    navco,
    powell_thyne,
    ucdp_acd,
)
from written_data import data_at_hand

END = pd.Timestamp("1989-12-31")


def test_powell_and_thyne_count_363_attempts_until_1989() -> None:
    folder = data_at_hand("powell_thyne", "powell_thyne_coups_1950_1989.txt")
    events = powell_thyne.load_events(folder).frame
    until = events[events["latest"] <= END]
    assert len(until) == 363
    assert until["coup"].value_counts().to_dict() == {2: 190, 1: 173}
    assert until["gw"].notna().all()


def test_autocracies_broke_down_147_times_in_3204_country_years() -> None:
    table = gwf.load(data_at_hand("gwf", "gwf_autocratic_1946_1989.csv"))
    frame = table.frame[table.frame["year"] <= 1989]
    assert (len(frame), int(frame["gwf_fail"].sum())) == (3204, 147)
    groups = frame.groupby("regime_group")["gwf_fail"].agg(["sum", "count"])
    assert groups.to_dict("index") == {
        "military": {"sum": 57, "count": 469},
        "monarchy": {"sum": 10, "count": 442},
        "party": {"sum": 31, "count": 1634},
        "personal": {"sum": 49, "count": 659},
    }


def test_successors_of_autocracies_are_as_published() -> None:
    frame = gwf.load(data_at_hand("gwf", "gwf_autocratic_1946_1989.csv")).frame
    fell = frame[(frame["gwf_fail"] == 1) & (frame["year"] <= 1989)]
    shares = fell["gwf_fail_subsregime"].value_counts(normalize=True)
    assert [round(100 * shares[kind], 1) for kind in (1, 2, 3)] == [34.7, 63.9, 1.4]
    assert (fell["date"].dt.year == fell["year"]).all()


@pytest.mark.parametrize(("method", "won", "ended"), [("NONVIOL", 150, 292), ("VIOL", 70, 268)])
def test_of_ended_campaigns_as_many_won_as_published(method: str, won: int, ended: int) -> None:
    folder = data_at_hand("navco", "navco_1.3_campaigns_1900_2019.csv")
    frame = navco.load_campaigns(folder).frame
    over = frame[frame["ended"] & (frame[method] == 1)]
    assert (int(over["SUCCESS"].sum()), len(over)) == (won, ended)


def test_archigos_has_2504_spells_and_150_of_them_still_run() -> None:
    frame = archigos.load(data_at_hand("archigos", "archigos_4.1_to_1989.csv")).frame
    assert (len(frame), int(frame["censored"].sum())) == (2504, 150)
    assert frame["gw"].notna().all()


def test_the_cline_center_counts_each_kind_of_event() -> None:
    frame = cline_coups.load(data_at_hand("cline_coups", "cline_cdp_v2.1.2.csv")).frame
    kinds = frame["event_type"].value_counts().to_dict()
    assert kinds == {"coup": 441, "attempted": 349, "conspiracy": 191}


def test_2752_years_of_conflict_stand_behind_5652_rows() -> None:
    table = ucdp_acd.load(data_at_hand("ucdp_acd", "ucdp_prio_acd_1946_2024.csv"))
    assert (table.reports[0].rows_read, len(table.frame)) == (5652, 2752)


def test_every_state_in_a_war_has_one_outcome_on_a_side() -> None:
    frame = cow_wars.load(data_at_hand("cow_wars", "cow_war_inter_to_1989.csv")).frame
    assert not frame.duplicated(["warnum", "ccode", "side"]).any()
    assert frame["outcome"].notna().all()
