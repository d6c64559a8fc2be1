"""Tables as CSV: names that Stata takes, values that come back, units beside them."""

from __future__ import annotations

import csv
import io
import re

import pandas as pd
import pyarrow as pa

from interregnum.experiments.flat import columns_bytes, csv_bytes, short_names


def test_names_are_distinct_whatever_the_case() -> None:
    names = ["a.b", "a_b", "A.B", "9lives", "x" * 50, "x" * 51]
    short = short_names(names)
    assert len({name.lower() for name in short}) == len(names)
    assert all(re.fullmatch(r"[A-Za-z_]\w{0,31}", name) for name in short)


def test_values_come_back_and_nothing_stands_for_what_is_missing() -> None:
    table = pa.table(
        {
            "run": pa.array([0, 1]),
            "day": pa.array([None, 3]),
            "result.contested": pa.array([True, False]),
            "place": pa.array(["the hub, south", None]),
            "share": pa.array([0.1, 1.0 / 3.0]),
        }
    )
    text = csv_bytes(table).decode()
    assert "None" not in text
    assert "nan" not in text
    back = pd.read_csv(io.StringIO(text))
    assert back["result_contested"].tolist() == [1, 0]
    assert back["share"].tolist() == [0.1, 1.0 / 3.0]
    assert back["day"].isna().tolist() == [True, False]
    assert back["place"][0] == "the hub, south"


def test_columns_say_what_stands_for_what_in_which_unit() -> None:
    schema = pa.schema([pa.field("place.Tula region.leg", pa.float64(), metadata={"unit": "km"})])
    rows = list(csv.DictReader(io.StringIO(columns_bytes({"runs.csv": schema}).decode())))
    assert rows == [
        {
            "file": "runs.csv",
            "variable": "place_Tula_region_leg",
            "column": "place.Tula region.leg",
            "unit": "km",
        }
    ]
