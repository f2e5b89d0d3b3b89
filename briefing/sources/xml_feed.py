"""Read a well-formed RSS, RDF or Atom document.

On lxml and not on a feed library, because what the fast one (fastfeedparser
0.6.5) hands over has already lost the raw date, takes the clock for a part that is
missing, and drops xhtml titles, `xml:base` and text behind a comment.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from html import escape

from lxml import etree

from briefing.articles.text import as_markup
from briefing.sources.raw import RawEntry, RawFeed, asked_interval
from briefing.sources.xml_names import ATOM, IN_GROUP, MEDIA, field_of, name_of

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_ENTRIES = ("item", "entry")

#: Elements with which escaped HTML in a text of undeclared type gives itself away.
_TAGS = re.compile(r"</[a-z][a-z0-9]*\s*>|<(?:br|img|hr|p)\b", re.IGNORECASE)
_PREFIX = re.compile(r"<(/?)\w+:(?=\w)")

_Said = dict[str, list[str]]


def read(text: str, address: str) -> RawFeed | None:
    """What the document says; None when it is not well-formed.

    `text` holds no document type declaration. Nothing is fetched or expanded.
    """
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "ignore"), parser, base_url=address)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return _feed(root, address, rebased="xml:base" in text)


def _feed(root: etree._Element, address: str, *, rebased: bool) -> RawFeed:
    channel = next((child for child in root if name_of(child.tag) == "channel"), root)
    said: _Said = {}
    found = []
    for child in (*root, *(channel if channel is not root else ())):
        if name_of(child.tag) in _ENTRIES:
            found.append(child)
        elif child is not channel:
            _take(child, said)
    items = found or list(root.iter("{*}item", "{*}entry"))
    return RawFeed(
        title=_first(said, "title", "title_too"),
        site=_first(said, "link"),
        base=(channel.base if rebased else None) or address,
        language=channel.get(_LANGUAGE) or root.get(_LANGUAGE) or _first(said, "language"),
        ttl=asked_interval(_first(said, "ttl"), _first(said, "period"), _first(said, "frequency")),
        entries=[_entry(item, address, rebased) for item in items],
    )


def _entry(item: etree._Element, address: str, rebased: bool) -> RawEntry:
    said: _Said = {}
    for child in item:
        _take(child, said)
    guid = _first(said, "guid") or item.get(_ABOUT, "")
    link = _first(said, "original", "link")
    if not link and guid.startswith(("http://", "https://")):
        link = guid
    return RawEntry(
        guid=guid,
        title=_first(said, "title", "title_too"),
        link=link or _first(said, "enclosure"),
        base=(_base(item) if rebased else None) or address,
        summary=_first(said, "summary", "summary_too"),
        content=max(said.get("content", ("",)), key=len),
        published=_first(said, "published"),
        updated=_first(said, "updated"),
        author=_author(said.get("author", [])),
        language=item.get(_LANGUAGE) or _first(said, "language"),
        categories=tuple(said.get("category", ())),
    )


def _take(element: etree._Element, said: _Said) -> None:
    """Add what one element says to what its parent's other children said."""
    field, read = _reading(element.tag)
    if field is None:
        return
    if field == "group":
        for part in element.iterdescendants(*IN_GROUP):
            _take(part, said)
    elif value := read(element).strip():
        if field in said:
            said[field].append(value)
        else:
            said[field] = [value]


def _category(element: etree._Element) -> str:
    return element.get("label") or element.get("term") or element.text or ""


def _file(element: etree._Element) -> str:
    return element.get("url") or ""


def _person(element: etree._Element) -> str:
    name = next((part for part in element if name_of(part.tag) == "name"), element)
    return name.text or ""


def _link(element: etree._Element) -> str:
    """The page an element links to; "" for a link of another kind."""
    href = element.get("href")
    if href is None:
        return element.text or ""
    kind = element.get("type", "")
    page = element.get("rel", "alternate") == "alternate" and "xml" not in kind.replace("xhtml", "")
    return href if page else ""


def _markup(element: etree._Element) -> str:
    """An element's content as HTML source; "" for data of another kind."""
    kind = (element.get("type") or "").lower()
    if "/" in kind and not kind.startswith("text/") and "html" not in kind and "xml" not in kind:
        return ""
    text = element.text or ""
    if len(element):
        inner = "".join(etree.tostring(child, encoding="unicode") for child in element)
        return escape(text, quote=False) + _PREFIX.sub(r"<\1", inner)
    if element.tag.startswith(MEDIA):
        return text if kind == "html" else as_markup(text.strip())
    if "<" in text and element.tag.startswith(ATOM) and _is_literal(text, element, kind):
        return text.replace("<", "&lt;")
    return text


def _is_literal(text: str, element: etree._Element, kind: str) -> bool:
    """Atom's text is plain unless it says otherwise; where it says nothing, its tags tell."""
    if kind:
        return kind in ("text", "text/plain") and element.get("mode") != "escaped"
    return _TAGS.search(text) is None


def _base(item: etree._Element) -> str | None:
    """What an item's link is relative to: `xml:base` may stand on the link itself."""
    link = next((child for child in item if field_of(child.tag) == "link"), item)
    base: str | None = link.base
    return base


#: How to read the fields that are more than a text.
_VALUES = {
    "link": _link,
    "category": _category,
    "author": _person,
    "enclosure": _file,
}


# Documents name the same few elements over and over.
@lru_cache(maxsize=1_024)
def _reading(tag: object) -> tuple[str | None, Callable[[etree._Element], str]]:
    """The field that an element fills, and how it is read."""
    field = field_of(tag)
    return field, _VALUES.get(field or "", _markup)


def _author(named: list[str]) -> str:
    """RSS asks for a mail address; a name beside it says more."""
    return next((name for name in named if "@" not in name), named[0] if named else "")


def _first(said: _Said, *fields: str) -> str:
    for field in fields:
        if field in said:
            return said[field][0]
    return ""
