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
from interregnum.effects import Effect, as_record, effect_of
from interregnum.errors import ScenarioError

if TYPE_CHECKING:
    from interregnum.evidence.folders import DataFolder

SHIPPED = Path(__file__).with_name("shipped") / "draws.json"
FORM = "interregnum draws 1"
DRAWS = 4000
SEED = 0
_DIGITS = 6
_FORECAST = "forecast."


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
    skills
        Effects that the table of effects lacks: the skill of forecasts out of sample.
    """

    quantiles: Mapping[str, tuple[float, ...]]
    draws: int
    seed: int
    files: Mapping[str, str]
    skills: tuple[Effect, ...] = ()


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
        skills = tuple(effect_of(row) for row in content["skills"])
        return DrawsTable(quantiles, content["draws"], content["seed"], content["files"], skills)
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
    skills = [as_record(effect) for effect in table.skills]
    head = {"draws": table.draws, "files": dict(table.files), "form": FORM, "skills": skills}
    start = json.dumps(head, ensure_ascii=False)[:-1]
    body = ",\n".join(rows)
    return f'{start}, "seed": {table.seed}, "quantiles": {{\n{body}\n}}}}\n'


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

    asked = set(names)
    wanted = sorted(name for name in asked if not name.startswith(_FORECAST))
    skills = skill_effects(folder, draws, seed) if len(wanted) < len(asked) else ()
    with kept_draws() as kept:
        table = compute(folder, wanted, draws=draws, seed=seed, progress=progress)
    levels = np.linspace(0.0, 1.0, LEVELS)
    found: dict[str, tuple[float, ...]] = {}
    for name in wanted:
        known = kept[name][np.isfinite(kept[name])] if name in kept else np.array([])
        if len(known) >= draws // 2:
            found[name] = tuple(_short(value) for value in np.quantile(known, levels))
    kept_skills = tuple(effect for effect in skills if effect.name in asked)
    return DrawsTable(found, draws, seed, table.files, kept_skills)


def skill_effects(folder: DataFolder, draws: int, seed: int) -> tuple[Effect, ...]:
    """Return the skill of forecasts of rulers' exits within a year, scored out of sample to 1989.

    Parameters
    ----------
    folder
        Where the datasets lie.
    draws, seed
        Of countries.
    """
    from datetime import date

    from interregnum.evidence.forecast.backtest import Order, backtest
    from interregnum.evidence.forecast.inputs import Sources, read_record
    from interregnum.evidence.forecast.results import as_effects

    read = read_record(folder, Sources("archigos", "gwf", "powell_thyne"))
    order = Order(
        target="exit",
        step="year",
        first_year=1960,
        until=date(1989, 12, 31),
        refit=1,
        draws=draws,
        seed=seed,
    )
    return tuple(as_effects(backtest(read.tables, order), read))


def library_effects() -> list[str]:
    """Return every effect on which a verdict of a library ledger rests."""
    from interregnum.claims.load import load_ledger
    from interregnum.claims.location import library_names

    found: set[str] = set()
    for name in library_names():
        for claim in load_ledger(name).claims:
            block = claim.record
            found |= {estimand.effect for estimand in block.estimands}
            found |= {stratum.estimand.effect for stratum in block.strata}
    return sorted(found)


def main() -> None:
    """Compute the draws of the library's ledgers from the data at hand and ship them."""
    import sys

    from interregnum.evidence.folders import data_folder
    from interregnum.experiments.whole_file import write_whole

    def tell(family: str) -> None:
        sys.stderr.write(f"{family} ...\n")

    table = computed_draws(data_folder(None), library_effects(), progress=tell)
    content = text_of(table).encode("utf-8")
    write_whole(SHIPPED, lambda stream: stream.write(content))


def _short(value: Any) -> float:
    """Return a number as it is shipped, with six significant digits."""
    return float(f"{float(value):.{_DIGITS}g}")


if __name__ == "__main__":
    main()
