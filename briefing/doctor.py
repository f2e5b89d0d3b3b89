"""Look at an installation and say what to do about what is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

from sqlalchemy import Engine

from briefing.errors import ModelError, StoreError
from briefing.model import Source
from briefing.settings import LanguageModel, Settings
from briefing.store import articles, executives, reading, sources, writing
from briefing.waiting import wait_for

#: A desk that was not refreshed for so long has no news.
STALE = timedelta(hours=24)

#: Clocks of machines that share a database differ by less.
SLACK = timedelta(minutes=10)


@dataclass(frozen=True)
class Finding:
    """One thing looked at."""

    check: str
    well: bool
    says: str


def examine(engine: Engine, settings: Settings, *, now: datetime) -> list[Finding]:
    """All findings, in the order in which one would put them right.

    Raises `StoreError` when the database cannot be read at all.
    """
    with reading(engine) as conn:
        people = executives.every(conn)
        known = sources.every(conn)
        total, waiting = articles.count(conn), articles.count_unprepared(conn)
    return [
        _database(engine),
        *_clock(known, now),
        _executives(len(people)),
        *_sources(known, now),
        _articles(total, waiting),
        _network(settings),
        *_model(settings.model),
    ]


def _database(engine: Engine) -> Finding:
    name = engine.url.render_as_string(hide_password=True)
    try:
        with writing(engine) as conn:
            # A write that changes nothing; a transaction alone may begin where none could end.
            conn.exec_driver_sql("UPDATE alembic_version SET version_num = version_num")
            if engine.dialect.name == "sqlite":
                said = conn.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
                if said != "ok":
                    return Finding("database", False, f"{name} is damaged: restore it from a copy.")
    except StoreError as error:
        return Finding("database", False, f"{name} cannot be written to. {error}")
    return Finding("database", True, f"{name} answers.")


def _clock(known: list[Source], now: datetime) -> Iterator[Finding]:
    last = max((s.checked_at for s in known if s.checked_at), default=now)
    if last - now > SLACK:
        says = f"Sources were looked at on {last:%d %B %Y}, which is still to come: set the clock."
        yield Finding("clock", False, says)


def _executives(count: int) -> Finding:
    if count:
        return Finding("executives", True, f"{count} on this desk.")
    return Finding("executives", False, "None yet: python -m briefing init --name NAME")


def _sources(known: list[Source], now: datetime) -> Iterator[Finding]:
    active = [source for source in known if source.active]
    if not active:
        yield Finding("sources", False, "None yet: python -m briefing add ADDRESS")
        return
    yield Finding("sources", True, f"{len(active)} active of {len(known)}.")
    for source in active:
        if source.problem:
            yield Finding("source", False, f"{source.title or source.address}: {source.problem}")
    last = max((s.checked_at for s in active if s.checked_at), default=None)
    if last is None or now - last > STALE:
        since = "never" if last is None else f"last on {last:%d %B at %H:%M} UTC"
        yield Finding("refresh", False, f"Looked at sources {since}: python -m briefing refresh")
    else:
        yield Finding("refresh", True, f"Last at {last:%H:%M} UTC.")


def _articles(total: int, waiting: int) -> Finding:
    if waiting:
        return Finding("articles", False, f"{waiting} of {total} wait: python -m briefing refresh")
    return Finding("articles", True, f"{total}, all prepared.")


def _model(model: LanguageModel | None) -> Iterator[Finding]:
    """Whether the language model answers; asking takes as long as its time allows."""
    if model is None:
        yield Finding("language model", True, "None is set; none is needed.")
        return
    # Imported late: few installations have one, and the client takes a moment to load.
    from briefing.language_model.client import greet

    try:
        wait_for(greet(model))
    except ModelError as error:
        yield Finding("language model", False, str(error))
        return
    if model.key and not _is_private(model.address):
        says = f"The key goes to {model.address} unencrypted: use an address with https."
        yield Finding("language model", False, says)
    else:
        yield Finding("language model", True, f"{model.name} answers at {model.address}.")


def _is_private(address: str) -> bool:
    """Whether what is sent there is encrypted, or stays in the house."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    try:
        inside = ip_address(host).is_private
    except ValueError:
        inside = "." not in host or host.endswith((".local", ".internal", ".localhost"))
    return parts.scheme == "https" or inside


def _network(settings: Settings) -> Finding:
    if not settings.allow_private:
        return Finding("network", True, "Private addresses are refused.")
    allowed = ", ".join(str(network) for network in settings.allow_private)
    return Finding("network", True, f"Private addresses allowed in {allowed}.")
