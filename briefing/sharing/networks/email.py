"""A mail in the person's own program: a mailto address (RFC 6068).

Windows hands over 2,083 characters of an address at most
(`INTERNET_MAX_URL_LENGTH`); a longer one would be cut on its way to some
programs, so it is refused here.
"""

from urllib.parse import quote

from briefing.errors import ShareError
from briefing.sharing.counting import graphemes, joined
from briefing.sharing.networks._base import Network, Post

LONGEST_ADDRESS = 2083


def count(text: str, link: str | None) -> int:
    return graphemes(joined(text, link))


def compose(post: Post) -> str:
    """Lines end in CRLF, as RFC 6068 asks; raises `ShareError` for a very long address."""
    fields = {"subject": " ".join(post.title.split()), "body": post.full.replace("\n", "\r\n")}
    query = "&".join(
        f"{name}={quote(value, safe='', errors='replace')}"
        for name, value in fields.items()
        if value
    )
    found = f"mailto:?{query}"
    if len(found) > LONGEST_ADDRESS:
        raise ShareError(
            "Some mail programs would cut a message this long: shorten it, or copy it "
            "and paste it into a new mail."
        )
    return found


NETWORK = Network(
    key="email",
    label="Email",
    where="by email",
    icon="M2 5h20v14H2zM4 8v9h16V8l-8 5.5zM5.2 7 12 11.6 18.8 7z",
    limit=None,
    unit="characters",
    count=count,
    compose=compose,
    prefills="text and link",
    hint="Opens a new mail with the headline as subject; you choose who gets it.",
)
