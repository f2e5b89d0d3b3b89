"""How an article is shown, in the staff's words: headline, key points, stance, and the note.

A form stays as it was opened, whatever others save meanwhile, so that nothing typed is lost. It
knows what it was opened on; a save that comes later is refused and shows theirs beside ours.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import get_args

import streamlit as st
from markupsafe import Markup

from briefing import curate
from briefing.curate import LONGEST_ABSTRACT, LONGEST_KEY_POINT, LONGEST_NOTE, MOST_KEY_POINTS
from briefing.errors import BriefingError, Conflict
from briefing.model import Article, Presentation, Stance
from briefing.ui.acting import tell
from briefing.ui.curate import read
from briefing.ui.curate.read import Day
from briefing.ui.curate.view import BESIDE, MARKS, view
from briefing.ui.frame import Visit
from briefing.ui.phrases import local_time
from briefing.ui.shown import STANCES


def opened(visit: Visit, article_id: int) -> None:
    """Open the forms on what holds now, unless they are open already."""
    now_open = view()
    if now_open.open != article_id:
        now_open.open = article_id
        reopen(visit, article_id)


def reopen(visit: Visit, article_id: int) -> None:
    """Open them on what holds now; what was typed into them is gone."""
    now_open = view()
    now_open.presentation = read.presentation(visit, article_id)
    now_open.note = read.last_note(visit, article_id)
    now_open.clash = now_open.noted = None


def words_form(visit: Visit, today: Day, article: Article) -> None:
    """Headline, key points and stance."""
    _clash(visit, today, article)
    was = view().presentation
    points = was.key_points or article.key_points
    with st.form(f"words-{article.id}-{was.id}", border=False):
        st.text_input(
            "Shown instead of the headline",
            value=was.abstract,
            placeholder=article.title,
            max_chars=LONGEST_ABSTRACT,
            key=_key("abstract", article),
        )
        for n in range(MOST_KEY_POINTS):
            st.text_area(
                f"Key point {n + 1}",
                value=points[n] if n < len(points) else "",
                max_chars=LONGEST_KEY_POINT,
                height=78,
                key=_key(f"point{n}", article),
            )
        st.segmented_control(
            "Where we stand",
            get_args(Stance),
            default=was.stance,
            format_func=lambda one: STANCES[one],
            required=True,
            key=_key("stance", article),
        )
        with st.container(horizontal=True, key="curate-save", vertical_alignment="center"):
            st.form_submit_button(
                "Save",
                type="primary",
                key=f"curate.save.{article.id}",
                on_click=lambda: _save(visit, article, _typed(article), was.id),
            )
            if was.key_points:
                st.form_submit_button(
                    "Back to our own key points",
                    type="tertiary",
                    key=f"curate.own.{article.id}",
                    on_click=lambda: _save(
                        visit, article, replace(_typed(article), key_points=()), was.id
                    ),
                )


def note_form(visit: Visit, today: Day, article: Article, where: str) -> None:
    """Why this matters to us; `where` says when it is shown."""
    _noted(visit, today, article)
    was = view().note
    with st.form(f"note-{article.id}-{was.id}", border=False):
        st.text_area(
            "Why this matters to us",
            value=was.body,
            max_chars=LONGEST_NOTE,
            height=92,
            key=_key("note", article),
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            st.form_submit_button(
                "Save note",
                key=f"curate.annotate.{article.id}",
                on_click=lambda: _annotate(
                    visit, article, str(st.session_state[_key("note", article)]), was.id
                ),
            )
            st.html(Markup("<p class='meta'>{}</p>").format(where))


def _key(field: str, article: Article) -> str:
    """A form that is opened on something else is another form."""
    now_open = view()
    seen = now_open.note.id if field == "note" else now_open.presentation.id
    return f"curate.{field}.{article.id}.{seen}"


def _typed(article: Article) -> Presentation:
    """What stands in the form; key points that are ours still are not the staff's."""
    said = st.session_state
    points = [str(said[_key(f"point{n}", article)]).strip() for n in range(MOST_KEY_POINTS)]
    written = tuple(point for point in points if point)
    return Presentation(
        abstract=str(said[_key("abstract", article)]).strip(),
        key_points=() if written == article.key_points else written,
        stance=said[_key("stance", article)],
    )


def _save(visit: Visit, article: Article, mine: Presentation, seen: int) -> None:
    def do() -> None:
        curate.show_as(
            visit.engine,
            article.id,
            abstract=mine.abstract,
            key_points=mine.key_points,
            stance=mine.stance,
            seen=seen,
            **visit.signature(),
        )
        now_open = view()
        now_open.presentation, now_open.clash = read.presentation(visit, article.id), None

    def clash() -> None:
        view().clash = mine, read.presentation(visit, article.id)

    _do(do, clash)


def _annotate(visit: Visit, article: Article, mine: str, seen: int) -> None:
    def do() -> None:
        curate.annotate(visit.engine, article.id, mine, seen=seen, **visit.signature())
        now_open = view()
        now_open.note, now_open.noted = read.last_note(visit, article.id), None

    def clash() -> None:
        view().noted = mine, read.last_note(visit, article.id)

    _do(do, clash)


def _do(verb: Callable[[], None], clash: Callable[[], None]) -> None:
    """Save; when somebody was faster, keep theirs to be shown beside ours."""
    try:
        verb()
    except Conflict:
        clash()
    except BriefingError as error:
        tell(str(error))
    st.rerun([BESIDE, MARKS])


def _clash(visit: Visit, today: Day, article: Article) -> None:
    """What somebody else saved meanwhile beside what was to be saved, and the choice."""
    if (clash := view().clash) is None:
        return
    mine, theirs = clash
    _side_by_side(
        _who(theirs.by, theirs.at, today), _presented(article, theirs), _presented(article, mine)
    )
    _choose(
        "words",
        save=lambda: _save(visit, article, mine, theirs.id),
        leave=lambda: _reopened(visit, article),
    )


def _noted(visit: Visit, today: Day, article: Article) -> None:
    if (noted := view().noted) is None:
        return
    mine, theirs = noted
    nothing = Markup("<em>No note</em>")
    _side_by_side(
        _who(theirs.by, theirs.at, today),
        Markup("<p>{}</p>").format(theirs.body or nothing),
        Markup("<p>{}</p>").format(mine or nothing),
    )
    _choose(
        "note",
        save=lambda: _annotate(visit, article, mine, theirs.id),
        leave=lambda: _reopened(visit, article),
    )


def _reopened(visit: Visit, article: Article) -> None:
    reopen(visit, article.id)
    st.rerun([BESIDE, MARKS])


def _who(by: str, at: datetime | None, today: Day) -> str:
    when = f" at {local_time(at, today.executive)}" if at else ""
    return f"{by or 'Somebody'} saved this{when}, while you were writing."


def _side_by_side(sentence: str, theirs: Markup, mine: Markup) -> None:
    st.html(
        Markup(
            "<div class='clash sides' role='alert'><p>{}</p><section><h3>Theirs</h3>{}</section>"
            "<section><h3>Yours</h3>{}</section></div>"
        ).format(sentence, theirs, mine)
    )


def _choose(which: str, *, save: Callable[[], None], leave: Callable[[], None]) -> None:
    with st.container(horizontal=True, key=f"curate-clash-{which}"):
        st.button("Save yours over it", key=f"curate.over.{which}", type="primary", on_click=save)
        st.button("Keep theirs", key=f"curate.theirs.{which}", on_click=leave)


def _presented(article: Article, shown: Presentation) -> Markup:
    points = shown.key_points or article.key_points
    return Markup("<p><b>{}</b></p><ul>{}</ul><p>{}</p>").format(
        shown.abstract or article.title,
        Markup("").join(Markup("<li>{}</li>").format(point) for point in points),
        STANCES[shown.stance],
    )
