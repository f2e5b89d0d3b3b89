"""CSV files that a spreadsheet opens without taking anything in them for a formula.

A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@`, whoever wrote it. The rules are
those of OWASP's page "CSV Injection" and of its ASVS 5.0, requirement 1.2.10: such a cell gets
an apostrophe in front, which makes it text; so does one that begins with a tab, a line break or
a NUL, and one that begins with the full-width forms of the signs.

The same page warns of cells that are begun in the middle of a text. A spreadsheet of a country
where cells are separated by semicolons splits our lines at them, quoted or not, so a sign
after a semicolon, a tab or a line break gets an apostrophe as well.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

#: What begins a formula, the full-width forms included.
SIGNS = "=+\\-@＝＋－＠"

#: What programs leave out before they look at a cell: spaces, controls, marks without a shape.
_UNSEEN = "\\s\\x00-\\x1f\\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"

#: Behind a separator also past quotation marks: they are doubled when written, and who splits
#: there takes the pair for an empty quotation.
_BEGINS = re.compile(
    f'^(?=[\\t\\r\\n\\x00])|^(?=[{_UNSEEN}]*[{SIGNS}])|(?<=[;\\t\\r\\n])(?=["{_UNSEEN}]*[{SIGNS}])'
)


def neutral(cell: str) -> str:
    """The text with an apostrophe wherever a spreadsheet would begin a formula.

    A text that is neutral already comes back as it is.
    """
    return _BEGINS.sub("'", cell)


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str | int | float | None]]) -> str:
    """A CSV file's text as RFC 4180 has it, every text neutral and quoted; None is an empty cell.

    Numbers are written as they are. Encode it as `utf-8-sig`: without the mark Excel takes
    UTF-8 for the code page of the machine.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    for row in (header, *rows):
        writer.writerow([neutral(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue()
