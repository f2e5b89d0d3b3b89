"""What is checked before the first request: the settings, and who could reach the server."""

import sys

from briefing import settings
from briefing.errors import BriefingError
from briefing.settings import Settings
from briefing.ui.reach import ONLY_HERE, refusal

UNKNOWN = (
    "This server does not say who can reach it: start it with `uvicorn asgi:app --host 127.0.0.1`."
)


def checked() -> Settings:
    """The settings of this installation; ends the process with a sentence if they do not do."""
    try:
        found = settings.from_environment()
    except BriefingError as error:
        sys.exit(str(error))
    if found.sign_in is None and (why := refusal()):
        sys.exit(why)
    return found


def check_server(found: Settings) -> None:
    """Ends the process when a server starts of which we cannot know who reaches it."""
    if found.sign_in is None and refusal() is None:
        sys.stderr.write(f"{UNKNOWN} {ONLY_HERE}\n")
        raise SystemExit(1)
