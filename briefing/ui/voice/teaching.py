"""Teach: staff say of twenty recent articles, one after the other, what the executive would do.

How far it is stands in the database, as answers; only what was skipped is this tab's own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

import streamlit as st
from markupsafe import Markup

from briefing import decide, teach
from briefing.learned import Learning, learning
from briefing.model import Article
from briefing.outlook import next_brief
from briefing.speak import Said
from briefing.teach import ASKED, Answer
from briefing.ui import data
from briefing.ui.acting import act, show_problem
from briefing.ui.frame import Visit
from briefing.ui.phrases import age, reading_time
from briefing.ui.voice import read
from briefing.ui.voice.effect import against, draft
from briefing.ui.voice.learned import lessons, on_weights
from briefing.ui.voice.state import view

#: Seconds within which a second tap is taken for the same one.
ONCE = 0.2

SHARE, PASS = "Would share", "Would pass"


@dataclass(frozen=True)
class Round:
    """Twenty questions, or as many as there are."""

    #: Answers of this round, oldest first.
    answers: Sequence[Answer]
    #: The articles still to be asked about.
    ahead: Sequence[Article]
    #: Answers given in all.
    given: int

    @property
    def size(self) -> int:
        return len(self.answers) + len(self.ahead)

    @property
    def over(self) -> bool:
        return not self.ahead or view().stopped == self.given > 0


def teaching(visit: Visit, said: Said) -> None:
    """The next question, or what came of the answers."""
    now = _round(visit, said)
    with st.container(border=True, key="card-voice-teach"):
        st.html(
            Markup(
                "<h2>Teach</h2><p class='intro'>Would {} share it? Twenty answers give a new brief "
                "its direction. Nothing is posted, and every article may still be in a brief.</p>"
            ).format(visit.reader.name)
        )
        show_problem()
        if now.over:
            _end(visit, said, now)
        else:
            _question(visit, now)
    if now.answers:
        _given(visit, now)


def _round(visit: Visit, said: Said) -> Round:
    answers = teach.answers_of(visit.engine, visit.reader.id, since=visit.reader.learning_since)
    ids = [answer.decision.article_id for answer in answers]
    full = bool(answers) and len(answers) % ASKED == 0 and view().went_on != len(answers)
    done = ASKED if full else len(answers) % ASKED
    skipped = view().skipped
    course = read.questions(visit, said)
    left = ASKED - done
    ahead = [one for one in course.ahead(ids, left + len(skipped)) if one.id not in skipped]
    return Round(answers[len(answers) - done :], ahead[:left] if left else (), len(answers))


def _question(visit: Visit, now: Round) -> None:
    article = now.ahead[0]
    st.html(_progress(len(now.answers), now.size))
    st.html(_story(article))
    keys = bool(st.session_state.get("voice.teach.keys", True))
    with st.container(horizontal=True, key="voice-teach-acts"):
        _button(visit, SHARE, "share", teach.would_share, article, "S" if keys else None)
        _button(visit, PASS, "pass", teach.would_pass, article, "P" if keys else None)
        st.button(
            "Skip",
            key="voice.teach.skip",
            type="tertiary",
            shortcut="K" if keys else None,
            on_click=_skip,
            args=(article.id,),
        )
        if article.link:
            st.link_button("Read", data.read_address(article), type="tertiary")
    with st.container(horizontal=True, key="voice-teach-more", vertical_alignment="center"):
        st.checkbox(
            "Answer with the keys S, P and K",
            value=True,
            key="voice.teach.keys",
            persist_state="session",
        )
        if now.answers:
            st.button(
                "Stop here",
                key="voice.teach.stop",
                type="tertiary",
                on_click=_stop,
                args=(now.given,),
            )


def _button(
    visit: Visit,
    label: str,
    name: str,
    verb: Callable[..., Any],
    article: Article,
    shortcut: str | None,
) -> None:
    # The key is the same for every article, so that the keyboard stays where it is.
    st.button(
        label,
        key=f"voice.teach.{name}",
        shortcut=shortcut,
        on_click=_answer,
        args=(visit, verb, article.id),
    )


def _answer(visit: Visit, verb: Callable[..., Any], article_id: int) -> None:
    """Say it, unless a double tap would say it of the next article, which nobody has read."""
    if monotonic() - view().answered >= ONCE:
        act(visit, verb, visit.reader.id, article_id)
        view().answered = monotonic()


def _skip(article_id: int) -> None:
    view().skipped.add(article_id)


def _stop(given: int) -> None:
    view().stopped = given


def _go_on(given: int) -> None:
    view().went_on, view().stopped = given, 0
    view().skipped.clear()


def _progress(done: int, size: int) -> Markup:
    return Markup(
        "<div class='progress'><p role='status'>{} of {}</p><div role='progressbar' "
        "aria-label='Articles answered' aria-valuemin='0' aria-valuemax='{}' aria-valuenow='{}'>"
        "<i style='width:{:.0f}%'></i></div></div>"
    ).format(done, size, size, done, 100 * done / size)


def _story(article: Article) -> Markup:
    facts = [article.outlet.name, age(article.published, data.now()), reading_time(article)]
    points = Markup("").join(Markup("<p>{}</p>").format(point) for point in article.key_points)
    return Markup(
        "<article class='story'><p class='meta'>{}</p><h2>{}</h2><div class='points'>{}</div>"
        "</article>"
    ).format(" · ".join(facts), article.title, points)


def _end(visit: Visit, said: Said, now: Round) -> None:
    """What was learned, and the brief that comes of it."""
    if not now.answers and view().skipped:
        st.html("<p>Every article there was to ask about has been skipped.</p>")
        _go_on_button(now, "Look at them again")
        return
    if not now.answers:
        st.html(
            "<p>There is nothing to ask about: no article of the last seven days is left that "
            "the voice lets through. Look at your sources.</p>"
        )
        return
    trial = read.latest(visit, said)
    found = learning(trial)
    st.html(_progress(len(now.answers), now.size))
    st.html(Markup("<p role='status'><b>{}</b></p>").format(outcome(now.answers, found)))
    if found.lines:
        st.html(lessons(found.lines))
    st.html(Markup("<p class='meta'>{}</p>").format(on_weights(found, said.voice.leeway)))
    brief = next_brief(trial)
    st.html("<h2>The next brief</h2>")
    st.html(draft(brief))
    if brief.today is not None:
        st.html(against(brief))
    _go_on_button(now, "Go on teaching")


def _go_on_button(now: Round, label: str) -> None:
    st.button(label, key="voice.teach.on", on_click=_go_on, args=(now.given,))


def outcome(answers: Sequence[Answer], found: Learning) -> str:
    """What the answers came to, e.g. "8 you would share, 12 you would pass on. …"."""
    shares = sum(answer.would_share for answer in answers)
    said = f"{shares} you would share, {len(answers) - shares} you would pass on."
    asked = {answer.article.id for answer in answers}
    taught = [pull for pull in found.pulls if pull.article.id in asked]
    up = [p for p in taught if p.did == "would_share" and p.strength > 0]
    down = [p for p in taught if p.did == "would_pass" and p.strength < 0]
    pulls = [
        f"what is like “{ones[0].article.title}” {way}"
        for ones, way in ((up, "goes up"), (down, "goes down"))
        if ones
    ]
    return f"{said} From now on {' and '.join(pulls)}." if pulls else said


def _given(visit: Visit, now: Round) -> None:
    """The answers of this round, the last one first, each with its way back."""
    with st.container(border=True, key="card-voice-answers"):
        st.html("<h2>Answers</h2>")
        for answer in reversed(now.answers):
            _row(visit, answer)


def _row(visit: Visit, answer: Answer) -> None:
    with st.container(
        horizontal=True, key=f"voice-row-answer-{answer.decision.id}", vertical_alignment="top"
    ):
        st.html(
            Markup("<div class='said'><p><b>{}</b></p><p>{}</p></div>").format(
                SHARE if answer.would_share else PASS, answer.article.title
            ),
            width="stretch",
        )
        st.button(
            "Undo",
            key=f"voice.teach.undo.{answer.decision.id}",
            type="tertiary",
            on_click=act,
            args=(visit, decide.undo, answer.decision.id),
        )
