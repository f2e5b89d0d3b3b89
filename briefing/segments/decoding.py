"""A file's bytes into text, or a sentence about what it is instead."""

from briefing.errors import VoiceError
from briefing.sources.decoding import decode

#: How files begin that are no text: https://www.garykessler.net/library/file_sigs.html
_OTHERS = (
    (b"PK\x03\x04", "a workbook (.xlsx or .ods) or another packed file"),
    (b"\xd0\xcf\x11\xe0", "an Excel workbook (.xls)"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a compressed file (.gz)"),
)
#: What empty cells are made of.
_NOTHING = ' \t\r\n,;|"\u00a0'
_MARKUP = ("<!doctype", "<html", "<table", "<?xml")

#: Bytes by which an encoding without a mark is told.
_HEAD = 4_096
#: Of these bytes, the share of NULs on one side from which a text is UTF-16: an English one has
#: half, and on the other side next to none.
_MANY, _HARDLY_ANY = 0.25, 0.02
#: The share of control characters that a text may have by some accident.
_FEW = 0.02

_SAVE_AS = "Open it in a spreadsheet and save it as “CSV UTF-8”."


def text_of(body: bytes) -> str:
    """The text of a CSV file, without NULs. Raises `VoiceError` when it is empty or no text."""
    for start, what in _OTHERS:
        if body.startswith(start):
            raise VoiceError(f"This is {what}, not a CSV file, whatever its name says. {_SAVE_AS}")
    wide = _unmarked_utf16(body)
    text = body.decode(wide, "ignore") if wide else decode(body)
    head = text[:_HEAD]
    if sum(1 for c in head if c < " " and c not in "\t\r\n") > _FEW * len(head):
        raise VoiceError(f"This is not a text file, so it is no CSV file. {_SAVE_AS}")
    text = text.replace("\0", "").removeprefix("\ufeff")
    if text[:_HEAD].lstrip().lower().startswith(_MARKUP):
        raise VoiceError(f"This is a web page or XML, not a CSV file. {_SAVE_AS}")
    if not text.strip(_NOTHING):
        raise VoiceError("The file is empty.")
    return text


def _unmarked_utf16(body: bytes) -> str | None:
    """The encoding of a text in UTF-16 without a mark, by the side on which its NULs stand."""
    head = body[:_HEAD]
    even, odd = (head[n::2].count(0) / max(len(head), 1) for n in (0, 1))
    if odd > _MANY and even < _HARDLY_ANY:
        return "utf-16-le"
    return "utf-16-be" if even > _MANY and odd < _HARDLY_ANY else None
