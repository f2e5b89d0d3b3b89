"""What only a rulebook has: times, numbers within bounds, and phrases that are looked for.

A place is how a message names the table, e.g. “[[embargoes]] number 2”.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar

from briefing.errors import RulebookError
from briefing.toml_values import Values

#: Longer phrases are mistakes, and looking for them would take its time.
LONGEST_PHRASE = 200
#: Far enough, and every time zone can still tell the time of these.
FIRST_YEAR, LAST_YEAR = 1970, 2999

T = TypeVar("T")

VALUES = Values(RulebookError)


def moment(one: Mapping[str, Any], key: str, place: str, *, day_ends: bool = False) -> datetime:
    """A time in UTC; a date is the midnight at which it begins, or with `day_ends` ends."""
    value = _from_text(one.get(key))
    if not isinstance(value, date):
        raise RulebookError(f"“{key}” in {place} must be a date or a time, as 2026-03-03T14:00Z.")
    _within_reason(value, f"“{key}” in {place}")
    if not isinstance(value, datetime):
        at = datetime.combine(value, time(), UTC) + timedelta(days=day_ends)
    elif value.utcoffset() is not None:
        at = value.astimezone(UTC)
    else:
        raise RulebookError(
            f"“{key}” in {place} does not say whose clock it means: "
            f"write {value:%Y-%m-%dT%H:%M:%S}Z for UTC, or its offset as in +01:00 instead of Z."
        )
    _within_reason(at, f"“{key}” in {place}")
    return at


def _within_reason(value: date, what: str) -> None:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise RulebookError(f"{what} must lie between {FIRST_YEAR} and {LAST_YEAR}.")


def _from_text(value: Any) -> Any:
    """A date or time out of ISO 8601 text; anything else as it is."""
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return read(value)
        except (TypeError, ValueError):
            continue
    return value


def whole(body: Mapping[str, Any], key: str, usual: int, least: int, most: int) -> int:
    """A whole number within bounds, or the usual one where none is said."""
    value = body.get(key, usual)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise RulebookError(
            f"“{key}” must be a whole number from {least} to {most}; it is {value!r}."
        )
    return value


def listed(
    body: Mapping[str, Any],
    key: str,
    understand: Callable[[Mapping[str, Any], str], T],
    unique: str = "",
) -> tuple[T, ...]:
    """A list of tables, each understood; `unique` names what no two of them may share."""
    found = VALUES.tables(body, key, understand)
    if unique:
        names = (getattr(one, unique) for one in found)
        VALUES.no_twins(names, key, "take one of them out")
    return found


def needed(one: Mapping[str, Any], key: str, place: str) -> str:
    """A phrase that may not be left out."""
    value = phrase(line(one, key, place), place)
    if not value:
        raise RulebookError(f"{place} needs a {key}.")
    return value


def line(one: Mapping[str, Any], key: str, place: str) -> str:
    """Text on one line."""
    return " ".join(VALUES.text(one, key, place).split())


def phrases(table: Mapping[str, Any], key: str, place: str) -> tuple[str, ...]:
    """A list of phrases, each once."""
    found = (phrase(" ".join(one.split()), place) for one in VALUES.texts(table, key, place))
    return tuple(dict.fromkeys(one for one in found if one))


def phrase(said: str, place: str) -> str:
    """The phrase, if it is short enough to be looked for; "" when nothing of it can be seen."""
    if len(said) > LONGEST_PHRASE:
        raise RulebookError(
            f"“{said[:40]}…” in {place} is too long to look for: "
            f"cut it to {LONGEST_PHRASE} characters."
        )
    return said if any(letter.isprintable() for letter in said if letter != " ") else ""
