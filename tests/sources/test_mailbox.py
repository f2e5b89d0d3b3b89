"""Mailboxes over a real IMAP server on loopback: what is fetched, remembered, and refused."""

import asyncio
import logging
import socket
import ssl
import threading
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Self

import pytest
import trustme

from briefing.errors import Refused, SourceError, Unreachable
from briefing.settings import MailAccount, Settings
from briefing.sources.guard import Guard
from briefing.sources.mail import LARGEST
from briefing.sources.mail_line import Call
from briefing.sources.mailbox import MOST_MAILS, PATIENCE, look
from briefing.sources.mailbox_address import mailbox_address
from briefing.waiting import wait_for
from tests.imap_server import PASSWORD, USER, ImapServer
from tests.servers import LOOPBACK
from tests.sources.letters import item, mail

NOW = datetime.now(UTC)


@pytest.fixture
def server():
    with ImapServer() as started:
        yield started


def settings(address, password=PASSWORD, **said):
    account = mailbox_address(address).account
    how = {"allow_private": LOOPBACK, "mail": (MailAccount(account, password),)}
    return Settings(**how | said)


def see(address, place=None, *, given=None, **how):
    given = given or settings(address)
    place = str(place) if place else None
    return wait_for(look(address, given, place=place, now=NOW, **how))


def letter(n):
    return mail(item(n), number=n)


def numbers(post):
    return [int(body.split(b"Message-ID: <")[1].split(b"@")[0]) for body in post.mails]


# ── What is fetched and remembered ───────────────────────────────────────────


def test_letters_come_whole_once_each_and_stay_unread(server):
    server.deliver(letter(1), letter(2))
    before = server.flags()
    first = see(server.url())
    assert first.mails == (letter(1), letter(2))
    assert see(server.url(), first.place).mails == ()
    server.deliver(letter(3))
    assert numbers(see(server.url(), first.place)) == [3]
    assert server.flags()[:2] == before
    assert not any(b"Seen" in flags for flags in server.flags())


def test_an_empty_folder_is_no_problem(server):
    post = see(server.url())
    assert (post.mails, post.place.last) == ((), 0)
    server.deliver(letter(1))
    assert numbers(see(server.url(), post.place)) == [1]


def test_a_folder_of_another_name_is_read(server):
    server.deliver(letter(1), folder='"News &- Letters"')
    assert numbers(see(server.url("News%20%26%20Letters"))) == [1]


def test_what_was_deleted_is_left_out(server):
    server.deliver(letter(1), flags=r"(\Deleted)")
    server.deliver(letter(2))
    assert numbers(see(server.url())) == [2]


def test_no_more_than_a_few_come_at_a_look_and_the_rest_at_the_next_ones(server):
    first = see(server.url())
    server.deliver(*map(letter, range(MOST_MAILS + 3)))
    second = see(server.url(), first.place)
    third = see(server.url(), second.place)
    assert numbers(second) == list(range(MOST_MAILS))
    assert numbers(third) == list(range(MOST_MAILS, MOST_MAILS + 3))


def test_a_first_look_takes_the_newest(server):
    server.deliver(*map(letter, range(MOST_MAILS + 3)))
    post = see(server.url())
    assert numbers(post) == list(range(3, MOST_MAILS + 3))
    assert see(server.url(), post.place).mails == ()


def test_what_is_older_than_a_first_look_goes_back_is_never_fetched(server):
    server.deliver(letter(1), letter(2), at=NOW - timedelta(days=30))
    first = see(server.url())
    assert first.mails == ()
    server.deliver(letter(3))
    assert numbers(see(server.url(), first.place)) == [3]


def test_where_the_place_was_lost_the_oldest_since_the_last_good_look_come_first(server):
    server.deliver(*map(letter, range(MOST_MAILS + 3)))
    post = see(server.url(), since=NOW - timedelta(days=9))
    assert numbers(post) == list(range(MOST_MAILS))
    assert len(see(server.url(), post.place).mails) == 3


def test_a_folder_that_was_made_anew_is_read_anew(server):
    server.deliver(letter(1), folder="News")
    old = see(server.url("News"))
    server.forget("News")
    server.deliver(letter(2), folder="News")
    new = see(server.url("News"), old.place)
    assert numbers(new) == [2]
    assert new.place.validity != old.place.validity


# ── Who is let in, and where we call ─────────────────────────────────────────


def ours(caplog):
    """What was logged on this side; the server in the same process logs every line it gets."""
    mine = [r for r in caplog.records if not r.name.startswith("pymap")]
    assert mine
    return " ".join(record.getMessage() for record in mine)


def test_a_wrong_password_is_said_and_not_repeated(server, caplog):
    caplog.set_level(logging.DEBUG)
    wrong = "not the pass wörd"
    with pytest.raises(SourceError, match="does not let news in") as refusal:
        see(server.url(), given=settings(server.url(), wrong))
    assert refusal.value.status == 401
    assert wrong not in str(refusal.value)
    assert wrong not in ours(caplog)


def test_the_password_is_nowhere_to_be_seen(server, caplog):
    caplog.set_level(logging.DEBUG)
    server.deliver(letter(1))
    given = settings(server.url())
    assert see(server.url(), given=given).mails
    assert PASSWORD not in ours(caplog)
    assert PASSWORD not in repr(given)


def test_a_password_is_sent_to_its_own_account_alone(server):
    given = settings("imap://news@mail.example.org")
    for address in (server.url(), server.url(user="other"), server.url(host="localhost")):
        with pytest.raises(SourceError, match="No password is set for this mailbox"):
            see(address, given=given)
    assert server.connections == 0


def test_a_missing_folder_is_said(server):
    with pytest.raises(SourceError, match="There is no folder “Nowhere”"):
        see(server.url("Nowhere"))


@pytest.mark.parametrize("allowed", [(), LOOPBACK[1:]])
def test_a_private_address_is_not_called_unless_it_is_allowed(server, allowed):
    given = settings(server.url(), allow_private=allowed)
    with pytest.raises(Refused, match="private or reserved network"):
        see(server.url(), given=given)
    assert server.connections == 0


@pytest.mark.parametrize("host", ["localhost", "127.1", "2130706433"])
def test_other_names_for_a_private_address_do_not_help(server, host):
    address = server.url(host=host)
    with pytest.raises(Refused):
        see(address, given=settings(address, allow_private=()))
    assert server.connections == 0


def test_a_password_is_not_sent_to_the_public_in_the_clear():
    address = "imap://news@93.184.215.14/INBOX"
    with pytest.raises(Refused, match="for all to read"):
        see(address)


def test_only_the_port_of_mail_is_called_in_public():
    address = "imaps://news@93.184.215.14:25/INBOX"
    with pytest.raises(Refused, match="Port 25 is not called"):
        see(address)


# ── TLS ──────────────────────────────────────────────────────────────────────

AUTHORITY = trustme.CA()


@contextmanager
def secure_server(*names):
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    AUTHORITY.issue_cert(*names).configure_cert(tls)
    with ImapServer(tls=tls) as started:
        yield started


def trusting():
    tls = ssl.create_default_context()
    AUTHORITY.configure_trust(tls)
    return tls


def test_letters_come_over_tls():
    with secure_server("127.0.0.1") as server:
        server.deliver(letter(1))
        assert numbers(see(server.url(), tls=trusting())) == [1]


@pytest.mark.parametrize(("name", "trust"), [("other.example", True), ("127.0.0.1", False)])
def test_a_certificate_that_does_not_hold_is_a_problem(name, trust):
    with (
        secure_server(name) as server,
        pytest.raises(Unreachable, match=r"could not prove that it is 127\.0\.0\.1"),
    ):
        see(server.url(), tls=trusting() if trust else None)


def test_a_server_without_tls_is_never_spoken_to_in_the_clear(server):
    address = server.url().replace("imap://", "imaps://")
    with pytest.raises(Unreachable, match="secure connection"):
        see(address)


# ── Servers that fail ────────────────────────────────────────────────────────


def test_nobody_there(server):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"imap://{USER}@127.0.0.1:{closed.getsockname()[1]}/INBOX"
        with pytest.raises(Unreachable, match="did not accept a connection"):
            see(address)


def test_a_name_that_is_nowhere():
    with pytest.raises(Unreachable, match="could not be found"):
        see("imaps://news@mail.invalid/INBOX")


Script = dict[bytes, list[bytes]]


class Scripted:
    """A server that answers commands as a test tells it to, and hangs up when it knows no more."""

    def __init__(self, script: Script, hello: bytes = b"* OK hello\r\n") -> None:
        self.heard: list[bytes] = []
        self._hello = hello
        self._script = {word: list(answers) for word, answers in script.items()}
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)

    @property
    def url(self) -> str:
        return f"imap://{USER}@127.0.0.1:{self._listening.getsockname()[1]}/INBOX"

    def _serve(self) -> None:
        peer, _ = self._listening.accept()
        with peer, peer.makefile("rb") as lines, suppress(OSError):
            peer.sendall(self._hello)
            for line in lines:
                self.heard.append(line)
                word = next((one for one in self._script if one in line), None)
                if word is None or not self._script[word]:
                    return
                peer.sendall(self._script[word].pop(0).replace(b"TAG", line.split(b" ")[0]))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listening.close()
        self._thread.join(10)


OK = b"TAG OK done\r\n"
SIZES = b"* 1 FETCH (UID 11 RFC822.SIZE 20)\r\n* 2 FETCH (UID 12 RFC822.SIZE 20)\r\n" + OK


def script(*mails: bytes, **said: bytes) -> Script:
    """Two mails in a folder, and what the server answers when it is asked for each."""
    usual = {
        "CAPABILITY": b"* CAPABILITY IMAP4rev1\r\n" + OK,
        "LOGIN": OK,
        "EXAMINE": b"* 2 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n" + OK,
        "SEARCH": b"* SEARCH 11 12\r\n" + OK,
        "SIZE": SIZES,
        "LOGOUT": b"* BYE\r\n" + OK,
    }
    lines = {word.encode(): [answer] * 3 for word, answer in (usual | said).items()}
    return {**lines, b"PEEK": list(mails)}


def fetched(number: int, uid: int, body: bytes) -> bytes:
    said = b"* %d FETCH (UID %d BODY[] {%d}\r\n%b)\r\n" % (number, uid, len(body), body)
    return said + OK


ONE, TWO = fetched(1, 11, b"one"), fetched(2, 12, b"two")


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({"CAPABILITY": b"\xff\x00\r\n"}, "hung up|did not answer as a mail server"),
        ({"LOGIN": b"* BYE too many\r\n"}, "hung up"),
        ({"EXAMINE": b"* OK [UIDVALIDITY seven] ok\r\n" + OK}, "did not answer as a mail server"),
        ({"SEARCH": b"* SEARCH eleven\r\n" + OK}, "did not answer as a mail server"),
        ({"SEARCH": b"* SEARCH 11" + b" 12" * 500_000 + b"\r\n" + OK}, "more than is taken"),
        ({"SIZE": b"* 1 FETCH (((((\r\n" + OK}, "did not answer as a mail server"),
        ({"SIZE": b"* 1 FETCH (UID 11 RFC822.SIZE big)\r\n" + OK}, "did not answer as a mail"),
    ],
)
def test_a_server_that_breaks_off_or_talks_nonsense_is_a_problem(answers, why):
    with Scripted(script(ONE, TWO, **answers)) as server, pytest.raises(Unreachable, match=why):
        see(server.url)


@pytest.mark.parametrize(
    "hello", [b"HTTP/1.1 400 Bad\r\n\r\n", b"* BYE busy\r\n", b"\0" * 99 + b"\r\n"]
)
def test_what_is_no_mail_server_is_a_problem(hello):
    with Scripted({}, hello) as server, pytest.raises(Unreachable):
        see(server.url)


def test_a_mailbox_is_only_ever_examined():
    with Scripted(script(ONE, TWO)) as server:
        post = see(server.url)
    assert (post.mails, str(post.place)) == ((b"one", b"two"), "7:12")
    words = {word for line in server.heard for word in line.split()[1:3]}
    assert {b"EXAMINE", b"LOGOUT"} < words
    assert not words & {b"SELECT", b"STORE", b"EXPUNGE", b"COPY", b"MOVE", b"DELETE", b"CLOSE"}
    asked = [line for line in server.heard if b"BODY" in line]
    assert asked
    assert all(b"BODY.PEEK[]" in line for line in asked)


def test_a_mail_that_is_too_large_is_passed_over_without_being_fetched():
    sizes = SIZES.replace(b"20)", b"%d)" % (LARGEST + 1), 1)
    with Scripted(script(TWO, SIZE=sizes)) as server:
        post = see(server.url)
    assert (post.mails, str(post.place)) == ((b"two",), "7:12")
    assert post.passed_over == ("It is larger than 35 MB, the most that is read.",)
    assert sum(b"PEEK" in line for line in server.heard) == 1


def test_more_bytes_than_are_held_come_at_the_next_look():
    sizes = SIZES.replace(b"SIZE 20)", b"SIZE 34900000)")
    with Scripted(script(fetched(1, 11, b"x" * 16_000_000), TWO, SIZE=sizes)) as server:
        post = see(server.url)
    assert (len(post.mails), str(post.place)) == (1, "7:11")


def test_what_came_before_the_server_broke_off_is_kept():
    with Scripted(script(ONE)) as server:
        post = see(server.url)
    assert (post.mails, str(post.place)) == ((b"one",), "7:11")


def test_a_mail_that_the_server_does_not_hand_out_does_not_hold_up_the_next():
    with Scripted(script(b"TAG NO corrupt\r\n", TWO)) as server:
        post = see(server.url)
    assert (post.mails, str(post.place), len(post.passed_over)) == ((b"two",), "7:12", 1)


def test_a_mail_at_which_the_server_breaks_off_again_and_again_is_passed_over():
    for failures in range(PATIENCE):
        with Scripted(script()) as server, pytest.raises(Unreachable, match="hung up"):
            see(server.url, failures=failures)
    with Scripted(script()) as server:
        post = see(server.url, failures=PATIENCE)
    assert (post.mails, str(post.place)) == ((), "7:11")


def test_a_server_that_sends_a_mail_without_end_is_cut_off_and_the_mail_passed_over():
    endless = b"* 1 FETCH (UID 11 BODY[] {99999999999}\r\n"
    with Scripted(script(endless)) as server:
        post = see(server.url)
    assert (post.mails, str(post.place)) == ((), "7:11")


def test_a_server_that_trickles_is_left_at_the_deadline():
    listening = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def trickle() -> None:
        peer, _ = listening.accept()
        with peer, suppress(OSError):
            while not over.wait(0.05):
                peer.sendall(b"*")

    thread = threading.Thread(target=trickle, daemon=True)
    thread.start()
    at = mailbox_address(f"imap://{USER}@127.0.0.1:{listening.getsockname()[1]}")
    call = Call(at, Guard(settings(str(at))), seconds=0.5, most=1_000_000)
    with pytest.raises(TimeoutError), call.connected():
        pytest.fail("nobody said hello")
    over.set()
    thread.join(10)
    listening.close()


def test_a_look_that_is_given_up_hangs_up_at_once():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"imap://{USER}@127.0.0.1:{listening.getsockname()[1]}/INBOX"

        async def give_up() -> None:
            async with asyncio.timeout(0.5):
                await look(address, settings(address), now=NOW)

        with pytest.raises(TimeoutError):
            wait_for(give_up())
        peer, _ = listening.accept()
        with peer:
            peer.settimeout(5)
            assert peer.recv(1) == b""


# ── Addresses ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("imaps://news@mail.example.org", "imaps://news@mail.example.org/INBOX"),
        ("IMAPS://news@MAIL.example.org/inbox", "imaps://news@mail.example.org/INBOX"),
        ("imaps://a@b.example@mail.example", "imaps://a%40b.example@mail.example/INBOX"),
        ("imaps://a%40b.example@mail.example/News", "imaps://a%40b.example@mail.example/News"),
        (" imap://news@10.0.0.7:1143/A/B ", "imap://news@10.0.0.7:1143/A/B"),
        ("imaps://n@mail.example:993/Neues%20aus", "imaps://n@mail.example/Neues%20aus"),
        ("imaps://n@[2001:db8::1]/INBOX", "imaps://n@[2001:db8::1]/INBOX"),
        ("imaps://n@mäil.example/Übersicht", "imaps://n@xn--mil-qla.example/%C3%9Cbersicht"),
    ],
)
def test_an_address_has_one_form(typed, normal):
    assert str(mailbox_address(typed)) == normal
    assert str(mailbox_address(normal)) == normal


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "news@mail.example.org",
        "https://mail.example.org/INBOX",
        "imaps://mail.example.org/INBOX",
        "imaps://@mail.example.org/INBOX",
        "imaps://news@/INBOX",
        "imaps://news@mail.example.org:0/INBOX",
        "imaps://news@mail.example.org:99999/INBOX",
        "imaps://new%0d%0as@mail.example.org/INBOX",
        "imaps://ne%20ws@mail.example.org/INBOX",
        "imaps://news@mail.example.org/A%0d%0aB LOGOUT",
        "imaps://news@mail.example.org/%22",
        "imaps://news@mail example.org/INBOX",
        "imaps://news@[::1/INBOX",
    ],
)
def test_what_is_no_address_is_refused(typed):
    with pytest.raises(Refused, match=r"imaps://news@mail\.example\.org/INBOX"):
        mailbox_address(typed)


def test_a_password_in_the_address_is_refused_and_not_repeated():
    with pytest.raises(Refused, match="Leave the password out") as refusal:
        mailbox_address("imaps://news:secret@mail.example.org/INBOX")
    assert "secret" not in str(refusal.value)
