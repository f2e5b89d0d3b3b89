"""What the store promises, on SQLite and on PostgreSQL."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from sqlalchemy import DateTime, func, inspect, literal, select, type_coerce

from briefing.errors import NotFound, StoreError
from briefing.model import Edition, Item, Missed, Part
from briefing.store import (
    articles,
    curations,
    decisions,
    editions,
    entries,
    executives,
    facts,
    leases,
    open_store,
    outlets,
    reading,
    sources,
    writing,
)
from briefing.store.bulk import TOGETHER
from briefing.store.engine import HEAD
from briefing.store.search import OWN
from briefing.store.tables import entries as entries_table
from briefing.store.tables import metadata


@pytest.fixture
def feed(both_stores, now):
    with writing(both_stores) as conn:
        [source], _ = sources.add(conn, [{"kind": "feed", "address": "https://a.example"}], now=now)
    return source


@pytest.fixture
def take_in(both_stores, feed, now):
    def take(*arrivals, at=now, source=feed):
        with writing(both_stores) as conn:
            hosts = outlets.ensure(conn, {a.host: a.host for a in arrivals})
            return entries.take_in(conn, {source.id: arrivals}, hosts, now=at)[source.id]

    return take


@pytest.fixture
def dana(both_stores):
    with writing(both_stores) as conn:
        return executives.add(conn, "Dana Okafor", zone="Europe/Zurich")


def rows(engine, table):
    with reading(engine) as conn:
        return conn.execute(select(func.count()).select_from(table)).scalar_one()


def only_article(engine):
    with reading(engine) as conn:
        [found] = articles.unprepared(conn, 10)
    return found


def test_migrations_lead_to_the_tables_that_the_code_knows(both_stores):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    from briefing.store.migrations import config

    def known(name, *_):
        return not (name or "").startswith(OWN)

    with both_stores.connect() as conn:
        context = MigrationContext.configure(conn, opts={"include_name": known})
        assert compare_metadata(context, metadata) == []
    assert ScriptDirectory.from_config(config()).get_heads() == [HEAD]


def test_migrations_can_be_taken_back(both_stores):
    from alembic import command

    from briefing.store.migrations import config

    with both_stores.begin() as conn:
        made = config()
        made.attributes["connection"] = conn
        command.downgrade(made, "base")
    with both_stores.connect() as conn:
        assert inspect(conn).get_table_names() == ["alembic_version"]


def test_opening_twice_keeps_what_is_there(database_url, now):
    with writing(open_store(database_url)) as conn:
        facts.remember(conn, "founded", "today")
    with reading(open_store(database_url)) as conn:
        assert facts.recall(conn, "founded") == "today"


@pytest.mark.parametrize("url", ["mysql://a/b", "nonsense", "sqlite:////no/such/folder/x.db"])
def test_a_bad_database_address_is_refused_in_a_sentence(url):
    with pytest.raises(StoreError, match="database"):
        open_store(url)


def test_a_database_password_is_never_shown():
    with pytest.raises(StoreError) as caught:
        open_store("postgresql://dana:secret@127.0.0.1:1/desk")
    assert "secret" not in str(caught.value)


def test_a_time_without_a_zone_is_refused(both_stores, dana):
    naive = datetime(2026, 1, 5)
    with pytest.raises(Exception, match="no time zone"), writing(both_stores) as conn:
        executives.say(conn, dana.id, {}, by="Dana", now=naive)


def test_taking_the_same_in_twice_adds_nothing(both_stores, take_in, arrival):
    said = [arrival(), arrival()]

    first, second = take_in(*said), take_in(*said)

    assert (first.new, second.new, second.changed) == (2, 0, 0)
    assert rows(both_stores, entries_table) == 2


def test_a_long_feed_comes_in_whole(both_stores, take_in, arrival, now):
    said = [arrival() for _ in range(2 * TOGETHER + 5)]

    first, second = take_in(*said), take_in(*said)

    assert (first.new, second.new) == (len(said), 0)
    with reading(both_stores) as conn:
        found = articles.unprepared(conn, len(said) + 1)
        seen = conn.execute(select(entries_table.c.identity, entries_table.c.seen_at)).all()
    assert {(a.title, a.link, a.words) for a in found} == {
        (a.entry.title, a.entry.link, a.words) for a in said
    }
    assert {a.key_points for a in found} == {()}
    assert {tuple(row) for row in seen} == {(a.entry.identity, now) for a in said}


def test_an_edit_is_one_more_entry_and_the_article_follows(both_stores, take_in, arrival, now):
    before = arrival(title="Rates may rise")
    edited = replace(
        before, digest="edited", entry=replace(before.entry, title="Rates rise", summary="Now.")
    )
    take_in(before)

    taken = take_in(edited, at=now + timedelta(hours=5))

    assert (taken.new, taken.changed) == (0, 1)
    assert rows(both_stores, entries_table) == 2
    found = only_article(both_stores)
    assert (found.title, found.summary) == ("Rates rise", "Now.")
    assert (found.first_seen, found.published) == (now, before.entry.published)


def test_a_text_that_changes_at_every_visit_is_followed_24_times(both_stores, take_in, arrival):
    first = arrival()
    for n in range(40):
        take_in(replace(first, digest=f"version {n}"))
    assert rows(both_stores, entries_table) == 25


def test_one_page_in_two_feeds_is_one_article_with_the_longer_text(
    both_stores, take_in, arrival, now
):
    with writing(both_stores) as conn:
        wanted = [{"kind": "feed", "address": "https://b.example"}]
        [other], _ = sources.add(conn, wanted, now=now)
    teaser = arrival(link="https://wire.example/x", summary="Rates held.")
    full = arrival(link="https://wire.example/x", text="Rates were held, and here is why. " * 9)

    take_in(teaser)
    take_in(full, source=other)

    found = only_article(both_stores)
    assert found.text == full.entry.text
    assert found.title == teaser.entry.title
    with reading(both_stores) as conn:
        assert len(articles.told_by(conn, found.id)) == 2


def test_one_page_in_two_feeds_that_come_in_together_is_one_article(
    both_stores, feed, arrival, now
):
    teaser = arrival(link="https://wire.example/x", summary="Rates held.")
    full = arrival(link="https://wire.example/x", text="Rates were held, and here is why. " * 9)
    with writing(both_stores) as conn:
        wanted = [{"kind": "feed", "address": "https://b.example"}]
        [other], _ = sources.add(conn, wanted, now=now)
        hosts = outlets.ensure(conn, {teaser.host: teaser.host, full.host: full.host})
        taken = entries.take_in(conn, {feed.id: [teaser], other.id: [full]}, hosts, now=now)

    found = only_article(both_stores)
    assert [one.new for one in taken.values()] == [1, 1]
    assert (found.title, found.text) == (teaser.entry.title, full.entry.text)


def test_times_stand_there_as_sqlalchemy_itself_writes_them(both_stores, feed, now):
    due = metadata.tables["sources"].c.due_at
    theirs = type_coerce(due, DateTime(timezone=True))
    in_helsinki = now.astimezone(timezone(timedelta(hours=2)))
    with writing(both_stores) as conn:
        sources.record(conn, feed.id, due_at=in_helsinki)
        as_written = literal(now, DateTime(timezone=True))
        found = conn.execute(select(due, theirs == as_written)).one()
    assert found.due_at == now
    assert found[1]


def test_an_edited_teaser_leaves_the_longer_text_of_another_feed(
    both_stores, take_in, arrival, now
):
    with writing(both_stores) as conn:
        wanted = [{"kind": "feed", "address": "https://b.example"}]
        [other], _ = sources.add(conn, wanted, now=now)
    teaser = arrival(link="https://wire.example/x", summary="Rates held.")
    full = arrival(link="https://wire.example/x", text="Rates were held, and here is why. " * 9)
    take_in(teaser)
    take_in(full, source=other)

    take_in(replace(teaser, digest="edited", entry=replace(teaser.entry, title="Rates cut")))

    found = only_article(both_stores)
    assert (found.title, found.text) == ("Rates cut", full.entry.text)


def test_a_source_may_shorten_its_own_text(both_stores, take_in, arrival):
    said = arrival(text="Rates were held, and here is why. " * 9)
    take_in(said)
    shorter = replace(said, digest="edited", words=4, entry=replace(said.entry, text="Rates held."))
    take_in(shorter)
    assert only_article(both_stores).text == "Rates held."


def test_an_item_that_moves_takes_its_article_along(both_stores, take_in, arrival):
    said = arrival(link="https://wire.example/old-slug")
    take_in(said)
    link = "https://wire.example/new-slug"
    take_in(replace(said, digest="moved", page_key=link, entry=replace(said.entry, link=link)))
    assert only_article(both_stores).link == link


def test_a_date_to_come_counts_as_first_seen(both_stores, take_in, arrival, now):
    take_in(arrival(published=now + timedelta(days=400), dated="future"))
    assert only_article(both_stores).published == now


def test_a_failed_transaction_leaves_nothing_behind(both_stores, take_in, arrival):
    with pytest.raises(KeyError), writing(both_stores) as conn:
        entries.take_in(conn, {1: [arrival()]}, {}, now=arrival().entry.published)
    assert rows(both_stores, entries_table) == 0


def test_sources_there_already_are_named_and_not_added_again(both_stores, feed, now):
    wanted = [{"kind": "feed", "address": a} for a in ("https://a.example", "https://n.example")]
    with writing(both_stores) as conn:
        new, present = sources.add(conn, wanted + wanted, now=now)
    assert [s.address for s in new] == ["https://n.example"]
    assert present == ["https://a.example"]


def test_thirty_thousand_sources_can_be_added_at_once(store, now):
    wanted = [{"kind": "feed", "address": f"https://{n}.example"} for n in range(35_000)]
    with writing(store) as conn:
        new, _ = sources.add(conn, wanted, now=now)
    assert len(new) == 35_000


def test_a_source_is_due_when_its_time_comes(both_stores, feed, now):
    with writing(both_stores) as conn:
        sources.record(conn, feed.id, due_at=now + timedelta(minutes=15))
        for minutes, ids in ((0, []), (15, [feed.id])):
            moment = now + timedelta(minutes=minutes)
            due = leases.wanted(conn, moment, polled=["feed"], only_due=True)
            assert [source.id for source in due] == ids


def test_a_source_is_claimed_by_one_until_it_is_given_back(both_stores, feed, now):
    until, later = now + timedelta(minutes=10), now + timedelta(minutes=5)
    with writing(both_stores) as conn:
        [claimed] = leases.claim(conn, now, until=until, polled=["feed"])
        assert (claimed.id, claimed.leased_until) == (feed.id, until)
        assert leases.claim(conn, later, until=until, polled=["feed"], only=[feed.id]) == []
        leases.let_go(conn, [feed.id], until=until + timedelta(seconds=1))
        assert leases.claim(conn, later, until=until, polled=["feed"]) == [], "that was another's"
        leases.let_go(conn, [feed.id], until=until)
        assert len(leases.claim(conn, later, until=until, polled=["feed"])) == 1


def test_many_who_claim_at_once_get_each_source_once(both_stores, now):
    wanted = [{"kind": "feed", "address": f"https://{n}.example"} for n in range(200)]
    with writing(both_stores) as conn:
        sources.add(conn, wanted, now=now)

    def claimed(only_due):
        with writing(both_stores) as conn:
            found = leases.claim(
                conn, now, until=now + timedelta(minutes=10), polled=["feed"], only_due=only_due
            )
        return [source.id for source in found]

    with ThreadPoolExecutor(8) as pool:
        got = [one for ids in pool.map(claimed, [True, False] * 4) for one in ids]
    assert sorted(got) == sorted(set(got))
    assert len(got) == 200


def test_only_the_kinds_that_are_looked_at_again_are_claimed_twice(both_stores, now):
    with writing(both_stores) as conn:
        [page], _ = sources.add(conn, [{"kind": "page", "address": "https://p.example"}], now=now)
        assert [s.id for s in leases.wanted(conn, now, polled=["feed"])] == [page.id]
        sources.record(conn, page.id, changed_at=now)
        assert leases.wanted(conn, now, polled=["feed"]) == []
        assert leases.claim(conn, now, until=now, polled=["feed"], only=[page.id]) == []


def test_a_host_is_left_alone_until_its_time(both_stores, now):
    with writing(both_stores) as conn:
        sources.leave_alone(conn, "a.example", now + timedelta(minutes=1))
        sources.leave_alone(conn, "a.example", now + timedelta(hours=1))
        assert sources.quiet_hosts(conn, now) == {"a.example": now + timedelta(hours=1)}
        assert sources.quiet_hosts(conn, now + timedelta(hours=1)) == {}


def test_an_undone_decision_stands_no_more_but_stays_on_record(
    both_stores, take_in, arrival, dana, now
):
    take_in(arrival())
    found = only_article(both_stores)
    with writing(both_stores) as conn:
        passed = decisions.append(conn, dana.id, found.id, "passed", at=now, reason="seen_it")
        decisions.append(conn, dana.id, found.id, "later", at=now)
        decisions.append(conn, dana.id, found.id, "undone", at=now, undoes=passed)
        assert [d.kind for d in decisions.standing(conn, dana.id)] == ["later"]
        kept = decisions.by_id(conn, passed)
    assert kept is not None
    assert (kept.kind, kept.reason, kept.at) == ("passed", "seen_it", now)


def test_a_decision_can_be_undone_only_once(both_stores, take_in, arrival, dana, now):
    take_in(arrival())
    with writing(both_stores) as conn:
        passed = decisions.append(conn, dana.id, 1, "passed", at=now)
        decisions.append(conn, dana.id, 1, "undone", at=now, undoes=passed)
    with pytest.raises(Exception, match=r"(?i)unique"), writing(both_stores) as conn:
        decisions.append(conn, dana.id, 1, "undone", at=now, undoes=passed)


def test_the_newest_voice_holds(both_stores, dana, now):
    with writing(both_stores) as conn:
        assert executives.voice(conn, dana.id) == {}
        executives.say(conn, dana.id, {"own_domains": ["a.example"]}, by="Dana", now=now)
        executives.say(conn, dana.id, {"own_domains": ["b.example"]}, by="Ed", now=now)
        assert executives.voice(conn, dana.id) == {"own_domains": ["b.example"]}


def test_an_executive_is_found_by_name_in_any_case(both_stores, dana):
    with reading(both_stores) as conn:
        assert executives.named(conn, "dana okafor") == dana
        with pytest.raises(NotFound, match="Dana Okafor"):
            executives.named(conn, "Sam")


def test_pins_and_notes_follow_the_newest_word(both_stores, take_in, arrival, dana, now):
    take_in(arrival(), arrival())
    with writing(both_stores) as conn:
        curations.append(conn, dana.id, 1, "pinned", at=now)
        curations.append(conn, dana.id, 2, "pinned", at=now)
        curations.append(conn, dana.id, 2, "unpinned", at=now)
        assert curations.holding(conn, dana.id) == {1: "pinned", 2: "unpinned"}
        for body in ("Ours.", "Ours and theirs."):
            curations.annotate(conn, 1, body, at=now)
        curations.annotate(conn, 2, "Soon gone.", at=now)
        curations.annotate(conn, 2, "", at=now)
        assert curations.annotations(conn, [1, 2]) == {1: "Ours and theirs."}


@pytest.fixture
def edition(both_stores, take_in, arrival, dana, now):
    take_in(arrival(title="Rates held"), arrival(title="Also ran"))
    with writing(both_stores) as conn:
        found = articles.by_ids(conn, [1, 2])
    part = Part("freshness", 0.5, 1.0, "it is new")
    return Edition(
        id=0,
        executive=dana,
        day=date(2026, 1, 5),
        built_at=now,
        items=(
            Item(1, found[1], 0.5, 31.5, "Here because it is new.", (part,), ("Held.",), ("B",)),
        ),
        just_missed=(Missed(found[2], 0.4, "budget", "The five minutes were full."),),
        window="48 hours",
        considered=2,
        sifted={"not_muted_word": 3},
    )


def test_an_edition_reads_as_it_was_frozen(both_stores, edition, dana):
    with writing(both_stores) as conn:
        editions.freeze(conn, edition)
        read = editions.find(conn, dana, edition.day)
        assert editions.find(conn, dana, edition.day + timedelta(days=1)) is None
    assert read is not None
    assert replace(read, id=0) == edition


def test_an_edition_keeps_its_headline_when_the_source_edits_it(
    both_stores, edition, take_in, arrival, dana
):
    with writing(both_stores) as conn:
        editions.freeze(conn, edition)
        articles.record(conn, 1, title="Rates held, then cut")
        read = editions.find(conn, dana, edition.day)
    assert read is not None
    assert read.items[0].article.title == "Rates held"


def test_two_people_who_build_at_once_open_the_same_edition(both_stores, edition, dana, now):
    ready = threading.Barrier(4)
    built = [replace(edition, built_at=now + timedelta(minutes=n)) for n in range(4)]

    def build(one):
        ready.wait()
        with writing(both_stores) as conn:
            editions.freeze(conn, one)

    threads = [threading.Thread(target=build, args=[one]) for one in built]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with reading(both_stores) as conn:
        read = editions.find(conn, dana, edition.day)
        assert editions.days(conn, dana.id) == [edition.day]
    assert read is not None
    assert len(read.items) == len(read.just_missed) == 1
