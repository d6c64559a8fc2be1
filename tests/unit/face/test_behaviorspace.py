"""The table is that of NetLogo's exporter, line by line, for a case written out by hand."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
import pytest

from interregnum.face.behaviorspace import Heading, behaviorspace_text, logo_text
from interregnum.version import __version__


def test_heading_names_and_rows_are_written_as_netlogo_writes_them() -> None:
    frame = pd.DataFrame(
        {
            "run": [1, 2],
            "density": [0.5, 1e-5],
            "layout": ["ring", 'a "b"'],
            "open": [True, False],
            "step": [730, 12],
            "mode": pd.array([5, None], dtype="Int8"),
        }
    )
    written = datetime(2026, 1, 5, 6, 37, 48, 683000, tzinfo=UTC)
    heading = Heading("case.yaml", "case seed 7", written)
    text = behaviorspace_text(frame, ["density", "layout", "open"], ["mode"], heading)
    assert text.splitlines() == [
        f'"BehaviorSpace results (interregnum {__version__})","Table version 2.0"',
        '"case.yaml"',
        '"case seed 7"',
        '"01/05/2026 06:37:48:683 +0000"',
        '"min-pxcor","max-pxcor","min-pycor","max-pycor"',
        '"0","0","0","0"',
        '"[run number]","density","layout","open","[step]","mode"',
        '"1","0.5","""ring""","true","730","5"',
        '"2","1.0E-5","""a \\""b\\""""","false","12",""',
    ]


@pytest.mark.parametrize("number", [1e-300, 2.047917336528976e-4, 0.001, 9999999.5, 1.5e20, -3e-7])
def test_numbers_mean_the_same_when_read_again(number: float) -> None:
    assert float(logo_text(number)) == number


def test_a_negative_number_keeps_its_sign() -> None:
    assert logo_text(-0.00025) == "-2.5E-4"
