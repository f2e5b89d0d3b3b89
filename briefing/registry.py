"""Find the one thing each module of a family declares.

For families whose order does not matter: networks, source kinds, signals.
Where order matters the members are listed by hand; see `briefing.ranking.filters`.
"""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import TypeVar

T = TypeVar("T")


def discover(package: str, name: str, kind: type[T]) -> Mapping[str, T]:
    """Map each module's name to what it calls `name`, in alphabetical order.

    Modules that start with an underscore belong to the family as a whole and
    are skipped. Any other module without a proper declaration is a bug, so it
    raises `TypeError`.
    """
    found: dict[str, T] = {}
    for info in iter_modules(import_module(package).__path__):
        if info.name.startswith("_"):
            continue
        declared = getattr(import_module(f"{package}.{info.name}"), name, None)
        if not isinstance(declared, kind):
            raise TypeError(f"{package}.{info.name} must declare {name}, a {kind.__name__}")
        found[info.name] = declared
    return MappingProxyType(found)
