"""Networks. To add one, add a module here that declares `NETWORK`."""

from collections.abc import Mapping
from types import MappingProxyType

from briefing.registry import discover
from briefing.sharing.networks._base import Network

#: Where most executives post. It stands first for whoever has shared nothing yet.
USUAL = "linkedin"


def _ordered() -> Mapping[str, Network]:
    """The usual one first, the others by name; a page puts before them what somebody uses."""
    found = discover(__name__, "NETWORK", Network)
    return MappingProxyType({name: found[name] for name in sorted(found, key=_not_usual)})


def _not_usual(name: str) -> bool:
    return name != USUAL


NETWORKS = _ordered()
