"""A posterior: weighted draws of fitted parameters, kept in a file that scenarios may draw from.

It is a Parquet file of one row a draw, with the column ``weight`` and one column a fitted
parameter, and beside it, under the same name, a JSON manifest that says what the columns are and
how they came about. A column is named after its parameter; ``type_mean.personal`` and its like
are ``start.type_mean`` of that regime type. Calibration writes both; here they are read by path,
so that no scenario imports what fitted it.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError, model_validator

from interregnum.errors import ScenarioError
from interregnum.scenario.quantity import Frozen, Real, Text, check_range, fault
from interregnum.version import MODEL_VERSION

if TYPE_CHECKING:
    from interregnum.scenario.document import Document

SHIPPED = Path(__file__).parents[1] / "calibration" / "shipped" / "posterior.parquet"
# What a scenario says instead of a path.
SHIPPED_WORD, NONE_WORD = "shipped", "none"
KEY = "posterior"
NOT_WANTED = "INTERREGNUM_POSTERIOR"
FORMAT = 1
WEIGHT = "weight"
LARGEST_MANIFEST = 16 * 2**20
WAY_OUT = "restore it, name another file, or draw from the declared ranges (--parameters prior)"

RegimeType = Literal["personal", "military", "party", "monarchy"]
Gate = Literal["identified", "not identified", "fitted"]
Sha256 = Annotated[str, Field(strict=True, pattern=r"^[0-9a-f]{64}$")]


class FittedParameter(Frozen):
    """What a posterior says of one column.

    Parameters
    ----------
    unit
        That of the parameter.
    value
        The weighted median of its draws [unit].
    range
        The lowest and the highest draw [unit].
    gate
        ``identified`` or ``not identified`` by the record, or ``fitted`` where no gate was run.
    admitted
        The range that the fit itself admitted, where that is wider than the declared one [unit].
    """

    unit: Text
    value: Real
    range: tuple[Real, Real]
    gate: Gate
    admitted: tuple[Real, Real] | None = None

    @model_validator(mode="after")
    def _range_holds_the_value(self) -> FittedParameter:
        """Check order and containment."""
        check_range(self.value, self.range, "fixed")
        return self


class Posterior(Frozen):
    """The posterior that a scenario draws from, known by its hash.

    Parameters
    ----------
    file
        ``shipped``, or the path of the Parquet file; where it lies does not enter a scenario's
        hash.
    sha256
        Of the file's bytes.
    until
        The last day of the record that it was fitted to.
    parameters
        What it says of each column.
    """

    file: Text
    sha256: Sha256
    until: Text
    parameters: Annotated[dict[str, FittedParameter], Field(min_length=1)]

    @property
    def path(self) -> Path:
        """The Parquet file."""
        return SHIPPED if self.file == SHIPPED_WORD else Path(self.file)


def manifest_path(path: Path) -> Path:
    """Return the manifest that lies beside a posterior.

    >>> manifest_path(Path("made/posterior.parquet")).name
    'posterior.json'
    """
    return path.with_suffix(".json")


def read_manifest(path: Path) -> dict[str, Any]:
    """Return the manifest of a posterior.

    Parameters
    ----------
    path
        The posterior's Parquet file.

    Raises
    ------
    ScenarioError
        If it is missing, torn, or of another format.
    """
    place = manifest_path(path)
    if not place.is_file():
        raise ScenarioError(f"{place}: is missing, the manifest of a posterior; {WAY_OUT}")
    try:
        if place.stat().st_size > LARGEST_MANIFEST:
            raise ValueError("it is too large")
        content = json.loads(place.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ScenarioError(f"{place}: cannot be read ({error}); {WAY_OUT}") from None
    if not isinstance(content, dict):
        raise ScenarioError(f"{place}: holds no object; {WAY_OUT}")
    if content.get("format") != FORMAT:
        msg = f"{place}: format = {content.get('format')!r:.40} is not {FORMAT}; {WAY_OUT}"
        raise ScenarioError(msg)
    return content


def posterior_of(word: str) -> Posterior:
    """Return the posterior that a word names, checked against its manifest.

    Parameters
    ----------
    word
        ``shipped``, or the path of a Parquet file.

    Raises
    ------
    ScenarioError
        If a file is missing, torn, of another model version, or not what its manifest says.
    """
    path = SHIPPED if word == SHIPPED_WORD else Path(word)
    if not path.is_file():
        if word == SHIPPED_WORD:
            msg = f"{path}: no posterior comes with this version; draw from the declared ranges "
            raise ScenarioError(f"{msg}(--parameters prior), or name a file")
        raise ScenarioError(f"{path}: is no file; name a posterior's Parquet file, or {WAY_OUT}")
    content = read_manifest(path)
    place = manifest_path(path)
    if content.get("model") != MODEL_VERSION:
        msg = f"{place}: model = {content.get('model')!r:.40}: was fitted with another model than "
        raise ScenarioError(f"{msg}this version's {MODEL_VERSION}; fit it again, or {WAY_OUT}")
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    told = content.get("posterior_sha256")
    if found != told:
        msg = f"{path}: SHA-256 = {found:.12} is not the {told!s:.12} of {place.name}: the file "
        raise ScenarioError(f"{msg}was changed or torn; {WAY_OUT}")
    values = {key: content.get(key) for key in ("until", "parameters")}
    # A path that still leads there when a study is verified from another folder.
    file = SHIPPED_WORD if word == SHIPPED_WORD else str(path.resolve())
    try:
        return Posterior.model_validate({"file": file, "sha256": found, **values})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        at = ".".join(str(part) for part in first["loc"])
        raise ScenarioError(f"{place}: {at}: {first['msg']}; {WAY_OUT}") from None


def is_shipped() -> bool:
    """Say whether a posterior for this model version comes with the package and is wanted.

    Notes
    -----
    ``INTERREGNUM_POSTERIOR=none`` in the environment: scenarios that name no posterior draw from
    the declared ranges. So do the tests of the equations, whose numbers no new fit is to change.

    Raises
    ------
    ScenarioError
        If there is one whose manifest cannot be read.
    """
    if os.environ.get(NOT_WANTED) == NONE_WORD:
        return False
    return SHIPPED.is_file() and read_manifest(SHIPPED).get("model") == MODEL_VERSION


def _chosen(value: Any) -> Any:
    """Return what a word stands for; a posterior that was looked up already stays as it is."""
    if not isinstance(value, str):
        return value
    if value == NONE_WORD:
        return None
    try:
        return posterior_of(value)
    except ScenarioError as error:
        raise fault(str(error)) from None


PosteriorChoice = Annotated[
    Posterior | None, BeforeValidator(_chosen, json_schema_input_type=str | Posterior | None)
]


def placed(document: Document, folder: Path | None) -> Document:
    """Return a document whose posterior, if it names a file, is found from anywhere.

    Parameters
    ----------
    document
        A scenario before validation.
    folder
        Where its relative paths start; by default the working folder.
    """
    word = document.values.get(KEY)
    if folder is None or not isinstance(word, str) or word in (SHIPPED_WORD, NONE_WORD):
        return document
    return document._replace(values={**document.values, KEY: str(folder / word)})


def by_default(document: Document) -> Document:
    """Return a document that names the shipped posterior if it names none and there is one.

    Raises
    ------
    ScenarioError
        If the shipped manifest cannot be read.
    """
    if KEY in document.values or not is_shipped():
        return document
    return document._replace(values={**document.values, KEY: SHIPPED_WORD})
