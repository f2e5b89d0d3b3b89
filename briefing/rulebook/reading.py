"""A rulebook out of data and TOML, and back."""

import tomllib
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any, cast, get_args

import regex
import tomli_w

from briefing.errors import RulebookError
from briefing.rulebook.held import (
    Embargo,
    Forbidden,
    Hashtag,
    QuietPeriod,
    RedTopic,
    Rulebook,
    Setting,
)
from briefing.rulebook.places import VALUES, line, listed, moment, needed, phrase, phrases, whole

MOST_HASHTAGS = 30
MOST_DAYS = 365

#: What networks link as a hashtag: letters, digits and underscores, a letter among them.
TAG = regex.compile(r"(?=[\p{M}\p{N}_]*+\p{L})[\p{L}\p{N}_][\p{L}\p{M}\p{N}_]*+")

_KEYS = (
    *("forbidden", "competitors", "disclosure", "embargoes", "hashtags", "red_topics"),
    *("quiet_periods", "most_hashtags", "severities", "days_valid"),
)


def from_dict(body: Mapping[str, Any], *, rules: Collection[str] = ()) -> Rulebook:
    """Understand a rulebook; raises `RulebookError` that names the place of the first mistake.

    `rules` are the names that `severities` may use; empty: any.
    """
    VALUES.only(body, _KEYS, "the rulebook")
    return Rulebook(
        forbidden=listed(body, "forbidden", _forbidden, "phrase"),
        competitors=phrases(body, "competitors", "the rulebook"),
        disclosure=line(body, "disclosure", "the rulebook"),
        embargoes=listed(body, "embargoes", _embargo),
        hashtags=listed(body, "hashtags", _hashtag, "tag"),
        red_topics=listed(body, "red_topics", _red_topic, "name"),
        quiet_periods=listed(body, "quiet_periods", _quiet_period),
        most_hashtags=whole(body, "most_hashtags", Rulebook.most_hashtags, 0, MOST_HASHTAGS),
        severities=_severities(VALUES.table(body, "severities"), rules),
        days_valid=whole(body, "days_valid", Rulebook.days_valid, 1, MOST_DAYS),
    )


def to_dict(rulebook: Rulebook) -> dict[str, Any]:
    """The rulebook as JSON can hold it; `from_dict` gives it back."""
    return _body(rulebook, datetime.isoformat)


def read_toml(text: str, *, rules: Collection[str] = ()) -> Rulebook:
    """A rulebook from a TOML file's text; raises `RulebookError`."""
    try:
        body = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise RulebookError(f"This is not a TOML file: {error}.") from error
    return from_dict(body, rules=rules)


def write_toml(rulebook: Rulebook) -> str:
    """A TOML file's text that `read_toml` understands."""
    return tomli_w.dumps(_body(rulebook, _itself), multiline_strings=False)


def _itself(at: datetime) -> datetime:
    return at


def _body(rulebook: Rulebook, written: Callable[[datetime], Any]) -> dict[str, Any]:
    return {
        "competitors": list(rulebook.competitors),
        "disclosure": rulebook.disclosure,
        "most_hashtags": rulebook.most_hashtags,
        "days_valid": rulebook.days_valid,
        "forbidden": [dict(vars(one)) for one in rulebook.forbidden],
        "embargoes": [vars(one) | {"until": written(one.until)} for one in rulebook.embargoes],
        "hashtags": [vars(one) | {"words": list(one.words)} for one in rulebook.hashtags],
        "red_topics": [vars(one) | {"words": list(one.words)} for one in rulebook.red_topics],
        "quiet_periods": [
            {"from": written(one.begins), "to": written(one.ends), "why": one.why}
            for one in rulebook.quiet_periods
        ],
        "severities": dict(rulebook.severities),
    }


def _forbidden(one: Mapping[str, Any], place: str) -> Forbidden:
    VALUES.only(one, ("phrase", "why", "instead"), place)
    why, instead = line(one, "why", place), line(one, "instead", place)
    return Forbidden(needed(one, "phrase", place), why, instead)


def _embargo(one: Mapping[str, Any], place: str) -> Embargo:
    VALUES.only(one, ("phrase", "link", "until", "why"), place)
    said, link = phrase(line(one, "phrase", place), place), line(one, "link", place)
    if not said and not link:
        raise RulebookError(f"{place} needs a phrase or a link.")
    return Embargo(moment(one, "until", place), said, link, line(one, "why", place))


def _hashtag(one: Mapping[str, Any], place: str) -> Hashtag:
    VALUES.only(one, ("tag", "own", "words"), place)
    tag, own = needed(one, "tag", place).lstrip("#＃"), one.get("own", False)
    if not TAG.fullmatch(tag):
        raise RulebookError(f"“{tag}” in {place} is no hashtag: use letters, digits and “_” only.")
    if not isinstance(own, bool):
        raise RulebookError(f"“own” in {place} must be true or false; it is {own!r}.")
    return Hashtag(tag, own, phrases(one, "words", place))


def _red_topic(one: Mapping[str, Any], place: str) -> RedTopic:
    VALUES.only(one, ("name", "words"), place)
    words = phrases(one, "words", place)
    if not words:
        raise RulebookError(f"{place} needs words that tell it; without one it would find nothing.")
    return RedTopic(needed(one, "name", place), words)


def _quiet_period(one: Mapping[str, Any], place: str) -> QuietPeriod:
    VALUES.only(one, ("from", "to", "why"), place)
    begins, ends = moment(one, "from", place), moment(one, "to", place, day_ends=True)
    if ends <= begins:
        raise RulebookError(f"{place} ends before it begins: “to” must be later than “from”.")
    return QuietPeriod(begins, ends, line(one, "why", place))


def _severities(table: Mapping[str, Any], rules: Collection[str]) -> dict[str, Setting]:
    if rules:
        VALUES.only(table, rules, "[severities]")
    for name, value in table.items():
        if value not in get_args(Setting):
            raise RulebookError(
                f"“{name}” in [severities] must be {', '.join(get_args(Setting)[:-1])} or "
                f"{get_args(Setting)[-1]}; it is {value!r}."
            )
    return cast(dict[str, Setting], dict(table))
