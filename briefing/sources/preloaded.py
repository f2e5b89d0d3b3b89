"""What workers start with: imported once, by the process that they are forked from."""

import gc

from briefing.articles.hosts import registrable_domain
from briefing.sources import feed

__all__ = ["feed"]

# The list of suffixes takes a tenth of a second to lay out at its first use.
registrable_domain("example.org")

# What is there now stays: looking through it for garbage would only copy shared memory.
gc.collect()
gc.freeze()
