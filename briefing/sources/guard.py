"""The guard: which addresses may be dialled, checked at the very socket that dials.

Names are checked when they are resolved, so that one which leads to a public
*and* a private address is refused as a whole; and every address is checked again
when its socket is made. Redirects, literals in odd notations and names that
change their answer therefore all meet the same check. It cannot see beyond a
proxy, which is why proxies in the environment are ignored.
"""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any, Literal

from aiohttp.abc import AbstractResolver, ResolveResult

from briefing.settings import Settings

Address = IPv4Address | IPv6Address
Verdict = Literal["public", "allowed", "refused"]

#: What `is_global` lets through although it is nobody's public web server: 6to4 relays
#: (RFC 7526), 6to4 (RFC 3056) and documentation (RFC 9637).
NOT_PUBLIC = tuple(map(ip_network, ("192.88.99.0/24", "2002::/16", "3fff::/20")))

#: The only part of IPv6 given out for public hosts (RFC 4291, section 2.4).
GLOBAL_UNICAST = ip_network("2000::/3")

#: NAT64 (RFC 6052): the last 32 bits are the IPv4 address that is really called.
NAT64 = ip_network("64:ff9b::/96")


class Blocked(OSError):
    """The guard's no; its text is a sentence for a person.

    An `OSError`, because that is what a connector expects of a socket that cannot be made.
    """


class Guard:
    """Makes sockets, but only to addresses that may be called."""

    def __init__(self, settings: Settings) -> None:
        self._allowed = settings.allow_private
        self._ports = settings.ports

    def socket(self, info: tuple[Any, ...]) -> socket.socket:
        """A socket for an entry of `getaddrinfo`; raises `Blocked`."""
        family, kind, protocol, _, sockaddr = info
        self.check(sockaddr[0], sockaddr[1])
        return socket.socket(family, kind, protocol)

    def check(self, host: str, port: int) -> None:
        """Raise `Blocked` unless this numeric address may be called on this port."""
        verdict = self.verdict(host)
        if verdict == "refused":
            raise Blocked(
                f"{host} is in a private or reserved network, which is not called. An "
                "administrator can allow networks with TAKE_FIVE_ALLOW_PRIVATE."
            )
        if verdict == "public" and self._ports is not None and port not in self._ports:
            raise Blocked(
                f"Port {port} is not called. An administrator can allow it with TAKE_FIVE_PORTS."
            )

    def verdict(self, host: str) -> Verdict:
        """Whether a numeric address is public, private but allowed, or refused.

        What is not in the standard notation (0177.0.0.1) is refused.
        """
        try:
            address = _plain(ip_address(host))
        except ValueError:
            return "refused"
        if is_public(address):
            return "public"
        return "allowed" if any(address in network for network in self._allowed) else "refused"


class GuardedResolver(AbstractResolver):
    """Resolves names with another resolver, and refuses those that lead to a refused address."""

    def __init__(self, guard: Guard, resolver: AbstractResolver) -> None:
        self._guard = guard
        self._resolver = resolver
        #: Names found to lead to allowed private networks alone.
        self.private_names: set[str] = set()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        found = await self._resolver.resolve(host, port, family)
        for one in found:
            self._guard.check(one["host"], port)
        if found and all(self._guard.verdict(one["host"]) == "allowed" for one in found):
            self.private_names.add(host)
        else:
            self.private_names.discard(host)
        return found

    async def close(self) -> None:
        await self._resolver.close()


def is_public(address: Address) -> bool:
    """Whether anybody may have a web server there: global, unicast, and not reserved.

    `ipaddress.is_global` follows IANA's registries of special addresses but lets multicast,
    6to4 and NAT64 through; a NAT64 address is as public as the IPv4 address in it.
    """
    if isinstance(address, IPv6Address):
        if address in NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
        if address not in GLOBAL_UNICAST:
            return False
    ruled_out = address.is_multicast or any(address in network for network in NOT_PUBLIC)
    return address.is_global and not ruled_out


def _plain(address: Address) -> Address:
    """The IPv4 address inside an IPv4-mapped one (::ffff:127.0.0.1), else the same."""
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address
