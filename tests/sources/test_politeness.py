"""Hosts are called a few at a time, with pauses, and not when they asked to be left alone."""

import asyncio
from collections.abc import Iterator
from time import monotonic

import pytest
from aiohttp import web

from briefing.errors import Unreachable
from briefing.settings import Settings
from briefing.sources.fetch import Client
from briefing.sources.politeness import AT_ONCE, Politeness
from briefing.waiting import wait_for
from tests.servers import LOOPBACK, LoopbackServer

HERE = Settings(allow_private=LOOPBACK)


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    """Listens on every IPv4 address of this machine."""
    with LoopbackServer(host="0.0.0.0") as server:
        yield server


class Crowd:
    """A route that takes a while and counts who is there at once."""

    def __init__(self) -> None:
        self.now = self.most = 0

    async def __call__(self, request: web.BaseRequest) -> web.Response:
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(0.05)
        self.now -= 1
        return web.Response(text="<rss/>")


def test_a_host_gets_two_requests_at_once(server):
    crowd = Crowd()
    server.route("/feed", crowd)

    async def eight() -> None:
        async with Client(HERE) as client:
            await asyncio.gather(
                *(client.get(server.url("/feed", host="127.0.0.1")) for _ in range(8))
            )

    wait_for(eight())
    assert (crowd.most, server.hits("/feed")) == (2, 8)


def test_no_more_is_fetched_than_is_dealt_with(server):
    server.route("/feed", Crowd())
    address = server.url("/feed", host="127.0.0.1")

    async def three() -> list[int]:
        async with Client(HERE) as client, client.fetched(address):
            async with client.fetched(address):
                third = asyncio.create_task(client.get(address))
                await asyncio.sleep(0.3)
                seen = [server.hits("/feed")]
            await third
            return [*seen, server.hits("/feed")]

    assert wait_for(three()) == [2, 3]


def test_all_hosts_together_get_fifty_requests_at_once(server):
    crowd = Crowd()
    server.route("/feed", crowd)
    addresses = [server.url("/feed", host=f"127.0.0.{n}") for n in range(1, 80)]

    async def all_of_them() -> None:
        async with Client(HERE) as client:
            await asyncio.gather(*map(client.get, addresses))

    wait_for(all_of_them())
    assert server.hits("/feed") == 79
    assert 25 < crowd.most <= AT_ONCE


def starts(hosts: list[str], *, own: bool = False) -> list[float]:
    """Seconds after which each request could start, when all ask at once."""

    async def one(politeness: Politeness, host: str, begun: float) -> float:
        async with politeness.turn(host):
            return monotonic() - begun

    async def all_of_them() -> list[float]:
        politeness, begun = Politeness(lambda _: own), monotonic()
        return await asyncio.gather(*(one(politeness, host, begun) for host in hosts))

    return wait_for(all_of_them())


def test_requests_to_one_domain_start_a_second_apart():
    first, second, other = starts(["a.example.org", "b.example.org", "example.net"])
    assert first < 0.3
    assert 1.0 <= second < 1.5
    assert other < 0.3


def test_the_administrators_own_machines_need_no_pause():
    assert max(starts(["127.0.0.1"] * 5, own=True)) < 0.3


def test_a_private_name_needs_no_pause_once_it_is_known(server):
    server.serve("/feed", "<rss/>")

    async def four() -> float:
        async with Client(HERE) as client:
            begun = monotonic()
            for _ in range(4):
                await client.get(server.url("/feed", host="localhost"))
            return monotonic() - begun

    assert wait_for(four()) < 1.9


def test_a_redirect_to_a_crowded_domain_waits_without_blocking_its_own():
    """Two domains that send visitors to each other do not wait for each other for ever."""
    with LoopbackServer(host="0.0.0.0") as server:
        server.redirect("/one", server.url("/feed", host="127.0.0.2"))
        server.redirect("/two", server.url("/feed", host="127.0.0.1"))
        server.serve("/feed", "<rss/>")
        addresses = [
            server.url("/one", host="127.0.0.1"),
            server.url("/two", host="127.0.0.2"),
        ] * 10

        async def all_of_them() -> list[bytes]:
            async with Client(HERE) as client:
                answers = await asyncio.wait_for(asyncio.gather(*map(client.get, addresses)), 5)
                return [answer.body for answer in answers]

        assert wait_for(all_of_them()) == [b"<rss/>"] * 20


@pytest.mark.parametrize(
    ("status", "headers"), [(429, {"Retry-After": "3600"}), (429, {}), (503, {"Retry-After": "60"})]
)
def test_a_host_that_asked_to_be_left_alone_is_not_called_again(server, status, headers):
    server.serve("/busy", status=status, headers=headers)
    server.serve("/feed", "<rss/>")
    seconds = float(headers.get("Retry-After", 600))

    async def several() -> Unreachable:
        async with Client(HERE) as client:
            with pytest.raises(Unreachable):
                await client.get(server.url("/busy", host="127.0.0.1"))
            with pytest.raises(Unreachable, match="left alone") as held:
                await client.get(server.url("/feed", host="127.0.0.1"))
            assert (await client.get(server.url("/feed", host="127.0.0.2"))).status == 200
            return held.value

    held = wait_for(several())
    assert held.retry_after == pytest.approx(seconds, abs=5)
    assert server.hits("/feed") == 1


def test_those_already_in_the_queue_heed_it_too(server):
    server.serve("/feed", status=429, headers={"Retry-After": "3600"})

    async def ten() -> None:
        async with Client(HERE) as client:
            address = server.url("/feed", host="127.0.0.1")
            await asyncio.gather(*(client.get(address) for _ in range(10)), return_exceptions=True)

    wait_for(ten())
    assert server.hits("/feed") <= 2


def test_an_error_without_a_wish_keeps_nobody_away(server):
    server.serve("/bad", status=503)
    server.serve("/feed", "<rss/>")

    async def both() -> int:
        async with Client(HERE) as client:
            with pytest.raises(Unreachable):
                await client.get(server.url("/bad", host="127.0.0.1"))
            return (await client.get(server.url("/feed", host="127.0.0.1"))).status

    assert wait_for(both()) == 200
