"""Options that choose the engine, and how many persons it counts."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Engine(StrEnum):
    """How shares of those who act come about."""

    MEAN_FIELD = "mean-field"
    AGENTS = "agents"


EngineChoice = Annotated[
    Engine, typer.Option(help="Shares in closed form, or persons counted one by one.")
]
Citizens = Annotated[
    int | None,
    typer.Option(help="With --engine agents: citizens who stand for all; a million."),
]
Elites = Annotated[
    int | None,
    typer.Option(help="With --engine agents: members of the elite; 500. 0 is a continuum."),
]
Units = Annotated[
    int | None,
    typer.Option(help="With --engine agents: units of the services; 1000. 0 is a continuum."),
]
