"""A thousand made-up news sites on the loopback interface, as fast as one process serves them.

    with serving(feeds=1000, entries=30) as server:
        ...  # server.addresses

Each feed stands on a host of its own (127.1.0.1 and on), so that clients treat them as they
treat a thousand sites. Bodies are made once from a fixed seed; they are sent packed to whoever
takes gzip, with an ETag, and "304 Not Modified" answers whoever sends that back. Only the
standard library is used, and the server is a process of its own.
"""

import asyncio
import multiprocessing
import random
import resource
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from gzip import compress
from html import escape
from itertools import accumulate
from multiprocessing.connection import Connection

#: When the newest entries were published.
NEWEST = datetime.now(UTC).replace(microsecond=0)

#: Common English words, then made-up ones: their frequencies fall as in real text (Zipf).
COMMON = "the of and to in a is that for it as was with be by on not he his but at are this".split()
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "is")]


class Prose:
    """Sentences, paragraphs and HTML as newsrooms write them, from a fixed seed."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.words = COMMON + ["".join(self.rng.choices(SYLLABLES, k=3)) for _ in range(12_000)]
        self._upto = list(accumulate(1 / (place + 3) for place in range(len(self.words))))
        self._sentences = [self._sentence() for _ in range(4_000)]

    def _sentence(self) -> str:
        words = self.rng.choices(self.words, cum_weights=self._upto, k=self.rng.randint(7, 30))
        mark = self.rng.choices((",", " –", ";", " & co,", "’s"), (12, 3, 2, 1, 2))[0]
        words[len(words) // 2] += mark
        return " ".join(words).capitalize() + self.rng.choices((".", "?", ".”"), (12, 1, 1))[0]

    def text(self, sentences: int) -> str:
        return " ".join(self.rng.choices(self._sentences, k=sentences))

    def title(self) -> str:
        words = self.rng.choices(self.words[200:], k=self.rng.randint(5, 12))
        return " ".join(words).capitalize() + self.rng.choices(("", " & more", "’s “turn”"))[0]

    def html(self, paragraphs: int, site: str) -> str:
        return "\n".join(self._paragraph(site) for _ in range(paragraphs))

    def _paragraph(self, site: str) -> str:
        text = escape(self.text(self.rng.randint(1, 4)), quote=False)
        kind = self.rng.random()
        if kind < 0.25:
            text += f' <a href="{site}/topic/{self.rng.randrange(900)}?a=1&amp;b=2">More&nbsp;here</a>'
        elif kind < 0.4:
            text = f'<img src="{site}/i/{self.rng.randrange(9999)}.jpg" alt="" width="640"/>{text}'
        elif kind < 0.5:
            text = f"<strong>{text[:20]}</strong>{text[20:]}<br/><em>Corrected.</em>"
        return f"<p>{text}</p>"


def feed_document(number: int, entries: int, prose: Prose) -> bytes:
    """A feed of about 1.2 KB an entry: of ten, six are RSS with descriptions, some of them
    with HTML in CDATA; two are RSS with full content; two are Atom."""
    site = f"https://www.site{number}.example"
    shape = number % 10
    items = [_entry(site, n, shape, prose) for n in range(entries)]
    title = escape(f"The {prose.title()}")
    if shape >= 8:
        return (
            '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
            f'<title>{title}</title><link href="{site}/"/><id>{site}/</id>'
            f"<updated>{NEWEST.isoformat()}</updated>\n{''.join(items)}</feed>"
        ).encode()
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">'
        f"<channel><title>{title}</title><link>{site}/</link><description>{title}</description>"
        f'<atom:link href="{site}/feed.xml" rel="self" type="application/rss+xml"/>'
        f"<language>en-GB</language><ttl>60</ttl>\n{''.join(items)}</channel></rss>"
    ).encode()


def _entry(site: str, n: int, shape: int, prose: Prose) -> str:
    rng = prose.rng
    at = NEWEST - timedelta(hours=3 * n, minutes=rng.randrange(170))
    link = f"{site}/{at:%Y/%m}/{'-'.join(rng.choices(prose.words[200:], k=6))}-{n}"
    title, author = escape(prose.title()), escape(prose.title()[:18].title())
    subjects = rng.choices(prose.words[100:300], k=rng.randrange(4))
    if shape >= 8:
        tags = "".join(f'<category term="{one}"/>' for one in subjects)
        return (
            f'<entry><title type="html">{title}</title><link href="{link}"/><id>{link}</id>'
            f"<published>{at.isoformat()}</published><updated>{at.isoformat()}</updated>"
            f"<author><name>{author}</name></author>{tags}"
            f'<summary type="html">{escape(prose.html(rng.randint(1, 3), site))}</summary></entry>\n'
        )
    tags = "".join(f"<category><![CDATA[{one}]]></category>" for one in subjects)
    return (
        f"<item><title>{title}</title><link>{link}?utm_source=rss&amp;utm_medium=feed</link>"
        f'<guid isPermaLink="false">{site}/?p={n + 1000}</guid>'
        f"<pubDate>{at:%a, %d %b %Y %H:%M:%S} +0000</pubDate><dc:creator>{author}</dc:creator>{tags}"
        f"{_description(site, shape, prose)}</item>\n"
    )


def _description(site: str, shape: int, prose: Prose) -> str:
    rng = prose.rng
    if shape < 2:
        return f"<description>{escape(prose.text(rng.randint(2, 7)))}</description>"
    if shape < 4:
        return f"<description>{escape(prose.html(rng.randint(1, 4), site))}</description>"
    if shape < 6:
        return f"<description><![CDATA[{prose.html(rng.randint(1, 4), site)}]]></description>"
    return (
        f"<description>{escape(prose.text(2))}</description>"
        f"<content:encoded><![CDATA[{prose.html(rng.randint(3, 9), site)}]]></content:encoded>"
    )


@dataclass(frozen=True)
class Site:
    """What there is at one address, as it goes over the wire."""

    etag: bytes
    plain: bytes
    packed: bytes
    unchanged: bytes

    @classmethod
    def of(cls, number: int, document: bytes) -> "Site":
        etag = f'"feed-{number}"'
        said = f"ETag: {etag}\r\nContent-Type: application/xml; charset=utf-8\r\n"
        return cls(
            etag=etag.encode(),
            plain=_answer(said, document),
            packed=_answer(f"{said}Content-Encoding: gzip\r\n", compress(document, 6)),
            unchanged=f"HTTP/1.1 304 Not Modified\r\n{said}\r\n".encode(),
        )


def _answer(headers: str, body: bytes) -> bytes:
    return f"HTTP/1.1 200 OK\r\n{headers}Content-Length: {len(body)}\r\n\r\n".encode() + body


class Visit(asyncio.Protocol):
    """One connection: every request on it is for the site's feed, whatever its path."""

    def __init__(self, site: Site, served: Counter[str]) -> None:
        self._site = site
        self._served = served
        self._request = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._request += data
        if not self._request.endswith(b"\r\n\r\n"):
            return
        request, self._request = self._request, b""
        if self._site.etag in request:
            self._served["unchanged"] += 1
            self._transport.write(self._site.unchanged)
        else:
            self._served["whole"] += 1
            packed = b"gzip" in request
            self._transport.write(self._site.packed if packed else self._site.plain)


def _serve(pipe: Connection, documents: int, entries: int) -> None:
    """The server's process: says its addresses, then what it served whenever it is asked."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    prose = Prose(seed=7)
    bodies = [feed_document(number, entries, prose) for number in range(documents)]
    asyncio.run(_listen(pipe, bodies))


async def _listen(pipe: Connection, bodies: list[bytes]) -> None:
    loop = asyncio.get_running_loop()
    served: Counter[str] = Counter()
    ports = []
    for number, body in enumerate(bodies):
        site = Site.of(number, body)
        server = await loop.create_server(
            lambda site=site: Visit(site, served), host_of(number), 0, backlog=16
        )
        ports.append(server.sockets[0].getsockname()[1])
    addresses = [f"http://{host_of(n)}:{port}/feed.xml" for n, port in enumerate(ports)]
    pipe.send((addresses, sum(map(len, bodies))))
    asked = asyncio.Event()
    loop.add_reader(pipe.fileno(), asked.set)
    while True:
        await asked.wait()
        asked.clear()
        if not pipe.recv():
            return
        pipe.send(dict(served))
        served.clear()


def host_of(number: int) -> str:
    return f"127.1.{number // 250}.{number % 250 + 1}"


class Server:
    """The running server, seen from outside."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        #: One a feed; and the bytes of all feeds, unpacked.
        self.addresses, self.size = pipe.recv()

    def served(self) -> dict[str, int]:
        """How many answers were "whole" and "unchanged" since this was last asked."""
        self._pipe.send(True)
        return self._pipe.recv()


@contextmanager
def serving(feeds: int, entries: int) -> Iterator[Server]:
    """The server, for the length of a block."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=_serve, args=(theirs, feeds, entries), daemon=True
    )
    process.start()
    try:
        yield Server(ours)
    finally:
        ours.send(False)
        process.join()
