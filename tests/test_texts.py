"""What the staff do about prepared texts, by themselves and at the same moment as others."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import delete, event, func, insert, select

from briefing import decide, people, prepared, rules, texts
from briefing.errors import BriefingError, Conflict, NotAllowed, NotFound, ShareError
from briefing.model import Membership
from briefing.people import LOCAL
from briefing.rulebook import Forbidden, RedTopic, Rulebook
from briefing.settings import Settings
from briefing.sharing.approval import digest
from briefing.standings import standings
from briefing.store import (
    articles,
    entries,
    executives,
    open_store,
    outlets,
    reading,
    sources,
    trail,
    writing,
)
from briefing.store.tables import metadata, share_texts
from tests.conftest import administer
from tests.servers import LOOPBACK, loopback

DAY = timedelta(days=1)


@pytest.fixture
def server():
    with loopback() as started:
        yield started


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared(request, tmp_path_factory):
    """A store of each kind, empty at first, that all tests here share."""
    url = f"sqlite:///{tmp_path_factory.mktemp('texts')}/desk.db"
    if request.param == "postgresql":
        server = request.getfixturevalue("postgres")
        administer(server, "CREATE DATABASE texts TEMPLATE migrated")
        url = server.replace("/postgres?", "/texts?")
    engine = open_store(url)
    yield engine
    engine.dispose()


@pytest.fixture
def desk(shared, arrival, now):
    """Dana and Lee, and three articles: the third is about a merger.

    All that a test writes is gone after it, and the next one counts from the same numbers.
    """
    with reading(shared) as conn:
        before = {table: rows_of(conn, table) for table in metadata.sorted_tables}
    fill(shared, arrival, now)
    yield shared
    with writing(shared) as conn:
        for table in reversed(metadata.sorted_tables):
            conn.execute(delete(table))
        for table, rows in before.items():
            if rows:
                conn.execute(insert(table), rows)
            if shared.dialect.name == "postgresql" and table.autoincrement_column is not None:
                restart(conn, table)


def rows_of(conn, table):
    return [dict(row) for row in conn.execute(select(table)).mappings()]


def restart(conn, table):
    """Count on from the rows that are there."""
    column = table.autoincrement_column
    sequence = func.pg_get_serial_sequence(table.name, column.name)
    following = select(func.coalesce(func.max(column), 0) + 1).scalar_subquery()
    conn.execute(select(func.setval(sequence, following, False)))


def fill(engine, arrival, now):
    with writing(engine) as conn:
        for name in ("Dana Okafor", "Lee Brandt"):
            executives.add(conn, name, zone="Europe/Zurich")
        [source], _ = sources.add(conn, [{"kind": "feed", "address": "https://a.example"}], now=now)
        said = [arrival(), arrival(), arrival(title="A merger of equals")]
        hosts = outlets.ensure(conn, {"wire.example": "The Wire"})
        entries.take_in(conn, {source.id: said}, hosts, now=now)


@pytest.fixture
def staff(desk, now):
    """Kit the curator, Ana and Bo the approvers, and Dana's delegate Di."""

    def invite(name, role, executive_id=None):
        return people.invite(
            desk,
            email=f"{name.lower()}@desk.example",
            name=name,
            memberships=[Membership(role, executive_id)],
            now=now,
            by=LOCAL,
        )

    return {
        "kit": invite("Kit", "curator"),
        "ana": invite("Ana", "approver"),
        "bo": invite("Bo", "approver"),
        "di": invite("Di", "delegate", 1),
        "adi": invite("Adi", "administrator"),
    }


def written(desk, by, now, *, text="Worth a look.", article_id=1, network="x", executive_id=1):
    made = texts.write(desk, executive_id, article_id, network=network, text=text, now=now, by=by)
    return made.prepared.text


def submitted(desk, by, now, **said):
    text = written(desk, by, now, **said)
    texts.submit(desk, text.id, now=now, by=by)
    return text


def approve(desk, text, by, now, **said):
    return texts.approve(desk, text.id, digest=text.digest, now=now, by=by, **said)


def look(desk, text, now):
    with reading(desk) as conn:
        return prepared.standings(conn, [text], now)[0].standing


def edit(desk, article_id, **said):
    """Its source says something else."""
    with writing(desk) as conn:
        articles.record(conn, article_id, **said)


def on_trail(desk):
    with reading(desk) as conn:
        return [(one.what, one.by, one.text) for one in trail.every(conn) if one.article_id]


def test_a_text_goes_its_way_and_every_step_is_on_the_trail(desk, staff, now):
    text = written(desk, staff["kit"], now, text="  Worth a look.\r\n")
    assert (text.text, text.title, text.by) == ("Worth a look.", "Story 1", "Kit")
    assert text.digest == digest("Story 1", "https://wire.example/1", "Worth a look.")
    assert look(desk, text, now).state == "suggested"
    assert texts.submit(desk, text.id, now=now, by=staff["di"]).standing.state == "in_review"
    standing = approve(desk, text, staff["ana"], now + DAY).standing
    assert (standing.state, standing.until) == ("approved", now + 8 * DAY)

    assert on_trail(desk) == [
        ("text written", "Kit", "Worth a look."),
        ("text submitted", "Di", "Worth a look."),
        ("text approved", "Ana", "Worth a look."),
    ]


def test_who_writes_is_told_the_count_and_what_the_guidelines_remark(desk, now):
    book = Rulebook(forbidden=(Forbidden("guaranteed"),))
    rules.say(desk, book, read=0, now=now, by=LOCAL)
    made = texts.write(desk, 1, 1, network="x", text="It is guaranteed.", now=now, by=LOCAL)
    assert (made.count.length, made.count.limit) == (17 + 2 + 22, 280)
    assert [(one.rule, one.severity) for one in made.prepared.remarks] == [("forbidden", "block")]


def test_a_text_that_is_too_long_is_refused_with_the_number_to_take_out(desk, now):
    with pytest.raises(ShareError, match="3 characters too long for X: take out 3"):
        written(desk, LOCAL, now, text="x" * (280 - 24 + 3))
    with pytest.raises(ShareError, match="at the most"):
        written(desk, LOCAL, now, text="x" * 70_001, network="copy")


@pytest.mark.parametrize("text", ["", "  \n", "a\0b", "a\ud83db"])
def test_what_is_no_text_is_refused(desk, now, text):
    with pytest.raises(ShareError, match=r"write a sentence|nobody can read"):
        written(desk, LOCAL, now, text=text)


def test_what_the_guidelines_append_is_part_of_the_text_and_of_its_count(desk, now):
    with writing(desk) as conn:
        executives.say(conn, 1, {"own_domains": ["wire.example"]}, by="Dana", now=now)
    rules.say(desk, Rulebook(disclosure="I work there."), read=0, now=now, by=LOCAL)
    assert written(desk, LOCAL, now).text == "Worth a look.\n\nI work there."
    with pytest.raises(ShareError, match="take out 15"):
        written(desk, LOCAL, now, text="x" * (280 - 24))


def test_a_change_follows_and_voids_what_was_approved(desk, staff, now):
    text = submitted(desk, staff["kit"], now)
    approve(desk, text, staff["ana"], now)
    at = now + timedelta(minutes=3)
    new = texts.change(desk, text.id, text="Worth a read.", now=at, by=staff["kit"])
    assert (new.prepared.text.follows, new.prepared.standing.state) == (text.id, "suggested")
    standing = look(desk, text, at)
    assert standing.state == "voided"
    assert standing.sentence == (
        "Edited by Kit at 08:03 after it was approved: it needs a new approval."
    )


def test_who_changes_what_somebody_changed_is_told(desk, staff, now):
    text = written(desk, staff["kit"], now)
    texts.change(desk, text.id, text="Theirs.", now=now, by=staff["ana"])
    with pytest.raises(Conflict, match="Edited by Ana at 08:00") as caught:
        texts.change(desk, text.id, text="Mine.", now=now, by=staff["kit"])
    assert (caught.value.by, caught.value.at) == ("Ana", now)


def test_the_same_words_again_change_nothing_unless_the_article_did(desk, now):
    text = written(desk, LOCAL, now)
    same = texts.change(desk, text.id, text="Worth a look. ", now=now, by=LOCAL)
    assert same.prepared.text.id == text.id
    edit(desk, 1, title="Story 1, corrected")
    anew = texts.change(desk, text.id, text="Worth a look.", now=now, by=LOCAL)
    assert (anew.prepared.text.follows, anew.prepared.text.title) == (text.id, "Story 1, corrected")


def test_an_approval_of_what_changed_a_second_ago_is_refused(desk, staff, now):
    text = submitted(desk, staff["kit"], now)
    edit(desk, 1, title="Story 1, corrected")
    with pytest.raises(ShareError, match="headline changed"):
        approve(desk, text, staff["ana"], now)
    edit(desk, 1, title="Story 1")
    with pytest.raises(Conflict, match="read it again"):
        texts.approve(desk, text.id, digest=digest("", "", ""), now=now, by=staff["ana"])
    texts.change(desk, text.id, text="Worth a read.", now=now, by=staff["kit"])
    with pytest.raises(Conflict, match="Edited by Kit"):
        approve(desk, text, staff["ana"], now)


def test_what_a_guideline_blocks_nobody_approves(desk, staff, now):
    text = submitted(desk, staff["kit"], now)
    rules.say(desk, Rulebook(forbidden=(Forbidden("look"),)), read=0, now=now, by=LOCAL)
    with pytest.raises(ShareError, match="look"):
        approve(desk, text, staff["ana"], now)


def test_only_what_was_submitted_is_approved(desk, staff, now):
    text = written(desk, staff["kit"], now)
    with pytest.raises(ShareError, match=r"cannot be approved.* Kit suggested it"):
        approve(desk, text, staff["ana"], now)


def test_the_same_person_approves_once(desk, staff, now):
    text = submitted(desk, staff["kit"], now)
    approve(desk, text, staff["ana"], now)
    with pytest.raises(ShareError, match="You approved it at 08:00 already"):
        approve(desk, text, staff["ana"], now)
    assert len(approve(desk, text, staff["bo"], now).standing.approvals) == 2


def test_two_approvers_at_the_same_moment_count_once_each(desk, staff, now):
    rules.say(desk, Rulebook(red_topics=(RedTopic("M", ("merger",)),)), read=0, now=now, by=LOCAL)
    text = submitted(desk, staff["kit"], now, article_id=3)
    ready = Barrier(4)

    def press(name):
        ready.wait()
        try:
            return approve(desk, text, staff[name], now)
        except ShareError as error:
            return error

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(press, ["ana", "bo", "ana", "bo"]))
    assert sum(isinstance(one, ShareError) for one in outcomes) == 2
    standing = look(desk, text, now)
    assert standing.state == "approved"
    assert sorted(one.by for one in standing.approvals) == ["Ana", "Bo"]


def test_of_two_who_change_at_the_same_moment_one_is_told(desk, staff, now):
    text = written(desk, staff["kit"], now)
    ready = Barrier(2)

    def press(name):
        ready.wait()
        try:
            return texts.change(desk, text.id, text=f"By {name}.", now=now, by=staff[name])
        except Conflict as error:
            return error

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(press, ["kit", "ana"]))
    assert [isinstance(one, Conflict) for one in outcomes].count(True) == 1
    with reading(desk) as conn:
        assert len(prepared.history(conn, text.id)) == 2


def test_a_red_topic_needs_two_people_who_did_not_write_it(desk, staff, now):
    rules.say(desk, Rulebook(red_topics=(RedTopic("M", ("merger",)),)), read=0, now=now, by=LOCAL)
    first = submitted(desk, staff["ana"], now, article_id=3)
    text = texts.change(desk, first.id, text="Worth a read.", now=now, by=staff["kit"])
    text = text.prepared.text
    texts.submit(desk, text.id, now=now, by=staff["kit"])
    with pytest.raises(ShareError, match="must come from others"):
        approve(desk, text, staff["ana"], now)
    standing = approve(desk, text, staff["bo"], now).standing
    assert (standing.state, standing.needed) == ("in_review", 2)
    assert standing.sentence == "Bo approved it at 08:00; one more person must."


def test_an_author_may_approve_what_touches_no_red_topic(desk, staff, now):
    text = submitted(desk, staff["ana"], now)
    assert approve(desk, text, staff["ana"], now).standing.state == "approved"


def test_a_topic_that_turns_red_asks_for_a_second_approval(desk, staff, now):
    text = submitted(desk, staff["kit"], now, article_id=3)
    approve(desk, text, staff["ana"], now)
    rules.say(desk, Rulebook(red_topics=(RedTopic("M", ("merger",)),)), read=0, now=now, by=LOCAL)
    assert look(desk, text, now).state == "in_review"
    assert approve(desk, text, staff["bo"], now).standing.state == "approved"


def test_an_expired_approval_comes_back_by_a_new_one_only(desk, staff, now):
    text = submitted(desk, staff["kit"], now)
    approve(desk, text, staff["ana"], now)
    late = now + 7 * DAY
    assert look(desk, text, late).state == "expired"
    said = rules.say(desk, Rulebook(days_valid=30), read=0, now=late, by=LOCAL)
    assert look(desk, text, late).state == "expired"
    with pytest.raises(ShareError, match="Its approval ended"):
        approve(desk, text, staff["ana"], late)
    renewed = texts.renew(desk, text.id, digest=text.digest, now=late, by=staff["ana"]).standing
    assert (renewed.state, renewed.until) == ("approved", late + 30 * DAY)
    rules.say(desk, Rulebook(days_valid=1), read=said.id, now=late, by=LOCAL)
    assert look(desk, text, late + 5 * DAY).state == "approved"


def test_an_approval_that_holds_can_be_made_to_hold_for_longer(desk, staff, now):
    text = submitted(desk, staff["kit"], now)
    approve(desk, text, staff["ana"], now)
    later = now + 3 * DAY
    renewed = texts.renew(desk, text.id, digest=text.digest, now=later, by=staff["ana"])
    assert renewed.standing.until == later + 7 * DAY
    assert len(renewed.standing.approvals) == 1


def test_a_text_that_nobody_looked_at_in_time_is_submitted_again(desk, staff, now):
    text = submitted(desk, staff["kit"], now)
    late = now + 8 * DAY
    with pytest.raises(ShareError, match="Its time was over"):
        approve(desk, text, staff["ana"], late)
    assert texts.submit(desk, text.id, now=late, by=staff["kit"]).standing.state == "in_review"


def test_a_rejection_needs_a_reason_and_voids_an_approval(desk, staff, now):
    text = submitted(desk, staff["kit"], now)
    approve(desk, text, staff["ana"], now)
    with pytest.raises(BriefingError, match="what is wrong"):
        texts.reject(desk, text.id, reason="  ", now=now, by=staff["bo"])
    with pytest.raises(BriefingError, match="has 201 characters"):
        texts.reject(desk, text.id, reason="x" * 201, now=now, by=staff["bo"])
    standing = texts.reject(desk, text.id, reason="Too  loud.", now=now, by=staff["bo"]).standing
    assert (standing.state, standing.sentence) == ("rejected", "Bo rejected it at 08:00: Too loud.")
    with pytest.raises(ShareError, match="Bo rejected it"):
        approve(desk, text, staff["ana"], now)
    again = texts.change(desk, text.id, text="Quieter.", now=now, by=staff["kit"])
    assert again.prepared.standing.state == "suggested"


def test_a_retired_text_stays_retired(desk, staff, now):
    text = submitted(desk, staff["kit"], now)
    assert texts.retire(desk, text.id, now=now, by=staff["di"]).standing.state == "retired"
    for verb in (texts.submit, texts.retire):
        with pytest.raises(ShareError, match="Di retired it at 08:00"):
            verb(desk, text.id, now=now, by=staff["kit"])


def test_the_house_suggests_what_is_not_there_already(desk, now):
    made = texts.suggest(desk, 1, 1, network="linkedin", now=now, by=LOCAL)
    assert [one.prepared.text.origin for one in made.written] == ["template"] * 3
    assert made.refused == ()
    again = texts.suggest(desk, 1, 1, network="linkedin", now=now, by=LOCAL)
    assert again == texts.Suggested((), ())


def test_a_suggestion_that_became_too_long_is_told_beside_the_others(desk, now):
    with writing(desk) as conn:
        executives.say(conn, 1, {"own_domains": ["wire.example"]}, by="Dana", now=now)
    rules.say(desk, Rulebook(disclosure="We say so. " * 40), read=0, now=now, by=LOCAL)
    made = texts.suggest(desk, 1, 1, network="x", now=now, by=LOCAL)
    assert made.written == ()
    assert len(made.refused) == 3
    assert "too long for X" in made.refused[0]


@pytest.mark.parametrize(
    ("name", "verb"),
    [
        ("kit", "approve"),
        ("di", "approve"),
        ("adi", "approve"),
        ("kit", "renew"),
        ("kit", "reject"),
        ("adi", "submit"),
        ("adi", "retire"),
        ("adi", "change"),
    ],
)
def test_a_verb_is_refused_without_its_role(desk, staff, now, name, verb):
    text = submitted(desk, staff["ana"], now)
    said = {
        "approve": {"digest": text.digest},
        "renew": {"digest": text.digest},
        "reject": {"reason": "No"},
        "change": {"text": "Other"},
    }
    with pytest.raises(NotAllowed, match="You may not"):
        getattr(texts, verb)(desk, text.id, now=now, by=staff[name], **said.get(verb, {}))


def test_a_delegate_prepares_for_their_own_executive_only(desk, staff, now):
    theirs = written(desk, staff["kit"], now, executive_id=2)
    with pytest.raises(NotAllowed):
        written(desk, staff["di"], now, executive_id=2)
    with pytest.raises(NotAllowed):
        texts.change(desk, theirs.id, text="Mine.", now=now, by=staff["di"])
    with pytest.raises(NotAllowed):
        texts.ask(desk, 2, [1], network="x", text="Mine.", now=now, by=staff["di"])
    assert written(desk, staff["di"], now).by == "Di"


def test_an_approver_who_was_just_removed_approves_nothing(desk, staff, now):
    text = submitted(desk, staff["kit"], now)
    people.remove(desk, staff["ana"].id, now=now, by=LOCAL)
    with pytest.raises(NotAllowed, match="no longer on this desk"):
        approve(desk, text, staff["ana"], now, settings=Settings())


def test_of_many_each_is_refused_by_itself(desk, staff, now):
    good, gone = (written(desk, staff["kit"], now, text=text) for text in ("One.", "Two."))
    texts.retire(desk, gone.id, now=now, by=staff["kit"])
    refused = texts.submit_many(desk, [good.id, gone.id, 99], now=now, by=staff["kit"])
    assert [one.text_id for one in refused] == [gone.id, 99]
    assert "Kit retired it" in refused[0].because

    seen = {good.id: good.digest, gone.id: gone.digest, 99: ""}
    refused = texts.approve_many(desk, seen, now=now, by=staff["ana"], settings=Settings())
    assert [one.text_id for one in refused] == [gone.id, 99]
    assert look(desk, good, now).state == "approved"


def test_a_number_that_is_no_text_is_told(desk, now):
    for number in (99, 2**40):
        with pytest.raises(NotFound, match="no prepared text"):
            texts.submit(desk, number, now=now, by=LOCAL)


def test_links_are_tried_before_a_text_is_approved(desk, staff, server, now):
    edit(desk, 1, link=server.url("/gone"))
    text = submitted(desk, staff["kit"], now, text=f"See {server.url('/there')}.")
    server.serve("/there", "Here.", content_type="text/html")
    settings = Settings(allow_private=LOOPBACK)
    answered = approve(desk, text, staff["ana"], now, settings=settings)
    assert [one.rule for one in answered.remarks] == ["dead_link"]
    assert (server.hits("/gone"), server.hits("/there")) == (1, 1)


def test_pages_read_what_holds_what_waits_and_what_was(desk, staff, now):
    first = submitted(desk, staff["kit"], now)
    second = submitted(desk, staff["kit"], now + DAY, article_id=2, network="linkedin")
    other = submitted(desk, staff["kit"], now + DAY / 2, executive_id=2)
    done = submitted(desk, staff["kit"], now, text="Done.")
    approve(desk, done, staff["ana"], now)
    new = texts.change(desk, first.id, text="Newer.", now=now + DAY, by=staff["ana"]).prepared.text
    at = now + 2 * DAY
    with reading(desk) as conn:
        found = prepared.texts_for(conn, 1, [1, 2, 3], at)
        assert {n: [p.text.id for p in many] for n, many in found.items()} == {
            1: [done.id, new.id],
            2: [second.id],
            3: [],
        }
        assert [one.text.id for one in prepared.queue(conn, at)] == [other.id, second.id]
        assert [one.text.id for one in prepared.queue(conn, at, 1)] == [second.id]
        assert prepared.queue(conn, now + 30 * DAY) == []
        for n in (first.id, new.id):
            chain = prepared.history(conn, n)
            assert [one.text.id for one in chain] == [first.id, new.id]
            assert [[event.kind for event in one.events] for one in chain] == [["submitted"], []]
    texts.submit(desk, new.id, now=at, by=staff["kit"])
    with reading(desk) as conn:
        assert [one.text.id for one in prepared.queue(conn, at, 1)] == [second.id, new.id]


def test_what_was_shared_is_done_until_it_is_taken_back(desk, staff, now):
    text = submitted(desk, staff["kit"], now)
    approve(desk, text, staff["ana"], now)
    decide.share_opened(desk, 1, [1], network="x", text=text.text, now=now, by=staff["di"])
    assert look(desk, text, now).state == "approved"
    decide.confirm_posted(desk, 1, [1], now=now, by=staff["di"])
    assert look(desk, text, now).sentence == "Di shared it at 08:00."
    with reading(desk) as conn:
        shared = standings(conn, 1, [1], since=now - DAY)[1].settled
    assert shared.share_text_id == text.id
    decide.undo(desk, shared.id, now=now, by=staff["di"])
    assert look(desk, text, now).state == "approved"


def test_words_are_written_and_submitted_at_once_with_two_lines_on_the_trail(desk, staff, now):
    [made] = texts.ask(desk, 1, [1], network="x", text=" Good. ", now=now, by=staff["kit"])
    assert (made.text.text, made.standing.state) == ("Good.", "in_review")
    assert on_trail(desk) == [("text written", "Kit", "Good."), ("text submitted", "Kit", "Good.")]


def test_what_was_suggested_is_submitted_and_what_waits_stays_as_it_is(desk, staff, now):
    draft = written(desk, staff["kit"], now)
    for _ in range(2):
        [made] = texts.ask(desk, 1, [1], network="x", text=draft.text, now=now, by=staff["di"])
        assert (made.text, made.standing.state) == (draft, "in_review")
    approve(desk, draft, staff["ana"], now)
    [made] = texts.ask(desk, 1, [1], network="x", text=draft.text, now=now, by=staff["di"])
    assert made.standing.state == "approved"
    assert [what for what, *_ in on_trail(desk)] == [
        "text written",
        "text submitted",
        "text approved",
    ]


@pytest.mark.parametrize("about", [[1], [1, 2]])
def test_where_asking_fails_half_way_no_draft_stays_behind(desk, now, about):
    failed = []

    def fail(conn, cursor, statement, *_):
        if "INSERT INTO text_events" in statement:
            failed.append(statement)
            raise ConnectionError("the line is down")

    event.listen(desk, "before_cursor_execute", fail)
    with pytest.raises(ConnectionError):
        texts.ask(desk, 1, about, network="x", text="Good.", now=now, by=LOCAL)
    event.remove(desk, "before_cursor_execute", fail)
    assert (len(failed), on_trail(desk)) == (1, [])
    with reading(desk) as conn:
        assert conn.execute(select(func.count()).select_from(share_texts)).scalar_one() == 0


def test_nothing_is_left_of_what_was_refused(desk, now):
    with pytest.raises(ShareError):
        written(desk, LOCAL, now, text="x" * 300)
    with reading(desk) as conn:
        assert conn.execute(select(func.count()).select_from(share_texts)).scalar_one() == 0
