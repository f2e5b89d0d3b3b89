"""Words are found in articles, shares and notes, on both databases, and the index keeps up."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from briefing.errors import BriefingError, NotFound, StoreError
from briefing.search import search
from briefing.store import (
    articles,
    curations,
    decisions,
    entries,
    executives,
    outlets,
    reading,
    sources,
    writing,
)
from briefing.store.query import MOST_WORDS
from briefing.store.search import MOST
from briefing.store.search_statements import STEPS
from briefing.store.tables import articles as table

DAY = timedelta(days=1)


@pytest.fixture
def feed(both_stores, now):
    with writing(both_stores) as conn:
        [source], _ = sources.add(conn, [{"kind": "feed", "address": "https://a.example"}], now=now)
    return source


@pytest.fixture
def take_in(both_stores, feed, now):
    """Store what a feed says; unless told otherwise it is prepared, too."""

    def take(*said, prepared=True, language="en"):
        with writing(both_stores) as conn:
            hosts = outlets.ensure(conn, {a.host: f"The {a.host}" for a in said})
            entries.take_in(conn, {feed.id: said}, hosts, now=now)
            if prepared:
                for article in articles.unprepared(conn, 9_999):
                    articles.record(conn, article.id, prepared_at=now, language=language)

    return take


@pytest.fixture
def find(both_stores):
    def found(typed, **how):
        return [hit.title for hit in search(both_stores, typed, **{"kind": "articles"} | how).hits]

    return found


@pytest.fixture
def people(both_stores):
    with writing(both_stores) as conn:
        return [executives.add(conn, name) for name in ("Dana Okafor", "Sam Wirth")]


def plain(pieces):
    return "".join(text for text, _ in pieces)


def matched(pieces):
    return [text for text, is_match in pieces if is_match]


def indexed(engine):
    """Whether SQLite finds that its indexes hold exactly what the tables hold."""
    if engine.dialect.name != "sqlite":
        return True
    with writing(engine) as conn:
        for name in ("search_articles", "search_shares", "search_notes"):
            check = f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)"
            conn.exec_driver_sql(check)
    return True


# ── What may be typed ────────────────────────────────────────────────────────


PORT, CREAM, FIRE = "Harbour freezes over", "Ice cream in Zürich", "Пожар в порту"


@pytest.fixture
def three(take_in, arrival):
    """Two articles that share words, and one in other letters."""
    take_in(
        arrival(title=PORT, text="Ferries wait. The ice is thick; AT&T reports."),
        arrival(title=CREAM, summary="A café sells it by the harbour."),
        arrival(title=FIRE, summary="Горит склад. naïve 価格"),
    )


TYPED = {
    "harbour ": {PORT, CREAM},
    "HARBOUR ice ": {PORT, CREAM},
    "harbour ferries": {PORT},
    "harb": {PORT, CREAM},
    "harb ": set(),
    "harb ice": set(),
    "ha": set(),
    "arbour": set(),
    "zurich": {CREAM},
    "CAFE": {CREAM},
    "Cafe\u0301": {CREAM},
    "пожар": {FIRE},
    "ПОЖ": {FIRE},
    "価格": {FIRE},
    '"ice is thick"': {PORT},
    '"ice thick"': set(),
    "“ice cream”": {CREAM},
    '"ice cream': {CREAM},
    "at&t": {PORT},
    "ice-cream": {CREAM},
    "harbour -cream": {PORT},
    'harbour -"ice cream" -nothing': {PORT},
    "ice -harbour": set(),
    "wire.example ferries ": {PORT},
    "harbour OR cream": set(),
    "title:harbour": set(),
    "harbour* ": {PORT, CREAM},
    "it's": set(),
}


def test_words_are_all_wanted_and_the_last_may_be_begun(three, find):
    assert {typed: set(find(typed)) for typed in TYPED} == TYPED


HOSTILE = [
    "harbour (((",
    'harbour " OR 1=1 --',
    "harbour' & | ! <-> :*",
    "harbour\x00freezes",
    "harbour \ud800 \U0001f9ca",
    "harbour NEAR(a b, 3) AND NOT",
    "{title} : harbour",
    "^harbour + *",
    "harbour %s %(x)s :x ::int $1 ?",
    "harbour \\' \\",
    "-- harbour",
    '"""harbour"""',
    "harbour " * 1_250,
    "harbour" * 1_500,
    "x" * 50_000,
    " ".join(f"w{n}" for n in range(3_000)),
    '"' * 10_000 + "harbour",
    "-" * 10_000 + "harbour x",
    "\u0301\u0301 harbour \u200b",
    "½ ² Ⅷ ﬁ ß İ harbour",
    "हिन्दी ภาษา 한국어 harbour",
]


def test_whatever_is_typed_no_database_complains(three, both_stores):
    assert all(search(both_stores, typed).total <= 3 for typed in HOSTILE)


def test_signs_do_not_keep_words_from_being_found(three, find):
    for typed in ("harbour (((", '"""harbour"""', "\x00harbour", "{} : harbour"):
        assert set(find(typed)) == {PORT, CREAM}


NOTHING = {
    "": "Type a word",
    " \n": "Type a word",
    "(((": "no word in “",
    "🧊🧊": "no word in “🧊🧊”",
    "\x00": "no word",
    '""': "no word",
    "-ice": "only words to leave out",
}


@pytest.mark.parametrize(("typed", "said"), NOTHING.items())
def test_nothing_to_look_for_is_said_in_a_sentence(store, typed, said):
    with pytest.raises(BriefingError, match=said):
        search(store, typed)


def test_a_page_of_text_is_looked_for_by_its_first_words(three, both_stores):
    words = "harbour freezes over " * 8 + "elsewhere " * 100
    found = search(both_stores, words)
    assert [hit.title for hit in found.hits] == ["Harbour freezes over"]
    assert found.left_out == 124 - MOST_WORDS


# ── What is shown ────────────────────────────────────────────────────────────


def test_the_passage_with_most_of_the_words_is_shown_and_they_are_marked(
    both_stores, take_in, arrival
):
    filler = "Nothing of note happened on that day. " * 40
    told = "<b>The café</b> froze\n\nand the CAFÉ owner waited. "
    take_in(arrival(title="A café in winter", text=f"One café. {filler}{told}{filler}"))

    [hit] = search(both_stores, "cafe fro").hits

    assert matched(hit.heading) == ["café"]
    assert plain(hit.heading) == hit.title
    assert matched(hit.snippet) == ["café", "froze", "CAFÉ"]
    assert "<b>The café</b> froze and the CAFÉ owner waited." in plain(hit.snippet)
    assert plain(hit.snippet).startswith("… ")
    assert plain(hit.snippet).endswith(" …")
    assert len(plain(hit.snippet)) < 300


def test_what_is_found_in_the_title_alone_shows_the_opening(both_stores, take_in, arrival):
    take_in(arrival(title="Rates held", summary="A summary.", text="The text, which is longer."))
    [hit] = search(both_stores, "rates").hits
    assert hit.snippet == (("A summary.", False),)


# ── In which order ───────────────────────────────────────────────────────────


def test_the_title_weighs_more_than_the_summary_and_that_more_than_the_text(
    both_stores, take_in, arrival, find
):
    body = "Other things happened. " * 20
    take_in(
        arrival(title="One", summary="Something.", text=f"{body} Hydrogen. {body}"),
        arrival(title="Two", summary="Hydrogen.", text=body),
        arrival(title="Hydrogen", summary="Something.", text=body),
    )
    assert find("hydrogen") == ["Hydrogen", "Two", "One"]
    ranks = [hit.rank for hit in search(both_stores, "hydrogen").hits]
    assert ranks[0] == 1.0
    assert ranks == sorted(ranks, reverse=True)


def test_the_newer_of_equally_good_ones_comes_first(take_in, arrival, find, now):
    ages = (3, 1, 2)
    take_in(*(arrival(title=f"Steel no {n}", published=now - n * DAY) for n in ages))
    assert find("steel") == ["Steel no 1", "Steel no 2", "Steel no 3"]


def test_the_newest_can_come_first_whatever_is_best(both_stores, take_in, arrival, find, now):
    take_in(
        arrival(title="Steel steel", published=now - 2 * DAY),
        arrival(title="Other", summary="Something long about all that and steel.", published=now),
    )
    assert find("steel") == ["Steel steel", "Other"]
    assert find("steel", newest=True) == ["Other", "Steel steel"]
    assert search(both_stores, "steel").hits[1].rank < 1 - 1 / STEPS


def test_a_list_is_read_page_by_page_and_its_length_is_capped(
    both_stores, feed, take_in, arrival, find, now
):
    take_in(*(arrival(title=f"Steel {n}", published=now - n * DAY / 48) for n in range(MOST + 5)))
    found = search(both_stores, "steel", offset=990, limit=20)
    assert (found.total, found.more, found.said) == (MOST, {"articles"}, "more than 1,000")
    assert len(found.hits) == 10
    pages = find("steel", limit=3) + find("steel", offset=3, limit=3)
    assert pages == find("steel", limit=6)
    assert len(find("steel", limit=10_000)) == 100
    assert len(find("steel", offset=-5, limit=2)) == 2


# ── What counts ──────────────────────────────────────────────────────────────


def test_filters_narrow_what_is_found(take_in, arrival, find, now):
    take_in(arrival(title="Steel one", host="one.example", published=now - 3 * DAY))
    take_in(arrival(title="Steel two", host="two.example", published=now - DAY), language="de")

    assert find("steel", outlet="ONE.example") == ["Steel one"]
    assert find("steel", outlet=" The two.example ") == ["Steel two"]
    assert find("steel", language="DE") == ["Steel two"]
    assert find("steel", since=now - 2 * DAY) == ["Steel two"]
    assert find("steel", until=now - DAY) == ["Steel one"]
    assert find("steel", since=now - 3 * DAY, until=now - 2 * DAY) == ["Steel one"]
    assert find("steel", outlet="one.example", language="de") == []


def test_an_outlet_that_nobody_knows_is_named(three, find):
    with pytest.raises(NotFound, match=r"no outlet called “Nowhere”"):
        find("harbour", outlet="Nowhere")


def test_shares_are_found_with_who_shared_them_where(both_stores, three, people, now):
    dana, sam = people
    with writing(both_stores) as conn:
        for person, network, text in (
            (dana, "linkedin", "Our ferries are ready for the ice."),
            (sam, "x", "Ready, whatever the ice does."),
        ):
            how = {"at": now, "by": "Kit", "network": network, "text": text}
            decisions.append(conn, person.id, 1, "composed", **how)
        decisions.append(conn, dana.id, 2, "passed", at=now)

    hits = search(both_stores, "ready ice ").hits
    assert {(h.kind, h.by, h.network) for h in hits} == {
        ("shares", "Dana Okafor", "linkedin"),
        ("shares", "Sam Wirth", "x"),
    }
    [only] = search(both_stores, "ready ice ", executive_id=sam.id).hits
    assert (only.article_id, only.title, only.outlet) == (
        1,
        "Harbour freezes over",
        "The wire.example",
    )
    assert matched(only.snippet) == ["Ready", "ice"]
    filtered = {"outlet": "wire.example", "language": "en", "since": now, "until": now + DAY}
    assert search(both_stores, "ready", kind="shares", **filtered).total == 2
    assert search(both_stores, "ready", kind="shares", until=now).total == 0
    with pytest.raises(BriefingError, match="Only shares belong"):
        search(both_stores, "ready", kind="notes", executive_id=sam.id)


def test_a_text_that_was_composed_and_then_posted_is_one_share(both_stores, three, people, now):
    how = {"network": "x", "text": "All is ready."}
    with writing(both_stores) as conn:
        decisions.append(conn, 1, 1, "composed", at=now, **how)
        posted = decisions.append(conn, 1, 1, "shared", at=now + DAY, **how)
    [hit] = search(both_stores, "ready").hits
    assert (hit.id, hit.at) == (posted, now + DAY)


def test_a_share_that_was_taken_back_is_no_longer_found(both_stores, three, people, now):
    with writing(both_stores) as conn:
        made = decisions.append(conn, 1, 1, "composed", at=now, network="x", text="Ready.")
        assert search(both_stores, "freezes").total == 1
    assert search(both_stores, "ready").total == 1
    with writing(both_stores) as conn:
        decisions.append(conn, 1, 1, "undone", at=now, undoes=made)
    assert search(both_stores, "ready").total == 0


def test_the_note_that_holds_is_found(both_stores, three, now):
    with writing(both_stores) as conn:
        curations.annotate(conn, 1, "Our first winter port.", at=now, by="Kit")
        curations.annotate(conn, 2, "Second winter.", at=now)
        curations.annotate(conn, 1, "Our only winter port.", at=now + DAY, by="Ana")
        curations.annotate(conn, 2, "", at=now)
    [hit] = search(both_stores, "winter").hits
    assert (hit.kind, hit.article_id, hit.by, hit.at) == ("notes", 1, "Ana", now + DAY)
    assert matched(hit.snippet) == ["winter"]
    assert search(both_stores, "first").total == 0


def test_of_all_kinds_the_best_of_each_come_first(both_stores, take_in, arrival, people, now):
    take_in(arrival(title="Steel", published=now), arrival(title="Other", summary="Old steel."))
    with writing(both_stores) as conn:
        curations.annotate(conn, 2, "Steel is ours.", at=now - DAY)
        decisions.append(conn, 1, 2, "shared", at=now - 2 * DAY, network="x", text="Steel it is.")
    found = search(both_stores, "steel")
    assert [hit.kind for hit in found.hits] == ["articles", "notes", "shares", "articles"]
    assert found.totals == {"articles": 2, "shares": 1, "notes": 1}


# ── Keeping up ───────────────────────────────────────────────────────────────


def test_an_article_is_found_once_it_is_prepared_and_until_then_counted(
    both_stores, take_in, arrival, find
):
    take_in(arrival(title="Steel one"))
    take_in(arrival(title="Steel two"), prepared=False)
    found = search(both_stores, "steel")
    assert [hit.title for hit in found.hits] == ["Steel one"]
    assert found.waiting == 1
    take_in(arrival(title="Steel three"))
    assert len(find("steel")) == 3


def test_an_edit_by_the_source_reaches_the_index(both_stores, take_in, arrival, find):
    before = arrival(title="Rates may rise", summary="The old words.")
    take_in(before)
    entry = replace(before.entry, title="Rates rise", summary="Now they say it.")
    take_in(replace(before, digest="edited", entry=entry), prepared=False)
    assert indexed(both_stores)
    assert find("old") == []
    take_in()
    assert find("rates") == find("say") == ["Rates rise"]
    assert find("old") == find("may") == []
    assert indexed(both_stores)


def test_a_text_or_title_that_is_written_anew_reaches_the_index(both_stores, three, find, now):
    with writing(both_stores) as conn:
        articles.record(conn, 1, title="Port thaws")
        articles.record(conn, 2, text="Prices fell.", complete=True, prepared_at=now + DAY)
        articles.record(conn, 3, key_points=["Nothing."], language="ru")
    assert find("thaws") == ["Port thaws"]
    assert find("freezes") == []
    assert find("prices") == ["Ice cream in Zürich"]
    assert find("порту", language="ru") == ["Пожар в порту"]
    assert indexed(both_stores)


def test_a_new_name_of_an_outlet_reaches_the_index(both_stores, three, find):
    with writing(both_stores) as conn:
        outlets.change(conn, "wire.example", name="Küstenblatt")
    assert len(find("kustenblatt")) == 3
    assert find("wire") == []
    assert indexed(both_stores)


def test_an_article_that_is_deleted_by_hand_leaves_the_index(both_stores, three, find):
    with writing(both_stores) as conn:
        conn.execute(delete(table).where(table.c.id == 1))
    assert find("freezes") == []
    assert indexed(both_stores)


def test_a_failed_transaction_leaves_the_index_as_it_was(both_stores, three, find):
    def half_done():
        with writing(both_stores) as conn:
            articles.record(conn, 1, title="Port thaws")
            articles.record(conn, 2, outlet_id=None)

    with pytest.raises(StoreError):
        half_done()
    assert find("freezes") == ["Harbour freezes over"]
    assert indexed(both_stores)


def test_a_very_long_text_is_stored_and_found_by_its_beginning(both_stores, take_in, arrival, find):
    many = " ".join(f"слово{n}" for n in range(120_000))
    take_in(arrival(title="Long", text=f"Hydrogen first. {many} {'ü' * 50_000}"))
    assert find("hydrogen") == find("слово77 ") == ["Long"]


def test_what_was_there_before_the_index_is_in_it(both_stores, three, people, now):
    from alembic import command

    from briefing.store.migrations import config

    with writing(both_stores) as conn:
        curations.annotate(conn, 1, "Our winter port.", at=now)
        decisions.append(conn, 1, 1, "shared", at=now, network="x", text="We are ready.")
    with both_stores.begin() as conn:
        made = config()
        made.attributes["connection"] = conn
        command.downgrade(made, "0004")
        conn.execute(update(table).where(table.c.id == 1).values(title="Port freezes"))
        command.upgrade(made, "head")
    assert [hit.title for hit in search(both_stores, "port freezes").hits] == ["Port freezes"]
    assert [search(both_stores, word).total for word in ("ready", "winter", "freezes")] == [1, 1, 1]
    assert indexed(both_stores)


def test_rows_get_their_own_numbers_beside_the_index(both_stores, three, people, now):
    with writing(both_stores) as conn:
        ids = [decisions.append(conn, 1, n, "shared", at=now, text="Ready.") for n in (1, 2, 3)]
        kept = [decisions.by_id(conn, id_) for id_ in ids]
    assert [decision and decision.article_id for decision in kept] == [1, 2, 3]


def test_curate_finds_the_newest_by_text_too(both_stores, three, now):
    with reading(both_stores) as conn:
        found = articles.found(conn, "thick", since=now - DAY)
        assert [article.title for article in found] == ["Harbour freezes over"]
        assert articles.found(conn, "thick", since=now) == []
        assert articles.found(conn, "(((", since=now - DAY) == []
