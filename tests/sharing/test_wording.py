"""What the prepared texts promise, over articles of every kind."""

import emoji
import pytest

from briefing.errors import ShareError
from briefing.model import Outlet, Principle, Topic, Voice
from briefing.sharing import phrases
from briefing.sharing.checking import check
from briefing.sharing.networks import NETWORKS
from briefing.sharing.wording import digest, variants

VOICE = Voice(
    principles=(
        Principle("Reliability first", "We keep the lights on before we grow."),
        Principle("“Open books”", "Anyone may see how we set our prices, what we earn and why!"),
    ),
    topics=(Topic("Grid storage", ("battery", "batteries")), Topic("Heat")),
    own_domains=frozenset({"halden.example"}),
)
NEWS = (
    "Northwind said on Monday it would build a battery park near Emden. The project costs "
    "€310 million and is due to open in 2028. “We had to act,” said its chief executive, "
    "Ada Lind. It is the largest of its kind! Read more at https://wire.example/more today."
)
GERMAN = (
    "Der Netzausbau soll nach dem Willen der Regierung deutlich schneller werden. Die Kosten "
    "steigen bis 2030 auf 12 Mrd. Euro. Das sagte der Minister am 3. Oktober in Berlin."
)
FRENCH = (
    "Les prix de l’électricité ont baissé de 4 % en mars. La ministre parle d’une bonne "
    "nouvelle pour les ménages. Il reste 2,5 millions de contrats à revoir."
)
HEADLINES = [
    "Northwind to build battery park by 2028",
    "“Margins are thin”, says regulator – 'very thin'",
    "<b>Breaking</b>: <script>alert(1)</script> & more",
    "**Bold** [claims](https://evil.example) about {outlet} and {0}",
    "Why " + "a very long headline goes on " * 20,
    "Netzausbau: Minister verspricht Tempo",
    "电网需要更多储能",
    "",
]


@pytest.fixture
def articles(article):
    """Every headline with every kind of body."""
    bodies = [
        {"text": NEWS},
        {"summary": "Operators have four weeks to submit their plans for the winter."},
        {"key_points": ("Storage prices fell by 40 percent within a single year.",)},
        {"text": GERMAN, "language": "de"},
        {"text": FRENCH, "language": "fr"},
        {"text": "电网需要更多储能。成本在去年上升了百分之四。", "language": "zh"},
        {},
    ]
    return [article(title=title, **body) for title in HEADLINES for body in bodies]


def prepared(articles, **said):
    return [(one, variants(one, voice=VOICE, **said)) for one in articles]


def sources(article):
    return " ".join([article.summary, article.text, *article.key_points])


def test_there_are_three_of_three_kinds_and_all_differ(articles):
    for _, three in prepared(articles, principle="Reliability first"):
        assert [one.kind for one in three] == ["quote", "question", "line"]
        assert len({one.text for one in three}) == 3
        assert {one.origin for one in three} == {"template"}


@pytest.mark.parametrize(
    "principle", [None, "Reliability first", "“Open books”", "Not in the voice"]
)
def test_they_read_like_an_adult_wrote_them(articles, principle):
    for article, three in prepared(articles, principle=principle):
        for one in three:
            assert not any(mark in one.text for mark in ("!", "...", "…", "{", "“”", "““"))
            assert not emoji.emoji_count(one.text)
            assert not article.title or article.title not in one.text
        assert three[1].text.endswith("?")


def test_a_key_sentence_is_quoted_verbatim_with_its_outlet(articles):
    quoted = [(a, three[0].text) for a, three in prepared(articles) if "key sentence" in
              three[0].label and "no" not in three[0].label]  # fmt: skip

    assert len(quoted) > 30
    for article, text in quoted:
        opened, closed = text.index("“"), text.rindex("”")
        assert text[opened + 1 : closed] in sources(article)
        assert article.outlet.name in text


def test_the_sentence_that_says_most_is_quoted(article):
    text = variants(article(text=NEWS), voice=VOICE)[0].text

    assert "“The project costs €310 million and is due to open in 2028.”" in text


def test_nobody_quotes_themselves(article):
    only = article(text="Ada Lind said that 40 stations would open before the end of 2027.")

    assert "Ada" in variants(only, voice=VOICE, name="Grace Hall")[0].text
    assert "Ada" not in variants(only, voice=VOICE, name="Ada Lind")[0].text


def test_a_quotation_stays_within_the_excerpt_limit(article):
    long = article(
        text="One sentence here has exactly nine words in it. Five words are enough here."
    )

    assert "exactly nine" in variants(long, voice=VOICE, excerpt_words=9)[0].text
    assert "“Five words are enough here.”" in variants(long, voice=VOICE, excerpt_words=8)[0].text
    assert "“" not in variants(long, voice=VOICE, excerpt_words=4)[0].text


def test_a_sentence_with_quotation_inside_gets_single_marks(article):
    said = article(text="“We had to act before the winter,” said the chief executive of Northwind.")

    assert "‘“We had to act before the winter,” said the chief executive of Northwind.’" in (
        variants(said, voice=VOICE)[0].text
    )


def test_what_cannot_be_quoted_becomes_a_pointer_that_says_so(article):
    for text in (
        "",
        "Too short.",
        "Half a “quotation that never closes in this one sentence.",
        ("It is the largest of its kind, and everybody knows it!"),
    ):
        pointer = variants(article(text=text), voice=VOICE)[0]
        assert pointer.label == "A pointer, as no key sentence fits"
        assert "“" not in pointer.text


def test_the_headline_is_not_quoted_back(article):
    echo = article(
        title="Storage prices fall by 40 percent in a year",
        key_points=("Storage prices fall by 40 percent in a year.", "Demand grew in 2026 as well."),
    )

    assert "“Demand grew in 2026 as well.”" in variants(echo, voice=VOICE)[0].text


@pytest.mark.parametrize(
    "network",
    [network for network in NETWORKS.values() if network.limit],
    ids=lambda network: network.key,
)
def test_they_fit_the_network_together_with_the_link(articles, article, network):
    verbose = article(
        outlet=Outlet(9, "The International Review of Electricity Grids and Storage", "r.example"),
        link="https://wire.example/" + "long-path/" * 20,
        text="A sentence of many words " + "that goes on and on " * 8 + "until it ends. " + NEWS,
    )
    for one, three in prepared(
        [*articles, verbose], principle="Reliability first", network=network
    ):
        for wording in three:
            assert check(network, wording.text, one.link).valid
            assert wording.text[-1] in ".?”’" or wording.text.endswith(one.outlet.name)


def test_a_shorter_sentence_is_chosen_rather_than_cut(article):
    both = article(
        text="The longer sentence about storage costs 310 million and " + "keeps explaining " * 15
        + "itself. The shorter one was opened in 2028 for everybody."
    )  # fmt: skip

    assert "explaining" in variants(both, voice=VOICE)[0].text
    assert "“The shorter one was opened in 2028 for everybody.”" in (
        variants(both, voice=VOICE, network=NETWORKS["x"])[0].text
    )


def test_the_same_article_always_gets_the_same_texts(article):
    one = article(text=NEWS)

    assert variants(one, voice=VOICE) == variants(one, voice=VOICE)


def test_articles_get_different_texts(article):
    outlets = [Outlet(n, f"Outlet {n}", f"{n}.example") for n in range(4)]
    many = [article(outlet=outlets[n % 4], text=GERMAN, language="de") for n in range(40)]
    for place in range(3):
        texts = {three[place].text for _, three in prepared(many, principle="Reliability first")}
        assert len(texts) >= 15


def test_texts_of_other_articles_are_passed_over(article):
    taken: set[str] = set()
    for _ in range(10):
        three = variants(
            article(text=NEWS), voice=VOICE, principle="Reliability first", taken=taken
        )
        assert not taken & {one.text for one in three[1:]}
        taken |= {one.text for one in three}


def test_the_principle_that_matched_is_spoken_of(article):
    for n in range(20):
        three = variants(article(id=n, text=NEWS), voice=VOICE, principle="Reliability first")
        spoken = [("Reliability first" in t.text or "lights on" in t.text) for t in three]
        assert all(spoken)


def test_without_a_principle_the_topic_or_the_actor_is(article):
    for _ in range(20):
        three = variants(article(title=HEADLINES[0], text=NEWS), voice=VOICE)
        assert all("Grid storage" in one.text or "Northwind" in one.text for one in three)


def test_own_content_discloses_the_tie_in_every_text(article):
    own = Outlet(5, "Halden Newsroom", "news.halden.example")
    for principle in None, "Reliability first":
        for text in NEWS, "":
            one = article(outlet=own, text=text, title="What Northwind and a battery teach us")
            for network in None, NETWORKS["x"]:
                three = variants(one, voice=VOICE, principle=principle, network=network)
                assert all("our own" in t.text.lower() or "ourselves" in t.text for t in three)


def test_every_phrase_is_complete_and_calm():
    for phrase in (*phrases.QUOTE, *phrases.QUESTION, *phrases.LINE, *phrases.POINTER):
        assert not any(mark in phrase for mark in ("!", "…", "  "))
    assert all(phrase.count("{quote}") == 1 for phrase in phrases.QUOTE)
    assert all(phrase.endswith("?") for phrase in phrases.QUESTION)
    assert all(len(kind) >= 12 for kind in (phrases.QUOTE, phrases.QUESTION, phrases.LINE))


def test_digest_numbers_headline_outlet_and_link(article):
    two = [article(title="First  <b>news</b>"), article(title="Second")]
    text = digest(two).text

    assert text.split("\n\n", 1)[1] == (
        f"1. First <b>news</b> — The Wire\n{two[0].link}\n\n2. Second — The Wire\n{two[1].link}"
    )
    assert text.startswith(("Two pieces", "Today’s reading, two", "For anyone short of time, two"))


def test_digest_takes_a_shorter_form_for_a_short_network(article):
    five = [article(title="A headline that is long enough to need room, surely") for _ in range(5)]
    text = digest(five, network=NETWORKS["x"]).text

    assert check(NETWORKS["x"], text).valid
    assert all(one.link in text for one in five)
    assert "headline" not in text
    assert "headline" in digest(five, network=NETWORKS["linkedin_composer"]).text


def test_a_digest_that_fits_nowhere_is_refused_with_a_number(article):
    dozen = [article(title="A headline") for _ in range(12)]
    wording = digest(dozen, network=NETWORKS["x"])

    assert check(NETWORKS["x"], wording.text).sentence.endswith("take out 145.")
    assert wording.label == "All 12 picks in one post"


def test_digest_of_one_and_of_none(article):
    only = article(link=None, title="Only one")

    assert digest([only]).text == "Worth your time today:\n\n1. Only one — The Wire"
    with pytest.raises(ShareError, match="no picks yet"):
        digest([])
