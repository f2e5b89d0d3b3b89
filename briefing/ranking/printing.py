"""Keeps what a library in C prints out of standard output.

HiGHS prints a line when it mends a solution, whatever it is told (its issue 2783), and no option
or form of the program prevents it for certain.
"""

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

#: C has one standard output for all threads, so one at a time borrows it.
_ALONE = Lock()


@contextmanager
def printing_aside() -> Iterator[None]:
    """While the block lasts, what C code prints goes to standard error.

    Python's own output, of this thread and of others, goes where it always does. Only with the
    GNU C library, whose standard output is a variable that may be set (its manual, "Standard
    Streams"); with any other nothing changes.
    """
    if "CS_GNU_LIBC_VERSION" not in getattr(os, "confstr_names", {}):
        yield
        return
    library = ctypes.CDLL(None)
    out, error = (ctypes.c_void_p.in_dll(library, name) for name in ("stdout", "stderr"))
    with _ALONE:
        usual = out.value
        out.value = error.value
        try:
            yield
        finally:
            out.value = usual
