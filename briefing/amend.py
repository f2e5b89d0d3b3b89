"""A voice with one thing changed."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Literal
from urllib.parse import urlsplit

from briefing.articles.hosts import host_of
from briefing.errors import VoiceError
from briefing.model import Audience, Principle, Topic, Voice
from briefing.ranking.signals import SIGNALS

Kind = Literal["principles", "topics", "audiences"]
One = Principle | Topic | Audience

NOUNS: dict[Kind, str] = {
    "principles": "principle",
    "topics": "topic",
    "audiences": "audience",
}


def put(voice: Voice, kind: Kind, one: One, instead_of: str | None = None) -> Voice:
    """With `one` in the place of the one called `instead_of`, or else at the end.

    Raises `VoiceError` when it has no name, or another's.
    """
    noun, name = NOUNS[kind], one.name.strip()
    if not name:
        raise VoiceError(f"Give the {noun} a name.")
    ones = list(all_of(voice, kind))
    names = [each.name for each in ones]
    for other in names:
        if other != instead_of and other.strip().casefold() == name.casefold():
            raise VoiceError(f"There is a {noun} called “{other}” already: choose another name.")
    place = names.index(instead_of) if instead_of in names else len(ones)
    ones[place : place + 1] = [replace(one, name=name)]
    return with_all(voice, kind, ones)


def without(voice: Voice, kind: Kind, name: str) -> Voice:
    """Without the one of that name, if it is there."""
    return with_all(voice, kind, [one for one in all_of(voice, kind) if one.name != name])


def with_weights(voice: Voice, weights: dict[str, float], leeway: float | None = None) -> Voice:
    """With these weights of signals; one that is as usual is not written down.

    `leeway` is how far learning may move them, 0 to 1; None: as far as before.
    """
    said = {name: w for name, w in weights.items() if w != SIGNALS[name].weight}
    other = {name: w for name, w in voice.weights.items() if name not in weights}
    return replace(voice, weights=other | said, leeway=voice.leeway if leeway is None else leeway)


def all_of(voice: Voice, kind: Kind) -> tuple[One, ...]:
    """The principles, topics or audiences, in the order in which they were said."""
    found: tuple[One, ...] = getattr(voice, kind)
    return found


def own_domain(text: str) -> str:
    """The registrable domain in a name or address that somebody typed; raises `VoiceError`."""
    try:
        host = urlsplit(text if "://" in text else f"https://{text}").hostname or ""
    except ValueError:
        host = ""
    if "." not in host.strip(".") or any(c.isspace() for c in host):
        raise VoiceError(f"“{text}” is not a domain: write it as example.com.")
    return host_of(f"https://{host}")


def with_all(voice: Voice, kind: Kind, ones: Iterable[One]) -> Voice:
    """With these as its principles, topics or audiences."""
    changed: dict[str, Any] = {kind: tuple(ones)}
    return replace(voice, **changed)
