"""When to look at a source again, decided from what its last check brought.

Nothing here reads a clock or draws a random number: `now` is an aware datetime,
`jitter` a number from 0 to 1, all durations are seconds. The constants were
measured or chosen as `docs/why.md` tells.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from briefing.errors import Gone, SourceError
from briefing.model import Source

MINUTE = 60.0
HOUR = 60 * MINUTE
DAY = 24 * HOUR

#: Between two checks when nothing is known of how often a source publishes.
STANDARD = HOUR
#: However often, or rarely, a source publishes.
SHORTEST, LONGEST = 15 * MINUTE, DAY
#: Checks are spread by this share of the interval, so that they do not fall together.
SPREAD = 0.2

#: A wish to be left alone (Retry-After, max-age, ttl) is honoured for so long at the most:
#: servers have been seen to ask for 16 years.
LONGEST_WISH = DAY
#: The same for a source that publishes more often than this: waiting longer would lose news.
LONGEST_WISH_BUSY = 5 * HOUR

#: After 429 or 503 without a usable Retry-After; doubles with each failure in a row.
FIRST_PAUSE = 10 * MINUTE
#: Other failures in a row: their number, kept in these bounds, to the fourth power, in
#: seconds, from 68 minutes to 3.2 days.
BACK_OFF_FROM, BACK_OFF_TO, BACK_OFF_POWER = 8, 23, 4
#: A server that does not let us in is not going to in an hour.
AFTER_NO_ENTRY = DAY

#: Validators older than this are not sent, so that a server which wrongly answers
#: “unchanged” for ever is asked for everything.
VALIDATORS_HOLD = timedelta(days=8)

#: A permanent redirect must have stood for so long, and been seen so often, to be believed.
MOVE_AFTER = timedelta(days=7)
MOVE_SIGHTINGS = 5


def after_success(
    now: datetime,
    *,
    jitter: float,
    weekly: float | None = None,
    max_age: float | None = None,
    ttl: float | None = None,
) -> datetime:
    """When to look again after an answer, unchanged or not.

    `weekly` is the number of articles in the last week, None when there is no telling yet;
    `max_age` and `ttl` are the seconds that the server and the feed ask for. One check for
    each article expected, as miniflux's entry-frequency scheduler does.
    """
    interval = _interval(weekly)
    cap = LONGEST_WISH_BUSY if interval < LONGEST_WISH_BUSY else LONGEST_WISH
    wish = min(max(max_age or 0.0, ttl or 0.0), cap)
    return now + timedelta(seconds=max(interval * _around(jitter), wish))


def after_failure(
    now: datetime, error: SourceError, *, failures: int, jitter: float
) -> datetime | None:
    """When to try again after a failure, `failures` in a row with this one; None: never.

    Never sooner than the server asked, up to a day.
    """
    if isinstance(error, Gone):
        return None
    if error.retry_after is not None:
        wait = min(error.retry_after, LONGEST_WISH) * (1 + SPREAD * jitter)
        return now + timedelta(seconds=min(wait, LONGEST_WISH))
    return now + timedelta(seconds=_back_off(error.status, failures, jitter))


def retry_after(header: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for, a day at the most.

    It holds seconds or an HTTP date (RFC 9110, section 10.2.3); None when it is
    missing, unreadable or past.
    """
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        # More than 15 digits are beyond the cap, and beyond what `int` likes to read.
        wait = float(text[:15])
    else:
        at = http_date(text)
        wait = (at - now).total_seconds() if at is not None else 0.0
    return min(wait, LONGEST_WISH) if wait > 0 else None


def http_date(text: str) -> datetime | None:
    """An HTTP date in UTC, or None when it is none."""
    if not text:
        return None
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def validators_hold(validated_at: datetime | None, now: datetime) -> bool:
    """Whether validators that came with the last full answer, at `validated_at`, may be sent."""
    return validated_at is not None and now - validated_at < VALIDATORS_HOLD


@dataclass(frozen=True)
class Move:
    """Where a source is now, and what is to be remembered of a redirect."""

    address: str
    moved_to: str | None = None
    moved_since: datetime | None = None
    moved_times: int = 0


def after_redirect(source: Source, permanent_to: str | None, now: datetime) -> Move:
    """Whether to rewrite a source's address after a check that brought a valid feed.

    `permanent_to` is where redirects led that were permanent all the way, else None. The same
    address over https is believed at once; another must be seen again for a week, because
    login pages and captive portals say “permanent” too.
    """
    if permanent_to is None or permanent_to == source.address:
        return Move(source.address)
    if _is_upgrade(source.address, permanent_to):
        return Move(permanent_to)
    same = permanent_to == source.moved_to and source.moved_since is not None
    since = source.moved_since if same and source.moved_since else now
    times = source.moved_times + 1 if same else 1
    if now - since >= MOVE_AFTER and times >= MOVE_SIGHTINGS:
        return Move(permanent_to)
    return Move(source.address, permanent_to, since, times)


def _interval(weekly: float | None) -> float:
    if weekly is None:
        return STANDARD
    return LONGEST if weekly <= 0 else min(max(7 * DAY / weekly, SHORTEST), LONGEST)


def _back_off(status: int | None, failures: int, jitter: float) -> float:
    if status in (429, 503):
        # Beyond 2 ** 8 the cap is long reached.
        wait = FIRST_PAUSE * 2.0 ** min(max(failures - 1, 0), 8)
        return min(wait * (1 + SPREAD * jitter), LONGEST_WISH)
    wait = float(min(max(failures, BACK_OFF_FROM), BACK_OFF_TO)) ** BACK_OFF_POWER
    if status in (401, 403):
        wait = max(wait, AFTER_NO_ENTRY)
    return wait * _around(jitter)


def _around(jitter: float) -> float:
    """A factor from 0.8 to 1.2."""
    return 1 + SPREAD * (2 * jitter - 1)


def _is_upgrade(old: str, new: str) -> bool:
    """Whether two addresses differ in nothing but http and https on their usual ports."""
    before, after = urlsplit(old), urlsplit(new)
    return (
        (before.scheme, after.scheme) == ("http", "https")
        and before.netloc.removesuffix(":80") == after.netloc.removesuffix(":443")
        and (before.path or "/", before.query) == (after.path or "/", after.query)
    )
