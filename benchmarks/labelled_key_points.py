"""The labelled articles of `labelled_key_points.txt`, which says what its marks mean."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).with_suffix(".txt")
_ENDS = (".", "!", "?", "…", "。", "？", "”", "»", ")")


@dataclass(frozen=True)
class Labelled:
    """One article with what is right and wrong to choose."""

    title: str
    text: str
    good: tuple[str, ...]
    forbidden: tuple[str, ...]
    language: str


def _labelled(marked: str) -> Labelled:
    """An article from marked lines; a label without a full stop is a paragraph of its own."""
    heading, *lines = marked.strip().split("\n")
    language, _, title = heading.partition(" ")
    kinds: dict[str, list[str]] = {"+": [], "-": [], "=": []}
    text = ""
    for line in lines:
        if not line:
            text = text.rstrip() + "\n\n"
            continue
        kinds[line[0]].append(line[2:].rpartition(" | ")[2])
        text += line[2:].replace(" | ", " ")
        text += "\n\n" if not line.endswith(_ENDS) else "" if language in ("zh", "ja") else " "
    return Labelled(title, text.strip(), tuple(kinds["+"]), tuple(kinds["-"]), language)


def _section(text: str) -> Iterator[Labelled]:
    return map(_labelled, text.split("\n## ")[1:])


_FIRST, _LATER = _FILE.read_text(encoding="utf-8").split("\n#### later\n")

#: What the rules were made with.
ARTICLES = list(_section(_FIRST))
#: Written after the rules were; measured before any was changed for them, see the benchmark.
LATER = list(_section(_LATER))
