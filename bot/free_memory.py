"""Memory that making an index needs for a moment, kept small and given back to the system.

Both are calls of Linux's C library. Where there are none (macOS, Windows, musl), nothing happens.
"""

import ctypes
import sys

_ARENAS = -8
"""``M_ARENA_MAX`` in glibc's malloc.h."""


def use_one_heap() -> None:
    """Let threads share the one heap: newer content is read in a thread, whose own would stay (40 MB)."""
    _call("mallopt", _ARENAS, 1)


def give_back() -> None:
    """Give back what is free; the C library keeps it otherwise (30 MB after an index is made)."""
    _call("malloc_trim", 0)


def _call(name: str, *values: int) -> None:
    function = getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
    if function is not None:
        function(*values)
