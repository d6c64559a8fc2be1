"""Scores of democracy: each country and year once, under the state that it was that year."""

from pathlib import Path

import pytest

from interregnum.errors import ScenarioError
from interregnum.evidence.sources import bmr, ert, lied, vdem
from written_data import written

BMR = """\
country,cowcode,gwcode,year,democracy,democracy_trans
SERBIA,342,340,2006,1,0
"YUGOSLAVIA, FED. REP.",347,345,2005,1,0
"YUGOSLAVIA, FED. REP.",347,345,2006,1,0
USSR,364,365,1950,0,0
SERBIA,342,340,2007,1,0
"""
LIED = """\
country,cowcode,gwcode,year,lexical_index,democratic_transition,transition_type,democratic_breakdown,breakdown_type
"Vietnam, South",817,817,1960,1,0,0,0,0
Austria,300,305,1900,1,0,0,0,0
Somaliland,521,,1950,0,0,0,0,0
Spain,230,230,1977,6,1,1,0,0
"""
ERT = """\
country_id,country_text_id,country_name,year,v2x_regime,v2x_polyarchy,reg_id,reg_type,reg_trans,dem_ep,dem_ep_id,dem_ep_start_year,dem_ep_end_year,dem_ep_outcome,dem_ep_outcome_agg,aut_ep,aut_ep_id
157,CZE,Czechia,1968,0,0.2,CZE_1948_1989,0,,1,CZE_1968_1968,1968,1968,2,2,0,
157,CZE,Czechia,2000,3,0.9,CZE_1990_2024,1,,0,,,,0,0,0,
"""
VDEM = """\
country_name,country_text_id,country_id,cowcode,gwcode,year,v2x_polyarchy,v2x_regime,reg_type
South Korea,KOR,42,732,730,1990,0.7,2,1
Republic of Vietnam,VDR,35,817,815,1960,0.1,0,0
Hong Kong,HKG,167,,,1960,0.1,0,0
"""
INDICATORS = """\
gwcode,year,v2x_polyarchy,v2csreprss,v2x_corr,v2x_clphy
2,1970,0.7,2.8,0.07,0.9
40,1970,0.08,-2.1,0.5,0.2
"""


def test_the_last_year_of_a_union_is_its_successors(tmp_path: Path) -> None:
    frame = bmr.load(written(tmp_path, "bmr/bmr_v4_1800_2020.csv", BMR)).frame
    rows = frame[["cowcode", "year"]].assign(gw=frame["gw"].fillna(0)).to_numpy().tolist()
    assert rows == [
        [342, 2006, 340],
        [342, 2007, 340],
        [347, 2005, 345],
        [347, 2006, 0],
        [364, 1950, 365],
    ]


def test_the_authors_call_the_code_ccode(tmp_path: Path) -> None:
    text = BMR.replace("cowcode,gwcode", "ccode,gwcode")
    assert len(bmr.load(written(tmp_path, "bmr/BMR_v4.csv", text)).frame) == 5
    text = BMR.replace("cowcode,gwcode", "state,gwcode")
    with pytest.raises(ScenarioError, match="no column cowcode or ccode"):
        bmr.load(written(tmp_path / "b", "bmr/bmr_v4_1800_2020.csv", text))


def test_lands_that_were_no_state_have_no_code(tmp_path: Path) -> None:
    frame = lied.load(written(tmp_path, "lied/lied_1800_2024.csv", LIED)).frame
    gw = dict(zip(frame["country"], frame["gw"].fillna(0), strict=True))
    assert gw == {"Austria": 300, "Somaliland": 0, "Spain": 230, "Vietnam, South": 817}


def test_a_transition_that_the_codebook_lacks_is_refused(tmp_path: Path) -> None:
    text = LIED.replace("6,1,1,0,0", "6,1,9,0,0")
    with pytest.raises(ScenarioError, match=r"transition_type is .*9"):
        lied.load(written(tmp_path, "lied/lied_1800_2024.csv", text))


def test_one_country_of_vdem_is_two_states_in_time(tmp_path: Path) -> None:
    frame = ert.load(written(tmp_path, "ert/ert_v15.csv", ERT)).frame
    assert frame["gw"].tolist() == [315, 316]
    table = vdem.load_highlevel(written(tmp_path, "vdem/vdem_v15_highlevel_1900_2024.csv", VDEM))
    assert table.frame["gw"].fillna(0).tolist() == [817, 732, 0]
    assert table.vintage == "15"


def test_an_index_beyond_1_is_refused(tmp_path: Path) -> None:
    text = VDEM.replace(",0.7,2", ",70,2")
    with pytest.raises(ScenarioError, match=r"v2x_polyarchy runs from 0\.1 to 70"):
        vdem.load_highlevel(written(tmp_path, "vdem/vdem_v15_highlevel_1900_2024.csv", text))


def test_indicators_may_come_by_either_code(tmp_path: Path) -> None:
    name = "vdem/vdem_v12_indicators_1970_2021.csv"
    table = vdem.load_indicators(written(tmp_path / "a", name, INDICATORS))
    assert table.frame["gw"].tolist() == [2, 40]
    assert table.frame["v2x_clphy"].tolist() == [0.9, 0.2]
    own = (
        INDICATORS.replace("gwcode", "country_id")
        .replace("\n2,", "\n157,")
        .replace("\n40,", "\n167,")
    )
    frame = vdem.load_indicators(written(tmp_path / "b", name, own)).frame
    assert frame["gw"].fillna(0).tolist() == [315, 0]


@pytest.mark.parametrize(
    ("source", "place", "text"),
    [
        (bmr, "bmr/bmr_v4_1800_2020.csv", BMR.replace("342,340,2007,1", "342,340,2006,0")),
        (ert, "ert/ert_v15.csv", ERT.replace("Czechia,2000", "Czechia,1968")),
    ],
)
def test_a_country_met_twice_in_a_year_is_refused(
    tmp_path: Path, source: object, place: str, text: str
) -> None:
    with pytest.raises(ScenarioError, match="a country has one row a year"):
        source.load(written(tmp_path, place, text))  # type: ignore[attr-defined]
