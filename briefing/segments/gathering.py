"""Rows into audiences, whatever a row stands for.

A row is a segment, or one interest of a segment, or one person in a segment. In the first two
cases the file may say a size; in the last the rows are counted, and nothing of the person is read.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, get_args

from briefing.errors import VoiceError
from briefing.model import Audience
from briefing.segments import cells
from briefing.segments.columns import Matching
from briefing.segments.table import Row, Table
from briefing.segments.troubles import Trouble, sentences

#: How many people a segment is that stands on several rows.
Sizes = Literal["largest", "added", "counted", "unknown"]
SIZES: tuple[Sizes, ...] = get_args(Sizes)

#: Beyond this a voice says nothing any more: every article interests somebody.
MOST_AUDIENCES = 200
MOST_INTERESTS = 50


@dataclass(frozen=True)
class Repeats:
    """Names stand on several rows, so somebody has to say what a row is."""

    #: One of those names.
    example: str
    #: What can be meant.
    offers: tuple[Sizes, ...]
    #: What is probably meant; None where nothing tells.
    usual: Sizes | None


@dataclass(frozen=True)
class Gathered:
    """What a file says of audiences."""

    #: In the order of the file; no size and no interests where it says none.
    audiences: tuple[Audience, ...]
    #: Rows that were left out, or counted without their size.
    troubles: tuple[Trouble, ...]
    #: Names of audiences with more interests than are kept.
    shortened: tuple[str, ...] = ()


@dataclass
class _Segment:
    """A segment while its rows come in."""

    name: str
    rows: int = 0
    sizes: list[int] = field(default_factory=list)
    #: Each interest in small letters, with how many rows name it and as the first of them does.
    named: Counter[str] = field(default_factory=Counter)
    spelt: dict[str, str] = field(default_factory=dict)

    def add(self, size: int | None, interests: Iterable[str]) -> None:
        """Take in what one row says."""
        self.rows += 1
        if size is not None:
            self.sizes.append(size)
        for interest in interests:
            self.named[interest.casefold()] += 1
            self.spelt.setdefault(interest.casefold(), interest)

    def interests(self) -> tuple[str, ...]:
        """Those that most rows name; as the file has them where all do as often."""
        return tuple(self.spelt[one] for one, _ in self.named.most_common(MOST_INTERESTS))


def repeats(table: Table, matching: Matching) -> Repeats | None:
    """Whether names stand on several rows, and what that probably means; None when none does.

    Rows of one name that all say the same size say that of the whole. A file without sizes that
    has a column for people's names or addresses has a person a row.
    """
    sizes: dict[str, set[str]] = {}
    twice = ""
    names = cache(_several if matching.size is None else _one)
    for row in table.rows:
        for name in names(row.cells[matching.name]):
            said = sizes.setdefault(name.casefold(), set())
            twice = twice or (name if said else "")
            said.add("" if matching.size is None else row.cells[matching.size].strip())
    if not twice:
        return None
    if matching.size is None:
        counted = table.personal or matching.interests is None
        return Repeats(twice, ("counted", "unknown"), "counted" if counted else "unknown")
    alike = all(len(said - {""}) <= 1 for said in sizes.values())
    usual: Sizes | None = "largest" if alike and not table.personal else None
    return Repeats(twice, ("largest", "added", "counted"), usual)


def gather(table: Table, matching: Matching, sizes: Sizes = "largest") -> Gathered:
    """The audiences that a table's rows make together.

    Rows with something wrong are among the troubles, and the rest goes on. Raises `VoiceError`
    when no audience comes of it, or more than a voice can have.
    """
    found: dict[str, _Segment] = {}
    troubles = [*table.ragged]
    names = cells.names if sizes == "counted" else _alone
    reader = _Reader(matching, sizes, cache(names), cache(cells.interests))
    for row in table.rows:
        try:
            trouble = reader.take(found, row)
        except VoiceError as error:
            trouble = Trouble(row.number, str(error))
        troubles += [trouble] if trouble else []
    _check(found, table, matching, sizes, troubles)
    return Gathered(
        tuple(_audience(one, sizes) for one in found.values()),
        tuple(sorted(troubles, key=lambda one: one.row)),
        tuple(one.name for one in found.values() if len(one.named) > MOST_INTERESTS),
    )


def told(gathered: Gathered, *, most: int = 8) -> list[str]:
    """What did not come in, a sentence each and the rest of them counted."""
    lines = sentences(gathered.troubles)
    lines += [
        f"“{name}” has more than {MOST_INTERESTS} interests: those that most rows name are kept."
        for name in gathered.shortened
    ]
    if len(lines) > most:
        lines[most - 1 :] = [f"And {len(lines) - most + 1:,} more of the kind."]
    return lines


@dataclass(frozen=True)
class _Reader:
    """What a row says; cells that were read before are not read again."""

    matching: Matching
    sizes: Sizes
    names: Callable[[str], tuple[str, ...]]
    interests: Callable[[str], tuple[str, ...]]

    def take(self, found: dict[str, _Segment], row: Row) -> Trouble | None:
        """Add a row to its segments; raises `VoiceError` when it stays out.

        Gives what is wrong when it comes in without its size.
        """
        names = self.names(row.cells[self.matching.name])
        column = self.matching.interests
        interests = () if column is None else self.interests(row.cells[column])
        size, trouble = self._size(row)
        for name in names:
            found.setdefault(name.casefold(), _Segment(name)).add(size, interests)
        return trouble

    def _size(self, row: Row) -> tuple[int | None, Trouble | None]:
        if self.matching.size is None or self.sizes not in ("largest", "added"):
            return None, None
        try:
            return cells.people(row.cells[self.matching.size]), None
        except VoiceError as error:
            return None, Trouble(row.number, str(error), left_out=False)


def _check(
    found: Mapping[str, _Segment],
    table: Table,
    matching: Matching,
    sizes: Sizes,
    troubles: Sequence[Trouble],
) -> None:
    column = table.header[matching.name]
    if not found:
        first = " ".join(sentences(troubles)[:1])
        raise VoiceError(f"No audience could be read; is “{column}” the right column? {first}")
    if sizes != "counted" and matching.size is None and matching.interests is None:
        only = "The file has one column" if len(table.header) == 1 else f"“{column}” has the names"
        raise VoiceError(f"{only}, but sizes or interests are needed beside the names.")
    if len(found) > MOST_AUDIENCES:
        raise VoiceError(
            f"“{column}” names {len(found):,} audiences, and a voice can have {MOST_AUDIENCES}: "
            "choose the column that names the segments."
        )
    if sizes == "counted" and all(segment.rows == 1 for segment in found.values()):
        raise VoiceError(
            f"Every name in “{column}” stands once, so counting rows tells nothing: choose the "
            "column that says the size."
        )


def _alone(cell: str) -> tuple[str, ...]:
    return (cells.name(cell),)


def _one(cell: str) -> tuple[str, ...]:
    """The name in a cell; none where it cannot be read."""
    try:
        return _alone(cell)
    except VoiceError:
        return ()


def _several(cell: str) -> tuple[str, ...]:
    """The names in a cell; none where they cannot be read."""
    try:
        return cells.names(cell)
    except VoiceError:
        return ()


def _audience(segment: _Segment, sizes: Sizes) -> Audience:
    size: int | None = None
    if sizes == "counted":
        size = segment.rows
    elif segment.sizes:
        size = max(segment.sizes) if sizes == "largest" else sum(segment.sizes)
    return Audience(segment.name, segment.interests(), size=size)
