"""The edition as the executive will see it, and what the staff changed in it."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from briefing.model import Edition, Item
from briefing.outlook import Outlook
from briefing.ui import data
from briefing.ui.curate import read
from briefing.ui.curate.read import Day
from briefing.ui.frame import Visit
from briefing.ui.phrases import age, local_time, minutes, number
from briefing.ui.shown import headline, stance

TODAY, NEXT = "Today’s", "The next"


def preview(visit: Visit, today: Day) -> None:
    """The coming edition; once today's was opened, that one too."""
    shown = NEXT
    if today.opened is not None:
        shown = st.segmented_control(
            "Edition",
            [TODAY, NEXT],
            default=NEXT,
            required=True,
            key="curate.edition",
            label_visibility="collapsed",
        )
    if today.opened is not None and shown == TODAY:
        at = local_time(today.opened.built_at, today.executive)
        st.html(_edition(today.opened.items, f"{_size(today.opened)}, opened at {at}"))
        return
    found = read.candidates(visit, today).changed
    st.html(changes(found, today))
    st.html(_edition(read.dressed(visit, found.draft.items), f"{_size(found.draft)}, as of now"))


def summary(found: Outlook, today: Day) -> Markup:
    """The coming edition in one line, for beside an article."""
    name = today.coming[0].upper() + today.coming[1:]
    return Markup("<p class='sum'><b>{}</b> {}. {}</p>").format(
        name, _size(found.draft), counted(found)
    )


def counted(found: Outlook) -> str:
    """How much the staff changed, e.g. "2 moved in by your desk, 2 out."."""
    if not found.new and not found.gone:
        return "Your desk has moved nothing in or out."
    return f"Your desk moved {len(found.new)} in and {len(found.gone)} out."


def changes(found: Outlook, today: Day) -> Markup:
    """What moves in and out with the staff's pins and blocks, and why."""
    lines = [
        _change("In", item.article.id, item.article.title, item.why)
        for item in found.draft.items
        if item.article.id in found.new
    ]
    lines += [
        _change("Out", gone.article.id, gone.article.title, gone.because) for gone in found.gone
    ]
    return Markup(
        "<div class='changes' role='status'><h2>{}</h2><p class='meta'>{}</p>{}</div>"
    ).format(
        f"{today.coming[0].upper()}{today.coming[1:]}",
        counted(found),
        Markup("<ul>{}</ul>").format(Markup("").join(lines)) if lines else "",
    )


def _change(way: str, article_id: int, title: str, because: str) -> Markup:
    return Markup(
        "<li><b>{}</b><div><button type='button' data-article='{}'>{}</button>"
        "<span>{}</span></div></li>"
    ).format(way, article_id, title, because)


def _size(edition: Edition) -> str:
    return f"{number(len(edition.items), 'item')} · {minutes(edition.seconds)}"


def _edition(items: Sequence[Item], about: str) -> Markup:
    if not items:
        return Markup("<p class='nothing'>Nothing would be in it: no candidate is left.</p>")
    cards = Markup("").join(_card(item) for item in items)
    return Markup("<p class='meta'>{}</p><ol class='edition'>{}</ol>").format(about, cards)


def _card(item: Item) -> Markup:
    """A card without its buttons."""
    article = item.article
    facts = [article.outlet.name, age(article.published, data.now())]
    facts += ["picked by your team"] if item.pinned else []
    points = Markup("").join(Markup("<p>{}</p>").format(point) for point in item.key_points)
    note = Markup("<p class='note'><b>From your team</b> {}</p>").format(item.note)
    return Markup(
        "<li><article class='story'><p class='meta'><b>{}</b> · {}</p>{}{}"
        "<div class='points'>{}</div>{}<p class='also'>{}</p>"
        "<button type='button' data-article='{}' aria-label='{}'>Edit</button></article></li>"
    ).format(
        item.position,
        " · ".join(facts),
        headline(item),
        stance(item),
        points,
        note if item.note else "",
        item.why,
        article.id,
        f"Edit item {item.position}",
    )
