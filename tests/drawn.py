"""What every figure must be: whole within its frame, with its provenance, the same each time."""

from __future__ import annotations

from pathlib import Path

import matplotlib.image
from PIL import Image

from interregnum.report.canvas import Drawing

PROVENANCE = "where it came from · 300 runs · seed 7 · a hash"


def assert_whole(drawing: Drawing, folder: Path) -> str:
    """Check a drawing and return its SVG as text."""
    files = [folder / "figure.png", folder / "figure.svg"]
    drawing.write(files)
    pixels = matplotlib.image.imread(files[0])
    assert pixels.std() > 0.05
    # Nothing touches the border: what is cut off would leave ink there.
    for edge in (pixels[:3], pixels[-3:], pixels[:, :3], pixels[:, -3:]):
        assert edge[..., :3].min() == 1.0
    with Image.open(files[0]) as image:
        assert image.info["Description"] == drawing.provenance
    assert files[1].read_bytes() == drawing.svg()
    text = files[1].read_text(encoding="utf-8")
    assert drawing.provenance.partition(" ·")[0] in text
    assert "<dc:date>" not in text
    return text
