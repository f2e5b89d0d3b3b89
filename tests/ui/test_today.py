"""The Today page as the executive meets it: over a real database, without a browser.

What is tapped on a card is heard by a script in the browser, so here a tap does what the card
would do, and the page is then looked at anew; `test_morning` taps for real.
"""

import json
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from briefing import decide
from briefing.days import local_day
from briefing.model import Topic, Voice
from briefing.people import LOCAL
from briefing.standings import standings
from briefing.store import curations, editions, executives, open_store, reading, writing
from briefing.ui.card import deeds
from briefing.ui.face import PASS_REASONS
from briefing.voice import from_dict, to_dict
from tests.servers import LoopbackServer
from tests.sources.feeds import item, rss
from tests.ui.drawn import pieces
from tests.ui.mornings import Said, edition, join

ROOT = Path(__file__).parents[2]
HOSTILE = ["<img src=x onerror=alert(1)>", "**x**", ":red[x]", "$a$", "<b>&amp;</b>"]
THREE = [Said("First of all"), Said("The second", words=600), Said("And a third", words=700)]


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """An empty database, and the app told to use it."""
    url = f"sqlite:///{tmp_path}/desk.db"
    monkeypatch.setenv("DATABASE_URL", url)
    engine = open_store(url)
    yield engine
    engine.dispose()


def opened():
    """The page at its first run."""
    return run(AppTest.from_file(ROOT / "app.py", default_timeout=30))


def run(at):
    at.run()
    assert not at.exception
    return at


def tap(desk, name, article_id):
    """Do what a button of a card does; gives the page as it is then."""
    assert name in taps(opened(), article_id)
    with reading(desk) as conn:
        dana = executives.by_id(conn, 1)
        items = editions.find(conn, dana, local_day(dana, datetime.now(UTC))).items
    [item] = [item for item in items if item.article.id == article_id]
    deed = deeds(1, item, standing(desk, article_id))[name]
    deed.verb(desk, *deed.args, now=datetime.now(UTC), by=LOCAL, **deed.said)
    return opened()


def taps(at, article_id):
    """The buttons of a card, by what a tap on them is."""
    return re.findall(r"data-tap='(\w+)'", cards(at)[article_id])


def label(at, article_id, name):
    return re.search(rf"data-tap='{name}'[^>]*>([^<]*)<", cards(at)[article_id])[1]


def cards(at):
    """The cards by their articles, in order."""
    found = (re.match(r"<div class='card[^>]* id='card-(\d+)'", body) for body in pieces(at))
    return {int(one[1]): one.string for one in found if one}


def foreseen(at, article_id):
    """What the page shows of a card at once, by what is tapped."""
    [part] = at.get("bidi_component")
    [data] = json.loads(part.proto.json)
    return data["foreseen"][f"card-{article_id}"]


def shown(at):
    """All text that is shown, without its markup."""
    return unescape(" ".join(pieces(at)))


def buttons(at):
    return [button.key for button in at.button]


def standing(desk, article_id):
    with reading(desk) as conn:
        since = datetime.now(UTC) - timedelta(days=2)
        return standings(conn, 1, [article_id], since=since)[article_id]


def test_items_stand_in_the_order_of_the_edition(desk):
    ids = edition(desk, THREE)
    at = opened()
    assert list(cards(at)) == ids
    assert all("share" in taps(at, article_id) for article_id in ids)


def test_a_card_says_what_it_is_about_and_why_it_is_here(desk):
    edition(
        desk,
        [
            Said(
                "A cabinet holds",
                points=("It held for ninety days.",),
                also_in=("The Flare", "Grid & Cell"),
                words=480,
            )
        ],
    )
    said = shown(opened())
    for words_of_it in (
        "A cabinet holds",
        "It held for ninety days.",
        "The Wire · 2 h ago · 2 min read",
        "Also in The Flare and Grid & Cell",
        "Here because it is about “Grid storage”.",
        "0 of 1 done",
    ):
        assert words_of_it in said


def test_the_breakdown_of_the_score_is_one_tap_away(desk):
    edition(desk, [Said("A cabinet holds")])
    [card] = [body for body in pieces(opened()) if "<article" in body]
    why = card[card.index("<details") :]
    assert why.index("<summary>Here because") < why.index("</summary>") < why.index("+0.90")


def test_the_breakdown_sets_an_article_apart_from_any_other(desk):
    edition(desk, [Said("A cabinet holds")])
    [card] = [body for body in pieces(opened()) if "<article" in body]
    table = unescape(re.sub("<[^>]+>", " ", card[card.index("<tbody") : card.index("</table>")]))
    assert " ".join(table.split()) == (
        "Topics it is about “Grid storage” +0.90 Freshness it is two hours old −0.15 "
        "What any article begins with 0.30 Score 1.05"
    )


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_a_source_says_is_shown_as_text(desk, hostile):
    [article_id] = edition(
        desk, [Said(hostile, points=(hostile,), outlet=hostile, also_in=(hostile,))]
    )
    at = opened()
    [card] = [body for body in pieces(at) if "<article" in body]
    assert unescape(card).count(hostile) == 4
    assert "<img" not in card
    assert "<b>&amp;</b>" not in card
    assert not any(hostile in element.value for element in at.markdown)

    tap(desk, "pick", article_id)
    at = tap(desk, "later", article_id)
    assert shown(at).count(hostile) == 3  # the line, and title and outlet among the picks
    assert not any("<img" in body for body in pieces(at))


def test_a_tap_passes_and_another_takes_it_back(desk):
    first, second, _ = edition(desk, THREE)
    at = tap(desk, "pass", first)
    assert "1 of 3 done" in shown(at)
    assert "share" not in taps(at, first)
    assert "share" in taps(at, second)
    passed = standing(desk, first).settled
    assert (passed.kind, passed.reason, passed.by) == ("passed", "not_for_me", LOCAL.name)

    at = tap(desk, "undo", first)

    assert "0 of 3 done" in shown(at)
    assert "share" in taps(at, first)
    assert standing(desk, first).settled is None


@pytest.mark.parametrize("name", ["pass", "later"])
def test_what_the_page_shows_at_once_is_what_the_server_then_draws(desk, name):
    first, *_ = edition(desk, THREE)
    at = opened()
    ahead = foreseen(at, first)
    assert set(ahead) == {"pass", "later"}
    at = tap(desk, name, first)
    assert cards(at)[first] == ahead[name]

    ahead = foreseen(at, first)
    at = tap(desk, "undo", first)
    assert {"undo": cards(at)[first]} == ahead


def test_a_better_reason_is_one_tap_away(desk):
    first, *_ = edition(desk, THREE)
    at = tap(desk, "pass", first)
    reasons = [name for name in taps(at, first) if name in PASS_REASONS]
    assert [label(at, first, name) for name in reasons] == [
        "Not for me",
        "Seen it",
        "Not our voice",
        "Mute this outlet",
    ]

    at = tap(desk, "seen_it", first)

    assert standing(desk, first).settled.reason == "seen_it"
    assert "data-tap='seen_it' aria-pressed='true'" in cards(at)[first]
    assert cards(at)[first].count("'true'") == 1


def test_an_outlet_can_be_muted_and_let_speak_again(desk):
    first, *_ = edition(desk, THREE)
    tap(desk, "pass", first)
    tap(desk, "mute_outlet", first)
    assert muted(desk) == {"outlet0.test"}
    tap(desk, "undo", first)
    assert muted(desk) == frozenset()


def muted(desk):
    with reading(desk) as conn:
        return from_dict(executives.voice(conn, 1)).muted_outlets


def test_what_is_kept_waits_below_and_can_be_read_or_shared(desk):
    first, *_ = edition(desk, THREE)
    at = tap(desk, "later", first)
    assert "Kept for later" in shown(at)
    [box] = at.expander
    assert box.label == "Kept for later (1)"
    at = tap(desk, "undo", first)
    assert not at.expander


def test_picks_are_counted_against_five_minutes_and_can_be_taken_out(desk):
    _, second, third = edition(desk, THREE)
    assert "Today's picks" not in shown(opened())
    at = tap(desk, "pick", second)
    assert "2:31 of 5:00 picked" in shown(at)  # 600 words at 238 a minute
    at = tap(desk, "pick", third)
    assert "5:28 of 5:00 picked" in shown(at)
    assert "More than your followers read in five minutes" in shown(at)
    assert label(at, third, "pick") == "Picked"

    at.button(key=f"today.picks.out.{third}").click()
    run(at)

    assert "2:31 of 5:00 picked" in shown(opened())
    assert label(opened(), third, "pick") == "Pick"


def test_a_pass_takes_out_of_the_picks_and_its_undo_brings_back(desk):
    _, second, _ = edition(desk, THREE)
    tap(desk, "pick", second)
    at = tap(desk, "pass", second)
    assert "Today's picks" not in shown(at)
    at = tap(desk, "undo", second)
    assert "2:31 of 5:00 picked" in shown(at)
    assert label(at, second, "pick") == "Picked"


def test_the_way_to_the_article_stands_on_its_card_and_says_when_it_was_taken(desk):
    first, *_ = edition(desk, THREE)
    [way] = re.findall("<a .*?</a>", cards(opened())[first])
    assert "href='https://outlet0.test/0'" in way
    assert "target='_blank' rel='noopener noreferrer'" in way
    assert "1 min read · read" in shown(tap(desk, "read", first))
    assert "1 min read · read" not in shown(tap(desk, "unread", first))
    assert standing(desk, first).opened is None


def test_a_composer_that_was_opened_asks_whether_it_was_posted(desk):
    first, second, _ = edition(desk, THREE)
    now = datetime.now(UTC)
    for article_id in (first, second):
        decide.share_opened(desk, 1, [article_id], network="x", text="Hm.", now=now, by=LOCAL)
    at = opened()
    assert shown(at).count("Posted on X?") == 2
    tap(desk, "posted", first)
    at = tap(desk, "not_posted", second)
    assert f"Shared on X, {standing(desk, first).settled.at:%H:%M}" in shown(at)
    assert "Posted on X?" not in shown(at)
    assert standing(desk, second).composed is None


def test_the_day_is_done_when_every_item_is_settled(desk):
    first, second, third = edition(desk, THREE)
    at = opened()
    assert "What you leave undecided may stay so" in shown(at)
    for name, article_id in (("pass", first), ("pass", second), ("later", third)):
        at = tap(desk, name, article_id)
    said = shown(at)
    assert "3 of 3 done" in said
    assert "Done for today" in said
    assert "2 passed and 1 kept for later." in said
    assert "The next edition comes after midnight in UTC." in said

    at = tap(desk, "undo", second)
    assert "Done for today" not in shown(at)


def test_a_database_that_cannot_be_opened_is_said_in_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "nonsense://nowhere")
    at = opened()
    [problem] = at.error
    assert "DATABASE_URL" in problem.value
    assert not at.button


def test_a_quiet_day_says_from_how_far_back_its_items_come(desk):
    edition(desk, THREE, window="7 days")
    assert "A quiet day: today's items come from the last 7 days." in shown(opened())


@pytest.mark.parametrize(
    ("said", "fact"),
    [
        (Said("A teaser", complete=False), "summary only"),
        (Said("For subscribers", paywalled=True), "1 min read · paywall"),
    ],
)
def test_what_would_surprise_a_reader_is_said_before(desk, said, fact):
    edition(desk, [said])
    assert fact in shown(opened())


def test_as_long_as_nobody_said_what_matters_the_page_says_what_it_goes_by(desk):
    edition(desk, [Said("A cabinet holds")])
    assert "goes by what is new and widely covered" in shown(opened())
    assert "<a href='Voice?for=1'" in shown(opened())
    with writing(desk) as conn:
        voice = to_dict(Voice(topics=(Topic("Grid storage"),)))
        executives.say(conn, 1, voice, by="Desk", now=datetime.now(UTC))
    assert "widely covered" not in shown(opened())


def test_an_empty_edition_goes_by_nothing(desk):
    edition(desk, [])
    assert "widely covered" not in shown(opened())


def test_the_teams_note_stands_on_the_card(desk):
    first, *_ = edition(desk, THREE)
    with writing(desk) as conn:
        curations.annotate(conn, first, "Ask <Kari> first.", at=datetime.now(UTC), by="Desk")
    card = next(body for body in pieces(opened()) if "First of all" in body)
    assert "From your team" in card
    assert "Ask &lt;Kari&gt; first." in card


def test_before_anything_came_in_the_page_says_what_to_do(desk):
    join(desk)
    at = opened()
    assert "Nothing to read yet" in shown(at)
    assert "today.refresh" in buttons(at)
    at.button(key="today.refresh").click()
    at = run(at)
    assert "Nothing to read yet" in shown(at)


def test_an_empty_desk_offers_the_sample_or_ones_own_sources(desk):
    at = opened()
    assert "Five minutes a day, and done" in shown(at)
    assert at.button(key="welcome.sample").label == "Try the sample"

    at.button(key="welcome.sample").click()
    run(at)

    assert "Ottilie" in shown(at)
    assert len(cards(at)) > 3


@pytest.mark.parametrize(
    ("name", "links", "told"),
    [
        ("Dana", "", "Give at least one address, or an OPML file"),
        ("", "feed.example", "Give the executive"),
    ],
)
def test_a_beginning_that_cannot_be_made_is_refused_in_pieces(desk, name, links, told):
    at = opened()
    at.text_input(key="welcome.name").set_value(name)
    at.text_area(key="welcome.links").set_value(links)
    at.button(key="welcome.start").click()
    run(at)
    assert told in at.error[0].value.replace("\\", "")
    with reading(desk) as conn:
        assert not executives.every(conn)


def test_what_could_not_be_added_or_read_is_told_on_the_first_page(desk, monkeypatch):
    monkeypatch.setenv("TAKE_FIVE_ALLOW_PRIVATE", "127.0.0.0/8")
    with LoopbackServer() as server:
        server.serve("/feed", rss(item("<description>One thing happened.</description>")))
        gone = f"<opml version='2.0'><body><outline xmlUrl='{server.url('/gone')}'/></body></opml>"
        at = opened()
        at.text_input(key="welcome.name").set_value("Dana")
        at.text_area(key="welcome.links").set_value(
            f"{server.url('/feed')}\n{server.url('/missing')}\nnonsense"
        )
        at.file_uploader(key="welcome.opml").upload("list.opml", gone.encode(), "text/x-opml")
        at.button(key="welcome.start").click()
        run(at)
    assert "Dana" in shown(at)
    [problem] = [error.value.replace("\\", "") for error in at.error]
    assert problem.startswith("2 addresses could not be added.")
    assert "/missing" in problem
    assert "“nonsense” is no web address" in problem
    assert problem.endswith("1 source could not be read. The Sources page says why.")


def test_yesterdays_picks_are_not_todays(desk):
    first, *_ = edition(desk, THREE)
    decide.pick(desk, 1, first, now=datetime.now(UTC) - timedelta(days=1), by=LOCAL)
    assert "Today's picks" not in shown(opened())


def test_the_first_card_needs_neither_pandas_nor_plotly(desk):
    """In a process of its own, as other tests have loaded them here."""
    edition(desk, THREE)
    script = (
        # Streamlit itself loads plotly where it is installed, to set its theme.
        "import sys; from streamlit.testing.v1 import AppTest; before = {*sys.modules};"
        "at = AppTest.from_file('app.py', default_timeout=30).run();"
        "assert not at.exception; [drawn] = at.get('bidi_component');"
        "assert 'card-1' in drawn.proto.json;"
        "print(sorted({'pandas', 'pyarrow', 'plotly', 'sklearn'} & ({*sys.modules} - before)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "drawn",
    [
        "from briefing.ui.composer import Answer, Draft, composer;"
        "composer(Draft(text='', words='', added='', network='x', label='X', web=True, sentence='',"
        "fits=True, ready=True, device=True, notes=(), why='', ask='', hint='', paste=False,"
        "answer=Answer('1')),"
        "key='share', on_wanted=print, on_dropped=print)",
        "from briefing.ui.longlist import longlist, marks;"
        "longlist({'rows': []}, key='longlist', on_told=print); marks({'marks': {}})",
    ],
    ids=["the share sheet", "the candidates"],
)
def test_nobody_waits_for_pandas_where_there_is_no_table(drawn):
    """In a process of its own, too: it takes half a second to load, seconds on a busy server."""
    script = (
        "import sys; from streamlit.testing.v1 import AppTest; before = {*sys.modules};"
        f"at = AppTest.from_string({drawn!r}, default_timeout=30).run();"
        "assert not at.exception; assert at.get('bidi_component');"
        "print('pandas' in {*sys.modules} - before)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "False"
