"""What a page shows, as the tests that run it without a browser find it."""

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any


def words(at: Any) -> str:
    """All that the page says in HTML of its own, without its styles."""
    return " ".join(pieces(at))


def pieces(at: Any) -> list[str]:
    """The same piece by piece; today's cards are pieces of one component."""
    said = (element.proto.body for element in at.get("html"))
    return [body for body in chain(said, _of_components(at)) if "<style" not in body]


def _of_components(at: Any) -> Iterator[str]:
    for one in at.get("bidi_component"):
        match json.loads(one.proto.json or "null"):
            case [{"pieces": drawn}]:
                yield from drawn.values()
