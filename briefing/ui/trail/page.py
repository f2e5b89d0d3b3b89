"""The trail as a page: what is asked for, the entries, their check, and taking them away."""

from collections.abc import Mapping
from math import ceil

import streamlit as st
from markupsafe import Markup

from briefing.model import Executive
from briefing.store import executives, people, reading
from briefing.store import trail as stored
from briefing.store.trail import Entry, Wanted
from briefing.trail import NOT_SEEN, Verdict, as_csv, as_json_lines, sentence, titles_of, verify
from briefing.ui.frame import Visit
from briefing.ui.phrases import number
from briefing.ui.trail.asking import asked
from briefing.ui.voice.words import moment

ROWS = 40
VERDICT = "trail.verdict"


def trail(visit: Visit) -> None:
    """The whole page."""
    with reading(visit.engine) as conn:
        known = {person.id: person for person in people.every(conn)}
        served = {one.id: one for one in executives.every(conn)}
        kinds = stored.kinds(conn)
    with st.container(key="head"):
        said = Markup("<p class='status'>Trail</p><h1>Who did what</h1><p>{}</p>")
        st.html(said.format(NOT_SEEN))
    wanted = asked(list(known.values()), list(served.values()), kinds)
    _acts(visit, wanted)
    _entries(visit, wanted, served)


def _acts(visit: Visit, wanted: Wanted) -> None:
    with st.container(horizontal=True, key="trail-acts", vertical_alignment="center"):
        st.button("Check the chain", key="trail.verify", on_click=_check, args=(visit,))
        st.download_button(
            "Download as CSV",
            lambda: as_csv(visit.engine, wanted, by=visit.by).encode("utf-8-sig"),
            file_name="trail.csv",
            mime="text/csv",
            key="trail.csv",
            on_click="ignore",
            type="tertiary",
            help="What is asked for above, for a spreadsheet; formulas are made harmless.",
        )
        st.download_button(
            "as JSON Lines",
            lambda: _lines(visit, wanted),
            file_name="trail.jsonl",
            mime="application/jsonl",
            key="trail.jsonl",
            on_click="ignore",
            type="tertiary",
            help="With every hash, so that others can follow the chain too.",
        )
    found = st.session_state.get(VERDICT)
    if isinstance(found, Verdict):
        st.html(_verdict(found))


def _check(visit: Visit) -> None:
    st.session_state[VERDICT] = verify(visit.engine)


def _lines(visit: Visit, wanted: Wanted) -> bytes:
    return "".join(f"{one}\n" for one in as_json_lines(visit.engine, wanted, by=visit.by)).encode()


def _verdict(found: Verdict) -> Markup:
    if not found.whole:
        faults = Markup("").join(Markup("<li>{}</li>").format(one) for one in found.faults)
        return Markup("<div class='verdict bad' role='alert'><ul>{}</ul></div>").format(faults)
    keep = Markup("")
    if found.last:
        keep = Markup(
            " <span class='meta'>Note its last hash elsewhere, since a cut end shows only against "
            "it: <code>{}</code></span>"
        ).format(found.last)
    said = Markup("<div class='verdict well' role='status'><p>{}{}</p></div>")
    return said.format(found.sentence, keep)


def _entries(visit: Visit, wanted: Wanted, served: Mapping[int, Executive]) -> None:
    with reading(visit.engine) as conn:
        total = stored.count(conn, wanted)
    if not total:
        none = "Nothing was done yet." if wanted == Wanted() else "No entry is like that."
        st.html(Markup("<p class='nothing'>{}</p>").format(none))
        return
    rows = st.container(key="rows")
    # The page is known only once its widget has run, which stands below the rows.
    at = 1
    if total > ROWS:
        at = st.pagination(ceil(total / ROWS), key="trail.page", bind="query-params")
    with reading(visit.engine) as conn:
        found = stored.found(conn, wanted, offset=(at - 1) * ROWS, limit=ROWS)
        titles = titles_of(conn, found)
    clock = visit.executive or Executive(0, "")
    lines = Markup("").join(_entry(one, clock, served, titles) for one in found)
    with rows:
        st.html(Markup("<p class='nothing'>{}</p>").format(number(total, "entry", "entries")))
        st.html(Markup("<ol class='trail'>{}</ol>").format(lines))


def _entry(
    entry: Entry, clock: Executive, served: Mapping[int, Executive], titles: Mapping[int, str]
) -> Markup:
    """One line, which opens: the exact words, the details, and the hash."""
    concerned = served.get(entry.executive_id or 0)
    whose = f" · for {concerned.name}" if concerned and not entry.on_behalf_of else ""
    facts = Markup("").join(Markup("<dt>{}</dt><dd>{}</dd>").format(*one) for one in _facts(entry))
    return Markup(
        "<li><details><summary><span class='when'>{}</span><span><b>{}</b>{}{}</span></summary>"
        "{}<dl class='facts'>{}</dl></details></li>"
    ).format(
        moment(entry.at, clock),
        sentence(entry),
        whose,
        Markup("<span class='about'>{}</span>").format(titles.get(entry.article_id or 0, "")),
        Markup("<blockquote>{}</blockquote>").format(entry.text) if entry.text else "",
        facts,
    )


def _facts(entry: Entry) -> list[tuple[str, str]]:
    said = [(name.replace("_", " ").capitalize(), _said(v)) for name, v in entry.details.items()]
    exactly = f"{entry.at:%Y-%m-%d %H:%M:%S} UTC"
    return [*said, ("Entry", f"{entry.number:,}"), ("Exactly", exactly), ("Hash", entry.hash)]


def _said(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(str(one) for one in value)
    return "" if value is None else str(value)
