"""The table of the stylised facts: the record's number of each, and what the fact is worth."""

from __future__ import annotations

from interregnum.calibration.record import record_facts
from interregnum.calibration.targets import TARGETS

HEAD = (
    *("Fact", "Effect", "Kind", "Record to 1989 (90 %)", "Events; n", "Role"),
    *("Discrepancy", "Informs", "Why"),
)


def rows_of_facts() -> list[tuple[str, ...]]:
    """Return a row a fact, in the columns of :data:`HEAD`.

    Examples
    --------
    >>> rows_of_facts()[0][:4]
    ('Breakdowns a year of personal regimes', '`breakdown.rate.personal`', 'rate',
     '0.0744 (0.0591 to 0.0954)')
    """
    rows: list[tuple[str, ...]] = []
    for target, fact in zip(TARGETS, record_facts().facts, strict=True):
        fitted = "fitted" if target.votes else "fitted, no vote"
        rows.append(
            (
                target.title,
                f"`{target.effect}`",
                target.kind,
                f"{fact.published:.3g} ({fact.low:.3g} to {fact.high:.3g})",
                f"{fact.events}; {fact.n}",
                fitted if target.fitted else "shown",
                f"{target.discrepancy:.2f}",
                target.informs,
                target.why,
            )
        )
    return rows
