"""Parameters of a run are addressed draws: by the run and the parameter's own name, nothing else.

Neither the number of runs, nor other parameters, nor the scenario changes a parameter's draw. A
value in a range is a uniform, log-uniform or truncated normal draw; the weights of a simplex are
gamma draws of integer shape, divided by their sum (a Dirichlet draw).
"""

from __future__ import annotations

from typing import Any

from interregnum.kernels.random import PURPOSE_PARAMETER, uniform
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import exp, log, normal_quantile

FIXED = 0.0
UNIFORM = 1.0
LOG_UNIFORM = 2.0
DIRICHLET = 3.0
NORMAL = 4.0
ROW = 7  # kind, value, low, high, name word 0, name word 1, simplex number
SIGNATURE = "void(int64, int64, float64[::1], float64[::1], float64[::1])"

SOURCE = """
def draw_parameters(seed, runs, numbers, table, parameters):
    count = len(table) // 7
    for r in range(runs):
        run = int(numbers[r])
        for j in range(count):
            parameters[r * count + j] = draw_one(seed, run, table, j)
        for j in range(count):
            if table[j * 7] == 3.0:
                whole = simplex_sum(seed, run, table, count, j)
                parameters[r * count + j] = draw_one(seed, run, table, j) / whole
"""


@scalar
def gamma_draw(seed: int, run: int, words: tuple[int, int], shape: int) -> float:
    """Return a gamma draw of integer shape: the sum of that many exponential draws."""
    result = 0.0
    for d in range(shape):
        result -= log(uniform(seed, run, words[1], words[0], PURPOSE_PARAMETER, d))
    return result


@scalar
def draw_one(seed: int, run: int, table: Any, j: int) -> float:
    """Return the draw of row j of the parameter table; for a simplex, before division.

    Rows are (kind, value, low, high, two words of the name's hash, simplex number); for a simplex
    ``low`` holds the concentration.
    """
    kind = table[j * ROW]
    value = table[j * ROW + 1]
    low = table[j * ROW + 2]
    high = table[j * ROW + 3]
    words = (int(table[j * ROW + 4]), int(table[j * ROW + 5]))
    if kind == FIXED:
        return float(value)
    if kind == DIRICHLET:
        return gamma_draw(seed, run, words, int(low))
    u = uniform(seed, run, words[1], words[0], PURPOSE_PARAMETER, 0)
    if kind == NORMAL:
        # The range is four standard deviations wide; what falls outside stands at its end.
        return float(min(max(value + 0.25 * (high - low) * normal_quantile(u), low), high))
    if kind == LOG_UNIFORM:
        return float(min(max(exp(log(low) + u * (log(high) - log(low))), low), high))
    return float(low + u * (high - low))


@scalar
def simplex_sum(seed: int, run: int, table: Any, count: int, j: int) -> float:
    """Return the sum of the gamma draws of the simplex to which row j belongs."""
    result = 0.0
    for other in range(count):
        if table[other * ROW] == DIRICHLET and table[other * ROW + 6] == table[j * ROW + 6]:
            result += draw_one(seed, run, table, other)
    return result


BINDINGS = {"draw_one": draw_one, "simplex_sum": simplex_sum}
