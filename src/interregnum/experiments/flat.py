"""Tables of a study as CSV for programs that read no Parquet, under names that they accept.

Stata's names of variables have letters, digits and underscores, at most 32 of them. A point
becomes an underscore, and what is longer is cut and numbered; ``columns.csv`` says which name
stands for which, with the unit.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

LONGEST = 32
COLUMNS = "columns.csv"
HEAD = ("file", "variable", "column", "unit")


def short_names(names: Sequence[str]) -> tuple[str, ...]:
    """Return names that are distinct, of at most 32 letters, digits and underscores.

    >>> short_names(["run", "legitimacy.rest", "place.Tula region.leg"])
    ('run', 'legitimacy_rest', 'place_Tula_region_leg')
    >>> short_names(["a" * 40, "a" * 41])[1][-4:]
    'aa_2'
    """
    taken: dict[str, str] = {}
    for name in names:
        plain = re.sub(r"\W", "_", name, flags=re.ASCII)
        if plain[:1].isdigit():
            plain = f"_{plain}"
        short, number = plain[:LONGEST], 1
        # Stata tells capitals from small letters, spreadsheets and file systems may not.
        while short.lower() in {other.lower() for other in taken}:
            number += 1
            end = f"_{number}"
            short = plain[: LONGEST - len(end)] + end
        taken[short] = name
    return tuple(taken)


def csv_bytes(table: pa.Table) -> bytes:
    """Return a table as UTF-8 CSV; nothing stands for a missing value, 1 and 0 for yes and no."""
    import pyarrow as pa
    import pyarrow.csv as pacsv

    columns = [
        column.cast(pa.int8()) if pa.types.is_boolean(column.type) else column
        for column in table.columns
    ]
    flat = pa.table(dict(zip(short_names(table.column_names), columns, strict=True)))
    sink = io.BytesIO()
    pacsv.write_csv(flat, sink)
    return sink.getvalue()


def columns_bytes(schemas: Mapping[str, pa.Schema]) -> bytes:
    """Return which variable of which file stands for which column, with its unit.

    Parameters
    ----------
    schemas
        Of each table, by the name of its file.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEAD)
    for file, schema in schemas.items():
        for short, field in zip(short_names(schema.names), schema, strict=True):
            unit = (field.metadata or {}).get(b"unit", b"").decode()
            writer.writerow((file, short, field.name, unit))
    return text.getvalue().encode("utf-8")
