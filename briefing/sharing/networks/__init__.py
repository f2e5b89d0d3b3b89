"""Networks. To add one, add a module here that declares `NETWORK`."""

from collections.abc import Mapping
from types import MappingProxyType

from briefing.registry import discover
from briefing.sharing.networks._base import Network


def _ordered() -> Mapping[str, Network]:
    """The usual one first, the others by name; a page puts before them what somebody uses."""
    found = discover(__name__, "NETWORK", Network)
    usual_first = sorted(found, key=lambda name: not found[name].usual)
    return MappingProxyType({name: found[name] for name in usual_first})


NETWORKS = _ordered()
