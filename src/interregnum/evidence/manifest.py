"""What the record is made of: each dataset, its files, its terms and what is needed of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OtherForm:
    """A form in which users hold a file: the authors' own names, format and columns.

    Parameters
    ----------
    patterns
        File names, with ``*`` for anything; upper and lower case are one.
    columns
        The columns that a file of this form has at least; empty where they are the usual ones.
    """

    patterns: tuple[str, ...]
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DataFile:
    """One file of a dataset.

    Parameters
    ----------
    role
        What the file is for, as "events"; the name under which a reader asks for it.
    path
        The file's usual name inside the dataset's folder.
    sha256
        The hash of the file of that name, or None: then it is each user's own copy.
    columns
        The columns that are needed.
    url
        Where the file of that hash is read from, or None.
    others
        Other forms in which users hold it.
    optional
        Whether the record does without it.
    package
        Where it lies inside an installed library, as "library/folder/file", or None.
    """

    role: str
    path: str
    sha256: str | None
    columns: tuple[str, ...]
    url: str | None = None
    others: tuple[OtherForm, ...] = ()
    optional: bool = False
    package: str | None = None

    def column_sets(self) -> tuple[tuple[str, ...], ...]:
        """Return the columns of each form known; a file has at least those of one of them."""
        own = tuple(form.columns for form in self.others if form.columns)
        return tuple(dict.fromkeys((self.columns, *own)))


@dataclass(frozen=True, slots=True)
class Dataset:
    """A source of the record: what it is, who made it, and on what terms it may be used.

    Parameters
    ----------
    name
        The name of the dataset and of its folder.
    title, vintage, citation, codebook, home, notes
        What it is called, which version is known, how to cite it, where its codes are told,
        where its authors keep it, and its limits.
    licence, redistributable
        The terms, and whether they let others pass the files on.
    covers
        First and last year of the version known.
    files
        Its files.
    used
        Whether effects or forecasts read it.
    """

    name: str
    title: str
    vintage: str
    licence: str
    redistributable: bool
    citation: str
    codebook: str
    home: str
    covers: tuple[int, int]
    files: tuple[DataFile, ...]
    notes: tuple[str, ...] = ()
    used: bool = True
