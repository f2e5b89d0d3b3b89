"""A mail as it arrives: who sent it, when, and the text that its reader sees.

Bytes in, data out, nothing fetched. No header is believed to be well-formed. Attachments are left
alone, except mails attached to a mail: those are what somebody forwards.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default
from email.utils import parseaddr
from typing import Any

from briefing.articles.text import title_text
from briefing.errors import SourceError
from briefing.sources.complaints import size
from briefing.sources.decoding import decode

#: Bytes of a mail that is read: 25 MB of attachments, the most that large providers deliver, come
#: to 34 MB in base64.
LARGEST = 35_000_000
#: Parts that are looked at, and mails forwarded in one.
MOST_PARTS, MOST_FORWARDED = 1_000, 20
#: Bytes of text in one part; more than a letter has.
MOST_TEXT = 2_000_000
#: Characters of a header; the parser of the standard library is quadratic in some.
LONGEST_HEADER = 2_000

_HEADER = re.compile(
    rb"^(?:from|to|date|subject|message-id|received|mime-version|content-type|list-id"
    rb"|return-path|delivered-to|x-[\w-]+)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
#: How far into a file its first headers stand.
_HEAD = 65_536
_OUTLOOK = b"\xd0\xcf\x11\xe0"
_LIST_ID = re.compile(r"<\s*([\w.+-]{1,200})\s*>\s*$")
_BARE_ID = re.compile(r"[\w.+-]{1,200}")
_MAIL_ADDRESS = re.compile(r"[^\s<>@\"]{1,100}@[\w.-]{1,200}")
_TARGET = re.compile(r"<\s*(https?://[^>\s]+)\s*>", re.IGNORECASE)


@dataclass(frozen=True)
class Mail:
    """What one mail says. Names are plain text; `html` and `text` are as they came."""

    #: The sender's name, else the address; "" when the mail names nobody.
    sender: str
    #: In lower case, "" when there is none.
    address: str
    #: What the mailing list calls itself (RFC 2919), in lower case; "" when it is none.
    list_id: str
    subject: str
    #: As claimed.
    date: str
    message_id: str
    #: Addresses that end the subscription (RFC 2369): never to be called.
    leaving: tuple[str, ...]
    html: str
    text: str


def mails(body: bytes) -> list[Mail]:
    """The mails in a file: itself, or those that were forwarded with it as attachments.

    Raises `SourceError` for a file that is no mail, or too large, or built to hurt.
    """
    if len(body) > LARGEST:
        raise SourceError(
            f"This mail is larger than {size(LARGEST)}, the most that is read. "
            "Save it without its attachments."
        )
    _refuse_other_files(body)
    try:
        return [_read(message) for message in _messages(body)]
    except RecursionError as error:
        raise SourceError(
            "This mail is nested without end, as attacks are. It was not read."
        ) from error


def _refuse_other_files(body: bytes) -> None:
    if body.startswith(_OUTLOOK):
        raise SourceError("This is an Outlook file (.msg). Save the mail as .eml and add that.")
    if not body.strip():
        raise SourceError("This file is empty. Save the mail as .eml and add that.")
    if _HEADER.search(body[:_HEAD]) is None:
        raise SourceError("This file is no mail: it has no headers. Save the mail as .eml.")


def _messages(body: bytes) -> list[EmailMessage]:
    outer = message_from_bytes(body.lstrip(b"\xef\xbb\xbf\r\n"), policy=default)
    found: list[EmailMessage] = []
    waiting = [outer]
    while waiting and len(found) < MOST_FORWARDED:
        message = waiting.pop(0)
        forwarded = [part for part in _parts(message) if isinstance(part, _Forwarded)]
        waiting.extend(one.message for one in forwarded)
        # What a mail says beside the mails in it is a covering note.
        found.extend([] if forwarded else [message])
    return found


@dataclass(frozen=True)
class _Forwarded:
    message: Any


def _parts(message: Message) -> Iterator[Message | _Forwarded]:
    """Parts without parts in them, in order, and mails that are attached."""
    waiting: list[Message] = [message]
    for _ in range(MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop()
        inside = part.get_payload()
        if not isinstance(inside, list):
            yield part
        elif _said(part.get_content_type) in ("message/rfc822", "message/global"):
            yield from (_Forwarded(one) for one in inside[:1])
        else:
            waiting.extend(one for one in reversed(inside) if isinstance(one, Message))


def _read(message: EmailMessage) -> Mail:
    html, text = _texts(message)
    name, address = _sender(message)
    return Mail(
        sender=name,
        address=address,
        list_id=_list_id(_header(message, "list-id")),
        subject=title_text(_header(message, "subject")),
        date=_header(message, "date"),
        message_id=_header(message, "message-id"),
        leaving=tuple(_TARGET.findall(_header(message, "list-unsubscribe"))),
        html=html,
        text=text,
    )


def _texts(message: Message) -> tuple[str, str]:
    """All its markup, and all its plain text; either may be missing."""
    found: dict[str, list[str]] = {"text/html": [], "text/plain": []}
    for part in _parts(message):
        if isinstance(part, _Forwarded) or _said(part.get_content_disposition) == "attachment":
            continue
        texts = found.get(_said(part.get_content_type))
        if texts is not None:
            texts.append(_decoded(part))
    return "\n".join(found["text/html"]), "\n\n".join(found["text/plain"])


def _decoded(part: Message) -> str:
    """The text of a part, whatever it says of its encoding; "" where nothing can be made of it."""
    data = _said(lambda: part.get_payload(decode=True), b"")
    return decode(data[:MOST_TEXT], _said(part.get_content_charset) or None) if data else ""


def _sender(message: Message) -> tuple[str, str]:
    """The name, or what stands for it, and the address."""
    said = _header(message, "from")
    name, address = _said(lambda: parseaddr(said), ("", ""))
    address = address.strip().lower()
    if not _MAIL_ADDRESS.fullmatch(address):
        address = ""
    return title_text(name)[:200] or address, address


def _list_id(said: str) -> str:
    found = _LIST_ID.search(said)
    if found:
        return found[1].lower()
    bare = said.strip()
    return bare.lower() if _BARE_ID.fullmatch(bare) else ""


def _header(message: Message, name: str) -> str:
    """A header's decoded value on one line; "" without one."""
    for key, raw in message.raw_items():
        if key.lower() == name:
            value = str(raw)[:LONGEST_HEADER]
            decoded = _said(lambda: str(default.header_fetch_parse(key, value)), value)  # noqa: B023
            return " ".join(decoded.split())
    return ""


def _said(ask: Any, otherwise: Any = "") -> Any:
    """What the library makes of something; it raises all kinds of errors where it cannot."""
    try:
        return ask() or otherwise
    except Exception:  # noqa: BLE001 - AttributeError, IndexError, LookupError … by malformed headers
        return otherwise
