"""`interregnum warm`: compile the kernels once, so that no later command waits for them."""

from __future__ import annotations


def warm() -> None:
    """Fill the kernel cache in one process; about half a minute, and nothing if it is full.

    Example: interregnum warm
    """
    from interregnum.canonical.calls.loops import warm_loops
    from interregnum.engine.head_entries import head_entries
    from interregnum.engine.mean_field import entries
    from interregnum.kernels.launch import cache_folder
    from interregnum.kernels.scalar import Target

    entries(Target.CPU)
    head_entries(Target.CPU)
    warm_loops()
    print(f"kernels are compiled: {cache_folder()}")
