"""Protests: the authors' words and the cleaned marks tell the same."""
# ruff: noqa: E501 - rows stand as their authors write them

from pathlib import Path

import pytest

from interregnum.errors import ScenarioError
from interregnum.evidence.sources.mass_mobilization import DEMANDS, RESPONSES, load
from written_data import written

CLEANED = """\
id,country,ccode,year,protest,protesterviolence,participants_category,arrests,accommodation,beatings,crowddispersal,ignore,killings,no_response,shootings,labor_wage_dispute,land_farm_issue,no_demands,police_brutality,political_behavior_process,price_increases_tax_policy,removal_of_politician,social_restrictions,start_date,end_date
3411,Kosovo,341,2015,1,0,2000-4999,0,0,0,1,0,0,5,0,0,0,2,0,1,0,2,0,2015-01-24,2015-01-27
2011,Canada,20,1992,1,1,,0,0,0,0,1,0,6,0,1,0,3,0,0,0,0,0,1991-12-15,1992-01-02
"""
AUTHORS = """\
id,country,ccode,year,region,protest,protestnumber,startday,startmonth,startyear,endday,endmonth,endyear,protesterviolence,location,participants_category,participants,protesteridentity,protesterdemand1,protesterdemand2,protesterdemand3,protesterdemand4,stateresponse1,stateresponse2,stateresponse3,stateresponse4,stateresponse5,stateresponse6,stateresponse7
3411,Kosovo,341,2015,Europe,1,1,24,1,2015,27,1,2015,0,Pristina,2000-4999,1000s,x,"political behavior, process",removal of politician,.,.,crowd dispersal,.,.,.,.,.,.
2011,Canada,20,1992,North America,1,1,15,12,1991,2,1,1992,1,Ottawa,,some,x,labor wage dispute,.,.,.,ignore,.,.,.,.,.,.
2012,Canada,20,1993,North America,0,0,.,.,.,.,.,.,.,.,,,,.,.,.,.,.,.,.,.,.,.,.
"""
USUAL = "mass_mobilization/mm_protests_1990_2020.csv"
OWN = "mass_mobilization/mmALL_073120_csv.csv"


def test_the_authors_words_and_the_cleaned_marks_tell_the_same(tmp_path: Path) -> None:
    columns = ["id", "gw", "date", "end", "size", *RESPONSES, *DEMANDS]
    cleaned = load(written(tmp_path / "a", USUAL, CLEANED))
    authors = load(written(tmp_path / "b", OWN, AUTHORS))
    assert cleaned.frame[columns].equals(authors.frame[columns])
    assert authors.reports[0].left_out == {"a year without a protest": 1}


def test_kosovo_has_not_the_code_of_montenegro(tmp_path: Path) -> None:
    frame = load(written(tmp_path, USUAL, CLEANED)).frame
    assert frame["gw"].tolist() == [20, 347]


def test_counts_become_marks_and_sizes_have_an_order(tmp_path: Path) -> None:
    table = load(written(tmp_path, USUAL, CLEANED))
    assert table.frame["removal_of_politician"].tolist() == [0, 1]
    assert table.frame["size"].fillna(-1).tolist() == [-1, 3]
    assert "1 rows: it began in another year than its year" in table.reports[0].notes


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("2000-4999", "2000-5000", "participants_category is '2000-5000'"),
        ("2015-01-27", "2014-01-27", "the protest ends before it begins"),
        ("2011,Canada", "3411,Canada", "two rows share an id"),
        ("start_date,end_date", "begin,end", "neither start_date and end_date nor"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, old: str, new: str, words: str) -> None:
    with pytest.raises(ScenarioError, match=words):
        load(written(tmp_path, USUAL, CLEANED.replace(old, new)))


def test_a_response_that_the_codebook_lacks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="stateresponse1 is 'applause'"):
        load(written(tmp_path, OWN, AUTHORS.replace("ignore", "applause")))
