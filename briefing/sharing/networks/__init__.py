"""Networks. To add one, add a module here that declares `NETWORK`."""

from briefing.registry import discover
from briefing.sharing.networks._base import Network

#: Found by name because nothing depends on their order; a page sorts them by use.
NETWORKS = discover(__name__, "NETWORK", Network)
