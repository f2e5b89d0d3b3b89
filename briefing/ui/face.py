"""What a card looks like: one piece of HTML, its buttons among it; what a source said is escaped.

A button names in `data-tap` what a tap on it is; `briefing.ui.taps` hears it, and the card does it.
"""

from collections.abc import Mapping
from dataclasses import replace

from markupsafe import Markup

from briefing.model import Decision, Executive, Item, PassReason
from briefing.sharing.networks import NETWORKS
from briefing.standings import Standing
from briefing.ui import data
from briefing.ui.breakdown import breakdown
from briefing.ui.origin import chosen_by
from briefing.ui.phrases import age, list_of, local_time, reading_time
from briefing.ui.shown import headline, stance, title

#: What became of an item, as its line says it.
PASSED, LATER = "Passed", "Kept for later"

PASS_REASONS: dict[PassReason, str] = {
    "not_for_me": "Not for me",
    "seen_it": "Seen it",
    "not_our_voice": "Not our voice",
    "mute_outlet": "Mute this outlet",
}
#: The reason of a pass for which none was given.
USUAL: PassReason = "not_for_me"


def face(key: str, item: Item, standing: Standing, reader: Executive, problem: str) -> Markup:
    """The card with the id `key`: what can be decided, or what was; `problem` is said on it."""
    said = Markup("<p class='mistake' role='alert'>{}</p>").format(problem) if problem else ""
    if (decision := standing.settled) is not None:
        reason = decision.reason or USUAL if decision.kind == "passed" else None
        return _settled(key, item, _outcome(decision, reader), reason, said)
    return Markup("<div class='card' id='{}'>{}{}{}{}</div>").format(
        key, _story(item, standing), said, _posted(standing.composed), _acts(item, standing)
    )


def foreseen(key: str, item: Item, standing: Standing, reader: Executive) -> Mapping[str, Markup]:
    """The card as a tap will leave it, if nothing keeps it from that; by what is tapped."""
    if standing.settled is not None:
        return {"undo": face(key, item, replace(standing, settled=None), reader, "")}
    return {
        "pass": _settled(key, item, PASSED, USUAL),
        "later": _settled(key, item, LATER),
    }


def _story(item: Item, standing: Standing) -> Markup:
    points = Markup("").join(Markup("<p>{}</p>").format(point) for point in item.key_points)
    also = Markup("<p class='also'>Also in {}</p>").format(list_of(item.also_in))
    note = Markup("<p class='note'><b>From your team</b> {}</p>").format(item.note)
    return Markup(
        "<article class='story'><p class='meta'><b>{}</b> · {}{}</p>{}{}"
        "<div class='points'>{}</div>{}{}{}"
        "<details class='why'><summary>{}</summary>{}</details></article>"
    ).format(
        item.position,
        " · ".join(_facts(item, standing)),
        _button("unread", "Undo", label="Undo read") if standing.opened else "",
        headline(item),
        stance(item),
        points,
        chosen_by(item),
        note if item.note else "",
        also if item.also_in else "",
        item.why,
        breakdown(item),
    )


def _facts(item: Item, standing: Standing) -> list[str]:
    article = item.article
    facts = [article.outlet.name, age(article.published, data.now()), reading_time(article)]
    told = {
        "paywall": article.outlet.paywalled,
        "date uncertain": article.dated != "claimed",
        "picked by your team": item.pinned,
        "read": standing.opened,
    }
    return facts + [word for word, holds in told.items() if holds]


def _acts(item: Item, standing: Standing) -> Markup:
    read = Markup(
        "<a data-tap='read' target='_blank' rel='noopener noreferrer' href='{}'>Read</a>"
    ).format(data.read_address(item.article))
    return Markup("<div class='acts'>{}{}{}{}{}</div>").format(
        _button("share", "Share", look="first"),
        _button("pass", "Pass"),
        _button("later", "Later"),
        read if item.article.link else "",
        _button("pick", "Picked", look="on") if standing.picked else _button("pick", "Pick"),
    )


def _button(tap: str, words: str, *, label: str = "", look: str = "") -> Markup:
    """A button: `label` is its name for who cannot see where it stands, `look` a class."""
    spoken = Markup(" aria-label='{}'").format(label) if label else ""
    worn = Markup(" class='{}'").format(look) if look else ""
    return Markup("<button type='button'{} data-tap='{}'{}>{}</button>").format(
        worn, tap, spoken, words
    )


def _posted(composed: Decision | None) -> Markup:
    """A composer was opened, which reports nothing back; so ask, with one tap to answer."""
    if composed is None:
        return Markup("")
    question = f"Posted {NETWORKS[composed.network].where}".strip()
    return Markup("<div class='posted'><p>{}?</p>{}{}</div>").format(
        question, _button("posted", "Yes"), _button("not_posted", "Not yet")
    )


def _settled(
    key: str, item: Item, outcome: str, reason: PassReason | None = None, said: Markup | str = ""
) -> Markup:
    """The quiet line of what was decided; with the reason, where it was passed."""
    return Markup(
        "<div class='card settled' id='{}'><p>{}</p><p class='meta'>{}</p>{}{}{}</div>"
    ).format(
        key,
        title(item.article, item.shown),
        outcome,
        _reason(f"{key}-reasons", reason) if reason else "",
        _button("undo", "Undo"),
        said,
    )


def _outcome(decision: Decision, reader: Executive) -> str:
    match decision.kind:
        case "shared":
            where = f"Shared {NETWORKS[decision.network].where}".strip()
            return f"{where}, {local_time(decision.at, reader)}"
        case "later":
            return LATER
        case _:
            return PASSED


def _reason(key: str, noted: PassReason) -> Markup:
    """The reason that was noted; a tap opens the choice of another one, and none is needed."""
    choices = Markup("").join(
        Markup("<button type='button' data-tap='{}' aria-pressed='{}'>{}</button>").format(
            reason, str(reason == noted).lower(), words
        )
        for reason, words in PASS_REASONS.items()
    )
    return Markup(
        "<button type='button' data-opens aria-expanded='false' aria-controls='{}'>{}</button>"
        "<div class='reasons' id='{}' role='group' aria-label='Why did you pass on it?' hidden>"
        "{}</div>"
    ).format(key, PASS_REASONS[noted], key, choices)
