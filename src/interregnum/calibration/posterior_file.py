"""A posterior is written as a file of weighted draws and a manifest that says how it was made.

What reads it is :mod:`interregnum.scenario.posterior`, which does not know who wrote it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.errors import ScenarioError, nearest
from interregnum.scenario.fitted import parameter_of
from interregnum.scenario.posterior import FORMAT, WEIGHT, manifest_path
from interregnum.version import MODEL_VERSION, __version__

if TYPE_CHECKING:
    import numpy.typing as npt

OWN = ("format", "posterior_sha256", "model", "draws", "parameters", "until", "interregnum")


class Drawn(NamedTuple):
    """Draws of a posterior.

    Parameters
    ----------
    weights
        (draws,), at least 0, not all 0.
    columns
        (draws,) by name, such as ``type_mean.personal`` [the parameter's unit].
    gates
        By name ``identified``, ``not identified``, or ``fitted`` where no gate was run.
    admitted
        By name the range that the fit admitted, where it is wider than the declared one.
    """

    weights: npt.NDArray[Any]
    columns: Mapping[str, npt.NDArray[Any]]
    gates: Mapping[str, str]
    admitted: Mapping[str, tuple[float, float]] = {}


def weighted_median(values: Any, weights: Any) -> float:
    """Return the lowest value at or below which half of the weight lies.

    >>> weighted_median([3.0, 1.0, 2.0], [1.0, 1.0, 5.0])
    2.0
    """
    pairs = sorted(zip((float(v) for v in values), (float(w) for w in weights), strict=True))
    half, passed = 0.5 * sum(weight for _, weight in pairs), 0.0
    for value, weight in pairs:
        passed += weight
        if passed >= half:
            return value
    return pairs[-1][0]


def write_posterior(path: Path, drawn: Drawn, *, until: str, told: Mapping[str, Any]) -> str:
    """Write a posterior and its manifest, and return its SHA-256.

    Parameters
    ----------
    path
        The Parquet file to write; the manifest lies beside it as ``.json``.
    drawn
        Its draws.
    until
        The last day of the record that it was fitted to, as ``1989-12-31``.
    told
        What else the manifest says: facts used, hash of the record, gate, seeds, how it was made.

    Raises
    ------
    ScenarioError
        If a column is no parameter or leaves what is admitted, a gate or weight is missing or
        wrong, or ``told`` has an entry that the manifest makes itself.
    OSError
        If the disk refuses.

    Notes
    -----
    The manifest is written last and each file whole, so that a torn pair is found out by its hash.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    from interregnum.experiments.whole_file import write_whole

    parameters = _checked(drawn)
    for key in told:
        if key in OWN:
            raise ScenarioError(f"{path}: manifest: {key} is the writer's own; name it otherwise")
    table = pa.table(
        {WEIGHT: pa.array(drawn.weights, pa.float64())}
        | {name: pa.array(values, pa.float64()) for name, values in drawn.columns.items()}
    )
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink)
    content = bytes(sink.getvalue())
    digest = hashlib.sha256(content).hexdigest()
    manifest = {
        "format": FORMAT,
        "posterior_sha256": digest,
        "model": MODEL_VERSION,
        "interregnum": __version__,
        "until": until,
        "draws": len(drawn.weights),
        "parameters": parameters,
        **told,
    }
    text = json.dumps(manifest, indent=2, sort_keys=True, ensure_ascii=False, allow_nan=False)
    write_whole(path, lambda stream: stream.write(content))
    write_whole(manifest_path(path), lambda stream: stream.write(f"{text}\n".encode()))
    return digest


def _checked(drawn: Drawn) -> dict[str, dict[str, Any]]:
    """Return what a manifest says of each column."""
    from interregnum.scenario.parameters import declared_parameters

    weights = [float(weight) for weight in drawn.weights]
    if not all(isfinite(w) and w >= 0.0 for w in weights) or not sum(weights) > 0.0:
        raise ScenarioError("posterior: weights are finite, at least 0 and not all 0; correct them")
    declared = {row.name: row.declaration for row in declared_parameters()}
    entries = {}
    for column, values in drawn.columns.items():
        name = parameter_of(column, column.rpartition(".")[2]) or column
        if name not in declared:
            rule = f"no parameter; {nearest(name, declared)}"
            raise ScenarioError(f"posterior: column {column}: {rule}")
        if column not in drawn.gates or len(values) != len(weights):
            msg = f"posterior: column {column}: needs a gate and one value a weight; add them"
            raise ScenarioError(msg)
        span = (float(min(values)), float(max(values)))
        low, high = drawn.admitted.get(column, (declared[name].low, declared[name].high))
        if not low <= span[0] <= span[1] <= high:
            rule = f"[{span[0]:g}, {span[1]:g}] leaves the admitted [{low:g}, {high:g}]; fit it "
            raise ScenarioError(f"posterior: column {column}: {rule}inside, or widen that")
        entries[column] = {
            "unit": declared[name].unit,
            "value": weighted_median(values, weights),
            "range": span,
            "gate": drawn.gates[column],
            "admitted": drawn.admitted.get(column),
        }
    return entries
