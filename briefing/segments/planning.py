"""What a file's audiences would change in a voice."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from briefing.model import Audience, Voice


@dataclass(frozen=True)
class Plan:
    """What an import would do, before it is done."""

    #: The voice as it would be.
    voice: Voice
    added: tuple[Audience, ...]
    #: Audiences as they are and as they would be.
    changed: tuple[tuple[Audience, Audience], ...]
    #: Those of the file that are in the voice just so.
    same: tuple[Audience, ...]
    #: Those of the voice that are not in the file; they stay.
    absent: tuple[Audience, ...]


def planned(voice: Voice, found: Iterable[Audience]) -> Plan:
    """The voice with what a file says of audiences.

    They are matched by name in any case. Those that are there keep their place, their weight and
    the spelling of their name; a size or interests of which the file says nothing stay as well.
    New ones come after them.
    """
    new = {_key(one): one for one in found}
    added = [one for key, one in new.items() if key not in {_key(a) for a in voice.audiences}]
    pairs = [(one, _updated(one, new.get(_key(one)))) for one in voice.audiences]
    return Plan(
        replace(voice, audiences=(*(after for _, after in pairs), *added)),
        tuple(added),
        tuple((before, after) for before, after in pairs if before != after),
        tuple(before for before, after in pairs if before == after and _key(before) in new),
        tuple(before for before, _ in pairs if _key(before) not in new),
    )


def _key(audience: Audience) -> str:
    return " ".join(audience.name.split()).casefold()


def _updated(before: Audience, said: Audience | None) -> Audience:
    if said is None:
        return before
    size = before.size if said.size is None else said.size
    interests = said.interests or before.interests
    # Another order or another case is no change.
    if {one.casefold() for one in interests} == {one.casefold() for one in before.interests}:
        interests = before.interests
    return replace(before, size=size, interests=interests)
