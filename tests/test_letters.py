"""Newsletters over real parts: mails that are added, and a mailbox that is looked at again."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from briefing.cli._context import Desk
from briefing.cli.feeds import refresh as refresh_command
from briefing.cli.letters import add_letter
from briefing.cli.letters import add_mailbox as add_mailbox_command
from briefing.errors import NotAllowed, Refused, SourceError
from briefing.letters import add_mailbox, take_in_letter
from briefing.model import Person
from briefing.people import LOCAL
from briefing.refresh import refresh
from briefing.settings import MailAccount, Settings, from_environment
from briefing.sources.mail import LARGEST
from briefing.sources.mailbox_address import mailbox_address
from briefing.store import reading, sources, writing
from briefing.store.tables import articles, entries, outlets, trail
from tests.imap_server import PASSWORD, ImapServer
from tests.servers import LOOPBACK, LoopbackServer
from tests.sources.feeds import item as feed_item
from tests.sources.feeds import rss
from tests.sources.letters import item, mail, multipart

ALLOWED = Settings(allow_private=LOOPBACK)


@pytest.fixture
def server():
    with LoopbackServer() as started:
        yield started


@pytest.fixture
def take_in(both_stores, now):
    def add(body, *, settings=ALLOWED, by=LOCAL):
        return take_in_letter(both_stores, settings, body, now=now, by=by)

    return add


def stored(engine):
    """Title, link and outlet of every article."""
    with reading(engine) as conn:
        query = select(articles.c.title, articles.c.link, outlets.c.host).join(outlets)
        return [tuple(row) for row in conn.execute(query.order_by(articles.c.id))]


def count(engine, table):
    with reading(engine) as conn:
        return conn.execute(select(func.count()).select_from(table)).scalar_one()


def every(engine):
    with reading(engine) as conn:
        return sources.every(conn)


def counter(server, n, to=None):
    """A link that a counter passes on, without saying where to."""
    path = f"/track/click/abcdef012345678{n}"
    if to is not None:
        server.redirect(path, to)
    return server.url(path)


def headline(link, n=1):
    return f"<h2><a href='{link}'>What happened in story {n}</a></h2>"


# ── Mails that are added ─────────────────────────────────────────────────────


def test_a_letter_becomes_a_source_named_after_its_sender(both_stores, take_in):
    [taken] = take_in(mail(item(1) + item(2, host="other.example")))
    assert (taken.new, taken.present, taken.kept) == (2, False, 0)
    assert taken.says == "2 articles from The Daily."
    [source] = every(both_stores)
    assert (source.kind, source.title) == ("newsletter", "The Daily")
    assert source.address == "newsletter:daily.daily.example"
    assert stored(both_stores) == [
        ("What happened in story 1", "https://wire.example/2026/01/story-1", "wire.example"),
        ("What happened in story 2", "https://other.example/2026/01/story-2", "other.example"),
    ]


def test_the_same_letter_twice_adds_nothing(both_stores, take_in, server):
    server.serve("/2026/story", "<p>news</p>", content_type="text/html")
    body = mail(item() + headline(counter(server, 1, server.url("/2026/story")), 2))
    take_in(body)
    before = (count(both_stores, entries), count(both_stores, articles), len(server.requests))
    [again] = take_in(body)
    assert again.present
    assert again.says == "This letter of The Daily was there already."
    after = (count(both_stores, entries), count(both_stores, articles), len(server.requests))
    assert after == before


def test_the_next_letter_belongs_to_the_same_source_and_renames_no_article(both_stores, take_in):
    take_in(mail(item(1), number=1))
    other_words = item(1).replace("What happened", "Once more")
    [taken] = take_in(mail(other_words + item(2), number=2))
    assert len(every(both_stores)) == 1
    assert [title for title, _, _ in stored(both_stores)] == [
        "What happened in story 1",
        "What happened in story 2",
    ]
    assert taken.new == 2


def test_letters_forwarded_in_one_mail_are_each_taken_in(both_stores, take_in):
    inside = [
        b"Content-Type: message/rfc822\r\n\r\n"
        + mail(item(n), number=n).replace(b"daily.daily", b"list-%d" % n)
        for n in (1, 2)
    ]
    taken = take_in(multipart("multipart/mixed", *inside))
    assert [one.new for one in taken] == [1, 1]
    assert len(every(both_stores)) == 2


def test_a_newsletter_is_never_looked_at_by_itself(both_stores, take_in, now):
    take_in(mail(item()))
    assert refresh(both_stores, ALLOWED, now=now + timedelta(days=1)) == []
    [source] = every(both_stores)
    assert source.problem == ""


def test_what_was_added_is_on_record(both_stores, take_in):
    take_in(mail(item()))
    with reading(both_stores) as conn:
        [row] = conn.execute(select(trail).where(trail.c.what == "letter added")).all()
    assert row.by == LOCAL.name
    assert row.details["subject"] == "Today in five minutes"


def test_who_may_not_change_the_sources_adds_no_letter_and_no_mailbox(both_stores, take_in, now):
    stranger = Person(99, "Nobody")
    with pytest.raises(NotAllowed):
        take_in(mail(item()), by=stranger)
    with pytest.raises(NotAllowed):
        add_mailbox(both_stores, ALLOWED, "imaps://a@b.example", now=now, by=stranger)
    assert every(both_stores) == []


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"%PDF-1.7", "no mail"),
        (mail("<p>Nothing happened.</p>"), "No article was found"),
        (b"From: a@b.example\r\n\r\n" + b"x" * LARGEST, "larger than 35 MB"),
        (b"From: a@b.example\n" + b"Content-Type: message/rfc822\n\n" * 5_000, "without end"),
    ],
    ids=["no mail", "no article", "large", "nested"],
)
def test_what_brings_nothing_is_refused_and_leaves_nothing(store, now, body, why):
    with pytest.raises(SourceError, match=why):
        take_in_letter(store, ALLOWED, body, now=now, by=LOCAL)
    assert every(store) == []
    assert count(store, trail) == 0


# ── Counters that must be asked ──────────────────────────────────────────────


@pytest.fixture
def add(store, now):
    def take_in(body, settings=ALLOWED):
        [taken] = take_in_letter(store, settings, body, now=now, by=LOCAL)
        return taken

    return take_in


def test_a_counter_is_asked_once_and_the_article_is_where_it_leads(store, add, server):
    server.serve("/2026/story", "<p>news</p>", content_type="text/html")
    link = counter(server, 1, server.url("/2026/story?utm_source=nl"))
    taken = add(mail(headline(link) + f"<a href='{link}'>Read more</a>"))
    assert [link for _, link, _ in stored(store)] == [server.url("/2026/story")]
    assert (taken.new, taken.kept) == (1, 0)
    assert server.hits("/track/click/abcdef0123456781") == 1


def test_a_counter_that_leads_to_no_article_brings_none(store, add, server):
    server.serve("/", "<p>home</p>", content_type="text/html")
    add(mail(item() + headline(counter(server, 1, server.url("/")), 2)))
    assert [title for title, _, _ in stored(store)] == ["What happened in story 1"]


def test_a_counter_that_gives_no_answer_is_kept_and_said(store, add, server):
    link = counter(server, 1)
    taken = add(mail(item() + headline(link, 2)))
    assert taken.says == (
        "2 articles from The Daily. 1 link leads through a counter that gave no answer."
    )
    assert link in [link for _, link, _ in stored(store)]


def test_a_counter_in_a_private_network_is_not_called(store, add, server):
    taken = add(mail(headline(counter(server, 1, "/"))), settings=Settings())
    assert taken.kept == 1
    assert server.connections == 0


def test_links_that_end_the_subscription_are_never_asked(add, server):
    leave = counter(server, 7, "/")
    body = f"{item()}{headline(leave, 2)}<a href='{counter(server, 8, '/')}'>Unsubscribe</a>"
    add(mail(body, headers=[f"List-Unsubscribe: <{leave}>"]))
    assert server.requests == []


# ── A mailbox ────────────────────────────────────────────────────────────────


@pytest.fixture
def post():
    with ImapServer() as started:
        yield started


@pytest.fixture
def mailbox(both_stores, post, monkeypatch):
    """The mailbox among the sources; its password stands in the environment."""
    account = mailbox_address(post.url()).account
    monkeypatch.setenv("TAKE_FIVE_ALLOW_PRIVATE", "127.0.0.0/8")
    monkeypatch.setenv("TAKE_FIVE_MAIL_ACCOUNT", account)
    monkeypatch.setenv("TAKE_FIVE_MAIL_PASSWORD", PASSWORD)
    settings = Settings(allow_private=LOOPBACK, mail=(MailAccount(account, PASSWORD),))
    done = add_mailbox(both_stores, settings, post.url(), now=datetime.now(UTC), by=LOCAL)
    return done.added[0]


def look(engine, *, later=timedelta(), **how):
    return refresh(engine, from_environment(), now=datetime.now(UTC) + later, **how)


def test_a_mailbox_brings_each_letter_once(both_stores, post, mailbox):
    assert (mailbox.kind, mailbox.title) == ("mailbox", "news, INBOX")
    post.deliver(mail(item(1), number=1), mail(item(2), number=2))
    [first] = look(both_stores)
    [again] = look(both_stores)
    post.deliver(mail(item(3), number=3))
    [third] = look(both_stores)
    assert (first.new, again.new, again.unchanged, third.new) == (2, 0, True, 1)
    assert [host for _, _, host in stored(both_stores)] == ["wire.example"] * 3
    with reading(both_stores) as conn:
        named = dict(conn.execute(select(outlets.c.host, outlets.c.name)).all())
    assert named == {"wire.example": "wire.example"}  # not the name of the mailbox


def test_a_letter_that_cannot_be_read_does_not_hold_up_the_others(both_stores, post, mailbox):
    broken = b"Nothing here is a header\r\n\r\n" + item(9).encode()
    post.deliver(mail(item(1), number=1), broken, mail("<p>None.</p>"), mail(item(2), number=2))
    [first] = look(both_stores)
    assert (first.new, first.problem) == (2, "")
    [why] = first.remarks
    assert why.startswith("A mail was passed over. This file is no mail")
    [again] = look(both_stores)
    assert (again.unchanged, again.remarks) == (True, ())


def test_mails_passed_over_for_one_reason_are_counted_and_told_under_the_table(
    both_stores, post, mailbox, database_url, monkeypatch
):
    monkeypatch.setenv("DATABASE_URL", database_url)
    post.deliver(mail(item(1), number=1), *[b"No header\r\n\r\nNothing"] * 3)
    done = CliRunner().invoke(refresh_command, ["--no-pages"], obj=Desk())
    *_, remark, prepared = done.stdout.splitlines()
    assert remark.startswith(
        "news, INBOX: 3 mails were passed over, for the same reason. This file is no mail"
    )
    assert prepared.startswith("1 articles prepared")
    post.deliver(b"No header\r\n\r\nNothing")
    done = CliRunner().invoke(refresh_command, ["--no-pages", "--json"], obj=Desk())
    [one] = json.loads(done.stdout)
    assert [said[:24] for said in one["remarks"]] == ["A mail was passed over. "]


def test_a_mailbox_read_anew_after_a_week_adds_nothing(both_stores, post, mailbox):
    post.deliver(mail(item(1), number=1))
    look(both_stores)
    before = count(both_stores, entries)
    [later] = look(both_stores, later=timedelta(days=9))
    assert (later.new, later.changed, later.problem) == (0, 0, "")
    assert count(both_stores, entries) == before


def test_a_failing_mailbox_is_a_result_among_others_and_waits(
    both_stores, post, mailbox, server, monkeypatch
):
    monkeypatch.setenv("TAKE_FIVE_MAIL_PASSWORD", "changed meanwhile")
    server.serve("/feed", rss(feed_item()))
    moment = datetime.now(UTC)
    with writing(both_stores) as conn:
        sources.add(conn, [{"kind": "feed", "address": server.url("/feed")}], now=moment)
    refused, feed = look(both_stores)
    assert feed.new == 1
    assert "does not let news in" in refused.problem
    [source, _] = every(both_stores)
    assert (source.failures, source.active) == (1, True)
    assert source.due_at - moment > timedelta(hours=19)
    assert [one.source.kind for one in look(both_stores, only_due=True)] == []
    monkeypatch.setenv("TAKE_FIVE_MAIL_PASSWORD", PASSWORD)
    post.deliver(mail(item(1)))
    [well] = look(both_stores, later=timedelta(days=4), only=[source])
    assert (well.new, well.problem) == (1, "")
    assert every(both_stores)[0].problem == ""


def test_a_mailbox_is_added_once_and_only_when_it_opens(store, post, now):
    address = post.url()
    right, wrong = (
        Settings(allow_private=LOOPBACK, mail=(MailAccount(address.rpartition("/")[0], password),))
        for password in (PASSWORD, "wrong")
    )
    for settings, typed, why in (
        (wrong, address, "does not let news in"),
        (right, post.url("Nowhere"), "There is no folder"),
        (ALLOWED, address, "No password is set"),
    ):
        with pytest.raises(SourceError, match=why):
            add_mailbox(store, settings, typed, now=now, by=LOCAL)
    with pytest.raises(Refused, match="This is no address of a mailbox"):
        add_mailbox(store, right, "news@example.org", now=now, by=LOCAL)
    assert every(store) == []
    assert add_mailbox(store, right, address, now=now, by=LOCAL).added
    again = add_mailbox(store, right, address.replace("INBOX", "inbox"), now=now, by=LOCAL)
    assert (again.added, again.present) == ([], [address])


def test_the_password_is_in_no_table(store, post, monkeypatch, tmp_path):
    monkeypatch.setenv("TAKE_FIVE_MAIL_PASSWORD", PASSWORD)
    account = mailbox_address(post.url()).account
    settings = Settings(allow_private=LOOPBACK, mail=(MailAccount(account, PASSWORD),))
    add_mailbox(store, settings, post.url(), now=datetime.now(UTC), by=LOCAL)
    store.dispose()
    files = list(tmp_path.glob("desk.db*"))
    assert files
    assert all(PASSWORD.encode() not in file.read_bytes() for file in files)


# ── The command line ─────────────────────────────────────────────────────────


@pytest.fixture
def command(store, tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/desk.db")
    monkeypatch.setenv("TAKE_FIVE_ALLOW_PRIVATE", "127.0.0.0/8")

    def run(verb, *words):
        return CliRunner().invoke(verb, [*map(str, words)], obj=Desk(), standalone_mode=False)

    return run


def test_letters_are_added_from_files_each_with_its_outcome(command, store, tmp_path, server):
    server.serve("/2026/story-1", "<p>news</p>", content_type="text/html")
    good, bad, missing = (tmp_path / name for name in ("good.eml", "bad.eml", "missing.eml"))
    good.write_bytes(mail(headline(server.url("/2026/story-1"))))
    bad.write_bytes(b"%PDF-1.7")
    ran = command(add_letter, good, bad, missing)
    assert ran.return_value == 3
    assert ran.stdout == f"{good}: 1 article from The Daily.\n"
    assert [line.partition(": ")[0] for line in ran.stderr.splitlines()] == [str(bad), str(missing)]
    again = command(add_letter, good, "--json")
    assert again.return_value == 0
    said = json.loads(again.stdout)
    assert (said["letters"][0]["present"], said["refused"]) == (True, [])


def test_a_mailbox_is_added_from_the_command_line(command, store, post, monkeypatch):
    monkeypatch.setenv("TAKE_FIVE_MAIL_ACCOUNT", mailbox_address(post.url()).account)
    monkeypatch.setenv("TAKE_FIVE_MAIL_PASSWORD", PASSWORD)
    ran = command(add_mailbox_command, post.url())
    assert ran.stdout == f"Added {post.url()}. The next refresh takes in its letters.\n"
    again = command(add_mailbox_command, post.url(), "--json")
    assert json.loads(again.stdout) == {"added": [], "present": [post.url()]}
