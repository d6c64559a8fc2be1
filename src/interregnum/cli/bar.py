"""A bar that shows how many runs have landed, and how long the rest will take."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interregnum.face import Case


class Bar:
    """A bar on stderr with the time left; nothing where stderr is no terminal."""

    def __init__(self, case: Case, *, shown: bool) -> None:
        self.shown = shown and sys.stderr.isatty()
        self.case = case

    def __enter__(self) -> Callable[[int, int], None] | None:
        if not self.shown:
            return None
        from rich.console import Console
        from rich.progress import Progress, TimeElapsedColumn, TimeRemainingColumn

        console = Console(stderr=True)
        self.bar = Progress(
            *Progress.get_default_columns()[:3],
            TimeRemainingColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
        )
        self.bar.start()
        task = self.bar.add_task(self.case.name, total=None)

        def landed(done: int, whole: int) -> None:
            self.bar.update(task, completed=done, total=whole)

        return landed

    def __exit__(self, *error: object) -> None:
        if self.shown:
            self.bar.stop()
