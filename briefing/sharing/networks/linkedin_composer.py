"""LinkedIn's own composer with the words in it: works today, but is not documented.

Both are offered because the documented form cannot carry text. The link stands
in the text and counts in full.
"""

from briefing.sharing.counting import joined, utf16
from briefing.sharing.networks._base import Network, Post, address


def count(text: str, link: str | None) -> int:
    return utf16(joined(text, link))


def compose(post: Post) -> str:
    return address("https://www.linkedin.com/feed/", shareActive="true", text=post.full)


NETWORK = Network(
    key="linkedin_composer",
    label="LinkedIn (with text)",
    where="on LinkedIn",
    icon="M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5c0-1.1.9-2 2-2z"
    "M6.2 10v8h2.5v-8zM7.5 6a1.4 1.4 0 1 0 0 2.8 1.4 1.4 0 0 0 0-2.8zM10.4 10v8h2.5v-4"
    "c0-1.2.4-1.9 1.4-1.9s1.3.8 1.3 2V18h2.5v-4.5c0-2.4-1-3.7-2.9-3.7-1.2 0-2 .6-2.4 1.3V10z",
    limit=3000,
    unit="characters",
    count=count,
    compose=compose,
    prefills="text and link",
    hint="Opens a new LinkedIn post with your words and the link in it. If LinkedIn opens "
    "without them, paste the copy.",
    documented=False,
)
