"""The one browser of the pages' tests: a second one in a process could not be started."""

from tests.browser import browser

__all__ = ["browser"]
