"""LinkedIn, the documented way: share-offsite takes the link and nothing else.

The words are pasted by the person; the link is attached as a preview, so that
it is not counted. 3,000 UTF-16 units is what LinkedIn's documentation of posts
states as characters; that its editor counts units was not verified.
"""

from briefing.sharing.counting import beside, utf16
from briefing.sharing.networks._base import Network, Post, address, needs_link


def count(text: str, link: str | None) -> int:
    return utf16(beside(text, link))


def compose(post: Post) -> str:
    link = needs_link(post, "LinkedIn’s documented form")
    return address("https://www.linkedin.com/sharing/share-offsite/", url=link)


NETWORK = Network(
    key="linkedin",
    label="LinkedIn",
    where="on LinkedIn",
    icon="M4.9 3a2.1 2.1 0 1 1 0 4.2 2.1 2.1 0 0 1 0-4.2zM3.1 8.9h3.6V21H3.1z"
    "M9 8.9h3.4v1.7c.6-1.1 1.9-2 3.7-2 3.6 0 4.4 2.3 4.4 5.5V21h-3.6v-6.1"
    "c0-1.6-.2-3.1-2-3.1s-2.3 1.4-2.3 3V21H9z",
    limit=3000,
    unit="characters",
    count=count,
    compose=compose,
    prefills="link",
    hint="Opens LinkedIn with the link only: copy your words first, then paste them.",
    # Where most executives post.
    usual=True,
)
