"""Pages whose Python blocks are executed in order, in one namespace, each with what it printed."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path
from typing import Any, NamedTuple

# A block of code, and the block of text after it, if there is one: what the page says it prints.
BLOCK = re.compile(r"^```python\n(.*?)^```$(?:\n\n^```text\n(.*?)^```$)?", re.M | re.S)
NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?")


class Executed(NamedTuple):
    """A block that was executed: its code, what the page says it prints, and what it printed."""

    code: str
    said: str
    printed: str


def executed(page: Path) -> list[Executed]:
    """Execute all blocks of a page and return them."""
    names: dict[str, Any] = {}
    done = []
    for code, said in BLOCK.findall(page.read_text(encoding="utf-8")):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, str(page), "exec"), names)
        done.append(Executed(code, said, printed.getvalue()))
    return done
