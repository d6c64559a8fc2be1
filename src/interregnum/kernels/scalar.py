"""One scalar source, several targets: plain Python is the truth, compiled code must equal it.

A function marked with :func:`scalar` stays an ordinary Python function: it can be called,
tested and read as such. :func:`compiled` turns it, and every scalar it calls, into machine
code for the target asked for. Nothing outside ``kernels`` names the compiler.

Numbers cross the border as 64-bit floats and integers. What Python cannot say in portable
arithmetic (the bits of a float) is a :class:`primitive`: one meaning, one implementation a
target.
"""

from __future__ import annotations

import os
import types
from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from interregnum.errors import UsageError, nearest

F = TypeVar("F", bound=Callable[..., Any])

SCALARS: set[Callable[..., Any]] = set()
_INLINED: set[Callable[..., Any]] = set()
_PRIMITIVES: dict[Callable[..., Any], Callable[[], Any]] = {}
_COMPILED: dict[tuple[Callable[..., Any], str, bool], Any] = {}

# No kernel allocates, so none needs reference counts (`_nrt`): without them calls that pass
# arrays cost a fraction, in compile time (46 to 24 s) and at run time (7.4 to 4.3 ms a run).
COMPILER_OPTIONS = {"error_model": "numpy", "nogil": True, "fastmath": False, "_nrt": False}
# What only other kernels call needs no doors to Python and C.
_INNER_OPTIONS = {**COMPILER_OPTIONS, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}


class Target(StrEnum):
    """Where the scalar functions run."""

    PYTHON = "python"
    CPU = "cpu"
    CUDA = "cuda"


def chosen_target(default: Target = Target.CPU) -> Target:
    """Return the target named by ``INTERREGNUM_TARGET``, or the default.

    Raises
    ------
    UsageError
        If the variable names no known target, or one that this version cannot run.
    """
    name = os.environ.get("INTERREGNUM_TARGET", "")
    if not name:
        return default
    if name not in set(Target):
        msg = (
            f"environment: INTERREGNUM_TARGET = {name} is not a target; "
            f"{nearest(name, [t.value for t in Target])}"
        )
        raise UsageError(msg)
    return Target(name)


def scalar(function: F) -> F:
    """Register a function as a scalar rule and return it unchanged.

    Scalars (or a ``NamedTuple`` of arrays plus an index) in, scalars out. The kernel rules of
    ``ARCHITECTURE.md`` hold for its body; a test reads the syntax tree and enforces them.
    """
    SCALARS.add(function)
    return function


def inlined(function: F) -> F:
    """Ask the compiler to write a scalar rule out wherever it is called; return it unchanged.

    For what is called so often, with so many arrays, that passing these would take longer than
    the work (a structure of ten arrays is seventy numbers). The results are the same.
    """
    _INLINED.add(function)
    return function


def primitive(cpu: Callable[[], Any]) -> Callable[[F], F]:
    """Mark a Python function that needs an implementation of its own on each target.

    Parameters
    ----------
    cpu
        Called without arguments when first needed; returns the compiled counterpart.
    """

    def mark(function: F) -> F:
        SCALARS.add(function)
        _PRIMITIVES[function] = cpu
        return function

    return mark


def _names_used(code: types.CodeType) -> set[str]:
    names = set(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            names |= _names_used(constant)
    return names


def bound_globals(function: Callable[..., Any], target: Target) -> dict[str, Any]:
    """Return the function's globals with every scalar replaced by its compiled form."""
    code = function.__code__
    scope = dict(function.__globals__)
    for name in _names_used(code):
        value = scope.get(name)
        if isinstance(value, types.FunctionType) and value in SCALARS:
            scope[name] = compiled(value, target, inner=True)
    return scope


def compiled(
    function: Callable[..., Any], target: Target = Target.CPU, *, inner: bool = False
) -> Any:
    """Return the function for the target, compiled on first call.

    Parameters
    ----------
    function
        A function marked with :func:`scalar` or :func:`primitive`.
    target
        ``python`` returns the function itself.
    inner
        Whether only other kernels will call it.

    Raises
    ------
    UsageError
        For ``cuda``: the sources are prepared for it, but no engine of this version runs there.
    """
    if target is Target.PYTHON:
        return function
    if target is Target.CUDA:
        msg = (
            "environment: INTERREGNUM_TARGET = cuda cannot run yet: no engine of this version "
            "has a CUDA launch; use cpu or python"
        )
        raise UsageError(msg)
    key = (function, target.value, inner)
    if key not in _COMPILED:
        if function in _PRIMITIVES:
            _COMPILED[key] = _PRIMITIVES[function]()
        else:
            import numba

            twin = types.FunctionType(
                function.__code__,
                bound_globals(function, target),
                function.__name__,
                function.__defaults__,
                function.__closure__,
            )
            twin.__module__ = function.__module__
            twin.__qualname__ = function.__qualname__
            options: dict[str, Any] = dict(_INNER_OPTIONS if inner else COMPILER_OPTIONS)
            if inner and function in _INLINED:
                options["forceinline"] = True
            _COMPILED[key] = numba.njit(twin, **options)
    return _COMPILED[key]
