"""Commands about stories: group a list of articles, repair the desk's own."""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from math import isfinite
from pathlib import Path
from typing import IO, Any

import click

from briefing.cli._context import LARGEST_FILE, Desk, as_json, shown
from briefing.cli._output import complain, print_json
from briefing.errors import BriefingError
from briefing.model import Article, Outlet

#: Lines that are named one by one when they are no articles.
NAMED = 100
#: Lines printed at once.
AT_ONCE = 10_000
#: Lines without a date at the beginning that wait for the first date.
WAITING = 1_000
#: When something appeared of which nothing is known.
NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)

_OUTLET = Outlet(0, "", "")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), metavar="ARTICLES.jsonl")
def stories(file: Path) -> int:
    """Group articles about one event: prints {"id", "story"} a line, in the order given.

    ARTICLES.jsonl has a JSON object a line, in order of arrival: id and title, and perhaps
    text and published. “-” reads standard input.
    """
    from briefing.stories.replay import replay

    listed = _List(shown(file))
    with _opened(file) as source:
        pairs = replay(_dated(listed.articles(source)))
    if listed.refused and not listed.ids:
        raise BriefingError(f"No line of {listed.name} is an article with an id and a title.")
    lines = (json.dumps({"id": listed.ids[place], "story": story}) for place, story in pairs)
    while some := list(islice(lines, AT_ONCE)):
        click.echo("\n".join(some))
    if listed.refused > NAMED:
        complain(f"{listed.refused - NAMED:,} more lines were left out.", 3)
    return 3 if listed.refused else 0


@click.command()
@as_json
@click.pass_obj
def repair(desk: Desk, as_json: bool) -> None:
    """Look again at the stories of the last days, and move articles where they fit better.

    After the first `refresh` of a day this is done by itself.
    """
    from briefing.repair import repair

    done = repair(desk.engine, now=desk.now)
    if as_json:
        print_json({"articles": done.articles, "moved": done.moved})
    else:
        click.echo(f"{done.moved} of {done.articles} articles moved to another story.")


class _List:
    """A file of articles, a line each; remembers ids and counts the lines that were none."""

    def __init__(self, name: str) -> None:
        self.name = name
        #: As they were given, in order.
        self.ids: list[Any] = []
        self.refused = 0

    def articles(self, source: IO[bytes]) -> Iterator[tuple[Article, datetime | None]]:
        """Each article with its date, if it has one; its number is its place in `ids`."""
        for number, line in enumerate(_lines(source), start=1):
            if not line.strip(b" \t\r\n\xef\xbb\xbf"):
                continue
            try:
                said = _understood(line)
            except ValueError as error:
                self.refused += 1
                if self.refused <= NAMED:
                    complain(f"Line {number} was left out: {error}.", 3)
                continue
            place = len(self.ids)
            self.ids.append(said["id"])
            title, text = _text(said["title"]), _text(said.get("text"))
            made = Article(place, None, title, _OUTLET, NO_TIME, NO_TIME, text=text)
            yield made, _moment(said.get("published"))


def _lines(source: IO[bytes]) -> Iterator[bytes]:
    while line := source.readline(LARGEST_FILE):
        if len(line) == LARGEST_FILE and not line.endswith(b"\n"):
            most = LARGEST_FILE // 1_000_000
            raise BriefingError(f"A line is longer than {most} MB, the most that is read.")
        yield line


def _understood(line: bytes) -> Mapping[str, Any]:
    """The line's object with its id and title; raises `ValueError` with what is wrong."""
    try:
        said = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8") from None
    except (ValueError, RecursionError):
        raise ValueError("it is not JSON") from None
    if not isinstance(said, dict):
        raise ValueError("it is no JSON object")
    known = said.get("id")
    if isinstance(known, bool) or not isinstance(known, str | int | float):
        raise ValueError("it has no “id” that is a text or a number")
    if isinstance(known, float) and not isfinite(known):
        raise ValueError("its “id” is not a finite number")
    if not isinstance(said.get("title"), str):
        raise ValueError("it has no “title” that is a text")
    return said


def _text(said: object) -> str:
    """What was said, if it is text; halves of characters, which JSON can hold, as “?”."""
    return said.encode("utf-8", "replace").decode() if isinstance(said, str) else ""


def _moment(said: object) -> datetime | None:
    """An ISO time; without a zone it is UTC; None when it cannot be read."""
    if not isinstance(said, str):
        return None
    try:
        at = datetime.fromisoformat(said.strip())
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _dated(read: Iterator[tuple[Article, datetime | None]]) -> Iterator[Article]:
    """Articles with their dates: without its own, that of the line before, or the first one."""
    from dataclasses import replace

    beginning = list(islice(read, WAITING))
    at = next((at for _, at in beginning if at is not None), NO_TIME)
    for part in (beginning, read):
        for article, own in part:
            at = own or at
            yield replace(article, published=at, first_seen=at)


@contextmanager
def _opened(file: Path) -> Iterator[IO[bytes]]:
    if str(file) == "-":
        yield sys.stdin.buffer
        return
    try:
        source = file.open("rb")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise BriefingError(f"{shown(file)} cannot be read: {reason}.") from error
    with source:
        yield source
