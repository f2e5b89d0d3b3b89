"""What a web page says about itself: meta elements, Open Graph and JSON-LD."""

import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement
from trafilatura.metadata import extract_metadata

#: JSON-LD longer than this is not read; that of news pages has a few kilobytes.
LONGEST_DATA = 200_000
#: Objects of JSON-LD looked at; real pages nest a dozen.
MOST_OBJECTS = 500

_ARTICLE_TYPES = ("Article", "Posting", "Report", "Review")
#: The names under which pages state the time of publication, best first.
_DATE_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
)


@dataclass(frozen=True)
class Claims:
    """As the page has it: undecoded, unchecked, "" where it says nothing."""

    title: str = ""
    description: str = ""
    author: str = ""
    site_name: str = ""
    #: Dates in the order in which they are to be believed.
    dates: tuple[str, ...] = ()
    language: str = ""
    link: str = ""
    #: Open Graph's kind of page, e.g. "article", "website", "video.other".
    kind: str = ""
    #: Set when the page says that it is not free to read.
    paywalled: bool = False


def claims(tree: HtmlElement, address: str) -> Claims:
    """Read the claims of a parsed page that came from `address`. Never raises for bad markup."""
    meta = _meta(tree)
    data = list(_data(tree))
    said = extract_metadata(tree, default_url=address, extensive=False)
    return Claims(
        title=said.title or _text(tree, "//title"),
        description=said.description or "",
        author=said.author or "",
        site_name=said.sitename or "",
        dates=tuple(_dates(tree, meta, data, said.date)),
        language=_language(tree, meta, data),
        link=_first(tree, "//link[@rel='canonical']/@href") or meta.get("og:url", ""),
        kind=meta.get("og:type", "").lower(),
        paywalled=any(_not_free(thing) for thing in data),
    )


def _meta(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content:
            found.setdefault(name.strip().lower(), content.strip())
    return found


def _data(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD, outermost first."""
    left = MOST_OBJECTS
    for script in tree.xpath("//script[@type='application/ld+json']"):
        source = script.text or ""
        try:
            read = json.loads(source, strict=False) if len(source) <= LONGEST_DATA else None
        except (ValueError, RecursionError):
            continue
        waiting = deque([read])
        while waiting and left:
            thing = waiting.popleft()
            if isinstance(thing, dict):
                left -= 1
                yield thing
                waiting.extend(thing.values())
            elif isinstance(thing, list):
                waiting.extend(thing)


def _dates(
    tree: HtmlElement, meta: dict[str, str], data: list[dict[str, Any]], guessed: str | None
) -> Iterator[str]:
    for thing in data:
        if str(thing.get("@type", "")).strip("[]'").endswith(_ARTICLE_TYPES):
            yield str(thing.get("datePublished", ""))
    yield from (meta[name] for name in _DATE_NAMES if name in meta)
    yield _first(tree, "//*[@itemprop='datePublished']/@datetime")
    yield _first(tree, "//article//time/@datetime") or _first(tree, "//time[@pubdate]/@datetime")
    yield guessed or ""


def _language(tree: HtmlElement, meta: dict[str, str], data: list[dict[str, Any]]) -> str:
    stated = [thing["inLanguage"] for thing in data if isinstance(thing.get("inLanguage"), str)]
    html = _first(tree, "/html/@lang") or _first(tree, "/html/@xml:lang")
    return (html or meta.get("og:locale", "") or (stated or [""])[0]).replace("_", "-").strip()


def _not_free(thing: dict[str, Any]) -> bool:
    """Whether an object is marked as behind a paywall (schema.org: isAccessibleForFree)."""
    return str(thing.get("isAccessibleForFree", "")).lower() == "false"


def _first(tree: HtmlElement, path: str) -> str:
    found = tree.xpath(path)
    return str(found[0]).strip() if found else ""


def _text(tree: HtmlElement, path: str) -> str:
    found = tree.xpath(path)
    return " ".join(found[0].text_content().split()) if found else ""
