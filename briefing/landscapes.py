"""The desk's landscape: worked out where nobody waits for it, and taken up where somebody does.

It is in the database, since whoever prepares articles (a timer, a command) and whoever opens an
edition (the app, a mail) are different processes.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine

from briefing.model import Article
from briefing.ranking.candidates import Candidates
from briefing.ranking.survey import Survey, changed, form
from briefing.store import articles, landscapes, reading, writing

#: Articles younger than this are looked at first; only a desk with too few of them looks further.
USUAL_SPAN = timedelta(days=7)
#: With fewer articles a landscape is learned in a quarter of a second whenever it is needed.
FEWEST = 1_000
#: Editions that are so old are not made again to try other voices on.
TRIED_FOR = timedelta(days=2)


def keep_landscape(engine: Engine, *, now: datetime) -> bool:
    """Learn the landscape of the last week's articles and keep it, if enough of them are new.

    True when that was done.
    """
    since = now - USUAL_SPAN
    with reading(engine) as conn:
        ids = articles.candidate_ids(conn, since=since, until=now)
        if len(ids) < FEWEST or not changed(_kept_ids(conn, now), ids):
            return False
        found = articles.candidates(conn, since=since, until=now)
    survey = Survey.of(Candidates.of(found))
    with writing(engine) as conn:
        landscapes.keep(conn, now, form(), survey.arrays())
        landscapes.forget(conn, since=now - TRIED_FOR)
    return True


def kept(conn: Connection, *, at: datetime) -> Survey | None:
    """The landscape that held at a moment; None when there was none."""
    found = landscapes.at(conn, at, form())
    return None if found is None else Survey.from_arrays(landscapes.parts(conn, found))


def laid_out(found: Sequence[Article], survey: Survey | None) -> Candidates:
    """The articles in a landscape that was kept, or else in one learned from them."""
    return Candidates.of(found) if survey is None else survey.candidates(found)


def _kept_ids(conn: Connection, now: datetime) -> list[int]:
    found = landscapes.at(conn, now, form())
    if found is None:
        return []
    ids: list[int] = landscapes.parts(conn, found, ["ids"])["ids"].tolist()
    return ids
