"""Whether a text says only what an article says, as far as that can be told from the words.

Checked are quotations, figures, names (but for a word that opens a sentence, where every word has
a capital), links, and copying. What cannot be checked is whether
what stands in the article has been put together rightly (“rose” for “fell”): a person reads
the text before it leaves.
"""

from collections.abc import Iterable

import regex

from briefing.articles.sentences import sentences
from briefing.language_model.figures import figures
from briefing.model import Article
from briefing.sharing.links import links

#: Words in a row that are copying when they stand outside quotation marks. So few also keep out
#: a model that obeys an article and says what that tells it to say.
COPIED_WORDS = 7

_DOUBLE = regex.compile(r"\s?[»›]|[«‹]\s?|[“”„\"]")
_QUOTED = regex.compile(r'"([^"]*)"')
_SINGLE = regex.compile(
    r"(?<![\p{L}\p{N}])['‘‚]((?:[^'’‘]|(?<=\p{L})['’](?=\p{L}))+)['’‘](?![\p{L}\p{N}])"
)
_ENDS = ".,;:!?… "
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:[’'.-][\p{L}\p{M}\p{N}]+)*")
_POSSESSIVE = regex.compile(r"[’']s?$")
_CAPITAL = regex.compile(r"\p{Lu}")
_AFTER_A_BREAK = regex.compile(r"[:–—\"“‘(]\s*$")
_PLAIN_CAPITALS = frozenset({"i", "i'm", "i've", "i'd", "i'll", "ceo"})
_MARKUP = regex.compile(r"\*\*|__|`|\]\(|^\s*(?:#+\s|[-*]\s)|<\w", regex.MULTILINE)
_ADDRESS = regex.compile(r"(?:https?:|www\.)\S*", regex.IGNORECASE)
_CALLS = regex.compile(r"(?<!\w)[@#＠＃]\w+")
_ANSWERS = regex.compile(
    r"""(?:sure|certainly|of\ course|okay|here(?:['’]s|\ is|\ are)\b.{0,40}:|as\ an\ ai\b|post:
    |i\ cannot|i\ can['’]t)""",
    regex.IGNORECASE | regex.VERBOSE,
)


def objection(text: str, article: Article, told: str, known: Iterable[str] = ()) -> str:
    """Why a text about an article may not be offered, as a sentence; "" when it may.

    `told` is what the model was shown of the article; `known` are words that it may use
    beside, such as the person's name and principles.
    """
    known = tuple(known)
    source = f"{article.title}\n{told}\n{article.outlet.name}"
    either = "\n".join((source, *known))
    return (
        _form(text, article.link)
        or _quotations(text, either)
        or _figures(text, either)
        or ("" if article.language == "de" else _names(text, f"{either} {article.outlet.host}"))
        or _copied(text, told)
    )


def _form(text: str, link: str | None) -> str:
    if not text.strip():
        return "It is empty."
    if _MARKUP.search(text):
        return "It has markup in it."
    if _ANSWERS.match(text.strip()):
        return "It talks to us instead of to the reader."
    if call := _CALLS.search(text):
        return f"It calls “{call.group()}”, which nobody asked for."
    return _links(text.replace(link, " ") if link else text)


def _links(text: str) -> str:
    found = [text[start:end] for start, end in links(text)] + _ADDRESS.findall(text)
    return f"It has a link that is not the article's: {found[0][:60]}." if found else ""


def _quotations(text: str, source: str) -> str:
    plain, said = _DOUBLE.sub('"', text), _comparable(source)
    if plain.count('"') % 2:
        return "It has a quotation that does not close."
    inside = [found[1] for pattern in (_QUOTED, _SINGLE) for found in pattern.finditer(plain)]
    for quoted in inside:
        wanted = _comparable(quoted).strip(_ENDS)
        if not regex.search(rf"(?<!\w){regex.escape(wanted)}(?!\w)", said):
            return f"It quotes “{quoted[:60]}”, which the article does not say."
    return ""


def _comparable(text: str) -> str:
    straight = _DOUBLE.sub('"', text).translate(str.maketrans("’‘‚", "'''"))
    return " ".join(straight.casefold().split())


def _figures(text: str, source: str) -> str:
    said = figures(source)
    wrong = next((one for one in figures(text) if not any(map(one.same, said))), None)
    return f"It names a figure that the article does not have: {wrong.written}." if wrong else ""


def _names(text: str, source: str) -> str:
    """Names give themselves away by a capital in the middle of a sentence."""
    said = {_folded(part) for word in _WORD.findall(source) for part in (word, *word.split("-"))}
    for sentence in sentences(text):
        for place, found in enumerate(_WORD.finditer(sentence)):
            word = found.group()
            opens = place == 0 or _AFTER_A_BREAK.search(sentence, 0, found.start())
            if opens or not _CAPITAL.match(word) or _folded(word) in said | _PLAIN_CAPITALS:
                continue
            return f"It names “{word}”, which the article does not."
    return ""


def _folded(word: str) -> str:
    folded = word.casefold().replace("’", "'")
    return folded if folded in _PLAIN_CAPITALS else _POSSESSIVE.sub("", folded)


def _copied(text: str, told: str) -> str:
    own = _QUOTED.sub(' " ', _DOUBLE.sub('"', text))
    theirs = f" {' '.join(_folded(word) for word in _WORD.findall(told))} "
    for piece in own.split('"'):
        words = [_folded(word) for word in _WORD.findall(piece)]
        for start in range(len(words) - COPIED_WORDS + 1):
            run = " ".join(words[start : start + COPIED_WORDS])
            if f" {run} " in theirs:
                return "It copies the article's own words without quotation marks."
    return ""
