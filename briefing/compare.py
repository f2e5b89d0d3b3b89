"""What two voices differ in, in words; and two changes to one voice brought together."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from briefing.amend import NOUNS, Kind, One, all_of, with_all
from briefing.model import Voice
from briefing.ranking.signals import SIGNALS


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
    return [*lines, *_in_weights(before, after), *_in_leeway(before, after)]


def merged(base: Voice, mine: Voice, theirs: Voice) -> Voice:
    """`theirs` with all that `mine` changed from `base`; mine holds where both touch a thing."""
    voice = theirs
    for kind in NOUNS:
        ones = _merged_list(*(all_of(each, kind) for each in (base, mine, theirs)))
        voice = with_all(voice, kind, ones)
    weights = {
        name: (theirs if mine.weights.get(name) == base.weights.get(name) else mine).weights.get(
            name
        )
        for name in {**theirs.weights, **mine.weights}
    }
    return replace(
        voice,
        muted_outlets=_merged_set(base.muted_outlets, mine.muted_outlets, theirs.muted_outlets),
        muted_words=_merged_set(base.muted_words, mine.muted_words, theirs.muted_words),
        own_domains=_merged_set(base.own_domains, mine.own_domains, theirs.own_domains),
        weights={name: weight for name, weight in weights.items() if weight is not None},
        leeway=(theirs if mine.leeway == base.leeway else mine).leeway,
    )


def _merged_list(base: Iterable[One], mine: Iterable[One], theirs: Iterable[One]) -> list[One]:
    old, new = ({one.name: one for one in ones} for ones in (base, mine))
    merged = {one.name: one for one in theirs}
    renamed = _renamed(old, new)
    gone = {name for name in old if name not in new} - set(renamed.values())
    for name, one in new.items():
        was = old.get(renamed.get(name, name))
        if one != was:
            held = merged.get(was.name) if was else None
            if was is None or held is None:
                merged[name] = one
            else:
                merged[was.name] = _merged_one(was, one, held)
    return [one for name, one in merged.items() if name not in gone]


def _merged_one(was: One, mine: One, theirs: One) -> One:
    changed: dict[str, Any] = {}
    for field in fields(mine):
        old, new, held = (getattr(one, field.name) for one in (was, mine, theirs))
        if isinstance(new, tuple):
            kept = (word for word in held if word in new or word not in old)
            added = (word for word in new if word not in old)
            changed[field.name] = tuple(dict.fromkeys([*kept, *added]))
        else:
            changed[field.name] = new if new != old else held
    return replace(mine, **changed)


def _merged_set(
    base: frozenset[str], mine: frozenset[str], theirs: frozenset[str]
) -> frozenset[str]:
    return (theirs - (base - mine)) | (mine - base)


def _renamed(old: Mapping[str, One], new: Mapping[str, One]) -> dict[str, str]:
    """New names to old ones: what lost its name and what got one at the same place are one."""
    return {n: o for o, n in zip(old, new, strict=False) if o not in new and n not in old}


def _in_list(before: Voice, after: Voice, kind: Kind) -> Iterator[str]:
    old = {one.name: one for one in all_of(before, kind)}
    new = {one.name: one for one in all_of(after, kind)}
    renamed = _renamed(old, new)
    for name in (name for name in old if name not in {*new, *renamed.values()}):
        yield f"{NOUNS[kind]} “{name}” removed"
    for name, one in new.items():
        was = old.get(renamed.get(name, name))
        if was is None:
            yield f"{NOUNS[kind]} “{name}” added"
        else:
            yield from (f"{NOUNS[kind]} “{was.name}” {said}" for said in _in_one(was, one))


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
        elif field.name == "name":
            yield f"is called “{now}”"
        else:
            yield f"says “{now}”"


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


def _in_leeway(before: Voice, after: Voice) -> Iterator[str]:
    if before.leeway != after.leeway:
        yield (
            f"learning may move a weight by {100 * after.leeway:.3g} % "
            f"instead of {100 * before.leeway:.3g} %"
        )
