"""Audiences out of a CRM's CSV export: segments with their size and interests.

    decoding   the file's bytes as text
    table      the text as rows, without the columns that look personal
    columns    which column is what: a guess, for a person to confirm
    cells      what a cell says: a name, interests, a number of people
    gathering  rows into audiences
    planning   what they would change in a voice

Nothing here opens a file or a database: `read` takes bytes, and `planned` gives a voice to say.
"""

from briefing.segments.columns import Matching
from briefing.segments.gathering import SIZES, Gathered, Repeats, Sizes, gather, repeats, told
from briefing.segments.planning import Plan, planned
from briefing.segments.table import LARGEST_FILE, Row, Table, check_size, guess, read
from briefing.segments.troubles import Trouble

__all__ = [
    "LARGEST_FILE",
    "SIZES",
    "Gathered",
    "Matching",
    "Plan",
    "Repeats",
    "Row",
    "Sizes",
    "Table",
    "Trouble",
    "check_size",
    "gather",
    "guess",
    "planned",
    "read",
    "repeats",
    "told",
]
