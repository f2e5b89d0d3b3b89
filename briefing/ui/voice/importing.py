"""Audiences from a CRM's CSV file: its columns matched, what would change, and then the import."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st
from markupsafe import Markup
from streamlit.runtime.uploaded_file_manager import UploadedFile

from briefing import segments
from briefing.errors import VoiceError
from briefing.segments import Gathered, Matching, Plan, Repeats, Sizes, Table
from briefing.speak import Said
from briefing.ui.frame import ROOT, Visit
from briefing.ui.phrases import number
from briefing.ui.voice.bringing import hidden, show, troubles
from briefing.ui.voice.effect import note
from briefing.ui.voice.form import clash, opens, problem
from briefing.ui.voice.state import key, leave, save, view

PLACE = "audiences-file"
BROUGHT = f"voice.brought.{PLACE}"
TEMPLATE = ROOT / "sample_data" / "segments.csv"

#: Megabytes.
LARGEST = segments.LARGEST_FILE // 1_000_000
#: No column.
NONE = -1

#: What a row may stand for, and so how many people an audience on several rows is.
MEANT: dict[Sizes, str] = {
    "largest": "Each row says how many they are in all: the largest number holds",
    "added": "Each row says how many a part of them is: add the numbers up",
    "counted": "Each row is one person: count the rows",
    "unknown": "Each row is one interest: the file does not say how many they are",
}


@dataclass(frozen=True)
class Brought:
    """The file that was brought in this tab, and what was made of it last."""

    #: Streamlit's id of the upload.
    id: str
    table: Table | None = None
    #: Why it could not be read; "" when it could.
    problem: str = ""
    asked: tuple[Matching, Sizes] | None = None
    gathered: Gathered | None = None


def importing(visit: Visit, said: Said) -> None:
    """The button, or the open form; after an import what of the file did not come in."""
    note(visit, PLACE)
    if PLACE in view().open:
        with st.container(key=f"voice-form-{PLACE}"):
            _form(visit, said)
    else:
        _left_out()
        opens(PLACE, said, "Import audiences from a file")


def _left_out() -> None:
    """What did not come in, for as long as the import can be undone; the file itself is let go."""
    brought: Brought | None = st.session_state.pop(BROUGHT, None)
    now = view().note
    if brought is None or brought.gathered is None or now is None:
        return
    if now.place == PLACE and now.back is not None:
        st.session_state[BROUGHT] = replace(brought, table=None)
        troubles(brought.gathered)


def _form(visit: Visit, said: Said) -> None:
    st.html(
        "<h3>Audiences from a file</h3><p class='intro'>A CSV file from your CRM, with a row for "
        "each segment, interest or contact. Nothing personal is needed: columns that look like "
        "names, email addresses or phone numbers are not read.</p>"
    )
    upload = st.file_uploader(
        f"CSV file, at most {LARGEST} MB",
        type=["csv", "tsv", "txt"],
        max_upload_size=LARGEST,
        key=key("upload", PLACE),
        on_change=_another,
    )
    plan = None if upload is None else _preview(said, _brought(upload))
    problem(PLACE)
    clash(visit, PLACE)
    with st.container(horizontal=True, key=f"voice-form-acts-{PLACE}"):
        if plan is not None and (plan.added or plan.changed):
            _import_button(visit, said, plan)
        st.button("Cancel", key=key("cancel", PLACE), on_click=leave, args=(PLACE,))
        if upload is None:
            _template()


def _another() -> None:
    """What was wrong was so with the file before."""
    view().problems.pop(PLACE, None)
    view().clashes.pop(PLACE, None)


def _template() -> None:
    st.download_button(
        "Download an example",
        TEMPLATE.read_bytes,
        file_name=TEMPLATE.name,
        mime="text/csv",
        key=key("template", PLACE),
        type="tertiary",
        on_click="ignore",
    )


def _import_button(visit: Visit, said: Said, plan: Plan) -> None:
    many = number(len(plan.added) + len(plan.changed), "audience")
    st.button(
        f"Import {many}",
        key=key("save", PLACE),
        type="primary",
        on_click=_import,
        args=(visit, said, plan),
    )


def _import(visit: Visit, said: Said, plan: Plan) -> None:
    """Say the plan as it was shown; the voice it was made on is the one that must still hold."""
    found = [*plan.added, *(after for _, after in plan.changed)]
    save(visit, PLACE, said, lambda voice: segments.planned(voice, found).voice, (PLACE, 0))
    now = view()
    if PLACE not in now.open and now.note is not None:
        words = f"Imported: {len(plan.added)} new, {len(plan.changed)} changed."
        now.note = replace(now.note, words=words)


def _brought(upload: UploadedFile) -> Brought:
    """The file as it was read when it came."""
    held: Brought | None = st.session_state.get(BROUGHT)
    if held is None or held.id != upload.file_id:
        held = _read(upload)
        st.session_state[BROUGHT] = held
    return held


def _read(upload: UploadedFile) -> Brought:
    try:
        segments.check_size(upload.size)
        table = segments.read(upload.getvalue())
        segments.guess(table)
    except VoiceError as error:
        return Brought(upload.file_id, problem=str(error))
    return Brought(upload.file_id, table)


def _preview(said: Said, brought: Brought) -> Plan | None:
    """What an import would do with the columns that are chosen; None while it can do nothing."""
    if brought.table is None:
        _mistake(brought.problem)
        return None
    matching = _matching(brought.id, brought.table)
    if brought.table.personal:
        st.html(hidden(brought.table))
    sizes = _sizes(brought.id, segments.repeats(brought.table, matching))
    if sizes is None:
        st.html("<p class='meta'>Say what a row is, and you see here what would change.</p>")
        return None
    try:
        gathered = _gathered(brought, brought.table, matching, sizes)
    except VoiceError as error:
        _mistake(str(error))
        return None
    plan = segments.planned(said.voice, gathered.audiences)
    show(plan)
    troubles(gathered)
    return plan


def _mistake(sentence: str) -> None:
    st.html(Markup("<p class='mistake' role='alert'>{}</p>").format(sentence))


def _matching(file: str, table: Table) -> Matching:
    """The columns as the person matches them, from a guess."""
    guess = segments.guess(table)
    columns = list(table.open_columns)
    name, size, interests = st.columns(3, gap="small")
    with name:
        named = _column("Their name", f"name-{file}", table, columns, guess.name)
    with size:
        sized = _column("How many they are", f"size-{file}", table, [NONE, *columns], guess.size)
    with interests:
        caring = _column(
            "What they care about", f"interests-{file}", table, [NONE, *columns], guess.interests
        )
    return Matching(named, None if sized == NONE else sized, None if caring == NONE else caring)


def _column(label: str, field: str, table: Table, columns: Sequence[int], at: int | None) -> int:
    chosen: int = st.selectbox(
        label,
        columns,
        index=columns.index(NONE if at is None else at),
        format_func=lambda n: "Not in the file" if n == NONE else table.header[n],
        key=key(field, PLACE),
        on_change=_another,
    )
    return chosen


def _sizes(file: str, found: Repeats | None) -> Sizes | None:
    """What a row stands for, asked where names stand on several; None until that is said."""
    if found is None:
        return "largest"
    said: Sizes | None = st.radio(
        f"“{found.example}” stands on several rows",
        found.offers,
        index=None if found.usual is None else found.offers.index(found.usual),
        format_func=MEANT.__getitem__,
        key=key(f"all-{file}-{'-'.join(found.offers)}", PLACE),
        on_change=_another,
    )
    return said


def _gathered(brought: Brought, table: Table, matching: Matching, sizes: Sizes) -> Gathered:
    """What the file says, made once for the same question; raises `VoiceError`."""
    if brought.asked == (matching, sizes) and brought.gathered is not None:
        return brought.gathered
    found = segments.gather(table, matching, sizes)
    st.session_state[BROUGHT] = replace(brought, asked=(matching, sizes), gathered=found)
    return found
