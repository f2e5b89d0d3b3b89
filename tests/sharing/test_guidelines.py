"""What every guideline promises, including the ones not written yet."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Article, Executive, Outlet
from briefing.rulebook import (
    STARTING_TOPICS,
    Embargo,
    Forbidden,
    Hashtag,
    QuietPeriod,
    RedTopic,
    Rulebook,
)
from briefing.sharing.guidelines import (
    GUIDELINES,
    Background,
    Draft,
    Earlier,
    completed,
    remarks,
)
from briefing.sharing.networks import NETWORKS

NOW = datetime(2026, 1, 5, 7, tzinfo=UTC)
ADA = Executive(1, "Ada Lind", zone="Europe/Berlin")
LINK = "https://wire.example/1"
ARTICLE = Article(
    1,
    LINK,
    "Nordwatt plans a merger",
    Outlet(1, "The Wire", "wire.example", paywalled=True),
    NOW,
    NOW,
    summary="Project Aurora is late.",
)
STRICT = Rulebook(
    forbidden=(Forbidden("guaranteed", "Nobody can", "expected"), Forbidden("(", "", "")),
    competitors=("Nordwatt",),
    disclosure="I work at Halden Grid.",
    embargoes=(Embargo(NOW + timedelta(days=1), "Aurora", "wire.example"),),
    hashtags=(Hashtag("Grid"),),
    red_topics=(*STARTING_TOPICS, RedTopic("Storage", ("battery",))),
    most_hashtags=0,
)
QUIET = replace(STRICT, quiet_periods=(QuietPeriod(NOW, NOW + timedelta(hours=1), "Results"),))
BACKGROUND = Background(
    earlier=(
        Earlier(1, "Ada Lind", 1, NOW, "x", "Something else", LINK),
        Earlier(2, "Bo Falk", 1, NOW, "linkedin", "Worth a read, guaranteed.", LINK),
        Earlier(2, "Bo Falk", 1, NOW, "gone", "", None),
    ),
    dead_links={LINK: "It answered 404"},
)
TEXTS = [
    "",
    " \n",
    "Worth a read, guaranteed!",
    f"AMAZING NEWS!!! 1. Nordwatt — The Wire\n{LINK} #A #B",
    "“(” you won’t believe the battery merger of Aurora ((",
    "\u202eguaranteed\u200b \u0301",
    "guar\u0301\u0301\u0301anteed " * 300,
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 א שלום guaranteed",
]

every_rule = pytest.mark.parametrize("rule", GUIDELINES.values(), ids=GUIDELINES.keys())


def draft(text="", **said):
    standard = {"articles": (ARTICLE,), "network": NETWORKS["x"], "executive": ADA, "own": True}
    return Draft(text, **standard | said)


@every_rule
def test_knows_its_own_name_and_explains_itself(rule):
    assert GUIDELINES[rule.key] is rule
    assert rule.label
    assert rule.label[0].isupper()
    assert not rule.label.endswith(".")
    assert rule.says.endswith(".")
    assert "\n" not in rule.says
    assert rule.severity in ("advise", "approve", "block")


@every_rule
@pytest.mark.parametrize("text", ["", " ", "Quiet words."])
def test_has_nothing_to_say_without_a_reason(rule, text):
    plain = replace(ARTICLE, outlet=replace(ARTICLE.outlet, paywalled=False))
    for articles in ((), (plain,)):
        nothing = draft(text, articles=articles, network=None)
        assert list(rule.check(nothing, Rulebook(), Background(), NOW)) == []
        assert rule.complete(nothing, Rulebook()) == text


@every_rule
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("rulebook", [STRICT, QUIET], ids=["strict", "quiet"])
def test_says_whole_sentences_about_places_in_the_text(rule, rulebook, text):
    for remark in rule.check(draft(text), rulebook, BACKGROUND, NOW):
        assert remark.rule == rule.key
        assert remark.severity in ("advise", "approve", "block")
        assert remark.sentence.endswith(".")
        assert remark.sentence[0].isupper() or remark.sentence[0] == "“"
        assert "\n" not in remark.sentence
        assert len(remark.sentence) < 400
        assert remark.approvers >= 1
        assert (remark.start is None) == (remark.end is None)
        if remark.start is not None:
            assert 0 <= remark.start <= remark.end <= len(text)
        assert remark.instead is None or remark.start is not None


def test_every_rule_speaks_up_when_there_is_a_reason():
    heard = {
        remark.rule
        for rulebook in (STRICT, QUIET)
        for text in [*TEXTS, "Ada says it is worth a read, guaranteed, and telling: batteries."]
        for remark in remarks(draft(text), rulebook, _with(text), NOW)
    }
    assert heard == set(GUIDELINES)


def _with(text):
    """The background, and another executive who said nearly the same."""
    alike = Earlier(2, "Bo Falk", 9, NOW, "x", f"{text} Yes", None)
    return replace(BACKGROUND, earlier=(*BACKGROUND.earlier, alike))


@every_rule
def test_what_a_rule_adds_is_what_it_asked_for(rule):
    asked = draft("Words.")
    text = rule.complete(asked, STRICT)
    if text != asked.text:
        assert list(rule.check(asked, STRICT, BACKGROUND, NOW))
        assert not list(rule.check(replace(asked, text=text), STRICT, BACKGROUND, NOW))


@every_rule
def test_the_rulebook_sets_the_severity(rule):
    for severity in ("advise", "approve", "block"):
        ruled = replace(QUIET, severities={rule.key: severity})
        settled = {one.severity for one in said(rule.key, ruled)}
        assert settled <= ({severity} if rule.movable else {severity, rule.severity})
    if not rule.movable:
        soft = replace(QUIET, severities={rule.key: "advise"})
        off = replace(QUIET, severities={rule.key: "off"})
        assert said(rule.key, QUIET) == said(rule.key, soft) == said(rule.key, off)


@every_rule
def test_a_rule_that_is_off_says_and_adds_nothing(rule):
    off = replace(STRICT, severities={rule.key: "off"})
    assert bool(said(rule.key, off)) == (not rule.movable and bool(said(rule.key, STRICT)))
    others = completed(draft("Words."), off)
    assert others == "Words." + "".join(
        added
        for key, added in [("disclosure", "\n\nI work at Halden Grid."), ("hashtags", "\n\n#Grid")]
        if key != rule.key
    )


def said(key, rulebook):
    found = [one for text in TEXTS for one in remarks(draft(text), rulebook, BACKGROUND, NOW)]
    return [one for one in found if one.rule == key]


def test_what_blocks_comes_first_then_by_place():
    told = remarks(draft(TEXTS[3] + " guaranteed"), STRICT, BACKGROUND, NOW)
    order = ["block", "approve", "advise"]
    severities = [order.index(one.severity) for one in told]
    assert severities == sorted(severities)
    assert set(severities) == {0, 1, 2}
    for severity in range(3):
        starts = [
            float("inf") if one.start is None else one.start
            for one in told
            if order.index(one.severity) == severity
        ]
        assert starts == sorted(starts)


def test_red_topics_and_quiet_periods_may_be_made_stricter_only():
    stricter = replace(STRICT, severities={"red_topics": "block", "quiet_period": "approve"})
    assert {one.severity for one in said("red_topics", stricter)} == {"block"}
    quiet = replace(QUIET, severities={"quiet_period": "approve"})
    assert {one.severity for one in said("quiet_period", quiet)} == {"block"}


tag_like = st.from_regex(r"[A-Za-zäß0-9_]{1,8}", fullmatch=True) | st.text(max_size=4)
rulebooks = st.builds(
    Rulebook,
    disclosure=st.text(max_size=20)
    | st.sampled_from(["I work here. #ad", "See https://halden.example/ethics", "#Grid", "(I do)"]),
    hashtags=st.lists(
        st.builds(
            Hashtag, tag_like, st.booleans(), st.sampled_from([(), ("merger",), ("absent",)])
        ),
        max_size=4,
    ).map(tuple),
)
written = (
    st.text(max_size=40)
    | st.sampled_from([*TEXTS, LINK, "I work here.", "#Grid", "#grid\n", "ends\r\n", "#a "])
    | st.builds("{}{}".format, st.text(max_size=10), st.sampled_from([LINK, "#Grid", "\n\n", "#"]))
)


@given(written, rulebooks, st.booleans())
def test_completing_changes_nothing_that_was_written_and_is_done_once(text, rulebook, own):
    once = completed(draft(text, own=own), rulebook)
    assert once.startswith(text)
    assert completed(draft(once, own=own), rulebook) == once
    missing = remarks(draft(once, own=own), rulebook, Background(), NOW)
    assert not {"disclosure", "hashtags"} & {one.rule for one in missing}


@given(written)
def test_any_text_can_be_checked(text):
    for rulebook in (STRICT, QUIET, Rulebook()):
        for one in remarks(draft(text), rulebook, BACKGROUND, NOW):
            assert one.start is None or 0 <= one.start <= one.end <= len(text)
