"""No scalar function in the tree breaks a kernel rule, and the check sees each kind of breach."""

import shutil
from pathlib import Path

import pytest

import interregnum
from architecture import kernel_rules

SOURCE = Path(interregnum.__file__).parent

HEAD = """
import math
from math import floor, sin, sqrt
from typing import NamedTuple
import numpy as np
from interregnum.errors import nearest
from interregnum.kernels import special
from interregnum.kernels.scalar import scalar
from interregnum.kernels.special import exp

LIMIT = 2.0
lower_case = 1.0

class Pair(NamedTuple):
    left: float
    right: float

def unmarked(x):
    return x

"""

GOOD = '''
@scalar
def tamed(x: float, values: list[float], pair: Pair) -> Pair:
    """Return something."""
    total: float = 0.0
    for i in range(len(values)):
        total += values[i] * LIMIT if x > 0.0 else -abs(pair.left)
    while total > LIMIT:
        total = total / 2.0
    left, right = total, sqrt(max(x, 0.0))
    return Pair(exp(left), floor(right))
'''

BAD = {
    "power": ("x ** 2", "**"),
    "remainder": ("x % 2.0", "%"),
    "module call": ("math.sqrt(x)", "the call math.sqrt"),
    "module": ("math.pi", "the name math"),
    "sine": ("sin(x)", "the name sin"),
    "numpy": ("np.exp(x)", "the call np.exp"),
    "scalar through its module": ("special.exp(x)", "the call special.exp"),
    "round": ("round(x)", "the name round"),
    "power function": ("pow(x, 2)", "the name pow"),
    "unmarked function": ("unmarked(x)", "the name unmarked"),
    "function of another layer": ("nearest(x, x)", "the name nearest"),
    "lower-case global": ("x + lower_case", "the name lower_case"),
    "undefined": ("x + elsewhere", "the name elsewhere"),
    "undefined constant": ("x + ELSEWHERE", "the name ELSEWHERE"),
    "lambda": ("(lambda y: y)(x)", "lambda"),
    "list": ("[x][0]", "a list display"),
    "dict": ("{1: x}[1]", "a dict display"),
    "set": ("len({x})", "a set display"),
    "comprehension": ("len([y for y in range(3)])", "a comprehension"),
    "generator": ("max(y for y in range(3))", "a generator"),
    "f-string": ("float(f'{x}')", "an f-string"),
    "string": ("float('1')", "the constant '1'"),
    "method": ("x.hex()", "the call x.hex"),
    "call of an argument": ("x(1.0)", "a call of the variable x"),
    "slice": ("x[1:2]", "a slice"),
    "starred": ("max(*x)", "a starred expression"),
}

BAD_STATEMENTS = {
    "try": ("try:\n        y = x\n    except ValueError:\n        y = x", "try"),
    "raise": ("raise ValueError", "raise"),
    "assert": ("assert x > 0.0", "assert"),
    "with": ("with x:\n        y = x", "with"),
    "global": ("global LIMIT", "a global statement"),
    "import": ("import math", "an import"),
    "nested function": ("def inner(y):\n        return y", "a nested function"),
}


def planted(tmp_path: Path, text: str, layer: str = "formulae") -> list[str]:
    """Return what the check finds in a copy of the package with one more file."""
    copy = tmp_path / "interregnum"
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / layer / "planted.py").write_text(HEAD + text)
    return [line for line in kernel_rules.violations(copy) if "planted.py" in line]


def test_no_scalar_function_breaks_a_kernel_rule() -> None:
    assert kernel_rules.violations(SOURCE) == []


def test_the_check_reads_the_functions_that_are_there() -> None:
    found = {function.name for _, function in kernel_rules.functions(SOURCE, SOURCE.parent)}
    assert {"exp", "normal_quantile", "philox4x32", "uniform", "total"} <= found


def test_a_function_within_the_rules_passes(tmp_path: Path) -> None:
    assert planted(tmp_path, GOOD) == []


@pytest.mark.parametrize("kind", BAD)
def test_a_forbidden_expression_is_found(kind: str, tmp_path: Path) -> None:
    expression, what = BAD[kind]
    found = planted(tmp_path, f"@scalar\ndef bad(x):\n    return {expression}\n")
    assert any(line.endswith(f"bad uses {what}") for line in found), found


@pytest.mark.parametrize("kind", BAD_STATEMENTS)
def test_a_forbidden_statement_is_found(kind: str, tmp_path: Path) -> None:
    statement, what = BAD_STATEMENTS[kind]
    found = planted(tmp_path, f"@scalar\ndef bad(x):\n    {statement}\n    return x\n")
    assert any(line.endswith(f"bad uses {what}") for line in found), found


@pytest.mark.parametrize(
    ("signature", "what"),
    [
        ("x=1.0", "a default"),
        ("*, x=1.0", "a default"),
        ("*x", "a variable number of arguments"),
        ("**x", "a variable number of arguments"),
    ],
)
def test_a_forbidden_signature_is_found(signature: str, what: str, tmp_path: Path) -> None:
    found = planted(tmp_path, f"@scalar\ndef bad({signature}):\n    return 1.0\n")
    assert any(line.endswith(what) for line in found), found


@pytest.mark.parametrize("layer", kernel_rules.COMPILED_LAYERS)
def test_every_compiled_layer_is_read(layer: str, tmp_path: Path) -> None:
    found = planted(tmp_path, "@scalar\ndef bad(x):\n    return x ** 2\n", layer)
    assert len(found) == 1


def test_integer_division_is_for_kernels_alone(tmp_path: Path) -> None:
    text = "@scalar\ndef halved(x):\n    return x // 2\n"
    assert planted(tmp_path, text, "kernels") == []
