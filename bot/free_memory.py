"""Memory that making an index needed and left behind, given back to the system."""

import ctypes
import sys


def give_back() -> None:
    """Give back what is free. The C library of Linux keeps it otherwise: some 30 MB after an index is made.

    Where there is no such call (macOS, Windows, musl), nothing happens.
    """
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
