"""A file's bytes into rows and columns, without the columns that look personal."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from briefing.errors import VoiceError
from briefing.segments.columns import Matching, matching, personal
from briefing.segments.decoding import text_of
from briefing.segments.troubles import Trouble

#: Bytes. A segment takes some 100, a contact with its columns some 200.
LARGEST_FILE = 10_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 200
LONGEST_LABEL = 60
#: Rows of a worksheet, empty ones included: https://support.microsoft.com, "Excel specifications".
MOST_LINES = 1_048_576

DELIMITERS = (",", ";", "\t", "|")

#: Characters and rows by which the delimiter and the personal columns are told.
_HEAD, _SAMPLE = 65_536, 100

#: What spreadsheets write above everything else to tell the delimiter.
_TOLD = re.compile(r"sep=(.)(?:\r\n|\r|\n)", re.IGNORECASE)
_LINE_ENDS = re.compile(r"\r\n|\r|\n")

#: Stands in no text, since those have no NULs any more.
_END = "\0end\0"


@dataclass(frozen=True)
class Row:
    """One row."""

    #: As a spreadsheet counts: from 1, with the header and empty rows.
    number: int
    #: One a column; "" in those that look personal.
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """What a file holds."""

    #: What each column is called, no two alike.
    header: tuple[str, ...]
    #: Columns that look personal; nothing of them was kept.
    personal: frozenset[int]
    rows: tuple[Row, ...]
    #: Rows with too few or too many cells, which are not among `rows`.
    ragged: tuple[Trouble, ...] = ()

    @property
    def open_columns(self) -> tuple[int, ...]:
        """Columns that may be read, in their order."""
        return tuple(n for n in range(len(self.header)) if n not in self.personal)

    def column(self, number: int) -> list[str]:
        """The first cells of a column that say anything."""
        said = (row.cells[number] for row in self.rows if row.cells[number].strip())
        return list(islice(said, _SAMPLE))


def check_size(size: int) -> None:
    """Refuse a file of so many bytes, before it is read; raises `VoiceError`."""
    if size > LARGEST_FILE:
        raise VoiceError(
            f"The file is larger than {LARGEST_FILE // 1_000_000} MB, the most that is read. "
            "Export the segments alone, or only the column that names them."
        )


def read(body: bytes) -> Table:
    """The table in a CSV file, whatever its encoding and delimiter. Raises `VoiceError`."""
    check_size(len(body))
    text = text_of(body)
    top = _top(text)
    header = _labels(top.rows[0])
    hidden = personal(header, _columns(top.rows[1:], len(header)))
    below = (row for row in _records(text, top.delimiter) if row[0] > top.row)
    rows, ragged = _rows(below, len(header), hidden)
    if not rows and not ragged:
        raise VoiceError("There is nothing below the names of the columns.")
    return Table(header, hidden, tuple(rows), tuple(ragged))


def guess(table: Table) -> Matching:
    """Which column is what, most probably. Raises `VoiceError` when none may be read."""
    return matching(table.header, {n: table.column(n) for n in table.open_columns})


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of each row that says anything, with its number."""
    # The mark shows whether the last quotation mark was closed: else it is in its cell.
    lines = chain(io.StringIO(text, newline=""), [_END])
    number = 0
    try:
        for number, cells in enumerate(csv.reader(lines, delimiter=delimiter), 1):
            if cells == [_END]:
                return
            if cells and cells[-1].endswith(_END):
                raise VoiceError(
                    f"Row {number:,} opens a quotation mark that is not closed before the end "
                    "of the file: close it, or take it out."
                )
            if number > MOST_LINES:
                raise VoiceError("The file has more lines than a spreadsheet: shorten it.")
            if any(map(str.strip, cells)):
                yield number, cells
    except csv.Error as error:
        raise VoiceError(
            f"Row {number + 1:,} has a cell of more than {csv.field_size_limit():,} characters: "
            "perhaps a quotation mark is not closed."
        ) from error


def _filled(cells: Iterable[str]) -> int:
    """How many cells say anything."""
    return sum(1 for cell in cells if cell.strip())


@dataclass(frozen=True)
class _Top:
    """The first rows of a file, as one delimiter parts them."""

    delimiter: str
    #: The number of the row that names the columns.
    row: int
    #: That row, and those below it that say anything.
    rows: Sequence[Sequence[str]]

    @property
    def fit(self) -> tuple[float, int]:
        """The share of rows as long as the first, in tenths, and how long that is."""
        width = len(self.rows[0])
        alike = sum(1 for cells in self.rows if len(cells) == width)
        return (round(alike / len(self.rows), 1), width) if width > 1 else (0, 0)


def _top(text: str) -> _Top:
    """By the delimiter with which most rows are as long as the header; of equals, the longest."""
    start = len(text) - len(text.lstrip("\r\n"))
    head, above = text[start : start + _HEAD], len(_LINE_ENDS.findall(text[:start]))
    if said := _TOLD.match(head):
        tops = [_cut(head[said.end() :], said[1], above + 1)]
    else:
        tops = [_cut(head, delimiter, above) for delimiter in DELIMITERS]
    found = [top for top in tops if top is not None]
    if not found:
        raise VoiceError("The first rows name no columns: write the names into the first row.")
    best = max(found, key=lambda top: top.fit)
    if len(best.rows[0]) > MOST_COLUMNS:
        raise VoiceError(f"The file has more than {MOST_COLUMNS} columns: export fewer.")
    if best.fit > (0, 0):
        return best
    # One column: whatever its cells have in them does not part them.
    return next((top for top in reversed(found) if top.delimiter not in head), best)


def _cut(head: str, delimiter: str, above: int) -> _Top | None:
    """The top of a file below so many lines; None where nothing stands or it cannot be parted."""
    try:
        rows = [*enumerate(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter), 1)]
    except csv.Error:
        return None
    whole = rows[:-1] if len(head) == _HEAD else rows
    filled = [(number, cells) for number, cells in whole if _filled(cells)][:_SAMPLE]
    if not filled:
        return None
    # What stands above the first row of two cells is a title, unless such rows are the exception:
    # then the file is one column, with the delimiter inside some of its cells.
    wide = [n for n, (_, cells) in enumerate(filled) if _filled(cells) > 1]
    above_it = wide[0] if wide else 0
    first = above_it if len(wide) >= max(above_it, (len(filled) - above_it) / 2) else 0
    return _Top(delimiter, above + filled[first][0], [cells for _, cells in filled[first:]])


def _labels(cells: Sequence[str]) -> tuple[str, ...]:
    """What the columns are called: those without a name, or with another's, by their number."""
    labels: list[str] = []
    for number, cell in enumerate(cells, 1):
        name = " ".join("".join(c if c.isprintable() else " " for c in cell).split())
        label = name[:LONGEST_LABEL] or f"Column {number}"
        labels.append(f"{label} (column {number})" if label in labels else label)
    return tuple(labels)


def _columns(rows: Iterable[Sequence[str]], width: int) -> list[list[str]]:
    """What stands in each column."""
    columns: list[list[str]] = [[] for _ in range(width)]
    for cells in rows:
        for column, cell in zip(columns, cells, strict=False):
            if cell.strip():
                column.append(cell)
    return columns


def _rows(
    records: Iterable[tuple[int, list[str]]], width: int, hidden: frozenset[int]
) -> tuple[list[Row], list[Trouble]]:
    rows: list[Row] = []
    ragged: list[Trouble] = []
    # The same words stand in many rows.
    known: dict[str, str] = {}
    for number, cells in records:
        if len(rows) + len(ragged) == MOST_ROWS:
            raise VoiceError(f"The file has more than {MOST_ROWS:,} rows, the most that is read.")
        if len(cells) < width or _filled(cells[width:]):
            ragged.append(Trouble(number, _ragged(len(cells), width)))
            continue
        kept = ("" if n in hidden else known.setdefault(c, c) for n, c in enumerate(cells[:width]))
        rows.append(Row(number, tuple(kept)))
    return rows, ragged


def _ragged(found: int, width: int) -> str:
    cells = "one cell" if found == 1 else f"{found:,} cells"
    return f"{cells} where there are {width} columns"
