"""The app's own process, asked over the loopback interface as browsers and others would."""

import gzip
import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from http.client import HTTPConnection
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest
from fontTools.ttLib import TTFont

from briefing.ui import assets, icons
from tests.browser import serve

UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}
SCRIPT = next(assets.STREAMLIT.glob("js/index.*.js"))
SCRIPT_ADDRESS = f"/static/js/{SCRIPT.name}"
FONT = "/app/static/fonts/inter-latin.woff2"


@dataclass(frozen=True)
class Answer:
    status: int
    #: Names in lower case.
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return UNPACK[self.headers.get("content-encoding")](self.body).decode()


Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Ask the running app for a path, which is sent exactly as given."""
    assets.build()
    with serve(tmp_path_factory.mktemp("serving") / "desk.db") as address:

        def ask(path: str, method: str = "GET", **headers: str) -> Answer:
            connection = HTTPConnection(urlsplit(address).netloc, timeout=10)
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, headers=named)
            response = connection.getresponse()
            told = {name.lower(): value for name, value in response.getheaders()}
            answer = Answer(response.status, told, response.read())
            connection.close()
            return answer

        yield ask


def test_it_says_that_it_is_well(ask: Ask) -> None:
    assert (ask("/_stcore/health").status, ask("/_stcore/health").text) == (200, "ok")


@pytest.mark.parametrize("path", ["/", "/Curate", SCRIPT_ADDRESS, FONT, "/_stcore/health"])
def test_every_answer_tells_the_browser_to_be_strict(ask: Ask, path: str) -> None:
    headers = ask(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    rules = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
    assert rules["default-src"] == "'self'"
    assert rules["img-src"] == "'self' data: blob:"
    assert "unsafe" not in rules["script-src"]
    assert "strict-transport-security" not in headers  # this is plain HTTP


def test_the_inline_scripts_of_the_document_are_allowed_and_no_others(ask: Ask) -> None:
    answer = ask("/")
    scripts = re.findall(r"<script>(.*?)</script>", answer.text, re.DOTALL)
    digests = {b64encode(sha256(script.encode()).digest()).decode() for script in scripts}
    allowed = re.findall(r"'sha256-([^']+)'", answer.headers["content-security-policy"])
    assert scripts
    assert set(allowed) == digests


@pytest.mark.parametrize("path", ["/", "/Curate"])
def test_the_document_is_ours(ask: Ask, path: str) -> None:
    document = ask(path).text
    assert "<title>Take Five</title>" in document
    assert '<html lang="en-GB">' in document
    assert "SourceSans" not in document
    assert "needs JavaScript" in document


def test_what_the_document_links_to_is_there(ask: Ask) -> None:
    links = re.findall(r'(?:href|src)="\.(/[^"]+)"', ask("/").text)
    missing = [link for link in links if ask(link).status != 200]
    assert SCRIPT_ADDRESS in links
    assert not missing


@pytest.mark.parametrize("path", [SCRIPT_ADDRESS, "/"])
@pytest.mark.parametrize(
    ("accepted", "sent"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, br;q=0", "gzip"),
        ("*", "br"),
        ("br;q=0.0, gzip;q=0, *;q=0.5", None),
        ("identity", None),
        ("", None),
    ],
)
def test_the_browser_gets_an_encoding_it_takes(
    ask: Ask, path: str, accepted: str, sent: str | None
) -> None:
    answer = ask(path, accept_encoding=accepted)
    assert answer.headers.get("content-encoding") == sent
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.text == ask(path, accept_encoding="identity").body.decode()


def test_compressed_scripts_are_streamlits_own_and_kept_for_good(ask: Ask) -> None:
    answer = ask(SCRIPT_ADDRESS, accept_encoding="br")
    assert answer.text == SCRIPT.read_text()
    assert len(answer.body) < SCRIPT.stat().st_size / 3
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "immutable" in answer.headers["cache-control"]


def test_our_own_files_have_no_digest_in_their_name_and_are_not_kept_for_good(ask: Ask) -> None:
    answer = ask(FONT)
    assert answer.headers["content-type"] == "font/woff2"
    assert "immutable" not in answer.headers["cache-control"]


@pytest.mark.parametrize("path", [SCRIPT_ADDRESS, FONT, "/"])
def test_what_the_browser_holds_is_not_sent_again(ask: Ask, path: str) -> None:
    first = ask(path, accept_encoding="br")
    again = ask(path, accept_encoding="br", if_none_match=f'"other", W/{first.headers["etag"]}')
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert ask(path, accept_encoding="br", if_none_match='"other"').status == 200


@pytest.mark.parametrize("path", [SCRIPT_ADDRESS, FONT, "/"])
def test_the_head_alone_is_the_same_without_a_body(ask: Ask, path: str) -> None:
    whole, head = (ask(path, method, accept_encoding="br") for method in ("GET", "HEAD"))
    assert (head.status, head.body) == (200, b"")
    for name in ("content-type", "content-length", "etag", "content-encoding"):
        assert head.headers.get(name) == whole.headers.get(name)


def test_a_part_of_a_file_can_be_had(ask: Ask) -> None:
    answer = ask(SCRIPT_ADDRESS, range="bytes=0-9", accept_encoding="br")
    assert (answer.status, answer.body) == (206, SCRIPT.read_bytes()[:10])


@pytest.mark.parametrize("start", ["/static/", "/app/static/", "/static/js/", "/"])
@pytest.mark.parametrize(
    "way",
    [
        "../asgi.py",
        "../../asgi.py",
        "..%2f..%2fasgi.py",
        "%2e%2e/%2e%2e/asgi.py",
        "..%5c..%5casgi.py",
        "....//asgi.py",
        "//etc/passwd",
        "%2fetc%2fpasswd",
        "stamp.json",
    ],
)
def test_nothing_outside_the_folders_can_be_read(ask: Ask, start: str, way: str) -> None:
    answer = ask(start + way, accept_encoding="identity")
    # Where there is no file Streamlit sends the document, which then finds no such page.
    assert answer.status in {400, 404} or b"<title>Take Five</title>" in answer.body


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/metrics/"])
def test_the_figures_of_the_process_are_closed(ask: Ask, path: str) -> None:
    assert ask(path).status == 404


def test_the_icon_font_is_a_small_cut_with_every_icon_we_name(ask: Ask) -> None:
    whole = next(assets.STREAMLIT.glob("media/MaterialSymbols-Rounded*.woff2"))
    answer = ask(f"/static/media/{whole.name}")
    assert len(answer.body) < whole.stat().st_size / 4
    assert answer.headers["cache-control"] == "no-cache"
    known, sent = (set(icons.ligatures(TTFont(font))) for font in (whole, BytesIO(answer.body)))
    assert icons.ours(assets.ROOT) & known <= sent
    # What Streamlit draws itself: in an expander, a dialog, a message.
    assert {"keyboard_arrow_right", "close", "check", "error", "visibility"} <= sent


def test_without_copies_files_are_served_as_they_are_and_the_log_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    found = assets.assets(assets.ROOT, tmp_path / "nowhere")
    assert found[SCRIPT_ADDRESS] == assets.Asset(SCRIPT, {}, assets.FOR_GOOD)
    assert "python -m briefing.ui.assets" in caplog.text


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "secret.txt").write_text("not for everybody")
    (tmp_path / "static" / "mine.txt").write_text("for everybody")
    (tmp_path / "static" / "link.txt").symlink_to(tmp_path / "secret.txt")
    found = assets.assets(tmp_path, tmp_path / "nowhere")
    assert "/app/static/mine.txt" in found
    assert "/app/static/link.txt" not in found
