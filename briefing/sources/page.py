"""An article's page, understood.

A plain function over bytes, so that it can run in a worker that may be killed:
a page built to hurt takes minutes (see `workers`). The main text comes from
trafilatura in its fast mode, F1 0.962 on 181 labelled pages.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from lxml.etree import ParserError
from lxml.html import HtmlElement
from trafilatura import extract as main_text
from trafilatura import load_html

from briefing.articles.dates import when
from briefing.articles.links import canonical, preferred
from briefing.articles.text import as_markup, plain, title_text, words
from briefing.errors import SourceError
from briefing.model import Dated
from briefing.sources.claims import Claims, claims
from briefing.sources.decoding import decode

#: Bytes of a page that are looked at; more only takes time.
MOST_BYTES = 2_000_000
#: Characters of text that are kept.
MOST_CHARACTERS = 1_000_000
#: Fewer words are a teaser; short agency reports have about a hundred.
FEWEST_WORDS = 60
#: A wall's words at the end of fewer words than this mean that the rest is behind it.
WALLED_WORDS = 300
#: In a text that is not short, a line with more words is the article's own, whatever it
#: mentions; in a short one, a line with fewer than the second number is a menu or a heading.
LONG_LINE = 60
PROSE_LINE = 8

#: Kinds of files that are no pages, and what a person calls them.
_OTHER_KINDS = {
    "application/pdf": "a PDF document",
    "video/": "a video",
    "audio/": "a sound recording",
    "image/": "a picture",
    "application/zip": "an archive",
    "application/octet-stream": "a file to download",
}
_STARTS = {
    b"%PDF-": "a PDF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"PK\x03\x04": "an archive",
    b"ID3": "a sound recording",
    b"\x1aE\xdf\xa3": "a video",
}
_FEED_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.DOTALL
)
#: Titles of pages that keep programs out.
_GATE = re.compile(
    r"just a moment|attention required|access (?:to this page has been )?denied"
    r"|are you a (?:robot|human)|verify (?:that )?you are (?:a )?human|security check"
    r"|pardon our interruption|captcha|403 forbidden|404|not found|page unavailable|error \d{3}",
    re.IGNORECASE,
)
#: What paywalls, cookie walls and empty shells say instead of the article.
_WALL = re.compile(
    r"(?:subscribe|sign in|log in|register|sign up|create (?:an|a free) account)\b.{0,60}"
    r"\b(?:continue|read|access|unlock|full)|already (?:a )?(?:subscriber|member)"
    r"|(?:this|the rest of this) (?:article|story|content) is (?:only )?"
    r"(?:for|available to|reserved)"
    r"|to (?:continue|keep) reading|unlock (?:this|the full)|remaining free articles"
    r"|(?:enable|turn on|activate) (?:javascript|cookies)|javascript is (?:disabled|required)"
    r"|we (?:and our partners )?use cookies|accept (?:all )?cookies|before you continue"
    r"|jetzt weiterlesen|artikel (?:freischalten|weiterlesen)|mit abo|wir verwenden cookies"
    r"|réservé aux abonnés|il vous reste .{0,30} à lire|nous utilisons des cookies",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Page:
    """What a page tells of its article. Everything is plain text."""

    #: Where it is at home: canonical, on the same registrable domain as the address.
    link: str
    title: str
    #: Paragraphs separated by a blank line. When not `complete`, a teaser or "".
    text: str
    #: False when the article itself could not be had: summary only.
    complete: bool
    #: In UTC; None when the page does not say.
    published: datetime | None = None
    dated: Dated = "missing"
    #: As claimed, e.g. "en-GB"; "" when it says nothing.
    language: str = ""
    site_name: str = ""
    author: str = ""


def extract(
    body: bytes, *, address: str, content_type: str, charset: str | None = None, now: datetime
) -> Page:
    """Read a page that was fetched from `address`.

    `content_type` and `charset` are what the server said, "" and None if nothing.
    Raises `SourceError` when there is no article to be had: another kind of file,
    a feed, a page that keeps programs out, a home page or a list, nothing at all. Where the page
    shows only a part of the article, the answer is not `complete`.
    """
    _refuse_other_kinds(body, content_type)
    tree = _tree(body[:MOST_BYTES], charset)
    claimed = claims(tree, address)
    title = _title(claimed)
    if not title and not claimed.description:
        raise SourceError(f"{address} came back without a title or a text; open it in the browser.")
    _refuse_no_article(claimed, title, address)
    text, complete = _text(tree, claimed, title, address)
    published, dated = _published(claimed, now)
    return Page(
        link=preferred(canonical(address) or address, claimed.link),
        title=title,
        text=text,
        complete=complete,
        published=published,
        dated=dated,
        language=title_text(claimed.language)[:35],
        site_name=title_text(claimed.site_name),
        author=title_text(claimed.author),
    )


def _refuse_other_kinds(body: bytes, content_type: str) -> None:
    stated = content_type.lower().strip()
    kind = next((name for start, name in _STARTS.items() if body.startswith(start)), "") or next(
        (name for start, name in _OTHER_KINDS.items() if stated.startswith(start)), ""
    )
    if kind and not body.lstrip()[:200].lower().startswith((b"<!doctype html", b"<html")):
        raise SourceError(
            f"This address leads to {kind}, not to a page with text; open it in the browser."
        )
    if _FEED_START.match(body[:5_000]):
        raise SourceError("This address is a feed, not an article; add it as a source instead.")
    if not body.strip():
        raise SourceError("The page came back empty; try again later or open it in the browser.")


def _tree(body: bytes, charset: str | None) -> HtmlElement:
    tree: HtmlElement | None
    try:
        tree = load_html(decode(body, charset))
    except (ParserError, ValueError, RecursionError) as error:
        raise SourceError("The page could not be read as HTML; open it in the browser.") from error
    if tree is None:
        raise SourceError("What came back is not a web page; open the address in the browser.")
    return tree


def _title(claimed: Claims) -> str:
    """Without the site's name at its end."""
    title, site = title_text(claimed.title), title_text(claimed.site_name)
    if site and title.lower().endswith(site.lower()):
        shorter = title[: -len(site)].rstrip(" |–—-·:»")
        return shorter or title
    return title


def _refuse_no_article(claimed: Claims, title: str, address: str) -> None:
    if _GATE.match(title) and claimed.kind != "article":
        raise SourceError(
            f"{urlsplit(address).hostname} answered with “{title}” instead of the article; "
            "open it in the browser."
        )
    if claimed.kind == "website" and urlsplit(address).path in ("", "/"):
        raise SourceError("This is a site's home page, not an article; add the site as a source.")
    if claimed.lists:
        raise SourceError(
            "This page lists articles and is none, and no feed of it was found. Give the address "
            "of an article, or of a feed."
        )


def _text(tree: HtmlElement, claimed: Claims, title: str, address: str) -> tuple[str, bool]:
    """The article's text, or else what there is of it; and whether it is all of it."""
    found = main_text(tree, url=address, fast=True, include_comments=False, include_tables=False)
    lines = [line for line in (found or "").split("\n") if line.strip()]
    much = sum(map(words, lines)) >= WALLED_WORDS
    told = [line for line in lines if not _WALL.search(line) or (much and words(line) > LONG_LINE)]
    walled = claimed.paywalled or len(told) < len(lines)
    told = [line for line in told if line not in (title, claimed.title)]
    text = _paragraphs(told)
    count = words(text)
    video = claimed.kind.startswith("video")
    if count >= (WALLED_WORDS if walled else FEWEST_WORDS) and not video:
        return text, True
    teaser = _paragraphs(line for line in told if words(line) >= PROSE_LINE)
    return max(plain(claimed.description, limit=MOST_CHARACTERS), teaser, key=words), False


def _paragraphs(lines: Iterable[str]) -> str:
    return plain(as_markup("\n\n".join(lines)), limit=MOST_CHARACTERS)


def _published(claimed: Claims, now: datetime) -> tuple[datetime | None, Dated]:
    """The first date that can be believed."""
    read = [when(date, now) for date in claimed.dates if date]
    return next((date for date in read if date[1] == "claimed"), (read or [(None, "missing")])[0])
