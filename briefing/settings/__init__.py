"""Settings come from environment variables, and only this room reads them.

DATABASE_URL
    SQLAlchemy address of the database; `sqlite:///take_five.db` in the working directory.
TAKE_FIVE_EXCERPT_WORDS
    Most words of an article that are ever shown or sent; 90 by default.
TAKE_FIVE_CONTACT
    An address that operators of feeds find in the user agent; none by default.

The others are where they are read: `calls.py` says which networks and ports may be called,
`language_model.py`, `mail.py` and `sign_in.py` what is set up for each of these.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from briefing.settings import calls, language_model, mail, sign_in
from briefing.settings.addresses import is_loopback
from briefing.settings.language_model import LanguageModel
from briefing.settings.mail import MailAccount
from briefing.settings.sign_in import SignIn
from briefing.settings.values import line, whole

__all__ = [
    "LanguageModel",
    "MailAccount",
    "Settings",
    "SignIn",
    "from_environment",
    "is_loopback",
]


@dataclass(frozen=True)
class Settings:
    """How this installation is set up."""

    database_url: str = "sqlite:///take_five.db"
    #: Private networks that may be called all the same; empty: none.
    allow_private: tuple[calls.Network, ...] = ()
    #: Ports that may be called; None: any.
    ports: frozenset[int] | None = frozenset({80, 443, 8080, 8443})
    #: Most words of an article shown or sent: AP v. Meltwater (SDNY 2013) is why there is one.
    excerpt_words: int = 90
    contact: str = ""
    #: None: everything is made without one.
    model: LanguageModel | None = None
    #: Mailboxes that may be read.
    mail: tuple[MailAccount, ...] = ()
    #: None: one local person, and nobody but this machine is served.
    sign_in: SignIn | None = None


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; raises `BriefingError` that names the variable that is wrong."""
    standard = Settings()
    return Settings(
        database_url=environ.get("DATABASE_URL") or standard.database_url,
        allow_private=calls.networks(environ),
        ports=calls.ports(environ, standard.ports),
        excerpt_words=whole("TAKE_FIVE_EXCERPT_WORDS", environ, standard.excerpt_words),
        contact=line("TAKE_FIVE_CONTACT", environ),
        model=language_model.read(environ),
        mail=tuple(mail.read(environ)),
        sign_in=sign_in.read(environ),
    )
