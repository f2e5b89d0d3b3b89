"""What may be called beside the usual ports of public addresses.

TAKE_FIVE_ALLOW_PRIVATE
    Networks that may be called although they are private, on any port: addresses or CIDR
    blocks separated by commas, or `all`. None by default.
TAKE_FIVE_PORTS
    Ports that may be called on public addresses beside 80 and 443, separated by commas,
    or `all`. 8080 and 8443 by default.
"""

from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network

from briefing.errors import BriefingError
from briefing.settings.values import NUMBER

Network = IPv4Network | IPv6Network

EVERYWHERE = (ip_network("0.0.0.0/0"), ip_network("::/0"))
LAST_PORT = 65_535


def networks(environ: Mapping[str, str]) -> tuple[Network, ...]:
    """Private networks that may be called; raises `BriefingError`."""
    text = environ.get("TAKE_FIVE_ALLOW_PRIVATE", "")
    if text.strip().lower() == "all":
        return EVERYWHERE
    try:
        return tuple(
            ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip()
        )
    except ValueError as error:
        raise BriefingError(
            f"TAKE_FIVE_ALLOW_PRIVATE must list addresses or CIDR blocks such as 127.0.0.0/8, "
            f"separated by commas, or be “all”: {error}."
        ) from error


def ports(environ: Mapping[str, str], standard: frozenset[int] | None) -> frozenset[int] | None:
    """Ports that may be called, None for any; `standard` where none is set.

    Raises `BriefingError`.
    """
    text = environ.get("TAKE_FIVE_PORTS", "")
    if text.strip().lower() == "all":
        return None
    if not text.strip():
        return standard
    numbers = [part.strip() for part in text.split(",")]
    if not all(NUMBER.fullmatch(number) and int(number) <= LAST_PORT for number in numbers):
        raise BriefingError(
            "TAKE_FIVE_PORTS must list port numbers separated by commas, or be “all”."
        )
    return frozenset({80, 443, *map(int, numbers)})
