"""The table that NetLogo's BehaviorSpace writes, so that its readers take a study.

Six lines of heading (program, model, experiment, time, the world's edges and their values), then
the names of columns, then a line a run. Every cell stands in quotation marks; words are written
as NetLogo writes strings, in quotation marks of their own.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.version import __version__

if TYPE_CHECKING:
    import pandas as pd

EDGES = ("min-pxcor", "max-pxcor", "min-pycor", "max-pycor")
# Beyond these Java, and so NetLogo, writes a number with an exponent.
PLAIN_FROM, PLAIN_BELOW = 1e-3, 1e7


class Heading(NamedTuple):
    """The model's file, the experiment's name, and when it was written; by default now."""

    model: str
    experiment: str
    written: datetime | None = None


def behaviorspace_text(
    frame: pd.DataFrame, inputs: Sequence[str], reported: Sequence[str], heading: Heading
) -> str:
    """Return a table as BehaviorSpace writes it.

    Parameters
    ----------
    frame
        One row a run, with ``run`` (from 1) and ``step`` (the last one).
    inputs, reported
        Columns that were varied, and that were measured.
    heading
        What stands above. The program is named as what it is; there is no world, its edges are 0.
    """
    now = heading.written or datetime.now().astimezone()
    stamp = f"{now:%m/%d/%Y %H:%M:%S}:{now.microsecond // 1000:03d} {now:%z}"
    lines = [
        [f"BehaviorSpace results (interregnum {__version__})", "Table version 2.0"],
        [heading.model],
        [heading.experiment],
        [stamp],
        list(EDGES),
        ["0"] * len(EDGES),
        ["[run number]", *inputs, "[step]", *reported],
    ]
    texts = [",".join(quoted(cell) for cell in line) for line in lines]
    columns = [frame[name].tolist() for name in ("run", *inputs, "step", *reported)]
    for row in zip(*columns, strict=True):
        texts.append(",".join(quoted(logo_text(value)) for value in row))
    return "\n".join(texts) + "\n"


def quoted(text: str) -> str:
    """Return a cell in quotation marks, those inside doubled.

    >>> quoted('a "b" c')
    '"a ""b"" c"'
    """
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def logo_text(value: Any) -> str:
    """Return a value as NetLogo writes it; nothing where it is missing.

    >>> [logo_text(value) for value in (True, 3, 3.0, 0.25, 0.0005, 2.5e7)]
    ['true', '3', '3', '0.25', '5.0E-4', '25000000']
    >>> logo_text("focal"), logo_text(None), logo_text(12345678.5)
    ('"focal"', '', '1.23456785E7')
    """
    if value is None or (isinstance(value, float) and math.isnan(value)) or str(value) == "<NA>":
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    number = float(value)
    if number == int(number) and abs(number) < 2**53:
        return str(int(number))
    if PLAIN_FROM <= abs(number) < PLAIN_BELOW:
        return repr(number)
    # The shortest figures that mean the number, as both languages choose them.
    sign, digits, exponent = Decimal(repr(number)).normalize().as_tuple()
    figures = "".join(str(digit) for digit in digits)
    power = len(digits) - 1 + int(exponent)
    return f"{'-' if sign else ''}{figures[0]}.{figures[1:] or '0'}E{power}"
