"""The names of elements in feeds, and what they mean."""

from functools import lru_cache

#: Namespaces by what they are called here; those of RSS and Atom themselves are "".
_NAMESPACES = {
    "": "",
    "http://www.w3.org/2005/Atom": "",
    "https://www.w3.org/2005/Atom": "",
    "http://purl.org/atom/ns#": "",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss2": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dc",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://search.yahoo.com/mrss/": "media",
    "http://search.yahoo.com/mrss": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
}

#: Names within them, by the field they fill; the first element with something to say wins.
_FIELDS = {
    "title": "title",
    "guid": "guid",
    "id": "guid",
    "link": "link",
    "description": "summary",
    "summary": "summary",
    "content": "content",
    "pubdate": "published",
    "published": "published",
    "issued": "published",
    "created": "published",
    "updated": "updated",
    "modified": "updated",
    "author": "author",
    "category": "category",
    "enclosure": "enclosure",
    "language": "language",
    "ttl": "ttl",
    "dc:title": "title_too",
    "dc:date": "published",
    "dc:issued": "published",
    "dc:created": "published",
    "dc:modified": "updated",
    "dc:creator": "author",
    "dc:subject": "category",
    "dc:language": "language",
    "dc:description": "summary_too",
    "content:encoded": "content",
    "xhtml:body": "content",
    "media:title": "title_too",
    "media:description": "summary_too",
    "media:group": "group",
    "media:content": "group",
    "itunes:title": "title_too",
    "itunes:summary": "summary_too",
    "itunes:subtitle": "summary_too",
    "itunes:author": "author",
    "feedburner:origlink": "original",
    "sy:updateperiod": "period",
    "sy:updatefrequency": "frequency",
}

#: How the tags of Atom and of Media RSS begin, and the elements that speak for a group of media.
ATOM = tuple(f"{{{space}}}" for space in _NAMESPACES if "tom" in space)
MEDIA = tuple(f"{{{space}}}" for space, name in _NAMESPACES.items() if name == "media")
IN_GROUP = tuple(f"{space}{name}" for space in MEDIA for name in ("title", "description"))


@lru_cache(maxsize=1_024)
def field_of(tag: object) -> str | None:
    return _FIELDS.get(name_of(tag))


@lru_cache(maxsize=1_024)
def name_of(tag: object) -> str:
    """An element's name in lower case, with the prefix that we give its namespace."""
    if not isinstance(tag, str):
        return ""
    namespace, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    prefix = _NAMESPACES.get(namespace, "?")
    return f"{prefix}:{local}".lower() if prefix else local.lower()
