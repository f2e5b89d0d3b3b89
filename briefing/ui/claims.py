"""What a provider said of somebody who signed in, and whether that lets them in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine

from briefing import people
from briefing.model import Person
from briefing.settings import SignIn


@dataclass(frozen=True)
class Claims:
    """What counts of it (OpenID Connect Core 1.0, 2 and 5.1)."""

    #: In lower case; "" where the provider gave none, or says that it is not verified.
    email: str
    #: When they signed in; None where it cannot be told.
    at: datetime | None

    def fresh(self, sign_in: SignIn, now: datetime) -> bool:
        """Whether the sign-in still holds."""
        return self.at is not None and now - self.at < timedelta(seconds=sign_in.session)


def claimed(user: Mapping[str, Any]) -> Claims | None:
    """The claims in what Streamlit knows of a user; None of somebody who has not signed in."""
    if user.get("is_logged_in") is not True:
        return None
    email, verified = user.get("email"), user.get("email_verified", True)
    # Some providers say so in words.
    known = isinstance(email, str) and str(verified).lower() not in ("false", "0")
    return Claims(str(email).strip().lower() if known else "", _moment(user.get("iat")))


def person_of(engine: Engine, claims: Claims) -> Person | None:
    """Whom the desk knows by these claims, as of now; None for somebody who was not invited."""
    return people.by_email(engine, claims.email) if claims.email else None


def _moment(said: Any) -> datetime | None:
    if isinstance(said, bool) or not isinstance(said, int | float):
        return None
    try:
        return datetime.fromtimestamp(said, UTC)
    except (OverflowError, OSError, ValueError):
        return None
