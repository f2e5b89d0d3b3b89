"""What the rulebook says once: competitors, disclosure, limits, and what each rule does."""

from dataclasses import replace
from typing import get_args

import streamlit as st
from markupsafe import Markup

from briefing import rules
from briefing.rulebook import Rulebook, Setting
from briefing.rules import Said
from briefing.sharing.guidelines import GUIDELINES
from briefing.sharing.guidelines._base import Guideline
from briefing.ui.acting import show_problem, tried
from briefing.ui.frame import Visit
from briefing.ui.guidelines.saying import How, save
from briefing.ui.phrases import number

DOES: dict[Setting, str] = {
    "off": "is off",
    "advise": "advises",
    "approve": "asks for approval",
    "block": "blocks",
}


def competitors(visit: Visit, said: Said) -> None:
    """Names of competitors, one a line."""
    with st.container(border=True, key="card-competitors"), st.form("competitors", border=False):
        st.html(
            "<h2>Competitors</h2><p class='intro'>A text that names one is advised against; an "
            "article whose headline names one asks for approval.</p>"
        )
        held = "\n".join(said.rulebook.competitors)
        typed = st.text_area("One a line", held, key="guidelines.competitors", height="content")
        names = tuple(dict.fromkeys(one.strip() for one in typed.splitlines() if one.strip()))
        _save(visit, said, "competitors", lambda book: replace(book, competitors=names))


def disclosure(visit: Visit, said: Said) -> None:
    """The sentence appended to own content."""
    with st.container(border=True, key="card-disclosure"), st.form("disclosure", border=False):
        st.html(
            "<h2>Disclosure</h2><p class='intro'>Appended to every post about our own content, and "
            "counted in its length.</p>"
        )
        typed = st.text_input(
            "Sentence",
            said.rulebook.disclosure,
            max_chars=120,
            placeholder="I lead this company.",
            key="guidelines.disclosure",
        )
        _save(visit, said, "disclosure", lambda book: replace(book, disclosure=typed.strip()))


def limits(visit: Visit, said: Said) -> None:
    """How many tags are too many, and how long a text holds."""
    with st.container(border=True, key="card-limits"), st.form("limits", border=False):
        st.html("<h2>Limits</h2>")
        tags = st.slider("Most hashtags in a post", 0, 10, said.rulebook.most_hashtags)
        days = st.slider("Days that a prepared text holds", 1, 60, said.rulebook.days_valid)
        _save(
            visit,
            said,
            "limits",
            lambda book: replace(book, most_hashtags=tags, days_valid=days),
        )


def _save(visit: Visit, said: Said, name: str, how: How) -> None:
    show_problem(name)
    if st.form_submit_button("Save", key=f"guidelines.save.{name}"):
        save(visit, said, how, name)


def rules_list(visit: Visit, said: Said) -> None:
    """Every rule with what it does, which may be changed."""
    with st.container(border=True, key="card-rules"):
        st.html(
            Markup(
                "<h2>{}</h2><p class='intro'>Each is asked while somebody types, and once more "
                "when the text leaves.</p>"
            ).format(number(len(GUIDELINES), "rule"))
        )
        for one in GUIDELINES.values():
            _rule(visit, said, one)


def _rule(visit: Visit, said: Said, one: Guideline) -> None:
    holds = said.rulebook.severities.get(one.key, one.severity)
    with st.container(horizontal=True, key=f"rule-{one.key}", vertical_alignment="center"):
        words = Markup("<div class='said'><p><b>{}</b></p><p>{}</p></div>")
        st.html(words.format(one.label, one.says), width="stretch")
        st.selectbox(
            one.label,
            _allowed(one),
            index=_allowed(one).index(holds) if holds in _allowed(one) else 0,
            format_func=lambda setting: DOES[setting].capitalize(),
            key=f"guidelines.rule.{one.key}",
            label_visibility="collapsed",
            width=190,
            on_change=_set,
            args=(visit, said, one),
        )
    show_problem(one.key)


def _allowed(one: Guideline) -> list[Setting]:
    """What a rule may be set to; some may only be made stricter."""
    every = list(get_args(Setting))
    return every if one.movable else every[every.index(one.severity) :]


def _set(visit: Visit, said: Said, one: Guideline) -> None:
    wanted: Setting = st.session_state[f"guidelines.rule.{one.key}"]

    def how(book: Rulebook) -> Rulebook:
        others = {name: held for name, held in book.severities.items() if name != one.key}
        own = {} if wanted == one.severity else {one.key: wanted}
        return replace(book, severities=others | own)

    if not tried(visit, one.key, rules.say, how(said.rulebook), read=said.id):
        # The control shows what was wanted; what holds is shown instead.
        st.session_state.pop(f"guidelines.rule.{one.key}", None)
