"""What a web page says about itself: meta elements, Open Graph and JSON-LD."""

import json
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement
from trafilatura.metadata import extract_metadata

#: JSON-LD longer than this is not read; that of news pages has a few kilobytes.
LONGEST_DATA = 200_000
#: Objects of JSON-LD looked at; real pages nest a dozen.
MOST_OBJECTS = 500

_ARTICLE_TYPES = ("Article", "Posting", "Report", "Review")
#: What JSON-LD calls pages that only lead to articles.
_LIST_TYPES = frozenset({"CollectionPage", "ItemList", "SearchResultsPage", "ProfilePage", "Blog"})
#: Articles that JSON-LD puts side by side on a page about one: itself, and perhaps a review in it.
_MOST_ARTICLES = 2
#: Headings that are links, from which on a page that says nothing of itself is a list. Pages
#: of articles have some below the text, within `aside`, `nav` or `footer` or not at all.
_LINKED_HEADINGS = 5
_HEADING_LINKS = """
    count((//h2|//h3|//h4)[(.//a[@href] or parent::a[@href])
    and not(ancestor::aside or ancestor::nav or ancestor::footer or ancestor::header)])
"""
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
    #: Whether the page leads to articles and is none, as sections, tags and archives do.
    lists: bool = False


def claims(tree: HtmlElement, address: str) -> Claims:
    """Read the claims of a parsed page that came from `address`. Never raises for bad markup."""
    meta = _meta(tree)
    roots = list(_roots(tree))
    data = list(_within(roots))
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
        lists=_is_list(tree, meta, roots),
    )


def _meta(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content:
            found.setdefault(name.strip().lower(), content.strip())
    return found


def _roots(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The outermost objects of the page's JSON-LD: what the page itself is about."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        source = script.text or ""
        try:
            read = json.loads(source, strict=False) if len(source) <= LONGEST_DATA else None
        except (ValueError, RecursionError):
            continue
        for one in read if isinstance(read, list) else [read]:
            graph = one.get("@graph") if isinstance(one, dict) else None
            members = graph if isinstance(graph, list) else [one]
            yield from (member for member in members if isinstance(member, dict))


def _within(roots: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """These objects and all within them, outermost first."""
    left = MOST_OBJECTS
    waiting: deque[Any] = deque(roots)
    while waiting and left:
        thing = waiting.popleft()
        if isinstance(thing, dict):
            left -= 1
            yield thing
            waiting.extend(thing.values())
        elif isinstance(thing, list):
            waiting.extend(thing)


def _types(thing: dict[str, Any]) -> list[str]:
    """What an object says it is."""
    said = thing.get("@type")
    return [str(one) for one in (said if isinstance(said, list) else [said])]


def _is_list(tree: HtmlElement, meta: dict[str, str], roots: list[dict[str, Any]]) -> bool:
    """What Open Graph says counts, then JSON-LD, then whether the headings are links."""
    if meta.get("og:type", "").lower() == "article" or "article:published_time" in meta:
        return False
    kinds = [_types(root) for root in roots]
    articles = sum(any(kind.endswith(_ARTICLE_TYPES) for kind in one) for one in kinds)
    if 0 < articles <= _MOST_ARTICLES:
        return False
    if articles or any(not _LIST_TYPES.isdisjoint(one) for one in kinds):
        return True
    return float(tree.xpath(_HEADING_LINKS)) >= _LINKED_HEADINGS


def _dates(
    tree: HtmlElement, meta: dict[str, str], data: list[dict[str, Any]], guessed: str | None
) -> Iterator[str]:
    for thing in data:
        if any(kind.endswith(_ARTICLE_TYPES) for kind in _types(thing)):
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
