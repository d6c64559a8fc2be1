"""The distributions of the record's effects, from draws of whole countries, as shipped quantiles.

Run by ``make ledger-record`` where the data are; everybody else reads the file that it wrote.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.claims.spread import LEVELS
from interregnum.errors import ScenarioError

if TYPE_CHECKING:
    from interregnum.evidence.folders import DataFolder

SHIPPED = Path(__file__).with_name("shipped") / "draws.json"
FORM = "interregnum draws 1"
DRAWS = 4000
SEED = 0
_DIGITS = 6


class DrawsTable(NamedTuple):
    """Quantiles of effects' draws and what they came from.

    Parameters
    ----------
    quantiles
        By the effect's name: values at evenly spaced levels, the least and the greatest included.
    draws, seed
        Of countries.
    files
        The SHA-256 of each file read.
    """

    quantiles: Mapping[str, tuple[float, ...]]
    draws: int
    seed: int
    files: Mapping[str, str]


@cache
def shipped_draws() -> DrawsTable:
    """Return the table that comes with the package."""
    return draws_of(SHIPPED.read_text(encoding="utf-8"), SHIPPED.name)


def draws_of(text: str, place: str) -> DrawsTable:
    """Return the table that :func:`text_of` wrote.

    Raises
    ------
    ScenarioError
        If it is no such table.
    """
    try:
        content = json.loads(text)
        if content["form"] != FORM:
            raise ValueError(f"its form is {content['form']!r}, not {FORM!r}")
        quantiles = {name: tuple(row) for name, row in content["quantiles"].items()}
        return DrawsTable(quantiles, content["draws"], content["seed"], content["files"])
    except (KeyError, TypeError, ValueError) as error:
        msg = f"{place}: no table of draws ({error}); compute it anew with `make ledger-record`"
        raise ScenarioError(msg) from None


def text_of(table: DrawsTable) -> str:
    """Return a table as the text of its file; the same draws give the same bytes.

    >>> text_of(DrawsTable({}, 4000, 0, {})).startswith('{"draws": 4000')
    True
    """
    rows = [
        f"{json.dumps(name)}: {json.dumps(list(values))}"
        for name, values in sorted(table.quantiles.items())
    ]
    head = {"draws": table.draws, "files": dict(table.files), "form": FORM}
    start = json.dumps(head, sort_keys=True)[:-1]
    body = ",\n".join(rows)
    return f'{start}, "quantiles": {{\n{body}\n}}, "seed": {table.seed}}}\n'


def computed_draws(
    folder: DataFolder,
    names: Iterable[str],
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    progress: Callable[[str], None] | None = None,
) -> DrawsTable:
    """Return the quantiles of effects' draws from the data.

    Parameters
    ----------
    folder
        Where the datasets lie.
    names
        Effects by their full names; one whose interval comes from elsewhere is left out.
    draws, seed
        Of countries.
    progress
        Called with the name of the family whose turn it is.
    """
    import numpy as np

    from interregnum.evidence.computing import compute
    from interregnum.evidence.kept_draws import kept_draws

    wanted = sorted(set(names))
    with kept_draws() as kept:
        table = compute(folder, wanted, draws=draws, seed=seed, progress=progress)
    levels = np.linspace(0.0, 1.0, LEVELS)
    found: dict[str, tuple[float, ...]] = {}
    for name in wanted:
        known = kept[name][np.isfinite(kept[name])] if name in kept else np.array([])
        if len(known) >= draws // 2:
            found[name] = tuple(_short(value) for value in np.quantile(known, levels))
    return DrawsTable(found, draws, seed, table.files)


def _short(value: Any) -> float:
    """Return a number as it is shipped, with six significant digits."""
    return float(f"{float(value):.{_DIGITS}g}")
