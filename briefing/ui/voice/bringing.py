"""What a file of audiences would bring and what of it stays out, as it is shown."""

from collections.abc import Iterable, Sequence

import streamlit as st
from markupsafe import Markup

from briefing import segments
from briefing.model import Audience
from briefing.segments import Gathered, Plan, Table

#: Audiences of a kind that are listed one by one.
LISTED = 12


def hidden(table: Table) -> Markup:
    """Which columns were not read."""
    names = ", ".join(f"“{table.header[n]}”" for n in sorted(table.personal))
    return Markup(
        "<p class='meta'>Not read, since personal by the look of it: {}. A column that is not "
        "needs another name in the file.</p>"
    ).format(names)


def troubles(gathered: Gathered) -> None:
    """What does not come in, a line each."""
    lines = [Markup("<div>{}</div>").format(line) for line in segments.told(gathered)]
    if lines:
        st.html(
            Markup("<div class='mistake' role='status'>{}</div>").format(Markup("").join(lines))
        )


def show(plan: Plan) -> None:
    """New, changed and as before, as it would be."""
    changed = [(after.name, _difference(before, after)) for before, after in plan.changed]
    others = [
        _named("As before", plan.same),
        _named("Not in the file, and left alone", plan.absent),
    ]
    parts = (
        _listed("New", [(one.name, _says(one)) for one in plan.added]),
        _listed("Changed", changed),
        Markup("").join(others),
    )
    for part in filter(None, parts):
        st.html(Markup("<div class='outlook'>{}</div>").format(part))


def _listed(title: str, ones: Sequence[tuple[str, str]]) -> Markup:
    if not ones:
        return Markup()
    lines = [
        Markup("<li>{}<span>{}</span></li>").format(name, says) for name, says in ones[:LISTED]
    ]
    if len(ones) > LISTED:
        lines.append(Markup("<li class='out'>and {:,} more</li>").format(len(ones) - LISTED))
    return Markup("<h3>{}: {}</h3><ul>{}</ul>").format(title, len(ones), Markup("").join(lines))


def _named(title: str, ones: Iterable[Audience]) -> Markup:
    names = [one.name for one in ones]
    if not names:
        return Markup()
    more = f" and {len(names) - LISTED:,} more" if len(names) > LISTED else ""
    return Markup("<p class='meta'>{}: {}{}.</p>").format(title, ", ".join(names[:LISTED]), more)


def _says(one: Audience) -> str:
    people = "How many is not known" if one.size is None else _people(one.size)
    return " · ".join(filter(None, [people, ", ".join(one.interests)]))


def _people(size: int) -> str:
    return "1 person" if size == 1 else f"{size:,} people"


def _difference(before: Audience, after: Audience) -> str:
    """What changes, e.g. "15,200 people instead of 14,000 · with tariffs"."""
    parts = []
    if after.size is not None and after.size != before.size:
        instead = "" if before.size is None else f" instead of {before.size:,}"
        parts.append(f"{_people(after.size)}{instead}")
    parts += _words("with", after.interests, before.interests)
    parts += _words("without", before.interests, after.interests)
    return " · ".join(parts)


def _words(how: str, ones: Sequence[str], others: Sequence[str]) -> list[str]:
    only = [one for one in ones if one not in others]
    return [f"{how} {', '.join(only)}"] if only else []
