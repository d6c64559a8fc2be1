"""One number can mean two states, and one state can have two numbers."""

from __future__ import annotations

import pandas as pd
import pytest

from interregnum.errors import UsageError
from interregnum.evidence.codes import (
    gw_column,
    gw_from_cow,
    gw_from_polity,
    gw_from_vdem,
    gw_name,
)
from interregnum.evidence.state_names import GW_NAMES, VDEM_STATES


@pytest.mark.parametrize(
    ("ccode", "year", "gw"),
    [
        # Germany: one state, two, and one again under the number of the western one.
        (255, 1914, 255), (255, 1945, 255), (260, 1960, 260), (265, 1960, 265), (255, 1995, 260),
        # Yemen: the northern number stays.
        (678, 1970, 678), (680, 1970, 680), (679, 1990, 678), (679, 2010, 678),
        # Serbia, Yugoslavia, and Serbia again; its neighbours.
        (345, 1900, 340), (345, 1950, 345), (345, 1999, 345), (345, 2010, 340),
        (341, 2010, 341), (347, 2010, 347), (344, 1995, 344),
        # Vietnam: the north's number is that of the whole.
        (816, 1960, 816), (816, 1990, 816), (817, 1960, 817), (817, 1880, 815),
        # States that changed shape and kept their number.
        (325, 1850, 325), (325, 1950, 325), (365, 1900, 365), (365, 1950, 365), (365, 2000, 365),
        (300, 1900, 300), (305, 1930, 305), (315, 1930, 315), (316, 1995, 316), (317, 1995, 317),
        (730, 1900, 730), (731, 1960, 731), (732, 1960, 732), (770, 1960, 770), (771, 1975, 771),
        (510, 1962, 510), (511, 1964, 511), (530, 1970, 530), (530, 2000, 530), (531, 2000, 531),
        (625, 2000, 625), (625, 2015, 625), (626, 2015, 626), (484, 1970, 484), (490, 1970, 490),
        # Islands: the same number is one state here and another there.
        (946, 2000, 970), (970, 2000, 971), (955, 2000, 972), (947, 2000, 973), (983, 2000, 983),
    ],
)  # fmt: skip
def test_codes_of_the_correlates_of_war(ccode: int, year: int, gw: int) -> None:
    assert gw_from_cow(ccode, year) == gw


@pytest.mark.parametrize(
    ("ccode", "year", "gw"),
    [
        (364, 1950, 365), (365, 1995, 365), (342, 2010, 340), (347, 1999, 345), (348, 2010, 341),
        (341, 2010, 347), (529, 2000, 530), (525, 2012, 626), (624, 2012, 625), (769, 1960, 770),
        (818, 1990, 816), (324, 1850, 325), (679, 2000, 678), (255, 2000, 260), (260, 1960, 260),
    ],
)  # fmt: skip
def test_codes_of_polity(ccode: int, year: int, gw: int) -> None:
    assert gw_from_polity(ccode, year) == gw


@pytest.mark.parametrize(
    ("country_id", "year", "gw"),
    [
        (77, 1930, 255), (77, 1960, 260), (77, 2000, 260), (137, 1960, 265), (157, 1968, 315),
        (157, 2000, 316), (144, 1910, 300), (144, 1930, 305), (198, 1900, 340), (198, 1960, 345),
        (198, 2010, 340), (42, 1905, 730), (42, 1990, 732), (14, 1990, 678), (23, 1980, 680),
        (34, 1980, 816), (35, 1960, 817), (236, 1964, 511), (236, 1970, None), (167, 1990, None),
        (11, 1917, 365), (9999, 1990, None),
    ],
)  # fmt: skip
def test_countries_of_v_dem(country_id: int, year: int, gw: int | None) -> None:
    assert gw_from_vdem(country_id, year) == gw


def test_a_number_of_no_state_gives_none() -> None:
    assert gw_from_cow(393, 1990) is None


def test_every_state_that_v_dem_stands_for_is_listed_once() -> None:
    assert set(VDEM_STATES.values()) <= set(GW_NAMES)
    assert len(set(VDEM_STATES.values())) == len(VDEM_STATES)


def test_a_column_is_translated_row_by_row_and_keeps_its_index() -> None:
    codes = pd.Series([255, 255, 970, None, 393], index=[9, 4, 7, 1, 2], dtype="Int64")
    years = pd.Series([1938, 1995, 2000, 2000, 2000], index=codes.index, dtype="Int64")
    found = gw_column(codes, years, "cow")
    assert list(found.index) == [9, 4, 7, 1, 2]
    assert found.iloc[:3].tolist() == [255, 260, 971]
    assert found.iloc[3:].isna().all()


def test_an_unknown_number_has_no_name() -> None:
    with pytest.raises(UsageError, match="no state has the Gleditsch-Ward code 366999"):
        gw_name(366999)
