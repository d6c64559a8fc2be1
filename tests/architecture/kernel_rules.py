"""The kernel rules of ARCHITECTURE.md, read from the syntax tree of every scalar function."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

COMPILED_LAYERS = ("kernels", "formulae", "networks", "mechanisms", "engine", "canonical")
BUILTINS = frozenset({"abs", "min", "max", "int", "float", "range", "len", "bool"})
FROM_MATH = frozenset({"sqrt", "floor"})
CONSTANT = re.compile(r"_?[A-Z][A-Z0-9_]*")

FORBIDDEN_NODES: dict[type[ast.AST], str] = {
    ast.Assert: "assert",
    ast.AsyncFunctionDef: "a nested function",
    ast.Await: "await",
    ast.ClassDef: "a nested class",
    ast.Delete: "del",
    ast.Dict: "a dict display",
    ast.DictComp: "a comprehension",
    ast.FormattedValue: "an f-string",
    ast.FunctionDef: "a nested function",
    ast.GeneratorExp: "a generator",
    ast.Global: "a global statement",
    ast.Import: "an import",
    ast.ImportFrom: "an import",
    ast.JoinedStr: "an f-string",
    ast.Lambda: "lambda",
    ast.List: "a list display",
    ast.ListComp: "a comprehension",
    ast.MatMult: "@",
    ast.Mod: "%",
    ast.Nonlocal: "a nonlocal statement",
    ast.Pow: "**",
    ast.Raise: "raise",
    ast.Set: "a set display",
    ast.SetComp: "a comprehension",
    ast.Slice: "a slice",
    ast.Starred: "a starred expression",
    ast.Try: "try",
    ast.With: "with",
    ast.Yield: "yield",
}


class Module(NamedTuple):
    """What a module offers to scalar functions, by plain name."""

    scalars: frozenset[str]
    records: frozenset[str]
    constants: frozenset[str]
    imported: dict[str, tuple[str, str]]


def _is_marked(node: ast.FunctionDef, *marks: str) -> bool:
    for decorator in node.decorator_list:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        if name in marks:
            return True
    return False


def _assigned(statement: ast.stmt) -> Iterator[str]:
    targets: list[ast.expr] = []
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, ast.AnnAssign):
        targets = [statement.target]
    for target in targets:
        yield from (n.id for n in ast.walk(target) if isinstance(n, ast.Name))


def read_module(tree: ast.Module) -> Module:
    """Return what a module defines and imports at its top level."""
    scalars, records, constants = set(), set(), set()
    imported: dict[str, tuple[str, str]] = {}
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef) and _is_marked(statement, "scalar", "primitive"):
            scalars.add(statement.name)
        elif isinstance(statement, ast.ClassDef):
            if any(getattr(base, "id", "") == "NamedTuple" for base in statement.bases):
                records.add(statement.name)
        elif isinstance(statement, ast.ImportFrom) and statement.module:
            for alias in statement.names:
                imported[alias.asname or alias.name] = (statement.module, alias.name)
        constants |= {name for name in _assigned(statement) if CONSTANT.fullmatch(name)}
    return Module(frozenset(scalars), frozenset(records), frozenset(constants), imported)


def _module_name(path: Path, source_root: Path) -> str:
    parts = path.relative_to(source_root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _available(module: Module, modules: dict[str, Module]) -> frozenset[str]:
    """Return the names that a scalar function of this module may use."""
    names = module.scalars | module.records | module.constants | BUILTINS
    for name, (origin, original) in module.imported.items():
        if origin == "math" and original in FROM_MATH and name == original:
            names |= {name}
        elif origin in modules:
            there = modules[origin]
            if original in there.scalars | there.records | there.constants:
                names |= {name}
    return names


def _body(function: ast.FunctionDef) -> list[ast.stmt]:
    """Return the statements after the docstring, annotations of locals taken off."""
    return function.body[1:] if ast.get_docstring(function) is not None else function.body


def _nodes(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """Walk the body, but not into the annotations, which no kernel evaluates."""
    waiting: list[ast.AST] = list(_body(function))
    while waiting:
        node = waiting.pop()
        yield node
        skipped = node.annotation if isinstance(node, ast.AnnAssign) else None
        waiting += [child for child in ast.iter_child_nodes(node) if child is not skipped]


def _violations_in(
    function: ast.FunctionDef, available: frozenset[str]
) -> Iterator[tuple[int, str]]:
    arguments = function.args
    named = {a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)}
    if arguments.defaults or any(default is not None for default in arguments.kw_defaults):
        yield function.lineno, "a default"
    if arguments.vararg or arguments.kwarg:
        yield function.lineno, "a variable number of arguments"
    nodes = list(_nodes(function))
    stored = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    for node in nodes:
        line = getattr(node, "lineno", function.lineno)
        if type(node) in FORBIDDEN_NODES:
            yield line, FORBIDDEN_NODES[type(node)]
        if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes | complex):
            yield line, f"the constant {node.value!r}"
        if isinstance(node, ast.Call):
            if not isinstance(node.func, ast.Name):
                yield line, f"the call {ast.unparse(node.func)}"
            elif node.func.id in named | stored:
                yield line, f"a call of the variable {node.func.id}"
        if isinstance(node, ast.Name) and node.id not in named | stored | available:
            yield line, f"the name {node.id}"


def functions(source: Path, source_root: Path) -> Iterator[tuple[Path, ast.FunctionDef]]:
    """Yield every function marked as scalar below a folder, methods and nested ones included."""
    for layer in COMPILED_LAYERS:
        for path in sorted((source / layer).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef) and _is_marked(node, "scalar"):
                    yield path, node


def violations(source: Path) -> list[str]:
    """Return one line for each breach of a kernel rule in the package at a folder."""
    root = source.parent
    modules = {
        _module_name(path, root): read_module(ast.parse(path.read_text(encoding="utf-8")))
        for path in source.rglob("*.py")
    }
    found = []
    for path, function in functions(source, root):
        available = _available(modules[_module_name(path, root)], modules)
        for line, what in sorted(_violations_in(function, available)):
            found.append(f"{path.relative_to(root)}:{line}: {function.name} uses {what}")
    return found
