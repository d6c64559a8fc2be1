"""Entry points: a handful of functions compiled with declared signatures and kept on disk.

An entry's source text is written into the kernel cache folder and compiled from there, so that
the cache holds for every installation with the same sources. The folder's name is made of the
SHA-256 of all compiled layers, the compiler's version and the processor: the compiler's own key
misses changes in called functions, this one cannot.
"""

from __future__ import annotations

import hashlib
import os
import platform
import tempfile
import warnings
from collections.abc import Callable, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import platformdirs

from interregnum.kernels.scalar import COMPILER_OPTIONS, SCALARS, Target, compiled

COMPILED_LAYERS = ("kernels", "formulae", "networks", "mechanisms", "engine", "canonical")


def source_digest() -> str:
    """Return the SHA-256 over the sources of all compiled layers, in hexadecimal."""
    root = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256()
    files = [root / "declare.py"]
    for layer in COMPILED_LAYERS:
        files += sorted((root / layer).rglob("*.py"))
    for path in files:
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def _processor() -> str:
    from llvmlite import binding

    features = binding.get_host_cpu_features().flatten()
    return f"{platform.machine()}-{binding.get_host_cpu_name()}-{features}"


@cache
def cache_folder() -> Path:
    """Return the folder of this version's compiled kernels, made if it does not exist.

    It lies in the user's cache folder (``INTERREGNUM_CACHE`` overrides the place). If that
    cannot be written, a temporary folder serves for this process and a warning says so.
    """
    key = hashlib.sha256(
        "\0".join((source_digest(), metadata.version("numba"), _processor())).encode()
    ).hexdigest()[:24]
    root = os.environ.get("INTERREGNUM_CACHE") or platformdirs.user_cache_dir("interregnum")
    folder = Path(root) / f"kernels-{key}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        folder = Path(tempfile.mkdtemp(prefix="interregnum-kernels-"))
        warnings.warn(
            f"{root}: kernels cannot be cached there ({error.strerror}); they are compiled anew "
            "in every process. Set INTERREGNUM_CACHE to a folder you may write.",
            stacklevel=2,
        )
    return folder


def _written(name: str, source: str) -> Path:
    path = cache_folder() / f"{name}.py"
    if not (path.exists() and path.read_text() == source):
        handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
        with os.fdopen(handle, "w") as stream:
            stream.write(source)
        os.replace(temporary, path)
    return path


def load_entry(
    name: str,
    source: str,
    bindings: Mapping[str, Any],
    signature: str,
    target: Target,
) -> Callable[..., Any]:
    """Return the entry point ``name`` that a source text defines, ready for the target.

    Parameters
    ----------
    name
        The function's name in the source, and the name of its file in the cache folder.
    source
        Python text that defines the function; it may use the names in ``bindings``.
    bindings
        What those names stand for; scalars are replaced by their compiled form.
    signature
        The declared signature; the compiler never guesses types.
    target
        ``python`` runs the text as it stands.
    """
    scope = {
        key: compiled(value, target, inner=True) if _is_scalar(value) else value
        for key, value in bindings.items()
    }
    scope["__name__"] = __name__  # a cached kernel is rebuilt in an importable module
    if target is Target.PYTHON:
        exec(compile(source, f"<{name}>", "exec"), scope)
        function: Callable[..., Any] = scope[name]
        return function
    import numba

    folder = str(cache_folder())
    if numba.config.CACHE_DIR != folder:
        numba.config.CACHE_DIR = folder
    path = _written(name, source)
    exec(compile(source, str(path), "exec"), scope)
    entry: Callable[..., Any] = numba.njit(signature, cache=True, **COMPILER_OPTIONS)(scope[name])
    return entry


def _is_scalar(value: Any) -> bool:
    return callable(value) and getattr(value, "__hash__", None) is not None and value in SCALARS
