"""The language model, where one is set up.

TAKE_FIVE_MODEL_ADDRESS
    Where a language model is spoken to in the way of OpenAI's, up to and with its version, such
    as http://127.0.0.1:8080/v1. None by default: key points and texts are then made without one.
TAKE_FIVE_MODEL
    The model's name at that address; goes with the address.
TAKE_FIVE_MODEL_KEY
    The key that the address asks for; none by default, as local servers need none.
TAKE_FIVE_MODEL_SECONDS
    How long one answer of the model may take; 20 by default.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefing.errors import BriefingError
from briefing.settings.addresses import parts_of
from briefing.settings.values import line, whole

#: What a model's address ends with; people paste it along.
_ASKED_AT = "/chat/completions"


@dataclass(frozen=True)
class LanguageModel:
    """A language model, and where it answers."""

    #: Without a slash at its end, e.g. "http://127.0.0.1:8080/v1".
    address: str
    name: str
    #: Never part of a message, a log or a representation.
    key: str = field(default="", repr=False)
    #: Most that one answer may take.
    seconds: float = 20.0


def read(environ: Mapping[str, str]) -> LanguageModel | None:
    """The model that is set up, if one is; raises `BriefingError`."""
    address, name = _address(environ), environ.get("TAKE_FIVE_MODEL", "").strip()
    if not address and not name:
        return None
    if not name:
        raise BriefingError(
            "TAKE_FIVE_MODEL_ADDRESS is set, but no model: name one in TAKE_FIVE_MODEL."
        )
    if not address:
        raise BriefingError(
            "TAKE_FIVE_MODEL names a model, but not where it answers: "
            "give its address in TAKE_FIVE_MODEL_ADDRESS, such as http://127.0.0.1:8080/v1."
        )
    if not name.isprintable():
        raise BriefingError("TAKE_FIVE_MODEL must be the name of a model, in one line.")
    key = line("TAKE_FIVE_MODEL_KEY", environ)
    seconds = whole("TAKE_FIVE_MODEL_SECONDS", environ, round(LanguageModel.seconds))
    return LanguageModel(address, name, key, float(seconds))


def _address(environ: Mapping[str, str]) -> str:
    """The address; what is wrong is told without repeating it, since it may have a key in it."""
    text = line("TAKE_FIVE_MODEL_ADDRESS", environ)
    if not text:
        return ""
    parts = parts_of(text)
    if parts is None or parts.scheme not in ("http", "https") or parts.query:
        raise BriefingError(
            "TAKE_FIVE_MODEL_ADDRESS must be a web address such as http://127.0.0.1:8080/v1, "
            "without a key in it: that has a place in TAKE_FIVE_MODEL_KEY."
        )
    return text.rstrip("/").removesuffix(_ASKED_AT).rstrip("/")
