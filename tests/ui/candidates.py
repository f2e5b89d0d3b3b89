"""A desk with so many candidates for one executive, made up from a fixed seed."""

import random
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from briefing.model import Arrival, Entry, Executive, Topic, Voice
from briefing.prepare import prepare
from briefing.settings import Settings
from briefing.store import entries, executives, outlets, sources, writing
from briefing.voice import to_dict

TOPICS = ("Harbour", "Battery", "Orchard")
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]


def fill(engine: Engine, number: int) -> Executive:
    """Dana, who follows three topics, and articles of the last two days from forty outlets."""
    now = datetime.now(UTC)
    with writing(engine) as conn:
        dana = executives.add(conn, "Dana Okafor")
        voice = Voice(topics=tuple(Topic(name) for name in TOPICS))
        executives.say(conn, dana.id, to_dict(voice), by="Test", now=now)
        [source], _ = sources.add(conn, [{"kind": "feed", "address": "https://a.example"}], now=now)
        made = [arrival(n, now) for n in range(number)]
        hosts = outlets.ensure(conn, {one.host: f"Outlet {one.host[6:-5]}" for one in made})
        entries.take_in(conn, {source.id: made}, hosts, now=now)
    prepare(engine, Settings(), now=now, pages=False)
    return dana


def arrival(number: int, now: datetime) -> Arrival:
    """The entry behind a candidate."""
    words = random.Random(number)

    def text(many: int) -> str:
        return " ".join("".join(words.choices(SYLLABLES, k=4)) for _ in range(many))

    topic = TOPICS[number % len(TOPICS)]
    host = f"outlet{number % 40}.test"
    entry = Entry(
        identity=f"urn:{number}",
        title=f"{topic} {text(6)}",
        link=f"https://{host}/{number}",
        published=now - timedelta(minutes=5 + 5 * number),
        dated="claimed",
        summary=f"{topic} {text(20)}.",
        text=f"{topic} {text(12)}. " * 12,
    )
    return Arrival(entry, f"{host}/{number}", host, f"digest {number}", 160)
