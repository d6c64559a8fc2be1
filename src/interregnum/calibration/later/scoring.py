"""A scoring: the frozen posterior held against the years that no fit has seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from interregnum.calibration.bank import RUNAWAY
from interregnum.calibration.facts import NOTHING, FactValue
from interregnum.calibration.later.cases import (
    TABLES,
    TITLES,
    CaseScores,
    Simulated,
    case_scores,
    pooled,
    simulated_cases,
)
from interregnum.calibration.later.fact_scores import (
    FactScore,
    Predictive,
    climatology_of,
    predictive_of,
)
from interregnum.calibration.later.facts import LaterFacts, later_facts, later_untils
from interregnum.calibration.later.frozen import Frozen, frozen_posterior
from interregnum.calibration.later.window import LaterTables, Window
from interregnum.calibration.later.worlds import read_draws, shape_of, worlds_at
from interregnum.calibration.pooled import pooled_shares
from interregnum.calibration.record_file import record_of_text
from interregnum.calibration.targets import TARGETS
from interregnum.scenario.posterior import SHIPPED

if TYPE_CHECKING:
    from interregnum.calibration.chain import Shape
    from interregnum.calibration.world import World
    from interregnum.evidence.families import Tables
    from interregnum.evidence.forecast.known import Known

Floats = NDArray[np.float64]
Told = Callable[[str, int, int], None]

WORLDS_SAY_NOTHING = (
    "fewer than half of the simulated worlds have a case of it, and all together under twenty"
)


class Sources(Protocol):
    """Where a scoring reads the record."""

    @property
    def tables(self) -> Tables:
        """The cases, by table."""

    def known(self) -> Mapping[str, Known]:
        """The record as forecasts read it."""

    @property
    def files(self) -> Mapping[str, str]:
        """The SHA-256 of each file read."""

    @property
    def notes(self) -> tuple[str, ...]:
        """Sources that are not there, and what was left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a scoring is asked for.

    Parameters
    ----------
    window
        The years.
    worlds
        Simulated, each at another draw of the posterior.
    draws
        Of whole countries, for intervals.
    seed
        Of everything.
    workers
        Threads; they change no value.
    posterior
        The file of the draws; by default the shipped one.
    """

    window: Window
    worlds: int = 60
    draws: int = 1000
    seed: int = 1990
    workers: int = 1
    posterior: Path = SHIPPED


@dataclass(frozen=True, slots=True)
class Scoring:
    """What a scoring found.

    Parameters
    ----------
    order, frozen, shape
        What was asked for, the posterior, and the shape of its worlds.
    facts
        Fact by fact.
    drawn
        Every fact in draws of whole countries.
    cases
        Case by case, an entry an outcome.
    missing
        What was not scored, and why: facts and outcomes, by name.
    """

    order: Order
    frozen: Frozen
    shape: Shape
    facts: tuple[FactScore, ...]
    drawn: Mapping[str, Floats]
    cases: tuple[CaseScores, ...]
    missing: Mapping[str, str]
    files: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def scored(sources: Sources, order: Order, told: Told = lambda step, done, of: None) -> Scoring:
    """Return how the frozen posterior fares on a window.

    Parameters
    ----------
    sources
        The record.
    order
        What is asked for.
    told
        Called with a step, what is done of it, and all of it.

    Raises
    ------
    ScenarioError, StudyError
        If the posterior is not the frozen one, or the record holds no autocracy.
    """
    frozen = frozen_posterior(order.posterior)
    window = order.window
    tables = LaterTables(sources.tables, window)
    untils, missing = later_untils(tables)
    own = later_facts(tables, untils, missing)
    known = sources.known()
    shape = _shape(sources.tables, window, own, known)
    parts: list[Simulated] = []
    rows: list[dict[str, FactValue]] = []
    draws = read_draws(order.posterior).spread(order.worlds)
    for world in worlds_at(
        draws,
        shape,
        order.seed,
        workers=order.workers,
        told=lambda done, of: told("worlds", done, of),
    ):
        parts.append(simulated_cases(world))
        rows.append(_facts_of(world, window, untils))
    facts, silent = _fact_scores(own, rows, order.posterior)
    cases, absent = _case_scores(known, order, pooled(parts), told)
    return Scoring(
        order,
        frozen,
        shape,
        facts,
        own.draws(order.draws, order.seed),
        cases,
        own.missing | silent | absent,
        dict(sources.files),
        tuple(sources.notes),
    )


def _shape(tables: Tables, window: Window, own: LaterFacts, known: Mapping[str, Known]) -> Shape:
    """Return the shape of worlds for all that is scored."""
    ends = [until.year for until in own.untils.values()]
    ends += [known["rulers"].covers[1].astype(object).year]
    last = min(max(ends, default=window.first), window.closes.year)
    return shape_of(tables, window.first, max(last, window.first))


def _facts_of(world: World, window: Window, untils: Mapping[str, Any]) -> dict[str, FactValue]:
    """Return the facts of a world, cut as the record is."""
    return later_facts(LaterTables(world, window), dict(untils), {}).values


def _fact_scores(
    own: LaterFacts, rows: list[dict[str, FactValue]], posterior: Path
) -> tuple[tuple[FactScore, ...], dict[str, str]]:
    """Return the facts that both roads have, and why the others are not scored."""
    place = posterior.with_name("record.json")
    record = record_of_text(place.read_text(encoding="utf-8"), place.name)
    found, silent = [], {}
    for target in TARGETS:
        if target.name not in own.values:
            continue
        told = [row.get(target.name, NOTHING) for row in rows]
        values = np.array([one.estimate for one in told])
        # A ratio that has nothing on one side is no estimate, as in the bank.
        if target.kind == "ratio":
            values = np.where(np.abs(values) > RUNAWAY, np.nan, values)
        later = own.values[target.name]
        model = predictive_of(values)
        if model is None and target.kind == "share":
            model = _pooled(told, later.n)
        if model is None:
            silent[target.name] = WORLDS_SAY_NOTHING
            continue
        found.append(
            FactScore(
                target.name,
                target.title,
                target.kind,
                target.votes,
                target.fitted,
                later,
                own.untils[target.name].isoformat(),
                model,
                climatology_of(record, target.name, later),
                float(np.isfinite(values).mean()),
            )
        )
    return tuple(found), silent


def _pooled(told: list[FactValue], wanted: int) -> Predictive | None:
    """Return what all worlds together foretell of a share of which one has hardly a case."""
    found = pooled_shares([one.events for one in told], [one.n for one in told], wanted)
    return None if found is None else predictive_of(found)


def _case_scores(
    known: Mapping[str, Known], order: Order, simulated: Simulated, told: Told
) -> tuple[tuple[CaseScores, ...], dict[str, str]]:
    """Return the outcomes scored case by case, and why the others are not."""
    found, absent = [], {}
    for done, outcome in enumerate(TITLES):
        told("cases", done, len(TITLES))
        sampling = order.draws, order.seed
        scores = case_scores(known, order.window, outcome, simulated, sampling)
        if scores is None:
            absent[f"cases.{outcome}"] = _why_not(known, outcome, order.window)
        else:
            found.append(scores)
    told("cases", len(TITLES), len(TITLES))
    return tuple(found), absent


def _why_not(known: Mapping[str, Known], outcome: str, window: Window) -> str:
    """Return which source ends too soon for an outcome."""
    from interregnum.evidence.forecast.panel import OUTCOMES

    ends = {
        name: known[name].covers[1].astype(object)
        for name in ("rulers", "regimes", OUTCOMES[outcome])
    }
    short = [
        f"{TABLES[name]} has no later rows: it ends with {last}"
        for name, last in ends.items()
        if last.year < window.first
    ]
    return "; ".join(short) or "no whole year with a ruler of an autocracy lies in the window"
