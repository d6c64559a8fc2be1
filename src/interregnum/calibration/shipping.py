"""What a calibration leaves behind: draws for scenarios, and the scoreboard."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from interregnum.calibration.fitted import FITTED, TYPE_OF, Fitted, fitted_named, from_unit
from interregnum.calibration.gate import Part
from interregnum.calibration.pooled import events_of, pooled_shares
from interregnum.calibration.posterior_file import Drawn, write_posterior
from interregnum.calibration.predictive import LEAST_INSIDE, WIDEST
from interregnum.calibration.record_file import Record
from interregnum.calibration.scoreboard import Fact, Measured, Scoreboard, write_scoreboard

if TYPE_CHECKING:
    from interregnum.calibration.fitting import Checked, Fit
    from interregnum.calibration.material import Bank
    from interregnum.calibration.procedure import Effort
    from interregnum.calibration.targets import Target

Floats: TypeAlias = NDArray[np.float64]

SHIPPED = Path(__file__).with_name("shipped")
SCALE = {"share": "share", "rate": "rate", "ratio": "rate"}
UNIT = {"share": "1", "rate": "1/yr", "ratio": "1"}


def columns_of(places: Floats) -> dict[str, Floats]:
    """Return the draws of a posterior by the names that scenarios know.

    Parameters
    ----------
    places
        In the unit cube, shape (draws, parameters).

    Returns
    -------
    A type of regime that was fitted together with another has its column too.
    """
    values = from_unit(places)
    found = {row.name: values[:, at] for at, row in enumerate(FITTED)}
    for regime_type, fitted_as in TYPE_OF.items():
        found[f"type_mean.{regime_type}"] = found[f"type_mean.{fitted_as}"]
    return found


def drawn_of(places: Floats, checked: Checked) -> Drawn:
    """Return the draws with what the gate lets them be called.

    Parameters
    ----------
    places
        In the unit cube, shape (draws, parameters).
    checked
        What the gate says.
    """
    columns = columns_of(places)
    rows = {name: _row_of(name) for name in columns}
    words = {
        name: "identified" if checked.gate.is_identified(row.name) else "not identified"
        for name, row in rows.items()
    }
    admitted = {name: (row.low, row.high) for name, row in rows.items()}
    weights = np.full(len(places), 1.0 / len(places))
    return Drawn(weights, columns, words, admitted)


def _row_of(column: str) -> Fitted:
    """Return the fitted parameter that a column shows."""
    kind, _, regime_type = column.partition(".")
    return fitted_named(f"type_mean.{TYPE_OF[regime_type]}" if kind == "type_mean" else column)


def manifest_of(found: Fit, checked: Checked, effort: Effort) -> dict[str, Any]:
    """Return what a posterior's manifest says beside its columns."""
    return {
        "record_sha256": _sha256(_record_file()),
        "facts": list(found.bank.names),
        "made": {
            "design_points": len(found.bank.places),
            "seed": effort.seed,
            "steps": effort.steps,
            "selection": "focal",
        },
        "gate": checked.gate.as_json(),
    }


def facts_of(record: Record, direct: Bank, cases: Floats | None = None) -> tuple[Fact, ...]:
    """Return every stylised fact, record against simulated worlds.

    Parameters
    ----------
    record
        To 1989.
    direct
        Facts of the worlds; each has the record's own shape, so their scatter holds the noise of
        a record of that size.
    cases
        How many cases each fact has in each world, so that facts of which a world has hardly any
        can be told by all worlds together.
    """
    from interregnum.calibration.targets import TARGETS

    return tuple(_fact(target, record, direct, cases) for target in TARGETS)


def direct_part(facts: Iterable[Fact], worlds: int) -> Part:
    """Return the part of the gate that needs no emulator: how many facts the worlds tell.

    Parameters
    ----------
    facts
        From :func:`facts_of`.
    worlds
        How many were simulated at posterior draws.

    Notes
    -----
    The emulator may place a fact on one side of an interval's end and the worlds on the other, so
    both have to pass.
    """
    voting = [fact for fact in facts if fact.fitted and fact.votes]
    share = sum(fact.holds for fact in voting) / len(voting)
    asked = (
        f"{LEAST_INSIDE} of the facts inside the interval of worlds simulated at posterior draws, "
        f"and that at most {WIDEST} times as wide as the record's"
    )
    found = {"share_inside": share, "facts": float(len(voting)), "worlds": float(worlds)}
    return Part(name="direct", passed=share >= LEAST_INSIDE, asked=asked, found=found)


def scoreboard_of(
    record: Record,
    direct: Bank,
    checked: Checked,
    posterior_sha256: str,
    cases: Floats | None = None,
) -> Scoreboard:
    """Return every stylised fact, record against worlds simulated at posterior draws.

    Parameters
    ----------
    record
        To 1989.
    direct
        Facts of the worlds; each has the record's own shape, so their scatter holds the noise of
        a record of that size.
    checked
        What the gate says.
    posterior_sha256
        Of the draws.
    cases
        How many cases each fact has in each world, so that facts of which a world has hardly any
        can be told by all worlds together.
    """
    facts = facts_of(record, direct, cases)
    gate = checked.gate
    failed = [part.name for part in gate.parts if not part.passed]
    summary = "All parts of the gate passed."
    if failed:
        summary = f"The gate did not pass ({', '.join(failed)}): the model is not calibrated."
    hashes = {"posterior_sha256": posterior_sha256, "record_sha256": _sha256(_record_file())}
    told = gate.as_json() | {"summary": summary}
    return Scoreboard(facts, 0.9, record.until.isoformat(), hashes, told)


def _record_file() -> Path:
    return SHIPPED / "record.json"


def _fact(target: Target, record: Record, direct: Bank, cases: Floats | None = None) -> Fact:
    """Return one fact, both roads on its natural scale."""
    own = record.fact(target.name)
    column = direct.names.index(target.name)
    values = direct.facts[:, column]
    known = values[np.isfinite(values)]
    reason = target.why
    if len(known) < len(values) / 2:
        reason = f"Simulated worlds have hardly a case ({len(known)} of {len(values)}). {reason}"
        known = _pooled(target, values, cases, own.n, column)
        if len(known):
            reason = f"All worlds are pooled for the model's interval. {reason}"
    model = Measured(None, None, None)
    if len(known):
        low, median, high = np.quantile(known, (0.05, 0.5, 0.95))
        model = Measured(*(_natural(target.kind, float(x)) for x in (median, low, high)))
    middle = Measured(_natural(target.kind, own.estimate), own.low, own.high)
    return Fact(
        target.name,
        target.title,
        UNIT[target.kind],
        middle,
        own.n,
        model,
        target.fitted,
        target.weight if target.fitted else 0.0,
        SCALE[target.kind],
        reason.strip(),
        target.votes,
    )


def _pooled(
    target: Target, values: Floats, cases: Floats | None, wanted: int, column: int
) -> Floats:
    """Return a share of which a world has hardly a case, by all worlds; empty where none can."""
    if cases is None or target.kind != "share":
        return np.empty(0)
    counts = cases[:, column]
    found = pooled_shares(events_of(values, counts), counts, wanted)
    return np.empty(0) if found is None else found


def _natural(kind: str, value: float) -> float:
    """Return a logit as a share, a logarithm as a rate or ratio.

    >>> _natural("share", 0.0), _natural("ratio", 0.0)
    (0.5, 1.0)
    """
    return float(1.0 / (1.0 + np.exp(-value)) if kind == "share" else np.exp(value))


def write_all(
    folder: Path,
    found: Fit,
    checked: Checked,
    direct: Bank,
    effort: Effort,
    cases: Floats | None = None,
) -> str:
    """Write posterior, manifest and scoreboard; return the posterior's SHA-256.

    Parameters
    ----------
    folder
        That exists.
    found, checked, direct, effort
        What a calibration gave.
    cases
        As in :func:`scoreboard_of`.
    """
    from interregnum.calibration.record import record_facts

    told = manifest_of(found, checked, effort)
    drawn = drawn_of(found.posterior.places, checked)
    path = folder / "posterior.parquet"
    sha256 = write_posterior(path, drawn, until="1989-12-31", told=told)
    board = scoreboard_of(record_facts(), direct, checked, sha256, cases)
    write_scoreboard(folder / "scoreboard.json", board)
    return sha256


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
