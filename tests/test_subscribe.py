"""Adding sources over a real server: what an address turns out to be, and OPML both ways."""

from datetime import timedelta

import pytest

from briefing.errors import BriefingError, SourceError
from briefing.people import LOCAL
from briefing.refresh import refresh
from briefing.settings import Settings
from briefing.store import open_store, reading, sources, writing
from briefing.subscribe import (
    addresses_in,
    export_opml,
    import_opml,
    pause,
    resume,
    subscribe,
    unsubscribe,
    use_instead,
)
from tests.servers import LOOPBACK, loopback
from tests.sources.feeds import item, rss

ALLOWED = Settings(allow_private=LOOPBACK)
HTML = "text/html; charset=utf-8"
TEXT = "<p>The relay of a coolant pump welded shut after new firmware was loaded.</p>" * 20


@pytest.fixture
def server():
    with loopback() as started:
        yield started


def page(*feeds: str, body: str = TEXT) -> str:
    links = "".join(f"<link rel=alternate type=application/rss+xml href='{f}'>" for f in feeds)
    return (
        f"<!doctype html><html><title>A page</title>{links}<article><h1>A page</h1>{body}</article>"
    )


def opml(*outlines: str) -> bytes:
    return f"<opml version='2.0'><body>{''.join(outlines)}</body></opml>".encode()


@pytest.fixture
def add(both_stores, now):
    def subscribe_to(*addresses: str):
        return subscribe(both_stores, ALLOWED, addresses, now=now, by=LOCAL)

    return subscribe_to


@pytest.fixture
def everything(both_stores):
    def every():
        with reading(both_stores) as conn:
            return [(s.kind, s.address) for s in sources.every(conn)]

    return every


def test_a_feed_is_added_under_its_own_title(server, add, everything):
    server.serve("/feed", rss(item()))
    done = add(server.url("/feed"))
    assert [source.title for source in done.added] == ["Site"]
    assert everything() == [("feed", server.url("/feed"))]
    assert (done.present, done.refused, done.offers) == ([], [], {})


def test_a_second_time_adds_nothing(server, add, everything):
    server.serve("/feed", rss(item()))
    add(server.url("/feed"))
    done = add(server.url("/feed"), server.url("/feed"))
    assert (done.added, done.present) == ([], [server.url("/feed")])
    assert len(everything()) == 1


def test_a_site_gives_the_first_of_its_feeds_that_works_and_offers_the_others(
    server, add, everything
):
    server.serve("/", page("/gone", "/feed", "/more"), content_type=HTML)
    server.serve("/feed", rss(item()))
    done = add(server.url("/"))
    assert everything() == [("feed", server.url("/feed"))]
    assert done.offers == {server.url("/"): [server.url("/gone"), server.url("/more")]}


def test_a_site_that_names_no_feed_is_tried_at_the_usual_places(server, add, everything):
    server.serve("/", page(), content_type=HTML)
    server.serve("/rss.xml", rss(item()))
    add(server.url("/"))
    assert everything() == [("feed", server.url("/rss.xml"))]


def test_a_home_page_without_a_feed_is_refused_with_what_to_do(server, add, everything):
    server.serve("/", page(), content_type=HTML)
    done = add(server.url("/"))
    assert everything() == []
    [(what, why)] = done.refused
    assert what == server.url("/")
    assert "Give the feed's own address" in why


SECTION = "".join(
    f"<h3><a href='/2026/01/0{n}/story'>Story {n}</a></h3><p>What story {n} says in short.</p>"
    for n in range(1, 8)
)


@pytest.mark.parametrize("path", ["/business", "/news-from-the-far-north"])
def test_a_section_without_a_feed_is_refused_with_what_to_do(server, add, everything, path):
    server.serve(path, page(body=SECTION), content_type=HTML)
    done = add(server.url(path))
    assert everything() == []
    [(_, why)] = done.refused
    assert why.startswith("This page lists articles")
    assert "Give the address of an article" in why


def test_a_section_that_names_a_feed_gives_it_whatever_its_address_looks_like(
    server, add, everything
):
    server.serve("/news-from-the-far-north", page("/feed", body=SECTION), content_type=HTML)
    server.serve("/feed", rss(item()))
    add(server.url("/news-from-the-far-north"))
    assert everything() == [("feed", server.url("/feed"))]


def test_an_article_stays_an_article_although_its_page_names_the_sites_feed(
    server, add, everything
):
    link = server.url("/2026/01/05/relay-welded-shut")
    server.serve("/2026/01/05/relay-welded-shut", page("/feed"), content_type=HTML)
    server.serve("/feed", rss(item()))
    done = add(link)
    assert everything() == [("page", link)]
    assert done.offers == {link: (server.url("/feed"),)}


def test_what_is_neither_a_feed_nor_a_page_is_refused(server, add, everything):
    server.serve("/paper", b"%PDF-1.7 \x00\x01", content_type="application/pdf")
    server.serve("/list", opml("<outline xmlUrl='https://a.example/f'/>"), content_type="text/xml")
    done = add(server.url("/paper"), server.url("/list"), server.url("/nothing"))
    assert everything() == []
    why = dict(done.refused)
    assert "application/pdf" in why[server.url("/paper")]
    assert "Import it as a list" in why[server.url("/list")]
    assert "answered 404" in why[server.url("/nothing")]


def test_one_that_fails_does_not_keep_the_others_out(server, add, everything):
    server.serve("/feed", rss(item()))
    done = add("ftp://a.example/feed", server.url("/feed"), "not an address")
    assert everything() == [("feed", server.url("/feed"))]
    assert len(done.refused) == 2
    assert all(why.endswith(".") for _, why in done.refused)


def test_private_addresses_are_refused_unless_they_are_allowed(both_stores, server, now):
    server.serve("/feed", rss(item()))
    done = subscribe(both_stores, Settings(ports=None), [server.url("/feed")], now=now, by=LOCAL)
    assert done.added == []
    assert len(done.refused) == 1
    assert server.connections == 0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a.example\nb.example/f?b=1&a=2", ["a.example", "b.example/f?b=1&a=2"]),
        ("feed://a.example/rss localhost:8000/f", ["feed://a.example/rss", "localhost:8000/f"]),
        (
            "Look at https://a.example/x, and b.example too",
            ["https://a.example/x", "https://b.example/"],
        ),
        ("a.example\nnonsense\n", ["a.example", "nonsense"]),
        ("a.example, nonsense", ["a.example", "nonsense"]),
        ("- a.example\n- nonsense\n- a.example", ["a.example", "nonsense"]),
        ("Feeds:\nhttps://a.example/feed", ["https://a.example/feed"]),
        ("Hacker News\na.example/f?b=1&a=2", ["a.example/f?b=1&a=2"]),
        ("nothing of the kind", []),
    ],
)
def test_addresses_are_found_in_lists_and_in_sentences(text, found):
    assert addresses_in(text) == found


def test_broken_outlines_are_named_and_the_others_come_in(both_stores, everything, now):
    body = opml(
        "<outline text='Good' xmlUrl='https://good.example/feed'/>",
        "<outline text='Empty' type='rss' xmlUrl=''/>",
        "<outline text='Odd' type='rss' xmlUrl='ftp://odd.example/feed'/>",
    )
    done = import_opml(both_stores, body, now=now, by=LOCAL)
    assert everything() == [("feed", "https://good.example/feed")]
    assert [what for what, _ in done.refused] == ["Empty", "Odd"]


def test_five_thousand_feeds_come_in_at_once_and_only_once(both_stores, everything, now):
    body = opml(
        *(f"<outline text='Feed {n}' xmlUrl='https://{n}.example/feed'/>" for n in range(4_990)),
        *("<outline text='Broken' type='rss'/>" for _ in range(10)),
    )
    done = import_opml(both_stores, body, now=now, by=LOCAL)
    again = import_opml(both_stores, body, now=now, by=LOCAL)
    assert (len(done.added), len(done.refused)) == (4_990, 10)
    assert (len(again.added), len(again.present)) == (0, 4_990)
    assert len(everything()) == 4_990


def test_a_file_of_another_kind_is_refused_whole(both_stores, everything, now):
    with pytest.raises(SourceError, match="web page"):
        import_opml(both_stores, page().encode(), now=now, by=LOCAL)
    assert everything() == []


def test_what_is_exported_can_be_imported_elsewhere(both_stores, server, add, tmp_path, now):
    server.serve("/feed", rss(item()))
    article = server.url("/2026/01/05/relay")
    server.serve("/2026/01/05/relay", page(), content_type=HTML)
    add(server.url("/feed"), article)
    import_opml(
        both_stores,
        opml("<outline text='R&amp;D' xmlUrl='https://a.example/?a=1&amp;b'/>"),
        now=now,
        by=LOCAL,
    )

    elsewhere = open_store(f"sqlite:///{tmp_path}/elsewhere.db")
    import_opml(elsewhere, export_opml(both_stores, now=now), now=now, by=LOCAL)

    with reading(elsewhere) as conn:
        found = [(s.title, s.address) for s in sources.every(conn)]
    assert found == [("Site", server.url("/feed")), ("R&D", "https://a.example/?a=1&b")]


def test_a_paused_source_is_left_alone_until_it_is_resumed(both_stores, server, add, now):
    server.serve("/feed", rss(item()))
    [source] = add(server.url("/feed")).added
    pause(both_stores, source.id, now=now, by=LOCAL)
    assert refresh(both_stores, ALLOWED, now=now) == []
    resume(both_stores, source.id, now=now, by=LOCAL)
    assert [one.new for one in refresh(both_stores, ALLOWED, now=now)] == [1]


def test_only_a_source_that_never_brought_anything_can_be_removed(
    both_stores, server, add, everything, now
):
    server.serve("/feed", rss(item()))
    [good] = add(server.url("/feed")).added
    with writing(both_stores) as conn:
        [typo], _ = sources.add(conn, [{"kind": "feed", "address": "https://t.example"}], now=now)
    refresh(both_stores, ALLOWED, now=now, only=[good])

    unsubscribe(both_stores, typo.id, now=now, by=LOCAL)
    with pytest.raises(BriefingError, match="Pause it instead"):
        unsubscribe(both_stores, good.id, now=now, by=LOCAL)

    assert everything() == [("feed", server.url("/feed"))]


def test_a_source_that_became_a_page_goes_on_at_the_feed_it_offers(
    both_stores, server, add, everything, now
):
    server.serve("/old", rss(item(n=1)))
    [source] = add(server.url("/old")).added
    refresh(both_stores, ALLOWED, now=now)
    server.serve("/old", page("/new"), content_type=HTML)
    server.serve("/new", rss(item(n=1) + item(n=2)))
    later = now + timedelta(hours=1)
    with reading(both_stores) as conn:
        known = sources.by_id(conn, source.id)
    [outcome] = refresh(both_stores, ALLOWED, now=later, only=[known])
    assert outcome.offers == (server.url("/new"),)
    with reading(both_stores) as conn:
        assert sources.by_id(conn, source.id).failing_since == later

    use_instead(both_stores, source.id, server.url("/new"), now=later, by=LOCAL)

    assert everything() == [("feed", server.url("/new"))]
    assert [one.new for one in refresh(both_stores, ALLOWED, now=later)] == [1]
    with reading(both_stores) as conn:
        well = sources.by_id(conn, source.id)
    assert (well.problem, well.failing_since) == ("", None)


def test_an_address_that_another_source_has_is_not_taken(both_stores, now):
    with writing(both_stores) as conn:
        wanted = [{"kind": "feed", "address": f"https://{n}.example"} for n in "ab"]
        [one, other], _ = sources.add(conn, wanted, now=now)
    with pytest.raises(BriefingError, match="among your sources already"):
        use_instead(both_stores, one.id, other.address, now=now, by=LOCAL)
