"""A voice as data and as a TOML file.

    own_domains = ["haldengrid.example"]
    leeway = 0.5

    [[principles]]
    name = "Safety before speed"
    says = "We publish what went wrong, and fix it first."
    weight = 1.5

    [[topics]]
    name = "Grid storage"
    words = ["battery", "grid-scale storage"]

    [[audiences]]
    name = "Engineers"
    interests = ["safety standards"]
    size = 1200

    [muted]
    outlets = ["The Daily Flare"]
    words = ["horoscope"]

    [weights]
    freshness = 0.5

Every key may be left out. An unknown key is refused by name, since a misspelt one
would otherwise be forgotten without a word. Weights go from 0 (not at all) to 3; `leeway` says
how far learning may move those of the signals, from 0 (not at all) to 1 (by all of it).
"""

import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict
from typing import Any, TypeVar

import tomli_w

from briefing.errors import VoiceError
from briefing.model import Audience, Principle, Topic, Voice
from briefing.toml_values import Values

HEAVIEST = 3.0
MOST_LEEWAY = 1.0

USUAL_LEEWAY = Voice().leeway

Named = TypeVar("Named", Principle, Topic, Audience)

_VALUES = Values(VoiceError)

_KEYS = ("principles", "topics", "audiences", "muted", "own_domains", "weights", "leeway")


def from_dict(body: Mapping[str, Any], *, signals: Collection[str] = ()) -> Voice:
    """Understand a voice; raises `VoiceError` that names the place of the first mistake.

    `signals` are the names that `weights` may use; empty: any.
    """
    _VALUES.only(body, _KEYS, "the voice")
    muted = _VALUES.table(body, "muted")
    _VALUES.only(muted, ("outlets", "words"), "[muted]")
    return Voice(
        principles=_named(body, "principles", _principle),
        topics=_named(body, "topics", _topic),
        audiences=_named(body, "audiences", _audience),
        muted_outlets=frozenset(_texts(muted, "outlets", "[muted]")),
        muted_words=frozenset(_texts(muted, "words", "[muted]")),
        own_domains=frozenset(d.lower() for d in _texts(body, "own_domains", "the voice")),
        weights=_weights(_VALUES.table(body, "weights"), signals),
        leeway=_number(body.get("leeway", USUAL_LEEWAY), "“leeway” in the voice", MOST_LEEWAY),
    )


def to_dict(voice: Voice) -> dict[str, Any]:
    """The voice as JSON and TOML can hold it; `from_dict` gives it back."""
    return {
        "own_domains": sorted(voice.own_domains),
        "leeway": voice.leeway,
        "principles": [asdict(p) for p in voice.principles],
        "topics": [asdict(t) | {"words": list(t.words)} for t in voice.topics],
        "audiences": [_without_none(a) for a in voice.audiences],
        "muted": {"outlets": sorted(voice.muted_outlets), "words": sorted(voice.muted_words)},
        "weights": dict(voice.weights),
    }


def read_toml(text: str, *, signals: Collection[str] = ()) -> Voice:
    """A voice from a TOML file's text; raises `VoiceError`."""
    try:
        body = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise VoiceError(f"This is not a TOML file: {error}.") from error
    return from_dict(body, signals=signals)


def write_toml(voice: Voice) -> str:
    """A TOML file's text that `read_toml` understands."""
    return tomli_w.dumps(to_dict(voice), multiline_strings=False)


def _principle(one: Mapping[str, Any], place: str) -> Principle:
    _VALUES.only(one, ("name", "says", "weight"), place)
    return Principle(_name(one, place), _VALUES.text(one, "says", place), _weight(one, place))


def _topic(one: Mapping[str, Any], place: str) -> Topic:
    _VALUES.only(one, ("name", "words", "weight"), place)
    return Topic(_name(one, place), _texts(one, "words", place), _weight(one, place))


def _audience(one: Mapping[str, Any], place: str) -> Audience:
    _VALUES.only(one, ("name", "interests", "weight", "size"), place)
    size = one.get("size")
    if size is not None and (not isinstance(size, int) or isinstance(size, bool) or size < 0):
        raise VoiceError(f"“size” in {place} must be a whole number of people.")
    return Audience(_name(one, place), _texts(one, "interests", place), _weight(one, place), size)


def _without_none(audience: Audience) -> dict[str, Any]:
    body = asdict(audience) | {"interests": list(audience.interests)}
    return {key: value for key, value in body.items() if value is not None}


def _weights(table: Mapping[str, Any], signals: Collection[str]) -> dict[str, float]:
    if signals:
        _VALUES.only(table, signals, "[weights]")
    return {name: _number(value, f"“{name}” in [weights]") for name, value in table.items()}


def _weight(one: Mapping[str, Any], place: str) -> float:
    return _number(one.get("weight", 1.0), f"“weight” in {place}")


def _number(value: Any, what: str, most: float = HEAVIEST) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
        raise VoiceError(f"{what} must be a number from 0 to {most:g}; it is {value!r}.")
    return float(value)


def _named(
    body: Mapping[str, Any], key: str, understand: Callable[[Mapping[str, Any], str], Named]
) -> tuple[Named, ...]:
    """A list of tables of which no two have the same name."""
    found = _VALUES.tables(body, key, understand)
    _VALUES.no_twins((one.name for one in found), key, "give each its own name")
    return found


def _name(one: Mapping[str, Any], place: str) -> str:
    name = _VALUES.text(one, "name", place).strip()
    if not name:
        raise VoiceError(f"{place} needs a name.")
    return name


def _texts(table: Mapping[str, Any], key: str, place: str) -> tuple[str, ...]:
    found = (one.strip() for one in _VALUES.texts(table, key, place))
    return tuple(dict.fromkeys(one for one in found if one))
