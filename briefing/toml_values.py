"""Values out of a table that somebody wrote, each refused with its place when it is wrong.

A place is how a message names the table, e.g. “[[topics]] number 2”.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, TypeVar

from briefing.errors import BriefingError

T = TypeVar("T")


@dataclass(frozen=True)
class Values:
    """How one kind of file is read: each function raises `mistake` for what is wrong in it."""

    mistake: type[BriefingError]

    def only(self, table: Mapping[str, Any], known: Iterable[str], place: str) -> None:
        """Refuse a key that is not known, with the name that was probably meant."""
        known = list(known)
        for key in table:
            if key not in known:
                near = get_close_matches(key, known, n=1)
                hint = f"did you mean “{near[0]}”?" if near else f"it knows {', '.join(known)}."
                raise self.mistake(f"“{key}” in {place} is not known; {hint}")

    def table(self, body: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        """A table within; an empty one where it is left out."""
        value = body.get(key, {})
        if not isinstance(value, Mapping):
            raise self.mistake(f"“{key}” must be a table: write it as [{key}].")
        return value

    def tables(
        self,
        body: Mapping[str, Any],
        key: str,
        understand: Callable[[Mapping[str, Any], str], T],
    ) -> tuple[T, ...]:
        """A list of tables, each understood with its place."""
        value = body.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, Mapping) for one in value):
            raise self.mistake(f"“{key}” must be a list of tables: write each as [[{key}]].")
        return tuple(understand(one, f"[[{key}]] number {n}") for n, one in enumerate(value, 1))

    def no_twins(self, names: Iterable[str], key: str, advice: str) -> None:
        """Refuse a name that stands twice, in any case; `advice` says what to do about it."""
        seen: set[str] = set()
        for name in names:
            if name.casefold() in seen:
                raise self.mistake(f"“{name}” stands twice in {key}; {advice}.")
            seen.add(name.casefold())

    def text(self, one: Mapping[str, Any], key: str, place: str) -> str:
        """Text as it is written; "" where it is left out."""
        value = one.get(key, "")
        if not isinstance(value, str):
            raise self.mistake(f"“{key}” in {place} must be text; it is {value!r}.")
        return value

    def texts(self, table: Mapping[str, Any], key: str, place: str) -> tuple[str, ...]:
        """A list of texts as they are written."""
        value = table.get(key, [])
        if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
            raise self.mistake(f"“{key}” in {place} must be a list of texts.")
        return tuple(value)
