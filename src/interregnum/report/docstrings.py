"""What a mechanism's docstring says, section by section, as Markdown."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Sequence

from interregnum.declare import Mechanism, annotations_of

HEADINGS = ("Equations", "Reads", "Writes", "Limits", "Source")


def sections(docstring: str) -> dict[str, str]:
    """Return a docstring's underlined sections by heading; the text before them under "".

    >>> sections("Chapter.\\n\\nLimits\\n------\\nNone.")
    {'': 'Chapter.', 'Limits': 'None.'}
    """
    parts = re.split(r"^(\S[^\n]*)\n-{3,}[ \t]*$", inspect.cleandoc(docstring), flags=re.MULTILINE)
    found = {"": parts[0].strip()}
    found.update(zip(parts[1::2], (part.strip() for part in parts[2::2]), strict=True))
    return found


def sections_of(mechanism: Mechanism) -> dict[str, str]:
    """Return the sections of the file in which a mechanism is declared."""
    module = inspect.getmodule(mechanism.rule)
    return sections((module.__doc__ if module else None) or "")


def as_markdown(text: str) -> str:
    """Return a section as Markdown, its equations between dollar signs.

    >>> as_markdown("The sum ``a + b``, :math:`a+b`.")
    'The sum `a + b`, $a+b$.'
    """
    text = re.sub(r"``([^`]+)``", r"`\1`", text)
    text = re.sub(r":(?:func|class|mod|data):`([^`]+)`", r"`\1`", text)
    text = re.sub(
        r"\.\. math::[ \t]*((?:.*)(?:\n(?:[ \t]+\S.*|[ \t]*(?=\n[ \t]+\S)))*)",
        lambda found: "\n$$" + " ".join(found[1].split()) + "$$\n",
        text,
    )
    return re.sub(r":math:`([^`]+)`", lambda found: f"${' '.join(found[1].split())}$", text)


def markdown_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table.

    >>> print(markdown_table(["a"], [["1 | 2"]]))
    | a |
    | --- |
    | 1 \\| 2 |
    """
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in line) + " |"
        for line in lines
    )


def missing_text(mechanism: Mechanism) -> list[str]:
    """Return what a mechanism leaves unsaid that its description needs; nothing if all is there.

    Its opening sentence, each heading with a text, equation and title, and of each parameter
    unit, symbol and source.
    """
    told = sections_of(mechanism)
    unsaid = [] if told[""] else ["opening sentence"]
    unsaid += [heading for heading in HEADINGS if not told.get(heading)]
    unsaid += [part for part in ("equation", "title") if not getattr(mechanism, part).strip()]
    for field, declared in annotations_of(mechanism.params).items():
        for part in ("unit", "symbol", "source"):
            if not getattr(declared, part).strip():
                unsaid.append(f"{field}: {part}")
    return [f"{mechanism.name}: {what}" for what in unsaid]
