"""A real IMAP server on the loopback interface: pymap, with one account kept in memory.

    with ImapServer() as server:
        server.deliver(letter, folder="INBOX")
        address = server.url("INBOX")

It runs in a thread of its own. Mails come in by APPEND, with the standard library's client.
"""

import asyncio
import imaplib
import threading
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from ssl import CERT_NONE, SSLContext, create_default_context
from types import TracebackType
from typing import Self

from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import DictBackend
from pymap.imap import IMAPServer
from pysasl.hashing import BuiltinHash

USER, PASSWORD = "news", "correct horse"


class ImapServer:
    """Serves one account on a free port until the `with` block ends."""

    def __init__(self, *, tls: SSLContext | None = None) -> None:
        self.port = 0
        #: Connections so far.
        self.connections = 0
        self._tls = tls
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._stopped = asyncio.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def url(self, folder: str = "INBOX", *, user: str = USER, host: str = "127.0.0.1") -> str:
        return f"imap{'s' if self._tls else ''}://{user}@{host}:{self.port}/{folder}"

    def deliver(
        self, *letters: bytes, folder: str = "INBOX", flags: str = "", at: datetime | None = None
    ) -> None:
        with self._client() as client:
            client.create(folder)
            for letter in letters:
                said, data = client.append(folder, flags, at, letter)
                assert said == "OK", data

    def flags(self, folder: str = "INBOX") -> list[bytes]:
        """The flags of each mail."""
        with self._client() as client:
            client.select(folder, readonly=True)
            _, found = client.fetch("1:*", "(FLAGS)")
            return [line for line in found if isinstance(line, bytes)]

    def forget(self, folder: str) -> None:
        """Make a folder anew: its UIDs begin again, under another UIDVALIDITY."""
        with self._client() as client:
            client.delete(folder)
            client.create(folder)

    @contextmanager
    def _client(self) -> Iterator[imaplib.IMAP4]:
        with (
            imaplib.IMAP4_SSL("127.0.0.1", self.port, ssl_context=_unchecked())
            if self._tls
            else imaplib.IMAP4("127.0.0.1", self.port)
        ) as client:
            client.login(USER, PASSWORD)
            yield client

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._ready.wait(10):
            raise RuntimeError("the mail server did not start within ten seconds")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        told = Namespace(
            host="127.0.0.1", port=0, cert=None, key=None, tls=False, debug=False,
            proxy_protocol=None, passlib_cfg=None, inherited_sockets=None,
            demo_data=False, demo_user=USER, demo_password=PASSWORD,
        )  # fmt: skip
        backend, config = await DictBackend.init(
            told, invalid_user_sleep=0.0, hash_context=BuiltinHash(rounds=1)
        )
        config.apply_context()
        serve = ProxyProtocolReader(config.proxy_protocol).get_callback(
            IMAPServer(backend.login, config)
        )

        async def accepted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self.connections += 1
            await serve(reader, writer)

        server = await asyncio.start_server(accepted, "127.0.0.1", 0, ssl=self._tls)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stopped.wait()
        server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()


def _unchecked() -> SSLContext:
    context = create_default_context()
    context.check_hostname, context.verify_mode = False, CERT_NONE
    return context
