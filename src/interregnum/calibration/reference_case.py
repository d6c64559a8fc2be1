"""The reference case beside the record: what it may be called, and classes that it may be put in.

A forecast of what has happened is a hindcast: whoever made the model knew the end.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.calibration.gate import NOT_CALIBRATED, gate_from_json
from interregnum.errors import ScenarioError
from interregnum.evidence.shipping import shipped_table
from interregnum.scenario.posterior import read_manifest

if TYPE_CHECKING:
    from interregnum.effects import Effect
    from interregnum.scenario.posterior import Posterior

LABEL = (
    "Hindcast: the outcome is known to the authors, so this counts as no evidence for or against "
    "the model."
)
DEFINITION = (
    "June 2023 is no coup attempt in every list. Powell and Thyne count overt illegal attempts by "
    "the military or other elites within the state to unseat the chief executive; the mutineers "
    "named the military leadership as their aim, so it is a matter of definition. The Cline Center "
    "also counts attempts by dissidents and by rebels. The files at hand are read to 1989 only: no "
    "list is quoted on June 2023 itself, and which class it belongs to is the reader's choice."
)
# Classes of the record, in the Cline Center's words for who led an attempt.
CLASSES: Mapping[str, str] = {
    "attempts.success.military": "officers' coup",
    "attempts.success.dissident": "dissident group within the state",
    "attempts.success.rebel": "organised armed group",
}


class ReferenceClass(NamedTuple):
    """A class of the record, and the share of its attempts that succeeded.

    Parameters
    ----------
    title
        In the words of this project.
    effect
        The record's number with its own interval, definition and caveat.
    """

    title: str
    effect: Effect


def reference_classes() -> tuple[ReferenceClass, ...]:
    """Return the classes that the case may be put in, with their success to 1989.

    >>> [row.title for row in reference_classes()][0]
    "officers' coup"
    """
    found = {effect.name: effect for effect in shipped_table().effects}
    return tuple(ReferenceClass(title, found[name]) for name, title in CLASSES.items())


class Parameters(NamedTuple):
    """Where parameters come from and what they may be called.

    Parameters
    ----------
    told
        In words for a reader.
    word
        ``calibrated`` only if the gate of this posterior says so, else ``not calibrated``.
    sha256
        Of the posterior; None if there is none.
    """

    told: str
    word: str
    sha256: str | None


def parameters_of(posterior: Posterior | None) -> Parameters:
    """Return where a scenario's parameters come from and what the gate lets them be called.

    Parameters
    ----------
    posterior
        Which the scenario draws from, if any.

    Raises
    ------
    ScenarioError
        If the posterior's manifest cannot be read.

    Notes
    -----
    A manifest's own words are not believed: they follow from the numbers of its gate again. One
    without a gate, or with a torn one, is not calibrated.
    """
    if posterior is None:
        return Parameters("declared ranges (prior)", NOT_CALIBRATED, None)
    manifest: dict[str, Any] = read_manifest(posterior.path)
    try:
        word = gate_from_json(manifest.get("gate") or {}).word()
    except ScenarioError:
        word = NOT_CALIBRATED
    told = f"posterior {posterior.sha256[:12]}, fitted to the record until {posterior.until}"
    return Parameters(told, word, posterior.sha256)
