"""How long a text is, exactly as each network counts it.

Every function takes the full text as it will stand in the network's composer
and returns a whole number. The sources of the rules stand with each function;
`joined` and `beside` say where the link of a post stands in its text.
"""

import unicodedata
from itertools import pairwise
from urllib.parse import quote, urlsplit

import emoji
import regex

from briefing.sharing.links import Span, links, mastodon_links

#: What X and Mastodon count for a link, however long: twitter-text's
#: `transformedURLLength`, Mastodon's `characters_reserved_per_url`.
LINK_LENGTH = 23

#: Code points that weigh 1 on X; all others weigh 2 (twitter-text, config v3).
_LIGHT = ((0x0000, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))

_TEXT_STYLE = "\ufe0e"
_AFTER_A_LINK = r"(?=[)\]}.,;:!?»”’\"'>。，、）」]*(?:\s|$))"


def joined(text: str, link: str | None) -> str:
    """The text with the link in it once: where it stands already, or else below."""
    if not link or regex.search(regex.escape(link) + _AFTER_A_LINK, text):
        return text
    return f"{text.rstrip()}\n\n{link}" if text.strip() else link


def beside(text: str, link: str | None) -> str:
    """The text without the link, where that closes the text; else the text as it is.

    For networks that carry the link in a field of its own.
    """
    return text.rstrip().removesuffix(link).rstrip() if link else text


def graphemes(text: str) -> int:
    """Characters as a person sees them: extended grapheme clusters (UAX 29)."""
    return len(regex.findall(r"\X", text))


def utf16(text: str) -> int:
    """UTF-16 code units, as JavaScript's and Telegram's lengths count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def emoji_in(text: str) -> list[Span]:
    """Start and end of every emoji, a sequence being one.

    `©`, `®` and whatever is followed by U+FE0E are text, as in twemoji-parser.
    """
    found = []
    for match in emoji.emoji_list(text):
        start, end = match["match_start"], match["match_end"]
        if match["emoji"] not in "©®" and not text.startswith(_TEXT_STYLE, end):
            found.append((start, end))
    return found


def x_length(text: str) -> int:
    """Weighted length on X: twitter-text's `parseTweet`, config v3.

    NFC first; a link 23, an emoji sequence 2, a code point 1 or 2.
    """
    text = unicodedata.normalize("NFC", text)
    outside, inside = _split(text, links(text))
    return len(inside) * LINK_LENGTH + sum(map(_weight, outside))


def bluesky_length(text: str) -> int:
    """Graphemes as Bluesky shows them, with links shortened (social-app, `shortenLinks`)."""
    return graphemes(_BLUESKY_LINK.sub(_as_shown, text))


def mastodon_length(text: str) -> int:
    """Graphemes, a link 23, a mention without its server (Mastodon, `StatusLengthValidator`)."""
    outside, _ = _split(text, mastodon_links(text))
    return graphemes(("x" * LINK_LENGTH).join(_MENTION.sub(r"@\1", part) for part in outside))


def threads_length(text: str) -> int:
    """Characters, an emoji as many as it has UTF-8 bytes (Threads API, posts)."""
    outside, inside = _split(text, emoji_in(text))
    return sum(map(len, outside)) + sum(len(part.encode()) for part in inside)


def _split(text: str, spans: list[Span]) -> tuple[list[str], list[str]]:
    """What stands outside the spans (one piece more than there are spans), and inside."""
    borders = [0, *(border for span in spans for border in span), len(text)]
    pieces = [text[start:end] for start, end in pairwise(borders)]
    return pieces[::2], pieces[1::2]


def _weight(text: str) -> int:
    outside, inside = _split(text, emoji_in(text))
    return 2 * len(inside) + sum(
        1 if any(low <= ord(character) <= high for low, high in _LIGHT) else 2
        for character in "".join(outside)
    )


#: A mention and its server (Mastodon, `Account::MENTION_RE`).
_MENTION = regex.compile(
    r"(?<![=/\w])@([a-z0-9_]+(?:[a-z0-9_.-]+[a-z0-9_]+)?)@[\w.-]+\w+", regex.IGNORECASE
)

#: Links as @atproto/api finds them (`detectFacets`). Bare domains are links too,
#: but are shown as they are, so that they need no rule here.
_BLUESKY_LINK = regex.compile(r"(?:^|(?<=[\s(]))https?://\S+", regex.IGNORECASE | regex.MULTILINE)
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


def _as_shown(match: regex.Match[str]) -> str:
    """Host and path; a path over 15 characters is cut to 13 and "..." (`toShortUrl`)."""
    link = regex.sub(r"[.,;:!?]$", "", match[0])
    if link.endswith(")") and "(" not in link:
        link = link[:-1]
    try:
        parts = urlsplit(link)
        host = parts.netloc.rpartition("@")[2].lower().encode("idna").decode()
    except ValueError:
        return match[0]
    path = _encoded("", "" if parts.path == "/" else parts.path)
    path += _encoded("?", parts.query) + _encoded("#", parts.fragment)
    if len(path) > 15:
        path = path[:13] + "..."
    return host.removesuffix(_DEFAULT_PORTS[parts.scheme]) + path + match[0][len(link) :]


def _encoded(mark: str, part: str) -> str:
    """As a browser's `URL` writes it: what is not ASCII in percent-encoded UTF-8."""
    return mark + quote(part, safe="/%:@!$&'()*+,;=|[]?") if part else ""
