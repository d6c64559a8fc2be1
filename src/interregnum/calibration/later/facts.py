"""The stylised facts of the later record, counted by the functions that counted those to 1989."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from interregnum.calibration.facts import FactValue, Kind, Sample, needs_of, sample_of
from interregnum.calibration.later.window import LaterTables, Reach, missing_of
from interregnum.calibration.targets import TARGETS, Target
from interregnum.calibration.values import draws_of, values_of

Floats = NDArray[np.float64]
NO_CASE = "no case of it lies in the window"


@dataclass(frozen=True, slots=True)
class LaterFacts:
    """The facts of a window.

    Parameters
    ----------
    values
        What each fact that could be counted is worth.
    untils
        The last day looked at for each fact that the tables allow: the first on which one of its
        tables ends.
    missing
        Why each other fact was not counted.
    samples
        The cases, by last day.
    """

    values: dict[str, FactValue]
    untils: dict[str, date]
    missing: dict[str, str]
    samples: dict[date, Sample] = field(default_factory=dict)

    def draws(self, count: int, seed: int) -> dict[str, Floats]:
        """Return every fact in draws of whole countries, the same countries for all facts.

        Parameters
        ----------
        count, seed
            How many draws, and where they begin.
        """
        codes = [one for sample in self.samples.values() for one in _codes(sample)]
        if not codes:
            return {}
        countries = np.unique(np.concatenate(codes))
        chance = np.full(len(countries), 1.0 / len(countries))
        drawn = np.random.default_rng(seed).multinomial(len(countries), chance, count)
        weights = drawn.astype(float)
        kinds = {target.effect: target.kind for target in TARGETS}
        found: dict[str, Floats] = {}
        for sample in self.samples.values():
            found |= draws_of(sample, kinds, countries, weights)
        return {
            target.name: found[target.effect]
            for target in TARGETS
            if target.effect in found and target.name in self.values
        }


def _codes(sample: Sample) -> list[NDArray[np.int64]]:
    """Return the countries of each part of a sample."""
    regressed = [part.patterns.codes for part in sample.regressions]
    return [*(counts.codes for counts in sample.counts.values()), *regressed]


def later_untils(
    tables: LaterTables, targets: Sequence[Target] = TARGETS
) -> tuple[dict[str, date], dict[str, str]]:
    """Return the last day of each fact, and why the others cannot be counted.

    Parameters
    ----------
    tables
        Of the window.
    targets
        The facts.
    """
    reaches: dict[str, Reach] = {}
    for target in targets:
        for name in (*needs_of(target.effect), *beside_of(target.effect)):
            if name not in reaches:
                reaches[name] = tables.reach(name)
    why = missing_of(reaches)
    untils, missing = {}, {}
    for target in targets:
        needs = needs_of(target.effect)
        short = [f"{name} {why[name]}" for name in needs if name in why]
        short += [
            f"{name} {why[name]}" for name in beside_of(target.effect) if reaches[name].last is None
        ]
        if short:
            missing[target.name] = "; ".join(short)
        else:
            untils[target.name] = min(_last(reaches[name]) for name in needs)
    return untils, missing


def beside_of(effect: str) -> tuple[str, ...]:
    """Return the tables that must be there to count an effect, however far they go."""
    plots = effect.partition(".")[0] in ("attempts", "after_failure")
    return ("cline_coups",) if plots and "cline_coups" not in needs_of(effect) else ()


def _last(reach: Reach) -> date:
    assert reach.last is not None
    return reach.last


def later_facts(
    tables: LaterTables, untils: dict[str, date], missing: dict[str, str]
) -> LaterFacts:
    """Return the facts of a window, each up to its own last day.

    Parameters
    ----------
    tables
        Of the window: a record's, or a world's.
    untils, missing
        From :func:`later_untils` of the record, for both roads.
    """
    effects = {target.name: target.effect for target in TARGETS}
    kinds: dict[str, Kind] = {target.effect: target.kind for target in TARGETS}
    groups: dict[date, list[str]] = defaultdict(list)
    for name, until in untils.items():
        groups[until].append(name)
    values: dict[str, FactValue] = {}
    samples: dict[date, Sample] = {}
    for until, names in groups.items():
        asked = [effects[name] for name in names]
        sample = sample_of(tables, until, asked)
        found = values_of(sample, {effect: kinds[effect] for effect in asked})
        values |= {name: found[effects[name]] for name in names}
        samples[until] = sample
    known = {name: value for name, value in values.items() if value.n > 0}
    lacking = dict.fromkeys(set(values) - set(known), NO_CASE)
    return LaterFacts(known, dict(untils), missing | lacking, samples)
