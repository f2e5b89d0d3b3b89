"""Markup in, plain text out, and how long it takes to read.

Everything a source says passes here once, titles and authors too. What comes
out is text and never markup: whoever shows it escapes it like any other text.
"""

import html
import re
import unicodedata

import nh3
import regex

#: Most characters kept of a title.
TITLE_LIMIT = 500

#: Silent reading of English non-fiction, words a minute: Brysbaert 2019,
#: doi 10.1016/j.jml.2019.104047.
WORDS_A_MINUTE = 238

_BLOCKS = """
    address article aside blockquote br center dd div dl dt figcaption figure footer h1 h2 h3 h4
    h5 h6 header hr li main nav ol p pre section table td th tr ul
"""
#: Elements whose content is not for reading; the text-only ones could hide markup in it.
_SILENT = """
    script style noembed noframes noscript iframe xmp plaintext title textarea svg math object
    template select
"""
_CLEANER = nh3.Cleaner(
    tags=set(_BLOCKS.split()), clean_content_tags=set(_SILENT.split()), attributes={}, link_rel=None
)

#: What most markup consists of: elements that change neither the order of texts nor how they are
#: read. What of a tag is text: nothing, a line's end, or the end of a paragraph.
_INLINE = "a abbr b big cite code del em font i img ins mark q s small span strong sub sup time u"
_PARTING = """
    article aside blockquote div dd dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li
    main ol p section ul
"""
_BREAK, _PART = "\x01", "\x02"
_TELLS = {"br": _BREAK} | {
    f"{slash}{name}": tells
    for names, tells in ((_INLINE, ""), (_PARTING, _PART))
    for name in names.split()
    for slash in ("", "/")
}
#: A tag without angle brackets inside; where it ends is then beyond doubt.
_TAG = re.compile(
    r"""<(/?[a-z][a-z0-9]*+)(?:[\s/][^<>"']*+(?:"[^"<>]*+"[^<>"']*+|'[^'<>]*+'[^<>"']*+)*+)?>"""
)
#: A character's name cut in two by a tag is no name.
_CUT_NAME = re.compile(r"&#?\w*<")
_PARTS = re.compile(rf"{_PART}[\s{_BREAK}{_PART}]*")

_PARTED = re.compile(r"</?(?!br>)\w+>(?:</?\w+>)*")
_BLANK_LINES = re.compile(r"\n{2,}")
#: White space that is neither one space nor line ends.
_GAPS = ("  ", " \n", "\n ")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
#: Markup that a source escaped twice comes out as text. The names that could act are
#: disarmed as well, so that a reader who forgets to escape does no harm.
_ACTING = re.compile(
    r"<(?=[/\s]*(?:script|style|iframe|object|embed|svg|math|form|meta|base|link|img))",
    re.IGNORECASE,
)
#: Controls, lone surrogates, directional overrides, zero-width and filler characters.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"
    r"\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff"
    r"\U0001fffe\U0001ffff\ud800-\udfff]"
)
#: Texts in Latin letters with the usual punctuation, as most are: nothing in them is
#: invisible, piled up, decomposed (U+00A0 to U+02FF are all in NFC), or in a script without spaces.
_ORDINARY = re.compile(r"[\n\x20-\x7e\xa1-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
#: Tag characters spell the flags of regions (England's); anywhere else they hide text.
_HIDDEN_TAGS = regex.compile(
    r"\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f(*SKIP)(*FAIL)|[\U000e0000-\U000e007f]"
)
#: Joiners are spelling in Persian, Indic scripts and emoji, and noise after Latin letters.
_STRAY_JOINER = re.compile(r"(?<![^\x00-\u024f\s])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\u024f])")
#: Letters carry at most two of these marks in any spelling, once composed.
_PILED_MARKS = re.compile(
    r"([\u0300-\u036f\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{2})"
    r"[\u0300-\u036f\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")


def plain(markup: str, *, limit: int) -> str:
    """The text that a browser would show, decoded once, in paragraphs.

    Paragraphs are separated by one blank line. At most `limit` characters come
    out; a longer text ends at a word with "…". Never raises.
    """
    if _is_plain(markup) and len(markup) <= limit:
        return markup.strip()
    # Markup is rarely ten times its text; what lies beyond would be cut anyway.
    source = markup[: 10 * limit + 10_000]
    text = _strip(source) if "<" in source else _decode(source)
    if _ORDINARY.fullmatch(text) is None:
        text = _spaced(_visible(text))
    text = _ACTING.sub("‹", text) if "<" in text else text
    text = _BLANK_LINES.sub("\n\n", text) if "\n\n\n" in text else text
    return shorten(text.strip(), limit)


def title_text(markup: str) -> str:
    """One line of plain text, at most 500 characters."""
    return plain(markup, limit=TITLE_LIMIT).replace("\n\n", " ").replace("\n", " ")


def shorten(text: str, limit: int) -> str:
    """The text, or what of it fits in `limit` characters with "…" after the last whole word."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    at_word = head[: head.rfind(" ")] if " " in head[limit // 2 :] else head
    return at_word.rstrip() + "…"


def as_markup(text: str) -> str:
    """Plain text as the markup that `plain` turns into the same text."""
    return html.escape(text, quote=False).replace("\n", "<br>")


def words(text: str) -> int:
    """How many words a reader meets.

    Scripts that write no spaces are counted as two characters a word, a rule
    of thumb.
    """
    if text.isascii() or _ORDINARY.fullmatch(text):
        return len(text.split())
    spaced, unspaced = _UNSPACED.subn(" ", text)
    return len(spaced.split()) + (unspaced + 1) // 2


def reading_seconds(count: int) -> float:
    """Seconds to read `count` words at 238 words a minute (Brysbaert 2019)."""
    return count * 60 / WORDS_A_MINUTE


def _is_plain(markup: str) -> bool:
    settled = markup.isascii() and markup.isprintable() and "  " not in markup
    return settled and "<" not in markup and "&" not in markup


def _strip(source: str) -> str:
    """Text of markup; line ends only where the markup breaks a line."""
    simply = _strip_simple(source)
    return _strip_any(source) if simply is None else simply


def _strip_simple(source: str) -> str | None:
    """The same without a parser, in a third of the time; None where one is needed."""
    pieces = _TAG.split(source)
    try:
        pieces[1::2] = map(_TELLS.__getitem__, pieces[1::2])
    except KeyError:
        return None
    text = "".join(pieces)
    if "<" in text or _BREAK in source or _PART in source or _CUT_NAME.search(source):
        return None
    text = html.unescape(text) if "&" in text else text
    flowing = text.replace("\n", " ").replace("\xa0", " ").replace(f" {_PART}", _PART)
    text = _PARTS.sub("\n\n", flowing).replace(_BREAK, "\n").strip()
    if _is_printable(text) and not any(gap in text for gap in _GAPS):
        return text
    return "\n".join(" ".join(line.split()) for line in text.split("\n"))


def _strip_any(source: str) -> str:
    try:
        clean = _CLEANER.clean(source)
    except UnicodeEncodeError:
        clean = _CLEANER.clean(_SURROGATES.sub("", source))
    flowing = " ".join(clean.replace("&nbsp;", " ").split())
    tight = flowing.replace("> ", ">").replace(" <", "<")
    broken = _PARTED.sub("\n\n", tight).replace("<br>", "\n")
    if "&" not in broken:
        return broken
    return broken.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _decode(source: str) -> str:
    """Text without tags: blank lines part paragraphs, single line ends are spaces."""
    text = html.unescape(source) if "&" in source else source
    lines = (" ".join(line.split()) for line in text.strip().splitlines())
    return "\n\n".join(part.replace("\n", " ") for part in _BLANK_LINES.split("\n".join(lines)))


def _visible(text: str) -> str:
    if text.isascii():
        return _CONTROLS.sub("", text)
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    if not _is_printable(text):
        text = _HIDDEN_TAGS.sub("", _STRAY_JOINER.sub("", text))
    return _PILED_MARKS.sub(r"\1", text)


def _spaced(text: str) -> str:
    """Single spaces, and none at the ends of lines."""
    if _is_printable(text) and not any(gap in text for gap in _GAPS):
        return text
    return "\n".join(" ".join(line.split()) for line in text.splitlines())


def _is_printable(text: str) -> bool:
    """Whether spaces and line ends are all that cannot be seen."""
    return text.replace("\n", "").isprintable()
