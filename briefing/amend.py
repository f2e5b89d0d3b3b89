"""A voice with one thing changed, and what two voices differ in, in words."""

from collections.abc import Collection, Iterator
from dataclasses import fields, replace
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
    return _with(voice, kind, ones)


def without(voice: Voice, kind: Kind, name: str) -> Voice:
    """Without the one of that name, if it is there."""
    return _with(voice, kind, [one for one in all_of(voice, kind) if one.name != name])


def with_weights(voice: Voice, weights: dict[str, float]) -> Voice:
    """With these weights of signals; one that is as usual is not written down."""
    said = {name: w for name, w in weights.items() if w != SIGNALS[name].weight}
    other = {name: w for name, w in voice.weights.items() if name not in weights}
    return replace(voice, weights=other | said)


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


def differences(before: Voice, after: Voice) -> list[str]:
    """What was changed, one line each, e.g. "topic “Grid rules” weighs 2 instead of 1"."""
    lines = [line for kind in NOUNS for line in _in_list(before, after, kind)]
    lines += _in_set(
        before.muted_outlets, after.muted_outlets, "outlet “{}” muted", "outlet “{}” heard again"
    )
    lines += _in_set(
        before.muted_words, after.muted_words, "word “{}” muted", "word “{}” allowed again"
    )
    lines += _in_set(
        before.own_domains,
        after.own_domains,
        "“{}” counts as our own",
        "“{}” no longer counts as our own",
    )
    return [*lines, *_in_weights(before, after)]


def _with(voice: Voice, kind: Kind, ones: Collection[One]) -> Voice:
    changed: dict[str, Any] = {kind: tuple(ones)}
    return replace(voice, **changed)


def _in_list(before: Voice, after: Voice, kind: Kind) -> Iterator[str]:
    old = {one.name: one for one in all_of(before, kind)}
    new = {one.name: one for one in all_of(after, kind)}
    yield from (f"{NOUNS[kind]} “{name}” removed" for name in old if name not in new)
    for name, one in new.items():
        if name not in old:
            yield f"{NOUNS[kind]} “{name}” added"
        else:
            yield from (f"{NOUNS[kind]} “{name}” {said}" for said in _in_one(old[name], one))


def _in_one(old: One, new: One) -> Iterator[str]:
    for field in fields(new):
        was, now = getattr(old, field.name), getattr(new, field.name)
        if was == now:
            continue
        if isinstance(now, tuple):
            yield from _in_set(was, now, "with “{}”", "without “{}”")
        elif field.name == "weight":
            yield f"weighs {now:g} instead of {was:g}"
        elif field.name == "size":
            yield "of unknown size" if now is None else f"of {now:,} people"
        else:
            yield f"now says “{now}”"


def _in_set(was: Collection[str], now: Collection[str], added: str, removed: str) -> list[str]:
    return [
        *(added.format(one) for one in sorted(set(now) - set(was))),
        *(removed.format(one) for one in sorted(set(was) - set(now))),
    ]


def _in_weights(before: Voice, after: Voice) -> Iterator[str]:
    for name, signal in SIGNALS.items():
        was, now = (voice.weights.get(name, signal.weight) for voice in (before, after))
        if was != now:
            yield f"{signal.label} weighs {now:g} instead of {was:g}"
