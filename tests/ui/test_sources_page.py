"""The Sources page as people use it: over a real database, and feeds on a real server."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from briefing import refresh
from briefing.settings import Settings
from briefing.store import leases, open_store, outlets, reading, sources, writing
from tests.servers import LOOPBACK, loopback
from tests.sources.feeds import item, rss
from tests.ui.drawn import words

ROOT = Path(__file__).parents[2]
PAGE = "pages/5_Sources.py"
HTML = "text/html; charset=utf-8"


@pytest.fixture
def server():
    with loopback() as started:
        yield started


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/desk.db")
    monkeypatch.setenv("TAKE_FIVE_ALLOW_PRIVATE", "127.0.0.0/8")
    engine = open_store(f"sqlite:///{tmp_path}/desk.db")
    yield engine
    engine.dispose()


@pytest.fixture
def feed(desk, server):
    """A source on the server, looked at once."""
    server.serve("/feed", news(2))
    [source] = known(desk, server.url("/feed"))
    look(desk)
    return source


def known(engine, *addresses):
    with writing(engine) as conn:
        wanted = [{"kind": "feed", "address": address} for address in addresses]
        added, _ = sources.add(conn, wanted, now=now())
    return added


def elsewhere(engine, some):
    """Another run is looking at some sources."""
    with writing(engine) as conn:
        until = now() + timedelta(minutes=10)
        claimed = leases.claim(conn, now(), until=until, polled=["feed"], only=[s.id for s in some])
    assert len(claimed) == len(some)


def look(engine):
    return refresh.refresh(engine, Settings(allow_private=LOOPBACK), now=now())


def news(count, title="Site"):
    text = "<description>" + "Something happened in the harbour today. " * 40 + "</description>"
    items = "".join(item(text, n=n) for n in range(count))
    return rss(items).replace("<title>Site</title>", f"<title>{title}</title>")


def page_with(*feeds):
    links = "".join(f"<link rel=alternate type=application/rss+xml href='{f}'>" for f in feeds)
    return f"<!doctype html><html><title>A site</title>{links}<body><p>Welcome.</p></body></html>"


def now():
    return datetime.now(UTC)


def opened(source=None):
    at = AppTest.from_file(ROOT / "app.py", default_timeout=60).switch_page(PAGE)
    if source is not None:
        at.query_params["source"] = str(source.id)
    return run(at)


def run(at):
    at.run()
    assert not at.exception
    return at


def has(at, key):
    return key in [button.key for button in at.button]


def rows(at):
    return sum(button.key.startswith("sources.row.") for button in at.button)


def press(at, key):
    at.button(key=key).click()
    return run(at)


def add(at, text):
    at.text_input(key="sources.addresses").set_value(text)
    return press(at, "sources.add")


def as_it_is(engine, source):
    with reading(engine) as conn:
        return sources.find(conn, source.id)


def addresses(engine):
    with reading(engine) as conn:
        return [source.address for source in sources.every(conn)]


def test_an_empty_desk_says_how_to_begin(desk):
    at = opened()
    assert "Paste the address of a feed" in words(at)
    assert "No sources yet." in words(at)
    assert not has(at, "sources.look")
    assert not at.download_button


def test_a_feed_that_is_added_brings_its_articles_at_once(desk, server):
    server.serve("/feed", news(3, "Harbour Ledger"))
    at = add(opened(), server.url("/feed"))
    assert "1 source added. 1 source looked at: 3 new articles." in words(at)
    assert "Harbour Ledger" in words(at)
    assert addresses(desk) == [server.url("/feed")]
    assert at.text_input(key="sources.addresses").value == ""
    assert "source looked at" not in words(press(at, "sources.close"))


def test_what_could_not_be_added_is_still_there_to_be_mended(desk, server):
    server.serve("/feed", news(3))
    at = add(opened(), f"{server.url('/feed')} ftp://files.example.org/feed")
    assert addresses(desk) == [server.url("/feed")]
    assert at.text_input(key="sources.addresses").value == "ftp://files.example.org/feed"


def test_several_are_added_at_once_and_the_bad_ones_say_why(desk, server):
    server.serve("/a", news(1, "First"))
    server.serve("/b", news(1, "Second"))
    at = add(opened(), f"{server.url('/a')} {server.url('/none')} {server.url('/b')}")
    assert "2 sources added. 1 could not be added." in words(at)
    assert "answered 404: there is nothing at this address. Check it." in words(at)
    assert len(addresses(desk)) == 2


def test_nothing_typed_is_answered_with_an_example(desk):
    at = add(opened(), "   ")
    assert [error.value.replace("\\", "") for error in at.error] == [
        "Paste at least one address, such as example.org."
    ]


def test_a_site_offers_its_other_feeds_for_one_tap(desk, server):
    server.serve("/", page_with("/first", "/second"), content_type=HTML)
    server.serve("/first", news(1))
    server.serve("/second", news(2))
    at = add(opened(), server.url("/"))
    assert addresses(desk) == [server.url("/first")]
    press(at, f"sources.offer.{server.url('/second')}")
    assert addresses(desk) == [server.url("/first"), server.url("/second")]


def test_an_opml_file_is_taken_in_and_its_broken_outlines_are_named(desk):
    body = (
        "<opml version='2.0'><body><outline text='Good' xmlUrl='https://good.invalid/f'/>"
        "<outline text='Broken &lt;b&gt;' type='rss' xmlUrl=''/></body></opml>"
    )
    at = opened()
    at.file_uploader(key="sources.file").upload("list.opml", body.encode(), "text/x-opml")
    at = press(at, "sources.import")
    assert addresses(desk) == ["https://good.invalid/f"]
    assert "1 source added. 1 could not be added." in words(at)
    assert "It names no feed address." in words(at)
    assert [button.key for button in at.download_button] == ["sources.export"]


def test_a_file_that_is_no_list_is_refused_in_words(desk):
    at = opened()
    at.file_uploader(key="sources.file").upload("list.opml", b"PK\x03\x04", "text/x-opml")
    at = press(at, "sources.import")
    assert "not an OPML file" in at.error[0].value


def test_looking_gives_a_result_for_each_source(desk, server, feed):
    server.serve("/feed", news(4))
    known(desk, server.url("/missing"))
    at = press(opened(), "sources.look")
    assert "2 sources looked at: 2 new articles, 1 problem." in words(at)
    assert "<td class=''>2 new, " in words(at) or "<td class=''>2 new<" in words(at)
    assert "<td class='bad'>127.0.0.1 answered 404" in words(at)


def test_what_another_run_is_looking_at_is_told_apart(desk, server, feed):
    others = known(desk, server.url("/b"), server.url("/c"))
    elsewhere(desk, others)
    at = press(opened(), "sources.look")
    assert "1 source looked at: 0 new articles. 2 others are being looked at elsewhere" in words(at)
    assert "<td class=''>being looked at elsewhere</td>" in words(at)
    elsewhere(desk, [feed])
    at = press(opened(), "sources.look")
    assert "3 sources are being looked at elsewhere just now." in words(at)
    assert "looked at:" not in words(at)


def test_what_was_left_out_is_told_with_what_came(desk, server, feed):
    server.serve("/feed", news(3).replace("</channel></rss>", "<item><title>Cut o"))
    at = press(opened(), "sources.look")
    assert "1 source looked at: " in words(at)
    assert "<p>The feed is damaged: only what stands before the damage came in.</p>" in words(at)
    server.serve("/feed", news(4).replace("</channel></rss>", "<item><title>Cut o"))
    known(desk, server.url("/missing"))
    at = press(opened(), "sources.look")
    assert ". The feed is damaged: only what stands before the damage came in.</td>" in words(at)


def test_a_problem_is_told_with_its_beginning_and_goes_when_it_is_over(desk, server, feed):
    server.serve("/feed", "", status=503)
    look(desk)
    since = now() - timedelta(days=3)
    with writing(desk) as conn:
        sources.record(conn, feed.id, failing_since=since, failures=7)

    at = opened(feed)
    assert "1 with problems" in words(at)
    assert "answered 503" in words(at)
    assert "The first failure was 3 days ago, 7 tries in a row." in words(at)

    server.serve("/feed", news(3))
    with writing(desk) as conn:
        sources.leave_alone(conn, "127.0.0.1", now())
    at = press(at, f"sources.try.{feed.id}")
    assert "with problems" not in words(at)
    assert as_it_is(desk, feed).failing_since is None


def test_only_those_with_problems_or_only_the_paused_can_be_listed(desk, server, feed):
    [bad, paused] = known(desk, server.url("/missing"), "https://paused.invalid/f")
    with writing(desk) as conn:
        sources.set_active(conn, paused.id, False, now=now())
    look(desk)
    at = opened()
    assert rows(at) == 3
    at.button_group(key="sources.show").set_value("With problems")
    at = run(at)
    assert rows(at) == 1
    assert has(at, f"sources.row.{bad.id}")
    at.button_group(key="sources.show").set_value("Paused")
    at = run(at)
    assert rows(at) == 1
    assert has(at, f"sources.row.{paused.id}")


def test_a_source_that_became_a_page_goes_on_at_the_feed_it_offers(desk, server, feed):
    server.serve("/feed", page_with("/new"), content_type=HTML)
    server.serve("/new", news(5))
    at = press(opened(feed), f"sources.try.{feed.id}")
    assert "answers with a web page, which offers:" in words(at)
    at = press(at, f"sources.use.{feed.id}.{server.url('/new')}")
    assert addresses(desk) == [server.url("/new")]
    assert "1 source looked at: 3 new articles." in words(at)


def test_a_source_can_be_paused_and_resumed(desk, feed):
    at = press(opened(feed), f"sources.pause.{feed.id}")
    assert not as_it_is(desk, feed).active
    assert "Paused. What it brought stays." in words(at)
    press(at, f"sources.pause.{feed.id}")
    assert as_it_is(desk, feed).active


def test_only_a_source_that_brought_nothing_can_be_removed(desk, server, feed):
    [typo] = known(desk, "https://typo.invalid/f")
    assert not has(opened(feed), f"sources.remove.{feed.id}")
    at = press(opened(typo), f"sources.remove.{typo.id}")
    assert addresses(desk) == [feed.address]
    assert "source" not in at.query_params


def test_the_list_has_twenty_rows_a_page_and_can_be_searched(desk):
    known(desk, *(f"https://outlet-{n:02}.invalid/feed" for n in range(45)))
    at = opened()
    assert rows(at) == 20
    at.pagination(key="sources.page").set_value(3)
    at = run(at)
    assert rows(at) == 5
    assert "outlet-44.invalid" in words(at)
    at.text_input(key="sources.search").set_value("outlet-3 FEED")
    at = run(at)
    assert rows(at) == 10
    at.text_input(key="sources.search").set_value("100%")
    assert "No source has all of these words" in words(run(at))


def test_trust_and_paywall_of_an_outlet_are_kept(desk, feed):
    at = opened(feed)
    with reading(desk) as conn:
        [outlet] = outlets.of_source(conn, feed.id)
    at.slider(key=f"sources.trust.{outlet.id}").set_value(85)
    at.toggle(key=f"sources.paywall.{outlet.id}").set_value(True)
    run(at)
    with reading(desk) as conn:
        [outlet] = outlets.of_source(conn, feed.id)
    assert (outlet.trust, outlet.paywalled) == (0.85, True)


def test_titles_are_shown_as_text(desk, server):
    server.serve("/feed", news(1, "&lt;b onclick=x&gt;Loud&lt;/b&gt; **Ledger** :smile:"))
    [source] = known(desk, server.url("/feed"))
    look(desk)
    with writing(desk) as conn:
        sources.record(conn, source.id, title="<b onclick=x>Loud</b> **Ledger** :smile:")
    at = opened(source)
    assert "&lt;b onclick=x&gt;Loud&lt;/b&gt; **Ledger** :smile:" in words(at)
    assert "<b onclick" not in words(at)
    labels = [w.label for w in (*at.button, *at.slider, *at.toggle)]
    assert not [label for label in labels if "Loud" in label or "Ledger" in label]


def test_an_address_of_a_source_that_is_gone_is_no_accident(desk, feed):
    at = AppTest.from_file(ROOT / "app.py", default_timeout=60).switch_page(PAGE)
    at.query_params["source"] = "999"
    assert "That source is no longer there." in words(run(at))
