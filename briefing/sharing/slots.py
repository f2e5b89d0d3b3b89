"""What fills the gaps of a phrase for one article, and which phrases then read best."""

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from string import Formatter

import regex

from briefing.articles.own_content import owns
from briefing.model import Article, Principle, Topic, Voice
from briefing.sharing.excerpt import word_count

#: Longest that a principle's own words may be to open a text with.
_SAYS_WORDS = 18
#: Mentions from which on an article is about a topic.
ENOUGH_SAID = 2
#: Who does one of these is a person or an organisation, and can be asked something.
_ACTS = (
    r"said|says|announced|told|agreed|expects|signed|reported|promised|warned|confirmed|decided"
    r"|proposed|argued|wrote|plans to|pledged|published|unveiled|presented"
)
_ACTOR = regex.compile(
    rf"(?<![\p{{L}}’'-])(?P<name>\p{{Lu}}[\p{{L}}\p{{M}}-]{{2,}}(?: \p{{Lu}}[\p{{L}}\p{{M}}-]+)"
    rf"{{0,2}}) (?:{_ACTS})\b"
)
_NO_ACTOR = frozenset({"the", "a", "an", "he", "she", "it", "they", "we", "this", "that", "who"})

#: Which slots say most about this article to this executive; a phrase has its best one.
_TELLING = (frozenset({"principle", "says"}), frozenset({"topic", "subject"}))


def slots(article: Article, voice: Voice, principle: str | None) -> dict[str, str]:
    """Slot to words; only slots that can be filled are there.

    For the company's own pages the name is in `ours`, not in `outlet`: then only
    phrases are used that disclose the tie in the post itself (16 CFR 255.5).
    """
    outlet = _plain(article.outlet.name) or article.outlet.host
    filled = {
        "ours" if owns(voice, article.outlet.host) else "outlet": outlet,
        "principle": _plain(principle or "").strip("“”\"'‘’. "),
        "says": _says(voice.principles, principle),
        "topic": _topic(article, voice),
        "subject": _subject(article),
    }
    return {slot: words for slot, words in filled.items() if words}


def in_order(phrases: Sequence[str], filled: Mapping[str, str], seed: str) -> list[str]:
    """The phrases whose slots can be filled: the most telling kind, plain ones, slotless ones.

    Within a kind the start is drawn by `seed`, so that other articles get other
    phrases and the same article always the same.
    """
    possible = [phrase for phrase in phrases if _usable(_needs(phrase), filled)]
    kinds: tuple[list[str], list[str], list[str]] = ([], [], [])
    for phrase in possible:
        kinds[_kind(phrase)].append(phrase)
    best = next((kind for kind in kinds if kind), [])
    ordered = dict.fromkeys([*_from(best, seed), *_from(kinds[2], seed)])
    return sorted(ordered, key=lambda phrase: not _slots_of(phrase))


def _usable(needs: frozenset[str], filled: Mapping[str, str]) -> bool:
    return needs <= filled.keys() and ("ours" in needs or "ours" not in filled)


def _slots_of(phrase: str) -> frozenset[str]:
    return frozenset(slot for _, slot, _, _ in Formatter().parse(phrase) if slot)


def _needs(phrase: str) -> frozenset[str]:
    return _slots_of(phrase) - {"quote"}


def _kind(phrase: str) -> int:
    needs = _needs(phrase)
    return next((i for i, telling in enumerate(_TELLING) if needs & telling), len(_TELLING))


def _from(phrases: list[str], seed: str) -> list[str]:
    if not phrases:
        return []
    at = int.from_bytes(blake2b(seed.encode("utf-8", "replace"), digest_size=8).digest())
    at %= len(phrases)
    return phrases[at:] + phrases[:at]


def _says(principles: Sequence[Principle], name: str | None) -> str:
    says = next((_plain(one.says) for one in principles if one.name == name), "")
    if word_count(says) > _SAYS_WORDS or not regex.search(r"\p{Ll}[.]$", says):
        return ""
    return says


def _topic(article: Article, voice: Voice) -> str:
    """The topic that the article says most about, written as the article writes it.

    One passing word is not a subject: a topic counts from two of its words, or one in the title.
    """
    about = f"{article.title}\n{article.summary}\n{article.text[:2000]}"
    told = {topic.name: _told(topic, article.title, about) for topic in voice.topics}
    best = max(sorted(told), key=lambda name: told[name], default="")
    if told.get(best, 0) < ENOUGH_SAID:
        return ""
    lower = best[:1].lower() + best[1:]
    return _plain(lower if _mentions(about, lower, exactly=True) else best)


def _told(topic: Topic, title: str, about: str) -> int:
    """Words of a topic that an article mentions; those in the title count twice."""
    words = {topic.name, *topic.words}
    return sum(_mentions(about, word) + _mentions(title, word) for word in words)


def _mentions(text: str, phrase: str, *, exactly: bool = False) -> bool:
    if not phrase.strip():
        return False
    if not exactly:
        text, phrase = text.casefold(), phrase.casefold()
    return bool(regex.search(rf"(?<!\w){regex.escape(phrase.strip())}(?!\w)", text))


def _subject(article: Article) -> str:
    """A person or organisation of the headline that acts in the text; English texts only."""
    if article.language not in ("", "en"):
        return ""
    for match in _ACTOR.finditer(f"{article.summary}\n{article.text[:6000]}"):
        name = match["name"]
        if name.split()[0].lower() not in _NO_ACTOR and _mentions(
            article.title, name, exactly=True
        ):
            return name
    return ""


def _plain(text: str) -> str:
    return " ".join(text.split())
