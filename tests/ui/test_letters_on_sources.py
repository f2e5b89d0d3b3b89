"""Newsletters on the Sources page: mails with an outcome beside each, and a mailbox."""

from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from briefing.sources.mailbox_address import mailbox_address
from briefing.store import open_store, reading, sources
from tests.imap_server import PASSWORD, ImapServer
from tests.servers import LoopbackServer
from tests.sources.letters import mail
from tests.ui.drawn import words


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/desk.db")
    monkeypatch.setenv("TAKE_FIVE_ALLOW_PRIVATE", "127.0.0.0/8")
    engine = open_store(f"sqlite:///{tmp_path}/desk.db")
    yield engine
    engine.dispose()


@pytest.fixture
def letter():
    """A letter about a page on a server of our own."""
    with LoopbackServer() as server:
        server.serve("/2026/story", "<p>news</p>", content_type="text/html")
        yield mail(f"<h2><a href='{server.url('/2026/story')}'>What happened there</a></h2>")


def page():
    """The top of the Sources page, for the person at the machine."""
    from briefing.people import LOCAL
    from briefing.settings import from_environment
    from briefing.store import open_store
    from briefing.ui.frame import Visit
    from briefing.ui.sources.adding import adding

    settings = from_environment()
    adding(Visit(open_store(settings.database_url), settings, None, LOCAL))


def opened():
    return run(AppTest.from_function(page, default_timeout=60))


def run(at):
    at.run()
    assert not at.exception
    return at


def press(at, key):
    at.button(key=key).click()
    return run(at)


def every(engine):
    with reading(engine) as conn:
        return sources.every(conn)


def test_letters_are_added_with_an_outcome_beside_each(desk, letter):
    at = opened()
    uploader = at.file_uploader(key="sources.letters.files")
    uploader.upload("good.eml", letter, "message/rfc822")
    uploader.upload("<b>bad.eml", b"%PDF-1.7", "message/rfc822")
    said = words(press(at, "sources.letters.add"))
    assert "<b>good.eml</b> 1 article from The Daily." in said
    assert "<b>&lt;b&gt;bad.eml</b> This file is no mail" in said
    assert [source.title for source in every(desk)] == ["The Daily"]
    assert "bad.eml" not in words(press(at, "sources.letters.close"))


def test_a_mailbox_is_added_and_looked_at_at_once(desk, letter, monkeypatch):
    with ImapServer() as post:
        monkeypatch.setenv("TAKE_FIVE_MAIL_ACCOUNT", mailbox_address(post.url()).account)
        monkeypatch.setenv("TAKE_FIVE_MAIL_PASSWORD", PASSWORD)
        post.deliver(letter)
        at = opened()
        at.text_input(key="sources.mailbox").set_value(post.url())
        said = words(press(at, "sources.mailbox.add"))
    assert "1 source looked at: 1 new article." in said
    [source] = every(desk)
    assert (source.kind, source.problem) == ("mailbox", "")
    assert source.checked_at is not None
    assert (datetime.now(UTC) - source.checked_at).total_seconds() < 60
    assert PASSWORD not in said
    assert at.text_input(key="sources.mailbox").value == ""


def test_a_mailbox_that_does_not_open_is_refused_in_words(desk):
    at = opened()
    at.text_input(key="sources.mailbox").set_value("imaps://news:secret@mail.example.org/INBOX")
    press(at, "sources.mailbox.add")
    [error] = at.error
    assert "Leave the password out" in error.value
    assert "secret" not in error.value
    assert at.text_input(key="sources.mailbox").value.endswith("mail.example.org/INBOX")
    assert every(desk) == []
