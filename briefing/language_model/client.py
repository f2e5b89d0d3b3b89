"""Talk to a language model in the way of OpenAI's chat completions, which most servers speak.

The API: platform.openai.com/docs/api-reference/chat; spoken by llama.cpp, Ollama, vLLM, LM Studio
and others. One request is one answer, without streaming.
"""

import json
from collections.abc import Mapping
from http import HTTPStatus
from types import TracebackType
from typing import Any, Self

import regex
from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, DummyCookieJar

from briefing.errors import ModelError, Unusable
from briefing.settings import LanguageModel

#: Bytes of an answer that are taken: far more than any text that we ask for.
MOST_BYTES = 1_000_000

#: Left out where a model does not know them, as some that reason do not.
OPTIONS: Mapping[str, Any] = {"temperature": 0, "max_tokens": 4_000}

#: What a model that reasons says to itself before it answers.
_THINKING = regex.compile(r"^\s*<think(?:ing)?>.*?</think(?:ing)?>", regex.DOTALL)
_FENCED = regex.compile(r"^```\w*\n(?P<inside>.*)\n```$", regex.DOTALL)


class Client:
    """Asks one model; open it with `async with`.

    No message of its errors holds the key or repeats what the server says, since servers
    repeat the key.
    """

    def __init__(self, model: LanguageModel) -> None:
        self.model = model
        self._options = OPTIONS
        self._session: ClientSession | None = None

    async def __aenter__(self) -> Self:
        bearer = {"Authorization": f"Bearer {self.model.key}"} if self.model.key else {}
        self._session = ClientSession(
            headers=bearer,
            timeout=ClientTimeout(total=self.model.seconds),
            cookie_jar=DummyCookieJar(),
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def ask(self, rules: str, material: Mapping[str, Any]) -> str:
        """What the model says about the material by these rules, without its thinking aloud.

        The material goes as one JSON object, so that nothing in it can pass for its end. Raises
        `ModelError` when there is no answer, and `Unusable` for an empty or a cut-off one.
        """
        messages = [
            {"role": "system", "content": rules},
            {"role": "user", "content": json.dumps(material, ensure_ascii=False)},
        ]
        options = self._options
        status, body = await self._post({"messages": messages, **options})
        if status in (400, 422) and options:
            status, body = await self._post({"messages": messages})
            if status == HTTPStatus.OK:  # so it was the options that it refused
                self._options = {}
        if status != 200:
            raise ModelError(_complaint(self.model, status))
        return _answer(body)

    async def _post(self, said: Mapping[str, Any]) -> tuple[int, bytes]:
        """Status and body; the body only of a good answer."""
        if self._session is None:
            raise RuntimeError("open the client with `async with` first")
        where, asked = self.model.address, {"model": self.model.name, "stream": False, **said}
        try:
            async with self._session.post(
                f"{where}/chat/completions", json=asked, allow_redirects=False
            ) as answer:
                return answer.status, await _body(answer) if answer.status == 200 else b""
        except TimeoutError as error:
            raise ModelError(
                f"The language model did not answer within {self.model.seconds:g} seconds."
            ) from error
        except (ClientError, OSError, ValueError) as error:
            raise ModelError(
                f"The language model cannot be reached at {where}: is its server running?"
            ) from error


async def greet(model: LanguageModel) -> None:
    """Ask the shortest of questions; raises `ModelError` when no answer comes."""
    async with Client(model) as client:
        await client.ask("Answer with one word.", {"question": "Is anybody there?"})


async def _body(answer: ClientResponse) -> bytes:
    """All of an answer, up to the limit, unpacked."""
    body = bytearray()
    async for chunk in answer.content.iter_any():
        body += chunk
        if len(body) > MOST_BYTES:
            raise Unusable("The language model's answer has no end; it was not taken.")
    return bytes(body)


def _complaint(model: LanguageModel, status: int) -> str:
    match status:
        case 401 | 403:
            return "The language model refused the key: look at TAKE_FIVE_MODEL_KEY."
        case 404:
            return f"There is no model “{model.name}” at {model.address}: look at both settings."
        case 429:
            return "The language model is busy, or its quota is used up; try again later."
        case _ if 300 <= status < 400:
            return (
                f"{model.address} sends its visitors elsewhere, which is not followed, as the key "
                "would go along: give TAKE_FIVE_MODEL_ADDRESS the address itself."
            )
        case _ if status >= 500:
            return f"The language model's server is busy or in trouble ({status}); try again later."
        case _:
            return f"The language model's server did not understand the question ({status})."


def _answer(body: bytes) -> str:
    try:
        choice = json.loads(body)["choices"][0]
        content, ended = choice["message"].get("content"), choice.get("finish_reason")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ModelError(
            "What answers at the language model's address does not speak as one: "
            "TAKE_FIVE_MODEL_ADDRESS usually ends with /v1."
        ) from error
    if ended == "length":
        raise Unusable("The language model's answer was cut off.")
    if not isinstance(content, str) or not (said := _without_thinking(content)):
        raise Unusable("The language model's answer is empty.")
    return said


def _without_thinking(content: str) -> str:
    said = _THINKING.sub("", content).strip()
    fenced = _FENCED.match(said)
    return fenced["inside"].strip() if fenced else said
