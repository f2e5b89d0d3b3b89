"""What a feed says of its items into entries: plain text, honest dates, lasting identities."""

import re
from datetime import datetime
from urllib.parse import unquote, urlsplit

from briefing.articles.dates import when
from briefing.articles.links import canonical
from briefing.articles.text import TITLE_LIMIT, plain, shorten, title_text
from briefing.model import Dated, Entry
from briefing.sources.identity import Claim, identities
from briefing.sources.raw import RawEntry, RawFeed

#: Newest entries that are kept; the busiest feeds measured give some 200.
MOST_ENTRIES = 500

#: Characters of an article and of its teaser. What a feed gives as a description of
#: more than a teaser's length, without a content beside it, is the article.
TEXT_LIMIT, TEASER_LIMIT = 1_000_000, 2_000
#: Characters of the start of an article that serve where there is no teaser.
OPENING_LIMIT = 500
NAME_LIMIT = 200
#: Characters of an item's own id that are shown.
LONGEST_GUID = 2_000
MOST_CATEGORIES = 20

_NAMED_MAIL = re.compile(r"\S+@\S+\s*\((.+)\)")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE)


def entries(raw: RawFeed, now: datetime) -> list[Entry]:
    """The newest 500 items, newest first, each once."""
    dated = [(*_published(entry, now), entry) for entry in raw.entries]
    # What has no date stands where the feed put it: first, if anywhere.
    dated.sort(key=lambda said: said[0] or now, reverse=True)
    newest = dated[:MOST_ENTRIES]
    links = [canonical(entry.link, entry.base) for _, _, entry in newest]
    names = identities(
        [
            Claim(entry.guid, link, entry.title, entry.summary or entry.content)
            for (_, _, entry), link in zip(newest, links, strict=True)
        ]
    )
    found: dict[str, Entry] = {}
    for identity, link, (published, dating, entry) in zip(names, links, newest, strict=True):
        if identity not in found and (link or entry.title or entry.summary or entry.content):
            found[identity] = _entry(entry, identity, link, published, dating, raw.language)
    return list(found.values())


def _published(entry: RawEntry, now: datetime) -> tuple[datetime | None, Dated]:
    published, dated = when(entry.published, now)
    if dated == "missing" and entry.updated:
        return when(entry.updated, now)
    return published, dated


def _entry(
    raw: RawEntry,
    identity: str,
    link: str | None,
    published: datetime | None,
    dated: Dated,
    language: str,
) -> Entry:
    summary, text = _summary_and_text(raw)
    said = raw.language or language
    return Entry(
        identity=identity,
        title=title_text(raw.title) or _derived_title(summary, link),
        link=link,
        published=published,
        dated=dated,
        summary=summary,
        text=text,
        author=_author(raw.author),
        language=said if _LANGUAGE.fullmatch(said) and len(said) <= 35 else "",
        categories=_categories(raw.categories),
        guid=raw.guid if len(raw.guid) <= LONGEST_GUID else "",
    )


def _summary_and_text(raw: RawEntry) -> tuple[str, str]:
    text = plain(raw.content, limit=TEXT_LIMIT) if raw.content else ""
    summary = plain(raw.summary, limit=TEXT_LIMIT) if raw.summary != raw.content else ""
    if not text and len(summary) > TEASER_LIMIT:
        text, summary = summary, ""
    return shorten(summary, TEASER_LIMIT) if summary else shorten(text, OPENING_LIMIT), text


def _derived_title(summary: str, link: str | None) -> str:
    """The first line of the text, else the words of the address."""
    if summary:
        return shorten(summary.partition("\n")[0], 100)
    slug = unquote(urlsplit(link or "").path).rstrip("/").rpartition("/")[2].partition(".")[0]
    words = re.sub(r"[-_+]+", " ", slug).strip()
    return title_text(words).capitalize() or "Untitled"


def _author(markup: str) -> str:
    name = title_text(markup[:TITLE_LIMIT])
    mail = _NAMED_MAIL.fullmatch(name)
    return (mail[1] if mail else name)[:NAME_LIMIT]


def _categories(markup: tuple[str, ...]) -> tuple[str, ...]:
    named = (title_text(one)[:NAME_LIMIT] for one in markup[:MOST_CATEGORIES])
    return tuple(dict.fromkeys(filter(None, named)))
