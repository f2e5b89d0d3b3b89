"""Bodies that are large, packed, packed wrongly, or made to burst."""

import gzip
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli
import pytest
import zstandard
from aiohttp import web

from briefing.errors import Unreachable
from briefing.settings import Settings
from briefing.sources.fetch import Answer, Client
from briefing.waiting import wait_for
from tests.servers import LOOPBACK, OK, LoopbackServer

HERE = Settings(allow_private=LOOPBACK)
FEED = b"<rss>" + b"".join(b"<item>%d</item>" % n for n in range(9_000)) + b"</rss>"

Pack = Callable[[bytes], bytes]


def raw_deflate(data: bytes) -> bytes:
    pack = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return pack.compress(data) + pack.flush()


def gzip_members(data: bytes) -> bytes:
    half = len(data) // 2
    return gzip.compress(data[:half]) + gzip.compress(data[half:])


def zstd_frames(data: bytes) -> bytes:
    half = len(data) // 2
    return zstandard.compress(data[:half]) + zstandard.compress(data[half:])


def two(inner: Pack, outer: Pack) -> Pack:
    return lambda data: outer(inner(data))


PACKED: list[tuple[str, Pack]] = [
    ("gzip", gzip.compress),
    ("x-gzip", gzip.compress),
    ("GZIP", gzip.compress),
    ("gzip", gzip_members),
    ("gzip", lambda data: gzip.compress(data) + b"\0" * 100),
    ("deflate", zlib.compress),
    ("deflate", raw_deflate),
    ("br", brotli.compress),
    ("zstd", zstandard.compress),
    ("zstd", zstd_frames),
    ("gzip, br", two(gzip.compress, brotli.compress)),
    ("zstd, gzip, deflate", two(two(zstandard.compress, gzip.compress), zlib.compress)),
    ("identity, gzip", gzip.compress),
]


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    with LoopbackServer() as server:
        yield server


def get(address: str, **said) -> Answer:
    async def one() -> Answer:
        async with Client(HERE, timeout=10) as client:
            return await client.get(address, **said)

    return wait_for(one())


@pytest.mark.parametrize(("encoding", "pack"), PACKED)
def test_a_packed_body_is_unpacked(server, encoding, pack):
    server.serve("/feed", pack(FEED), headers={"Content-Encoding": encoding})
    assert get(server.url("/feed")).body == FEED
    assert server.hits("/feed") == 1


@pytest.mark.parametrize(("encoding", "pack"), PACKED)
def test_a_packed_body_is_unpacked_however_it_is_cut_up(server, encoding, pack):
    packed = pack(FEED[:200])
    head = OK.replace(b"\r\n\r\n", b"\r\nContent-Encoding: %b\r\n\r\n" % encoding.encode())
    server.raw("/feed", head, *(bytes([byte]) for byte in packed))
    assert get(server.url("/feed")).body == FEED[:200]


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_an_empty_body_may_claim_any_encoding(server, encoding):
    server.serve("/feed", b"", headers={"Content-Encoding": encoding})
    assert get(server.url("/feed")).body == b""


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "utf-8", "gzip, br"])
def test_a_plain_body_that_claims_an_encoding_is_read_at_the_second_attempt(server, encoding):
    server.serve("/feed", FEED, headers={"Content-Encoding": encoding})
    assert get(server.url("/feed")).body == FEED
    asked = [seen.headers["accept-encoding"] for seen in server.requests]
    assert asked == ["gzip, deflate, br, zstd", "identity"]


def test_a_server_that_heeds_the_second_attempt_is_understood(server):
    def answer(request: web.BaseRequest) -> web.Response:
        if request.headers["Accept-Encoding"] == "identity":
            return web.Response(body=FEED)
        return web.Response(body=b"rubbish", headers={"Content-Encoding": "br"})

    server.route("/feed", answer)
    assert get(server.url("/feed")).body == FEED


@pytest.mark.parametrize(
    ("encoding", "pack"), [("gzip", gzip.compress), ("zstd", zstandard.compress)]
)
def test_a_packed_body_that_breaks_off_is_an_error_after_two_attempts(server, encoding, pack):
    server.serve("/feed", pack(FEED)[:-30], headers={"Content-Encoding": encoding})
    with pytest.raises(Unreachable, match="damaged"):
        get(server.url("/feed"))
    assert server.hits("/feed") == 2


def test_encodings_nested_too_deep_are_refused(server):
    body = FEED
    for _ in range(4):
        body = gzip.compress(body)
    server.serve("/feed", body, headers={"Content-Encoding": "gzip, gzip, gzip, gzip"})
    with pytest.raises(Unreachable, match="damaged"):
        get(server.url("/feed"))


def test_thousands_of_empty_parts_are_refused(server):
    server.serve("/feed", gzip.compress(b"") * 5_000, headers={"Content-Encoding": "gzip"})
    with pytest.raises(Unreachable, match="damaged"):
        get(server.url("/feed"))


# ── Limits ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("encoding", ["identity", "gzip", "deflate", "br", "zstd", "gzip, br"])
def test_a_body_may_be_as_large_as_the_limit_and_no_larger(server, encoding):
    pack = dict(PACKED).get(encoding, bytes)
    server.serve("/feed", pack(FEED), headers={"Content-Encoding": encoding})
    assert get(server.url("/feed"), limit=len(FEED)).body == FEED
    with pytest.raises(Unreachable, match="more than the"):
        get(server.url("/feed"), limit=len(FEED) - 1)


def test_the_message_names_the_limit(server):
    server.raw("/feed", OK, b"x" * 65_536, forever=True)
    with pytest.raises(Unreachable, match="more than the 15 MB"):
        get(server.url("/feed"))
    with pytest.raises(Unreachable, match="more than the 70,000 bytes"):
        get(server.url("/feed"), limit=70_000)


def test_a_body_announced_too_large_is_not_taken_at_all(server):
    said = b"HTTP/1.1 200 OK\r\nContent-Length: 200000000\r\n\r\n"
    server.raw("/feed", said, b"x", pause=0.05, forever=True)
    with pytest.raises(Unreachable, match="more than the 15 MB"):
        get(server.url("/feed"), timeout=1.0)


def test_the_body_of_an_error_is_not_taken(server):
    server.raw("/feed", OK.replace(b"200 OK", b"500 No"), b"x" * 65_536, forever=True)
    with pytest.raises(Unreachable, match="500"):
        get(server.url("/feed"))


HUGE = 300_000_000


def endless_zeros(pack) -> bytes:
    """Zeros without number, packed with something that has `compress` and `flush`."""
    zeros = bytes(10_000_000)
    return b"".join(pack.compress(zeros) for _ in range(HUGE // len(zeros))) + pack.flush()


@pytest.fixture(scope="module")
def bombs() -> dict[str, bytes]:
    gzipped = endless_zeros(zlib.compressobj(1, zlib.DEFLATED, 16 + zlib.MAX_WBITS))
    zstd = endless_zeros(zstandard.ZstdCompressor(level=1).compressobj())
    return {
        "gzip": gzipped,
        "zstd": zstd,
        "br": endless_zeros(Brotli()),
        "gzip, gzip": gzip.compress(gzipped),
        "gzip, br": brotli.compress(gzipped, quality=1),
        "gzip, gzip, zstd": zstandard.compress(gzip.compress(gzipped)),
        "zstd, br": brotli.compress(zstd, quality=1),
    }


class Brotli:
    def __init__(self) -> None:
        self._pack = brotli.Compressor(quality=1)

    def compress(self, data: bytes) -> bytes:
        return self._pack.process(data)

    def flush(self) -> bytes:
        return self._pack.finish()


#: Runs in a process of its own, so that its memory is the client's alone. `ru_maxrss` would
#: start at the parent's.
FETCH_ALL = """
import asyncio, re, sys
from pathlib import Path
from briefing.errors import Unreachable
from briefing.settings import Settings
from briefing.sources.fetch import Client
from tests.servers import LOOPBACK

def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])

async def main():
    async with Client(Settings(allow_private=LOOPBACK)) as client:
        await client.get(sys.argv[1])
        before = peak()
        for address in sys.argv[2:]:
            try:
                await client.get(address)
            except Unreachable as error:
                assert "more than the 15 MB" in str(error), error
                print(peak() - before)

asyncio.run(main())
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's peak memory")
def test_bombs_do_not_grow_the_process(server, bombs):
    """Each holds 300 MB; the process may grow by 50 MB in all."""
    server.serve("/feed", gzip.compress(FEED), headers={"Content-Encoding": "gzip"})
    addresses = [server.url("/feed")]
    for number, (encoding, bomb) in enumerate(bombs.items()):
        server.serve(f"/{number}", bomb, headers={"Content-Encoding": encoding})
        addresses.append(server.url(f"/{number}"))
    run = subprocess.run(
        [sys.executable, "-c", FETCH_ALL, *addresses],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=Path(__file__).parents[2],
    )
    grown = [int(line) / 1024 for line in run.stdout.split()]
    assert len(grown) == len(bombs), run.stderr
    assert grown[-1] < 50, grown
