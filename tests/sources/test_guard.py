"""Private addresses are refused at the socket: whatever leads there, nobody is dialled."""

import socket
from collections.abc import Iterator
from ipaddress import ip_address, ip_network

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from briefing.errors import Refused, SourceError
from briefing.settings import Settings
from briefing.sources.fetch import Answer, Client
from briefing.sources.guard import Guard, is_public
from briefing.waiting import wait_for
from tests.servers import LOOPBACK, LoopbackServer

#: Any port, so that it is the address alone which is refused.
ANY_PORT = Settings(ports=None)


class Names(AbstractResolver):
    """Resolves as told: to the next list of addresses, and to the last one from then on."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [
            ResolveResult(
                hostname=host,
                host=one,
                port=port,
                family=socket.AF_INET6 if ":" in one else socket.AF_INET,
                proto=socket.IPPROTO_TCP,
                flags=0,
            )
            for one in found
        ]

    async def close(self) -> None:
        pass


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    """Listens on every IPv4 address of this machine."""
    with LoopbackServer(host="0.0.0.0") as server:
        server.serve("/", "a secret")
        yield server


def get(
    address: str, settings: Settings = ANY_PORT, resolver: AbstractResolver | None = None
) -> Answer:
    async def one() -> Answer:
        async with Client(settings, timeout=2, resolver=resolver) as client:
            return await client.get(address)

    return wait_for(one())


LITERALS = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "169.254.169.254",
    "[::ffff:169.254.169.254]",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "198.18.0.1",
    "192.0.2.1",
    "192.88.99.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "[fc00::1]",
    "[fd12:3456::1]",
    "[fe80::1]",
    "[fe80::1%25eth0]",
    "[fe80::1%25lo]",
    "[fec0::1]",
    "[ff02::1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b::10.0.0.1]",
    "[64:ff9b:1::7f00:1]",
    "[2002:7f00:1::]",
    "[2001:db8::1]",
    "[2001:0:7f00:1::]",
    "[3fff::1]",
    "[100::1]",
    "[5f00::1]",
    "[::ffff:0:127.0.0.1]",
]

#: What the C library takes for 127.0.0.1, or what is made into it on the way.
DISGUISES = [
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "127.1",
    "127.0.1",
    "0x7f.1",
    "①②⑦.⓪.⓪.①",
    "１２７.０.０.１",
    "127。0。0。1",
    "localhost",
    "localhost.",
    "LOCALHOST",
    "127.0.0.1.",
    "0",
]


@pytest.mark.parametrize("host", LITERALS + DISGUISES)
def test_a_private_host_is_refused_and_not_dialled(server, host):
    with pytest.raises(SourceError) as refused:
        get(f"http://{host}:{server.port}/")
    assert isinstance(refused.value, Refused), refused.value
    assert server.connections == 0


@pytest.mark.parametrize(
    "found",
    [
        ["127.0.0.1"],
        ["10.1.2.3"],
        ["127.0.0.1", "93.184.215.14"],
        ["93.184.215.14", "127.0.0.1"],
        ["2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::1"],
        ["::ffff:127.0.0.1"],
        ["64:ff9b::7f00:1"],
    ],
)
def test_a_name_with_a_private_address_is_refused_as_a_whole(server, found):
    with pytest.raises(Refused, match="private or reserved"):
        get(f"http://innocent.example:{server.port}/", resolver=Names(found))
    assert server.connections == 0


def test_a_name_that_changes_its_answer_is_checked_each_time(server):
    """First allowed, then not: the second answer is not covered by the first check."""
    settings = Settings(ports=None, allow_private=(ip_network("127.0.0.2/32"),))
    names = Names(["127.0.0.2"], ["127.0.0.1"])

    async def both() -> bytes:
        async with Client(settings, timeout=2, resolver=names) as client:
            first = await client.get(f"http://moving.example:{server.port}/")
            # Another port, since a name is looked up once for each.
            with LoopbackServer() as other, pytest.raises(Refused):
                await client.get(f"http://moving.example:{other.port}/")
            assert other.connections == 0
            return first.body

    assert wait_for(both()) == b"a secret"


def test_the_address_checked_is_the_one_dialled(server):
    """The socket itself says no, whatever was checked before it."""
    guard = Guard(ANY_PORT)
    with pytest.raises(OSError, match="private or reserved"):
        guard.socket((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", server.port)))


@pytest.mark.parametrize("host", ["127.0.0.1", "[::ffff:127.0.0.1]", "2130706433", "localhost."])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_a_private_address_is_refused(server, host, status):
    with LoopbackServer(host="127.0.0.2") as public:
        public.redirect("/feed", f"http://{host}:{server.port}/", status=status)
        settings = Settings(ports=None, allow_private=(ip_network("127.0.0.2/32"),))
        with pytest.raises(Refused):
            get(public.url("/feed"), settings)
        assert public.hits("/feed") == 1
    assert server.connections == 0


def test_an_allowed_private_network_may_be_called_on_any_port(server):
    assert get(server.url("/", host="127.0.0.1"), Settings(allow_private=LOOPBACK)).body


def test_a_name_may_lead_to_an_allowed_private_network(server):
    answer = get(server.url("/", host="localhost"), Settings(allow_private=LOOPBACK))
    assert answer.body == b"a secret"


def test_another_private_network_stays_refused(server):
    with pytest.raises(Refused):
        get("http://10.0.0.1/", Settings(allow_private=LOOPBACK))


def test_public_addresses_are_called_on_listed_ports_only():
    guard = Guard(Settings())
    for port in (80, 443, 8080, 8443):
        guard.check("93.184.215.14", port)
    with pytest.raises(OSError, match="Port 25 is not called"):
        guard.check("93.184.215.14", 25)
    with pytest.raises(Refused, match="Port 6379"):
        get("http://93.184.215.14:6379/", Settings())


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "93.184.215.14",
        "172.32.0.1",
        "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
        "2a00:1450::1",
        # A public IPv4 address, as seen from a network without IPv4.
        "64:ff9b::808:808",
    ],
)
def test_public_addresses_are_public(address):
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "variable", ["http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"]
)
def test_proxies_in_the_environment_are_ignored(server, monkeypatch, variable):
    with LoopbackServer() as proxy:
        monkeypatch.setenv(variable, proxy.url())
        get(server.url("/", host="127.0.0.1"), Settings(allow_private=LOOPBACK))
        with pytest.raises(Refused):
            get("http://10.0.0.1/")
        assert proxy.connections == 0


def test_a_password_file_of_the_machine_is_not_used(server, monkeypatch, tmp_path):
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login dana password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    get(server.url("/", host="127.0.0.1"), Settings(allow_private=LOOPBACK))
    assert "authorization" not in server.requests[0].headers
