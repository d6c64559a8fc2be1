"""Compiled kernels equal the Python they were written in, bit for bit."""

import random
import struct
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from interregnum.kernels import special
from interregnum.kernels.poisson import poisson_draw, poisson_quantile
from interregnum.kernels.random import (
    Address,
    Blocks,
    draw_block,
    draw_normal,
    draw_uniform,
    fill_blocks,
    philox4x32,
    uniform,
)
from interregnum.kernels.reduce import tally, total
from interregnum.kernels.scalar import SCALARS, Target, compiled, scalar
from interregnum.kernels.special import bits_from_float, float_from_bits
from interregnum.kernels.vectors import (
    bell_scale,
    bell_sum,
    combine_rows,
    plain_sum,
    product_sum,
)

POINTS = 100_000


def bits(value: Any) -> bytes:
    """Return the bits of a number, all not-a-numbers being one."""
    if isinstance(value, tuple):
        return b"".join(bits(part) for part in value)
    if isinstance(value, int):
        return struct.pack("<q", value)
    return b"nan" if value != value else struct.pack("<d", value)


def any_float(draw: random.Random) -> float:
    """Return a float whose bits are drawn: every exponent, subnormals, infinities, not-a-number."""
    return float(struct.unpack("<d", struct.pack("<Q", draw.getrandbits(64)))[0])


def ordinary(low: float, high: float) -> Callable[[random.Random], float]:
    return lambda draw: any_float(draw) if draw.random() < 0.1 else draw.uniform(low, high)


def word(draw: random.Random) -> int:
    return draw.getrandbits(32)


def address(draw: random.Random) -> tuple[int, ...]:
    return (
        draw.getrandbits(63),
        *(word(draw) for _ in range(3)),
        draw.getrandbits(16),
        draw.getrandbits(16),
    )


def place(draw: random.Random) -> tuple[Any, ...]:
    return Address(draw.getrandbits(63), word(draw), word(draw)), word(draw), draw.getrandbits(16)


# Compared, and held to exact sums, in the unit tests of their module.
IN_VECTORS = {product_sum, plain_sum, bell_sum, bell_scale, combine_rows}


# A primitive's compiled form can be called from compiled code only.
@scalar
def read_bits(number: int) -> float:
    return float_from_bits(number)


@scalar
def written_bits(value: float) -> int:
    return bits_from_float(value)


ARGUMENTS: dict[Callable[..., Any], Callable[[random.Random], tuple[Any, ...]]] = {
    special.exp: lambda draw: (ordinary(-750.0, 712.0)(draw),),
    special.log: lambda draw: (ordinary(0.0, 4.0)(draw),),
    special.normal_cdf: lambda draw: (ordinary(-40.0, 10.0)(draw),),
    special.normal_density: lambda draw: (ordinary(-40.0, 40.0)(draw),),
    special.normal_quantile: lambda draw: (ordinary(0.0, 1.0)(draw),),
    special.power_of_two: lambda draw: (draw.randint(-1022, 1023),),
    read_bits: lambda draw: (draw.getrandbits(63),),
    written_bits: lambda draw: (ordinary(-1.0, 1.0)(draw),),
    special._upper_tail: lambda draw: (draw.uniform(0.67448976, 39.0),),
    philox4x32: lambda draw: (*(word(draw) for _ in range(6)), draw.randint(0, 12)),
    uniform: address,
    draw_uniform: place,
    draw_normal: place,
    draw_block: lambda draw: (*place(draw), draw.getrandbits(16)),
    poisson_quantile: lambda draw: (draw.random() or 0.5, draw.uniform(0.0, 600.0)),
    poisson_draw: lambda draw: (*place(draw), 10.0 ** draw.uniform(-3.0, 3.0)),
}


@pytest.mark.parametrize("kernel", ARGUMENTS, ids=lambda kernel: kernel.__name__)
def test_compiled_kernel_equals_python_bit_for_bit(kernel: Callable[..., Any]) -> None:
    draw = random.Random(kernel.__name__)
    fast = compiled(kernel, Target.CPU)
    arguments = [ARGUMENTS[kernel](draw) for _ in range(POINTS)]
    different = [a for a in arguments if bits(kernel(*a)) != bits(fast(*a))]
    assert different == []


@pytest.mark.parametrize("length", [0, 1, 2, 17, 1_000, POINTS])
def test_compiled_reductions_equal_python_bit_for_bit(length: int) -> None:
    draw = random.Random(length)
    values = [draw.gauss(0.0, 1.0) * 10.0 ** draw.randint(-20, 20) for _ in range(length)]
    flags = [draw.randint(-1, 1) for _ in range(length)]
    fast = compiled(total, Target.CPU)(np.array(values, dtype=np.float64), 0, length)
    assert bits(total(values, 0, length)) == bits(fast)
    assert tally(flags, 0, length) == compiled(tally)(np.array(flags, dtype=np.int64), 0, length)


@pytest.mark.parametrize("over_runs", [0, 1])
def test_many_blocks_are_the_single_ones_on_both_targets(over_runs: int) -> None:
    draw = random.Random(over_runs)
    at, entity, purpose = place(draw)
    plain = Blocks(*([0] * 100 for _ in range(4)))
    fast = Blocks(*(np.zeros(100, dtype=np.int64) for _ in range(4)))
    asked = (at, entity, 100, purpose, over_runs)
    assert fill_blocks(plain, *asked) == compiled(fill_blocks, Target.CPU)(fast, *asked) == 100
    assert [list(words) for words in fast] == [list(words) for words in plain]
    for number in range(100):
        run = Address(at.seed, at.run + over_runs * number, at.day)
        block = draw_block(run, entity + (1 - over_runs) * number, purpose, 0)
        assert tuple(words[number] for words in plain) == tuple(block)


def test_every_kernel_is_compared() -> None:
    kernels = {f for f in SCALARS if f.__module__.startswith("interregnum.kernels")}
    primitives = {bits_from_float, float_from_bits, *IN_VECTORS}
    assert kernels <= {*ARGUMENTS, total, tally, fill_blocks, *primitives}
