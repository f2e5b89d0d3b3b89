"""Newsletters as mails, for tests; say only what the test is about."""

from collections.abc import Iterable
from datetime import UTC, datetime

from briefing.model import Entry
from briefing.sources.newsletter import letters

NOW = datetime(2026, 1, 5, 7, 0, tzinfo=UTC)
DATE = "Mon, 05 Jan 2026 06:00:00 +0000"


def mail(
    body: str | bytes = "",
    *,
    kind: str = "text/html; charset=utf-8",
    sender: str = "The Daily <news@daily.example>",
    date: str = DATE,
    number: int = 1,
    headers: Iterable[str] = (),
) -> bytes:
    """A mail with one part, or whatever `kind` says."""
    lines = [
        f"From: {sender}" if sender else "",
        "To: desk@company.example",
        "Subject: Today in five minutes",
        f"Date: {date}" if date else "",
        f"Message-ID: <{number}@daily.example>",
        "List-Id: The Daily <daily.daily.example>",
        "MIME-Version: 1.0",
        f"Content-Type: {kind}",
        *headers,
    ]
    head = "\r\n".join(filter(None, lines)).encode("utf-8", "surrogateescape")
    return head + b"\r\n\r\n" + (body.encode() if isinstance(body, str) else body)


def multipart(kind: str, *parts: bytes, boundary: str = "between") -> bytes:
    """A mail of several parts, each with its own headers."""
    lines = b"".join(b"--" + boundary.encode() + b"\r\n" + part + b"\r\n" for part in parts)
    return mail(lines + f"--{boundary}--\r\n".encode(), kind=f"{kind}; boundary={boundary}")


def part(body: str | bytes, kind: str = "text/html; charset=utf-8", *headers: str) -> bytes:
    head = "\r\n".join([f"Content-Type: {kind}", *headers]).encode()
    return head + b"\r\n\r\n" + (body.encode() if isinstance(body, str) else body)


def item(n: int = 1, *, host: str = "wire.example", teaser: str = "") -> str:
    """A headline that is a link, and perhaps what it is about."""
    told = f"<p>{teaser}</p>" if teaser else ""
    return (
        f"<h2><a href='https://{host}/2026/01/story-{n}'>What happened in story {n}</a></h2>{told}"
    )


def entries(body: bytes) -> list[Entry]:
    """The articles of the only letter in a mail."""
    [letter] = letters(body, now=NOW)
    return list(letter.feed.entries)


def told(body: bytes) -> list[tuple[str, str | None]]:
    """Their titles and links."""
    return [(entry.title, entry.link) for entry in entries(body)]
