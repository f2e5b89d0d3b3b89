"""What the sharing of a text needs, while typing and at the moment of sharing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import event

from briefing import dead_links, decide, people, prepared, rules, speak, texts
from briefing.clearance import clearance
from briefing.errors import NotFound, ShareError
from briefing.model import Membership
from briefing.people import LOCAL
from briefing.rulebook import Embargo, Forbidden, Hashtag, QuietPeriod, RedTopic, Rulebook
from briefing.settings import Settings
from briefing.standings import standings
from briefing.store import articles, entries, executives, outlets, reading, sources, writing
from tests.servers import LOOPBACK, loopback

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
MERGERS = Rulebook(red_topics=(RedTopic("Mergers", ("merger",)),))
WORDS = "Worth a look."
BOTH = "Two: https://wire.example/1 and https://wire.example/2"


@pytest.fixture
def desk(both_stores, arrival, now):
    """Dana and Lee, and three articles: the third is about a merger."""
    with writing(both_stores) as conn:
        for name in ("Dana Okafor", "Lee Brandt"):
            executives.add(conn, name, zone="Europe/Zurich")
        [source], _ = sources.add(conn, [{"kind": "feed", "address": "https://a.example"}], now=now)
        said = [arrival(), arrival(), arrival(title="A merger of equals")]
        hosts = outlets.ensure(conn, {"wire.example": "The Wire"})
        entries.take_in(conn, {source.id: said}, hosts, now=now)
    return both_stores


@pytest.fixture
def strict(desk, now):
    """The same desk, where only approved texts leave in Dana's name."""
    speak.set_mode(desk, 1, "approved_only", now=now, by=LOCAL)
    return desk


def look(desk, text, now, *, about=(1,), network="x", executive_id=1, **how):
    with reading(desk) as conn:
        executive = executives.by_id(conn, executive_id)
        there = [articles.by_id(conn, n) for n in about]
        return clearance(conn, executive, there, network, text, now, **how)


def share(desk, text, now, *, about=(1,), network="x", executive_id=1):
    decide.share_opened(desk, executive_id, about, network=network, text=text, now=now, by=LOCAL)


def composed(desk, now, article_id=1, executive_id=1):
    with reading(desk) as conn:
        since = now - DAY
        return standings(conn, executive_id, [article_id], since=since)[article_id].composed


def approved(desk, now, *, text=WORDS, article_id=1, network="x", executive_id=1, by=(LOCAL,)):
    made = texts.write(
        desk, executive_id, article_id, network=network, text=text, now=now, by=LOCAL
    )
    text = made.prepared.text
    texts.submit(desk, text.id, now=now, by=LOCAL)
    for person in by:
        texts.approve(desk, text.id, digest=text.digest, now=now, by=person)
    return text


def asked(desk, text, now, *, about=(1, 2)):
    """A text for X about several articles together that waits for approval."""
    made = texts.ask(desk, 1, about, network="x", text=text, now=now, by=LOCAL)
    return [one.text for one in made]


def answer(desk, text, now):
    texts.approve(desk, text.id, digest=text.digest, now=now, by=LOCAL)


def say(desk, book, now):
    return rules.say(desk, book, read=rules.newest(desk).id, now=now, by=LOCAL)


def test_with_nothing_against_it_a_text_needs_nothing(desk, now):
    found = look(desk, WORDS, now)
    assert (found.allowed, found.needs, found.share_text) == (True, "nothing", None)
    assert found.count.length == 13 + 2 + 22


def test_where_only_approved_texts_leave_another_one_is_refused(strict, now):
    found = look(strict, WORDS, now)
    assert (found.allowed, found.needs) == (False, "approval")
    assert found.sentence == (
        "Only approved texts leave in the name of Dana Okafor. Nobody has approved this text yet: "
        "submit it, or take an approved one."
    )
    with pytest.raises(ShareError, match="Only approved texts leave"):
        share(strict, WORDS, now)
    assert composed(strict, now) is None


def test_an_approved_text_leaves_and_is_named_on_the_record(strict, now):
    text = approved(strict, now)
    assert look(strict, WORDS, now).share_text == text
    share(strict, f" {WORDS}\r\n", now)
    assert composed(strict, now).share_text_id == text.id


@pytest.mark.parametrize("text", ["Worth a look", "Worth a  look.", "worth a look."])
def test_of_an_approved_text_every_character_counts(strict, now, text):
    approved(strict, now)
    with pytest.raises(ShareError, match="Only approved texts leave"):
        share(strict, text, now)


def test_an_approval_counts_for_its_own_network_article_and_executive(strict, now):
    speak.set_mode(strict, 2, "approved_only", now=now, by=LOCAL)
    approved(strict, now)
    for other in ({"network": "copy"}, {"about": (2,)}, {"executive_id": 2}):
        with pytest.raises(ShareError, match="Nobody has approved this text"):
            share(strict, WORDS, now, **other)


def test_an_approval_that_ended_in_an_open_share_sheet_is_refused(strict, now):
    approved(strict, now)
    ends = now + 7 * DAY
    assert look(strict, WORDS, ends - SECOND).allowed
    with pytest.raises(ShareError, match="Its approval ended at 08:00: it needs a new one"):
        share(strict, WORDS, ends)


def test_an_approval_that_was_voided_a_second_ago_is_refused(strict, now):
    text = approved(strict, now)
    texts.change(strict, text.id, text="Worth a read.", now=now + SECOND, by=LOCAL)
    with pytest.raises(ShareError, match="Edited by Local desk at 08:00 after it was approved"):
        share(strict, WORDS, now + 2 * SECOND)


def test_a_headline_that_changed_after_the_approval_is_refused(strict, now):
    approved(strict, now)
    with writing(strict) as conn:
        articles.record(conn, 1, title="Story 1, corrected")
    with pytest.raises(ShareError, match="headline changed after it was approved"):
        share(strict, WORDS, now)


@pytest.mark.parametrize("verb", ["reject", "retire"])
def test_what_was_refused_after_its_approval_stays(strict, now, verb):
    text = approved(strict, now)
    getattr(texts, verb)(strict, text.id, reason="Old news", now=now, by=LOCAL)
    with pytest.raises(ShareError, match=r"at 08:00: Old news\."):
        share(strict, WORDS, now)


def test_what_was_shared_needs_a_new_text_and_an_approved_twin_counts(strict, now):
    approved(strict, now)
    share(strict, WORDS, now)
    decide.confirm_posted(strict, 1, [1], now=now, by=LOCAL)
    with pytest.raises(ShareError, match="Local desk shared it at 08:00"):
        share(strict, WORDS, now)
    twin = approved(strict, now + SECOND)
    share(strict, WORDS, now + SECOND)
    assert composed(strict, now).share_text_id == twin.id


def test_an_approved_text_is_named_where_none_is_needed(desk, now):
    text = approved(desk, now)
    share(desk, WORDS, now)
    assert composed(desk, now).share_text_id == text.id


def test_a_mode_that_is_unknown_asks_for_an_approval(desk, now):
    with writing(desk) as conn:
        executives.change(conn, 1, mode="whatever")
    assert look(desk, WORDS, now).needs == "approval"


def test_a_red_topic_needs_two_approvals_whoever_may_write_freely(desk, now):
    say(desk, MERGERS, now)
    ana, bo = (
        people.invite(
            desk,
            email=f"{name}@desk.example",
            name=name,
            memberships=[Membership("approver")],
            now=now,
            by=LOCAL,
        )
        for name in ("Ana", "Bo")
    )
    with pytest.raises(ShareError, match="two people must approve it"):
        share(desk, WORDS, now, about=[3])
    text = approved(desk, now, article_id=3, by=[ana])
    with pytest.raises(ShareError, match="Ana approved it at 08:00; one more person must"):
        share(desk, WORDS, now, about=[3])
    texts.approve(desk, text.id, digest=text.digest, now=now, by=bo)
    share(desk, WORDS, now, about=[3])
    assert composed(desk, now, 3).share_text_id == text.id


@pytest.mark.parametrize(
    "blocking",
    [
        lambda now: Rulebook(forbidden=(Forbidden("look"),)),
        lambda now: Rulebook(embargoes=(Embargo(now + DAY, link="wire.example"),)),
        lambda now: Rulebook(
            red_topics=(RedTopic("Stories", ("story",)),),
            quiet_periods=(QuietPeriod(now - DAY, now + DAY),),
        ),
    ],
    ids=["forbidden", "embargo", "quiet period"],
)
def test_what_blocks_blocks_approved_texts_too(strict, now, blocking):
    approved(strict, now)
    assert look(strict, WORDS, now).allowed
    say(strict, blocking(now), now)
    found = look(strict, WORDS, now)
    assert (found.needs, found.sentence) == ("change", found.remarks[0].sentence)
    with pytest.raises(ShareError):
        share(strict, WORDS, now)
    assert composed(strict, now) is None


def test_what_must_be_in_the_text_is_appended_while_typing_and_missed_when_it_left(desk, now):
    with writing(desk) as conn:
        executives.say(conn, 1, {"own_domains": ["www.Wire.example"]}, by="Dana", now=now)
    say(desk, Rulebook(disclosure="I work there.", hashtags=(Hashtag("Grid"),)), now)
    typed = look(desk, WORDS, now)
    assert typed.text == f"{WORDS}\n\nI work there.\n\n#Grid"
    assert (typed.allowed, typed.remarks) == (True, ())
    share(desk, typed.text, now)
    with pytest.raises(ShareError, match="I work there"):
        share(desk, WORDS, now)
    assert look(desk, f"{WORDS}\n\nI work there.", now, as_it_is=True).needs == "nothing"


def test_what_is_appended_counts_towards_the_limit(desk, now):
    say(desk, Rulebook(hashtags=(Hashtag("Grid"),)), now)
    found = look(desk, "x" * (280 - 24), now)
    assert (found.needs, found.count.over) == ("change", 7)
    assert "take out 7" in found.sentence


def test_a_digest_is_held_against_each_of_its_articles(strict, now):
    first, second = asked(strict, BOTH, now)
    answer(strict, first, now)
    with pytest.raises(ShareError, match=r"About “Story 2”: .* asked for approval"):
        share(strict, BOTH, now, about=[1, 2])
    assert composed(strict, now) is None
    answer(strict, second, now)
    share(strict, BOTH, now, about=[1, 2])
    assert composed(strict, now, 2).share_text_id == second.id

    say(strict, MERGERS, now)
    assert look(strict, BOTH, now, about=[1, 3]).remarks[0].approvers == 2


@pytest.mark.parametrize("about", [(1,), (2,), (1, 3), (1, 2, 3)])
def test_a_digest_is_approved_for_its_own_articles_together_and_for_no_others(strict, now, about):
    for text in asked(strict, BOTH, now):
        answer(strict, text, now)
    assert look(strict, BOTH, now, about=(2, 1)).allowed
    found = look(strict, BOTH, now, about=about)
    assert (found.needs, found.approved) == ("approval", {})
    with reading(strict) as conn:
        assert prepared.texts_for(conn, 1, [1, 2], now) == {1: [], 2: []}


def test_texts_approved_for_each_article_alone_are_no_approval_of_a_digest(strict, now):
    for article_id in (1, 2):
        approved(strict, now, text=BOTH, article_id=article_id)
    assert look(strict, BOTH, now, about=(1, 2)).needs == "approval"


def test_a_digest_with_a_red_topic_needs_two_approvals_for_each_of_its_articles(desk, now):
    say(desk, MERGERS, now)
    made = asked(desk, BOTH, now, about=(1, 3))
    with reading(desk) as conn:
        assert [one.standing.needed for one in prepared.standings(conn, made, now)] == [2, 2]


def test_a_change_of_a_digest_stays_one_and_voids_what_was_approved(strict, now):
    first, second = asked(strict, BOTH, now)
    answer(strict, first, now)
    answer(strict, second, now)
    texts.change(strict, first.id, text=f"{BOTH}!", now=now, by=LOCAL)
    assert not look(strict, BOTH, now, about=(1, 2)).allowed
    with reading(strict) as conn:
        assert prepared.history(conn, first.id)[-1].text.articles == (1, 2)


def test_a_digest_is_counted_with_the_links_in_it_and_no_other(desk, now):
    [one, _] = asked(desk, "x" * 270, now)
    assert len(one.text) == 270


def test_the_words_of_another_executive_are_refused_for_ninety_days(desk, now):
    share(desk, WORDS, now, executive_id=2)
    with pytest.raises(ShareError, match="Lee Brandt posted the same words on X on Monday"):
        share(desk, WORDS, now, about=[2])
    share(desk, WORDS, now + 91 * DAY, about=[2])


def test_what_was_not_posted_after_all_stands_against_nobody(desk, now):
    share(desk, WORDS, now, executive_id=2)
    decide.deny_posted(desk, 2, [1], now=now, by=LOCAL)
    share(desk, WORDS, now)


def test_the_same_composer_may_be_opened_again_but_a_share_is_remembered(desk, now):
    share(desk, WORDS, now)
    assert look(desk, WORDS, now).remarks == ()
    decide.confirm_posted(desk, 1, [1], now=now, by=LOCAL)
    assert [one.rule for one in look(desk, WORDS, now).remarks] == ["shared_before"]


def test_of_two_executives_with_the_same_words_at_one_moment_one_is_refused(desk, now):
    ready = Barrier(2)

    def press(executive_id):
        ready.wait()
        try:
            share(desk, WORDS, now, executive_id=executive_id)
        except ShareError as error:
            return str(error)

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(press, [1, 2]))
    assert [one is None for one in outcomes].count(True) == 1


def test_what_is_not_there_is_told(desk, now):
    with pytest.raises(NotFound):
        share(desk, WORDS, now, about=[99])
    with pytest.raises(ShareError, match="no network called"):
        share(desk, WORDS, now, network="telex")


def test_sharing_freely_takes_one_transaction_and_a_fixed_number_of_questions(desk, now):
    asked, begun = [], []
    event.listen(desk, "before_cursor_execute", lambda *said: asked.append(said[2]))
    event.listen(desk, "begin", lambda _: begun.append(1))

    def questions(n):
        asked.clear()
        begun.clear()
        share(desk, f"Number {n}: another view of it.", now + n * SECOND)
        return len(asked), len(begun)

    first = questions(0)
    for n in range(1, 20):
        assert questions(n) == first
    assert first[1] == 1


def test_a_dead_link_needs_somebody_who_tried_it(desk, now):
    with loopback() as server:
        server.serve("/gone", "", status=410)
        server.serve("/busy", "", status=503)
        server.serve("/there", "Here.", content_type="text/html")
        settings = Settings(allow_private=LOOPBACK)
        links = [server.url(path) for path in ("/gone", "/busy", "/there", "/nowhere")]
        dead = dead_links.check_links(desk, settings, [*links, links[0], ""], now)
        assert list(dead) == [links[0], links[3]]
        assert "answered 410" in dead[links[0]]

        with pytest.raises(ShareError, match="did not open"):
            share(desk, f"See {links[0]}", now)
        share(desk, f"See {links[1]}", now)
        approved(desk, now, text=f"See {links[0]}")
        share(desk, f"See {links[0]}", now)

        dead_links.check_links(desk, settings, links, now + timedelta(minutes=59))
        assert [server.hits(path) for path in ("/gone", "/busy", "/there")] == [1, 1, 1]
        dead_links.check_links(desk, settings, links, now + timedelta(hours=1))
        assert server.hits("/gone") == 2


def test_a_private_address_is_not_called_and_not_dead(desk, now):
    with loopback() as server:
        assert dead_links.check_links(desk, Settings(), [server.url("/gone")], now) == {}
        assert server.connections == 0
