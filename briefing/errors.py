"""Everything that can go wrong on purpose.

    BriefingError
    ├── SourceError          a feed, page or file could not be fetched or understood
    │   ├── Refused          the address is one we do not call (private network, odd scheme or port)
    │   ├── Unreachable      no answer, a broken one, or not in time
    │   ├── NotAFeed         something came back, but no feed; `.offers` names feeds it links to
    │   └── Gone             the server says that it is gone for good (410)
    ├── VoiceError           a voice file or form has a mistake; the message names the place
    │   └── ChangedMeanwhile somebody else said a voice after this one was read
    ├── RulebookError        the desk's rulebook has a mistake; the message names the place
    ├── NotAllowed           the person has no role that lets them do it
    ├── Conflict             somebody else was faster; `.by` and `.at` say who and when
    ├── LogError             a decision log has a mistake; the message names the line
    ├── ShareError           a text may not be handed over (too long, unknown network)
    ├── ModelError           the language model could not be asked
    │   └── Unusable         it answered, but the answer may not be used
    ├── NotFound             what was asked for is not in the database
    └── StoreError           the database could not be opened, read or written

Each message is a sentence for a person: what was wrong and what to do. Catch
`BriefingError` at the edge (`cli`, `ui`) and nowhere else; batches turn it into
an outcome beside the others. The original exception is chained as `__cause__`.
"""

from collections.abc import Sequence
from datetime import datetime


class BriefingError(Exception):
    """Something went wrong."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message or self.__doc__)


class SourceError(BriefingError):
    """This source could not be read."""

    #: Seconds the server asked us to wait before the next request, if it did.
    retry_after: float | None = None
    #: The HTTP status that came back, if one did.
    status: int | None = None

    def __init__(
        self, message: str = "", *, status: int | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after


class Refused(SourceError):
    """We do not call addresses of this kind."""


class Unreachable(SourceError):
    """No usable answer came back."""


class NotAFeed(SourceError):
    """The address answered, but not with a feed."""

    def __init__(self, message: str = "", *, offers: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.offers = tuple(offers)


class Gone(SourceError):
    """The server says that this source is gone for good."""


class VoiceError(BriefingError):
    """The voice has a mistake."""


class ChangedMeanwhile(VoiceError):
    """The voice was changed meanwhile; look at it again."""


class RulebookError(BriefingError):
    """The rulebook has a mistake."""


class NotAllowed(BriefingError):
    """You have no role that allows this. Ask an administrator of the desk."""


class Conflict(BriefingError):
    """Somebody else was faster; look at what they did, then decide again."""

    def __init__(self, message: str = "", *, by: str = "", at: datetime | None = None) -> None:
        super().__init__(message)
        self.by = by
        self.at = at


class LogError(BriefingError):
    """The decision log has a mistake."""


class ShareError(BriefingError):
    """This text cannot be shared as it is."""


class ModelError(BriefingError):
    """The language model could not be asked."""


class Unusable(ModelError):
    """The language model's answer may not be used."""


class NotFound(BriefingError):
    """That is not in the database."""


class StoreError(BriefingError):
    """The database could not be used."""
