"""A backtest as plain values, as effects, and as files that are whole or not there."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from interregnum.effects import Effect, Grade, Scale
from interregnum.errors import UsageError
from interregnum.evidence.forecast.backtest import Backtest
from interregnum.evidence.forecast.hub import hub_table, outcome_table
from interregnum.evidence.forecast.inputs import Read, Sources
from interregnum.version import __version__

Draw = Callable[[Path], None]

CAVEAT = (
    "An association of what was written down, after the fact, with what came; the models and "
    "covariates were chosen by people who know how the years went on."
)


def as_plain(made: Backtest, read: Read, sources: Sources) -> dict[str, Any]:
    """Return a backtest as values for JSON, what is missing included.

    Of forecasts and windows only the numbers are given: see :func:`write_files`.
    """
    order, panel = made.order, made.panel
    origins = panel.origin[made.rows]
    return {
        "interregnum": __version__,
        "target": order.target,
        "step": order.step,
        "from_year": order.first_year,
        "until": order.until.isoformat(),
        "refit_years": order.refit,
        "draws": order.draws,
        "seed": order.seed,
        "sources": sources._asdict(),
        "vintages": dict(read.vintages),
        "files": dict(read.files),
        "notes": list(read.notes),
        "first_origin": str(origins.min()),
        "last_origin": str(origins.max()),
        "forecasts": len(made.rows),
        "events": int(panel.happened[made.rows].sum()),
        "base_rate": float(panel.happened[made.rows].mean()),
        "learned_before_first": int((panel.window_end <= origins.min()).sum()),
        "countries": len(set(panel.country[made.rows].tolist())),
        "scores": [_plain(row._asdict()) for row in made.scores],
        "reliability": [row._asdict() for row in made.curve],
        "covariates_unknown": dict(made.unknown_share),
        "missing_counts": missing_counts(made),
        "missing": [row._asdict() for row in panel.absent],
    }


def missing_counts(made: Backtest) -> dict[str, int]:
    """Return how many country-origins have no forecast, by reason."""
    counts: Counter[str] = Counter()
    for row in made.panel.absent:
        counts[row.why] += row.origins
    return dict(counts)


def as_effects(made: Backtest, read: Read) -> list[Effect]:
    """Return the skill of each model over the first one, which is climatology, as effects.

    They speak to the claim that nobody can say when change comes.
    """
    order, found = made.order, []
    reference = next(iter(made.forecasts))
    for row in made.scores:
        if not row.measure.endswith("_skill") or row.model == reference:
            continue
        score = row.measure.removesuffix("_skill")
        found.append(
            Effect(
                name=f"forecast.{order.target}.{order.step}.{score}_skill.{row.model}",
                estimate=row.estimate,
                low=min(row.low, row.estimate),
                high=max(row.high, row.estimate),
                n=row.n,
                events=row.events,
                definition=(
                    f"1 minus the mean {score} score of {row.model} over that of {reference}, for "
                    f"{order.target} within a {order.step} of rulers of autocracies, forecast "
                    "from rolling origins with what was known before each"
                ),
                source=", ".join(read.vintages),
                vintage=", ".join(f"{name} {word}" for name, word in read.vintages.items()),
                period=f"{order.first_year}-{order.until.year}",
                scale=Scale.SKILL,
                grade=Grade.SAME,
                caveat=CAVEAT,
                claims=("C21",),
            )
        )
    return found


def write_files(
    made: Backtest, plain: Mapping[str, Any], folder: Path, draw: Draw
) -> tuple[str, ...]:
    """Write forecasts, outcomes, what is missing, scores and the reliability figure.

    Parameters
    ----------
    made, plain
        The backtest, and what :func:`as_plain` says of it.
    folder
        Made if it is not there; files of the same names in it are replaced.
    draw
        Draws the reliability curve into the file given.

    Returns
    -------
    The names of the files.

    Raises
    ------
    UsageError
        If the disk refuses; nothing half-written has a final name then.
    """
    import pandas as pd

    try:
        folder.mkdir(parents=True, exist_ok=True)
        place = Path(tempfile.mkdtemp(prefix=".writing-", dir=folder))
    except OSError as error:
        raise UsageError(f"--out {folder}: cannot be written ({error.strerror})") from error
    try:
        hub_table(made).to_parquet(place / "forecasts.parquet", index=False)
        outcome_table(made).to_parquet(place / "outcomes.parquet", index=False)
        pd.DataFrame(plain["missing"]).to_csv(place / "missing.csv", index=False)
        text = json.dumps(plain, indent=2, allow_nan=False) + "\n"
        (place / "scores.json").write_text(text, encoding="utf-8")
        draw(place / "reliability.png")
        names = tuple(sorted(path.name for path in place.iterdir()))
        for name in names:
            with (place / name).open("rb") as stream:
                os.fsync(stream.fileno())
        for name in names:
            os.replace(place / name, folder / name)
    except OSError as error:
        raise UsageError(f"--out {folder}: cannot be written ({error.strerror})") from error
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return names


def _plain(record: dict[str, Any]) -> dict[str, Any]:
    """Return values that JSON can hold: what is no finite number becomes None."""
    return {
        key: None if isinstance(value, float) and not abs(value) < float("inf") else value
        for key, value in record.items()
    }
