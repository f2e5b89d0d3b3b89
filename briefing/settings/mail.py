"""Mailboxes whose newsletters may be read.

TAKE_FIVE_MAIL_ACCOUNT
    A mailbox whose newsletters may be read: imaps://user@host, with the user's own @ written twice
    or as %40. A password is sent to this user and host alone. None by default.
TAKE_FIVE_MAIL_PASSWORD
    The account's password; it is never stored, logged or shown.
TAKE_FIVE_MAIL_ACCOUNT_2, TAKE_FIVE_MAIL_PASSWORD_2
    A further account, and so on up to 9.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from briefing.errors import BriefingError

#: Mailboxes that may be set up; a desk has one or two.
MOST_MAIL_ACCOUNTS = 9
_MAIL_ACCOUNT = re.compile(r"imaps?://[^\s:/]+@[^\s@]+", re.IGNORECASE)


@dataclass(frozen=True)
class MailAccount:
    """Somebody's mail on a server, and what opens it there and nowhere else."""

    #: E.g. "imaps://news@example.org@mail.example.org".
    address: str
    #: Never part of a message, a log or a representation.
    password: str = field(repr=False)


def read(environ: Mapping[str, str]) -> Iterator[MailAccount]:
    """The mailboxes that are set up; raises `BriefingError`.

    What is wrong is told without repeating it, since a password may have slipped into it.
    """
    for number in ("", *(f"_{n}" for n in range(2, MOST_MAIL_ACCOUNTS + 1))):
        account, secret = f"TAKE_FIVE_MAIL_ACCOUNT{number}", f"TAKE_FIVE_MAIL_PASSWORD{number}"
        address, password = environ.get(account, "").strip(), environ.get(secret, "")
        if not address and not password:
            continue
        if not address or not password:
            raise BriefingError(f"{account} and {secret} go together: set both or none.")
        if not _MAIL_ACCOUNT.fullmatch(address):
            raise BriefingError(
                f"{account} must be an address such as imaps://user@mail.example.org, "
                f"without the password: that has a place in {secret}."
            )
        if not password.isprintable():
            raise BriefingError(f"{secret} must be one line of text.")
        yield MailAccount(address, password)
