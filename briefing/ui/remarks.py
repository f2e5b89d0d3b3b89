"""What the guidelines say about a text, as the composer shows it below the field."""

from collections.abc import Sequence

from briefing.clearance import Clearance
from briefing.sharing.approval import as_posted
from briefing.sharing.guidelines import Remark
from briefing.ui.composer import Note

#: Remarks shown at once; those that block stand first.
MOST = 6


def notes(cleared: Clearance, field: str) -> tuple[Note, ...]:
    """The remarks on what the field holds, each sentence once, in the order of the guidelines.

    One that says what to write instead puts all its places right.
    """
    said: dict[str, list[Remark]] = {}
    for one in cleared.remarks:
        said.setdefault(one.sentence, []).append(one)
    return tuple(_note(field, places) for places in list(said.values())[:MOST])


def added(cleared: Clearance, field: str) -> str:
    """What the guidelines appended to the field's text, as a sentence; "" for nothing."""
    appended = cleared.text[len(as_posted(field)) :].split()
    return f"Added: {' '.join(appended)}" if appended else ""


def _note(field: str, places: Sequence[Remark]) -> Note:
    first, becomes = places[0], field
    for one in reversed(places):
        becomes = _put_right(becomes, one, field)
    if first.instead is None or becomes == field:
        return Note(first.severity, first.sentence)
    return Note(first.severity, first.sentence, f"Use “{first.instead}” instead", becomes)


def _put_right(text: str, one: Remark, field: str) -> str:
    """The text with one place put right; what was appended is not in the field.

    Remarks count from the first character that is posted, and come in the order of their places.
    """
    if one.start is None or one.end is None or one.instead is None:
        return text
    if one.end > len(as_posted(field)) or one.start == one.end:
        return text
    before = len(field) - len(field.lstrip())
    return text[: before + one.start] + one.instead + text[before + one.end :]
