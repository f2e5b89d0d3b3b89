"""One text looked at closely: its exact words, what stands against it, and who answers for it."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st
from markupsafe import Markup

from briefing import texts
from briefing.prepared import Prepared, Version
from briefing.sharing.approval import MAY, digest_now
from briefing.sharing.checking import check
from briefing.sharing.networks import NETWORKS
from briefing.ui import data
from briefing.ui.acting import act, done, show_problem
from briefing.ui.frame import Visit
from briefing.ui.panes import back, choose, chosen
from briefing.ui.texts.listing import TEXT
from briefing.ui.texts.read import WORDS, network, newest_of, one
from briefing.ui.voice.words import moment

HAPPENED = {
    "submitted": "asked for approval",
    "approved": "approved it",
    "rejected": "rejected it",
    "retired": "retired it",
    "shared": "shared it",
    "not_shared": "took the sharing back",
}


def closely(visit: Visit) -> None:
    """The text that the address names; nothing without one."""
    wanted = chosen(TEXT)
    if wanted is None:
        st.html("<p class='nothing'>Choose a text to read it and to answer for it.</p>")
        return
    with st.container(border=True, key="card-closely"):
        back(TEXT, "texts.back")
        found = one(visit, wanted)
        if found is None:
            st.html("<p class='nothing'>That text is no longer there.</p>")
            show_problem()
            return
        text, versions = found
        st.html(_words(visit, text))
        _acts(visit, text)
        st.html(_past(visit, versions))
        if text.article.link:
            st.link_button("Read the article", data.read_address(text.article), type="tertiary")


def _words(visit: Visit, found: Prepared) -> Markup:
    text, standing = found.text, found.standing
    remarks = Markup("").join(
        Markup("<li class='{}'>{}</li>").format(r.severity, r.sentence) for r in found.remarks
    )
    facts = [network(text.network), f"for {found.case.executive.name}", f"by {text.by}"]
    if text.together:
        facts.append(f"one post about {len(text.articles)} articles together")
    return Markup(
        "<article class='story'><p class='meta'>{}<em class='chip {}'>{}</em></p><h2>{}</h2>"
        "<blockquote class='words'>{}</blockquote><p class='meta'>{}</p><p class='why'>{}</p>"
        "{}</article>"
    ).format(
        " · ".join(facts),
        standing.state,
        WORDS[standing.state],
        found.article.title,
        text.text,
        _count(found),
        standing.sentence,
        Markup("<ul class='remarks'>{}</ul>").format(remarks) if remarks else "",
    )


def _count(found: Prepared) -> str:
    if found.text.network not in NETWORKS:
        return ""
    # A digest has its links in it.
    link = None if found.text.together else found.article.link
    return check(NETWORKS[found.text.network], found.text.text, link).sentence


def _acts(visit: Visit, found: Prepared) -> None:
    """What the visitor may do about it now; each verb asks again for itself."""
    text, may = found.text, MAY[found.standing.state]
    seen: dict[str, Any] = {"digest": digest_now(text, found.article), "settings": visit.settings}
    with st.container(horizontal=True, key=f"acts-{text.id}", vertical_alignment="center"):
        if visit.may("approve") and not found.blocks:
            if "approve" in may and found.standing.state == "in_review":
                _act(visit, "Approve", texts.approve, text.id, first=True, **seen)
            if "renew" in may:
                _act(visit, "Approve anew", texts.renew, text.id, **seen)
        if visit.may("write") and "submit" in may:
            _act(visit, "Ask for approval", texts.submit, text.id, first=True)
        if visit.may("approve") and "reject" in may:
            _reject(visit, text.id)
        if visit.may("write") and "retire" in may:
            _act(visit, "Retire", texts.retire, text.id, quiet=True)
    show_problem()
    if visit.may("write") and "change" in may:
        _change(visit, found)


def _act(
    visit: Visit,
    label: str,
    verb: Callable[..., Any],
    text_id: int,
    *,
    first: bool = False,
    quiet: bool = False,
    **said: Any,
) -> None:
    st.button(
        label,
        key=f"texts.{label.split()[0].lower()}.{text_id}.{len(label)}",
        type="primary" if first else "tertiary" if quiet else "secondary",
        on_click=act,
        args=(visit, verb, text_id),
        kwargs=said,
    )


def _reject(visit: Visit, text_id: int) -> None:
    key = f"texts.reason.{text_id}"
    with (
        st.popover("Reject", key=f"texts.rejecting.{text_id}", type="tertiary"),
        st.form(f"reject-{text_id}", border=False),
    ):
        st.text_input("What is wrong with it?", max_chars=200, key=key)
        st.form_submit_button(
            "Reject this text",
            type="primary",
            key=f"texts.reject.{text_id}",
            on_click=lambda: act(visit, texts.reject, text_id, reason=st.session_state[key]),
        )


def _change(visit: Visit, found: Prepared) -> None:
    text = found.text
    key = f"texts.edit.{text.id}"
    with st.form(f"change-{text.id}", border=False):
        st.text_area("Other words", value=text.text, key=key, height=140)
        approved = found.standing.state in ("approved", "in_review")
        with st.container(horizontal=True, vertical_alignment="center"):
            st.form_submit_button(
                "Save as a new text",
                key=f"texts.change.{text.id}",
                on_click=_changed,
                args=(visit, text.id, key),
            )
            if approved:
                st.html("<p class='meta'>Any change needs a new approval.</p>")


def _changed(visit: Visit, text_id: int, key: str) -> None:
    """Show the new text where it was made; the old one stays where it is in the history."""
    if done(visit, texts.change, text_id, text=st.session_state[key]):
        choose(TEXT, newest_of(visit, text_id))


def _past(visit: Visit, versions: Sequence[Version]) -> Markup:
    """Every version and what became of it, oldest first."""
    lines = []
    for version in versions:
        lines.append((version.text.at, version.text.by, "wrote", version.text.text))
        for event in version.events:
            said = HAPPENED.get(event.kind, event.kind)
            lines.append((event.at, event.by, said, event.reason))
    return Markup("<h3>What became of it</h3><ol class='past'>{}</ol>").format(
        Markup("").join(
            Markup("<li><span class='when'>{}</span> <b>{}</b> {}{}</li>").format(
                moment(at, visit.reader),
                by,
                did,
                Markup("<q>{}</q>").format(words) if words else "",
            )
            for at, by, did, words in lines
        )
    )
