"""How a prepared text stands: every state, every way between them, and the words for it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Article, Executive, Outlet
from briefing.rulebook import Forbidden, QuietPeriod, RedTopic, Rulebook
from briefing.sharing.approval import (
    MAY,
    STATES,
    Action,
    Case,
    approvers_needed,
    digest,
    objection,
    refusal,
    state_of,
)
from briefing.sharing.guidelines import Background, Draft, remarks
from briefing.sharing.networks import NETWORKS
from briefing.store.texts import ShareText, TextEvent

#: 08:00 in Zurich.
NOW = datetime(2026, 1, 5, 7, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DANA = Executive(1, "Dana Okafor", zone="Europe/Zurich")
ARTICLE = Article(
    7,
    "https://wire.example/7",
    "Harbour tests cabinets",
    Outlet(1, "The Wire", "wire.example"),
    NOW,
    NOW,
)
KIT, ANA, BO = (10, "Kit"), (11, "Ana"), (12, "Bo")
TEXT = ShareText(
    1,
    DANA.id,
    ARTICLE.id,
    "x",
    "Worth a look.",
    ARTICLE.title,
    ARTICLE.link,
    digest(ARTICLE.title, ARTICLE.link, "Worth a look."),
    "",
    NOW - HOUR,
    *KIT,
    NOW + 7 * DAY,
    None,
)
numbers = count(1)


def event(kind, who=ANA, *, at=NOW - HOUR / 2, until=None, reason="", of=TEXT):
    return TextEvent(next(numbers), of.id, kind, at, *who, reason, of.digest, until)


def asked(who=KIT):
    return event("submitted", who, until=NOW + 7 * DAY)


def approved(who=ANA, *, until=NOW + 7 * DAY, **said):
    return event("approved", who, until=until, **said)


def case(*events, needed=1, follower=None, article=ARTICLE, text=TEXT, authors=(10,)):
    return Case(text, events, follower, article, DANA, needed, frozenset(authors))


NEWER = replace(TEXT, id=2, follows=1, at=NOW - HOUR / 4, by="Kit")

#: A case in every state.
IN = {
    "suggested": case(),
    "in_review": case(asked()),
    "approved": case(asked(), approved()),
    "shared": case(asked(), approved(), event("shared", (1, "Dana Okafor"))),
    "retired": case(asked(), event("retired", KIT, reason="Old news")),
    "rejected": case(asked(), event("rejected", reason="Too loud")),
    "expired": case(text=replace(TEXT, expires_at=NOW)),
    "voided": case(asked(), approved(), follower=NEWER),
}
#: All that may be done, said once more and in another form than in the table.
ALLOWED = {
    ("suggested", "submit"),
    ("suggested", "change"),
    ("suggested", "retire"),
    ("in_review", "approve"),
    ("in_review", "reject"),
    ("in_review", "change"),
    ("in_review", "retire"),
    ("approved", "approve"),
    ("approved", "renew"),
    ("approved", "share"),
    ("approved", "reject"),
    ("approved", "change"),
    ("approved", "retire"),
    ("expired", "submit"),
    ("expired", "renew"),
    ("expired", "change"),
    ("expired", "retire"),
    ("voided", "change"),
    ("voided", "retire"),
    ("rejected", "change"),
}


@pytest.mark.parametrize("action", get_args(Action))
@pytest.mark.parametrize("state", STATES)
def test_every_state_allows_what_it_should_and_refuses_the_rest_in_words(state, action):
    standing = state_of(IN[state], NOW)
    assert standing.state == state
    said = refusal(action, standing)
    if (state, action) in ALLOWED:
        assert said == ""
    else:
        assert said.startswith("This text cannot be ")
        assert said.endswith(standing.sentence)


def test_the_table_knows_every_state():
    assert set(MAY) == set(STATES) == set(IN)


@pytest.mark.parametrize(
    ("given_case", "sentence"),
    [
        (IN["suggested"], "Kit suggested it at 07:00; nobody was asked to approve it yet."),
        (IN["in_review"], "Kit asked for approval at 07:30."),
        (case(asked(), needed=2), "Kit asked for approval at 07:30. 2 people must approve it."),
        (
            case(asked(), approved(), needed=2),
            "Ana approved it at 07:30; one more person must.",
        ),
        (IN["approved"], "Approved by Ana. The approval ends on 12 January at 08:00."),
        (IN["shared"], "Dana Okafor shared it at 07:30."),
        (IN["retired"], "Kit retired it at 07:30: Old news."),
        (IN["rejected"], "Ana rejected it at 07:30: Too loud."),
        (
            IN["voided"],
            "Edited by Kit at 07:45 after it was approved: it needs a new approval.",
        ),
        (case(follower=NEWER), "Edited by Kit at 07:45: the newer text counts."),
        (
            IN["expired"],
            "Its time was over at 08:00: look whether it still holds, then submit it again.",
        ),
        (
            case(approved(until=NOW - 400 * DAY), text=replace(TEXT, expires_at=NOW - 400 * DAY)),
            "Its approval ended on 1 December 2024 at 08:00: it needs a new one.",
        ),
        (
            case(asked(), approved(until=NOW - HOUR)),
            "The approval by Ana ended at 07:00: it needs a new one.",
        ),
        (
            case(asked(), approved(KIT), needed=2),
            "Kit approved it, and wrote it: 2 people must approve it who did not.",
        ),
    ],
)
def test_a_state_says_why(given_case, sentence):
    assert state_of(given_case, NOW).sentence == sentence


@pytest.mark.parametrize(
    ("change", "what"),
    [({"title": "Harbour drops cabinets"}, "headline"), ({"link": None}, "link")],
)
def test_an_article_that_changed_voids_the_approval(change, what):
    changed = case(asked(), approved(), article=replace(ARTICLE, **change))
    standing = state_of(changed, NOW)
    assert standing.state == "voided"
    assert standing.sentence == (
        f"The article’s {what} changed after it was approved: it needs a new approval."
    )
    assert "save it anew" in state_of(replace(changed, events=()), NOW).sentence


def test_an_approval_of_other_words_does_not_count():
    other = replace(TEXT, digest=digest("", "", "Other words"))
    assert state_of(case(asked(), approved(of=other)), NOW).state == "in_review"


def test_an_approval_holds_until_its_time_and_not_a_moment_longer():
    ends = NOW + 9 * DAY
    one = case(asked(), approved(until=ends))
    assert state_of(one, ends - timedelta(microseconds=1)).state == "approved"
    assert state_of(one, ends).state == "expired"
    assert state_of(one, NOW).until == ends


def test_a_new_approval_brings_an_expired_text_back():
    late = NOW + 20 * DAY
    anew = case(asked(), approved(), approved(at=late, until=late + DAY))
    assert state_of(anew, late).state == "approved"
    assert state_of(anew, late).until == late + DAY


def test_two_approvals_hold_as_long_as_both_do():
    two = case(asked(), approved(ANA, until=NOW + DAY), approved(BO, until=NOW + 3 * DAY), needed=2)
    assert state_of(two, NOW).until == NOW + DAY
    assert state_of(two, NOW).sentence.startswith("Approved by Ana and Bo.")
    assert state_of(two, NOW + DAY).state == "in_review"


def test_one_person_counts_once_however_often_they_approve():
    twice = case(asked(), approved(ANA), approved(ANA), needed=2)
    standing = state_of(twice, NOW)
    assert (standing.state, len(standing.approvals)) == ("in_review", 1)
    assert objection(twice, standing, ANA[0], NOW) == (
        "You approved it at 07:30: somebody else must, too."
    )
    assert objection(twice, standing, BO[0], NOW) == ""
    done = IN["approved"]
    assert "already" in objection(done, state_of(done, NOW), ANA[0], NOW)
    assert objection(done, state_of(done, NOW), ANA[0], NOW, anew=True) == ""


def test_an_author_may_approve_but_not_on_a_red_topic():
    plain, red = case(asked(KIT)), case(asked(KIT), needed=2)
    assert objection(plain, state_of(plain, NOW), KIT[0], NOW) == ""
    assert "must come from others" in objection(red, state_of(red, NOW), KIT[0], NOW)
    assert "must come from others" in objection(red, state_of(red, NOW), KIT[0], NOW, anew=True)


def test_who_wrote_an_earlier_version_is_an_author_too():
    red = case(asked(), approved(BO), approved(ANA), needed=2, authors=(KIT[0], BO[0]))
    assert state_of(red, NOW).state == "in_review"
    assert "must come from others" in objection(red, state_of(red, NOW), BO[0], NOW)


def test_what_was_shared_and_taken_back_may_be_shared_again():
    back = case(asked(), approved(), event("shared"), event("not_shared"))
    assert state_of(back, NOW).state == "approved"
    again = replace(back, events=(*back.events, event("shared")))
    assert state_of(again, NOW).state == "shared"


def test_what_happened_to_a_text_stays_true_after_another_followed():
    assert state_of(replace(IN["rejected"], follower=NEWER), NOW).state == "rejected"
    assert state_of(replace(IN["shared"], follower=NEWER), NOW).state == "shared"


def test_the_digest_is_of_the_words_that_leave():
    one = digest("Title", "https://a.example", "Two\nlines")
    assert one == digest("Title", "https://a.example", " Two\r\nlines\n")
    assert one != digest("Title", "https://a.example", "Two  lines")
    assert digest("Title", None, "x") == digest("Title", "", "x")


@given(st.lists(st.text(max_size=6), min_size=6, max_size=6))
def test_nothing_passes_unseen_between_title_link_and_text(parts):
    one, other = tuple(parts[:3]), tuple(parts[3:])
    as_left = [
        (title, link, text.replace("\r\n", "\n").strip()) for title, link, text in (one, other)
    ]
    assert (digest(*one) == digest(*other)) == (as_left[0] == as_left[1])


def draft(text="Worth a look.", article=ARTICLE):
    return Draft(text, (article,), NETWORKS["x"], DANA)


def test_red_topics_need_two_people_in_a_quiet_period_as_well():
    book = Rulebook(
        red_topics=(RedTopic("Mergers", ("merger",)),),
        quiet_periods=(QuietPeriod(NOW - DAY, NOW + DAY),),
        forbidden=(Forbidden("cheap"),),
    )

    def needed(one, at):
        return approvers_needed(one, book, remarks(one, book, Background(), at), at)

    about = replace(ARTICLE, title="A merger")
    for at in (NOW, NOW + DAY):
        assert needed(draft(), at) == 1
        assert needed(draft("A cheap shot."), at) == 1
        assert needed(draft("This merger is good."), at) == 2
        assert needed(draft(article=about), at) == 2
