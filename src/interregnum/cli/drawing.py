"""What fitted parameters are drawn from: the option that every verb that runs a case has."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from interregnum.cli.canonical import settings_from
from interregnum.errors import ScenarioError, UsageError

POSTERIOR, PRIOR = "posterior", "prior"
SUFFIX = ".parquet"

Drawing = Annotated[
    str | None,
    typer.Option(
        "--parameters",
        metavar="posterior|prior|FILE",
        help="Draw fitted parameters from the shipped posterior, from their own ranges, or from a "
        "posterior's file; by default from the shipped one, if there is one.",
    ),
]


def case_settings(settings: list[str] | None, drawing: str | None) -> dict[str, Any]:
    """Return what --set and --parameters set of a case.

    Raises
    ------
    UsageError
        If both say what is drawn from.
    ScenarioError
        If there is no such posterior, or it is torn or of another model version.

    >>> case_settings(["horizon=30"], "prior")
    {'horizon': 30, 'posterior': 'none'}
    """
    from interregnum.scenario.posterior import KEY, NONE_WORD, SHIPPED_WORD, posterior_of

    values = settings_from(settings or [])
    if drawing is None:
        return values
    if KEY in values:
        raise UsageError(f"--parameters {drawing}: --set {KEY} says it too; leave one out")
    word = {POSTERIOR: SHIPPED_WORD, PRIOR: NONE_WORD}.get(drawing, drawing)
    if word != NONE_WORD:
        try:
            posterior_of(word)
        except ScenarioError as error:
            raise ScenarioError(f"--parameters {drawing}: {error}") from None
    return {**values, KEY: word}


def names_and_drawing(given: list[str] | None) -> tuple[list[str], str | None]:
    """Return names of parameters, and what fitted ones are drawn from, where one option says both.

    Raises
    ------
    UsageError
        If it says twice what is drawn from.

    >>> names_and_drawing(["start.type_mean, start.credibility", "prior"])
    (['start.type_mean', 'start.credibility'], 'prior')
    """
    words = given or []
    said = [word for word in words if word in (POSTERIOR, PRIOR) or word.endswith(SUFFIX)]
    if len(said) > 1:
        raise UsageError(f"--parameters {said[1]}: {said[0]} is said too; leave one out")
    names = [name.strip() for word in words if word not in said for name in word.split(",")]
    return [name for name in names if name], said[0] if said else None
