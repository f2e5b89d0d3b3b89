"""Decision logs: JSON Lines, one day a line, that `replay` reads and the desk can write.

    {"now": "2026-01-05T07:00:00Z",
     "voice": {"principles": [{"name": "…", "says": "…"}], "topics": [{"name": "…",
               "words": ["…"]}], "muted": ["…"]},
     "articles": [{"id": "…", "url": "…", "title": "…", "text": "…", "outlet": "…",
                   "published": "2026-01-05T06:10:00Z"}],
     "shared": ["…"], "passed": ["…"]}

Ids are text or whole numbers. `voice` may be left out after the first line, and then stays as it
was. A topic or principle may be its name alone, and whatever else it says, under whatever name, is
read with it; what is muted is taken for a word or an outlet, whichever it is. A time without a
zone is UTC; an article without a time is as old as the day.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from briefing.errors import LogError, VoiceError
from briefing.model import Article, Outlet, Voice
from briefing.ranking.replay import Day
from briefing.voice import from_dict, to_dict

#: Characters of a text that are kept; the ranking reads no further.
MOST_CHARACTERS = 20_000


@dataclass
class _Known:
    """What earlier lines have named, by what they called it."""

    articles: dict[str | int, Article] = field(default_factory=dict)
    outlets: dict[str, Outlet] = field(default_factory=dict)
    voice: Voice | None = None
    now: datetime | None = None


def read_log(lines: Iterable[bytes | str]) -> Iterator[Day]:
    """The days of a log, one after the other; lines without anything are left out.

    Raises `LogError` that names the line of the first mistake.
    """
    known = _Known()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield _day(_object(line), known)
        except (LogError, VoiceError) as error:
            raise LogError(f"Line {number}: {error}") from error


def write_log(days: Iterable[Day]) -> Iterator[str]:
    """The lines of a log, without line ends; the voice is said where it changes."""
    said: Voice | None = None
    for day in days:
        body: dict[str, Any] = {"now": _iso(day.now)}
        if day.voice != said:
            body["voice"] = to_dict(day.voice)
            said = day.voice
        body["articles"] = [_written(article) for article in day.articles]
        body["shared"], body["passed"] = sorted(day.shared), sorted(day.passed)
        yield json.dumps(body, ensure_ascii=False)


def _written(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "url": article.link,
        "title": article.title,
        "text": article.text or article.summary,
        "outlet": article.outlet.name,
        "published": _iso(article.published),
    }


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _object(line: bytes | str) -> Mapping[str, Any]:
    try:
        body = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise LogError(f"it is not JSON ({str(error)[:100]}).") from error
    if not isinstance(body, dict):
        raise LogError("it must be an object in braces.")
    return body


def _day(body: Mapping[str, Any], known: _Known) -> Day:
    for key in ("now", "articles"):
        if key not in body:
            raise LogError(f"“{key}” is missing.")
    now = _time(body["now"], "now")
    if known.now is not None and now < known.now:
        raise LogError(f"its time, {_iso(now)}, lies before the day above; put the days in order.")
    known.now = now
    if "voice" in body:
        known.voice = _voice(body["voice"])
    listed = body["articles"]
    if not isinstance(listed, list):
        raise LogError("“articles” must be a list.")
    articles = dict(_numbered(listed, known, now))
    return Day(
        now=now,
        voice=known.voice or Voice(),
        articles=list({article.id: article for article in articles.values()}.values()),
        shared=_ids(body, "shared", known),
        passed=_ids(body, "passed", known),
    )


def _numbered(
    listed: Sequence[Any], known: _Known, now: datetime
) -> Iterator[tuple[str | int, Article]]:
    for place, one in enumerate(listed, start=1):
        if not isinstance(one, dict):
            raise LogError(f"article {place} must be an object in braces.")
        try:
            yield _article(one, known, now)
        except LogError as error:
            raise LogError(f"article {place}: {error}") from error


def _article(one: Mapping[str, Any], known: _Known, now: datetime) -> tuple[str | int, Article]:
    name = one.get("id")
    if not isinstance(name, str | int) or isinstance(name, bool) or name == "":
        raise LogError("“id” must be a text or a whole number.")
    title, text = _text(one, "title"), _text(one, "text")
    if not title.strip() and not text.strip():
        raise LogError("it needs a “title” or a “text”.")
    at = now if one.get("published") is None else min(_time(one["published"], "published"), now)
    before = known.articles.get(name)
    made = Article(
        id=before.id if before else len(known.articles) + 1,
        link=_text(one, "url") or None,
        title=title,
        outlet=_outlet(_text(one, "outlet"), known),
        published=at,
        first_seen=at,
        summary=text,
        text=text,
        complete=True,
        words=len(text.split()),
    )
    known.articles[name] = made
    return name, made


def _outlet(name: str, known: _Known) -> Outlet:
    return known.outlets.setdefault(name, Outlet(len(known.outlets) + 1, name, name))


def _ids(body: Mapping[str, Any], key: str, known: _Known) -> frozenset[int]:
    listed = body.get(key, [])
    if not isinstance(listed, list):
        raise LogError(f"“{key}” must be a list of ids.")
    found = set()
    for name in listed:
        of_kind = isinstance(name, str | int) and not isinstance(name, bool)
        article = known.articles.get(name) if of_kind else None
        if article is None:
            raise LogError(
                f"“{key}” names {json.dumps(name)[:80]}, which no article has as its id."
            )
        found.add(article.id)
    return frozenset(found)


def _voice(body: Any) -> Voice:
    if body is None:
        return Voice()
    if not isinstance(body, dict):
        raise LogError("“voice” must be an object in braces.")
    muted = body.get("muted") or []
    return from_dict(
        {
            "principles": [
                {"name": name, "says": "\n".join(said)} | weight
                for name, said, weight in _named(body, "principles")
            ],
            "topics": [
                {"name": name, "words": said} | weight
                for name, said, weight in _named(body, "topics")
            ],
            "audiences": [
                {"name": name, "interests": said} | weight
                for name, said, weight in _named(body, "audiences")
            ],
            "muted": {"words": muted, "outlets": muted} if isinstance(muted, list) else muted,
            "weights": body.get("weights") or {},
        }
        | {key: body[key] for key in ("leeway",) if key in body}
    )


def _named(body: Mapping[str, Any], key: str) -> Iterator[tuple[str, list[str], dict[str, Any]]]:
    """Of each thing in a list: its name, all else that it says, and its weight if it has one."""
    listed = body.get(key) or []
    if not isinstance(listed, list):
        raise LogError(f"“{key}” must be a list.")
    for place, one in enumerate(listed, start=1):
        thing = {"name": one} if isinstance(one, str) else one
        if not isinstance(thing, dict) or not isinstance(thing.get("name"), str):
            raise LogError(f"number {place} of “{key}” needs a “name”.")
        said: list[str] = []
        for other, value in thing.items():
            if other not in ("name", "weight"):
                said += [text for text in _texts(value) if text.strip()]
        weight = {"weight": thing["weight"]} if thing.get("weight") is not None else {}
        yield thing["name"], said, weight


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def _text(one: Mapping[str, Any], key: str) -> str:
    value = one.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise LogError(f"“{key}” must be text.")
    return value[:MOST_CHARACTERS]


def _time(value: Any, key: str) -> datetime:
    try:
        at = datetime.fromisoformat(value)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, OverflowError) as error:
        example = "such as 2026-01-05T07:00:00Z"
        shown = json.dumps(value)[:60]
        raise LogError(f"“{key}” must be a time {example}; it is {shown}.") from error
