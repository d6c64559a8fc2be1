"""Many cases in one compiled loop: the models that are asked for by the million.

A row of :data:`ROWS` says how one case is solved, in the words of the model's own formulae; the
loop around it is generated, compiled once and kept on disk. Loops release the interpreter's
lock, so threads share the cases. The results have the same bits as one case after the other.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from interregnum.canonical.shelf import Model, model_named
from interregnum.formulae.conformity import find_mean_opinions, spinodal_field
from interregnum.formulae.coordination import Classes, find_thresholds
from interregnum.formulae.edmond import manipulated_threshold
from interregnum.formulae.global_game import (
    Survived,
    find_survived_thresholds,
    margin_cutoff,
    signal_cutoff,
)
from interregnum.formulae.random_network import find_windows, mean_field_share
from interregnum.formulae.vanguard import (
    Society,
    find_cutoffs,
    following_of,
    least_mobilising_signal,
)
from interregnum.kernels.launch import load_entry
from interregnum.kernels.scalar import Target, chosen_target
from interregnum.kernels.special import NOT_A_NUMBER, normal_quantile

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from interregnum.canonical.calls.arrays import Grid

# Cases a thread takes at a time: a tenth of a second or so, so that one can interrupt.
_PIECE = 20_000
_ARRAY = "float64[::1]"
_TABLE = "float64[:,::1]"


class Row(NamedTuple):
    """How one case is solved in a loop.

    ``body`` sees each input by its key, ``i``, the outputs as arrays, and scratch arrays of the
    sizes in ``scratch``. An input that is not given is not a number, or what ``fills`` says.
    ``outputs`` say how many numbers each has, 0 where it is one and no list; ``asked`` which
    input must be given for an output to be returned.
    """

    body: str
    outputs: Mapping[str, int]
    bindings: Mapping[str, Any]
    scratch: Mapping[str, int] = {}
    fills: Mapping[str, float] = {}
    asked: Mapping[str, str] = {}


_GLOBAL_GAME = """
weight[0] = 1.0
private[0] = private_precision
quantile[0] = normal_quantile(cost)
spread[0] = 0.0
first = survived_threshold
if survived_threshold == survived_threshold:
    game = Survived(public_mean, public_precision, private_precision, cost, survived_threshold)
    n = find_survived_thresholds(game, root, signal, holds)
else:
    classes = Classes(weight, private, quantile, spread)
    n = find_thresholds(classes, 1, public_mean, public_precision, root, holds)
    for k in range(n):
        signal[k] = signal_cutoff(root[k], private_precision, public_mean, public_precision, cost)
        if holds[k] > 0.0:
            first = root[k]
for k in range(n):
    theta_star[i, k] = root[k]
    x_star[i, k] = signal[k]
    stable[i, k] = holds[k]
if margin_precision == margin_precision and first == first:
    game = Survived(public_mean, public_precision, private_precision, cost, first)
    margin_cutoff[i] = margin(game, margin_precision)
"""
_WATTS = """
phi[0] = threshold
find_windows(phi, 0, 1, low, high)
window[i, 0] = low[0]
window[i, 1] = high[0]
if mean_degree == mean_degree:
    mean_field_share[i] = share(threshold, mean_degree, seed_share)
"""
_VANGUARD = """
society = Society(mean, share_needed, sd_state, sd_private, sd_signal)
stakes = cost / value
n = find_cutoffs(following_of(society, signal, stakes), root)
for k in range(n):
    cutoffs[i, k] = root[k]
least_mobilising_signal[i] = least(society, stakes)
"""
_EDMOND = """
found = manipulated_threshold(cost, slope, signal_precision)
theta_star[i] = found.threshold
x_star[i] = found.cutoff
action[i] = found.action
"""
_BROCK_DURLAUF = """
n = find_mean_opinions(coupling, field, root)
for k in range(n):
    roots[i, k] = root[k]
spinodal[i] = spinodal_field(coupling)
"""

_ROOM = 8
ROWS: Mapping[str, Row] = {
    "global_game": Row(
        body=_GLOBAL_GAME,
        outputs={"theta_star": _ROOM, "x_star": _ROOM, "stable": _ROOM, "margin_cutoff": 0},
        bindings={
            "normal_quantile": normal_quantile,
            "Survived": Survived,
            "find_survived_thresholds": find_survived_thresholds,
            "Classes": Classes,
            "find_thresholds": find_thresholds,
            "signal_cutoff": signal_cutoff,
            "margin": margin_cutoff,
        },
        scratch=dict.fromkeys(("weight", "private", "quantile", "spread"), 1)
        | dict.fromkeys(("root", "signal", "holds"), _ROOM),
        fills={"public_mean": 0.0},
        asked={"margin_cutoff": "margin_precision"},
    ),
    "watts": Row(
        body=_WATTS,
        outputs={"window": 2, "mean_field_share": 0},
        bindings={"find_windows": find_windows, "share": mean_field_share},
        scratch=dict.fromkeys(("phi", "low", "high"), 1),
        asked={"mean_field_share": "mean_degree"},
    ),
    "vanguard": Row(
        body=_VANGUARD,
        outputs={"cutoffs": 2, "least_mobilising_signal": 0},
        bindings={
            "Society": Society,
            "find_cutoffs": find_cutoffs,
            "following_of": following_of,
            "least": least_mobilising_signal,
        },
        scratch={"root": 2},
    ),
    "edmond": Row(
        body=_EDMOND,
        outputs={"theta_star": 0, "x_star": 0, "action": 0},
        bindings={"manipulated_threshold": manipulated_threshold},
    ),
    "brock_durlauf": Row(
        body=_BROCK_DURLAUF,
        outputs={"roots": 3, "spinodal": 0},
        bindings={"find_mean_opinions": find_mean_opinions, "spinodal_field": spinodal_field},
        scratch={"root": 3},
    ),
}


def source_of(name: str, inputs: tuple[str, ...]) -> str:
    """Return the text of a model's loop over the cases from ``first_case`` to before ``end``."""
    row = ROWS[name]
    given = [f"given_{key}" for key in inputs]
    arguments = ", ".join(("first_case", "end", *given, *row.outputs, *row.scratch))
    read = [f"{key} = given_{key}[i]" for key in inputs]
    lines = [*read, *row.body.strip().splitlines()]
    body = "".join(f"        {line}\n" for line in lines)
    head = f"def loop_{name}({arguments}):\n    for i in range(first_case, end):\n"
    return f"{head}{body}    return 0\n"


@cache
def loop_of(name: str, inputs: tuple[str, ...]) -> Callable[..., int]:
    """Return a model's compiled loop."""
    row = ROWS[name]
    kinds = [_ARRAY] * len(inputs)
    kinds += [_TABLE if room else _ARRAY for room in row.outputs.values()]
    kinds += [_ARRAY] * len(row.scratch)
    signature = f"int64(int64, int64, {', '.join(kinds)})"
    source = source_of(name, inputs)
    return load_entry(f"loop_{name}", source, row.bindings, signature, Target.CPU)


def warm_loops() -> None:
    """Compile every loop, so that no call waits for it."""
    for name in ROWS:
        loop_of(name, tuple(model_named(name).keys))


def _cores() -> int:
    """Return how many threads to use: ``NUMBA_NUM_THREADS`` if set, else the cores at hand."""
    named = os.environ.get("NUMBA_NUM_THREADS", "")
    return int(named) if named.isdigit() and int(named) > 0 else len(os.sched_getaffinity(0))


def _has_refused(model: Model, grid: Grid) -> bool:
    """Return whether what depends on several keys at once is left to one case at a time."""
    numbers = grid.numbers
    if model.name == "global_game":
        return "public_mean" not in numbers and bool((numbers["public_precision"] > 0.0).any())
    if model.name == "watts" and "agents" in numbers:
        return True
    return model.name == "watts" and ("mean_degree" in numbers) != ("seed_share" in numbers)


def solved_in_a_loop(model: Model, grid: Grid) -> dict[str, Any] | None:
    """Return a model's outputs for many cases; None where there is no loop for them.

    Cases in which something is missing or refused are left to the solver of one case, whose
    error says what.
    """
    import numpy as np

    missing = [k for k, key in model.keys.items() if key.required and k not in grid.numbers]
    compilable = model.name in ROWS and chosen_target(Target.CPU) is Target.CPU
    if not compilable or missing or _has_refused(model, grid):
        return None
    row = ROWS[model.name]
    given = []
    for name, key in model.keys.items():
        default = row.fills.get(name, NOT_A_NUMBER) if key.default is None else key.default
        array = grid.numbers.get(name, np.full(grid.shape, default))
        given.append(np.array(array, dtype=np.float64).reshape(-1))
    outputs = {
        name: np.full((grid.size, room) if room else grid.size, np.nan)
        for name, room in row.outputs.items()
    }
    _run(model.name, tuple(model.keys), [*given, *outputs.values()])
    wanted = {n: a for n, a in outputs.items() if row.asked.get(n, "") in ("", *grid.numbers)}
    return {name: _shaped(name, array, grid.shape) for name, array in wanted.items()}


def _run(name: str, inputs: tuple[str, ...], arrays: list[npt.NDArray[np.float64]]) -> None:
    """Run a model's loop over all cases, in pieces that threads share."""
    import numpy as np

    loop, sizes = loop_of(name, inputs), ROWS[name].scratch.values()
    count = len(arrays[0])

    def piece(first: int) -> None:
        loop(first, min(first + _PIECE, count), *arrays, *(np.zeros(size) for size in sizes))

    pool = ThreadPoolExecutor(max_workers=_cores())
    try:
        for done in [pool.submit(piece, first) for first in range(0, count, _PIECE)]:
            done.result()
    finally:
        # Whoever interrupts waits for the pieces that have begun, not for all.
        pool.shutdown(cancel_futures=True)


def _shaped(name: str, array: npt.NDArray[Any], shape: tuple[int, ...]) -> npt.NDArray[Any]:
    """Return an output in the cases' shape, its last axis cut to the longest list."""
    import numpy as np

    from interregnum.canonical.calls.results import FLAGS

    if array.ndim == 1:
        return array.reshape(shape)
    longest = int(np.isfinite(array).any(axis=0).sum())
    array = array[:, :longest].reshape(*shape, longest)
    return array == 1.0 if name in FLAGS else array
