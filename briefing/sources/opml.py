"""Lists of feeds (OPML), read as leniently as other readers write them and written strictly."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import NamedTuple
from urllib.parse import urlsplit

import listparser
from lxml import etree

from briefing.articles.links import same_page_key
from briefing.articles.text import title_text
from briefing.errors import Refused, SourceError
from briefing.sources.addresses import http_url
from briefing.sources.decoding import decode

#: Between the names of groups within groups.
WITHIN = " / "

_ROOT = re.compile(r"<(?:\w+:)?(opml|html|rss|feed|rdf)\b", re.IGNORECASE)
_WEB = re.compile(r"(?:feed:)?(?://)?https?://[^\s/?#]+|feed://[^\s/?#]+", re.IGNORECASE)


class Feed(NamedTuple):
    """One subscription."""

    title: str
    address: str
    #: Names of the groups it stands in, outermost first; "" for none.
    group: str = ""


class Refusal(NamedTuple):
    """An outline that gave no feed."""

    #: Its title or its address, to be found again in the file.
    what: str
    #: A sentence.
    why: str


@dataclass(frozen=True)
class OpmlReport:
    """What a list holds: every outline that means a feed is in one of the two."""

    feeds: tuple[Feed, ...]
    refused: tuple[Refusal, ...]


class _Outlines(listparser.Handler):  # type: ignore[misc]
    """The library's reader, which also notes outlines that are meant as feeds but name none."""

    def __init__(self) -> None:
        super().__init__()
        self.harvest.update(feeds=[], lists=[], opportunities=[], meta={}, version="")
        self.nameless: list[str] = []

    def start_opml_outline(self, attrs: dict[str, str]) -> None:
        meant = "xmlurl" in attrs or attrs.get("type", "").strip().lower() in ("rss", "atom")
        if meant and not attrs.get("xmlurl", "").strip():
            self.nameless.append(
                attrs.get("text") or attrs.get("title") or attrs.get("htmlurl", "")
            )
        super().start_opml_outline(attrs)


def read(body: bytes) -> OpmlReport:
    """The feeds of a list, each once, and what in it could not be taken.

    Case of attributes, bare ampersands, missing types, nesting and missing ends do
    not matter; entities are not expanded. Raises `SourceError` for a file of another kind.
    """
    text = decode(body)
    root = _ROOT.search(text)
    kind = root[1].lower() if root else ""
    if kind != "opml":
        raise SourceError(_what_else(kind))
    outlines = _Outlines()
    parser = etree.HTMLParser(target=outlines, recover=True, encoding="utf-8")
    etree.fromstring(text.encode("utf-8", "ignore"), parser)
    return _report(outlines)


def write(feeds: Iterable[Feed | tuple[str, str, str]], *, title: str, now: datetime) -> bytes:
    """An OPML 2.0 document in UTF-8: first the feeds without a group, then group by group."""
    root = etree.Element("opml", version="2.0")
    head, body = etree.SubElement(root, "head"), etree.SubElement(root, "body")
    etree.SubElement(head, "title").text = _writable(title)
    etree.SubElement(head, "dateCreated").text = format_datetime(now)
    grouped: dict[str, list[Feed]] = {"": []}
    for feed in feeds:
        grouped.setdefault(Feed(*feed).group, []).append(Feed(*feed))
    for group, members in grouped.items():
        parent = etree.SubElement(body, "outline", text=_writable(group)) if group else body
        for feed in members:
            name = _writable(feed.title or feed.address)
            etree.SubElement(
                parent, "outline", type="rss", text=name, title=name, xmlUrl=_writable(feed.address)
            )
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return written


def _report(outlines: _Outlines) -> OpmlReport:
    feeds: dict[str, Feed] = {}
    refused = [
        Refusal(title_text(what) or "an outline without a name", "It names no feed address.")
        for what in outlines.nameless
    ]
    for found in outlines.harvest["feeds"]:
        title = title_text(found["title"])
        try:
            address = _web_address(found["url"])
        except Refused as error:
            refused.append(Refusal(title or title_text(found["url"]), str(error)))
            continue
        feed = Feed(title or urlsplit(address).netloc, address, _group(found))
        feeds.setdefault(same_page_key(address), feed)
    for found in outlines.harvest["lists"]:
        what = title_text(found["title"]) or title_text(found["url"])
        refused.append(Refusal(what, "It is another list of feeds. Import that one by itself."))
    return OpmlReport(tuple(feeds.values()), tuple(refused))


def _group(found: dict[str, Sequence[Sequence[str]]]) -> str:
    hierarchy = next(iter(found["categories"]), ())
    return WITHIN.join(filter(None, map(title_text, hierarchy)))[:200]


def _web_address(address: str) -> str:
    """The address as it stands, since feeds know their parameters; `feed:` means http.

    Raises `Refused` for one that could never be called.
    """
    if not _WEB.match(address) or re.search(r"\s", address):
        raise Refused("Only addresses that start with http:// or https:// can be followed.")
    if address[:5].lower() == "feed:":
        rest = address[5:].removeprefix("//")
        address = rest if rest.lower().startswith("http") else f"http://{rest}"
    http_url(address)
    return address


def _writable(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]", "", text)


def _what_else(kind: str) -> str:
    if kind == "html":
        return "This is a web page, not an OPML file. Export the list from the other reader first."
    if kind:
        return "This is a feed, not a list of feeds. Add its address instead."
    return "This is not an OPML file. Export the list of feeds from the other reader as OPML."
