"""Looking at the trail: whether it is whole, and taking it away as a file."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import UTC
from typing import Any

from sqlalchemy import Connection, Engine

from briefing.model import Person
from briefing.on_record import permit
from briefing.spreadsheets import write_csv
from briefing.store import articles, reading, trail
from briefing.store.trail import BEGINNING, Entry, Wanted

#: What nobody can promise, told wherever the trail is shown.
NOT_SEEN = (
    "It holds what left this desk. What somebody changes afterwards in a network's own composer "
    "cannot be seen from here."
)

#: So many faults are named.
MOST_FAULTS = 20

#: What was done, as it follows a name; what is not listed stands as it is.
DID: Mapping[str, str] = {
    "composed": "opened a composer",
    "shared": "shared",
    "opened": "went to read",
    "later": "kept for later",
    "passed": "passed on",
    "picked": "picked",
    "undone": "took back",
    "would_share": "taught: would share",
    "would_pass": "taught: would pass on",
    "presented": "changed how it is shown",
    "annotated": "wrote a note",
    "voice changed": "changed the voice",
    "settings changed": "changed the settings",
    "mode changed": "changed what may be shared",
    "learning reset": "changed what is learned from",
    "guidelines changed": "changed the guidelines",
    "text written": "wrote a text",
    "text changed": "changed a text",
    "text submitted": "asked for approval of a text",
    "text approved": "approved a text",
    "text rejected": "rejected a text",
    "text retired": "retired a text",
    "invited": "invited",
    "removed": "removed",
    "roles changed": "changed the roles of",
    "executive welcomed": "welcomed",
    "sources added": "added sources",
    "source paused": "paused a source",
    "source resumed": "resumed a source",
    "source removed": "removed a source",
    "source moved": "gave a source another address",
    "letter added": "took in a newsletter",
    "trust changed": "changed how far an outlet is trusted",
    "paywall changed": "changed whether an outlet charges",
}


@dataclass(frozen=True)
class Verdict:
    """Whether the trail is whole."""

    #: Entries looked at, from the first on.
    entries: int
    #: Hash of the last one; "" for an empty trail. Kept elsewhere, it shows a cut end.
    last: str
    #: What is wrong, each a sentence; empty: the trail is whole.
    faults: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        return not self.faults

    @property
    def sentence(self) -> str:
        """The outcome for a person."""
        if self.faults:
            return self.faults[0]
        if not self.entries:
            return "The trail is empty."
        count = "1 entry" if self.entries == 1 else f"{self.entries:,} entries"
        return f"The trail is whole: {count}, each with the hash of the one before."


def verify(engine: Engine, *, last: str = "") -> Verdict:
    """Follow the chain from the first entry to the last.

    `last` is a hash that was noted before: it must still be there, or else the end was cut off or
    written anew.
    """
    with reading(engine) as conn:
        return judge(trail.every(conn), last=last)


def judge(entries: Iterable[Entry], *, last: str = "") -> Verdict:
    """The same for entries from anywhere, in their order."""
    faults: list[str] = []
    number, before, count, noted = 0, BEGINNING, 0, not last
    for entry in entries:
        count += 1
        faults += _faults(entry, number, before)
        number, before = entry.number, entry.hash
        noted = noted or entry.hash == last.strip().lower()
    if not noted:
        faults.append(
            f"The hash {last.strip()[:12]}… is gone: the trail's end was cut off or written anew."
        )
    return Verdict(count, before, tuple(faults[:MOST_FAULTS]))


def _faults(entry: Entry, number: int, before: str) -> Iterator[str]:
    if entry.number != number + 1:
        missing = entry.number - number - 1
        what = "entry is" if missing == 1 else "entries are"
        yield f"{missing:,} {what} missing before entry {entry.number:,}."
    elif entry.before != before:
        yield f"Entry {entry.number:,} does not follow the one before it: one of them was replaced."
    if entry.digest() != entry.hash:
        yield f"Entry {entry.number:,} ({entry.what}, {entry.by}) was changed after it was written."


def sentence(entry: Entry) -> str:
    """Who did what, e.g. “Kit passed on, on behalf of Dana Okafor”."""
    did = DID.get(entry.what, entry.what)
    name = entry.details.get("name", "")
    if entry.what in ("invited", "removed", "roles changed", "executive welcomed") and name:
        did = f"{did} {name}"
    behalf = f", on behalf of {entry.on_behalf_of}" if entry.on_behalf_of else ""
    return f"{entry.by} {did}{behalf}"


def as_json_lines(engine: Engine, wanted: Wanted, *, by: Person) -> Iterator[str]:
    """Entries as JSON, one a line, with their hashes, so that others can follow the chain too.

    Raises `NotAllowed`.
    """
    with reading(engine) as conn:
        permit(conn, by, "trail")
        for entry in trail.all_found(conn, wanted):
            yield json.dumps(as_json(entry), ensure_ascii=False)


def as_csv(engine: Engine, wanted: Wanted, *, by: Person) -> str:
    """Entries as a CSV file's text that no spreadsheet takes for formulas. Raises `NotAllowed`."""
    with reading(engine) as conn:
        permit(conn, by, "trail")
        entries = list(trail.all_found(conn, wanted))
        titles = titles_of(conn, entries)
    header = ["number", "at (UTC)", "by", "on behalf of", "what", "article", "title", "text"]
    header += ["details", "hash"]
    return write_csv(
        header,
        (
            [
                one.number,
                one.at.astimezone(UTC).isoformat(timespec="seconds"),
                one.by,
                one.on_behalf_of,
                one.what,
                one.article_id,
                titles.get(one.article_id or 0, ""),
                one.text,
                json.dumps(dict(one.details), ensure_ascii=False) if one.details else "",
                one.hash,
            ]
            for one in entries
        ),
    )


def titles_of(conn: Connection, entries: Iterable[Entry]) -> dict[int, str]:
    """Article id to headline, for the articles that entries are about."""
    ids = {entry.article_id for entry in entries if entry.article_id is not None}
    return {n: one.title for n, one in articles.by_ids(conn, ids, opening=True).items()}


def as_json(entry: Entry) -> dict[str, Any]:
    """All fields of an entry, as JSON can hold them."""
    said = {one.name: getattr(entry, one.name) for one in fields(entry)}
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    return said | {"at": at, "details": dict(entry.details)}
