"""What is open on the Voice page, and how a change becomes a new voice.

A place is where something can be changed: "topics.Grid rules", "topics." for a new topic,
"muted_words". Each open form keeps the voice that it was opened on, so that a save knows
whether somebody else spoke meanwhile.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from briefing import speak
from briefing.compare import differences, merged
from briefing.errors import BriefingError, ChangedMeanwhile
from briefing.lookback import Found
from briefing.model import Executive, Voice
from briefing.speak import Said
from briefing.ui import data
from briefing.ui.frame import Visit

#: Fields of forms; the key of each widget is `voice.FIELD.PLACE`.
FIELDS = (
    "name",
    "says",
    "words",
    "interests",
    "size",
    "weight",
    "leeway",
    "lines",
    "minutes",
    "zone",
    "all",
)

How = Callable[[Voice], Voice]


@dataclass(frozen=True)
class Note:
    """What was done last, said where it was done, with the way back."""

    place: str
    #: Before which row of the place's list it stands.
    row: int
    words: str
    #: Takes it back; None when there is nothing to take back.
    back: Callable[[], object] | None = None
    #: Whether the next brief will show it.
    shows: bool = True


@dataclass(frozen=True)
class Clash:
    """Somebody else spoke while a form was open."""

    newest: Said
    theirs: list[str]
    mine: list[str]
    #: What was to be saved.
    how: How


@dataclass
class View:
    """This tab's own view of the page."""

    open: dict[str, Said] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    clashes: dict[str, Clash] = field(default_factory=dict)
    note: Note | None = None
    #: "Forget what was learned" was tapped and waits for a yes.
    asking: bool = False
    #: What a look back found, and the id of the voice that it was for.
    found: tuple[int, Found] | None = None
    #: Ids of articles that whoever teaches will not judge.
    skipped: set[int] = field(default_factory=set)
    #: How many answers there were when teaching went on beyond its end, or stopped before it.
    went_on: int = 0
    stopped: int = 0
    #: When the last answer was given, in seconds of a clock that never goes back.
    answered: float = 0.0


def view() -> View:
    """The view of this tab, kept while it is open."""
    found: View = st.session_state.setdefault("voice", View())
    return found


def key(field: str, place: str) -> str:
    return f"voice.{field}.{place}"


def typed(field: str, place: str) -> Any:
    """What a form's field holds now."""
    return st.session_state[key(field, place)]


def lines(field: str, place: str) -> tuple[str, ...]:
    """The lines of a field, without empty ones and repetitions."""
    said = (line.strip() for line in str(typed(field, place) or "").splitlines())
    return tuple(dict.fromkeys(line for line in said if line))


def start(place: str, said: Said) -> None:
    """Open a form."""
    view().open[place] = said
    view().note = None


def leave(place: str) -> None:
    """Close a form; what was typed in it is gone."""
    now = view()
    for what in (now.open, now.problems, now.clashes):
        what.pop(place, None)
    for name in [name for name in st.session_state if _is_draft(str(name), place)]:
        del st.session_state[name]


def _is_draft(name: str, place: str) -> bool:
    page, _, rest = name.partition(".")
    field, _, of = rest.partition(".")
    return page == "voice" and of == place and field.split("-")[0] in FIELDS


def save(visit: Visit, place: str, base: Said, how: How, where: tuple[str, int]) -> None:
    """Say the voice that was read with a change; a mistake or a clash is shown at the place.

    `where` is the list and row at which the outcome is told.
    """
    now = view()
    now.problems.pop(place, None)
    now.clashes.pop(place, None)
    try:
        mine = how(base.voice)
        said = _say(visit, mine, base)
    except ChangedMeanwhile:
        _clash(visit, place, base, how, where)
    except BriefingError as error:
        now.problems[place] = str(error)
    else:
        leave(place)
        _spoken(visit, base, said, where)


def settle(
    place: str,
    row: int,
    words: str,
    verb: Callable[[], Executive],
    back: Callable[[Executive], object],
    *,
    shows: bool = True,
) -> None:
    """Change settings and tell it; `back` is given the executive as they were before."""
    now = view()
    now.problems.pop(place, None)
    try:
        before = verb()
    except BriefingError as error:
        now.problems[place] = str(error)
        return
    leave(place)
    now.note = Note(place, row, words, lambda: back(before), shows)


def undo() -> None:
    """Take back what the note tells."""
    now = view()
    note, now.note = now.note, None
    if note is None or note.back is None:
        return
    try:
        note.back()
    except ChangedMeanwhile:
        words = "The voice has been changed since, so this was not taken back. Change it by hand."
        now.note = Note(note.place, note.row, words, shows=False)
    except BriefingError as error:
        now.note = Note(note.place, note.row, str(error), shows=False)
    else:
        now.note = Note(note.place, note.row, "Taken back.", shows=False)


def _say(visit: Visit, voice: Voice, base: Said) -> Said:
    return speak.say(
        visit.engine, visit.reader.id, voice, read=base.id, now=data.now(), by=visit.by
    )


def _spoken(visit: Visit, base: Said, said: Said, where: tuple[str, int]) -> None:
    now = view()
    if said.id == base.id:
        now.note = Note(*where, "Nothing was changed.", shows=False)
        return
    _follow(base, said)
    changes = differences(base.voice, said.voice)
    more = f" and {len(changes) - 3} more" if len(changes) > 3 else ""
    words = f"Saved: {'; '.join(changes[:3])}{more}." if changes else "Saved."
    now.note = Note(*where, words, lambda: _follow(said, _say(visit, base.voice, said)))


def _follow(base: Said, said: Said) -> None:
    """Forms that were opened on the same voice know of what their own tab says."""
    now = view()
    now.open = {place: said if it.id == base.id else it for place, it in now.open.items()}


def _clash(visit: Visit, place: str, base: Said, how: How, where: tuple[str, int]) -> None:
    newest = speak.newest(visit.engine, visit.reader.id)
    theirs = differences(base.voice, newest.voice)
    if theirs:
        # Asked again at the next save, since the form may have been changed by then.
        view().clashes[place] = Clash(
            newest,
            theirs,
            differences(base.voice, how(base.voice)),
            lambda holding: merged(base.voice, how(base.voice), holding),
        )
    else:
        save(visit, place, newest, how, where)
