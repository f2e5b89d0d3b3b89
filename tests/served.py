"""Servers forked from a process that has loaded the app's libraries already.

    process = start(["asgi:app", "--port", "8600"], environ=os.environ, log="uvicorn.log")
    ...
    stop(process)

Loading them takes longer than most of what a test does with the app. All else is as with
`python -m uvicorn`: its own command line, the real server, a process of its own. Not with
`multiprocessing`, whose one process to fork from is for the app's own workers.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[1]
#: What the app loads at its start and for its first page; not `asgi`, which reads its settings.
LOADED = (
    "PIL.Image",
    "anyio._backends._asyncio",
    "itsdangerous",
    "sqlite3",
    "starlette.applications",
    "starlette.middleware.sessions",
    "starlette.staticfiles",
    "streamlit.components.v2.manifest_scanner",
    "streamlit.web.bootstrap",
    "streamlit.web.server.starlette.starlette_agent_routes",
    "uvicorn.lifespan.on",
    "uvicorn.loops.uvloop",
    "uvicorn.protocols.http.auto",
    "uvicorn.protocols.websockets.auto",
    "briefing.ui.asgi",
    "briefing.ui.today",
    "briefing.ui.welcome",
)


def start(arguments: Sequence[str], *, environ: Mapping[str, str], log: str) -> int:
    """`uvicorn` with these arguments, in the project's folder; the number of its process.

    What it prints goes to the file `log`.
    """
    loaded = _loaded()
    assert loaded.stdin
    assert loaded.stdout
    said = {"arguments": list(arguments), "environ": dict(environ), "log": log}
    loaded.stdin.write(f"{json.dumps(said)}\n".encode())
    loaded.stdin.flush()
    return int(loaded.stdout.readline())


def runs(process: int) -> bool:
    """Whether a process that was started here is still there."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def stop(process: int, *, patience: float = 5) -> None:
    """End it, by force if it does not within so many seconds."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        until = time.monotonic() + patience
        try:
            os.kill(process, how)
        except ProcessLookupError:
            return
        while runs(process) and time.monotonic() < until:
            time.sleep(0.01)


@cache
def _loaded() -> subprocess.Popen[bytes]:
    """The process to fork from; it ends with this one, when nobody writes to it any more."""
    return subprocess.Popen(
        (sys.executable, "-m", "tests.served"),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def _main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # so that nothing is left of those that end
    for name in LOADED:
        import_module(name)
    while line := sys.stdin.readline():
        said = json.loads(line)
        if not (process := os.fork()):
            _serve(**said)
        sys.stdout.write(f"{process}\n")
        sys.stdout.flush()


def _serve(arguments: list[str], environ: dict[str, str], log: str) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.environ.clear()
    os.environ.update(environ)
    nothing, file = os.open(os.devnull, os.O_RDONLY), os.open(log, os.O_WRONLY)
    for source, target in ((nothing, 0), (file, 1), (file, 2)):
        os.dup2(source, target)
    sys.argv = ["uvicorn", *arguments]
    import_module("uvicorn.main").main()
    sys.exit()


if __name__ == "__main__":
    _main()
