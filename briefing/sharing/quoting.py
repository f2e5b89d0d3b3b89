"""Which sentences of an article are worth quoting, best first."""

from collections.abc import Iterator

import emoji
import regex

from briefing.articles.leaning import leans
from briefing.articles.sentences import sentences, whole_quotation
from briefing.model import Article, Voice
from briefing.sharing.excerpt import word_count

#: A quotation outside this range is a fragment, or a paragraph.
FEWEST_WORDS, MOST_WORDS = 5, 45
#: How far into the text sentences are looked for, and how many.
_READ_CHARACTERS, _READ_SENTENCES = 6000, 15

_ENDS = regex.compile(r"[.?…。？][\"'”’»)\]]*$")
_BEGINS = regex.compile(r"^[\"'“‘„«(\[¿]*[\p{Lu}\p{Lt}\p{Lo}\p{N}]")
_UNQUOTABLE = regex.compile(r"[!！]|https?://|\bwww\.|[<>{}|]|\*\*|\]\(")
_QUOTED_WHOLE = regex.compile(r"[“„«»][^“”„«»]*[“”«»][.?…]?")


def quotations(article: Article, voice: Voice, name: str, most_words: int) -> tuple[str, ...]:
    """Sentences of the article, verbatim (spaces apart), the most telling first.

    Left out: what the headline says already, what names the executive, what has
    an exclamation mark, an emoji, an address or half a quotation, and what is
    longer than `most_words`.
    """
    wanted = _vocabulary(voice)
    found: dict[str, float] = {}
    for place, sentence in enumerate(_sentences(article)):
        if _quotable(sentence, article, name, min(most_words, MOST_WORDS)):
            found.setdefault(sentence, _worth(sentence, article, wanted) - 0.2 * place)
    return tuple(sorted(found, key=lambda sentence: (-found[sentence], sentence)))


def in_quotes(sentence: str) -> str:
    """The sentence in curly quotation marks: single ones where it has double ones inside."""
    if _QUOTED_WHOLE.fullmatch(sentence):
        return sentence
    return f"‘{sentence}’" if regex.search(r'["“”„]', sentence) else f"“{sentence}”"


def _sentences(article: Article) -> Iterator[str]:
    texts = (*article.key_points, article.summary, article.text[:_READ_CHARACTERS])
    for text in texts:
        for sentence in sentences(text, article.language or "en")[:_READ_SENTENCES]:
            yield " ".join(sentence.split())


def _quotable(sentence: str, article: Article, name: str, most_words: int) -> bool:
    return (
        FEWEST_WORDS <= word_count(sentence) <= most_words
        and bool(_ENDS.search(sentence) and _BEGINS.match(sentence))
        and not _UNQUOTABLE.search(sentence)
        and not emoji.emoji_count(sentence)
        and whole_quotation(sentence)
        and not (name and name.casefold() in sentence.casefold())
        and _shared(sentence, article.title) < 0.8
    )


def _worth(sentence: str, article: Article, wanted: frozenset[str]) -> float:
    """Points, by judgement: what the executive cares for, then figures, then a readable length."""
    words = _words(sentence)
    points = 1.0 * min(3, len(words & wanted)) + (1.0 if regex.search(r"\p{N}", sentence) else 0.0)
    points += 1.0 if 9 <= word_count(sentence) <= 28 else 0.0
    points -= 3.0 if leans(sentence) else 0.0
    return points - 2.0 * _shared(sentence, article.title)


def _shared(sentence: str, title: str) -> float:
    """How much of the sentence stands in the headline, and the reverse (Jaccard)."""
    left, right = _words(sentence), _words(title)
    return len(left & right) / len(left | right) if left | right else 0.0


def _vocabulary(voice: Voice) -> frozenset[str]:
    names = [topic.name for topic in voice.topics] + [one.name for one in voice.principles]
    phrases = [*names, *(word for topic in voice.topics for word in topic.words)]
    return frozenset(word for phrase in phrases for word in _words(phrase) if len(word) > 3)


def _words(text: str) -> frozenset[str]:
    return frozenset(regex.findall(r"[\p{L}\p{M}\p{N}]+", text.casefold()))
