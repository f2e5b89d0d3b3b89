"""Bytes into text, whatever their sender called them."""

import codecs
import re
from collections.abc import Iterator

from w3lib.encoding import read_bom, resolve_encoding

_PROLOG = re.compile(rb"""<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE)
_META = re.compile(rb"""<meta[^>]{0,200}?\bcharset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)

#: How far into a document it may say what it is written in.
_HEAD = 2_048
#: How much of a text is looked at to guess its script.
_SAMPLE = 20_000

#: Of the bytes beyond ASCII, the share that may be wrong for a text to pass as UTF-8 all the same.
_FEW_WRONG = 0.1
#: As many bytes beyond ASCII in a row are a word in another script; accents stand alone.
_WORD = 3

#: What is worth guessing when nothing declared fits.
_GUESSES = ["cp1251", "koi8_r", "gb18030", "big5", "cp932", "euc_jp", "cp949", "cp1253", "cp1256"]


def decode(body: bytes, charset: str | None = None) -> str:
    """The text of a document; never raises and never holds a replacement character of ours.

    `charset` is what the transport said. A byte order mark decides; then what is
    valid UTF-8 is UTF-8, since other text is so by accident only; then the
    document's own declaration is tried before the transport's, which is often a
    server's default; then the letters decide.
    """
    named, mark = read_bom(body)
    if named and mark:
        return body[len(mark) :].decode(named, "ignore")
    if wide := _unmarked_utf16(body):
        return body.decode(wide, "ignore")
    declared = list(_declared(body, charset))
    if body.isascii() and b"\x1b" in body:  # Japanese in seven bits looks like ASCII.
        declared.append("iso2022_jp")
    elif body.isascii() or _is_utf8(body):
        return body.decode("utf-8")
    for encoding in declared:
        try:
            return body.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return _guessed(body)


def _declared(body: bytes, charset: str | None) -> Iterator[str]:
    head = body[:_HEAD]
    inside = _PROLOG.search(head) or _META.search(head)
    for label in (inside and inside[1].decode("ascii", "ignore"), charset):
        if encoding := resolve_encoding(label) if label else None:
            yield encoding


def _unmarked_utf16(body: bytes) -> str | None:
    if body[:4] in (b"<\0?\0", b"<\0r\0", b"<\0f\0"):
        return "utf-16-le"
    return "utf-16-be" if body[:4] in (b"\0<\0?", b"\0<\0r", b"\0<\0f") else None


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _guessed(body: bytes) -> str:
    runs = [len(run) for run in re.findall(rb"[\x80-\xff]+", body)]
    beyond = sum(runs)
    kept = body.decode("utf-8", "ignore").encode()
    if len(body) - len(kept) <= _FEW_WRONG * beyond:
        return body.decode("utf-8", "as_windows_1252")
    if sum(run for run in runs if run >= _WORD) < beyond / 2:
        return _latin(body)
    # Imported late: needed by one document in hundreds.
    from charset_normalizer import from_bytes

    best = from_bytes(body[:_SAMPLE], cp_isolation=_GUESSES).best()
    return body.decode(best.encoding, "ignore") if best else _latin(body)


def _latin(body: bytes) -> str:
    return body.decode("cp1252", "as_windows_1252")


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Read what is no UTF-8 as the commonest other code; a character cut in two is left out."""
    assert isinstance(error, UnicodeDecodeError)
    wrong = error.object[error.start : error.end]
    cut_off = error.reason == "unexpected end of data"
    return "" if cut_off else wrong.decode("cp1252", "ignore"), error.end


codecs.register_error("as_windows_1252", _as_windows_1252)
