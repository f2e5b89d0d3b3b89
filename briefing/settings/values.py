"""What one variable holds: a whole number, or a line of text."""

import re
from collections.abc import Mapping

from briefing.errors import BriefingError

#: From 1 up, and with no more digits than anybody needs.
NUMBER = re.compile(r"0*[1-9][0-9]{0,8}")


def whole(name: str, environ: Mapping[str, str], standard: int) -> int:
    """A whole number from 1 up; `standard` where none is set. Raises `BriefingError`."""
    text = environ.get(name, "").strip()
    if not text:
        return standard
    if not NUMBER.fullmatch(text):
        raise BriefingError(f"{name} must be a whole number from 1 up; it is “{text[:40]}”.")
    return int(text)


def line(name: str, environ: Mapping[str, str]) -> str:
    """One line of plain ASCII; "" where none is set.

    Raises `BriefingError` that does not repeat it.
    """
    text = environ.get(name, "").strip()
    if not (text.isascii() and text.isprintable()):
        raise BriefingError(f"{name} must be one line of plain ASCII, such as an address.")
    return text
