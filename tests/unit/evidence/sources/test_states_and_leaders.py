"""States on a day, their capitals, and the leaders that a library ships."""

from pathlib import Path

import pandas as pd
import pytest

from interregnum.errors import ScenarioError
from interregnum.evidence.folders import DataFolder
from interregnum.evidence.sources import chga, gw_states
from written_data import written

STATES = """\
gwcode,stateabb,statename,startdate,enddate
41,HAI,Haiti,1934-08-15,2017-12-31
41,HAI,Haiti,1816-01-01,1915-07-04
680,YPR,Yemen People's Republic,1967-11-30,1990-05-21
"""
CAPITALS = """\
gwcode,statenme,capital,stdate,enddate,lat,lng
140,Brazil,Rio de Janeiro,1822-01-01,1960-04-20,-22.911,-43.209
140,Brazil,Brasilia,1960-04-21,2024-12-31,-10.333,-53.2
"""


@pytest.mark.parametrize(
    ("day", "there"),
    [("1914-01-01", [41]), ("1920-01-01", []), ("1990-05-21", [41, 680]), ("2030-01-01", [41])],
)
def test_a_state_is_there_between_its_first_and_last_day(
    tmp_path: Path, day: str, there: list[int]
) -> None:
    frame = gw_states.load(written(tmp_path, "gw_states/gw_states.csv", STATES)).frame
    assert gw_states.independent(frame, pd.Timestamp(day))["gw"].tolist() == there


def test_capitals_move_and_lie_on_the_earth(tmp_path: Path) -> None:
    place = "gw_states/gw_capitals.csv"
    frame = gw_states.load_capitals(written(tmp_path, place, CAPITALS)).frame
    assert frame["capital"].tolist() == ["Rio de Janeiro", "Brasilia"]
    assert frame["censored"].tolist() == [False, True]
    wrong = CAPITALS.replace("-22.911", "-122.911")
    with pytest.raises(ScenarioError, match="degrees beyond"):
        gw_states.load_capitals(written(tmp_path / "b", place, wrong))


def test_a_spell_that_runs_backwards_is_refused(tmp_path: Path) -> None:
    text = STATES.replace("1915-07-04", "1815-07-04")
    with pytest.raises(ScenarioError, match="the end precedes the beginning"):
        gw_states.load(written(tmp_path, "gw_states/gw_states.csv", text))


def test_leaders_that_a_library_ships_are_read_without_a_file(tmp_path: Path) -> None:
    table = chga.load(DataFolder(tmp_path, "the test"))
    report = table.reports[0]
    assert (report.rows_read, report.rows_kept) == (1808, 1807)
    assert report.left_out == {"the same spell under another code of Polity": 1}
    assert set(table.frame["regime"]) == set(chga.REGIMES)
