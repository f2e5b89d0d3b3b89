"""Texts are written: by people, by the house, and in the place of others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine

from briefing.errors import Conflict, ShareError
from briefing.model import Article, Executive, Person
from briefing.on_record import Act, on_record
from briefing.prepared import Ground, Prepared, ground, standings
from briefing.settings import Settings
from briefing.sharing import wording
from briefing.sharing.approval import as_posted
from briefing.sharing.approval import digest as digest_of
from briefing.sharing.checking import Count, check, legible, network_named
from briefing.sharing.guidelines import completed
from briefing.sharing.networks._base import Network
from briefing.store import articles, texts
from briefing.texts._acting import became, on_text, record, whose

#: The same words wait for approval or have it: nothing is left to ask for.
_ASKED = ("in_review", "approved")
#: They need only be submitted; other than that a new text is written.
_SUBMITTED = ("suggested", "expired")


@dataclass(frozen=True)
class Written:
    """A text that was written, and how long it is on its network."""

    prepared: Prepared
    count: Count


@dataclass(frozen=True)
class Suggested:
    """The house's texts that were written, and why others were not."""

    written: tuple[Written, ...]
    refused: tuple[str, ...]


def write(
    engine: Engine,
    executive_id: int,
    article_id: int,
    *,
    network: str,
    text: str,
    now: datetime,
    by: Person,
    origin: str = "",
) -> Written:
    """Suggest a text about an article; what the guidelines append is part of it from then on.

    It is refused when it is too long, with the number of characters to take out; what the
    guidelines remark is given back beside it and refuses nothing yet. `origin` names who drafted
    it, when that was no person.
    """
    place = network_named(network)
    with on_record(engine, by, "write", executive_id, now=now) as act:
        article, on = articles.by_id(act.conn, article_id), ground(act.conn, [executive_id], now)
        return _add(act, on, article, [article], place, text, origin)


def ask(
    engine: Engine,
    executive_id: int,
    article_ids: Iterable[int],
    *,
    network: str,
    text: str,
    now: datetime,
    by: Person,
    origin: str = "",
) -> list[Prepared]:
    """Write a text and ask for its approval: both, or neither where something stands against it.

    About several articles it is a digest: one text for each of them, which says of which it
    speaks together. The same words are not written twice: those that were suggested are
    submitted, and those that wait for approval or have it stay as they are.
    """
    place = network_named(network)
    with on_record(engine, by, "write", executive_id, now=now) as act:
        about = [articles.by_id(act.conn, one) for one in dict.fromkeys(article_ids)]
        on = ground(act.conn, [executive_id], now)
        known = _known(act, on, about, place, _completed(on, whose(act), about, place, text))
        asked = []
        for article in about:
            found = known.get(article.id)
            if found is None or found.standing.state not in (*_ASKED, *_SUBMITTED):
                found = _add(act, on, article, about, place, text, origin).prepared
            if found.standing.state not in _ASKED:
                found = became(act, on, found.text, "submitted", holds=True)
            asked.append(found)
        return asked


def suggest(
    engine: Engine,
    executive_id: int,
    article_id: int,
    *,
    network: str,
    now: datetime,
    by: Person,
    excerpt_words: int = Settings.excerpt_words,
) -> Suggested:
    """Suggest the house's prepared texts about an article: those that are not there already."""
    place = network_named(network)
    with on_record(engine, by, "write", executive_id, now=now) as act:
        article, executive = articles.by_id(act.conn, article_id), whose(act)
        on = ground(act.conn, [executive_id], now)
        made = wording.variants(
            article,
            voice=on.voices[executive_id],
            name=executive.name,
            excerpt_words=excerpt_words,
            network=place,
        )
        there = texts.of(act.conn, executive_id, [article_id], place.key, together="")
        present = {one.text for one in there}
        written, refused = [], []
        for one in made:
            try:
                if _completed(on, executive, [article], place, one.text) not in present:
                    written.append(_add(act, on, article, [article], place, one.text, one.origin))
            except ShareError as error:
                refused.append(f"{one.label}: {error}")
        return Suggested(tuple(written), tuple(refused))


def change(
    engine: Engine, text_id: int, *, text: str, now: datetime, by: Person, origin: str | None = None
) -> Written:
    """Put another text in the place of one; an approval of the one before is void.

    The same words again change nothing, unless the article's headline or link changed. `origin`
    stays what it was unless said.
    """
    with on_text(engine, by, "write", text_id, "change", now) as (act, before, on):
        article, place = before.article, network_named(before.text.network)
        about = list(articles.by_ids(act.conn, before.text.articles, opening=True).values())
        origin = before.text.origin if origin is None else origin
        return _add(act, on, article, about, place, text, origin, follows=before)


def _known(
    act: Act, on: Ground, about: Sequence[Article], network: Network, words: str
) -> dict[int, Prepared]:
    """Article id to the text with these words about exactly these articles: an approved one, or
    else the newest."""
    ids = [one.id for one in about]
    there = texts.of(act.conn, whose(act).id, ids, network.key, together=texts.as_set(ids))
    found: dict[int, Prepared] = {}
    for one in standings(act.conn, [row for row in there if row.text == words], act.now, on):
        best = found.get(one.text.article_id)
        if best is None or best.standing.state != "approved":
            found[one.text.article_id] = one
    return found


def _add(
    act: Act,
    on: Ground,
    article: Article,
    about: Sequence[Article],
    network: Network,
    said: str,
    origin: str,
    follows: Prepared | None = None,
) -> Written:
    """Write down the text for one of the articles that it is `about`."""
    executive = whose(act)
    text = _completed(on, executive, about, network, said)
    # A digest has its links in it.
    count = check(network, text, article.link if len(about) == 1 else None)
    if not count.valid:
        raise ShareError(count.sentence)
    together = texts.as_set(one.id for one in about)
    digest = digest_of(article.title, article.link, text, together)
    if follows is not None and digest == follows.text.digest:
        return Written(follows, count)
    row = texts.add(
        act.conn,
        executive_id=executive.id,
        article_id=article.id,
        network=network.key,
        text=text,
        title=article.title,
        link=article.link or "",
        digest=digest,
        origin=origin,
        at=act.now,
        person_id=act.by.id,
        by=act.by.name,
        expires_at=act.now + timedelta(days=on.rulebook.days_valid),
        follows=None if follows is None else follows.text.id,
        together=together,
    )
    if row is None:
        raise Conflict("Somebody changed this text meanwhile. Look at theirs, then change it.")
    record(act, "text written" if follows is None else "text changed", row)
    return Written(standings(act.conn, [row], act.now, on)[0], count)


def _completed(
    on: Ground, executive: Executive, about: Sequence[Article], network: Network, said: str
) -> str:
    """The words with what the guidelines append; raises `ShareError` for what no text is."""
    legible(said)
    words = as_posted(said)
    if not words:
        raise ShareError("There is nothing to post yet: write a sentence first.")
    return as_posted(completed(on.draft(executive, about, network.key, words), on.rulebook))
