"""What people type and paste, as addresses that can be called."""

import pytest

from briefing.articles.hosts import registrable_domain
from briefing.errors import Refused
from briefing.sources.addresses import normal_address


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://example.org/feed", "https://example.org/feed"),
        ("example.org/feed", "https://example.org/feed"),
        ("  example.org \n", "https://example.org/"),
        ("//example.org/feed", "https://example.org/feed"),
        ("HTTP://Example.ORG/Feed", "http://example.org/Feed"),
        ("example.org:8080/feed", "https://example.org:8080/feed"),
        ("example.org?q=1", "https://example.org/?q=1"),
        ("localhost", "https://localhost/"),
        ("localhost:8000", "https://localhost:8000/"),
        ("http://intranet/feed", "http://intranet/feed"),
        ("feed:example.org/rss", "http://example.org/rss"),
        ("feed://example.org/rss", "http://example.org/rss"),
        ("feed:https://example.org/rss", "https://example.org/rss"),
        ("https://example.org/feed.", "https://example.org/feed"),
        ("(https://example.org/feed)", "https://example.org/feed"),
        ("“https://example.org/feed”,", "https://example.org/feed"),
        ("<https://example.org/feed>", "https://example.org/feed"),
        ("https://example.org/Mercury_(planet)", "https://example.org/Mercury_(planet)"),
        ("https://example.org/Mercury_(planet)).", "https://example.org/Mercury_(planet)"),
        ("https://example.org/a?b=1&c=2#part", "https://example.org/a?b=1&c=2"),
        ("https://example.org./feed", "https://example.org/feed"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("https://аpple.example/", "https://xn--pple-43d.example/"),
        ("https://[2001:db8::1]:8080/feed", "https://[2001:db8::1]:8080/feed"),
    ],
)
def test_an_address_is_understood_as_typed(typed, address):
    assert normal_address(typed) == address


def test_an_understood_address_stays_as_it_is():
    once = normal_address("example.org/a b?q=ü".replace(" ", "%20"))
    assert normal_address(once) == once


@pytest.mark.parametrize(
    "typed",
    [
        "file:///etc/passwd",
        "ftp://example.org/feed",
        "gopher://example.org/",
        "data:text/html,hello",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "mailto:a@example.org",
        "feed:javascript:alert(1)",
        "feed:file:///etc/passwd",
        "view-source:https://example.org",
    ],
)
def test_only_web_addresses_are_called(typed):
    with pytest.raises(Refused):
        normal_address(typed)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "There is no address"),
        (" … ", "There is no address"),
        ("hello", "is no web address"),
        ("https://", "no address"),
        ("http:///feed", "no address"),
        ("https://one.example https://two.example", "not one address"),
        ("exa mple.org", "not one address"),
        ("http://exa%6Dple.org/", "no address"),
        ("http://example.org:99999/", "no address"),
        ("http://a..example/", "no address"),
        ("http://2130706433/", "disguised number"),
        ("http://example.0x7f/", "disguised number"),
        ("http://[::1/", "no address"),
        ("https://example.org/" + "a" * 9_000, "longer than 8,000"),
    ],
)
def test_what_is_no_address_is_refused_in_words(typed, says):
    with pytest.raises(Refused, match=says):
        normal_address(typed)


def test_a_password_is_not_repeated_in_a_message():
    with pytest.raises(Refused) as refused:
        normal_address("http://dana:secret@exa mple.org/")
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("www.example.co.uk", "example.co.uk"),
        ("News.Example.ORG.", "example.org"),
        ("one.github.io", "github.io"),
        ("127.0.0.1", "127.0.0.1"),
        ("::1", "::1"),
        ("localhost", "localhost"),
        ("co.uk", "co.uk"),
    ],
)
def test_hosts_belong_to_the_domain_that_was_registered(host, domain):
    assert registrable_domain(host) == domain
