"""The guarded client against a real server: answers, redirects, refusals to answer."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from time import monotonic

import pytest
from aiohttp import web

from briefing.errors import Gone, Refused, Unreachable
from briefing.settings import Settings
from briefing.sources.fetch import Answer, Client
from briefing.waiting import wait_for
from tests.servers import LOOPBACK, OK, LoopbackServer

HERE = Settings(allow_private=LOOPBACK)


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    with LoopbackServer() as server:
        yield server


def get(address: str, *, settings: Settings = HERE, within: float = 5.0, **said) -> Answer:
    async def one() -> Answer:
        async with Client(settings, timeout=within) as client:
            return await client.get(address, **said)

    return wait_for(one())


# ── Answers ──────────────────────────────────────────────────────────────────


def test_an_answer_carries_the_body_and_what_the_server_said_of_it(server):
    server.serve(
        "/feed",
        "<rss/>",
        content_type="Application/RSS+XML; Charset=ISO-8859-1",
        etag='W/"a b"',
        last_modified="Mon, 05 Jan 2026 07:00:00 GMT",
        headers={"Cache-Control": "public, max-age=300"},
    )
    address = server.url("/feed")
    assert get(address) == Answer(
        address=address,
        final=address,
        status=200,
        body=b"<rss/>",
        content_type="application/rss+xml",
        charset="ISO-8859-1",
        etag='W/"a b"',
        last_modified="Mon, 05 Jan 2026 07:00:00 GMT",
        max_age=300.0,
        permanent_to=None,
    )


def test_an_empty_body_is_an_answer(server):
    server.serve("/feed", b"")
    assert get(server.url("/feed")).body == b""


def test_a_missing_content_type_is_said_as_such(server):
    server.raw("/feed", b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<rss/>")
    answer = get(server.url("/feed"))
    assert (answer.content_type, answer.charset, answer.body) == ("", None, b"<rss/>")


def test_the_fragment_is_not_part_of_the_request(server):
    server.serve("/feed", "<rss/>")
    assert get(server.url("/feed#latest")).final == server.url("/feed")


@pytest.mark.parametrize("etag", ['"a"', 'W/"a"', "bare", '"with "quotes" inside"', '"ü"'])
def test_validators_go_back_byte_for_byte(server, etag):
    server.serve("/feed", "<rss/>", etag=etag)
    first = get(server.url("/feed"))
    second = get(server.url("/feed"), etag=first.etag)
    assert (second.status, second.body, second.etag) == (304, b"", etag)


def test_the_date_of_the_last_change_goes_back_byte_for_byte(server):
    said = "mon, 5 jan 2026 07:00 UTC"
    server.serve("/feed", "<rss/>", last_modified=said)
    first = get(server.url("/feed"))
    assert get(server.url("/feed"), last_modified=first.last_modified).status == 304


def test_a_validator_that_is_no_text_is_not_kept(server):
    server.raw("/feed", b'HTTP/1.1 200 OK\r\nETag: "\xff\xfe"\r\nContent-Length: 1\r\n\r\nx')
    assert get(server.url("/feed")).etag is None


def test_unchanged_is_no_answer_to_somebody_who_knows_nothing(server):
    server.route("/feed", lambda _: web.Response(status=304))
    with pytest.raises(Unreachable, match="nothing has changed") as error:
        get(server.url("/feed"))
    assert error.value.status == 304


def in_an_hour(**more) -> dict[str, str]:
    sent = datetime(2026, 1, 5, 7, tzinfo=UTC)
    expires = sent + timedelta(**(more or {"hours": 1}))
    return {
        "Date": format_datetime(sent, usegmt=True),
        "Expires": format_datetime(expires, usegmt=True),
    }


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Cache-Control": "max-age=60"}, 60),
        ({"Cache-Control": 'private, MAX-AGE="60"'}, 60),
        ({"Cache-Control": f"max-age={16 * 365 * 86_400}"}, 86_400),
        ({"Cache-Control": "max-age=" + "9" * 4_000}, 86_400),
        ({"Cache-Control": "max-age=0"}, None),
        ({"Cache-Control": "max-age=-1"}, None),
        ({"Cache-Control": "no-cache, max-age=60"}, None),
        (in_an_hour(), 3_600),
        (in_an_hour(days=900), 86_400),
        (in_an_hour(days=-1), None),
        ({"Expires": "0"}, None),
        (in_an_hour() | {"Cache-Control": "max-age=60"}, 60),
    ],
)
def test_how_long_nothing_will_change(server, headers, seconds):
    server.serve("/feed", "<rss/>", headers=headers)
    assert get(server.url("/feed")).max_age == seconds


def test_the_caller_says_who_it_is_and_what_it_reads(server):
    server.serve("/feed", "<rss/>")
    settings = Settings(allow_private=LOOPBACK, contact="https://halden.example/bot")
    get(server.url("/feed"), settings=settings, accept="text/html")
    headers = server.requests[0].headers
    assert headers["user-agent"] == "TakeFive/0.1 (+https://halden.example/bot)"
    assert headers["accept"] == "text/html"


def test_cookies_are_not_kept(server):
    server.serve("/feed", "<rss/>", headers={"Set-Cookie": "id=1; Path=/"})

    async def twice() -> None:
        async with Client(HERE) as client:
            await client.get(server.url("/feed"))
            await client.get(server.url("/feed"))

    wait_for(twice())
    assert all("cookie" not in seen.headers for seen in server.requests)


# ── Redirects ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("statuses", "permanent"),
    [
        ([301], True),
        ([308], True),
        ([301, 308], True),
        ([302], False),
        ([303], False),
        ([307], False),
        ([301, 302], False),
        ([307, 308], False),
    ],
)
def test_redirects_are_followed_and_permanent_only_all_the_way(server, statuses, permanent):
    for hop, status in enumerate(statuses):
        server.redirect(f"/{hop}", f"/{hop + 1}", status=status)
    end = server.url(f"/{len(statuses)}")
    server.serve(f"/{len(statuses)}", "<rss/>")
    answer = get(server.url("/0"))
    assert (answer.final, answer.body) == (end, b"<rss/>")
    assert answer.permanent_to == (end if permanent else None)
    assert answer.address == server.url("/0")


def test_validators_reach_the_end_of_a_redirect(server):
    server.redirect("/old", "/feed")
    server.serve("/feed", "<rss/>", etag='"a"')
    assert get(server.url("/old"), etag='"a"').status == 304


def test_a_redirect_loop_ends(server):
    server.redirect("/a", "/b")
    server.redirect("/b", "/a")
    with pytest.raises(Unreachable, match="circle"):
        get(server.url("/a"))
    assert len(server.requests) == 2


def test_five_redirects_are_followed_and_six_are_not(server):
    for hop in range(6):
        server.redirect(f"/{hop}", f"/{hop + 1}")
    server.serve("/6", "<rss/>")
    assert get(server.url("/1")).body == b"<rss/>"
    with pytest.raises(Unreachable, match="more than 5 times"):
        get(server.url("/0"))


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "gopher://127.0.0.1/",
        "data:text/plain,hello",
        "javascript:alert(1)",
    ],
)
def test_redirects_lead_to_web_addresses_only(server, target):
    server.redirect("/feed", target)
    with pytest.raises(Refused, match="not called"):
        get(server.url("/feed"))


def test_feed_addresses_mean_http(server):
    server.serve("/feed", "<rss/>")
    server.redirect("/old", server.url("/feed").replace("http:", "feed:"))
    assert get(server.url("/feed").replace("http:", "feed:")).body == b"<rss/>"
    assert get(server.url("/old")).body == b"<rss/>"


@pytest.mark.parametrize(
    "target", [b"http://[::1", b"http://\xff\xfe/", b"http://a b/", b"//", b"http://x:99999/"]
)
def test_a_redirect_to_nonsense_is_an_error(server, target):
    said = b"HTTP/1.1 302 Found\r\nLocation: %b\r\nContent-Length: 0\r\n\r\n" % target
    server.raw("/feed", said)
    with pytest.raises((Refused, Unreachable)):
        get(server.url("/feed"))


def test_a_redirect_without_a_target_is_an_error(server):
    server.route("/feed", lambda _: web.Response(status=301))
    with pytest.raises(Unreachable, match="301"):
        get(server.url("/feed"))


def with_password(address: str) -> str:
    return address.replace("//", "//dana:secret@")


def test_credentials_are_sent_to_their_own_origin_only(server):
    with LoopbackServer() as other:
        other.serve("/feed", "<rss/>")
        server.redirect("/away", other.url("/feed"))
        server.redirect("/near", "/feed")
        server.redirect("/given", other.url("/feed").replace("//", "//mallory:pw@"))
        server.serve("/feed", "<rss/>")
        for path in ("/away", "/near", "/given"):
            get(with_password(server.url(path)))
        assert all("authorization" in seen.headers for seen in server.requests)
        assert server.hits("/feed") == 1
        assert [seen.headers.get("authorization") for seen in other.requests] == [None, None]


def test_credentials_are_in_no_link_base_and_no_message(server):
    server.serve("/feed", "<rss/>")
    assert get(with_password(server.url("/feed"))).final == server.url("/feed")
    with pytest.raises(Unreachable) as error:
        get(with_password(server.url("/missing")))
    assert "secret" not in str(error.value)


def test_a_moved_address_keeps_the_credentials_it_needs(server):
    server.redirect("/old", "/feed", status=301)
    server.serve("/feed", "<rss/>")
    moved = get(with_password(server.url("/old"))).permanent_to
    assert moved == with_password(server.url("/feed"))


# ── No ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (401, "does not let us read this"),
        (403, "does not let us read this"),
        (404, "nothing at this address"),
        (406, "form"),
        (418, "nothing to read"),
        (206, "nothing to read"),
        (451, "legal"),
        (500, "trouble at the moment"),
        (502, "trouble at the moment"),
        (599, "trouble at the moment"),
    ],
)
def test_a_server_that_says_no_is_quoted(server, status, says):
    server.serve("/feed", "no", status=status)
    with pytest.raises(Unreachable, match=f"127.0.0.1 answered {status}: .*{says}") as error:
        get(server.url("/feed"))
    assert error.value.status == status


def test_gone_is_for_good(server):
    server.serve("/feed", status=410)
    with pytest.raises(Gone) as error:
        get(server.url("/feed"))
    assert error.value.status == 410


def test_gone_behind_a_temporary_redirect_is_not_for_good(server):
    server.serve("/gone", status=410)
    server.redirect("/feed", "/gone", status=302)
    with pytest.raises(Unreachable) as error:
        get(server.url("/feed"))
    assert error.value.status == 410


def test_a_challenge_for_people_is_named(server):
    server.serve("/feed", "prove it", status=403, headers={"cf-mitigated": "challenge"})
    with pytest.raises(Unreachable, match="wants to see a person"):
        get(server.url("/feed"))


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("3600", 3_600),
        (timedelta(hours=1), 3_600),
        ("999999999", 86_400),
        (timedelta(hours=-1), None),
        (None, None),
    ],
    ids=["seconds", "date", "far too long", "past date", "nothing"],
)
def test_a_wish_to_be_left_alone_is_passed_on(server, status, header, seconds):
    if isinstance(header, timedelta):
        header = format_datetime(datetime.now(UTC) + header, usegmt=True)
    server.serve("/feed", status=status, headers={"Retry-After": header} if header else None)
    with pytest.raises(Unreachable) as error:
        get(server.url("/feed"))
    assert error.value.status == status
    expected = None if seconds is None else pytest.approx(seconds, abs=120)
    assert error.value.retry_after == expected


def test_nobody_is_listening():
    with LoopbackServer() as server:
        address = server.url("/feed")
    with pytest.raises(Unreachable, match="did not accept a connection"):
        get(address)


@pytest.mark.parametrize("host", ["nowhere.invalid", "xn--a", "a" * 70 + ".example"])
def test_a_name_that_does_not_exist_is_said_so(host):
    with pytest.raises(Unreachable, match="could not be found"):
        get(f"http://{host}/")


@pytest.mark.parametrize(
    "said",
    [
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"HTTP/1.1 banana\r\n\r\n",
        b"",
        b"\0" * 400,
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000 + b"\r\n\r\n",
    ],
)
def test_a_server_that_speaks_no_http_is_an_error(server, said):
    server.raw("/feed", said)
    with pytest.raises(Unreachable, match="web server"):
        get(server.url("/feed"))


@pytest.mark.parametrize(
    "said",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nabc\r\n0\r\n\r\n",
    ],
)
def test_a_body_that_breaks_off_is_an_error(server, said):
    server.raw("/feed", said)
    with pytest.raises(Unreachable, match=r"broke off|web server"):
        get(server.url("/feed"))


def test_a_body_without_a_length_ends_with_the_connection(server):
    server.raw("/feed", OK, b"<rss/>")
    assert get(server.url("/feed")).body == b"<rss/>"


# ── Time ─────────────────────────────────────────────────────────────────────


def waited(address: str, within: float) -> float:
    """Seconds until the deadline was enforced."""
    begun = monotonic()
    with pytest.raises(Unreachable, match="did not finish"):
        get(address, within=within)
    return monotonic() - begun


@pytest.mark.parametrize("chunks", [[OK, b"x"], [b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"], [b"\r\n"]])
def test_a_server_that_dribbles_meets_the_deadline(server, chunks):
    server.raw("/feed", *chunks, pause=0.05, forever=True)
    assert waited(server.url("/feed"), within=0.4) < 2


def test_redirects_share_one_deadline(server):
    async def slowly(request: web.BaseRequest) -> web.Response:
        await asyncio.sleep(0.2)
        return web.Response(status=302, headers={"Location": request.path + "x"})

    for hop in range(6):
        server.route("/" + "x" * hop, slowly)
    assert waited(server.url("/"), within=0.5) < 0.9


def test_a_failure_leaves_the_other_fetches_alone(server):
    server.serve("/good", "<rss/>")
    server.serve("/bad", status=500)
    server.raw("/broken", b"nonsense")
    paths = ["/good", "/bad", "/broken", "/missing"] * 5

    async def all_of_them() -> list[Answer | BaseException]:
        async with Client(HERE) as client:
            fetches = (client.get(server.url(path)) for path in paths)
            return await asyncio.gather(*fetches, return_exceptions=True)

    outcomes = wait_for(all_of_them())
    assert [isinstance(one, Answer) for one in outcomes] == [p == "/good" for p in paths]
    assert all(isinstance(one, Answer | Unreachable) for one in outcomes)
