"""Whether a text may go to a network, and the address that takes it there."""

from dataclasses import dataclass
from difflib import get_close_matches

from briefing.errors import ShareError
from briefing.sharing.counting import joined
from briefing.sharing.networks import NETWORKS
from briefing.sharing.networks._base import Network, Post

#: Characters. Longer than any network takes (Facebook: 63,206), and counted in no time.
LONGEST = 70_000


@dataclass(frozen=True)
class Count:
    """How long a text is on one network."""

    #: In the network's unit, the link included where it is posted in the text.
    length: int
    #: None when the network states none.
    limit: int | None
    #: Whether it may be handed over.
    valid: bool
    #: How far it is over the limit; 0 when it is not.
    over: int
    #: What to tell the person.
    sentence: str


def network_named(name: str) -> Network:
    """The network with this key or label, in any case; raises `ShareError` that lists them."""
    wanted = name.strip().casefold()
    for key, network in NETWORKS.items():
        if wanted in (key, network.label.casefold()):
            return network
    close = get_close_matches(wanted, NETWORKS, n=1)
    guess = f" Did you mean {close[0]}?" if close else ""
    raise ShareError(
        f"There is no network called “{name}”.{guess} Known networks: {', '.join(NETWORKS)}."
    )


def legible(said: str) -> None:
    """Raise `ShareError` for what is no text: without end, or with what no database keeps.

    PostgreSQL refuses U+0000, and nobody can encode half a surrogate pair as UTF-8.
    """
    if len(said) > LONGEST:
        raise ShareError(f"The text has {len(said):,} characters; write {LONGEST:,} at the most.")
    if any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in said):
        raise ShareError("The text has a character that nobody can read: type it again.")


def check(network: Network, text: str, link: str | None = None) -> Count:
    """Count a text, and its link where that is posted with it; never raises."""
    length = network.count(text, link)
    over = max(0, length - network.limit) if network.limit is not None else 0
    problem = _problem(network, text, link, over)
    return Count(length, network.limit, not problem, over, problem or _fine(network, length))


def handover(network: Network, post: Post) -> str:
    """The address that opens the network's composer; for a network without one, the full text.

    Raises `ShareError` when the network would not take the post: the message
    says how many characters to take out. Nothing is ever cut.
    """
    count = check(network, post.words, post.link)
    if not count.valid:
        raise ShareError(count.sentence)
    composed = network.compose(post)
    return post.full if composed is None else composed


def count_json(network_name: str, text: str) -> dict[str, int | bool | None]:
    """`{"length", "limit", "valid"}` of a text as it is; `ShareError` for an unknown name."""
    count = check(network_named(network_name), text)
    return {"length": count.length, "limit": count.limit, "valid": count.valid}


def _problem(network: Network, text: str, link: str | None, over: int) -> str:
    if not joined(text, link).strip():
        return "There is nothing to post yet: write a sentence first."
    if over:
        noun = "character" if over == 1 else "characters"
        return f"{over:,} {noun} too long for {network.label}: take out {over:,}."
    return network.refuses(text, link)


def _fine(network: Network, length: int) -> str:
    if network.limit is None:
        return f"{length:,} characters; {network.label} sets no limit."
    left = network.limit - length
    return f"{left:,} {'character' if left == 1 else 'characters'} left on {network.label}."
