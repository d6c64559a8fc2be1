"""The form of a mechanism's file: what must stand in it, and in which order."""

from __future__ import annotations

import ast
import importlib
import math
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from interregnum.declare import Mechanism, annotations_of

HEADINGS = ("Equations", "Reads", "Writes", "Limits", "Source")
CLASSES = ("Params", "Reads", "Writes")
DRAW = re.compile(r"uniform|fixed|normal|log_uniform|dirichlet:\w+:[1-9]\d*")


def mechanism_files(source: Path) -> list[Path]:
    """Return the mechanisms' files of a package, in the order of their names."""
    return sorted(p for p in (source / "mechanisms").glob("*.py") if not p.name.startswith("_"))


def _is_scalar(node: ast.stmt) -> bool:
    return isinstance(node, ast.FunctionDef) and any(
        ast.unparse(d).split(".")[-1] == "scalar" for d in node.decorator_list
    )


def _heading_complaints(tree: ast.Module) -> Iterator[str]:
    lines = (ast.get_docstring(tree) or "").splitlines()
    underlined = [
        line
        for line, below in pairwise(lines)
        if line and set(below) == {"-"} and len(below) == len(line)
    ]
    found = [line for line in underlined if line in HEADINGS]
    yield from (f"has no heading {h}" for h in HEADINGS if h not in found)
    if set(found) == set(HEADINGS) and found != list(HEADINGS):
        yield f"has its headings in the order {', '.join(found)}"


def _order_complaints(tree: ast.Module) -> Iterator[str]:
    """Params, Reads, Writes, the scalar rules, MECHANISM: each after the one before."""
    marks = []
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name in CLASSES:
            marks.append(CLASSES.index(node.name))
        elif _is_scalar(node):
            marks.append(3)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(getattr(t, "id", "") == "MECHANISM" for t in targets):
                marks.append(4)
    names = (*CLASSES, "a scalar rule", "MECHANISM")
    yield from (f"has no {name}" for i, name in enumerate(names) if i not in marks)
    if marks != sorted(marks):
        yield "does not keep the order Params, Reads, Writes, rules, MECHANISM"


def _doctest_complaints(tree: ast.Module) -> Iterator[str]:
    rules = [node for node in tree.body if isinstance(node, ast.FunctionDef) and _is_scalar(node)]
    public = [rule for rule in rules if not rule.name.startswith("_")]
    if not any(">>>" in (ast.get_docstring(rule) or "") for rule in public):
        yield "has no scalar rule with a doctest"
    yield from (f"{rule.name} has no docstring" for rule in rules if not ast.get_docstring(rule))


def _param_complaints(mechanism: Mechanism) -> Iterator[str]:
    defaults = getattr(mechanism.params, "_field_defaults", {})
    for field, param in annotations_of(mechanism.params).items():
        if field not in defaults:
            yield f"Params.{field} has no default"
            continue
        for part in ("unit", "source", "symbol"):
            if not getattr(param, part).strip():
                yield f"Params.{field} has no {part}"
        if not (math.isfinite(param.low) and math.isfinite(param.high) and param.low < param.high):
            yield f"Params.{field} has no range: {param.low} to {param.high}"
        elif not param.low <= defaults[field] <= param.high:
            yield f"Params.{field} = {defaults[field]} lies outside {param.low} to {param.high}"
        if not DRAW.fullmatch(param.draw):
            yield f"Params.{field} has no known law of draws: {param.draw}"
        if param.draw == "log_uniform" and not param.low > 0.0:
            yield f"Params.{field} is drawn log-uniformly from {param.low}"


def _state_complaints(mechanism: Mechanism) -> Iterator[str]:
    for record in (mechanism.reads, mechanism.writes):
        for field, declared in annotations_of(record).items():
            if not re.fullmatch(r"[a-z][a-z_0-9]*\.[a-z][a-z_0-9]*", declared.name):
                yield f"{record.__name__}.{field}: {declared.name} is not group.quantity"


def file_complaints(path: Path, tests: Path) -> list[str]:
    """Return what the text of a mechanism's file, or its missing tests, leave to be wished."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [*_heading_complaints(tree), *_order_complaints(tree), *_doctest_complaints(tree)]
    if not (tests / "property" / f"test_{path.stem}.py").exists():
        found.append(f"has no tests/property/test_{path.stem}.py")
    return [f"{path.name} {what}" for what in found]


def declaration_complaints(mechanism: Mechanism, stem: str) -> list[str]:
    """Return what a mechanism's declaration leaves to be wished."""
    found = [*_param_complaints(mechanism), *_state_complaints(mechanism)]
    if mechanism.name != stem:
        found.append(f"calls itself {mechanism.name}")
    found += [f"has no {part}" for part in ("equation", "title") if not getattr(mechanism, part)]
    return [f"{stem}.py {what}" for what in found]


def load(path: Path) -> Mechanism:
    """Return the mechanism that a file of the installed package declares."""
    module = importlib.import_module(f"interregnum.mechanisms.{path.stem}")
    mechanism: Mechanism = module.MECHANISM
    return mechanism
