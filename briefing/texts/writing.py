"""Texts are written: by people, by the house, and in the place of others."""

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
from briefing.sharing.checking import Count, check, network_named
from briefing.sharing.guidelines import completed
from briefing.sharing.networks._base import Network
from briefing.store import articles, texts
from briefing.texts._acting import on_text, record, whose

#: Characters. Longer than any network takes (Facebook: 63,206), and counted in no time.
LONGEST = 70_000


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
    it, when that was no person. For a digest, write the same text for each of its articles.
    """
    place = network_named(network)
    with on_record(engine, by, "write", executive_id, now=now) as act:
        article, on = articles.by_id(act.conn, article_id), ground(act.conn, [executive_id], now)
        return _add(act, on, article, place, text, origin)


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
        present = {one.text for one in texts.of(act.conn, executive_id, [article_id], place.key)}
        written, refused = [], []
        for one in made:
            try:
                if _completed(on, executive, article, place, one.text) not in present:
                    written.append(_add(act, on, article, place, one.text, one.origin))
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
        origin = before.text.origin if origin is None else origin
        return _add(act, on, article, place, text, origin, follows=before)


def _add(
    act: Act,
    on: Ground,
    article: Article,
    network: Network,
    said: str,
    origin: str,
    follows: Prepared | None = None,
) -> Written:
    executive = whose(act)
    text = _completed(on, executive, article, network, said)
    count = check(network, text, article.link)
    if not count.valid:
        raise ShareError(count.sentence)
    digest = digest_of(article.title, article.link, text)
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
    )
    if row is None:
        raise Conflict("Somebody changed this text meanwhile. Look at theirs, then change it.")
    record(act, "text written" if follows is None else "text changed", row)
    return Written(standings(act.conn, [row], act.now, on)[0], count)


def _completed(
    on: Ground, executive: Executive, article: Article, network: Network, said: str
) -> str:
    """The words with what the guidelines append; raises `ShareError` for what no text is."""
    if len(said) > LONGEST:
        raise ShareError(f"The text has {len(said):,} characters; write {LONGEST:,} at the most.")
    if "\0" in said or _has_surrogates(said):
        raise ShareError("The text has a character that nobody can read: type it again.")
    words = as_posted(said)
    if not words:
        raise ShareError("There is nothing to post yet: write a sentence first.")
    return as_posted(completed(on.draft(executive, [article], network.key, words), on.rulebook))


def _has_surrogates(said: str) -> bool:
    return any("\ud800" <= letter <= "\udfff" for letter in said)
