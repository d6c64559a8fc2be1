"""Conflicts: a conflict and year once, whatever supporting states are listed."""

from pathlib import Path

import pandas as pd
import pytest

from interregnum.errors import ScenarioError
from interregnum.evidence.sources.ucdp_acd import load
from written_data import shuffled, written

NAME = "ucdp_acd/ucdp_prio_acd_1946_2024.csv"
REPEATED = """\
conflict_id,year,gwno_a,gwno_a_2nd,gwno_b,gwno_b_2nd,incompatibility,intensity_level,type_of_conflict,start_date,start_prec,start_date2,start_prec2,ep_end,ep_end_date
228,1948,651,,666,,territory,2,interstate,1948-04-15,1,1948-04-15,1,0,
228,1948,645,,666,,territory,2,interstate,1948-04-15,1,1948-04-15,1,0,
333,1980,700,365,,,government,2,II,1978-04-27,1,1978-04-27,3,0,
333,1980,700,40,,,government,2,II,1978-04-27,1,1978-04-27,3,0,
333,1981,700,365,,,government,1,II,1978-04-27,1,1978-04-27,1,1,1981-09-01
"""
AUTHORS = """\
conflict_id,year,gwno_a,gwno_a_2nd,gwno_b,gwno_b_2nd,incompatibility,intensity_level,type_of_conflict,start_date,start_prec,start_date2,start_prec2,ep_end,ep_end_date,version
228,1948,"645, 651",,666,,1,2,2,1948-04-15,1,1948-04-15,1,0,,25.1
333,1980,700,"40, 365",,,2,2,4,1978-04-27,1,1978-04-27,3,0,,25.1
333,1981,700,365,,,2,1,4,1978-04-27,1,1978-04-27,1,1,1981-09-01,25.1
"""


def test_supporting_states_share_one_row(tmp_path: Path) -> None:
    table = load(written(tmp_path, NAME, REPEATED))
    assert table.frame[["conflict_id", "year"]].to_numpy().tolist() == [
        [228, 1948],
        [333, 1980],
        [333, 1981],
    ]
    assert table.frame["gwno_a"].tolist() == ["645, 651", "700", "700"]
    assert table.frame["gwno_a_2nd"].fillna("").tolist() == ["", "40, 365", "365"]
    assert table.frame["gw"].tolist() == [645, 700, 700]
    assert table.reports[0].left_out == {
        "repeats a conflict and year with another supporting state": 2
    }


def test_a_beginning_whose_day_is_guessed_has_no_day(tmp_path: Path) -> None:
    frame = load(written(tmp_path, NAME, REPEATED)).frame
    assert frame["date"].notna().tolist() == [True, False, True]


def test_the_authors_numbers_mean_the_same_words(tmp_path: Path) -> None:
    one = load(written(tmp_path / "a", NAME, shuffled(REPEATED))).frame
    other = load(written(tmp_path / "b", "ucdp_acd/UcdpPrioConflict_v25_1.csv", AUTHORS))
    assert other.vintage == "25.1"
    pd.testing.assert_frame_equal(one, other.frame.drop(columns="version"))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("666,,territory,2,interstate", "666,,territory,1,interstate", "disagree"),
        ("II,1978-04-27,1,1978-04-27,1", "III,1978-04-27,1,1978-04-27,1", "type_of_conflict is"),
        ("1981-09-01", "1981-09-31", "ep_end_date is no day"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, old: str, new: str, words: str) -> None:
    with pytest.raises(ScenarioError, match=words):
        load(written(tmp_path, NAME, REPEATED.replace(old, new, 1)))
