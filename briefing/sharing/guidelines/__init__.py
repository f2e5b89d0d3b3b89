"""Guidelines. To add one, add a module here that declares `GUIDELINE`.

    completed(draft, rulebook)                 the text with what must be in it
    remarks(draft, rulebook, background, now)  what the rules have to say about it

Complete a text first and ask for remarks on what came out: the rules look at the text as it
will leave, and say that a disclosure is missing where it is.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from briefing.registry import discover
from briefing.rulebook import Rulebook
from briefing.sharing.guidelines._base import (
    Background,
    Draft,
    Earlier,
    Guideline,
    Remark,
    Severity,
)

__all__ = [
    "GUIDELINES",
    "Background",
    "Draft",
    "Earlier",
    "Guideline",
    "Remark",
    "Severity",
    "completed",
    "remarks",
]

#: Found by name: remarks are put in order afterwards. What completes a text does so in the
#: order of names, the disclosure before the hashtags.
GUIDELINES: Mapping[str, Guideline] = discover(__name__, "GUIDELINE", Guideline)

#: From the mildest on.
_SEVERITIES: tuple[Severity, ...] = ("advise", "approve", "block")


def remarks(
    draft: Draft, rulebook: Rulebook, background: Background, now: datetime
) -> tuple[Remark, ...]:
    """Everything the rules say: what blocks first, then by place; what has no place comes last.

    Severities are those of the rulebook where it says some: all remarks of a rule then have
    that one, and a rule that is off says nothing.
    """
    found = [
        _settled(remark, rule, rulebook)
        for rule in GUIDELINES.values()
        if not _is_off(rule, rulebook)
        for remark in rule.check(draft, rulebook, background, now)
    ]
    return tuple(sorted(found, key=_order))


def completed(draft: Draft, rulebook: Rulebook) -> str:
    """The text with what must be in it appended; what the person wrote stays as it is."""
    for rule in GUIDELINES.values():
        if not _is_off(rule, rulebook):
            draft = replace(draft, text=rule.complete(draft, rulebook))
    return draft.text


def _is_off(rule: Guideline, rulebook: Rulebook) -> bool:
    return rule.movable and rulebook.severities.get(rule.key) == "off"


def _settled(remark: Remark, rule: Guideline, rulebook: Rulebook) -> Remark:
    setting = rulebook.severities.get(rule.key, "off")
    if setting == "off":
        return remark
    severity: Severity = setting
    if not rule.movable:
        severity = max(severity, remark.severity, key=_SEVERITIES.index)
    return replace(remark, severity=severity)


def _order(remark: Remark) -> tuple[int, bool, int, int, str, str]:
    severity = -_SEVERITIES.index(remark.severity)
    start, end = remark.start or 0, remark.end or 0
    return severity, remark.start is None, start, end, remark.rule, remark.sentence
