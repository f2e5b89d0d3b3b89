"""What an address in a setting may look like, and whether it leaves this machine."""

from ipaddress import IPv6Address, ip_address
from urllib.parse import SplitResult, urlsplit


def parts_of(address: str) -> SplitResult | None:
    """The parts of an address that names a host; None for another one, and for one with a user,
    a password or a fragment in it."""
    try:
        parts = urlsplit(address)
        good = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    if not good or " " in address or "@" in parts.netloc or parts.fragment:
        return None
    return parts


def is_loopback(host: str) -> bool:
    """Whether a name or address without a port can only be this machine."""
    if host.lower() == "localhost":
        return True
    try:
        address = ip_address(host.strip("[]"))
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback
