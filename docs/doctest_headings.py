"""Gives a docstring's closing doctest the heading under which the site shows it as code.

In the sources a doctest may follow any section; the site would read it as part of that section.
"""

from __future__ import annotations

import re
from typing import Any

import griffe

HEADING = re.compile(r"^Examples\n-+$", re.MULTILINE)


def with_heading(docstring: str) -> str:
    """Return the docstring with ``Examples`` above its first doctest, unless it stands there."""
    if HEADING.search(docstring) or ">>>" not in docstring:
        return docstring
    before, after = docstring.split(">>>", 1)
    return f"{before.rstrip()}\n\nExamples\n--------\n>>>{after}"


class DoctestHeadings(griffe.Extension):
    """Applied to every object before its docstring is parsed."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Rewrite one docstring."""
        if obj.docstring is not None:
            obj.docstring.value = with_heading(obj.docstring.value)
