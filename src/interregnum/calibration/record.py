"""The facts of the record to 1989 and how their errors go together, from draws of countries.

Facts overlap: one country's coups stand in several of them. So countries are drawn with
replacement once a draw for all tables, and a country drawn twice counts as two that are alike.
"""

from __future__ import annotations

import math
from datetime import date
from functools import cache
from pathlib import Path
from statistics import NormalDist
from typing import TYPE_CHECKING

from interregnum.calibration.facts import FactValue, Kind, sample_of
from interregnum.calibration.held_out import CutTables
from interregnum.calibration.record_file import (
    LEVEL,
    Record,
    RecordedFact,
    record_of_text,
    text_of,
)
from interregnum.calibration.targets import TARGETS, Target
from interregnum.calibration.values import draws_of, least_variance, untransformed, values_of
from interregnum.errors import ScenarioError, UsageError
from interregnum.evidence.cases import LAST_DAY

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from interregnum.calibration.facts import Sample
    from interregnum.evidence.families import Tables

SHIPPED = Path(__file__).with_name("shipped") / "record.json"
DRAWS, FEWEST_DRAWS, SEED = 2000, 100, 0
LEAST_EIGENVALUE = 0.01
DIGITS = 12
MOST_INCOMPLETE = 0.05


def compute_record(
    tables: Tables, draws: int = DRAWS, seed: int = SEED, until: date = LAST_DAY
) -> Record:
    """Return the facts of the record, with the covariance of their errors.

    Parameters
    ----------
    tables
        The record; what it holds of later times is cut off and not looked at.
    draws, seed
        How many draws of countries, and where they begin.
    until
        The last day looked at.

    Raises
    ------
    UsageError
        If the day lies after 1989-12-31, or the draws are fewer than 100.
    ScenarioError
        If a fact has no case, a table holds later rows after it was cut, or one draw in twenty
        leaves a fact without a case.

    Notes
    -----
    Estimates and draws have half an event added (see :mod:`interregnum.calibration.values`). No
    variance is let below that of independent cases: of none of seven no draw differs. The
    correlations are shrunk towards none by the share λ = Σ(1 - r²)²/(G - 1) / Σ r² over pairs of
    facts, G the number of countries (Schäfer and Strimmer 2005, with the variance of a
    correlation of G countries), and by more until no eigenvalue is below .01.

    References
    ----------
    J. Schäfer and K. Strimmer, A shrinkage approach to large-scale covariance matrix estimation,
    Statistical Applications in Genetics and Molecular Biology 4 (2005),
    doi:10.2202/1544-6115.1175.
    """
    import numpy as np

    if draws < FEWEST_DRAWS:
        raise UsageError(
            f"record: {draws} draws are too few for a covariance; give {FEWEST_DRAWS} or more"
        )
    cut = CutTables(tables, until)
    kinds: dict[str, Kind] = {target.effect: target.kind for target in TARGETS}
    sample = sample_of(cut, until, kinds)
    values = values_of(sample, kinds)
    for name, value in values.items():
        if not math.isfinite(value.estimate):
            raise ScenarioError(f"record: {name} has no case until {until}; give all the tables")
    countries, weights = _weights(sample, draws, seed)
    drawn = draws_of(sample, kinds, countries, weights)
    rows = np.column_stack([drawn[name] for name in kinds])
    whole = np.isfinite(rows).all(axis=1)
    if np.mean(~whole) > MOST_INCOMPLETE:
        raise ScenarioError(f"record: {int((~whole).sum())} of {draws} draws lack a fact's cases")
    least = [least_variance(values[name], kind) for name, kind in kinds.items()]
    covariance, shrinkage = shrunk(rows[whole], np.array(least), len(countries))
    facts = tuple(
        _fact(target, values[target.effect], math.sqrt(covariance[place, place]))
        for place, target in enumerate(TARGETS)
    )
    cells = tuple(tuple(_short(cell) for cell in row) for row in covariance.tolist())
    return Record(facts, cells, until, int(whole.sum()), seed, shrinkage, cut.files)


def _weights(
    sample: Sample, draws: int, seed: int
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the countries of all facts, and how often each comes in each draw."""
    import numpy as np

    codes = [counts.codes for counts in sample.counts.values()]
    codes += [regression.patterns.codes for regression in sample.regressions]
    countries = np.unique(np.concatenate(codes))
    chance = np.full(len(countries), 1.0 / len(countries))
    weights = np.random.default_rng(seed).multinomial(len(countries), chance, draws)
    return countries, weights.astype(float)


def shrunk(
    draws: NDArray[np.float64], least: NDArray[np.float64], countries: int
) -> tuple[NDArray[np.float64], float]:
    """Return the covariance of draws, positive definite, and how far correlations were shrunk.

    Parameters
    ----------
    draws
        A row a draw, a column a fact.
    least
        The variance below which none is let.
    countries
        How many were drawn.
    """
    import numpy as np

    found = np.atleast_2d(np.cov(draws, rowvar=False))
    own = np.sqrt(np.maximum(np.diag(found), 1e-300))
    correlation = found / np.outer(own, own)
    np.fill_diagonal(correlation, 1.0)
    off = ~np.eye(len(correlation), dtype=bool)
    size = float((correlation[off] ** 2).sum())
    noise = float(((1.0 - correlation[off] ** 2) ** 2).sum()) / max(countries - 1, 1)
    share = min(noise / size, 1.0) if size > 0.0 else 0.0
    lowest = float(np.linalg.eigvalsh(correlation).min())
    if (1.0 - share) * lowest + share < LEAST_EIGENVALUE:
        share = (LEAST_EIGENVALUE - lowest) / (1.0 - lowest)
    correlation = (1.0 - share) * correlation + share * np.eye(len(correlation))
    spread = np.sqrt(np.maximum(np.diag(found), least))
    return correlation * np.outer(spread, spread), _short(share)


def _fact(target: Target, value: FactValue, sd: float) -> RecordedFact:
    """Return one fact with its interval, normal on the scale on which it is compared.

    The interval belongs to the number with half an event more; it is drawn out to hold what is
    printed too.
    """
    reach = NormalDist().inv_cdf(0.5 + LEVEL / 2.0) * sd
    low, high = (untransformed(target.kind, value.estimate + side * reach) for side in (-1, 1))
    return RecordedFact(
        name=target.name,
        kind=target.kind,
        estimate=_short(value.estimate),
        sd=_short(sd),
        low=_short(min(low, value.published)),
        high=_short(max(high, value.published)),
        n=value.n,
        events=value.events,
        published=_short(value.published),
    )


def _short(number: float) -> float:
    """Return a number to 12 significant digits, so that machines write the same file."""
    return float(f"{number:.{DIGITS}g}")


@cache
def record_facts() -> Record:
    """Return the record that comes with the package; no data and no table library is needed.

    Raises
    ------
    ScenarioError
        If its facts are not those of the targets, which were changed since.

    Examples
    --------
    >>> fact = record_facts().fact("breakdown.rate.personal")
    >>> fact.events, fact.n, round(fact.published, 3)
    (49, 659, 0.074)
    """
    record = record_of_text(SHIPPED.read_text(encoding="utf-8"), SHIPPED.name)
    wanted = [(target.name, target.kind) for target in TARGETS]
    if [(fact.name, fact.kind) for fact in record.facts] != wanted:
        raise ScenarioError(
            f"{SHIPPED.name}: its facts are not those of targets.yaml; run `make record`"
        )
    return record


def write_record(path: Path, draws: int = DRAWS, seed: int = SEED) -> Record:
    """Compute the record from the data folder and write it, whole or not at all."""
    from interregnum.evidence.computing import TablesOf
    from interregnum.evidence.folders import data_folder
    from interregnum.experiments.whole_file import refusal_told, write_whole

    record = compute_record(TablesOf(data_folder()), draws, seed)
    with refusal_told(path, "nothing was written; name a file in a folder of yours"):
        write_whole(path, lambda stream: stream.write(text_of(record).encode()))
    return record


if __name__ == "__main__":
    write_record(SHIPPED)
