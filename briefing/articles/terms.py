"""The words of a text that say what it is about, in a form that can be compared.

Folded (case, accents, possessives), without function words, with the commonest
endings off, so that “raises”, “raised” and “Raise” meet. Numbers stay, since they
tell events apart. Runs of Chinese, Japanese and Thai, which are written without spaces,
become pairs of characters.
"""

import re
import unicodedata
from functools import lru_cache

_TOKEN = re.compile(r"\w+(?:[.,&]\w+)*")
_INNER = str.maketrans("", "", ".,&_")
_THOUSANDS = re.compile(r",(?=\d{3}(?!\d))")
_POSSESSIVE = re.compile(r"['’](?:s\b)?")
#: First character of the scripts that are written without spaces: Thai, kana, Han.
_UNSPACED = re.compile(
    r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)

#: Longer “words” are cut here: they are keys or noise.
MOST_LETTERS = 40

#: Function words of the languages that business news is most often read in, and the
#: words that news use of themselves. Left out where English means something by them: die, war.
_FUNCTION_WORDS = """
a an the and or but nor so yet if then than that this these those there here what which who
whom whose when where why how of in on at by for from to into onto with without within about
against between among through during before after above below under over up down out off
again further once is are was were be been being am do does did doing done have has had having
can could may might must shall should will would wont cant dont isnt not no yes only own same
such too very just also even still ever never more most much many few less least some any each
every all both either neither other another one ones it its he him his she her hers they them
their theirs we us our ours you your yours i me my as because while until although though
since per via amid despite toward towards upon like say says said saying told tells according
news report reports reported reporter update updated new now today yesterday tomorrow week year
month day time get gets got make makes made take takes took go goes going went come comes came
mr mrs ms dr monday tuesday wednesday thursday friday saturday sunday
der das den dem des ein eine einer eines einem einen und oder aber doch sondern wenn dann
als ob dass daß von vom zu zum zur im in an am auf aus bei beim mit nach seit für durch gegen
ohne um über unter vor hinter neben zwischen ist sind waren sein wird werden wurde wurden
worden hat haben hatte hatten kann können soll sollen muss müssen will wollen nicht kein keine
nur noch auch schon sehr mehr er sie es wir ihr ich sich ihre ihren sein seine seinen man dies
diese dieser dieses so wie was wer wo sagte laut
le la les l un une des du de d et ou mais donc or ni que qui quoi dont où dans sur sous par
pour avec sans chez vers entre en au aux ce cet cette ces sa ses leur leurs il elle ils
elles on nous vous je tu est sont était étaient être été a ont avait avoir ne pas plus se s y
el los las una unos unas y o pero que quien cuyo en del al por para con sin sobre entre es
era fue ser ha han había no se su sus lo como más este esta estos estas
il lo gli uno di del della dei delle da dal in nel nella con su per tra fra e o ma che chi è
sono era stato ha hanno non si suo sua più come
het een van op te met voor door bij naar uit aan is zijn was werd worden heeft hebben niet ook
maar dat dit deze hij zij ze wij er om als
o os as um uma dos das no na nos nas ao pelo pela com sem e ou mas foi não mais
"""
STOP_WORDS = frozenset(_FUNCTION_WORDS.split())


def terms(text: str) -> list[str]:
    """The comparable terms of a text, in order, repeats kept.

    >>> terms("Halden Grid’s profits rose by 12.5%, raising hopes")
    ['halden', 'grid', 'profit', 'rose', '12.5', 'rais', 'hope']
    """
    return [term for token in _TOKEN.findall(_POSSESSIVE.sub("", text)) for term in _terms(token)]


def is_number(term: str) -> bool:
    """Whether a term came from a figure."""
    return term[:1].isdigit()


@lru_cache(maxsize=100_000)
def _terms(token: str) -> tuple[str, ...]:
    """One token folded and cut: usually one term, none for a function word or a letter."""
    if token[0].isdigit():
        return (_THOUSANDS.sub("", token[:MOST_LETTERS]).casefold(),)
    if _UNSPACED.match(token):
        return tuple(token[at : at + 2] for at in range(max(1, len(token) - 1)))
    word = token[:MOST_LETTERS].casefold().translate(_INNER)
    if len(word) < 2 or word in STOP_WORDS:
        return ()
    plain = unicodedata.normalize("NFKD", word)
    return (_stem("".join(letter for letter in plain if not unicodedata.combining(letter))),)


def _stem(word: str) -> str:
    """Cut plural, past and progressive endings.

    The “S” stemmer (Harman 1991, “How effective is suffixing?”) and the first step
    of Porter's (1980), simplified: enough for headlines, and harmless elsewhere.
    """
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2 and not set("aeiouy").isdisjoint(stem):
            word = stem[:-1] if stem[-1] == stem[-2] and stem[-1] not in "lsz" else stem
            break
    return word[:-1] if len(word) > 4 and word.endswith("e") else word
