"""What every fact would be anywhere in the parameters' space, with how sure that is."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from interregnum.calibration.libraries import one_thread
from interregnum.calibration.material import Bank
from interregnum.calibration.surface import (
    Condensed,
    Shape,
    condensed,
    fitted_shape,
    smoothed_errors,
    stretched,
)
from interregnum.errors import ScenarioError

Floats: TypeAlias = NDArray[np.float64]
Rows: TypeAlias = NDArray[np.intp]

ANCHORS = 96  # places a fact is condensed to
SHAPED_BY = 600  # points that decide its penalties and lengths; all points then condition it
LEAST_POINTS = 20
BLOCK = 128  # places predicted at once: what fits a processor's cache


@dataclasses.dataclass(frozen=True, eq=False)
class Piece:
    """The surface of one fact.

    Parameters
    ----------
    shape
        Penalties and lengths [sd of the fact].
    condensed
        The process given its points.
    middle, scale
        What was taken off the fact, and what it was divided by [transformed scale].
    """

    shape: Shape
    condensed: Condensed
    middle: float
    scale: float


@dataclasses.dataclass(frozen=True, eq=False)
class Emulator:
    """All facts as functions of the parameters.

    Parameters
    ----------
    names
        Of the facts.
    pieces
        One a fact.
    held
        Rows of the bank that it has not seen.
    """

    names: tuple[str, ...]
    pieces: tuple[Piece, ...]
    held: Rows

    def __post_init__(self) -> None:
        object.__setattr__(self, "_stack", _stacked(self.pieces))

    def predict(self, places: Floats) -> tuple[Floats, Floats]:
        """Return mean and variance of every fact.

        Parameters
        ----------
        places
            In the unit cube, shape (n, parameters).

        Returns
        -------
        Mean [transformed scale] and variance of the emulator itself, without the noise of a
        panel, both of shape (n, facts).
        """
        stack: _Stack = self.__dict__["_stack"]
        at = stretched(places)
        mean = np.empty((len(at), len(self.names)))
        variance = np.empty_like(mean)
        with one_thread():
            for start in range(0, len(at), BLOCK):
                rows = slice(start, start + BLOCK)
                mean[rows], variance[rows] = stack.predict(at[rows])
        return mean, variance


@dataclasses.dataclass(frozen=True, eq=False)
class _Stack:
    """The pieces in arrays of one size, the facts first; what is missing is 0."""

    anchors: Floats  # (facts, parameters, anchors)
    scaled: Floats  # the same, by the squared lengths
    half: Floats  # (facts, anchors): half the squared size of an anchor in lengths
    inverse: Floats  # (facts, parameters): one by the squared lengths
    scales: Floats  # (facts, 3): variances of slope, curvature and remainder
    gain: Floats  # (facts, anchors, 1 + directions): the mean's weights, then the variance's
    middle: Floats
    spread: Floats

    def predict(self, at: Floats) -> tuple[Floats, Floats]:
        product = np.matmul(at, self.anchors)
        slope, curvature, remainder = (self.scales[:, k, None, None] for k in range(3))
        cross = np.matmul(at, self.scaled)
        cross -= self.half[:, None, :]
        square = at * at
        cross -= 0.5 * (square @ self.inverse.T).T[:, :, None]
        np.minimum(cross, 0.0, out=cross)
        np.exp(cross, out=cross)
        cross *= remainder
        bent = curvature * product
        bent += slope
        bent *= product
        cross += bent
        cross += 1.0
        found = np.matmul(cross, self.gain)
        size = square.sum(1)
        prior = 1.0 + size * (self.scales[:, :1] + self.scales[:, 1:2] * size)
        prior += self.scales[:, 2:]
        taken = np.einsum("fnr,fnr->fn", found[:, :, 1:], found[:, :, 1:])
        variance = np.maximum(prior - taken, 1e-9 * prior)
        mean = self.middle + self.spread * found[:, :, 0].T
        return mean, self.spread**2 * variance.T


def _stacked(pieces: Sequence[Piece]) -> _Stack:
    """Return the pieces in arrays of one size."""
    facts = len(pieces)
    own = [piece.condensed for piece in pieces]
    width = max(len(each.weights) for each in own)
    depth = 1 + max(each.gain.shape[1] for each in own)
    parameters = own[0].anchors.shape[1]
    anchors = np.zeros((facts, parameters, width))
    gain = np.zeros((facts, width, depth))
    inverse = np.array([piece.shape.lengths**-2 for piece in pieces])
    for at, each in enumerate(own):
        count = len(each.weights)
        anchors[at, :, :count] = each.anchors.T
        gain[at, :count, 0] = each.weights
        gain[at, :count, 1 : 1 + each.gain.shape[1]] = each.gain
    scaled = anchors * inverse[:, :, None]
    shapes = [piece.shape for piece in pieces]
    return _Stack(
        anchors,
        scaled,
        0.5 * np.sum(anchors * scaled, axis=1),
        inverse,
        np.array([(s.slope**2, s.curvature**2, s.remainder**2) for s in shapes]),
        gain,
        np.array([piece.middle for piece in pieces]),
        np.array([piece.scale for piece in pieces]),
    )


def fit_emulator(
    bank: Bank, *, held_out: float = 0.2, seed: int = 0, workers: int = 1, smooth: bool = True
) -> Emulator:
    """Fit one surface a fact to a bank.

    Parameters
    ----------
    bank
        Simulated facts at design points.
    held_out
        Share of the points that the emulator does not see, in [0, 1).
    seed
        Decides which points those are.
    workers
        Threads, a fact each; the result does not depend on them.
    smooth
        Whether the standard errors are smoothed over the parameters first, see
        :func:`interregnum.calibration.surface.smoothed_errors`. Only errors that are known from
        outside, not estimated from the same panel, should be left as they are.

    Raises
    ------
    ScenarioError
        If the share is none, or a fact has fewer than 20 points; the fact is named.
    UsageError
        If the extra ``calibration`` is not installed.
    """
    if not 0.0 <= held_out < 1.0:
        msg = f"emulator: held_out = {held_out} is not a share below 1; give one in [0, 1)"
        raise ScenarioError(msg)
    count = len(bank.places)
    order = np.random.default_rng(seed).permutation(count)
    out = round(held_out * count)
    held, seen = np.sort(order[:out]), order[out:]
    return _fit(bank, held, seen, None, (workers, smooth))


def refitted(emulator: Emulator, bank: Bank, *, workers: int = 1, smooth: bool = True) -> Emulator:
    """Return the emulator given all points of a bank, its penalties and lengths as they are.

    Parameters
    ----------
    emulator
        Fitted before, to a part of the bank or to an earlier wave.
    bank
        With facts of the same names.
    workers, smooth
        As in :func:`fit_emulator`.

    Raises
    ------
    ScenarioError
        If the facts are others, or one has fewer than 20 points.
    """
    if bank.names != emulator.names:
        msg = "emulator: the bank has other facts; give one with the facts that it was fitted to"
        raise ScenarioError(msg)
    none = np.zeros(0, dtype=np.intp)
    shapes = tuple(piece.shape for piece in emulator.pieces)
    return _fit(bank, none, np.arange(len(bank.places)), shapes, (workers, smooth))


def _fit(
    bank: Bank, held: Rows, seen: Rows, shapes: tuple[Shape, ...] | None, how: tuple[int, bool]
) -> Emulator:
    """Fit every fact on the points seen, in the order given."""
    workers, smooth = how

    def piece(column: int) -> Piece:
        return _piece(bank.rows(seen), column, None if shapes is None else shapes[column], smooth)

    with one_thread(), ThreadPoolExecutor(max_workers=max(workers, 1)) as pool:
        pieces = tuple(pool.map(piece, range(len(bank.names))))
    return Emulator(bank.names, pieces, held)


def _piece(bank: Bank, column: int, shape: Shape | None, smooth: bool) -> Piece:
    """Fit one fact."""
    known = np.isfinite(bank.facts[:, column])
    if int(known.sum()) < LEAST_POINTS:
        msg = (
            f"emulator: {bank.names[column]} has a case at {int(known.sum())} design points; leave "
            f"it out, or give a bank where at least {LEAST_POINTS} have one"
        )
        raise ScenarioError(msg)
    places, values = stretched(bank.places[known]), bank.facts[known, column]
    errors = np.maximum(bank.errors[known, column], 1e-9)
    if smooth:
        errors = smoothed_errors(places, errors)
    # Points that differ much in information should not all move the middle alike.
    trust = 1.0 / (errors**2 + float(values.var()))
    middle = float(np.average(values, weights=trust))
    scale = float(np.sqrt(np.average((values - middle) ** 2, weights=trust))) or 1.0
    values, noise = (values - middle) / scale, (errors / scale) ** 2
    if shape is None:
        few = slice(0, SHAPED_BY)
        shape = fitted_shape(places[few], values[few], noise[few])
    return Piece(shape, condensed(shape, places, values, noise, ANCHORS), middle, scale)
