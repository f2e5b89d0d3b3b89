"""How much of somebody else's article is shown or sent: whole sentences, up to a cap.

AP v. Meltwater (SDNY 2013) is why there is a cap; `Settings.excerpt_words` sets it.
"""

import regex

from briefing.articles.sentences import sentences

#: A run of anything but spaces is a word; in scripts that write without spaces, a character is.
_WORD = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]|[^\s\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]+"
)


def word_count(text: str) -> int:
    return len(_WORD.findall(text))


def excerpt(text: str, words: int, language: str = "en") -> str:
    """The beginning of a text up to the last sentence that ends within `words` words.

    Verbatim, with its paragraphs; "" when even the first sentence is longer.
    """
    end = 0
    for sentence in sentences(text, language):
        at = text.index(sentence, end) + len(sentence)
        if word_count(text[:at]) > words:
            break
        end = at
    return text[:end].strip()
