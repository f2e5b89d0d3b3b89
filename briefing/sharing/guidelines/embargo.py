"""What nobody may speak of yet."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from urllib.parse import urlsplit

from briefing.articles.links import canonical, same_page_key
from briefing.rulebook import Embargo, Rulebook
from briefing.sharing.guidelines._base import Background, Draft, Guideline, Remark
from briefing.sharing.guidelines._links import addresses
from briefing.sharing.guidelines._phrases import mentions, places
from briefing.sharing.guidelines._saying import moment, named, quoted, sentence

KEY = "embargo"


def check(draft: Draft, rulebook: Rulebook, _: Background, now: datetime) -> Iterator[Remark]:
    for embargo in rulebook.embargoes:
        if now < embargo.until:
            until = moment(draft.executive, embargo.until)
            ends = f" is under embargo until {until}: share it after that.{sentence(embargo.why)}"
            yield from _in_text(draft, embargo, ends)
            yield from _in_articles(draft, embargo, ends)


def _in_text(draft: Draft, embargo: Embargo, ends: str) -> Iterator[Remark]:
    for place in places(draft.text, [embargo.phrase]):
        yield Remark(KEY, "block", quoted(embargo.phrase) + ends, place.start, place.end)
    for start, end in addresses(draft.text) if embargo.link else ():
        if _leads_there(draft.text[start:end], embargo.link):
            says = f"The link {quoted(draft.text[start:end])}{ends}"
            yield Remark(KEY, "block", says, start, end)


def _in_articles(draft: Draft, embargo: Embargo, ends: str) -> Iterator[Remark]:
    for article in draft.articles:
        by_link = article.link and embargo.link and _leads_there(article.link, embargo.link)
        if by_link or _any_says((article.title, article.summary), embargo.phrase):
            says = named(article) + ends
            yield Remark(KEY, "block", says[:1].upper() + says[1:])


def _any_says(texts: Iterable[str], phrase: str) -> bool:
    return any(mentions(text, phrase) for text in texts)


def _leads_there(link: str, held: str) -> bool:
    """Whether a link is the one held back, or on the domain, if that is what is held back."""
    page, one = _page(held), _page(link)
    if page is None or one is None:
        return False
    parts = urlsplit(page)
    if parts.path.strip("/") or parts.query:
        return same_page_key(one) == same_page_key(page)
    domain = _host(page)
    return _host(one) == domain or _host(one).endswith(f".{domain}")


def _page(link: str) -> str | None:
    return canonical(link if "://" in link else f"https://{link}")


def _host(page: str) -> str:
    return (urlsplit(page).hostname or "").removeprefix("www.")


GUIDELINE = Guideline(
    key=KEY,
    label="Embargoes",
    says="What is under embargo, a phrase or a link, does not leave before its time.",
    severity="block",
    check=check,
)
