"""A voice with one thing changed."""

import pytest

from briefing.amend import own_domain, put, with_weights, without
from briefing.errors import VoiceError
from briefing.model import Audience, Principle, Topic, Voice
from briefing.ranking.signals import SIGNALS

VOICE = Voice(
    principles=(Principle("Open grids", "Shared.", 1.0),),
    topics=(Topic("Storage", ("battery",)), Topic("Rules", ("tender",)), Topic("Skills")),
    audiences=(Audience("Engineers", ("safety",), 1.0, 1200),),
    muted_words=frozenset({"lottery"}),
)


def names(voice):
    return [topic.name for topic in voice.topics]


def test_a_changed_topic_keeps_its_place_even_when_it_is_renamed():
    assert names(put(VOICE, "topics", Topic("Grid rules"), "Rules")) == [
        "Storage",
        "Grid rules",
        "Skills",
    ]


def test_a_new_topic_comes_last():
    assert names(put(VOICE, "topics", Topic(" Fusion ")))[-1] == "Fusion"


def test_what_somebody_else_removed_comes_back_when_it_is_saved():
    voice = without(VOICE, "topics", "Rules")
    assert names(put(voice, "topics", Topic("Rules"), "Rules")) == ["Storage", "Skills", "Rules"]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "Give the topic a name."),
        ("  ", "Give the topic a name."),
        ("STORAGE", "There is a topic called “Storage” already"),
    ],
)
def test_every_topic_needs_a_name_of_its_own(name, says):
    with pytest.raises(VoiceError, match=says):
        put(VOICE, "topics", Topic(name), "Rules")


def test_a_name_may_change_in_case_only():
    assert names(put(VOICE, "topics", Topic("RULES"), "Rules"))[1] == "RULES"


def test_a_weight_that_is_as_usual_is_not_written_down():
    name, signal = next(iter(SIGNALS.items()))
    louder = with_weights(VOICE, {name: 3.0})
    assert louder.weights == {name: 3.0}
    assert with_weights(louder, {name: signal.weight}).weights == {}


def test_leeway_is_set_with_the_weights_or_left_as_it_was():
    wide = with_weights(VOICE, {}, 0.8)
    assert wide.leeway == 0.8
    assert with_weights(wide, {"trust": 1.0}).leeway == 0.8


@pytest.mark.parametrize(
    ("typed", "domain"),
    [
        ("example.com", "example.com"),
        ("https://News.Example.co.uk/desk?a=1", "example.co.uk"),
        ("haldengrid.example", "haldengrid.example"),
    ],
)
def test_a_site_is_known_by_its_domain(typed, domain):
    assert own_domain(typed) == domain


@pytest.mark.parametrize(
    "typed", ["our newsroom", "localhost", "http://[", "..", "halden grid.com"]
)
def test_what_is_no_site_is_refused_by_name(typed):
    with pytest.raises(VoiceError, match="is not a domain"):
        own_domain(typed)
