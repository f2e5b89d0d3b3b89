"""The sample world: a fictional company, its executive, twelve outlets and ten days of news.

Everything in `sample_data/` was written for this product. It goes in through the same doors as
real material: an OPML list, feed files in three formats, a voice in TOML, and decisions.
"""

import json
import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, Engine

from briefing import rulebook
from briefing.articles.hosts import outlet_of
from briefing.articles.links import same_page_key
from briefing.errors import BriefingError
from briefing.model import Article, Executive
from briefing.prepare import prepare
from briefing.refresh import Progress, refresh
from briefing.settings import Settings
from briefing.sharing.guidelines import GUIDELINES
from briefing.sources import opml
from briefing.sources.kinds import sample as kind
from briefing.store import (
    articles,
    decisions,
    executives,
    facts,
    outlets,
    reading,
    rulebooks,
    sources,
    writing,
)
from briefing.voice import from_dict, to_dict

FOLDER = Path(__file__).parents[1] / "sample_data"

KIND = "sample"
#: What the hosts of its outlets end with, which nobody's real ones do (RFC 2606).
HOSTS = ".example"

#: The newest article is this old when the sample is loaded before the morning it is written for.
JUST_NOW = timedelta(minutes=5)


@dataclass(frozen=True)
class Loaded:
    """What the sample brought."""

    executive: Executive
    sources: int
    articles: int


def is_sample(article: Article) -> bool:
    """Whether an article is one of the sample's, whose outlets' addresses lead nowhere."""
    return article.outlet.host.endswith(HOSTS)


def is_sample_link(link: str | None) -> bool:
    """Whether a link leads to one of the sample's outlets."""
    return (urlsplit(link or "").hostname or "").endswith(HOSTS)


def is_empty(engine: Engine) -> bool:
    """Whether nobody has started to use this database, or the sample was left half loaded."""
    with reading(engine) as conn:
        begun = facts.recall(conn, "sample_morning") is not None
        if begun:
            return not facts.recall(conn, "sample_loaded", False)
        return not executives.every(conn) and not sources.every(conn)


def load(
    engine: Engine, settings: Settings, *, now: datetime, progress: Progress | None = None
) -> Loaded:
    """Bring the sample in; doing it again adds nothing. Raises `BriefingError`.

    Articles are dated as if this were the morning they were written for: today at 06:00 UTC,
    or a moment ago when it is earlier than that.
    """
    who = _read_toml("executive.toml")
    with writing(engine) as conn:
        executive = _welcome(conn, who, now)
        morning = datetime.fromisoformat(facts.recall(conn, "sample_morning", _morning(now)))
        facts.remember(conn, "sample_morning", morning.isoformat())
        sources.add(conn, _feeds(morning), now=now)
        unread = [s for s in sources.every(conn) if s.kind == KIND and s.changed_at is None]
    refresh(engine, settings, now=now, only=unread, progress=progress)
    prepare(engine, settings, now=now, pages=False)
    with writing(engine) as conn:
        for host, said in _read_toml("outlets.toml").items():
            outlets.change(conn, outlet_of(f"https://{host}/"), **said)
        # Its past is told as if the desk had been there for it.
        articles.came_in_when_published(conn, HOSTS)
        _remember_history(conn, executive, morning)
        facts.remember(conn, "sample_loaded", True)
        return Loaded(executive, len(sources.every(conn)), articles.count(conn))


def _morning(now: datetime) -> str:
    six = now.replace(hour=6, minute=0, second=0, microsecond=0)
    return min(six, now - JUST_NOW).isoformat()


def _welcome(conn: Connection, who: dict[str, Any], now: datetime) -> Executive:
    name = str(who.pop("name"))
    for present in executives.every(conn):
        if present.name == name:
            return present
    executive = executives.add(conn, name, **who)
    voice = from_dict(_read_toml("voice.toml"))
    executives.say(conn, executive.id, to_dict(voice), by="sample", now=now)
    _set_rules(conn, now)
    return executive


def _set_rules(conn: Connection, now: datetime) -> None:
    """The company's guidelines, unless the desk has some of its own."""
    if rulebooks.last_said(conn) is None:
        book = rulebook.from_dict(_read_toml("rulebook.toml"), rules=GUIDELINES)
        rulebooks.say(conn, rulebook.to_dict(book), by="sample", now=now)


def _feeds(morning: datetime) -> list[dict[str, str]]:
    """The sample's OPML, each feed with the file that speaks for its address."""
    report = opml.read((FOLDER / "sources.opml").read_bytes())
    files = {path.stem: path.name for path in kind.FOLDER.iterdir()}
    return [
        {
            "kind": KIND,
            "address": kind.address(files[urlsplit(feed.address).netloc], morning),
            "title": feed.title,
        }
        for feed in report.feeds
    ]


def _remember_history(conn: Connection, executive: Executive, morning: datetime) -> None:
    """What the executive did on the days before, once."""
    if decisions.standing(conn, executive.id):
        return
    by_page = articles.by_page_key(conn)
    for line in (FOLDER / "history.jsonl").read_text("utf-8").splitlines():
        said = json.loads(line)
        if (page := same_page_key(said["link"])) not in by_page:
            continue
        decisions.append(
            conn,
            executive.id,
            by_page[page],
            said["kind"],
            at=morning - timedelta(hours=said["hours_before"]),
            by=executive.name,
            reason=said.get("reason"),
            network=said.get("network", ""),
        )


def _read_toml(file: str) -> dict[str, Any]:
    try:
        return tomllib.loads((FOLDER / file).read_text("utf-8"))
    except OSError as error:
        raise BriefingError(f"The sample is incomplete: {file} is missing.") from error
