"""A scalar function stays Python; its compiled twin calls compiled twins only."""

import math

import pytest

from interregnum.errors import UsageError
from interregnum.kernels.scalar import (
    SCALARS,
    Target,
    bound_globals,
    chosen_target,
    compiled,
    primitive,
    scalar,
)

OFFSET = 2.0


@scalar
def shifted(x: float) -> float:
    return x + OFFSET


@scalar
def doubled_shift(x: float) -> float:
    return 2.0 * shifted(x)


@scalar
def ratio(top: float, bottom: float) -> float:
    return top / bottom


def unmarked(x: float) -> float:
    return x


@primitive(cpu=lambda: compiled(shifted))
def spoken_otherwise(x: float) -> float:
    return x - OFFSET


def test_marking_returns_the_function_itself() -> None:
    assert scalar(unmarked) is unmarked
    assert unmarked in SCALARS
    SCALARS.discard(unmarked)


def test_the_python_target_is_the_function_itself() -> None:
    assert compiled(doubled_shift, Target.PYTHON) is doubled_shift


def test_the_cpu_target_is_compiled_once_and_agrees() -> None:
    fast = compiled(doubled_shift, Target.CPU)
    assert fast is not doubled_shift
    assert fast is compiled(doubled_shift)
    assert fast(1.5) == doubled_shift(1.5) == 7.0


def test_called_scalars_are_replaced_by_their_compiled_form() -> None:
    scope = bound_globals(doubled_shift, Target.CPU)
    assert scope["shifted"] is compiled(shifted, inner=True)
    assert bound_globals(doubled_shift, Target.PYTHON)["shifted"] is shifted
    assert doubled_shift.__globals__["shifted"] is shifted


def test_a_primitive_has_an_implementation_of_its_own_on_each_target() -> None:
    assert spoken_otherwise(1.0) == -1.0
    assert compiled(spoken_otherwise, Target.PYTHON)(1.0) == -1.0
    assert compiled(spoken_otherwise, Target.CPU)(1.0) == 3.0


def test_an_unguarded_division_is_why_every_division_is_guarded() -> None:
    assert compiled(ratio)(1.0, 0.0) == math.inf
    with pytest.raises(ZeroDivisionError):
        ratio(1.0, 0.0)


def test_cuda_is_refused_with_the_way_out() -> None:
    with pytest.raises(UsageError, match=r"cuda cannot run yet.*use cpu or python"):
        compiled(shifted, Target.CUDA)


@pytest.mark.parametrize("name", ["python", "cpu", "cuda"])
def test_the_environment_names_the_target(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERREGNUM_TARGET", name)
    assert chosen_target() is Target(name)


@pytest.mark.parametrize("unset", [True, False])
def test_without_a_name_the_default_is_taken(unset: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if unset:
        monkeypatch.delenv("INTERREGNUM_TARGET", raising=False)
    else:
        monkeypatch.setenv("INTERREGNUM_TARGET", "")
    assert chosen_target() is Target.CPU
    assert chosen_target(Target.PYTHON) is Target.PYTHON


@pytest.mark.parametrize(
    ("name", "hint"), [("pyhton", "did you mean python?"), ("gpu!", "cpu"), ("CPU", "cpu")]
)
def test_an_unknown_target_is_refused_by_name(
    name: str, hint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERREGNUM_TARGET", name)
    with pytest.raises(UsageError, match="INTERREGNUM_TARGET") as caught:
        chosen_target()
    assert name in str(caught.value)
    assert hint in str(caught.value)
