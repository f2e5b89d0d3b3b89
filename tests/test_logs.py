import json
from datetime import UTC, datetime

import pytest

from briefing.errors import LogError
from briefing.logs import read_log, write_log
from briefing.model import Voice
from briefing.ranking.replay import replay


def article(number="a", **said):
    return {"id": number, "url": f"https://e.example/{number}", "title": f"Title {number}"} | said


def line(**said):
    body = {"now": "2026-01-05T07:00:00Z", "articles": [article()], "shared": [], "passed": []}
    return json.dumps(body | said)


def test_a_day_is_understood():
    published = "2026-01-05T07:10:00+01:00"
    listed = [article("a", text="One two.", outlet="Wire", published=published), article(7)]
    [day] = read_log([line(articles=listed, shared=["a"], passed=[7])])

    assert day.now == datetime(2026, 1, 5, 7, tzinfo=UTC)
    assert [(a.title, a.outlet.name, a.published.hour) for a in day.articles] == [
        ("Title a", "Wire", 6),
        ("Title 7", "", 7),
    ]
    assert day.shared == {day.articles[0].id}
    assert day.passed == {day.articles[1].id}


def test_the_voice_stays_until_another_is_said():
    said = {"topics": ["Storage"], "principles": [{"name": "Safety", "says": "First."}]}
    lines = [line(voice=said), line(), line(voice={"topics": []})]

    first, second, third = (day.voice for day in read_log(lines))

    assert [topic.name for topic in first.topics] == ["Storage"]
    assert first.principles[0].says == "First."
    assert second == first
    assert third == Voice()


def test_whatever_a_topic_says_is_read_with_it():
    topic = {"name": "Storage", "words": ["battery"], "description": "Keeping power.", "weight": 2}
    [day] = read_log([line(voice={"topics": [topic]})])

    [found] = day.voice.topics
    assert (found.name, found.words, found.weight) == ("Storage", ("battery", "Keeping power."), 2)


def test_what_is_muted_may_be_a_word_or_an_outlet():
    [day] = read_log([line(voice={"muted": ["lottery"]})])

    assert day.voice.muted_words == day.voice.muted_outlets == {"lottery"}


def test_no_voice_at_all_and_empty_days_are_fine():
    days = list(read_log([line(articles=[]), "", b"  \n", line()]))

    assert [len(day.articles) for day in days] == [0, 1]
    assert days[0].voice == Voice()


def test_an_article_keeps_its_number_from_day_to_day():
    first, second = read_log([line(), line(articles=[article("b"), article("a")])])

    assert first.articles[0].id == second.articles[1].id


def test_an_article_listed_twice_is_there_once():
    [day] = read_log([line(articles=[article(), article()])])

    assert len(day.articles) == 1


def test_a_share_of_an_earlier_days_article_is_known():
    first, second = read_log([line(), line(articles=[article("b")], shared=["a"])])

    assert second.shared == {first.articles[0].id}


def test_an_article_is_never_newer_than_its_day():
    [day] = read_log([line(articles=[article(published="2099-01-01T00:00:00Z")])])

    assert day.articles[0].published == day.now


@pytest.mark.parametrize(
    ("second", "says"),
    [
        ("{", "not JSON"),
        ("[]", "object in braces"),
        ("[" * 100_000, "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (json.dumps({"articles": []}), "“now” is missing"),
        (json.dumps({"now": "2026-01-06T07:00:00Z"}), "“articles” is missing"),
        (line(now="yesterday"), "“now” must be a time"),
        (line(now=None), "“now” must be a time"),
        (line(now="2026-01-04T07:00:00Z"), "put the days in order"),
        (line(articles={}), "“articles” must be a list"),
        (line(articles=["a"]), "article 1 must be an object"),
        (line(articles=[article(), {"title": "x"}]), "article 2: “id” must be"),
        (line(articles=[article(True)]), "“id” must be"),
        (line(articles=[{"id": "a"}]), "needs a “title” or a “text”"),
        (line(articles=[article(title=3)]), "“title” must be text"),
        (line(articles=[article(published="soon")]), "“published” must be a time"),
        (line(shared=["zz"]), '“shared” names "zz"'),
        (line(passed=[["a"]]), "“passed” names"),
        (line(shared="a"), "“shared” must be a list"),
        (line(voice=3), "“voice” must be an object"),
        (line(voice={"topics": "Storage"}), "“topics” must be a list"),
        (line(voice={"topics": [{"says": "x"}]}), "number 1 of “topics” needs a “name”"),
        (line(voice={"topics": ["a", "a"]}), "stands twice"),
        (line(voice={"topics": [{"name": "a", "weight": 9}]}), "must be a number from 0 to 3"),
    ],
)
def test_a_mistake_is_named_with_its_line(second, says):
    with pytest.raises(LogError, match=r"^Line 3: ") as caught:
        list(read_log([line(), "", second]))

    assert says in str(caught.value)


def test_a_text_of_a_million_characters_is_read_as_far_as_the_ranking_goes():
    [day] = read_log([line(articles=[article(text="word " * 200_000)])])

    assert len(day.articles[0].text) == 20_000


def test_what_is_written_is_read_again():
    said = {"topics": [{"name": "Storage", "words": ["battery"]}], "muted": ["lottery"]}
    listed = [article("a", text="One two."), article("b", outlet="Wire")]
    days = list(read_log([line(voice=said, articles=listed, shared=["b"]), line(passed=["a"])]))

    written = list(write_log(days))
    again = list(read_log(written))

    assert again[0].voice.topics == days[0].voice.topics
    assert [a.title for a in again[0].articles] == [a.title for a in days[0].articles]
    assert [len(day.shared) for day in again] == [1, 0]
    assert [len(day.passed) for day in again] == [0, 1]
    assert "voice" not in json.loads(written[1])


def test_a_muted_word_is_heeded_in_the_text():
    listed = [article("a", text="The horoscope today."), article("b", text="A calm day.")]
    said = {"muted": ["horoscope"], "topics": ["horoscope"]}
    [result] = replay(read_log([line(voice=said, articles=listed, shared=["a"])]))

    assert list(result.ranks.values()) == [2]


def test_true_is_no_id():
    with pytest.raises(LogError, match="“shared” names true"):
        list(read_log([line(articles=[article(1)], shared=[True])]))
