"""What the solver prints by itself is kept out of standard output, in notebooks too."""

import os
import subprocess
import sys

import pytest

SCRIPT = """
import ctypes, threading
from briefing.ranking.printing import printing_aside
c = ctypes.CDLL(None)

def many():
    for _ in range(200):
        with printing_aside():
            c.puts(b"the solver speaks")

print("ours before", flush=True)
threads = [threading.Thread(target=many) for _ in range(4)]
for thread in threads:
    thread.start()
print("ours meanwhile", flush=True)
for thread in threads:
    thread.join()
try:
    with printing_aside():
        raise ValueError
except ValueError:
    c.puts(b"C code of others")
c.fflush(None)
"""


@pytest.mark.skipif(
    "CS_GNU_LIBC_VERSION" not in getattr(os, "confstr_names", {}),
    reason="only the GNU C library lets its standard output be set",
)
def test_what_c_prints_goes_to_standard_error_while_a_block_lasts():
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True, timeout=60
    )

    assert done.stdout.splitlines() == ["ours before", "ours meanwhile", "C code of others"]
    assert done.stderr.splitlines() == ["the solver speaks"] * 800
