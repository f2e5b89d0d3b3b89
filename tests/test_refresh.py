"""Looking at sources over a real server: what comes in, what fails beside it, what is kept."""

import gzip
from datetime import timedelta
from itertools import count
from threading import Event, Thread
from time import sleep

import pytest
from sqlalchemy import func, select

from briefing.model import Source
from briefing.prepare import prepare
from briefing.refresh import LEASE, READ_AHEAD, refresh
from briefing.settings import Settings
from briefing.store import articles, leases, reading, sources, writing
from briefing.store.tables import articles as articles_table
from tests.servers import LOOPBACK, OK, LoopbackServer
from tests.sources.feeds import atom, item, rss

ALLOWED = Settings(allow_private=LOOPBACK)
TWO = rss(item("<description>One thing.</description>", n=1) + item(n=2))


@pytest.fixture
def server():
    with LoopbackServer() as started:
        yield started


@pytest.fixture
def look(both_stores, server, now):
    """Subscribe to paths of the server (or addresses) and look at all sources."""
    minutes = count()

    def at(*paths, later=timedelta(), settings=ALLOWED, kind="feed", **how):
        moment = now + timedelta(minutes=next(minutes)) + later
        addresses = [p if "://" in p else server.url(p) for p in paths]
        with writing(both_stores) as conn:
            sources.add(conn, [{"kind": kind, "address": a} for a in addresses], now=moment)
        return refresh(both_stores, settings, now=moment, **how)

    return at


def stored(engine):
    with reading(engine) as conn:
        return conn.execute(select(func.count()).select_from(articles_table)).scalar_one()


def known(engine, place=0) -> Source:
    with reading(engine) as conn:
        return sources.every(conn)[place]


def everything(engine):
    with reading(engine) as conn:
        return articles.unprepared(conn, 1000)


def test_looking_again_adds_nothing(both_stores, server, look):
    server.serve("/feed", TWO)
    [first] = look("/feed")
    [again] = look()
    assert (first.new, again.new, again.unchanged) == (2, 0, True)
    assert stored(both_stores) == 2


def test_an_unchanged_feed_is_not_sent_again(both_stores, server, look):
    server.serve("/feed", TWO, etag='W/"odd quotes"', last_modified="Mon, 05 Jan 2026 06:00:00 GMT")
    look("/feed")
    [again] = look()
    assert again.unchanged
    assert server.requests[-1].headers["if-none-match"] == 'W/"odd quotes"'
    assert known(both_stores).checked_at > known(both_stores).changed_at


def test_a_server_that_always_says_unchanged_is_asked_for_everything_after_a_while(
    both_stores, server, look
):
    server.serve("/feed", TWO, etag='"a"')
    look("/feed")
    look(later=timedelta(days=9))
    assert "if-none-match" not in server.requests[-1].headers


FAILURES = {
    "/page": "not a feed",
    "/missing": "404",
    "/locked": "403",
    "/empty": "nothing",
    "/loop": "redirect",
    "/bomb": "15 MB",
    "/entities": "entit",
    "/text": "does not answer with a feed",
}


def test_each_failure_is_a_result_beside_the_others(both_stores, server, look):
    offer = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    server.serve("/feed", TWO)
    server.serve("/page", f"<html><head>{offer}</head></html>", content_type="text/html")
    server.serve("/locked", "no", status=403)
    server.serve("/empty", "")
    server.redirect("/loop", "/loop")
    server.serve("/bomb", gzip.compress(b" " * 200_000_000), headers={"Content-Encoding": "gzip"})
    server.serve("/entities", '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><rss/>')
    server.serve("/text", "Hello.", content_type="text/plain")
    heard = []

    outcomes = look("/feed", *FAILURES, progress=heard.append)

    assert outcomes[0].new == 2
    assert len(heard) == len(outcomes) == 1 + len(FAILURES)
    for outcome, words in zip(outcomes[1:], FAILURES.values(), strict=True):
        assert words in outcome.problem, outcome.problem
        assert outcome.problem.endswith((".", *outcome.offers))
    assert outcomes[1].offers == (server.url("/feed"),)
    assert stored(both_stores) == 2


def test_a_body_that_never_ends_is_left(both_stores, server, look):
    server.raw("/endless", OK, b"<rss>" + b"x" * 65536, forever=True)
    server.serve("/feed", TWO)
    endless, feed = look("/endless", "/feed")
    assert "15 MB" in endless.problem
    assert feed.new == 2


def test_private_addresses_are_not_called_unless_allowed(both_stores, server, look):
    server.serve("/feed", TWO)
    [outcome] = look("/feed", settings=Settings())
    assert "private" in outcome.problem
    assert server.connections == 0


def test_what_came_before_a_failure_stays(both_stores, server, look):
    server.serve("/feed", TWO)
    look("/feed")
    server.serve("/feed", "<html></html>", content_type="text/html")
    [outcome] = look()
    assert "not a feed" in outcome.problem
    assert stored(both_stores) == 2
    assert known(both_stores).failures == 1
    assert known(both_stores).problem == outcome.problem

    server.serve("/feed", TWO)
    look()
    assert (known(both_stores).failures, known(both_stores).problem) == (0, "")


def test_a_host_that_asks_for_peace_gets_it(both_stores, server, look, now):
    server.serve("/busy", "later", status=429, headers={"Retry-After": "3600"})
    server.serve("/feed", TWO)
    look("/busy")
    asked = len(server.requests)

    busy, feed = look("/feed")

    assert len(server.requests) == asked
    assert "asked to be left alone" in busy.problem
    assert "asked to be left alone" in feed.problem
    assert look(later=timedelta(hours=2))[1].new == 2


def test_a_source_that_is_gone_is_not_asked_again_and_keeps_its_articles(both_stores, server, look):
    server.serve("/feed", TWO)
    look("/feed")
    server.serve("/feed", "", status=410)
    [outcome] = look()
    assert "gone" in outcome.problem
    assert look() == []
    assert stored(both_stores) == 2


def test_a_move_is_believed_after_a_week(both_stores, server, look):
    server.redirect("/old", "/new", status=301)
    server.serve("/new", TWO)
    look("/old")
    for days in range(1, 9):
        look(later=timedelta(days=days))
        if days < 6:
            assert known(both_stores).address == server.url("/old")
    assert known(both_stores).address == server.url("/new")


def test_broken_documents_give_what_stands_before_the_damage(both_stores, server, look):
    server.serve("/feed", rss(item(n=1) + item(n=2) + "<item><title>Cut o", end=""))
    [outcome] = look("/feed")
    assert outcome.new >= 2
    assert outcome.remarks == ("The feed is damaged: only what stands before the damage came in.",)
    server.serve("/feed", TWO)
    assert look()[0].remarks == ()


def test_titles_are_text_whatever_they_hold(both_stores, server, look):
    title = "&lt;img src=x onerror=alert(1)&gt;**Rates** [x](javascript:alert(1)) :red[$5$]"
    server.serve("/feed", rss(f"<item><title>{title}</title><guid>1</guid></item>"))
    look("/feed")
    [article] = everything(both_stores)
    assert "<" not in article.title
    assert "**Rates** [x](javascript:alert(1)) :red[$5$]" in article.title


def test_odd_dates_are_handled_and_marked(both_stores, server, look, now):
    dates = ("Thu, 01 Jan 1970 00:00:00 GMT", "Thu, 01 Jan 2099 00:00:00 GMT", "soon", "")
    server.serve(
        "/feed",
        rss("".join(item(f"<pubDate>{d}</pubDate>", n=n) for n, d in enumerate(dates))),
    )
    look("/feed")
    found = {a.title: a for a in everything(both_stores)}
    assert [found[f"Story {n}"].dated for n in range(4)] == [
        "implausible",
        "future",
        "missing",
        "missing",
    ]
    assert all(a.published <= a.first_seen for a in found.values())
    assert found["Story 1"].published == found["Story 1"].first_seen


def test_items_without_or_with_the_same_id_stay_apart(both_stores, server, look):
    same = "<guid>same</guid>"
    server.serve("/feed", rss(item(same, n=1) + item(same, n=2) + item(n=3) + item(n=4)))
    look("/feed")
    look()
    assert stored(both_stores) == 4


def test_one_page_in_two_feeds_is_one_article(both_stores, server, look):
    link = "https://wire.example/story"
    server.serve("/a", rss(f"<item><title>S</title><link>{link}?utm_source=a</link></item>"))
    server.serve("/b", atom(f"<entry><id>1</id><title>S</title><link href='{link}#top'/></entry>"))
    look("/a", "/b")
    [article] = everything(both_stores)
    assert article.link == link


def test_only_what_is_due_is_looked_at(both_stores, server, look):
    server.serve("/feed", TWO)
    look("/feed")
    assert look(only_due=True) == []
    assert len(look(only_due=True, later=timedelta(days=2))) == 1


def test_what_another_run_looks_at_is_left_to_it(both_stores, server, look, now):
    paths = [f"/{n}" for n in range(5)]
    for path in paths:
        server.serve(path, rss(item(n=int(path[1:]))))
    meanwhile = {}

    def at_once(_: int) -> None:
        for name, how in {
            "plain": {},
            "due": {"only_due": True},
            "asked": {"only": [five]},
        }.items():
            meanwhile[name] = refresh(both_stores, ALLOWED, now=now, **how)

    with writing(both_stores) as conn:
        added, _ = sources.add(
            conn, [{"kind": "feed", "address": server.url(p)} for p in paths], now=now
        )
    five = added[-1]
    outcomes = look(begin=at_once)

    assert [one.new for one in outcomes] == [1] * 5
    assert [server.hits(path) for path in paths] == [1] * 5
    assert [one.source.id for one in meanwhile["plain"]] == [source.id for source in added]
    assert all(one.elsewhere and not one.problem for one in meanwhile["plain"])
    assert (meanwhile["due"], [one.elsewhere for one in meanwhile["asked"]]) == ([], [True])
    assert not any(one.elsewhere for one in look()), "it is free as soon as the run has ended"


@pytest.mark.parametrize("path", ["/good", "/missing", "/busy"])
def test_a_source_is_free_again_as_soon_as_it_is_stored(both_stores, server, look, path, now):
    server.serve("/good", TWO)
    server.serve("/busy", "later", status=429, headers={"Retry-After": "600"})
    leased = []
    look(path, progress=lambda _: leased.append(known(both_stores).leased_until))
    # Its host asked to be left alone, so nobody calls it this time.
    look(progress=lambda _: leased.append(known(both_stores).leased_until))
    assert leased == [None, None]


def test_a_run_that_died_gives_its_sources_back_after_some_minutes(both_stores, server, look, now):
    server.serve("/feed", TWO)
    with writing(both_stores) as conn:
        sources.add(conn, [{"kind": "feed", "address": server.url("/feed")}], now=now)
        [claimed] = leases.claim(conn, now, until=now + LEASE, polled=["feed"])
    assert claimed.leased_until == now + LEASE
    assert [one.elsewhere for one in look(later=LEASE - timedelta(minutes=1))] == [True]
    assert [one.new for one in look(later=LEASE)] == [2]


def test_a_run_that_is_stopped_gives_its_sources_back_at_once(both_stores, server, look, now):
    server.serve("/feed", TWO)

    def stop(_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        look("/feed", progress=stop)
    assert known(both_stores).leased_until is None


def test_a_lease_of_a_clock_that_ran_ahead_keeps_nobody_out(both_stores, server, look, now):
    server.serve("/feed", TWO)
    ahead = now + timedelta(days=365)
    with writing(both_stores) as conn:
        sources.add(conn, [{"kind": "feed", "address": server.url("/feed")}], now=now)
        leases.claim(conn, ahead, until=ahead + LEASE, polled=["feed"])
    assert [one.new for one in look()] == [2]


def test_a_pasted_article_is_read_once(both_stores, server, look):
    days = ("first", "second", "third", "fourth", "fifth", "sixth")
    said = "day of the harbour test brought wind and rain, and the crew of the ferry kept watch. "
    paragraphs = "".join(f"<p>{f'The {day} {said}' * 3}</p>" for day in days)
    page = (
        "<html><head><title>Ninety days in the harbour</title>"
        "<meta property='og:site_name' content='Harbour News'></head>"
        f"<body><article><h1>Ninety days in the harbour</h1>{paragraphs}</article></body></html>"
    )
    server.serve("/article", page, content_type="text/html")
    [outcome] = look("/article", kind="page")
    assert outcome.new == 1
    [article] = everything(both_stores)
    assert article.title == "Ninety days in the harbour"
    assert article.words > 200
    assert look() == []


def test_a_teaser_is_completed_from_its_page(both_stores, server, look, now):
    said = "The regulator published its report on harbour batteries this morning in Oslo. "
    paragraphs = "".join(f"<p>{n}. {said * 6}</p>" for n in range(6))
    body = f"<html><body><article><h1>Report</h1>{paragraphs}</article></body></html>"
    server.serve("/story", body, content_type="text/html")
    link = f"<link>{server.url('/story')}</link>"
    server.serve(
        "/feed", rss(f"<item><title>Report</title>{link}<description>Short.</description></item>")
    )
    look("/feed")

    done = prepare(both_stores, ALLOWED, now=now + timedelta(minutes=1))

    assert (done.articles, done.completed) == (1, 1)
    with reading(both_stores) as conn:
        article = articles.by_id(conn, 1)
    assert article.complete
    assert article.words > 300
    assert article.language == "en"
    assert article.key_points
    assert article.story_id is not None


def test_a_teaser_whose_page_is_closed_keeps_the_feeds_own_words(both_stores, server, look, now):
    link = f"<link>{server.url('/story')}</link>"
    server.serve(
        "/feed", rss(f"<item><title>Report</title>{link}<description>Short.</description></item>")
    )
    server.serve("/story", "Pay first.", status=402)
    look("/feed")
    assert prepare(both_stores, ALLOWED, now=now).completed == 0
    with reading(both_stores) as conn:
        article = articles.by_id(conn, 1)
    assert (article.text, article.complete) == ("Short.", False)


def test_outlets_carry_the_name_of_their_feed(both_stores, server, look):
    inside = "<link>https://wire.example/</link>" + "".join(
        f"<item><title>S</title><link>https://{h}/1</link></item>"
        for h in ("wire.example", "other.example")
    )
    server.serve("/feed", rss(inside))
    look("/feed")
    assert {a.outlet.name for a in everything(both_stores)} == {"Site", "other.example"}


def test_while_the_database_waits_for_another_writer_feeds_are_fetched(store, server, now):
    paths = [f"/{n}" for n in range(2 * READ_AHEAD)]
    for path in paths:
        server.serve(path, rss(item()))
    with writing(store) as conn:
        sources.add(conn, [{"kind": "feed", "address": server.url(p)} for p in paths], now=now)
    locked, seen = Event(), []

    def write_something_long() -> None:
        with writing(store):
            locked.set()
            sleep(2)
            seen.extend(server.requests)

    other = Thread(target=write_something_long)

    def begin(_: int) -> None:
        other.start()
        locked.wait()

    outcomes = refresh(store, ALLOWED, now=now, begin=begin)

    other.join()
    assert len(seen) >= READ_AHEAD
    assert sum(outcome.new for outcome in outcomes) == len(paths)
