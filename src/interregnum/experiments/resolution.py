"""An experiment meets its scenario: policies become plans, and points become what runs are given.

Whatever a choice changes is found by comparing plans, so every key of a scenario that only
changes numbers can be uncertain, and one that changes what a run is laid out with is refused by
name: it can be a policy, because each policy has a plan of its own.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from interregnum.engine.plan import Plan, plan_of
from interregnum.errors import ScenarioError, nearest
from interregnum.experiments.choices import given_by_choices, of_set
from interregnum.experiments.design import sampled
from interregnum.experiments.dimensions import Dimension, Floats, declared_dimensions
from interregnum.experiments.experiment_file import Experiment, Uncertainty, Written
from interregnum.scenario.document import Document
from interregnum.scenario.load import changed_scenario, load_scenario, scenario_hash
from interregnum.scenario.location import scenario_path
from interregnum.scenario.parameters import declared_table

if TYPE_CHECKING:
    from interregnum.scenario.schema import Scenario

# Names that a table of results has of its own.
TAKEN = (
    "scenario_id",
    "policy",
    "replicate_id",
    "run",
    "seed",
    "outcome",
    "day",
    "mode",
    "violence",
)


class Policy(NamedTuple):
    """One policy: name, settings, scenario, and what its runs are given at each point."""

    name: str
    settings: Mapping[str, Any]
    scenario: Scenario
    given: Mapping[str, Floats]


@dataclasses.dataclass(frozen=True)
class Resolved:
    """An experiment whose every word has been looked up.

    Parameters
    ----------
    experiment
        As it was read.
    dimensions
        What is uncertain, with laws and ranges.
    design
        The values of every dimension at every point.
    policies
        In order; the first is what the others are compared with.
    """

    experiment: Experiment
    dimensions: tuple[Dimension, ...]
    design: Mapping[str, Floats]
    policies: tuple[Policy, ...]

    @property
    def points(self) -> int:
        """How many points the design has."""
        return len(next(iter(self.design.values()))) if self.design else self.experiment.points or 1

    def content(self) -> dict[str, Any]:
        """Return the experiment as it is kept: every default written out, scenarios by hash."""
        experiment = self.experiment.model_dump(mode="json", exclude={"replicates"})
        laws = [_law(dimension) for dimension in self.dimensions]
        hashes = {p.scenario.posterior.sha256 for p in self.policies if p.scenario.posterior}
        return {
            **({"posterior_sha256": sorted(hashes)} if hashes else {}),
            **experiment,
            "points": self.points,
            "uncertainties": laws,
            "policies": [
                {
                    "name": policy.name,
                    "settings": dict(policy.settings),
                    "scenario_sha256": scenario_hash(policy.scenario),
                }
                for policy in self.policies
            ],
        }

    @cached_property
    def sha256(self) -> str:
        """Return the SHA-256 of the resolved experiment and of the points that it draws."""
        digest = hashlib.sha256(json.dumps(self.content(), sort_keys=True).encode())
        for policy in self.policies:
            for name in sorted(policy.given):
                digest.update(name.encode())
                digest.update(policy.given[name].astype("<f8").tobytes())
        return digest.hexdigest()


def _law(dimension: Dimension) -> dict[str, Any]:
    """Return what a law consists of, without what belongs to others."""
    fields = {
        "categorical": ("choices",),
        "dirichlet": ("members", "concentration"),
        "fixed": ("value",),
        "normal": ("low", "high", "value", "levels"),
    }
    own = ("name", "law", *fields.get(dimension.law, ("low", "high", "levels")))
    return {key: value for key, value in dimension._asdict().items() if key in own}


def resolve(written: Written) -> Resolved:
    """Look up every name of an experiment in its scenario.

    Parameters
    ----------
    written
        From :func:`~interregnum.experiments.experiment_file.read_experiment`.

    Raises
    ------
    ScenarioError
        If the scenario, a setting, a parameter, a range or a choice is wrong; it is named.
    """
    experiment, document, folder = written
    path = scenario_path(experiment.scenario, folder)
    base = load_scenario(path, experiment.settings.items())
    scenario = base.model_copy(update={"contrast": None})
    plan = plan_of(scenario)
    dimensions = tuple(
        _dimension(name, uncertainty, plan, document)
        for name, uncertainty in experiment.uncertainties.items()
    )
    try:
        design = sampled(dimensions, experiment.design, experiment.points or 0, experiment.seed)
    except ScenarioError as error:
        raise ScenarioError(f"{document.locate(('points',))}: {error}") from None
    if not dimensions:
        design = {}
    policies = tuple(
        _policy(name, settings, scenario, Resolved(experiment, dimensions, design, ()), document)
        for name, settings in experiment.decided().items()
    )
    return Resolved(experiment, dimensions, design, policies)


def _dimension(name: str, said: Uncertainty, plan: Plan, document: Document) -> Dimension:
    """Return what is uncertain under one name, with what the scenario says of the rest."""
    place = document.locate(("uncertainties", name))
    if name in TAKEN:
        msg = f"{place}: uncertainties.{name}: is a column of every result; make it a policy"
        raise ScenarioError(msg)
    if said.distribution == "categorical":
        choices = said.values or ()
        return Dimension(name, "categorical", choices=choices)
    try:
        declared = declared_dimensions(plan, [name])[0]
    except ScenarioError as error:
        words = str(error).removeprefix("design: ")
        rule = "or, where it is a key of the scenario, say distribution: categorical and values"
        raise ScenarioError(f"{place}: uncertainties: {words} ({rule})") from None
    if (said.distribution == "dirichlet") != (declared.law == "dirichlet") and said.distribution:
        msg = f"{place}: uncertainties.{name}: is {declared.law} in the scenario, and cannot be "
        raise ScenarioError(f"{msg}{said.distribution}; change distribution")
    if declared.law == "dirichlet":
        return _simplex(declared, said, place)
    return _ranged(declared, said, place)


def _simplex(declared: Dimension, said: Uncertainty, place: str) -> Dimension:
    """Return a Dirichlet dimension with the concentrations that were said."""
    wrong = [field for field in ("range", "value", "levels") if getattr(said, field) is not None]
    if wrong:
        msg = f"{place}: uncertainties.{declared.name}.{wrong[0]}: a simplex has none; remove it"
        raise ScenarioError(msg)
    stated = said.concentration or {}
    for member in stated:
        if member not in declared.members:
            rule = f"is no member of {declared.name}; {nearest(member, declared.members)}"
            msg = f"{place}: uncertainties.{declared.name}.concentration.{member}: {rule}"
            raise ScenarioError(msg)
    pairs = zip(declared.members, declared.concentration, strict=True)
    return declared._replace(concentration=tuple(stated.get(name, own) for name, own in pairs))


def _ranged(declared: Dimension, said: Uncertainty, place: str) -> Dimension:
    """Return a dimension with a range, or a fixed one, inside what its declaration admits."""
    at = f"{place}: uncertainties.{declared.name}"
    hard = {row.name: (row.low, row.high) for row in declared_table()}
    low, high = hard.get(declared.name, (declared.low, declared.high))
    law: str = said.distribution or ("uniform" if said.range and declared.law == "fixed" else "")
    law = law or declared.law
    span = said.range or (declared.low, declared.high)
    centre = declared.value
    if law == "normal" and said.range is not None:
        centre = 0.5 * (span[0] + span[1])
    value = centre if said.value is None else said.value
    way_out = f"the admissible range is [{low:g}, {high:g}]; give numbers inside"
    if said.range is not None and not low <= span[0] < span[1] <= high:
        raise ScenarioError(f"{at}.range = [{span[0]:g}, {span[1]:g}]: {way_out}")
    inside = span if law == "normal" else (low, high)
    if law in ("normal", "fixed") and not inside[0] <= value <= inside[1]:
        raise ScenarioError(f"{at}.value = {value:g}: lies outside; {way_out}")
    if law == "log_uniform" and span[0] <= 0.0:
        raise ScenarioError(f"{at}: log_uniform needs a range above 0; give range")
    if law not in ("fixed",) and span[0] == span[1]:
        raise ScenarioError(f"{at}: has no range in this scenario ({span[0]:g}); remove it")
    return Dimension(declared.name, law, *span, value, levels=said.levels or 2)


def _policy(
    name: str,
    settings: Mapping[str, Any],
    scenario: Scenario,
    whole: Resolved,
    document: Document,
) -> Policy:
    """Return a policy with what its runs are given."""
    try:
        changed = changed_scenario(scenario, settings.items())
    except ScenarioError as error:
        section = "levers" if whole.experiment.levers else "policies"
        raise ScenarioError(
            f"{document.locate((section, name))}: {name}: {of_set(error)}"
        ) from None
    if changed.mode == "condition":
        place = document.locate(("scenario",))
        msg = f"{place}: {name}: mode condition weighs runs, and a sweep counts them all the same; "
        raise ScenarioError(f"{msg}set mode to forward or replay")
    plan = plan_of(changed)
    numeric = [d for d in whole.dimensions if d.law != "categorical"]
    given = {key: whole.design[key] for d in numeric for key in d.names}
    rows = {row.name: row for row in plan.parameters}
    base = {row.name: row for row in plan_of(scenario).parameters}
    for key in given:
        if key not in rows or rows[key]._replace(source="") != base[key]._replace(source=""):
            msg = f"{document.place}: policy {name} changes {key}, which is uncertain; keep one"
            raise ScenarioError(msg)
    words = [d for d in whole.dimensions if d.law == "categorical"]
    place = document.locate(("uncertainties", words[0].name)) if words else document.place
    structural = given_by_choices(changed, words, whole.design, place)
    for key in structural:
        if key in given:
            msg = f"{document.place}: uncertainties: two of them give {key}; keep one"
            raise ScenarioError(msg)
    given |= structural
    if whole.experiment.others == "central":
        for row in plan.parameters:
            if row.draw != "fixed" and row.name not in given:
                given[row.name] = np.full(whole.points, row.value)
    return Policy(name, settings, changed, given)
