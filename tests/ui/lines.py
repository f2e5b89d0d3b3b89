"""The way between a page and its server, which can be bad."""

import re
from collections.abc import Callable
from typing import Literal

from playwright.sync_api import Page, WebSocketRoute

Arrives = Literal["now", "late", "never"]


class Line:
    """What a page says from its next load on, and what it is told, goes over this line."""

    def __init__(self, page: Page) -> None:
        self.there: Arrives = "now"
        self.back: Arrives = "now"
        self._held: list[Callable[[], None]] = []
        page.route_web_socket(re.compile("/_stcore/stream"), self._lay)

    def mend(self) -> None:
        """All that was late arrives, and nothing is late or lost any more."""
        self.there = self.back = "now"
        for send in self._held:
            send()
        self._held.clear()

    def _lay(self, near: WebSocketRoute) -> None:
        far = near.connect_to_server()
        near.on_message(lambda said: self._pass(self.there, lambda: far.send(said)))
        far.on_message(lambda said: self._pass(self.back, lambda: near.send(said)))

    def _pass(self, arrives: Arrives, send: Callable[[], None]) -> None:
        if arrives == "now":
            send()
        elif arrives == "late":
            self._held.append(send)
