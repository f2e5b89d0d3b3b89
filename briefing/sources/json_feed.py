"""Read JSON Feed 1.0 and 1.1 (jsonfeed.org), as strictly as its authors write it."""

import json
import re
from collections.abc import Iterator
from typing import Any

from briefing.articles.text import as_markup
from briefing.errors import NotAFeed, SourceError
from briefing.sources.raw import RawEntry, RawFeed

_ITEMS = re.compile(r'"items"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")


def read(text: str, address: str) -> RawFeed:
    """What the document says; a value of the wrong type counts as absent.

    A document that breaks off gives the items before the break. Raises `NotAFeed`
    for JSON of another kind and `SourceError` for what is nested too deeply.
    """
    try:
        document, damaged = _document(text)
    except RecursionError as error:
        raise SourceError(
            "This JSON is nested too deeply to be a feed. Check the address."
        ) from error
    items = document.get("items")
    if not isinstance(items, list):
        raise NotAFeed("This address answers with JSON, but not with a feed. Check the address.")
    language = _text(document.get("language"))
    return RawFeed(
        title=_plain(document.get("title")),
        site=_text(document.get("home_page_url")),
        base=address,
        language=language,
        damaged=damaged,
        entries=[_entry(item, address) for item in items if isinstance(item, dict)],
    )


def _document(text: str) -> tuple[dict[str, Any], bool]:
    """The outermost object, and whether it had to be pieced together."""
    try:
        whole = json.loads(text, strict=False)
        return (whole if isinstance(whole, dict) else {}), False
    except ValueError:
        items = list(_items_before_the_break(text))
        return ({"items": items} if items else {}), True


def _items_before_the_break(text: str) -> Iterator[Any]:
    start = _ITEMS.search(text)
    if start is None:
        return
    decoder = json.JSONDecoder(strict=False)
    position = start.end()
    while True:
        gap = _BETWEEN.match(text, position)
        position = gap.end() if gap else position
        try:
            item, position = decoder.raw_decode(text, position)
        except ValueError:
            return
        yield item


def _entry(item: dict[str, Any], address: str) -> RawEntry:
    return RawEntry(
        guid=_text(item.get("id")),
        title=_plain(item.get("title")),
        link=_text(item.get("url")) or _text(item.get("external_url")),
        base=address,
        summary=_plain(item.get("summary")),
        content=_text(item.get("content_html")) or _plain(item.get("content_text")),
        published=_text(item.get("date_published")),
        updated=_text(item.get("date_modified")),
        author=_author(item),
        language=_text(item.get("language")),
        categories=tuple(map(_plain, _list(item.get("tags")))),
    )


def _author(item: dict[str, Any]) -> str:
    """Version 1.1 has a list of authors, 1.0 a single one."""
    named = [item.get("author"), *_list(item.get("authors"))]
    return next(
        (_plain(one["name"]) for one in named if isinstance(one, dict) and "name" in one), ""
    )


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    """Text, or a number that stands for one (as in ids)."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < 10**20 else ""
    return value.strip() if isinstance(value, str) else ""


def _plain(value: object) -> str:
    return as_markup(_text(value))
