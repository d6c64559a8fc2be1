"""Exponential, logarithm and the normal law against 60-digit arithmetic, over their whole range."""

import math
import random
import struct
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

import pytest
from mpmath import mp

from interregnum.kernels.special import (
    bits_from_float,
    exp,
    float_from_bits,
    log,
    normal_cdf,
    normal_density,
    normal_quantile,
    power_of_two,
)

INFINITY = math.inf
SMALLEST = 5e-324
CDF_JOINS = (0.67448975, 5.656854249492381)
QUANTILE_JOINS = (0.075, 0.925, math.exp(-25.0), 1.0 - math.exp(-25.0))


@pytest.fixture(autouse=True)
def _sixty_digits() -> Iterator[None]:
    with mp.workdps(60):
        yield


def worst_error(
    function: Callable[[float], float], truth: Callable[[float], object], points: Iterable[float]
) -> float:
    """Return the largest error in units of the last place of the true value."""
    worst = 0.0
    for x in points:
        exact = truth(mp.mpf(x))
        unit = math.ulp(float(exact))
        worst = max(worst, float(abs(mp.mpf(function(x)) - exact) / unit))
    return worst


def around(x: float, count: int, spread: float = 0.0) -> Iterator[float]:
    """Yield neighbours of x: consecutive floats, or steps of a given relative size."""
    step = max(math.ulp(x), spread * abs(x))
    for i in range(-count, count + 1):
        yield x + i * step


def exp_points(count: int) -> Iterator[float]:
    draw = random.Random(1)
    for _ in range(count):
        yield draw.uniform(-745.13, 709.78)
        yield draw.uniform(-745.13, -708.0)  # the result is subnormal or nearly so
        yield draw.choice((-1.0, 1.0)) * 10.0 ** draw.uniform(-320.0, 0.0)
    for k in range(-2149, 2048):  # where the multiple of log 2 that is taken out changes
        yield from around(k * math.log(2.0) / 2.0, 1)
    yield from around(709.782712893384, 0)
    yield from (709.782712893384 - i * math.ulp(709.0) for i in range(50))
    yield from (-745.1332191019411 + i * math.ulp(745.0) for i in range(50))


def log_points(count: int) -> Iterator[float]:
    draw = random.Random(2)
    for _ in range(count):
        yield struct.unpack("<d", struct.pack("<q", draw.randrange(1, 0x7FF0000000000000)))[0]
        yield 1.0 + draw.choice((-1.0, 1.0)) * 10.0 ** draw.uniform(-16.0, -0.3)
        yield draw.randrange(1, 2**52) * SMALLEST
    for k in range(-1022, 1024):
        yield from around(math.ldexp(math.sqrt(2.0), k) if k < 1023 else 1e308, 1)
        yield math.ldexp(1.0, k)
        yield math.nextafter(math.ldexp(1.0, k), 0.0)
    yield from (SMALLEST * i for i in range(1, 50))
    yield 1.7976931348623157e308


def cdf_points(count: int) -> Iterator[float]:
    draw = random.Random(3)
    for _ in range(count):
        yield draw.uniform(-38.5, 9.0)
        yield draw.uniform(-7.0, 3.0)
        yield draw.choice((-1.0, 1.0)) * 10.0 ** draw.uniform(-320.0, 0.0)
    for join in CDF_JOINS:
        for x in (join, -join):
            yield from around(x, 50)
            yield from around(x, 50, 1e-9)
    yield from (-37.5 - i * 0.001 for i in range(1001))


def quantile_points(count: int) -> Iterator[float]:
    draw = random.Random(4)
    for _ in range(count):
        yield draw.uniform(0.0, 1.0)
        yield 10.0 ** draw.uniform(-323.3, -1.0)
        yield 1.0 - 2.0 ** -draw.uniform(1.0, 53.0)
        yield 0.5 + draw.choice((-1.0, 1.0)) * 10.0 ** draw.uniform(-16.0, -1.0)
    for join in QUANTILE_JOINS:
        yield from around(join, 50)
    yield from (SMALLEST * i for i in range(1, 50))
    yield from (1.0 - i * 2.0**-53 for i in range(1, 50))


def worst_quantile_error(points: Iterable[float]) -> float:
    """Return the largest relative error, one Newton step of 60 digits giving the true value."""
    worst = 0.0
    for p in points:
        if p in (0.0, 0.5, 1.0):
            continue
        x = mp.mpf(normal_quantile(p))
        # The smaller tail, so that no digit is lost: p = Φ(x), or 1 - p = Φ(-x).
        miss = mp.ncdf(x) - p if p < 0.5 else (1 - mp.mpf(p)) - mp.ncdf(-x)
        worst = max(worst, float(abs(miss / mp.npdf(x) / x)))
    return worst


def test_exp_is_within_two_units_over_its_whole_range() -> None:
    assert worst_error(exp, mp.exp, exp_points(20_000)) <= 2.0


def test_log_is_within_two_units_over_its_whole_range() -> None:
    assert worst_error(log, mp.log, log_points(20_000)) <= 2.0


def test_normal_cdf_is_within_eight_units_down_to_the_smallest_float() -> None:
    assert worst_error(normal_cdf, mp.ncdf, cdf_points(10_000)) <= 8.0


def test_normal_quantile_is_within_1e_12_over_all_floats_between_0_and_1() -> None:
    assert worst_quantile_error(quantile_points(8_000)) <= 1e-12


@pytest.mark.slow
def test_a_hundred_times_as_many_points_change_no_verdict() -> None:
    assert worst_error(exp, mp.exp, exp_points(300_000)) <= 2.0
    assert worst_error(log, mp.log, log_points(300_000)) <= 2.0
    assert worst_error(normal_cdf, mp.ncdf, cdf_points(100_000)) <= 8.0
    assert worst_quantile_error(quantile_points(60_000)) <= 1e-12


def test_normal_density_is_within_the_error_of_its_exponent() -> None:
    """The argument x²/2 is rounded, which costs up to x²/2 units, no more."""
    for x in cdf_points(300):
        exact = mp.npdf(mp.mpf(x))
        allowed = (4.0 + 0.5 * x * x) * math.ulp(float(exact))
        assert abs(mp.mpf(normal_density(x)) - exact) <= allowed


@pytest.mark.parametrize(
    ("function", "x", "value"),
    [
        (exp, 0.0, 1.0),
        (exp, -0.0, 1.0),
        (exp, INFINITY, INFINITY),
        (exp, -INFINITY, 0.0),
        (exp, 709.7827128933841, INFINITY),
        (exp, -745.1332191019412, 0.0),
        (exp, 1e308, INFINITY),
        (exp, -1e308, 0.0),
        (exp, SMALLEST, 1.0),
        (log, 1.0, 0.0),
        (log, 0.0, -INFINITY),
        (log, -0.0, -INFINITY),
        (log, INFINITY, INFINITY),
        (normal_cdf, 0.0, 0.5),
        (normal_cdf, INFINITY, 1.0),
        (normal_cdf, -INFINITY, 0.0),
        (normal_cdf, 1e308, 1.0),
        (normal_cdf, -1e308, 0.0),
        (normal_density, INFINITY, 0.0),
        (normal_density, -INFINITY, 0.0),
        (normal_quantile, 0.5, 0.0),
        (normal_quantile, 0.0, -INFINITY),
        (normal_quantile, 1.0, INFINITY),
    ],
)
def test_special_values_are_exact(
    function: Callable[[float], float], x: float, value: float
) -> None:
    assert function(x) == value


@pytest.mark.parametrize(
    ("function", "x"),
    [
        (exp, math.nan),
        (log, math.nan),
        (log, -SMALLEST),
        (log, -INFINITY),
        (normal_cdf, math.nan),
        (normal_density, math.nan),
        (normal_quantile, math.nan),
        (normal_quantile, -SMALLEST),
        (normal_quantile, 1.0000000000000002),
    ],
)
def test_what_has_no_value_is_not_a_number(function: Callable[[float], float], x: float) -> None:
    assert math.isnan(function(x))


@pytest.mark.parametrize(
    ("function", "join"),
    [
        (exp, math.log(2.0) / 2.0),
        (exp, -math.log(2.0) * 99.5),
        (log, math.sqrt(2.0)),
        (log, math.sqrt(0.5)),
        (normal_cdf, CDF_JOINS[0]),
        (normal_cdf, -CDF_JOINS[0]),
        (normal_cdf, -CDF_JOINS[1]),
    ],
)
def test_functions_increase_across_joins(function: Callable[[float], float], join: float) -> None:
    """Steps of many times the admitted error: values may not even stand still."""
    values = [function(x) for x in around(join, 1_000, 1e-13 if function is exp else 1e-12)]
    assert all(later > earlier for earlier, later in pairwise(values))


@pytest.mark.parametrize("join", [CDF_JOINS[1], -38.0])
def test_the_cdf_never_falls_where_its_digits_run_out(join: float) -> None:
    """Near 1 and among subnormal numbers neighbours share a value; none may fall back."""
    values = [normal_cdf(x) for x in around(join, 1_000, 1e-6)]
    assert all(later >= earlier for earlier, later in pairwise(values))
    assert values[-1] > values[0]


@pytest.mark.parametrize("join", QUANTILE_JOINS)
def test_the_quantile_increases_across_joins(join: float) -> None:
    step = 1e-11 * min(join, 1.0 - join)
    values = [normal_quantile(join + i * max(step, math.ulp(join))) for i in range(-1_000, 1_001)]
    assert all(later >= earlier for earlier, later in pairwise(values))
    assert values[-1] > values[0]


def test_normal_law_is_symmetric() -> None:
    for x in cdf_points(300):
        assert normal_cdf(x) + normal_cdf(-x) == pytest.approx(1.0, abs=3e-16)
        assert normal_density(x) == normal_density(-x)
    for p in (0.25, 0.0625, 2.0**-20, 2.0**-50):
        assert normal_quantile(p) == -normal_quantile(1.0 - p)


def test_bits_go_there_and_back() -> None:
    draw = random.Random(5)
    for x in (0.0, -0.0, 1.0, SMALLEST, -INFINITY, *(draw.gauss(0.0, 1e6) for _ in range(1_000))):
        assert struct.pack("<d", float_from_bits(bits_from_float(x))) == struct.pack("<d", x)
    for k in range(-1022, 1024):
        assert power_of_two(k) == math.ldexp(1.0, k)
