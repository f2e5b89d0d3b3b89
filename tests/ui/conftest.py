"""The one browser of the pages' tests: a second one in a process could not be started."""

from playwright.sync_api import expect

from tests.browser import PATIENCE, browser

__all__ = ["browser"]

# What is waited for comes late on a busy machine, and what does not come fails all the same.
expect.set_options(timeout=PATIENCE * 1000)
