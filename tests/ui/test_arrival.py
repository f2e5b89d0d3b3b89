"""Who comes in: through a sign-in those on the list, and without one this machine alone."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from oidc_provider_mock import User
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import Engine
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from websockets.exceptions import InvalidStatus, WebSocketException
from websockets.sync.client import connect

from briefing import people, teach
from briefing.model import Membership
from briefing.people import LOCAL
from briefing.sample import load
from briefing.settings import Settings, SignIn
from briefing.store import open_store, reading, trail, writing
from briefing.store import people as stored
from briefing.ui.asgi.cookies import rewritten
from briefing.ui.asgi.door import plain_visit
from briefing.ui.asgi.way_back import ours
from briefing.ui.claims import Claims, claimed
from briefing.ui.frame import links
from briefing.ui.reach import intrudes, refusal
from tests.browser import QUIET, ROOT, chromium_path, free_port, running, serve, settled, visitor
from tests.colleagues import colleague
from tests.ui.drawn import words
from tests.ui.mornings import Said, edition
from tests.ui.signing_in import SIGN_IN, page, provider, serve_signing_in, sign_in

ONLY_HERE = "Without a sign-in Take Five serves this machine only."
EVERY = [pytest.param(way, id=way.label) for way in links()]


# ── Without a sign-in: how the server was started ────────────────────────────


@pytest.mark.parametrize(
    "said",
    [
        ["uvicorn", "asgi:app"],
        ["/venv/bin/uvicorn", "asgi:app", "--host", "127.0.0.1", "--port", "80"],
        ["/site/uvicorn/__main__.py", "asgi:app", "--host", "localhost", "--reload"],
        ["uvicorn", "--host=::1", "asgi:app"],
    ],
)
def test_a_server_for_this_machine_may_start(said: list[str]) -> None:
    assert refusal(said) == ""


@pytest.mark.parametrize(
    "said",
    [
        ["uvicorn", "asgi:app", "--host", "0.0.0.0"],
        ["/site/uvicorn/__main__.py", "--host=::", "asgi:app"],
        ["uvicorn", "asgi:app", "--host", "192.168.1.7"],
        ["uvicorn", "asgi:app", "--host", ""],
        ["uvicorn", "asgi:app", "--host", "127.0.0.1", "--uds", "/run/a.sock"],
        ["uvicorn", "asgi:app", "--fd", "3"],
    ],
)
def test_a_server_that_others_can_reach_may_not(said: list[str]) -> None:
    assert ONLY_HERE in (refusal(said) or "")


def test_of_other_servers_nothing_is_known() -> None:
    assert refusal(["gunicorn", "asgi:app"]) is None


def started(*command: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """A server that is not to start, once it has ended."""
    return subprocess.run(
        (sys.executable, *command),
        cwd=ROOT,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


@pytest.mark.parametrize(
    ("command", "environ"),
    [
        (("-m", "uvicorn", "asgi:app", "--host", "0.0.0.0"), {}),
        (("-m", "uvicorn", "asgi:app"), {"UVICORN_HOST": "0.0.0.0"}),
        (("-m", "streamlit", "run", "asgi.py", "--server.address", "0.0.0.0"), {}),
        (("-c", "import uvicorn; uvicorn.run('asgi:app', host='0.0.0.0')"), {}),
    ],
    ids=["argument", "variable", "streamlit", "script"],
)
def test_it_does_not_start_open_to_others_and_says_why(
    tmp_path: Path, command: tuple[str, ...], environ: dict[str, str]
) -> None:
    port = {"UVICORN_PORT": str(free_port()), "STREAMLIT_SERVER_PORT": str(free_port())}
    ended = started(*command, DATABASE_URL=f"sqlite:///{tmp_path}/desk.db", **environ | port)
    assert ended.returncode != 0
    assert ONLY_HERE in ended.stderr
    assert not (tmp_path / "desk.db").exists()


def test_it_does_not_start_with_half_a_sign_in() -> None:
    ended = started("-m", "uvicorn", "asgi:app", TAKE_FIVE_SIGN_IN=SIGN_IN["TAKE_FIVE_SIGN_IN"])
    assert ended.returncode != 0
    assert ended.stderr.startswith("The sign-in is set up in part: TAKE_FIVE_SIGN_IN_CLIENT")


def test_streamlit_run_open_to_others_ends_before_anybody_sees_a_page(tmp_path: Path) -> None:
    port = str(free_port())
    process = subprocess.Popen(
        (sys.executable, "-m", "streamlit", "run", "app.py", "--server.address", "0.0.0.0"),
        cwd=ROOT,
        env={
            **os.environ,
            "STREAMLIT_SERVER_PORT": port,
            "DATABASE_URL": f"sqlite:///{tmp_path}/desk.db",
        },
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        ask_to_run(f"127.0.0.1:{port}")
        assert process.wait(20) != 0
        assert process.stderr is not None
        assert ONLY_HERE in process.stderr.read()
    finally:
        process.kill()
        process.wait()


def ask_to_run(host: str) -> None:
    """Open the first page, as a browser does."""
    until = time.monotonic() + 20
    while True:
        try:
            with connect(f"ws://{host}/_stcore/stream", subprotocols=["streamlit"]) as socket:  # type: ignore[list-item]
                message = BackMsg()
                message.rerun_script.query_string = ""
                socket.send(message.SerializeToString())
                for _ in socket:
                    pass
            return
        except ConnectionRefusedError:
            assert time.monotonic() < until
            time.sleep(0.1)
        except (OSError, WebSocketException):
            return


# ── Without a sign-in: every request ─────────────────────────────────────────


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost", "LOCALHOST:1", "[::1]:8501"])
@pytest.mark.parametrize("peer", ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
def test_this_machine_is_let_in(host: str, peer: str) -> None:
    assert not intrudes([("Host", host), ("Cookie", "a=b")], peer)


@pytest.mark.parametrize(
    ("headers", "peer"),
    [
        ([("Host", "localhost")], "192.168.1.7"),
        ([("Host", "localhost")], "::ffff:10.0.0.1"),
        ([("Host", "localhost")], None),
        ([("Host", "localhost")], "testclient"),
        ([], "127.0.0.1"),
        ([("Host", "")], "127.0.0.1"),
        ([("Host", "rebound.example:8501")], "127.0.0.1"),
        ([("Host", "127.0.0.1.nip.io")], "127.0.0.1"),
        ([("Host", "localhost"), ("Host", "rebound.example")], "127.0.0.1"),
        ([("Host", "localhost@rebound.example")], "127.0.0.1"),
        ([("Host", "localhost"), ("X-Forwarded-For", "127.0.0.1")], "127.0.0.1"),
        ([("host", "localhost"), ("x-forwarded-proto", "https")], "127.0.0.1"),
        ([("host", "localhost"), ("Forwarded", "for=10.0.0.1")], "127.0.0.1"),
        ([("host", "localhost"), ("X-Real-IP", "10.0.0.1")], "127.0.0.1"),
        ([("host", "localhost"), ("Via", "1.1 proxy")], "127.0.0.1"),
    ],
)
def test_whoever_may_come_from_elsewhere_is_not(
    headers: list[tuple[str, str]], peer: str | None
) -> None:
    assert intrudes(headers, peer)


@pytest.fixture(scope="module")
def local_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app without a sign-in, as host and port."""
    with serve(tmp_path_factory.mktemp("local") / "desk.db") as address:
        yield urlsplit(address).netloc


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/sample/1", "/static/x.js"])
@pytest.mark.parametrize("header", [{"Host": "rebound.example"}, {"X-Forwarded-For": "10.0.0.1"}])
def test_every_path_is_closed_to_others(local_app: str, path: str, header: dict[str, str]) -> None:
    connection = HTTPConnection(local_app, timeout=10)
    connection.request("GET", path, headers=header)
    response = connection.getresponse()
    assert response.status == 403
    assert response.read().decode().startswith(ONLY_HERE)
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    connection.close()


def test_websockets_are_closed_to_others_too(local_app: str) -> None:
    where = f"ws://{local_app}/_stcore/stream"
    with pytest.raises(InvalidStatus) as caught:
        connect(where, additional_headers={"X-Forwarded-For": "10.0.0.1"})
    assert caught.value.response.status_code == 403
    with connect(where, subprotocols=["streamlit"]):  # type: ignore[list-item]
        pass


@pytest.mark.browser
@pytest.mark.parametrize("script", ["app.py", "asgi.py"])
def test_a_name_that_was_made_to_lead_here_shows_nothing(
    browser: Browser, tmp_path: Path, script: str
) -> None:
    """A site's own name is rebound to this machine; Streamlit takes that for the same origin."""
    engine = open_store(f"sqlite:///{tmp_path}/desk.db")
    edition(engine, [Said("A cabinet holds for ninety days")])
    engine.dispose()
    port = str(free_port())
    command = ("-m", "streamlit", "run", script, "--server.port", port)
    rebound = browser.browser_type.launch(
        executable_path=chromium_path(),
        args=[*QUIET, "--host-resolver-rules=MAP rebound.example 127.0.0.1"],
    )
    with running(command, port, cwd=ROOT, DATABASE_URL=f"sqlite:///{tmp_path}/desk.db") as here:
        page = rebound.new_page()
        page.goto(f"http://rebound.example:{port}/")
        expect(page.get_by_text(ONLY_HERE)).to_be_visible(timeout=20_000)
        assert "cabinet" not in page.content()
        page.goto(here)
        expect(page.get_by_text("A cabinet holds for ninety days")).to_be_visible(timeout=20_000)
    rebound.close()


# ── With a sign-in: what is claimed ──────────────────────────────────────────

NOW = datetime(2026, 1, 5, 7, 0, tzinfo=UTC)
EIGHT_HOURS = SignIn("https://a.example", "c", "s", "https://b.example", "k" * 32)
IN = {"is_logged_in": True, "email": "Cora@Desk.example ", "iat": 1_767_596_400}


def test_an_address_is_taken_in_lower_case_with_its_time() -> None:
    claims = claimed(IN)
    assert claims == Claims("cora@desk.example", datetime(2026, 1, 5, 7, 0, tzinfo=UTC))


@pytest.mark.parametrize("said", [{}, {"is_logged_in": False}, {"is_logged_in": "true"}])
def test_whoever_has_not_signed_in_claims_nothing(said: dict[str, Any]) -> None:
    assert claimed({"email": "cora@desk.example", "iat": 1} | said) is None


@pytest.mark.parametrize("verified", [False, "false", "False", 0])
def test_an_address_that_is_not_verified_is_none(verified: object) -> None:
    claims = claimed(IN | {"email_verified": verified})
    assert claims is not None
    assert claims.email == ""


@pytest.mark.parametrize("email", [None, 7, ["cora@desk.example"], "", "  "])
def test_what_is_no_address_is_none(email: object) -> None:
    claims = claimed(IN | {"email": email})
    assert claims is not None
    assert claims.email == ""


@pytest.mark.parametrize(
    ("hours", "fresh"), [(0, True), (7.99, True), (8, False), (9, False), (10_000, False)]
)
def test_a_sign_in_holds_for_its_hours(hours: float, fresh: bool) -> None:
    at = NOW - timedelta(hours=hours)
    assert Claims("cora@desk.example", at).fresh(EIGHT_HOURS, NOW) is fresh


@pytest.mark.parametrize("iat", [None, "", "1767596400", True, float("inf"), float("nan"), 1e300])
def test_a_sign_in_without_a_time_holds_for_none(iat: object) -> None:
    claims = claimed(IN | {"iat": iat})
    assert claims is not None
    assert not claims.fresh(EIGHT_HOURS, NOW)


# ── With a sign-in: what pages show ──────────────────────────────────────────


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """Dana's morning; people sign in."""
    url = f"sqlite:///{tmp_path}/desk.db"
    for name, value in (SIGN_IN | {"DATABASE_URL": url}).items():
        monkeypatch.setenv(name, value)
    engine = open_store(url)
    edition(engine, [Said("A cabinet holds for ninety days")])
    yield engine
    engine.dispose()


def buttons(at: Any) -> list[str]:
    return [button.label for button in at.button]


@pytest.mark.parametrize("way", EVERY)
def test_whoever_has_not_signed_in_sees_a_name_and_a_button(desk: Engine, way: Any) -> None:
    at = page(way.file, "", is_logged_in=False).run()
    assert not at.exception
    assert words(at) == "<h1>Take Five</h1>"
    assert buttons(at) == ["Sign in"]
    assert not at.get("page_link")


def test_whoever_is_not_on_the_list_sees_a_polite_page_and_the_way_out(desk: Engine) -> None:
    at = page("app.py", "<b>eve</b>@else.example").run()
    assert not at.exception
    assert "&lt;b&gt;eve&lt;/b&gt;@else.example is not on the list of this desk." in words(at)
    assert buttons(at) == ["Sign out"]
    assert not at.get("page_link")


def test_whoever_is_on_the_list_comes_in_and_has_a_way_out(desk: Engine) -> None:
    colleague(desk, "Dana", "executive", now=datetime.now(UTC), executive_id=1)
    at = page("app.py", "Dana@Desk.Example").run()
    assert not at.exception
    assert "A cabinet holds for ninety days" in words(at)
    assert "Sign out" in buttons(at)


def test_an_unverified_address_lets_nobody_in(desk: Engine) -> None:
    colleague(desk, "Dana", "executive", now=datetime.now(UTC), executive_id=1)
    at = page("app.py", "dana@desk.example", email_verified=False).run()
    assert "no verified e-mail address" in words(at)
    assert "cabinet" not in words(at)


def test_nobody_signs_in_as_the_local_person(desk: Engine) -> None:
    for email in ("", " ", "Local desk"):
        assert "is not on the list" in words(page("app.py", email).run())


def test_after_eight_hours_people_sign_in_again(desk: Engine) -> None:
    colleague(desk, "Dana", "executive", now=datetime.now(UTC), executive_id=1)
    at = page("app.py", "dana@desk.example", iat=int(time.time()) - 8 * 3600).run()
    assert "You signed in more than 8 hours ago." in words(at)
    assert buttons(at) == ["Sign in"]


def test_whoever_was_removed_is_out_at_the_next_run(desk: Engine) -> None:
    dana = colleague(desk, "Dana", "executive", now=datetime.now(UTC), executive_id=1)
    at = page("app.py", "dana@desk.example").run()
    assert "cabinet" in words(at)
    with writing(desk) as conn:
        stored.change(conn, dana.id, active=False)
    at.run()
    assert "is not on the list" in words(at)
    assert "cabinet" not in words(at)


def test_started_without_its_server_the_button_says_how_to_start(desk: Engine) -> None:
    at = page("app.py", "", is_logged_in=False).run()
    at.button(key="arrival.sign_in").click().run()
    assert not at.exception
    assert "start the app with `uvicorn asgi:app`" in words(at)


# ── With a sign-in: cookies, the way back, and what is left of a message ──────


def test_the_cookie_of_a_user_lasts_as_long_as_the_sign_in_and_goes_over_https_only() -> None:
    theirs = "_streamlit_user_tokens_1=abc; HttpOnly; Max-Age=2592000; Path=/; SameSite=lax"
    assert rewritten(theirs, EIGHT_HOURS) == (
        "_streamlit_user_tokens_1=abc; HttpOnly; Path=/; SameSite=lax; Max-Age=28800; Secure"
    )


def test_a_cookie_that_is_taken_back_stays_taken_back() -> None:
    theirs = "_streamlit_user=; Max-Age=0; Path=/"
    assert rewritten(theirs, EIGHT_HOURS) == "_streamlit_user=; Max-Age=0; Path=/; Secure"


def test_over_plain_http_on_this_machine_cookies_are_not_marked_secure() -> None:
    here = SignIn("https://a.example", "c", "s", "http://127.0.0.1:8501", "k" * 32, 3600.0)
    assert rewritten("_streamlit_xsrf=a; Path=/", here) == "_streamlit_xsrf=a; Path=/"
    assert rewritten("_streamlit_user=a; Path=/", here) == "_streamlit_user=a; Path=/; Max-Age=3600"


@pytest.mark.parametrize("target", ["/Sources?source=3&x=a%20b", "/", "/?for=2", "/Voice#learned"])
def test_a_page_of_ours_is_led_back_to(target: str) -> None:
    assert ours(target) == target


@pytest.mark.parametrize(
    "target",
    [
        "",
        "Sources",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "/\r\nSet-Cookie: a=b",
        "https://evil.example/",
        "https:evil.example",
        "javascript:alert(1)",
        "/Sources?x=ü",
        "/" + "a" * 2000,
        "/auth/logout",
        "/auth/login?provider=x",
        "/oauth2callback?error=x",
    ],
)
def test_nobody_is_led_elsewhere(target: str) -> None:
    assert ours(target) == ""


def test_of_a_tap_by_somebody_who_is_out_only_the_page_is_left() -> None:
    message = BackMsg()
    message.rerun_script.query_string = "source=3"
    message.rerun_script.page_script_hash = "abc"
    message.rerun_script.fragment_id = "card"
    message.rerun_script.cached_message_hashes.append("x")
    message.rerun_script.widget_states.widgets.extend(
        [
            WidgetState(id="$$ID-1-today.share", trigger_value=True),
            WidgetState(id="$$ID-2-arrival.leave", trigger_value=True),
        ]
    )
    left = BackMsg.FromString(plain_visit(message.SerializeToString())).rerun_script
    assert (left.query_string, left.page_script_hash, left.fragment_id) == ("source=3", "abc", "")
    assert [one.id for one in left.widget_states.widgets] == ["$$ID-2-arrival.leave"]


def test_of_other_messages_nothing_is_left_but_the_idle_ones() -> None:
    wants_file, beat = BackMsg(), BackMsg()
    wants_file.backend_operation_request.deferred_file.file_id = "export"
    beat.app_heartbeat = True
    assert plain_visit(wants_file.SerializeToString()) == b""
    assert plain_visit(beat.SerializeToString()) == beat.SerializeToString()


# ── With a sign-in: the whole of it ──────────────────────────────────────────

USERS = (
    User(sub="cora", claims={"email": "Cora@Desk.Example", "email_verified": True}),
    User(sub="dana", claims={"email": "dana@desk.example"}),
    User(sub="eve", claims={"email": "eve@else.example"}),
    User(sub="mallory", claims={"email": "cora@desk.example", "email_verified": False}),
)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The sample's executive, with everything that pages show."""
    engine = open_store(f"sqlite:///{tmp_path_factory.mktemp('arrival')}/desk.db")
    load(engine, Settings(), now=datetime.now(UTC))
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def app(sample: Engine) -> Iterator[str]:
    """The real app, and a real provider beside it."""
    with (
        provider(*USERS) as metadata,
        serve_signing_in(Path(str(sample.url.database)), metadata) as address,
    ):
        yield address


@contextmanager
def arriving(browser: Browser, app: str, path: str) -> Iterator[Page]:
    """A new visitor with a link."""
    with visitor(browser, app) as context:
        page = context.new_page()
        page.goto(f"{app}{path}")
        settled(page)
        yield page


def invite_cora(desk: Engine) -> None:
    if people.by_email(desk, "cora@desk.example") is None:
        colleague(desk, "Cora", "curator", now=datetime.now(UTC))


def user_cookie(context: BrowserContext) -> Any:
    return next(one for one in context.cookies() if one["name"] == "_streamlit_user")


@pytest.mark.browser
def test_an_invited_curator_signs_in_and_comes_to_what_they_wanted(
    browser: Browser, app: str, sample: Engine
) -> None:
    invite_cora(sample)
    with arriving(browser, app, "/Sources?source=3&sources.show=Paused") as page:
        expect(page.get_by_role("heading", name="Take Five")).to_be_visible()
        assert page.locator("body").inner_text().split("\n")[-1] == "Sign in"
        assert "Aareblatt" not in page.content()
        sign_in(page, "cora")
        assert page.url.removeprefix(app) == "/Sources?source=3&sources.show=Paused"
        expect(page.get_by_role("heading", name="Sources")).to_be_visible()
        expect(page.get_by_role("link", name="Curate")).to_be_visible()
        assert page.get_by_role("link", name="People").count() == 0
        cookie = user_cookie(page.context)
        assert cookie["httpOnly"]
        assert 0 < cookie["expires"] - time.time() <= 8 * 3600
        assert "take_five_back" not in [one["name"] for one in page.context.cookies()]


@pytest.mark.browser
@pytest.mark.parametrize("sub", ["eve", "mallory"])
def test_strangers_are_told_politely_and_can_leave(browser: Browser, app: str, sub: str) -> None:
    with arriving(browser, app, "/") as page:
        sign_in(page, sub)
        expect(page.get_by_text("An administrator of the desk can invite you.")).to_be_visible()
        assert page.get_by_role("button").all_inner_texts() == ["Sign out"]
        assert page.get_by_role("link").all_inner_texts() in ([], ["Skip to main content"])
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/end_session**")
        page.goto(app)
        expect(page.get_by_role("button", name="Sign in")).to_be_visible()


@pytest.mark.browser
def test_whoever_is_removed_while_signed_in_is_out_at_their_next_tap(
    browser: Browser, app: str, sample: Engine
) -> None:
    now = datetime.now(UTC)
    held = [Membership("executive", 1)]
    dana = people.invite(
        sample, email="dana@desk.example", name="Dana", memberships=held, now=now, by=LOCAL
    )
    with arriving(browser, app, "/Voice") as page:
        sign_in(page, "dana")
        # All of this page is a fragment, so that a tap runs nothing of the frame.
        page.get_by_role("radio", name="Teach").click()
        share = page.locator(".st-key-voice-teach-share button")
        expect(share).to_be_visible()
        people.remove(sample, dana.id, now=now, by=LOCAL)
        before = len(teach.answers_of(sample, 1, since=None))
        share.click()
        expect(page.get_by_text("dana@desk.example is not on the list")).to_be_visible()
        assert page.get_by_role("link", name="Voice").count() == 0
        assert len(teach.answers_of(sample, 1, since=None)) == before
        with reading(sample) as conn:
            assert [*trail.every(conn)][-1].what == "removed"
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/end_session**")


@pytest.mark.browser
def test_the_samples_articles_are_for_people_who_signed_in(browser: Browser, app: str) -> None:
    with visitor(browser, app) as context:
        answer = context.request.get(f"{app}/sample/1")
        assert answer.status == 403
        assert answer.text() == "Sign in first, then open this page again."


@pytest.mark.browser
def test_a_cookie_that_we_did_not_sign_is_nobodys(browser: Browser, app: str) -> None:
    with visitor(browser, app) as context:
        host = urlsplit(app).hostname or ""
        for name in ("_streamlit_user", "take_five_back"):
            context.add_cookies([{"name": name, "value": "forged", "domain": host, "path": "/"}])
        page = context.new_page()
        page.goto(app)
        expect(page.get_by_role("button", name="Sign in")).to_be_visible()


@pytest.mark.browser
def test_a_sign_in_that_is_too_old_is_asked_for_again_and_leads_back(
    browser: Browser, app: str, sample: Engine
) -> None:
    invite_cora(sample)
    old = {"email": "cora@desk.example", "iat": int(time.time()) - 8 * 3600}
    signed = create_signed_value(
        SIGN_IN["TAKE_FIVE_COOKIE_SECRET"],
        "_streamlit_user",
        json.dumps(old | {"origin": app, "is_logged_in": True, "provider": "default"}),
    )
    with visitor(browser, app) as context:
        context.add_cookies([{"name": "_streamlit_user", "value": signed.decode(), "url": app}])
        page = context.new_page()
        page.goto(f"{app}/Sources?source=2")
        expect(page.get_by_text("You signed in more than 8 hours ago.")).to_be_visible()
        sign_in(page, "cora")
        expect(page.get_by_role("heading", name="Sources")).to_be_visible()
        assert page.url == f"{app}/Sources?source=2"
