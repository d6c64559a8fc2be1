"""Coups, attempts and plots: one row an event, marks and types agreeing."""

from pathlib import Path

import pandas as pd
import pytest

from interregnum.errors import ScenarioError
from interregnum.evidence.sources.cline_coups import load
from written_data import shuffled, written

NAME = "cline_coups/cline_cdp_v2.1.2.csv"
TEXT = """\
coup_id,cowcode,country,year,month,day,event_type,unrealized,realized,conspiracy,attempt,military,dissident,rebel,palace,foreign,auto,resign,popular,counter,other,noharm,injured,killed,harrest,jailed,tried,fled,exile
a1,140,Brazil,1945,10,29,coup,0,1,0,0,1,0,0,0,0,0,1,0,0,0,1,0,0,0,1,0,0,0
b2,625,Sudan,1971,0,0,attempted,1,0,0,1,1,0,0,0,0,0,0,0,0,0,1,0,0,0,0,0,0,0
c3,393,Russia,1970,9,-1,conspiracy,1,0,1,0,0,1,0,0,0,0,0,0,0,0,1,0,0,0,0,0,0,0
"""


def test_thwarted_plots_stand_beside_attempts_and_coups(tmp_path: Path) -> None:
    table = load(written(tmp_path, NAME, TEXT))
    assert table.frame["event_type"].tolist() == ["coup", "conspiracy", "attempted"]
    assert table.frame["gw"].tolist() == [140, 365, 625]
    assert table.frame["date"].isna().tolist() == [False, True, True]
    assert table.frame["latest"].iloc[2] == pd.Timestamp("1971-12-31")
    assert any("Russia has the code 393" in note for note in table.reports[0].notes)


def test_shuffled_rows_give_the_same_table(tmp_path: Path) -> None:
    one = load(written(tmp_path / "a", NAME, TEXT)).frame
    pd.testing.assert_frame_equal(one, load(written(tmp_path / "b", NAME, shuffled(TEXT))).frame)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("b2,625", "a1,625", "two rows share a coup_id"),
        ("coup,0,1,0,0", "coup,0,0,0,1", "realized and event_type do not agree"),
        ("attempted,1", "tried,1", "event_type is 'tried' in row 2"),
        ("coup,0,1,0,0,1", "coup,0,1,0,0,2", r"military is .*2.* in row 1"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, old: str, new: str, words: str) -> None:
    with pytest.raises(ScenarioError, match=words):
        load(written(tmp_path, NAME, TEXT.replace(old, new)))
