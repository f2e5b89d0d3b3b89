"""Where a mailbox is: imaps://user@host/folder, as RFC 5092 writes it, never with a password."""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from briefing.errors import Refused

#: Ports of mail over TLS (RFC 8314) and without.
SECURE_PORT, PLAIN_PORT = 993, 143

#: Other characters could be taken for a part of the command that signs in.
_USER = re.compile(r"[\w.+=@!#$&'/^`|~-]{1,200}")
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?|[0-9a-f:.]{2,45}")
_FOLDER = re.compile(r"[^\x00-\x1f\x7f*%\"\\]{1,200}")
_EXAMPLE = "Write it like imaps://news@mail.example.org/INBOX."


@dataclass(frozen=True)
class MailboxAddress:
    """A folder in somebody's mail on a server."""

    user: str
    #: In lower case.
    host: str
    port: int = SECURE_PORT
    folder: str = "INBOX"
    #: False for a connection that anybody on the way can read.
    secure: bool = True

    @property
    def account(self) -> str:
        """Without the folder."""
        scheme = "imaps" if self.secure else "imap"
        usual = SECURE_PORT if self.secure else PLAIN_PORT
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == usual else f":{self.port}"
        return f"{scheme}://{quote(self.user, safe='')}@{host}{port}"

    def __str__(self) -> str:
        return f"{self.account}/{quote(self.folder)}"


def mailbox_address(text: str) -> MailboxAddress:
    """What a person typed as the address of a mailbox; without a folder, its INBOX.

    Raises `Refused`, without repeating what may be a password.
    """
    said = text.strip()
    if not said.lower().startswith(("imap://", "imaps://")):
        raise Refused(f"This is no address of a mailbox. {_EXAMPLE}")
    try:
        parts = urlsplit(said)
        user, _, place = parts.netloc.rpartition("@")
        port = parts.port
        host = (urlsplit(f"//{place}").hostname or "").encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as error:
        raise Refused(f"The address of the mailbox cannot be read. {_EXAMPLE}") from error
    if ":" in user:
        raise Refused(
            "Leave the password out of the mailbox's address: it has a place in the settings, "
            "TAKE_FIVE_MAIL_PASSWORD, and is kept nowhere else."
        )
    user, folder = unquote(user), unquote(parts.path).strip("/") or "INBOX"
    whole = _USER.fullmatch(user) and _HOST.fullmatch(host) and _FOLDER.fullmatch(folder)
    if not whole or parts.query or parts.fragment or port == 0:
        raise Refused(f"The address of the mailbox needs a user and a host. {_EXAMPLE}")
    secure = parts.scheme == "imaps"
    usual = SECURE_PORT if secure else PLAIN_PORT
    return MailboxAddress(user, host, port or usual, _folder(folder), secure)


def _folder(name: str) -> str:
    """INBOX is the one folder whose name has no case (RFC 3501, section 5.1)."""
    return "INBOX" if name.upper() == "INBOX" else name
