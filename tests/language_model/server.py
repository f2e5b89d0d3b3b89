"""A server that speaks `/v1/chat/completions` as OpenAI's and its likes do, over loopback.

    with LoopbackServer() as server:
        spoken = ModelServer(server, says=lambda rules, material: "[1, 2]")
        client = Client(spoken.model())

It checks what it is sent as strictly as the real ones, and answers in their form. The errors'
bodies repeat the key, as those of some servers do.
"""

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from aiohttp import web

from briefing.settings import LanguageModel
from tests.servers import LoopbackServer

PATH = "/v1/chat/completions"
KEY = "sk-test-4b7f19"
NAME = "tiny-1"

#: What a model answers to rules and material.
Says = Callable[[str, Mapping[str, Any]], str | None]


def first_and_third(rules: str, material: Mapping[str, Any]) -> str:
    """The good model: it picks two sentences, or quotes the article's first one."""
    if "sentences" in material:
        return "[1, 3]"
    first = material["article"]["text"].partition("\n")[0]
    return f"Worth a minute of your day: “{first}”"


def obeys(rules: str, material: Mapping[str, Any]) -> str:
    """The gullible model: it says what the article tells it to, after “ANSWER:”."""
    return json.dumps(material, ensure_ascii=False).partition("ANSWER:")[2].partition("END")[0]


@dataclass
class ModelServer:
    """One model behind one key; change the fields between two questions at will."""

    server: LoopbackServer
    says: Says = first_and_third
    #: Seconds until an answer.
    slow: float = 0.0
    #: Answer with this status instead.
    status: int = 200
    #: Send these bytes as the body of a good answer instead.
    body: bytes | None = None
    finish_reason: str = "stop"
    #: Parameters that this model refuses to know.
    unknown: frozenset[str] = frozenset()
    #: What was asked, and how many questions were under way at once.
    asked: list[dict[str, Any]] = field(default_factory=list)
    most_at_once: int = 0
    _now: int = 0

    def __post_init__(self) -> None:
        self.server.route(PATH, self._answer)

    def model(self, **changed: Any) -> LanguageModel:
        """The settings that reach this model."""
        return replace(LanguageModel(self.server.url("/v1"), NAME, KEY, 5.0), **changed)

    async def _answer(self, request: web.BaseRequest) -> web.Response:
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        try:
            await asyncio.sleep(self.slow)
            return await self._considered(request)
        finally:
            self._now -= 1

    async def _considered(self, request: web.BaseRequest) -> web.Response:
        if request.method != "POST":
            return _error(405, "Only POST is allowed here.")
        if request.headers.get("Authorization") != f"Bearer {KEY}":
            return _error(401, f"Incorrect API key provided: {KEY}.", "invalid_api_key")
        if 300 <= self.status < 400:
            return web.Response(status=self.status, headers={"Location": "/elsewhere"})
        if self.status != 200:
            return _error(self.status, f"Rate limit reached for key {KEY}.")
        if request.content_type != "application/json":
            return _error(400, "The body must be JSON.")
        asked = await request.json()
        if problem := self._problem(asked):
            return problem
        self.asked.append(asked)
        if self.body is not None:
            return web.Response(body=self.body, content_type="application/json")
        rules, material = (message["content"] for message in asked["messages"])
        return web.json_response(self._completion(self.says(rules, json.loads(material))))

    def _problem(self, asked: Mapping[str, Any]) -> web.Response | None:
        """What real servers object to."""
        if asked.get("model") != NAME:
            return _error(404, f"The model `{asked.get('model')}` does not exist.")
        messages = asked.get("messages")
        if (
            not isinstance(messages, list)
            or [set(m) for m in messages] != [{"role", "content"}] * 2
        ):
            return _error(400, "`messages` must be a list of objects with role and content.")
        if [m["role"] for m in messages] != ["system", "user"] or asked.get("stream") is not False:
            return _error(400, "One system and one user message, without streaming.")
        if unknown := self.unknown & set(asked):
            return _error(400, f"Unsupported parameter: '{min(unknown)}'.", "unsupported_parameter")
        return None

    def _completion(self, content: str | None) -> dict[str, Any]:
        return {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": int(time.time()),
            "model": NAME,
            "choices": [
                {
                    "index": 0,
                    "message": {"role": "assistant", "content": content, "refusal": None},
                    "logprobs": None,
                    "finish_reason": self.finish_reason,
                }
            ],
            "usage": {"prompt_tokens": 9, "completion_tokens": 3, "total_tokens": 12},
        }


def _error(status: int, message: str, code: str | None = None) -> web.Response:
    said = {"message": message, "type": "invalid_request_error", "param": None, "code": code}
    return web.json_response({"error": said}, status=status)
