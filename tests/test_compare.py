"""What two voices differ in, and two changes to one voice brought together."""

from dataclasses import replace

import pytest

from briefing.amend import put, without
from briefing.compare import differences, merged
from briefing.model import Audience, Principle, Topic, Voice

VOICE = Voice(
    principles=(Principle("Open grids", "Shared.", 1.0),),
    topics=(Topic("Storage", ("battery",)), Topic("Rules", ("tender",)), Topic("Skills")),
    audiences=(Audience("Engineers", ("safety",), 1.0, 1200),),
    muted_words=frozenset({"lottery"}),
)


@pytest.mark.parametrize(
    ("after", "lines"),
    [
        (VOICE, []),
        (put(VOICE, "topics", Topic("Fusion")), ["topic “Fusion” added"]),
        (without(VOICE, "topics", "Storage"), ["topic “Storage” removed"]),
        (
            put(VOICE, "topics", Topic("Grid rules", ("tender",), 2.5), "Rules"),
            ["topic “Rules” is called “Grid rules”", "topic “Rules” weighs 2.5 instead of 1"],
        ),
        (
            put(VOICE, "topics", Topic("Storage", ("cells",)), "Storage"),
            ["topic “Storage” with “cells”", "topic “Storage” without “battery”"],
        ),
        (
            put(VOICE, "principles", Principle("Open grids", "For all."), "Open grids"),
            ["principle “Open grids” says “For all.”"],
        ),
        (
            put(VOICE, "audiences", Audience("Engineers", ("safety",), 1.0, 9000), "Engineers"),
            ["audience “Engineers” of 9,000 people"],
        ),
        (
            put(VOICE, "audiences", Audience("Engineers", ("safety",)), "Engineers"),
            ["audience “Engineers” of unknown size"],
        ),
        (
            replace(VOICE, muted_outlets=frozenset({"The Flare"}), muted_words=frozenset()),
            ["outlet “The Flare” muted", "word “lottery” allowed again"],
        ),
        (
            replace(VOICE, own_domains=frozenset({"a.example"}), weights={"freshness": 2.0}),
            ["“a.example” counts as our own", "Freshness weighs 2 instead of 0.6"],
        ),
        (replace(VOICE, leeway=0.8), ["learning may move a weight by 80 % instead of 50 %"]),
    ],
)
def test_differences_are_told_in_words(after, lines):
    assert differences(VOICE, after) == lines


MINE = put(VOICE, "topics", Topic("Grid rules", ("tender", "auction"), 2.0), "Rules")


@pytest.mark.parametrize(
    ("theirs", "topics"),
    [
        (VOICE, MINE.topics),
        (
            put(VOICE, "topics", Topic("Fusion")),
            (*MINE.topics, Topic("Fusion")),
        ),
        (
            put(VOICE, "topics", Topic("Rules", ("permit",), 0.5), "Rules"),
            (VOICE.topics[0], Topic("Grid rules", ("permit", "auction"), 2.0), VOICE.topics[2]),
        ),
        (
            without(VOICE, "topics", "Rules"),
            (VOICE.topics[0], VOICE.topics[2], MINE.topics[1]),
        ),
        (
            without(VOICE, "topics", "Storage"),
            MINE.topics[1:],
        ),
    ],
)
def test_both_changes_hold_and_mine_where_they_touch_the_same_thing(theirs, topics):
    assert merged(VOICE, MINE, theirs).topics == topics


def test_what_i_removed_stays_removed_and_what_they_set_stays_set():
    mine = replace(without(VOICE, "audiences", "Engineers"), muted_words=frozenset({"tarot"}))
    theirs = replace(
        VOICE, muted_words=frozenset({"lottery", "bingo"}), weights={"trust": 1.0, "taste": 0.0}
    )
    both = merged(VOICE, replace(mine, weights={"trust": 2.0}), theirs)
    assert both.audiences == ()
    assert both.muted_words == {"tarot", "bingo"}
    assert both.weights == {"trust": 2.0, "taste": 0.0}


def test_a_weight_put_back_as_usual_is_put_back_in_both():
    base = replace(VOICE, weights={"trust": 2.0})
    assert merged(base, VOICE, put(base, "topics", Topic("Fusion"))).weights == {}


def test_leeway_is_mine_where_i_changed_it_and_else_theirs():
    theirs = replace(VOICE, leeway=0.2)
    assert merged(VOICE, MINE, theirs).leeway == 0.2
    assert merged(VOICE, replace(MINE, leeway=0.9), theirs).leeway == 0.9
