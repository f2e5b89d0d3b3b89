"""Kinds of source. To add one, add a module here that declares `KIND`."""

from briefing.registry import discover
from briefing.sources.kinds._base import Kind, Means, Reading

KINDS = discover(__name__, "KIND", Kind)

__all__ = ["KINDS", "Kind", "Means", "Reading"]
