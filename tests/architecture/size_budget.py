"""How large files, functions, argument lists and classes are; run it to see the ten largest."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("src", "tests", "docs", "benchmarks")
LIMITS = {"file": 300, "function": 40, "arguments": 6, "public methods": 10}

EXCEPTIONS = {
    # A Philox block is six words of counter and key by definition; its rounds are the seventh.
    ("arguments", "src/interregnum/kernels/random.py philox4x32"),
    # Tables of published coefficients, one a line.
    ("file", "src/interregnum/kernels/special.py"),
    ("function", "src/interregnum/kernels/special.py normal_quantile"),
    ("function", "src/interregnum/kernels/special.py _upper_tail"),
}


class Size(NamedTuple):
    """One measured thing: its kind, how large it is, and where it stands."""

    kind: str
    value: int
    place: str


def _lines_of_code(text: str) -> set[int]:
    """Return the numbers of the lines that hold code: no blank ones, no comments."""
    layout = {
        tokenize.COMMENT,
        tokenize.NL,
        tokenize.NEWLINE,
        tokenize.INDENT,
        tokenize.DEDENT,
        tokenize.ENDMARKER,
    }
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in layout:
            lines.update(range(token.start[0], token.end[0] + 1))
    return lines


def _docstring_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> set[int]:
    if ast.get_docstring(node) is None:
        return set()
    first = node.body[0]
    return set(range(first.lineno, (first.end_lineno or first.lineno) + 1))


def _is_command(node: ast.FunctionDef | ast.AsyncFunctionDef, place: str) -> bool:
    """Say whether a function is a verb of the command line, whose options are its arguments."""
    return "/cli/" in place and not node.name.startswith("_")


def _functions(tree: ast.Module, text: str, place: str) -> Iterator[Size]:
    code = _lines_of_code(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            own = set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
            lines = len(own & code - _docstring_lines(node))
            yield Size("function", lines, f"{place} {node.name}")
            if not _is_command(node, place):
                given = node.args
                count = len(given.posonlyargs) + len(given.args) + len(given.kwonlyargs)
                yield Size("arguments", count, f"{place} {node.name}")
        elif isinstance(node, ast.ClassDef):
            methods = [
                item
                for item in node.body
                if isinstance(item, ast.FunctionDef) and not item.name.startswith("_")
            ]
            yield Size("public methods", len(methods), f"{place} {node.name}")


def sizes_of(text: str, place: str) -> Iterator[Size]:
    """Yield the sizes in one source text; docstrings, comments and blank lines weigh nothing
    in a function, but a file is as long as it is."""
    yield Size("file", len(text.splitlines()), place)
    yield from _functions(ast.parse(text), text, place)


def sizes(root: Path = ROOT) -> list[Size]:
    """Return every size in the project, the largest first."""
    found: list[Size] = []
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            place = path.relative_to(root).as_posix()
            found += sizes_of(path.read_text(encoding="utf-8"), place)
    return sorted(found, key=lambda size: -size.value)


def over_budget(found: list[Size]) -> list[Size]:
    """Return what is larger than its limit and stands in no list of exceptions."""
    return [s for s in found if s.value > LIMITS[s.kind] and (s.kind, s.place) not in EXCEPTIONS]


def report(found: list[Size]) -> str:
    """Return the ten largest of each kind, one a line."""
    lines = []
    for kind, limit in LIMITS.items():
        lines.append(f"{kind} (limit {limit})")
        lines += [f"  {s.value:5d}  {s.place}" for s in found if s.kind == kind][:10]
    return "\n".join(lines)


if __name__ == "__main__":
    print(report(sizes()))
