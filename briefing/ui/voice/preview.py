"""Today's edition as other weights would make it, beside the sliders, at once."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from briefing.model import Item, Voice
from briefing.outlook import Gone, Outlook, tried
from briefing.speak import Said
from briefing.ui.frame import Visit
from briefing.ui.phrases import list_of, minutes, number
from briefing.ui.voice import read


def preview(visit: Visit, base: Said, typed: Voice) -> None:
    """The edition that the typed voice makes, held against the one that there is."""
    trial = read.todays(visit, base)
    found = tried(trial, typed)
    with st.container(key="voice-trial-sum"):
        st.html(Markup("<p aria-hidden='true'>{}</p>").format(difference(found)))
    with st.container(key="voice-trial-edition"):
        st.html(_edition(found, made=trial.made is not None))


def difference(found: Outlook) -> str:
    """What differs from today's edition, e.g. "2 move in, 2 fall out and 3 change places."."""
    told = {
        "moves in|move in": len(found.new),
        "falls out|fall out": len(found.gone),
        "changes places|change places": len(found.moved),
    }
    said = tuple(number(n, *verbs.split("|")) for verbs, n in told.items() if n)
    return f"{list_of(said)}." if said else "The same articles in the same order."


def _edition(found: Outlook, *, made: bool) -> Markup:
    against = "today’s as it is" if made else "what it would be now"
    items = Markup("").join(_line(found, item) for item in found.draft.items)
    listed = Markup("<ol>{}</ol>").format(items) if items else Markup("")
    return Markup(
        "<div class='outlook'><h3>Today’s edition with these weights</h3>"
        "<p class='meta'>{} · {}, held against {}</p>"
        "<p class='moves' role='status'>{}</p>{}{}</div>"
    ).format(
        number(len(found.draft.items), "item"),
        minutes(found.draft.seconds) if items else "nothing to read",
        against,
        difference(found),
        listed,
        _out(found.gone) if found.gone else "",
    )


def _line(found: Outlook, item: Item) -> Markup:
    """One place: what is new there with its reason, and what moved with where it was."""
    number_, outlet = item.article.id, item.article.outlet.name
    if number_ in found.new:
        mark, said = "in", Markup("<b>Moves in</b> · {}").format(item.why)
    elif (was := found.moved.get(number_)) is not None:
        way = "Up" if item.position < was else "Down"
        mark, said = "moved", Markup("{} · <b>{} from {}</b>").format(outlet, way, was)
    else:
        mark, said = "stays", Markup("{}").format(outlet)
    return Markup("<li class='{}'>{} <span>{}</span></li>").format(mark, item.article.title, said)


def _out(gone: Sequence[Gone]) -> Markup:
    lines = Markup("").join(
        Markup("<li class='out'>{} <span>{}</span></li>").format(one.article.title, one.because)
        for one in gone
    )
    return Markup("<h3>Falls out</h3><ul>{}</ul>").format(lines)
