"""What each guideline says, and when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from briefing.model import Executive
from briefing.rulebook import (
    STARTING_TOPICS,
    Embargo,
    Forbidden,
    Hashtag,
    QuietPeriod,
    RedTopic,
    Rulebook,
)
from briefing.sharing.checking import check
from briefing.sharing.guidelines import (
    Background,
    Draft,
    Earlier,
    completed,
    remarks,
)
from briefing.sharing.networks import NETWORKS

ADA = Executive(1, "Ada Lind", zone="Europe/Berlin")
HALDEN = Rulebook(disclosure="I work at Halden Grid.")


@pytest.fixture
def about(article):
    """A draft; say only what the test is about."""

    def make(text="", *, own=False, articles=None, **said):
        held = (article(**said),) if articles is None else articles
        return Draft(text, held, NETWORKS["linkedin"], ADA, own)

    return make


@pytest.fixture
def said(now):
    """What one rule says about a draft."""

    def ask(rule, draft, rulebook=Rulebook(), *earlier, at=now, **background):  # noqa: B008
        given = Background(earlier, **background)
        return [one for one in remarks(draft, rulebook, given, at) if one.rule == rule]

    return ask


@pytest.fixture
def posted(now):
    def make(text="Something else.", *, by=2, article_id=99, network="linkedin", days=1, link=None):
        name = "Ada Lind" if by == ADA.id else "Bo Falk"
        return Earlier(by, name, article_id, now - timedelta(days=days), network, text, link)

    return make


# ── Words ────────────────────────────────────────────────────────────────────


def test_a_forbidden_word_is_blocked_where_it_stands_with_what_to_write_instead(about, said):
    rulebook = Rulebook(forbidden=(Forbidden("guaranteed returns", "Nobody can", "fair returns"),))
    text = "We have Guaran\u200bteed\u00a0returns."
    (one,) = said("forbidden", about(text), rulebook)
    assert one.severity == "block"
    assert text[one.start : one.end] == "Guaran\u200bteed\u00a0returns"
    assert one.instead == "fair returns"
    assert one.sentence == (
        "“guaranteed returns” may not be used: write “fair returns” instead. Nobody can."
    )


def test_a_forbidden_word_without_another_is_left_to_the_person(about, said):
    rulebook = Rulebook(forbidden=(Forbidden("cheap"),))
    one, other = said("forbidden", about("cheap, not cheaper, but CHEAP"), rulebook)
    assert (one.instead, other.instead) == (None, None)
    assert one.sentence == "“cheap” may not be used: put it otherwise."


def test_a_forbidden_word_in_a_link_is_not_the_persons(about, said):
    rulebook = Rulebook(forbidden=(Forbidden("cheap"),))
    assert said("forbidden", about("1. News\nhttps://wire.example/cheap"), rulebook) == []


def test_a_competitor_in_the_text_is_advice_and_in_the_headline_needs_approval(about, said):
    rulebook = Rulebook(competitors=("Nordwatt",))
    draft = about("As nordwatt’s plan shows", title="Nordwatt builds a park")
    approve, advise = said("competitors", draft, rulebook)
    assert (approve.severity, approve.start) == ("approve", None)
    assert approve.sentence == (
        "“Nordwatt builds a park” is about “Nordwatt”, a competitor: ask an approver."
    )
    assert (advise.severity, advise.start, advise.end) == ("advise", 3, 11)
    assert said("competitors", about("Nordwattage", title="Wattage"), rulebook) == []


# ── What must be in it ───────────────────────────────────────────────────────


def test_own_content_discloses_once(about, said):
    draft = about("Our battery park is open.", own=True)
    text = completed(draft, HALDEN)
    assert text == "Our battery park is open.\n\nI work at Halden Grid."
    (one,) = said("disclosure", draft, HALDEN)
    assert one.severity == "block"
    assert draft.text[: one.start] + one.instead + draft.text[one.end :] == text
    assert said("disclosure", replace(draft, text=text), HALDEN) == []


@pytest.mark.parametrize("text", ["I work at Halden Grid. Look!", "  i WORK at\nHalden  Grid.  "])
def test_a_disclosure_in_the_persons_text_is_enough(about, said, text):
    assert completed(about(text, own=True), HALDEN) == text
    assert said("disclosure", about(text, own=True), HALDEN) == []


def test_what_others_published_needs_no_disclosure(about):
    assert completed(about("Good reporting."), HALDEN) == "Good reporting."


def test_the_disclosure_counts_in_the_length(about):
    draft, x = about("a" * 250, own=True), NETWORKS["x"]
    assert check(x, draft.text).valid
    assert check(x, completed(draft, HALDEN)).length == 250 + 2 + len(HALDEN.disclosure)
    assert check(x, completed(draft, replace(HALDEN, disclosure="I work there. " * 3))).over > 0


def test_needed_hashtags_are_appended_in_one_line(about, said):
    rulebook = Rulebook(hashtags=(Hashtag("Halden"), Hashtag("Own", own=True), Hashtag("Grid")))
    draft = about("Words.")
    assert completed(draft, rulebook) == "Words.\n\n#Halden #Grid"
    assert completed(about("Words. #grid"), rulebook) == "Words. #grid #Halden"
    assert [one.instead for one in said("hashtags", draft, rulebook)] == [
        "\n\n#Grid",
        "\n\n#Halden",
    ]
    assert completed(about("W", own=True), rulebook) == "W\n\n#Halden #Own #Grid"


def test_a_hashtag_on_a_topic_is_needed_by_what_the_article_is_about(about):
    rulebook = Rulebook(hashtags=(Hashtag("GridStorage", words=("battery",)),))
    assert completed(about("W", title="A battery park"), rulebook) == "W\n\n#GridStorage"
    assert completed(about("W", summary="Battery prices"), rulebook) == "W\n\n#GridStorage"
    assert completed(about("My battery is empty", title="Phones"), rulebook).endswith("empty")


def test_a_longer_hashtag_is_another_one(about):
    rulebook = Rulebook(hashtags=(Hashtag("Grid"),))
    assert completed(about("#GridStorage"), rulebook) == "#GridStorage #Grid"


def test_the_disclosure_stands_before_the_hashtags(about):
    rulebook = replace(HALDEN, hashtags=(Hashtag("Grid"),))
    assert completed(about("W", own=True), rulebook) == "W\n\nI work at Halden Grid.\n\n#Grid"


# ── What may not leave yet ───────────────────────────────────────────────────


def test_an_embargo_holds_until_its_time_told_in_the_executives_zone(about, said):
    until = datetime(2026, 3, 3, 13, tzinfo=UTC)
    rulebook = Rulebook(embargoes=(Embargo(until, "Project Aurora", why="The fair opens then"),))
    draft = about("Glad about project aurora.")
    (one,) = said("embargo", draft, rulebook, at=until - timedelta(seconds=1))
    assert (one.severity, one.start, one.end) == ("block", 11, 25)
    assert one.sentence == (
        "“Project Aurora” is under embargo until Tuesday 3 March 2026, 14:00 (Europe/Berlin): "
        "share it after that. The fair opens then."
    )
    assert said("embargo", draft, rulebook, at=until) == []


@pytest.mark.parametrize(
    ("held", "link", "is_held"),
    [
        ("halden.example", "https://www.halden.example/news/1", True),
        ("https://halden.example/", "https://press.halden.example/", True),
        ("halden.example", "https://nothalden.example/", False),
        ("halden.example", "https://halden.example.evil.example/", False),
        ("halden.example/news/1", "https://www.halden.example/news/1?utm_source=x", True),
        ("halden.example/news/1", "https://halden.example/news/12", False),
        ("halden.example/news/1", "https://halden.example/", False),
        ("not an address", "https://halden.example/", False),
        ("halden.example", "javascript:alert(1)", False),
    ],
)
def test_an_embargo_on_a_link_or_domain_holds_for_article_and_text(
    about, said, now, held, link, is_held
):
    rulebook = Rulebook(embargoes=(Embargo(now + timedelta(days=1), link=held),))
    by_article = said("embargo", about("Look.", link=link), rulebook)
    assert len(by_article) == is_held
    in_text = said("embargo", about(f"Look: {link}."), rulebook)
    assert [(one.start, one.end) for one in in_text] == [(6, 6 + len(link))] * is_held


def test_an_embargoed_phrase_in_the_headline_holds_too(about, said, now):
    rulebook = Rulebook(embargoes=(Embargo(now + timedelta(days=1), "Aurora"),))
    (one,) = said("embargo", about("Look.", title="What is Aurora?"), rulebook)
    assert one.sentence.startswith("“What is Aurora?” is under embargo until Tuesday 6 January")


def test_a_red_topic_needs_two_approvers(about, said, article):
    rulebook = Rulebook(red_topics=(RedTopic("Fund raising", ("Börsengang", "IPO")),))
    text = "Nach dem BO\u0308RSENGANG"
    (one,) = said("red_topics", about(text), rulebook)
    assert (one.severity, one.approvers) == ("approve", 2)
    assert text[one.start : one.end] == "BO\u0308RSENGANG"
    assert one.sentence == (
        "“Börsengang” touches the red topic “Fund raising”: two people must approve it."
    )
    for where in ("title", "summary"):
        (one,) = said("red_topics", about("Look.", **{where: "The IPO is near"}), rulebook)
        assert one.start is None
        assert "which speaks of “IPO”, touches the red topic “Fund raising”" in one.sentence
    assert said("red_topics", about(articles=(article(text="The IPO is near"),)), rulebook) == []
    assert said("red_topics", about("The hippos"), rulebook) == []


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Our quarterly results are out", "Results"),
        ("Unsere Quartalszahlen sind da", "Results"),
        ("We raise our guidance", "Forecasts"),
        ("Nach der Gewinnwarnung", "Forecasts"),
        ("A merger of equals", "Mergers"),
        ("Die Übernahmen gehen weiter", "Mergers"),
        ("The funding round closed", "Fund raising"),
        ("Die Kapitalerhöhung kommt", "Fund raising"),
        ("The lawsuit is settled", "Legal cases"),
        ("Der Rechtsstreit endet", "Legal cases"),
    ],
)
def test_the_starting_topics_know_english_and_german(about, said, text, topic):
    (one,) = said("red_topics", about(text), Rulebook(red_topics=STARTING_TOPICS))
    assert f"the red topic “{topic}”" in one.sentence


def test_a_quiet_period_blocks_red_topics_outright_and_nothing_else(about, said, now):
    quiet = QuietPeriod(now, now + timedelta(days=9), "Results come out after it")
    rulebook = Rulebook(red_topics=STARTING_TOPICS, quiet_periods=(quiet,))
    red = about("The dividend is safe.")
    (one,) = said("quiet_period", red, rulebook)
    assert (one.severity, one.start, one.end) == ("block", 4, 12)
    assert one.sentence.endswith(
        "wait until the quiet period ends, Wednesday 14 January 2026, 08:00 (Europe/Berlin). "
        "Results come out after it."
    )
    assert said("red_topics", red, rulebook) == []
    assert said("quiet_period", about("Good morning."), rulebook) == []
    assert said("quiet_period", red, rulebook, at=quiet.ends) == []
    assert said("red_topics", red, rulebook, at=quiet.ends)


# ── Tone ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "loud"),
    [
        ("This is INCREDIBLE news", ["INCREDIBLE"]),
        ("READ THIS today", ["READ THIS"]),
        ("DAS IST UNGLAUBLICH", ["DAS IST UNGLAUBLICH"]),
        ("Great!!", ["!!"]),
        ("Really?!!", ["?!!"]),
        ("NATO, the EU and UNESCO met the CEO", []),
        ("COP30 in the US. GDP grew!", []),
        ("#INCREDIBLE and @INCREDIBLE https://wire.example/INCREDIBLE!", []),
        ("Read it in REUTERSNEWS", []),
        ("电网 שלום Ünïcödé", []),
    ],
)
def test_capitals_and_rows_of_marks_read_like_shouting(about, said, outlet, text, loud):
    draft = about(text, outlet=replace(outlet, name="REUTERSNEWS"))
    told = said("shouting", draft)
    assert [text[one.start : one.end] for one in told] == loud
    assert {one.severity for one in told} <= {"advise"}


def test_one_mark_is_offered_for_many(about, said):
    assert [one.instead for one in said("shouting", about("So!!! Why?!?! Yes！！"))] == [
        "!",
        "?",
        "!",
    ]


def test_many_single_exclamation_marks_are_too_many(about, said):
    assert said("shouting", about("One! Two!")) == []
    (one,) = said("shouting", about("One! Two! Three!"))
    assert one.sentence == "The text has 3 exclamation marks: a full stop says as much."


@pytest.mark.parametrize(
    ("text", "loud"),
    [
        ("Good news.", []),
        ("One! Two!", []),
        ("It is GREAT", []),
        ("GREAT NEWS from all of us", ["GREAT NEWS"]),
        ("ACMEWORLD", ["ACMEWORLD"]),
    ],
)
def test_what_the_desk_appends_is_not_the_persons_shouting(about, said, text, loud):
    book = Rulebook(disclosure="ACMEWORLD pays me!", hashtags=(Hashtag("acme"),))
    whole = completed(about(text, own=True), book)
    assert "ACMEWORLD pays me!" in whole
    told = said("shouting", about(whole, own=True), book)
    assert [whole[one.start : one.end] for one in told] == loud
    assert all(one.start < len(text) for one in told)


def test_the_words_of_the_disclosure_are_the_persons_where_none_is_appended(about, said):
    book = Rulebook(disclosure="ACMEWORLD pays me!")
    assert len(said("shouting", about("Good.\n\nACMEWORLD pays me!"), book)) == 1


def test_more_hashtags_than_the_rulebook_says_are_too_many(about, said):
    text = "#a #b #c #d #e https://wire.example/#f"
    (one,) = said("many_tags", about(text))
    assert one.sentence == "The text has 5 hashtags, and 3 are enough: take out 2."
    assert text[one.start : one.end] == "#d"
    assert said("many_tags", about("#a #b #c")) == []
    (one,) = said("many_tags", about("#a"), Rulebook(most_hashtags=0))
    assert one.sentence == "The text has 1 hashtag, and we use none: take out 1."


@pytest.mark.parametrize(
    "text", ["You won’t BELIEVE it", "Sie werden nicht glauben, was kommt", "The secret to growth"]
)
def test_clickbait_is_told(about, said, text):
    (one,) = said("clickbait", about(text))
    assert one.severity == "advise"
    assert one.sentence.endswith("sounds like clickbait: say what the article says.")


# ── Links and what left before ───────────────────────────────────────────────


def test_a_dead_link_needs_somebody_who_tried_it(about, said):
    link = "https://wire.example/gone"
    dead = {link: "It answered 404, not found"}
    (one,) = said("dead_link", about("Look.", link=link, title="News"), dead_links=dead)
    assert one.severity == "approve"
    assert one.sentence == (
        "The link to “News” did not open: try it, or leave the article out. "
        "It answered 404, not found."
    )
    digest = about(f"1. News\n{link}.", link=link)
    (one,) = said("dead_link", digest, dead_links=dead)
    assert digest.text[one.start : one.end] == link
    assert said("dead_link", about("Look."), dead_links=dead) == []
    assert said("dead_link", about("Look.", link=None), dead_links=dead) == []


def test_a_paywall_is_told_once_an_outlet(about, said, article, outlet):
    ledger = replace(outlet, name="The Ledger", paywalled=True)
    draft = about("Look.", articles=(article(outlet=ledger), article(outlet=ledger), article()))
    (one,) = said("paywalled", draft)
    assert draft.paywalled
    assert one.sentence.startswith("“The Ledger” charges its readers: ")
    assert not about("Look.").paywalled


def test_what_the_executive_shared_already_is_advice_with_the_last_time(about, said, posted):
    draft = about("Look.", id=7, title="News")
    earlier = posted(by=1, article_id=7, days=3), posted(by=1, article_id=7, network="x", days=1)
    (one,) = said("shared_before", draft, Rulebook(), *earlier, posted(by=1))
    assert one.severity == "advise"
    assert one.sentence == (
        "Ada Lind shared “News” on X on Sunday 4 January 2026: leave it, or add to it."
    )
    assert said("shared_by_another", draft, Rulebook(), *earlier) == []


def test_the_same_page_under_another_article_counts_as_shared(about, said, posted):
    draft = about("Look.", link="https://wire.example/a")
    same = posted(link="https://www.wire.example/a?utm_source=mail", network="gone")
    (one,) = said("shared_by_another", draft, Rulebook(), same, posted(link=None))
    assert one.severity == "advise"
    assert one.sentence.startswith("Bo Falk shared “Story 1” on Sunday 4 January 2026")
    assert said("shared_by_another", about("Look.", link=None), Rulebook(), posted()) == []


@pytest.mark.parametrize(
    "text",
    [
        "Worth a read on grid storage.",
        "  WORTH a read – on “grid storage”!",
        "Worth a read\n\non grid storage\u200b",
        "Worth a read on grid storage.\n\nI work at Halden Grid.",
        "Worth a read on grid storage.\n\nI work at Halden Grid.\n\n#Grid #Halden",
        "Worth a read on grid storage. #Grid\n\nhttps://wire.example/1",
        "Worth a read on grid storage https://wire.example/1 #Grid #Halden",
    ],
)
def test_the_words_of_another_executive_are_refused(about, said, posted, text):
    theirs = posted("Worth a read on grid storage.\n\nhttps://wire.example/9 #Wind")
    for mine, other in ((text, theirs), (theirs.text, replace(theirs, text=text))):
        (one,) = said("same_wording", about(mine), HALDEN, other)
        assert one.severity == "block"
        assert one.sentence == (
            "Bo Falk posted the same words on LinkedIn on Sunday 4 January 2026: "
            "say it in your own."
        )
        assert said("similar_wording", about(mine), HALDEN, other) == []


def test_ones_own_words_and_no_words_may_be_used_again(about, said, posted):
    own = posted("Worth a read.", by=1)
    assert said("same_wording", about("Worth a read."), HALDEN, own) == []
    nothing = posted("I work at Halden Grid.\n\n#Grid https://wire.example/1")
    assert said("same_wording", about("\U0001f44d #Halden", own=True), HALDEN, nothing) == []


def test_a_hashtag_inside_the_sentence_is_a_word_of_it(about, said, posted):
    theirs = posted("#Wind storage grows fast.")
    assert said("same_wording", about("#Grid storage grows fast."), HALDEN, theirs) == []
    assert said("same_wording", about("Wind storage grows fast."), HALDEN, theirs)


def test_nearly_the_words_of_another_executive_are_advice(about, said, posted):
    theirs = posted("Operators have four weeks to submit plans for winter storage in Emden.")
    alike = about("Operators had four weeks to submit plans for winter storage in Emden, now.")
    (one,) = said("similar_wording", alike, HALDEN, theirs)
    assert one.severity == "advise"
    assert one.sentence.startswith("Bo Falk posted nearly the same words on LinkedIn on Sunday")
    assert said("same_wording", alike, HALDEN, theirs) == []
    other = about("Our engineers will have to plan for winter, and four weeks is little time.")
    assert said("similar_wording", other, HALDEN, theirs) == []
    assert said("similar_wording", about("Read it."), HALDEN, posted("Do read it.")) == []


def test_a_text_without_faults_passes_every_rule(about, now):
    draft = about("Operators have four weeks to submit their plans. What would you ask first?")
    rulebook = Rulebook(
        forbidden=(Forbidden("cheap"),), competitors=("Nordwatt",), red_topics=STARTING_TOPICS
    )
    assert remarks(draft, rulebook, Background(), now) == ()
