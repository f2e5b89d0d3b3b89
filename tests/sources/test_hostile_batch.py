"""Everything that feeds do wrong, in one refresh: each is named, the rest comes in, all is kept."""

import gzip
import json
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from aiohttp import web
from sqlalchemy import func, select

from briefing.prepare import prepare
from briefing.refresh import refresh
from briefing.settings import Settings
from briefing.store import articles, reading, sources, tables, writing
from tests.servers import LOOPBACK, OK, LoopbackServer
from tests.sources.feeds import item, rss

ALLOWED = Settings(allow_private=LOOPBACK)
GOOD = rss(item("<description>One thing.</description>", n=1))


@pytest.fixture
def server():
    with LoopbackServer() as started:
        yield started


@pytest.fixture
def look(both_stores, server, now):
    """Follow paths of the server, look at all sources, and give path to outcome."""
    minutes = count()

    def at(*paths, later=timedelta()):
        moment = now + timedelta(minutes=next(minutes)) + later
        wanted = [{"kind": "feed", "address": server.url(path)} for path in paths]
        with writing(both_stores) as conn:
            sources.add(conn, wanted, now=moment)
        outcomes = refresh(both_stores, ALLOWED, now=moment)
        return {one.source.address.removeprefix(server.url("")): one for one in outcomes}

    return at


@pytest.fixture
def stored(both_stores):
    def all_articles():
        with reading(both_stores) as conn:
            return articles.unprepared(conn, 10_000)

    return all_articles


def known(engine):
    with reading(engine) as conn:
        return sources.every(conn)


def rows(engine):
    with reading(engine) as conn:
        return [
            conn.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (tables.entries, tables.articles)
        ]


def story(n=1, link="", inside=""):
    link = link or f"https://site.example/{n}"
    return f"<item><title>Story {n}</title><link>{link}</link>{inside}</item>"


DEEP = "<a>" * 100_000
ATTRIBUTES = "".join(f' a{n}="x"' for n in range(100_000))
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))

#: Documents that are refused, and words of the refusal.
REFUSED = {
    "laughs": (f'<!DOCTYPE r [<!ENTITY l0 "ha">{LAUGHS}]>{rss(item("&l9;"))}', "entit"),
    "file": (f'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>{GOOD}', "entit"),
    "empty": ("", "nothing"),
    "page": ("<!doctype html><html><title>Sign in</title></html>", "not a feed"),
    "sitemap": ('<?xml version="1.0"?><urlset><url/></urlset>', "site map"),
    "opml": ("<opml><body/></opml>", "OPML"),
    "noise": (bytes(range(256)) * 500, "does not answer with a feed"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(5_000), "does not answer with a feed"),
    "json bomb": ("[" * 200_000, ""),
}

#: Documents that are read all the same, and how many items they give.
READ = {
    "deep": (rss(item(f"<description>{DEEP}</description>", n=1)), {0, 1}),
    "attributes": (rss(f"<item{ATTRIBUTES}><title>A</title><guid>1</guid></item>"), {0, 1}),
    "author": (rss(item("<author>" + "a@" * 32_000 + "</author>")), {0, 1}),
    "controls": (rss(item("<description>a\x00b\x0b\ud800c&#0;\u2028d</description>")), {1}),
    "many": (rss("".join(item(n=n) for n in range(3_000))), {500}),
    "title": (rss(f"<item><title>{'T' * 3_000_000}</title><guid>1</guid></item>"), {1}),
    "nan": (json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [
        {"id": float("nan"), "title": None, "url": 7, "content_text": ["a"]},
        {"id": "2", "title": "Kept", "content_text": "Said."}]}), {1, 2}),
    "nameless": (rss("<item/>" * 50 + story()), {1}),
    "no channel": ("<rss><item><title>Loose</title><guid>1</guid></item></rss>", {0, 1}),
}  # fmt: skip


def body_of(document):
    return document if isinstance(document, bytes) else document.encode("utf-8", "surrogatepass")


def test_a_batch_of_hostile_documents_leaves_the_good_ones_whole(
    both_stores, server, look, stored, now
):
    for name, (document, _) in {**REFUSED, **READ}.items():
        server.serve(f"/{name.replace(' ', '-')}", body_of(document))
    for kind in ("text/html", "text/plain", "application/octet-stream", "image/png"):
        server.serve(f"/good/{kind}", GOOD.replace("site.example", f"{kind[-4:]}.example"),
                     content_type=kind)  # fmt: skip
    packed = gzip.compress(GOOD.replace("site.", "packed.").encode())
    server.serve("/good/packed", packed, headers={"Content-Encoding": "gzip"})
    server.raw("/cut", b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n<rss>")
    server.raw("/rude", b"220 smtp ready\r\n")
    server.raw("/endless", OK, b"<rss>" + b"x" * 65_536, forever=True)
    good = [f"/good/{k}" for k in ("text/html", "text/plain", "application/octet-stream",
                                   "image/png", "packed")]  # fmt: skip
    bad = [f"/{name.replace(' ', '-')}" for name in REFUSED]

    outcomes = look(*good, *bad, *(f"/{name}".replace(" ", "-") for name in READ),
                    "/cut", "/rude", "/endless")  # fmt: skip

    assert [outcomes[path].new for path in good] == [1] * len(good)
    for path, (_, says) in zip(bad, REFUSED.values(), strict=True):
        assert outcomes[path].problem, path
        assert says in outcomes[path].problem, (path, outcomes[path].problem)
    for name, (_, items) in READ.items():
        outcome = outcomes[f"/{name}".replace(" ", "-")]
        assert outcome.new in items, (name, outcome)
        assert outcome.new or outcome.problem or 0 in items
    for path in ("/cut", "/rude", "/endless"):
        assert outcomes[path].problem.endswith("."), path
    assert all(len(article.title) <= 500 for article in stored())
    done = prepare(both_stores, Settings(), now=now + timedelta(hours=1), pages=False)
    assert done.articles == rows(both_stores)[1]
    # Sources that failed are still there, and say why.
    problems = {one.address.removeprefix(server.url("")): one.problem for one in known(both_stores)}
    assert all(problems[path] for path in bad)


# ── The same again, moved, edited, gone and back ─────────────────────────────


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (  # an id that is an address with a part renewed at every fetch
            [story(n, inside=f"<guid>https://site.example/{n}?token=aa{n}</guid>") for n in (1, 2)],
            [story(n, inside=f"<guid>https://site.example/{n}?token=bb{n}</guid>") for n in (1, 2)],
        ),
        (  # from http to https and to another host
            [story(n, inside=f"<guid>http://site.example/?p={n}</guid>") for n in (1, 2)],
            [story(n, f"https://new.example/{n}", f"<guid>https://new.example/?p={n}</guid>")
             for n in (1, 2)],
        ),
        (  # one id for everything, in another order
            [story(n, inside="<guid>site</guid>") for n in (1, 2, 3)],
            [story(n, inside="<guid>site</guid>") for n in (3, 1, 2)],
        ),
        (  # no id at all, and trackers that change
            [story(n, f"https://site.example/{n}?utm_source=a&amp;id=1") for n in (1, 2)],
            [story(n, f"https://site.example/{n}?id=1&amp;utm_source=b#top") for n in (2, 1)],
        ),
    ],
)  # fmt: skip
def test_the_same_items_in_other_clothes_are_no_flood(both_stores, server, look, before, after):
    server.serve("/feed", rss("".join(before)))
    first = look("/feed")["/feed"]
    server.serve("/feed", rss("".join(after)))
    again = look()["/feed"]
    assert (first.new, again.new) == (len(before), 0)
    assert rows(both_stores)[1] == len(before)


def test_an_edit_is_followed_and_no_new_article(both_stores, server, look, stored):
    guid = "<guid isPermaLink='false'>7</guid>"
    server.serve("/feed", rss(story(1, inside=guid)))
    look("/feed")
    server.serve("/feed", rss(story(1, inside=guid).replace("Story 1", "Story one, corrected")))
    outcome = look()["/feed"]
    assert (outcome.new, outcome.changed) == (0, 1)
    [article] = stored()
    assert article.title == "Story one, corrected"
    assert rows(both_stores) == [2, 1]


def test_an_item_that_leaves_and_returns_is_the_same(both_stores, server, look):
    server.serve("/feed", rss(story(1) + story(2)))
    look("/feed")
    server.serve("/feed", rss(story(2)))
    look()
    server.serve("/feed", rss(story(1) + story(2)))
    assert look()["/feed"].new == 0
    assert rows(both_stores) == [2, 2]


def test_one_page_under_many_addresses_is_one_article_and_parameters_choose_pages(
    both_stores, server, look
):
    forms = (
        "https://www.wire.example/a?id=1&amp;b=2&amp;utm_campaign=x",
        "http://wire.example/a?b=2&amp;id=1#comments",
        "https://m.wire.example/a/?id=1&amp;b=2&amp;fbclid=zz",
        "https://www.google.com/url?q=https%3A%2F%2Fwire.example%2Fa%3Fid%3D1%26b%3D2&amp;sa=D",
        "https://wire.example/a/amp?id=1&amp;b=2",
    )
    for n, link in enumerate(forms):
        server.serve(f"/{n}", rss(story(1, link)))
    server.serve("/other", rss(story(1, "https://wire.example/a?id=2&amp;b=2")))
    look(*(f"/{n}" for n in range(len(forms))), "/other")
    entries, pages = rows(both_stores)
    assert (entries, pages) == (len(forms) + 1, 2)


def test_a_feed_that_dates_everything_now_keeps_the_time_of_first_sight(
    both_stores, server, look, stored, now
):
    def stamped(at: datetime) -> str:
        date = f"<pubDate>{at:%a, %d %b %Y %H:%M:%S} GMT</pubDate>"
        return rss(story(1, inside=date) + story(2, inside=date))

    server.serve("/feed", stamped(now))
    look("/feed")
    seen = {article.id: article.published for article in stored()}
    server.serve("/feed", stamped(now + timedelta(hours=5)))
    outcome = look(later=timedelta(hours=5))["/feed"]
    assert (outcome.new, outcome.changed) == (0, 0)
    assert {article.id: article.published for article in stored()} == seen


@pytest.mark.parametrize(
    "date",
    ["0000-00-00T00:00:00Z", "9999-12-31T23:59:59Z", "Thu, 01 Jan 1970 00:00:00 GMT", "soon",
     "Tue, 06 Jan 2026 09:00:00 +1400", "31.12.99", "", "٢٠٢٦-٠١-٠٥", "1" * 5_000],
)  # fmt: skip
def test_no_date_puts_an_article_into_the_future(both_stores, server, look, stored, date):
    server.serve("/feed", rss(story(1, inside=f"<pubDate>{date}</pubDate>")))
    look("/feed")
    [article] = stored()
    assert datetime(1995, 1, 1, tzinfo=UTC) < article.published <= article.first_seen


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
def test_an_item_with_a_link_that_nobody_should_follow_has_none(
    both_stores, server, look, stored, link
):
    server.serve("/feed", rss(f"<item><title>A</title><guid>1</guid><link>{link}</link></item>"))
    look("/feed")
    [article] = stored()
    assert article.link is None


# ── What servers do ──────────────────────────────────────────────────────────


def test_validators_that_come_with_unchanged_are_the_ones_sent_next(both_stores, server, look):
    heard = []

    def answer(request: web.BaseRequest) -> web.Response:
        heard.append(request.headers.get("If-None-Match"))
        if len(heard) == 1:
            return web.Response(body=GOOD.encode(), headers={"ETag": '"1"'})
        return web.Response(status=304, headers={"ETag": f'"{len(heard)}"'})

    server.route("/feed", answer)
    look("/feed")
    look()
    look()
    assert heard == [None, '"1"', '"2"']


def test_a_temporary_redirect_is_followed_for_ever_and_never_believed(both_stores, server, look):
    server.redirect("/old", "/new", status=302)
    server.serve("/new", GOOD)
    look("/old")
    for days in range(1, 12):
        look(later=timedelta(days=days))
    [source] = known(both_stores)
    assert source.address == server.url("/old")


def test_a_login_page_behind_a_permanent_redirect_moves_nothing(both_stores, server, look):
    server.serve("/feed", GOOD)
    look("/feed")
    server.redirect("/feed", "/login", status=301)
    server.serve("/login", "<html><title>Sign in</title></html>", content_type="text/html")
    for days in range(1, 10):
        assert "not a feed" in look(later=timedelta(days=days))["/feed"].problem
    [source] = known(both_stores)
    assert (source.address, source.active) == (server.url("/feed"), True)
    assert rows(both_stores) == [1, 1]


def test_a_missing_feed_is_asked_again_later_and_keeps_what_it_brought(both_stores, server, look):
    server.serve("/feed", GOOD)
    look("/feed")
    server.serve("/feed", "gone fishing", status=404)
    look()
    [source] = known(both_stores)
    assert source.active
    assert source.due_at > source.checked_at + timedelta(minutes=50)
    assert rows(both_stores) == [1, 1]


def test_only_the_host_that_asked_for_peace_is_left_alone(both_stores, server, look, now):
    with LoopbackServer(host="127.0.0.2") as other:
        other.serve("/feed", GOOD)
        server.serve("/busy", "later", status=429, headers={"Retry-After": "3600"})
        with writing(both_stores) as conn:
            sources.add(conn, [{"kind": "feed", "address": other.url("/feed")}], now=now)
        look("/busy")
        asked = (len(server.requests), len(other.requests))
        look()
    assert (len(server.requests), len(other.requests)) == (asked[0], asked[1] + 1)


def test_an_article_on_a_private_host_is_never_fetched(both_stores, server, look, now):
    server.serve("/feed", rss(story(1, server.url("/secret"), "<description>A.</description>")))
    look("/feed")
    done = prepare(both_stores, Settings(), now=now + timedelta(minutes=5))
    assert (done.articles, done.completed, server.hits("/secret")) == (1, 0, 0)


def test_a_clock_that_ran_ahead_stops_no_checks_once_it_is_right_again(both_stores, server, now):
    server.serve("/busy", "later", status=429, headers={"Retry-After": "3600"})
    server.serve("/feed", GOOD)
    ahead = now + timedelta(days=365)
    with writing(both_stores) as conn:
        sources.add(conn, [{"kind": "feed", "address": server.url("/feed")}], now=ahead)
        sources.add(conn, [{"kind": "feed", "address": server.url("/busy")}], now=ahead)
    refresh(both_stores, ALLOWED, now=ahead)
    server.serve("/busy", GOOD)
    outcomes = refresh(both_stores, ALLOWED, now=now, only_due=True)
    assert [outcome.problem for outcome in outcomes] == ["", ""]
