"""The left side of Curate: the candidates in one list, and what was done about them.

The list itself is large and changes only with the ranking or the filters; what was done is small
and drawn by itself, so that a decision takes as long with 500 candidates as with ten.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import streamlit as st

from briefing.longlist import Line, Longlist
from briefing.model import Article
from briefing.ui import longlist as browser
from briefing.ui.curate import read, words
from briefing.ui.curate.filters import Wanted, filters
from briefing.ui.curate.obeying import heed
from briefing.ui.curate.read import Day, Marks
from briefing.ui.curate.view import ARTICLE, LIST, MARKS, View, view
from briefing.ui.data import now
from briefing.ui.frame import Visit
from briefing.ui.panes import chosen
from briefing.ui.phrases import age, number
from briefing.ui.shown import STANCES

#: Where the browser says what it was told to do.
KEY = "curate-longlist"


def listing(visit: Visit) -> None:
    """The filters, the list, and what was done about what is in it."""
    with st.container(key="curate-board"):
        st.fragment(_list, key=LIST)(visit)
        st.fragment(_marks, key=MARKS)(visit)


def _list(visit: Visit) -> None:
    read.admitted(visit)
    today = read.day(visit)
    candidates = read.candidates(visit, today)
    ids = [line.article.id for line in candidates.lines]
    marks = read.marks(visit, ids)
    wanted = filters(candidates.lines, today, marks)
    found = read.found(visit, wanted.search)
    lines = wanted.narrow(candidates.lines, today, marks, found)
    others = _others(visit, candidates, wanted, found)
    now_drawn = view()
    now_drawn.listed = (*(line.article.id for line in lines), *(one.id for one in others))
    now_drawn.drawn = today.said
    browser.longlist(
        {
            "rows": [*(_row(line, today) for line in lines), *_other_rows(others)],
            "count": _count(wanted, candidates, len(lines), len(others)),
            "view": repr(wanted),
            "search": ".st-key-curate-search input",
        },
        key=KEY,
        on_told=partial(heed, visit, KEY),
    )


def _others(
    visit: Visit, candidates: Longlist, wanted: Wanted, found: Sequence[int] | None
) -> list[Article]:
    """What was found by its words and is not among the candidates, for one to pin."""
    if found is None or wanted.topic or wanted.state:
        return []
    known = {line.article.id for line in candidates.lines}
    ids = [n for n in found if n not in known][: read.MOST_FOUND]
    others = read.articles_of(visit, ids)
    return [one for one in others if wanted.outlet in ("", one.outlet.name)]


def _row(line: Line, today: Day) -> dict[str, Any]:
    sifted = line.outcome in words.SIFTED
    return {
        "id": line.article.id,
        "place": str(line.place),
        "title": line.article.title,
        "outlet": line.article.outlet.name,
        "age": age(line.article.published, now()),
        "why": line.because if sifted else words.short(line.why),
        "tip": line.because,
        "stuck": "" if line.article.link else words.LINKLESS,
        "chips": words.stands(line, today),
    }


def _other_rows(others: Sequence[Article]) -> Iterator[dict[str, Any]]:
    for article in others:
        yield {
            "id": article.id,
            "place": "",
            "title": article.title,
            "outlet": article.outlet.name,
            "age": age(article.published, now()),
            "why": "Not among today’s candidates; a pin brings it in.",
            "tip": "",
            "stuck": "" if article.link else words.LINKLESS,
            "chips": [("out", "Not listed")],
        }


def _count(wanted: Wanted, candidates: Longlist, lines: int, others: int) -> str:
    if wanted.all:
        more = f", the best of {lines + candidates.more}" if candidates.more else ""
        return f"{number(lines, 'candidate')}{more}"
    if not lines + others:
        return "Nothing is as you ask. Take a filter away, or search for fewer words."
    also = f", {others} found beyond them" if others else ""
    return f"{lines} of {number(len(candidates.lines), 'candidate')}{also}"


def _marks(visit: Visit) -> None:
    read.admitted(visit)
    now_drawn = view()
    today = read.day(visit)
    marks = read.marks(visit, now_drawn.listed)
    browser.marks(
        {
            "tab": now_drawn.tab,
            "heeded": now_drawn.heeded,
            "refused": [
                {
                    "number": one.number,
                    "ids": one.article_ids,
                    "because": one.because,
                    "again": one.again,
                }
                for one in now_drawn.refused
            ],
            "open": chosen(ARTICLE),
            "settled": now_drawn.drawn == today.said,
            "marks": dict(_each(now_drawn, today, marks)),
        }
    )


def _each(drawn: View, today: Day, marks: Marks) -> Iterator[tuple[int, dict[str, Any]]]:
    """Id to what was done about an article, for those where anything was."""
    for article_id in drawn.listed:
        mark = _mark(article_id, today, marks)
        if any(mark.values()):
            yield article_id, mark


def _mark(article_id: int, today: Day, marks: Marks) -> dict[str, Any]:
    word, last = today.words.get(article_id), marks.last.get(article_id)
    standing, shown = marks.standings[article_id], marks.shown.get(article_id)
    chips = [("did", said) for said in words.did(standing, today.executive)]
    if article_id in marks.notes:
        chips.append(("note", "Note"))
    if shown is not None and shown.stance != "neutral":
        chips.append(("note", STANCES[shown.stance]))
    return {
        "seen": last.id if last else 0,
        "held": word.kind if word else "",
        "reason": word.reason if word else "",
        "by": words.held(word, today) if word else "",
        "chips": chips,
        "abstract": shown.abstract if shown else "",
        "stuck": words.stuck(today, standing),
    }
