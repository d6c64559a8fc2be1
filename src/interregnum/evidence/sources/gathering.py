"""What the sources share: rows read, days made of parts, codes joined, and nothing lost unsaid.

A source reads its file with :func:`read`, marks what it leaves out on the :class:`Account`, and
hands back the account's :meth:`Account.table`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from interregnum.errors import ScenarioError, nearest
from interregnum.evidence.cases import CaseTable, ReadReport
from interregnum.evidence.datasets import DATASETS
from interregnum.evidence.reading import Kind, read_rows

if TYPE_CHECKING:
    import pandas as pd

    from interregnum.evidence.folders import DataFolder

LINES_SHOWN = 5


@dataclass(slots=True)
class Account:
    """A source's rows on their way to a table, with what became of the others.

    Parameters
    ----------
    dataset, role
        The dataset's name and which of its files this is.
    path
        The file.
    frame
        The rows that are still in.
    report
        What the reader said of the file.
    """

    dataset: str
    role: str
    path: Path
    frame: pd.DataFrame
    report: ReadReport
    left_out: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def leave_out(self, these: pd.Series, reason: str) -> None:
        """Take rows out, counting them under a reason."""
        if count := int(these.sum()):
            self.left_out[reason] = self.left_out.get(reason, 0) + count
            self.frame = self.frame[~these]

    def drop_repeated_rows(self) -> None:
        """Take out rows that repeat another in every column."""
        self.leave_out(self.frame.duplicated(), "repeats another row in every column")

    def note(self, these: pd.Series, words: str) -> None:
        """Say of how many rows something holds, when it holds of any."""
        if count := int(these.sum()):
            self.notes.append(f"{count} rows: {words}")

    def refuse(self, these: pd.Series, columns: Sequence[str], rule: str) -> None:
        """Refuse the file when a rule is broken, with the lines and the values.

        Raises
        ------
        ScenarioError
            If any row is marked.
        """
        if not these.any():
            return
        wrong = self.frame[these]
        shown = "; ".join(
            f"row {int(str(index)) + 1} under the header "
            f"({', '.join(f'{name} {row[name]}' for name in columns)})"
            for index, row in wrong.head(LINES_SHOWN).iterrows()
        )
        more = "" if len(wrong) <= LINES_SHOWN else f" and {len(wrong) - LINES_SHOWN} more"
        raise ScenarioError(
            f"{self.path}: {shown}{more}: {rule}. Correct the file, or take the authors' own"
        )

    def refuse_repeated(self, key: Sequence[str], rule: str) -> None:
        """Refuse the file when two rows share a key that should tell them apart."""
        self.refuse(self.frame.duplicated(list(key), keep=False), key, rule)

    def one_row_a_state_and_year(self, country: str) -> None:
        """Leave a state's code to its successor, where both have a row in the year of change.

        West Germany and Germany both stand in 1990. The country whose rows go on keeps the code;
        the other's row stays, without one, so that no state and year is met twice.
        """
        frame = self.frame
        last = frame.groupby(country)["year"].transform("max")
        order = frame.assign(_last=last).sort_values(["_last", country])
        given_up = order["gw"].notna() & order.duplicated(["gw", "year"], keep="last")
        given_up = given_up.reindex(frame.index)
        self.note(given_up, "the state's code is left to the country that goes on after the year")
        self.frame = frame.assign(gw=frame["gw"].mask(given_up))

    def table(self, key: Sequence[str], *, vintage: str | None = None) -> CaseTable:
        """Return the rows in the order of a key, which does not depend on the file's order."""
        order = list(key)
        if self.frame.duplicated(order).any():  # then the other columns decide
            order += [name for name in sorted(map(str, self.frame.columns)) if name not in order]
        frame = self.frame.sort_values(order, kind="stable").reset_index(drop=True)
        if "gw" in frame:
            self.note(frame["gw"].isna(), "the place has no Gleditsch-Ward code")
        report = replace(
            self.report,
            left_out={**self.report.left_out, **self.left_out},
            notes=(*self.report.notes, *self.notes),
        )
        return CaseTable(self.dataset, frame, (report,), vintage_of(self, vintage))


def vintage_of(account: Account, known: str | None = None) -> str:
    """Return the version of the data: the file's own word, the one known, or "own copy".

    Parameters
    ----------
    account
        The file and its rows.
    known
        The version of the file handed over, where it is not the whole dataset's.
    """
    if "version" in account.frame and account.frame["version"].notna().any():
        return str(account.frame["version"].dropna().max()).removeprefix("V")
    dataset = DATASETS[account.dataset]
    file = next(file for file in dataset.files if file.role == account.role)
    if file.path == account.path.name:
        return known or dataset.vintage
    return f"own copy, {account.path.name}"


def read(
    folder: DataFolder,
    dataset: str,
    role: str,
    columns: Mapping[str, Kind],
    optional: Mapping[str, Kind] | None = None,
) -> Account:
    """Read a dataset's file of a role and open its account.

    Raises
    ------
    ScenarioError
        The file is missing, lacks a column, or holds what is no number or day.
    """
    path = folder.find(dataset, role)
    frame, report = read_rows(path, columns=columns, optional=optional)
    return Account(dataset, role, path, frame, report)


def first_of(account: Account, names: Sequence[str]) -> pd.Series:
    """Return the first column that is there, of several names that versions use.

    Raises
    ------
    ScenarioError
        None of them is there.
    """
    for name in names:
        if name in account.frame:
            return account.frame[name]
    hint = nearest(names[0], map(str, account.frame.columns))
    raise ScenarioError(f"{account.path}: no column {' or '.join(names)}; {hint}")


def missing_where(values: pd.Series, absent: int = -99) -> pd.Series:
    """Return numbers with the authors' code for "missing" made missing.

    >>> import pandas as pd
    >>> missing_where(pd.Series([1, -99, 0], dtype="Int64")).isna().tolist()
    [False, True, False]
    """
    return values.mask((values == absent).fillna(False).astype(bool))


def true_where(marks: pd.Series) -> pd.Series:
    """Return which marks hold; a mark that is missing does not.

    >>> import pandas as pd
    >>> true_where(pd.Series([True, None], dtype="boolean")).tolist()
    [True, False]
    """
    return marks.fillna(False).astype(bool)
