"""A desk with exactly the edition that a test is about, opened today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from briefing.days import local_day
from briefing.model import Arrival, Edition, Entry, Executive, Item, Part
from briefing.store import articles, editions, entries, executives, outlets, sources, writing


@dataclass(frozen=True)
class Said:
    """One item of the edition, as a test says it."""

    title: str
    points: tuple[str, ...] = ("One sentence.", "Another sentence.")
    outlet: str = "The Wire"
    words: int = 300
    why: str = "Here because it is about “Grid storage”."
    also_in: tuple[str, ...] = ()
    paywalled: bool = False
    complete: bool = True


def join(engine: Engine) -> Executive:
    """Dana, who lives by Greenwich time and reads for five minutes."""
    with writing(engine) as conn:
        return executives.add(conn, "Dana Okafor")


def edition(engine: Engine, said: Sequence[Said], *, window: str = "48 hours") -> list[int]:
    """Freeze an edition of these items for Dana, in this order; gives the articles' ids."""
    now = datetime.now(UTC)
    dana = join(engine)
    with writing(engine) as conn:
        [source], _ = sources.add(conn, [{"kind": "feed", "address": "https://a.example"}], now=now)
        made = [arrival(n, one, now) for n, one in enumerate(said)]
        hosts = outlets.ensure(
            conn, {a.host: one.outlet for a, one in zip(made, said, strict=True)}
        )
        entries.take_in(conn, {source.id: made}, hosts, now=now)
        by_key = articles.by_page_key(conn)
        ids = [by_key[a.page_key] for a in made]
        for article_id, a, one in zip(ids, made, said, strict=True):
            outlets.change(conn, a.host, paywalled=one.paywalled)
            articles.record(conn, article_id, words=one.words, complete=one.complete)
        found = articles.by_ids(conn, ids)
        items = tuple(
            Item(
                position=position,
                article=found[article_id],
                score=1.05,
                seconds=20,
                why=one.why,
                parts=(
                    Part("freshness", 0.25, 0.6, "it is two hours old"),
                    Part("topics", 0.9, 1.0, "it is about “Grid storage”"),
                ),
                key_points=one.points,
                also_in=one.also_in,
            )
            for position, (article_id, one) in enumerate(zip(ids, said, strict=True), 1)
        )
        day = local_day(dana, now)
        editions.freeze(conn, Edition(0, dana, day, now, items, (), window, len(items)))
    return ids


def arrival(number: int, said: Said, now: datetime) -> Arrival:
    """The entry behind an item."""
    entry = Entry(
        identity=f"urn:{number}",
        title=said.title,
        link=f"https://outlet{number}.test/{number}",
        published=now - timedelta(hours=2),
        dated="claimed",
        summary="Something happened today.",
        text="Engineers tested the battery cabinet in the harbour for ninety days. " * 30,
    )
    host = f"outlet{number}.test"
    return Arrival(entry, f"{host}/{number}", host, f"digest {number}", said.words)
