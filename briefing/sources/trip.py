"""One fetch under way, and how it follows redirects."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from yarl import URL

from briefing.errors import Refused, Unreachable
from briefing.sources.addresses import http_url, without_credentials

#: Redirects that are followed.
MOST_REDIRECTS = 5

_PERMANENT = frozenset({301, 308})


@dataclass
class Trip:
    """Where a fetch is, and what it may still cost."""

    url: URL
    headers: Mapping[str, str]
    #: Decoded bytes that are taken at the most.
    limit: int
    #: Seconds for the whole fetch.
    timeout: float
    #: Seconds left of them; waiting for a turn is free.
    left: float
    #: Addresses left behind by redirects, in order.
    left_behind: list[URL] = field(default_factory=list)
    #: Whether all redirects so far were permanent.
    permanent: bool = True

    @property
    def host(self) -> str:
        return self.url.raw_host or ""

    @property
    def conditional(self) -> bool:
        """Whether “nothing has changed” is an answer."""
        return "If-None-Match" in self.headers or "If-Modified-Since" in self.headers

    def follow(self, status: int, location: str) -> None:
        """Move on to where a redirect leads; credentials stay with their origin.

        Raises `Refused` for an address that is not called, `Unreachable` when the
        redirects go round in a circle or on and on.
        """
        target = self._target(location)
        self.left_behind.append(self.url)
        if target in self.left_behind:
            raise Unreachable(
                f"{self.host} redirects in a circle. Check the address.", status=status
            )
        if len(self.left_behind) > MOST_REDIRECTS:
            raise Unreachable(
                f"{self.host} redirects more than {MOST_REDIRECTS} times. Check the address.",
                status=status,
            )
        self.url = target
        self.permanent = self.permanent and status in _PERMANENT

    def _target(self, location: str) -> URL:
        try:
            target = without_credentials(http_url(str(self.url.join(URL(location)))))
        except ValueError as error:
            raise Unreachable(
                f"{self.host} redirects to an address that cannot be read. Check the address."
            ) from error
        except Refused as error:
            raise Refused(
                f"{self.host} redirects to an address that is not called: {error}"
            ) from error
        if target.origin() == self.url.origin():
            return target.with_user(self.url.user).with_password(self.url.password)
        return target
