"""A language model to talk to, and an article to talk about."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from briefing.model import Article
from tests.language_model.server import ModelServer
from tests.servers import LoopbackServer

LEAD = (
    "Brightwell Storage of Leeds earned £3.1m in the quarter, the first profit in the history "
    "of the firm."
)
MARKET = "New orders came to 2.9 gigawatt-hours, 38 percent more than a year ago."
QUOTE = "“Boxes are sold once. A visit is sold each year,” said founder Desmond Arkwell."
COSTS = "Cells cost a fifth less than they did in spring, and the firm expects no further fall."
TEXT = "\n\n".join([LEAD, MARKET, QUOTE, "Sign up for our newsletter today.", COSTS])


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    with LoopbackServer() as started:
        yield started


@pytest.fixture
def spoken(server: LoopbackServer) -> ModelServer:
    return ModelServer(server)


@pytest.fixture
def about(article: Callable[..., Article]) -> Callable[..., Article]:
    """An article on a maker's first profit; say only what differs."""

    def make(**said: Any) -> Article:
        standard = {
            "title": "A first profit in Leeds",
            "text": TEXT,
            "summary": "Brightwell has made money.",
            "language": "en",
            "key_points": (LEAD, MARKET),
        }
        return article(**standard | said)

    return make
