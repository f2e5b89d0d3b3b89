"""Adding sources and looking at them: the work that takes a while, and what it brought."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from briefing.errors import BriefingError
from briefing.model import Source
from briefing.refresh import Outcome
from briefing.store import reading, sources
from briefing.subscribe import Subscribed, import_opml, subscribe, use_instead
from briefing.ui import staff
from briefing.ui.acting import tell
from briefing.ui.frame import Visit
from briefing.ui.phrases import number
from briefing.ui.sources.health import name

RESULT = "sources.result"
#: New sources are looked at as they are added, unless they are more than somebody waits for.
LOOKED_AT_ONCE = 40
#: Rows of the table of results; offers under one address.
MOST_ROWS, MOST_OFFERS = 200, 5


@dataclass(frozen=True)
class Result:
    """What the last work brought, until it is put away."""

    subscribed: Subscribed
    outcomes: Sequence[Outcome]


def attempt(verb: Callable[[], object]) -> bool:
    """Do it; where it fails, the page says why. Whether it went well."""
    try:
        verb()
    except BriefingError as error:
        tell(str(error))
        return False
    return True


def tapped(verb: Callable[[], object]) -> None:
    """For `on_click` and `on_change`: the same, where nothing more follows."""
    attempt(verb)


def field(key: str) -> str:
    """The key of a field that is about to be drawn, with what was left in it."""
    if (left := st.session_state.pop(f"{key}.left", None)) is not None:
        st.session_state[key] = left
    return key


def leave(key: str, said: str = "") -> None:
    """Have this in a field from the next run on: what was typed there and could not be used."""
    st.session_state[f"{key}.left"] = said


def add(visit: Visit, addresses: Sequence[str], *, typed_in: str = "") -> None:
    """Subscribe to addresses, look at what is new, and show what came of it.

    Those that could not be added stay in the field that they were typed in.
    """

    def work() -> None:
        with st.spinner(f"Looking at {number(len(addresses), 'address', 'addresses')}…"):
            done = subscribe(visit.engine, visit.settings, addresses, **visit.signature())
        if typed_in:
            leave(typed_in, " ".join(address for address, _ in done.refused))
        _look_at_added(visit, done)

    if attempt(work):
        st.rerun()


def take_list(visit: Visit, opml: bytes) -> None:
    """Subscribe to the feeds of an OPML file."""

    def work() -> None:
        _look_at_added(visit, import_opml(visit.engine, opml, **visit.signature()))

    if attempt(work):
        st.rerun()


def look(visit: Visit, only: Sequence[Source] | None = None) -> None:
    """Look at some sources, or all that are not paused, and show what each brought."""
    if attempt(lambda: _look(visit, only, Subscribed())):
        st.rerun()


def result(visit: Visit) -> None:
    """What the last work brought, if it has not been put away."""
    found = st.session_state.get(RESULT)
    if not isinstance(found, Result):
        return
    with st.container(border=True, key="card-result"):
        st.html(Markup("<p><b>{}</b></p>{}").format(_sentence(found), _refused(found)))
        _offers(visit, found)
        if len(found.outcomes) > 1:
            with st.expander(f"Result of each ({len(found.outcomes)})", key="sources.each"):
                st.html(_table(found.outcomes))
        st.button("Close", key="sources.close", type="tertiary", on_click=_put_away)


def _put_away() -> None:
    st.session_state.pop(RESULT, None)


def _look_at_added(visit: Visit, done: Subscribed) -> None:
    if 0 < len(done.added) <= LOOKED_AT_ONCE:
        _look(visit, done.added, done)
    else:
        st.session_state[RESULT] = Result(done, [])


def _look(visit: Visit, only: Sequence[Source] | None, done: Subscribed) -> None:
    total = len(only) if only is not None else _active(visit)
    bar = st.progress(0.0, text=f"Looking at {number(total, 'source')}…")
    seen: list[Outcome] = []

    def told(outcome: Outcome) -> None:
        seen.append(outcome)
        new = sum(one.new for one in seen)
        ours = sum(not one.elsewhere for one in seen)
        text = f"{ours} of {total} looked at, {number(new, 'new article')}"
        bar.progress(min(len(seen) / max(total, 1), 1.0), text=text)

    outcomes = staff.look(visit.engine, visit.settings, only, told)
    st.session_state[RESULT] = Result(done, outcomes)


def _active(visit: Visit) -> int:
    with reading(visit.engine) as conn:
        tally = sources.tally(conn)
    return tally["all"] - tally["paused"]


def _sentence(found: Result) -> str:
    done, outcomes = found.subscribed, found.outcomes
    parts = []
    if done.added:
        parts.append(f"{number(len(done.added), 'source')} added.")
    if done.present:
        were = "was" if len(done.present) == 1 else "were"
        parts.append(f"{len(done.present)} {were} there already.")
    if done.refused:
        parts.append(f"{len(done.refused)} could not be added.")
    if done.added and not outcomes:
        parts.append("Look at your sources now to bring in their articles.")
    if outcomes:
        bad = sum(bool(one.problem) for one in outcomes)
        brought = number(sum(one.new for one in outcomes), "new article")
        problems = f", {number(bad, 'problem')}" if bad else ""
        ours = sum(not one.elsewhere for one in outcomes)
        if ours:
            parts.append(f"{number(ours, 'source')} looked at: {brought}{problems}.")
        parts += _elsewhere(len(outcomes) - ours, others=bool(ours))
    return " ".join(parts) or "There was nothing to look at."


def _elsewhere(count: int, *, others: bool) -> list[str]:
    """That another run is looking at some sources just now, so that this one did not."""
    if not count:
        return []
    what = f"{count} {'other' if count == 1 else 'others'}" if others else number(count, "source")
    return [f"{what} {'is' if count == 1 else 'are'} being looked at elsewhere just now."]


def _refused(found: Result) -> Markup:
    """What could not be added, and what a single source that was looked at complains of."""
    said = list(found.subscribed.refused[:MOST_ROWS])
    if len(found.outcomes) == 1 and found.outcomes[0].problem and not found.outcomes[0].offers:
        said.append((name(found.outcomes[0].source), found.outcomes[0].problem))
    lines = Markup("<p class='bad'><b>{}</b> {}</p>")
    told = [lines.format(what, why) for what, why in said]
    if len(found.outcomes) == 1:
        told += [Markup("<p>{}</p>").format(remark) for remark in found.outcomes[0].remarks]
    return Markup("").join(told)


def _offers(visit: Visit, found: Result) -> None:
    """Feeds that turned up beside what was wanted: one tap each."""
    for said, offers in found.subscribed.offers.items():
        st.html(Markup("<p><b>{}</b> also offers:</p>").format(said))
        for offer in offers[:MOST_OFFERS]:
            if _offer(offer, "Subscribe", f"sources.offer.{offer}"):
                add(visit, [offer])
    for one in found.outcomes:
        if one.offers:
            said = Markup("<p><b>{}</b> answers with a web page, which offers:</p>")
            st.html(said.format(name(one.source)))
        for offer in one.offers[:MOST_OFFERS]:
            if _offer(offer, "Use this feed", f"sources.use.{one.source.id}.{offer}"):
                _use(visit, one.source, offer)


def _offer(address: str, label: str, key: str) -> bool:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(Markup("<p class='address'>{}</p>").format(address), width="stretch")
        return st.button(label, key=key)


def _use(visit: Visit, source: Source, address: str) -> None:
    def work() -> None:
        use_instead(visit.engine, source.id, address, **visit.signature())
        with reading(visit.engine) as conn:
            moved = sources.by_id(conn, source.id)
        _look(visit, [moved], Subscribed())

    if attempt(work):
        st.rerun()


def _table(outcomes: Sequence[Outcome]) -> Markup:
    """Those with problems first, then those with remarks, then those that brought most."""
    ranked = sorted(outcomes, key=lambda one: (not one.problem, not one.remarks, -one.new))
    ordered = ranked[:MOST_ROWS]
    rows = Markup("").join(
        Markup("<tr><th>{}</th><td class='{}'>{}</td></tr>").format(
            name(one.source), "bad" if one.problem else "", _came_of(one)
        )
        for one in ordered
    )
    more = len(outcomes) - len(ordered)
    rest = Markup("<p class='parts-note'>And {} more.</p>").format(more) if more else ""
    return Markup("<table class='parts each'>{}</table>{}").format(rows, rest)


def _came_of(one: Outcome) -> str:
    if one.problem:
        return one.problem
    if one.elsewhere:
        return "being looked at elsewhere"
    said = [f"{one.new} new"] if one.new else []
    said += [f"{one.changed} changed"] if one.changed else []
    return ". ".join([", ".join(said) or "nothing new", *one.remarks])
