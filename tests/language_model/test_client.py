"""The client speaks the protocol, and every failure is a sentence without the key."""

import gzip
import json
import logging
import time
from collections.abc import Iterator
from typing import Any

import pytest

from briefing.errors import ModelError, Unusable
from briefing.language_model.client import MOST_BYTES, Client
from briefing.settings import LanguageModel
from briefing.waiting import wait_for
from tests.language_model.server import KEY, NAME, PATH, ModelServer
from tests.servers import LoopbackServer


def ask(model: LanguageModel, material: dict[str, Any] | None = None) -> str:
    async def asking() -> str:
        async with Client(model) as client:
            return await client.ask("Say something.", material or {"title": "A title"})

    return wait_for(asking())


@pytest.fixture(autouse=True)
def nothing_is_logged_with_the_key(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    caplog.set_level(logging.DEBUG)
    yield
    assert KEY not in caplog.text


def test_a_good_answer_comes_back_as_it_was_said(spoken: ModelServer) -> None:
    spoken.says = lambda rules, material: f" {rules} {material['title']} "

    assert ask(spoken.model()) == "Say something. A title"


def test_material_with_quotation_marks_and_odd_letters_arrives_whole(spoken: ModelServer) -> None:
    spoken.says = lambda rules, material: material["title"]
    title = 'He said "}]" and \\n “never”. 利率 🙂'

    assert ask(spoken.model(), {"title": title}) == title


def test_thinking_aloud_and_fences_are_no_part_of_an_answer(spoken: ModelServer) -> None:
    spoken.says = lambda *_: "<think>\nHm, [9]?\n</think>\n```json\n[1, 2]\n```"

    assert ask(spoken.model()) == "[1, 2]"


def test_a_model_that_knows_no_temperature_is_asked_without(spoken: ModelServer) -> None:
    spoken.unknown = frozenset({"temperature", "max_tokens"})
    spoken.says = lambda *_: "Yes."

    assert ask(spoken.model()) == "Yes."
    assert {"temperature", "max_tokens"}.isdisjoint(spoken.asked[0])


def test_a_local_server_is_sent_no_empty_key(server: LoopbackServer) -> None:
    server.serve(PATH, json.dumps({"choices": [{"message": {"content": "Yes."}}]}))

    assert ask(LanguageModel(server.url("/v1"), NAME)) == "Yes."
    assert "authorization" not in server.requests[0].headers


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (401, "refused the key"),
        (403, "refused the key"),
        (404, "no model “tiny-1”"),
        (429, "busy"),
        (500, "busy or in trouble"),
        (503, "busy or in trouble"),
        (418, "did not understand"),
        (302, "sends its visitors elsewhere"),
        (307, "sends its visitors elsewhere"),
    ],
)
def test_every_refusal_is_a_sentence_without_the_key(
    spoken: ModelServer, status: int, says: str
) -> None:
    spoken.status = status

    with pytest.raises(ModelError, match=says) as caught:
        ask(spoken.model())

    assert not isinstance(caught.value, Unusable)
    assert KEY not in f"{caught.value!r} {caught.value.__cause__!r}"


def test_a_redirect_is_not_followed(spoken: ModelServer) -> None:
    spoken.status = 307

    with pytest.raises(ModelError):
        ask(spoken.model())

    assert spoken.server.hits("/elsewhere") == 0


def test_a_wrong_key_and_an_unknown_model_are_told_apart(spoken: ModelServer) -> None:
    with pytest.raises(ModelError, match="TAKE_FIVE_MODEL_KEY"):
        ask(spoken.model(key="sk-wrong"))
    with pytest.raises(ModelError, match="no model “huge-9”"):
        ask(spoken.model(name="huge-9"))


def test_a_slow_answer_is_given_up_in_time(spoken: ModelServer) -> None:
    spoken.slow = 10
    began = time.monotonic()

    with pytest.raises(ModelError, match=r"within 0\.3 seconds"):
        ask(spoken.model(seconds=0.3))

    assert time.monotonic() - began < 2


def test_a_body_that_drips_is_given_up_in_time(server: LoopbackServer) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
    server.raw(PATH, head, b" ", pause=0.05, forever=True)

    with pytest.raises(ModelError, match=r"within 0\.5 seconds"):
        ask(LanguageModel(server.url("/v1"), NAME, seconds=0.5))


def test_a_server_that_is_not_there_is_named() -> None:
    with pytest.raises(ModelError, match=r"cannot be reached at http://127\.0\.0\.1:1/v1"):
        ask(LanguageModel("http://127.0.0.1:1/v1", NAME, KEY))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Welcome</html>",
        b"[]",
        b"{}",
        b'{"choices": []}',
        b'{"choices": [{"message": null}]}',
        b'{"choices": "none"}',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_what_is_no_completion_is_said_to_be_none(spoken: ModelServer, body: bytes) -> None:
    spoken.body = body

    with pytest.raises(ModelError, match="does not speak as one"):
        ask(spoken.model())


def test_an_answer_that_breaks_off_on_the_way_is_no_answer(server: LoopbackServer) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n"
    server.raw(PATH, head + b'{"choices"')

    with pytest.raises(ModelError, match="cannot be reached"):
        ask(LanguageModel(server.url("/v1"), NAME))


@pytest.mark.parametrize("content", ["", "  \n", None, "<think>Nothing.</think>"])
def test_an_empty_answer_is_unusable(spoken: ModelServer, content: str | None) -> None:
    spoken.says = lambda *_: content

    with pytest.raises(Unusable, match="empty"):
        ask(spoken.model())


def test_a_cut_off_answer_is_unusable(spoken: ModelServer) -> None:
    spoken.finish_reason = "length"
    spoken.says = lambda *_: "Half of"

    with pytest.raises(Unusable, match="cut off"):
        ask(spoken.model())


def test_an_answer_without_end_is_not_taken(server: LoopbackServer) -> None:
    bomb = gzip.compress(b" " * (20 * MOST_BYTES))
    server.serve(PATH, bomb, headers={"Content-Encoding": "gzip"})

    with pytest.raises(Unusable, match="no end"):
        ask(LanguageModel(server.url("/v1"), NAME))
