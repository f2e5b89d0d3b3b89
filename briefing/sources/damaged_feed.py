"""Read what is left of an RSS or Atom document that is not well-formed."""

from io import BytesIO
from typing import Any

import feedparser

from briefing.articles.text import as_markup
from briefing.sources.raw import RawEntry, RawFeed, asked_interval

_TYPE = "application/xml; charset=utf-8"


def read(text: str, address: str) -> RawFeed | None:
    """Whatever entries can be made out, with their links absolute; None when it is no feed.

    Bare ampersands, unknown entities and prefixes, unclosed and missing tags are
    put up with. The library is given a stream and never a name, since it would
    open addresses and files; what it would sanitise is sanitised later.
    """
    parsed = feedparser.parse(
        BytesIO(text.encode("utf-8", "ignore")),
        response_headers={"content-type": _TYPE, "content-location": address},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not parsed.version and not parsed.entries:
        return None
    plain = parsed.version.startswith("atom")
    feed = parsed.feed
    return RawFeed(
        title=_source(feed, "title", plain),
        site=feed.get("link", ""),
        base=address,
        language=feed.get("language") or "",
        ttl=asked_interval(
            feed.get("ttl") or "",
            feed.get("sy_updateperiod") or "",
            feed.get("sy_updatefrequency") or "",
        ),
        entries=[_entry(entry, address, plain) for entry in parsed.entries],
    )


def _entry(said: Any, address: str, plain: bool) -> RawEntry:
    contents = [_markup(content, plain) for content in said.get("content", ())]
    enclosures = [one.get("href") or "" for one in said.get("enclosures", ())]
    return RawEntry(
        guid=said.get("id") or "",
        title=_source(said, "title", plain),
        link=said.get("feedburner_origlink") or said.get("link") or "".join(enclosures[:1]),
        base=address,
        summary=_source(said, "summary", plain),
        content=max(contents, key=len, default=""),
        published=said.get("published") or said.get("created") or "",
        updated=said.get("updated") or "",
        author=said.get("author_detail", {}).get("name") or said.get("author") or "",
        language=said.get("language") or "",
        categories=tuple(tag.get("label") or tag.get("term") or "" for tag in said.get("tags", ())),
    )


def _source(said: Any, name: str, plain: bool) -> str:
    return _markup(said.get(f"{name}_detail") or {"value": said.get(name)}, plain)


def _markup(detail: Any, plain: bool) -> str:
    """HTML source of a text construct; only Atom means it when it calls a text plain."""
    value = detail.get("value") or ""
    return as_markup(value) if plain and detail.get("type") == "text/plain" else value
