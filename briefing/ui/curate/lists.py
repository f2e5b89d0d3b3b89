"""The left side of Curate: the executive's day, what just missed, what is pinned and blocked."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import streamlit as st
from markupsafe import Markup

from briefing.model import Article, Edition, Missed
from briefing.ui.curate.lines import line
from briefing.ui.panes import chosen, row
from briefing.ui.phrases import local_time, minutes, number
from briefing.ui.staff import RECENT, Board, Day

ARTICLE = "article"
TODAY, MISSED, CURATED = "Today", "Just missed", "Pinned and blocked"


def first_name(board: Board) -> str:
    """How the staff speak of the executive."""
    return board.edition.executive.name.split()[0]


def heading(day: Day) -> None:
    """What the day's edition is, and whether it can still be changed."""
    with st.container(key="head"):
        st.html(
            Markup("<p class='status'>{}</p><h1>Curate</h1><p>{}</p>").format(
                _status(day.edition), _when(day)
            )
        )


def _status(edition: Edition) -> str:
    day = f"{edition.day:%A} {edition.day.day} {edition.day:%B}"
    size = f"{number(len(edition.items), 'item')} · {minutes(edition.seconds)}"
    considered = f"chosen from {number(edition.considered, 'article')}"
    return f"{day} · {size}, {considered}" if edition.items else day


def _when(day: Day) -> str:
    if not day.edition.items:
        return "No article has come in that could be shown. Look at your sources, or add more."
    if day.opened:
        at = local_time(day.edition.built_at, day.edition.executive)
        return (
            f"Today’s edition was opened at {at} and stays as it is. Pins and blocks go into the "
            "next one; notes are shown at once."
        )
    return "Nobody has opened today’s edition yet: until then, pins and blocks still change it."


def controls() -> tuple[str, str]:
    """Which list is shown, and what is searched for."""
    with st.container(horizontal=True, key="controls", vertical_alignment="center"):
        shown = st.segmented_control(
            "List",
            [TODAY, MISSED, CURATED],
            default=TODAY,
            required=True,
            key="curate.list",
            label_visibility="collapsed",
            bind="query-params",
        )
        search = st.text_input(
            "Search the articles of the last 30 days",
            placeholder=f"Search the articles of the last {RECENT.days} days",
            type="search",
            live="300ms",
            key="curate.search",
            label_visibility="collapsed",
            bind="query-params",
        )
    return str(shown), search or ""


def lists(board: Board, shown: str, search: str) -> None:
    """The list that is wanted; while something is searched for, what was found."""
    if search.strip():
        _found(board)
    elif shown == TODAY:
        _today(board)
    elif shown == MISSED:
        _missed(board)
    else:
        _curated(board)


def first(board: Board) -> Article | None:
    """What is looked at closely while nothing was chosen."""
    return next((item.article for item in board.edition.items), None)


def _today(board: Board) -> None:
    name = first_name(board)
    done = list(dict.fromkeys([*board.picked, *board.shared]))
    if done:
        _title(f"{name} picked or shared these today")
        for article in done:
            _row(board, article, "done")
    else:
        _nothing(f"{name} has not picked or shared anything yet today.")
    _title("Today’s edition" if board.opened else "Today’s edition, as it would be now")
    for item in board.edition.items:
        mark = str(item.position)
        _row(board, item.article, "edition", mark=mark, because=item.why)


def _missed(board: Board) -> None:
    missed = board.edition.just_missed
    if not missed:
        _nothing("Nothing came close: every article that could be shown is in the edition.")
    for rule, members in _by_rule(missed):
        _title(f"{rule} ({len(members)})")
        for one in members:
            _row(board, one.article, "missed", because=_instead(board, one))


def _by_rule(missed: Sequence[Missed]) -> Iterator[tuple[str, list[Missed]]]:
    """By the rule that kept them out; the rule with the fewest first, since it tells the most."""
    ordered = sorted(missed, key=lambda one: one.because)
    groups = [(rule, list(members)) for rule, members in groupby(ordered, lambda m: m.because)]
    return iter(sorted(groups, key=lambda group: len(group[1])))


def _instead(board: Board, missed: Missed) -> str:
    """For an article whose story is in the edition: which item stands for it."""
    story = missed.article.story_id
    for item in board.edition.items:
        if story is not None and item.article.story_id == story and missed.rule == "same_story":
            return f"In the edition as {item.position}: {item.article.title}"
    return ""


def _curated(board: Board) -> None:
    newest = list(board.words.items())[::-1]
    for kind, title, none in (
        ("pinned", "Pinned to the next edition", "Nothing is pinned."),
        ("blocked", "Blocked from every edition to come", "Nothing is blocked."),
    ):
        held = [(article_id, word) for article_id, word in newest if word.kind == kind]
        _title(f"{title} ({len(held)})" if held else none)
        for article_id, word in held:
            _row(board, board.articles[article_id], kind, because=word.reason)


def _found(board: Board) -> None:
    if not board.found:
        _nothing("No article has all of these words in its title, summary or outlet.")
        return
    _title(f"{number(len(board.found), 'article')} found, newest first")
    for article in board.found:
        _row(board, article, "found")


def _row(board: Board, article: Article, part: str, *, mark: str = "", because: str = "") -> None:
    looked_at = chosen(ARTICLE)
    ahead = first(board)
    row(
        line(board, article, mark=mark, because=because),
        param=ARTICLE,
        id_=article.id,
        key=f"curate.{part}.{article.id}",
        label=f"Look closely at {f'item {mark}' if mark else f'article {article.id}'}",
        on=article.id == looked_at or (looked_at is None and article == ahead),
    )


def _title(words: str) -> None:
    st.html(Markup("<h2 class='part'>{}</h2>").format(words))


def _nothing(words: str) -> None:
    st.html(Markup("<p class='nothing'>{}</p>").format(words))
