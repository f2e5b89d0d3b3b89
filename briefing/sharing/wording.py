"""Prepared texts, in the executive's words: a quoted sentence, a question, one line.

Templates, not a model: the same article always gets the same three texts, other
articles get other ones, and everything that is quoted stands in the article.
The headline is left to the preview that the network shows.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from briefing.errors import ShareError
from briefing.model import Article, Voice
from briefing.sharing import phrases
from briefing.sharing.checking import check
from briefing.sharing.networks._base import Network
from briefing.sharing.quoting import in_quotes, quotations
from briefing.sharing.slots import in_order, slots

Kind = Literal["quote", "question", "line", "digest", "draft"]
Fits = Callable[[str], bool]

_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True)
class Wording:
    """One prepared text; the article's link is not in it, but a digest has its links."""

    kind: Kind
    #: For people, e.g. "A key sentence".
    label: str
    text: str
    #: Who wrote it: "template", or the name of a language model.
    origin: str = "template"


def variants(
    article: Article,
    *,
    voice: Voice,
    name: str = "",
    principle: str | None = None,
    excerpt_words: int = 90,
    network: Network | None = None,
    taken: Collection[str] = (),
) -> tuple[Wording, Wording, Wording]:
    """Exactly three texts about an article: a key sentence quoted, a question, one line.

    `name` is the executive's: a sentence that names them is not quoted by them.
    `principle` names the one of the voice that matched; `excerpt_words` caps the
    quotation. With a `network` each text fits it together with the article's
    link, by being a shorter one, never a cut one; where no key sentence fits, the
    first of the three is a pointer and its label says so. `taken` are texts prepared
    for other articles, which are passed over while there are others.
    """

    def fits(text: str) -> bool:
        return text not in taken and (network is None or check(network, text, article.link).valid)

    filled = slots(article, voice, principle)
    seed = article.link or f"{article.id} {article.title}"
    quoted = [in_quotes(one) for one in quotations(article, voice, name, excerpt_words)]
    return (
        _quote(quoted, filled, seed, fits),
        Wording("question", "A question", _first(phrases.QUESTION, filled, f"?{seed}", fits)),
        Wording("line", "One line", _first(phrases.LINE, filled, f"-{seed}", fits)),
    )


def digest(articles: Sequence[Article], *, network: Network | None = None) -> Wording:
    """One post for several picks: numbered, each with its headline, outlet and link.

    With a `network` it is the fullest form that fits there; when none does it is the
    shortest, which `checking.check` then refuses with the number to take out.
    Raises `ShareError` when there are no picks.
    """
    if not articles:
        raise ShareError("There are no picks yet: pick an article first.")
    forms = list(_digest_forms(articles))
    fitting = (form for form in forms if network is None or check(network, form).valid)
    shortest = min(forms, key=len)
    label = "One pick" if len(articles) == 1 else f"All {len(articles)} picks in one post"
    return Wording("digest", label, next(fitting, shortest))


def _quote(quoted: Sequence[str], filled: Mapping[str, str], seed: str, fits: Fits) -> Wording:
    ordered = in_order(phrases.QUOTE, filled, seed)
    frames = [*ordered[:1], *sorted(ordered, key=len)]
    for sentence in quoted:
        for frame in frames:
            text = frame.format(quote=sentence, **filled)
            if fits(text):
                return Wording("quote", "A key sentence", text)
    pointer = _first(phrases.POINTER, filled, seed, fits)
    return Wording("quote", "A pointer, as no key sentence fits", pointer)


def _first(templates: Sequence[str], filled: Mapping[str, str], seed: str, fits: Fits) -> str:
    """The first that fits of the phrases in order; when none does, the shortest."""
    texts = [template.format(**filled) for template in in_order(templates, filled, seed)]
    return next(filter(fits, texts), min(texts, key=len))


def _digest_forms(articles: Sequence[Article]) -> Iterator[str]:
    """From the fullest to the shortest."""
    titles = [" ".join(article.title.split()) for article in articles]
    outlets = [" ".join(article.outlet.name.split()) or article.outlet.host for article in articles]
    both = [f"{title} — {outlet}" for title, outlet in zip(titles, outlets, strict=True)]
    opening = _opening(articles)
    fullest = _numbered(both, articles, "\n")
    yield f"{opening}\n\n{fullest}"
    yield fullest
    yield _numbered(titles, articles, "\n")
    shortest = _numbered(outlets, articles, " ")
    yield f"{opening}\n\n{shortest}"
    yield shortest


def _numbered(heads: Sequence[str], articles: Sequence[Article], between: str) -> str:
    """“1. Head”, then what stands `between` it and its link, then the link."""
    parts = [
        f"{place}. {head}{between}{article.link}" if article.link else f"{place}. {head}"
        for place, (head, article) in enumerate(zip(heads, articles, strict=True), 1)
    ]
    return ("\n" if between == " " else "\n\n").join(parts)


def _opening(articles: Sequence[Article]) -> str:
    count = len(articles)
    if count == 1:
        return phrases.DIGEST_OF_ONE
    number = _NUMBERS[count - 2] if count <= len(_NUMBERS) + 1 else str(count)
    seed = " ".join(article.link or article.title for article in articles)
    phrase = in_order(phrases.DIGEST, {"number": number, "Number": number.capitalize()}, seed)[0]
    return phrase.format(number=number, Number=number.capitalize())
