"""A folder of a mailbox: every mail in it is read as a newsletter.

What is remembered between two looks, the place in the folder, stands where feeds keep their ETag.
"""

import ssl
from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from briefing.model import Entry, ParsedFeed, Source
from briefing.settings import Settings
from briefing.sources.kinds._base import Kind, Means, Reading


async def read(source: Source, means: Means, now: datetime) -> Reading:
    return await read_with(source, means, now, means.settings)


async def read_with(
    source: Source,
    means: Means,
    now: datetime,
    settings: Settings,
    tls: ssl.SSLContext | None = None,
) -> Reading:
    """As a `Kind` reads, with settings and certificate authorities of one's own."""
    # Imported late: only desks with a mailbox need a mail library.
    from briefing.sources.mailbox import look
    from briefing.sources.post import opened, with_destinations

    post = await look(
        source.address,
        settings,
        place=source.etag,
        since=source.validated_at,
        failures=source.failures,
        now=now,
        tls=tls,
    )
    if not post.mails:
        return Reading(feed=None, etag=str(post.place), remarks=_remarks(post.passed_over))
    await means.room()
    mails = await with_destinations(await opened(post.mails, means.workers, now=now), means.client)
    entries: tuple[Entry, ...] = tuple(
        entry for mail in mails for letter in mail.letters for entry in letter.feed.entries
    )
    # Without a title: the outlets are the articles' own, and the mail server publishes nothing.
    feed = ParsedFeed(
        title="", site=None, entries=entries, damaged=any(mail.problem for mail in mails)
    )
    shut = (mail.problem for mail in mails if mail.problem)
    return Reading(feed=feed, etag=str(post.place), remarks=_remarks([*post.passed_over, *shut]))


def _remarks(passed_over: Iterable[str]) -> tuple[str, ...]:
    """How many mails were passed over, for each reason."""
    return tuple(
        f"A mail was passed over. {why}"
        if count == 1
        else f"{count} mails were passed over, for the same reason. {why}"
        for why, count in Counter(passed_over).items()
    )


KIND = Kind(label="Mailbox", polled=True, read=read)
