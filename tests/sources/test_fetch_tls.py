"""Certificates are always verified."""

import ssl
from datetime import UTC, datetime, timedelta

import pytest
import trustme

from briefing.errors import Unreachable
from briefing.settings import Settings
from briefing.sources.fetch import Answer, Client
from briefing.waiting import wait_for
from tests.servers import LOOPBACK, LoopbackServer

AUTHORITY = trustme.CA()


def server_with(certificate: trustme.LeafCert) -> LoopbackServer:
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    certificate.configure_cert(tls)
    return LoopbackServer(tls=tls)


def get(address: str, *, trusting: trustme.CA | None = AUTHORITY) -> Answer:
    tls = None
    if trusting is not None:
        tls = ssl.create_default_context()
        trusting.configure_trust(tls)

    async def one() -> Answer:
        settings = Settings(allow_private=LOOPBACK)
        async with Client(settings, timeout=5, tls=tls) as client:
            return await client.get(address)

    return wait_for(one())


def test_a_valid_certificate_is_accepted():
    with server_with(AUTHORITY.issue_cert("127.0.0.1")) as server:
        server.serve("/feed", "<rss/>")
        assert get(server.url("/feed")).body == b"<rss/>"


def test_an_upgrade_to_https_is_followed():
    with server_with(AUTHORITY.issue_cert("127.0.0.1")) as secure, LoopbackServer() as plain:
        secure.serve("/feed", "<rss/>")
        plain.redirect("/feed", secure.url("/feed"), status=301)
        assert get(plain.url("/feed")).permanent_to == secure.url("/feed")


def expired() -> trustme.LeafCert:
    return AUTHORITY.issue_cert("127.0.0.1", not_after=datetime.now(UTC) - timedelta(days=1))


@pytest.mark.parametrize(
    ("certificate", "trusting", "says"),
    [
        (expired, AUTHORITY, "expired"),
        (lambda: AUTHORITY.issue_cert("other.example"), AUTHORITY, "127.0.0.1"),
        (lambda: AUTHORITY.issue_cert("127.0.0.1"), trustme.CA(), "self-signed|unable to get"),
        (lambda: AUTHORITY.issue_cert("127.0.0.1"), None, "self-signed|unable to get"),
    ],
    ids=["expired", "other host", "unknown authority", "authority of our own by default"],
)
def test_a_certificate_that_proves_nothing_is_refused(certificate, trusting, says):
    with server_with(certificate()) as server:
        server.serve("/feed", "<rss/>")
        with pytest.raises(Unreachable, match=f"could not prove that it is 127.0.0.1: .*({says})"):
            get(server.url("/feed"), trusting=trusting)
        assert server.requests == []


def test_a_redirect_does_not_weaken_the_check():
    with server_with(expired()) as secure, LoopbackServer() as plain:
        secure.serve("/feed", "<rss/>")
        plain.redirect("/feed", secure.url("/feed"))
        with pytest.raises(Unreachable, match="expired"):
            get(plain.url("/feed"))
        assert secure.requests == []


def test_a_server_without_tls_is_an_error():
    with LoopbackServer() as plain:
        plain.serve("/feed", "<rss/>")
        with pytest.raises(Unreachable, match="secure connection"):
            get(plain.url("/feed").replace("http:", "https:"))
