"""Countries as blocks: drawn whole, so that what goes together within one stays together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    from interregnum.evidence.findings import Findings


@dataclass(frozen=True, slots=True)
class Blocks:
    """Countries and the draws of them.

    Parameters
    ----------
    codes
        In ascending order, each once.
    weights
        A row a draw, a column a country: how often it was drawn.
    """

    codes: NDArray[np.int64]
    weights: NDArray[np.float64]

    @property
    def once(self) -> NDArray[np.float64]:
        """The draw in which every country comes once: the estimate itself."""
        import numpy as np

        return np.ones((1, len(self.codes)))

    def place(self, gw: ArrayLike) -> NDArray[np.int64]:
        """Return the place of each country among the codes."""
        import numpy as np

        return np.searchsorted(self.codes, np.asarray(gw, dtype=np.int64))


def blocks_of(findings: Findings, countries: Iterable[int]) -> Blocks:
    """Return the countries that a family draws, with its draws.

    Parameters
    ----------
    findings, countries
        The family's findings and the countries that they were made with.

    Examples
    --------
    >>> from interregnum.evidence.findings import Findings
    >>> blocks = blocks_of(Findings([20, 2, 20], 100, 0), [20, 2, 20])
    >>> blocks.codes.tolist(), blocks.weights.shape, blocks.place([20]).tolist()
    ([2, 20], (100, 2), [1])
    """
    import numpy as np

    codes = np.unique(np.asarray(list(countries), dtype=np.int64))
    return Blocks(codes, findings.drawn(np.eye(max(len(codes), 1))))
