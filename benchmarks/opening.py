"""What the first opening of the day costs with 10,000 new articles; run it with `make bench`.

    python -m benchmarks.opening

The same database is opened twice: as it was before landscapes were kept, when the first to open
learned it, and with the landscape that the end of `refresh` keeps. Printed are the seconds of
each part and the bytes that the database grows by; the ratio of the two openings is the figure.
"""

import sys
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import perf_counter

from sqlalchemy import Engine, insert, update

from benchmarks.labelled_news import World, wants, world
from briefing import brief
from briefing.landscapes import keep_landscape
from briefing.model import Article, DecisionKind, Edition, Executive
from briefing.store import decisions, executives, open_store, writing
from briefing.store.tables import articles, outlets
from briefing.voice import to_dict

ARTICLES, DAYS, TIMES = 10_000, 5, 3
#: Articles of the first day that the executive has decided on.
DECIDED = 200
#: Most that opening with a kept landscape may take of opening without.
MOST = 0.5


def filled(engine: Engine, made: World) -> tuple[Executive, Article]:
    """Articles as `prepare` leaves them, and an executive with a past; gives the newest, too."""
    news = [article for day in made.days for article in day]
    by_host = {article.outlet.id: article.outlet for article in news}
    wanted, voice = wants(made, 0)
    with writing(engine) as conn:
        conn.execute(
            insert(outlets), [{"id": n, "name": o.name, "host": o.host} for n, o in by_host.items()]
        )
        conn.execute(insert(articles), [_row(article) for article in news])
        conn.execute(update(articles).values(prepared_at=articles.c.first_seen))
        executive = executives.add(conn, "Dana Okafor")
        executives.say(conn, executive.id, to_dict(voice), by="bench", now=news[-1].first_seen)
        for at in range(0, len(made.days[0]), len(made.days[0]) // DECIDED):
            old = made.days[0][at]
            kind: DecisionKind = "shared" if made.topic[old.id] in wanted else "passed"
            decisions.append(conn, executive.id, old.id, kind, at=old.first_seen, by="bench")
    return executive, news[-1]


def _row(article: Article) -> dict[str, object]:
    return {
        "id": article.id,
        "page_key": article.link,
        "link": article.link,
        "title": article.title,
        "outlet_id": article.outlet.id,
        "published": article.published,
        "first_seen": article.first_seen,
        "dated": "claimed",
        "summary": article.summary,
        "text": article.summary,
        "complete": True,
        "language": "en",
        "words": article.words,
        "key_points": list(article.key_points),
    }


def main() -> int:
    made = world(5, days=DAYS, a_day=ARTICLES // DAYS)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "desk.db"
        engine = open_store(f"sqlite:///{file}")
        executive, newest = filled(engine, made)
        now = newest.first_seen + timedelta(hours=1)

        def opened(label: str) -> tuple[float, Edition]:
            taken = []
            for _ in range(TIMES):
                start = perf_counter()
                edition = brief.draft(engine, executive, now=now)
                taken.append(perf_counter() - start)
            shown = ", ".join(f"{seconds:.2f}" for seconds in taken)
            print(f"{label}: {shown} s, {len(edition.items)} items of {edition.considered:,}")
            return min(taken), edition

        without, before = opened("Opened, the landscape learned on the way")
        size = file.stat().st_size
        start = perf_counter()
        keep_landscape(engine, now=now)
        took = perf_counter() - start
        engine.dispose()
        grown = file.stat().st_size - size
        print(f"Learned and kept at the end of refresh: {took:.2f} s, {grown / 1e6:.0f} MB")
        with_it, after = opened("Opened, the landscape taken up")
        start = perf_counter()
        keep_landscape(engine, now=now + timedelta(minutes=1))
        print(f"Nothing new at the end of refresh: {(perf_counter() - start) * 1e3:.0f} ms")
        engine.dispose()
    same = replace(before, id=0) == replace(after, id=0)
    print(f"{with_it / without:.2f} times (at most {MOST:g}); the same edition: {same}")
    return int(not same or with_it > MOST * without)


if __name__ == "__main__":
    sys.exit(main())
