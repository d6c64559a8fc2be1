"""An experiment file says what is uncertain, what can be decided, and how closely to look.

It is read as scenarios are: YAML 1.2, exact keys, and one message that names file, line, value,
rule and way out.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator, Field, ValidationError, model_validator

from interregnum.engine.record import OUTCOMES
from interregnum.errors import nearest
from interregnum.scenario.complaint import complaint
from interregnum.scenario.document import Document, read_document
from interregnum.scenario.quantity import Frozen, Real, Switch, Text, fault

NAME = r"^[a-z0-9]+(-[a-z0-9]+)*$"
EXIT_DAY = "exit_day"
QUANTITIES = (*OUTCOMES, "removed", "contested", EXIT_DAY)
MOST_LEVELS = 1000


def _scalar(value: Any) -> Any:
    """Refuse containers and null where one setting is asked for."""
    if not isinstance(value, bool | int | float | str):
        raise fault("must be true, false, a number or a word")
    return value


Setting = Annotated[Any, BeforeValidator(_scalar)]
Whole = Annotated[int, Field(strict=True)]


class Uncertainty(Frozen):
    """What an experiment says of one thing that is uncertain; the rest is as the scenario draws it.

    Parameters
    ----------
    distribution
        ``uniform``, ``log_uniform``, ``normal`` (the range is four standard deviations wide),
        ``fixed``, ``categorical`` or ``dirichlet``.
    range
        Lowest and highest value [the parameter's unit].
    value
        The centre of a normal law, or the value of a fixed one [the parameter's unit].
    values
        The choices of a categorical law: values of a scenario's key, as ``--set`` takes them.
    concentration
        Of a Dirichlet law, by parameter; larger numbers stay closer to their mean [1].
    levels
        How many values a full factorial takes of a range.
    """

    distribution: (
        Literal["uniform", "log_uniform", "normal", "fixed", "categorical", "dirichlet"] | None
    ) = None
    range: tuple[Real, Real] | None = None
    value: Real | None = None
    values: tuple[Setting, ...] | None = None
    concentration: dict[Text, Annotated[Real, Field(gt=0.0, le=1e6)]] | None = None
    levels: Annotated[int, Field(strict=True, ge=2, le=MOST_LEVELS)] | None = None

    @model_validator(mode="after")
    def _fields_suit_the_law(self) -> Uncertainty:
        """Check that what is given belongs to the distribution."""
        law = self.distribution
        owners = {
            "values": (law == "categorical", "categorical"),
            "concentration": (law == "dirichlet", "dirichlet"),
            "range": (law not in ("fixed", "categorical", "dirichlet"), "a range"),
            "value": (law in ("normal", "fixed"), "normal or fixed"),
            "levels": (law not in ("fixed", "categorical", "dirichlet"), "a range"),
        }
        for field, (suits, owner) in owners.items():
            if getattr(self, field) is not None and not suits:
                raise fault(f"belongs to {owner}; remove it, or change distribution", field)
        if law == "categorical":
            self._check_choices()
        if self.range is not None and not self.range[0] < self.range[1]:
            raise fault("must be [lowest, highest], two different numbers", "range")
        if law == "log_uniform" and self.range is not None and self.range[0] <= 0.0:
            raise fault("log_uniform needs a range above 0; raise the lowest value", "range")
        return self

    def _check_choices(self) -> None:
        if not self.values:
            raise fault("is missing; list the choices of this categorical", "values")
        written = [json.dumps(value) for value in self.values]
        if len(set(written)) < len(written):
            raise fault("a choice stands twice; keep one", "values")


class Experiment(Frozen):
    """An experiment: a scenario, what is uncertain, what can be decided, and the design.

    Parameters
    ----------
    experiment, title
        Its name, in lower case with hyphens, and what it is for a reader.
    scenario
        A name of the library, or the path of a file from here.
    settings
        Values of the scenario under every policy, by dotted key.
    uncertainties
        Parameters, simplexes and scenario keys that differ from point to point.
    policies, levers
        Named settings; or keys with their values, of which every combination is a policy.
    outcomes
        Of which quantities means are told.
    design, points
        How the points are drawn, and how many.
    replicates
        How often chance is repeated at every point under every policy.
    seed
        In [0, 2**63), of points and of chance.
    common_seeds
        Whether replicate k has the same chance at all points.
    others
        Whether parameters that are not named are ``drawn`` by chance, or ``central``.
    """

    experiment: Annotated[str, Field(strict=True, pattern=NAME)]
    title: Text
    scenario: Text
    settings: dict[Text, Any] = Field(default_factory=dict)
    uncertainties: dict[Text, Uncertainty] = Field(default_factory=dict)
    policies: dict[Annotated[str, Field(pattern=NAME)], dict[Text, Any]] = Field(
        default_factory=dict
    )
    levers: dict[Text, Annotated[tuple[Setting, ...], Field(min_length=1)]] = Field(
        default_factory=dict
    )
    outcomes: Annotated[tuple[Text, ...], Field(min_length=1)] = QUANTITIES
    design: Literal["monte_carlo", "latin_hypercube", "sobol", "full_factorial"] = "latin_hypercube"
    points: Annotated[Whole, Field(ge=1, le=2**24)] | None = None
    replicates: Annotated[Whole, Field(ge=1, le=2**31)] = 1
    seed: Annotated[Whole, Field(ge=0, lt=2**63)] = 0
    common_seeds: Switch = True
    others: Literal["drawn", "central"] = "drawn"

    @model_validator(mode="after")
    def _points_suit_the_design(self) -> Experiment:
        """Check that points are given where a design does not have its own number."""
        factorial = self.design == "full_factorial"
        if factorial and self.points is not None:
            raise fault("a full factorial has as many as it has; remove this", "points")
        if not factorial and self.points is None:
            raise fault("is missing; say how many points the design has", "points")
        return self

    @model_validator(mode="after")
    def _nothing_is_said_twice(self) -> Experiment:
        """Check that policies are named once and that no key has two masters."""
        if self.policies and self.levers:
            raise fault("an experiment has policies or levers; keep one of them", "levers")
        for key in self.uncertainties:
            plain = key.removeprefix("parameters.")
            if plain != key:
                raise fault(f"write {plain}", "uncertainties", key)
            if key in {name.removeprefix("parameters.") for name in self.settings}:
                raise fault("is set for all and uncertain; keep one", "settings", key)
            if key in self.levers:
                raise fault("is decided and uncertain; keep one", "levers", key)
            for policy, settings in self.policies.items():
                if key in {name.removeprefix("parameters.") for name in settings}:
                    raise fault("is decided and uncertain; keep one", "policies", policy, key)
        for index, name in enumerate(self.outcomes):
            if name not in QUANTITIES:
                rule = f"is no quantity of a run; {nearest(name, QUANTITIES)}"
                raise fault(rule, "outcomes", index)
        return self

    def decided(self) -> dict[str, dict[str, Any]]:
        """Return the settings of every policy by its name; one without any where none is named."""
        if self.levers:
            return {
                ", ".join(f"{k}={json.dumps(v)}" for k, v in zip(self.levers, values, strict=True)):
                dict(zip(self.levers, values, strict=True))
                for values in itertools.product(*self.levers.values())
            }  # fmt: skip
        return dict(self.policies) or {"as-it-is": {}}


class Written(NamedTuple):
    """An experiment as it was read, and the document that knows where each thing was written."""

    experiment: Experiment
    document: Document
    folder: Path


def read_experiment(
    path: str | Path,
    settings: Mapping[str, Any] | None = None,
    changes: Mapping[str, int] | None = None,
) -> Written:
    """Read an experiment file.

    Parameters
    ----------
    path
        The file.
    settings
        Values of the scenario under every policy, by dotted key; they take the place of the
        file's.
    changes
        ``points``, ``replicates`` or ``seed`` in place of the file's.

    Raises
    ------
    ScenarioError
        If the file is no experiment; file, line, key, value, rule and way out are named.
    """
    document = read_document(Path(path))
    values, origins = dict(document.values), dict(document.settings)
    if settings:
        stated = values.get("settings")
        values["settings"] = {**(stated if isinstance(stated, dict) else {}), **settings}
        for key, value in settings.items():
            origins["settings", key] = f"--set {key}={json.dumps(value, ensure_ascii=False)}"
    for key, number in (changes or {}).items():
        values[key] = number
        origins[(key,)] = f"--{key} {number}"
    document = document._replace(values=values, settings=origins)
    try:
        experiment = Experiment.model_validate(values)
    except ValidationError as error:
        raise complaint(document, error) from None
    return Written(experiment, document, Path(path).absolute().parent)
