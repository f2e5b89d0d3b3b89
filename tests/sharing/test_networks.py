"""What every network promises, including the ones not written yet."""

from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from briefing.errors import ShareError
from briefing.sharing.checking import check, handover, network_named
from briefing.sharing.networks import NETWORKS
from briefing.sharing.networks._base import Post

LINK = "https://example.com/news?id=1&lang=en#top"
AWKWARD = [
    "Ohm & Söhne: 100 % <b>#1</b> + 2 = 3?",
    "Line one\nLine two\n\nLine four",
    "“Quotes”, 'apostrophes' and \"straight ones\"",
    "电网 и сеть و الشبكة \U0001f468\u200d\U0001f469\u200d\U0001f467",
    "javascript:alert(1)//%0A%27",
    "a/b\\c;d=e,f|g^h`i{j}",
]

every_network = pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS.keys())
limited = pytest.mark.parametrize(
    "network",
    [network for network in NETWORKS.values() if network.limit is not None],
    ids=lambda network: network.key,
)


def sent(address):
    """Every text that an address carries, decoded."""
    parts = urlsplit(address)
    fields = parse_qs(parts.query, strict_parsing=bool(parts.query))
    return [value for values in fields.values() for value in values] + [
        unquote(parts.fragment.removeprefix("text="))
    ]


def flat(text):
    return " ".join(text.split())


@every_network
def test_knows_its_own_name(network):
    assert NETWORKS[network.key] is network
    assert network_named(network.label) is network
    assert network_named(network.key.upper()) is network


@every_network
def test_speaks_to_a_person(network):
    assert network.hint.endswith(".")
    assert "\n" not in network.hint
    assert len(network.hint) < 130
    assert network.unit.endswith("s")
    assert network.where == "" or network.where.startswith(("on ", "by "))
    assert not network.asks.endswith((".", "?"))


@every_network
def test_icon_is_drawn_here(network):
    assert network.icon.startswith("M")
    assert network.icon.endswith("z")
    assert set(network.icon) <= set("MmLlHhVvCcSsQqTtAaZz0123456789.,- ")


@every_network
@pytest.mark.parametrize("text", AWKWARD)
def test_text_and_link_arrive_whole(network, text):
    address = network.compose(Post(text, LINK, title="Ohm & Söhne"))
    if address is None:
        assert handover(network, Post(text, LINK)) == f"{text}\n\n{LINK}"
        return

    assert urlsplit(address).scheme in ("https", "mailto")
    assert address.isascii()
    assert not set(address) & set(" \"<>\n\r'")
    arrived = flat(" ".join(sent(address)))
    assert arrived.count(LINK) == 1
    if network.prefills == "text and link":
        assert flat(text) in arrived


@every_network
def test_a_link_already_in_the_text_is_not_repeated(network):
    for text in f"Read this: {LINK}", f"See {LINK}, it is worth it.":
        address = network.compose(Post(text, LINK))
        arrived = " ".join(sent(address)) if address else handover(network, Post(text, LINK))

        in_title_and_field = network.key == "reddit" and text.startswith("See")
        assert arrived.count(LINK) == (2 if in_title_and_field else 1)


@every_network
def test_only_web_addresses_are_shared(network):
    for link in "javascript:alert(1)", "data:text/html,x", "/relative", "file:///etc/passwd":
        with pytest.raises(ShareError, match="not one"):
            network.compose(Post("text", link))


@limited
def test_the_limit_itself_is_allowed_and_one_more_is_not(network):
    room = network.limit - network.count("", LINK)
    pad = room - (network.count("a", LINK) - network.count("", LINK) - 1)
    exact, over = "a" * pad, "a" * (pad + 1)

    assert check(network, exact, LINK).length == network.limit
    assert handover(network, Post(exact, LINK))
    with pytest.raises(ShareError) as refusal:
        handover(network, Post(over, LINK))
    assert str(refusal.value) == f"1 character too long for {network.label}: take out 1."


@limited
def test_says_how_much_to_take_out_and_that_is_enough(network):
    text = "Überraschung " * 400 + "Ende"
    count = check(network, text, LINK)

    assert not count.valid
    assert count.sentence == f"{count.over:,} characters too long for {network.label}: " + (
        f"take out {count.over:,}."
    )
    assert check(network, text[: -count.over], LINK).valid


@every_network
def test_nothing_is_cut_on_the_way(network):
    text = "w" * 5000
    address = network.compose(Post(text, LINK)) if network.key != "email" else "mailto:"

    assert network.prefills != "text and link" or address == "mailto:" or text in address


@every_network
def test_an_empty_text_is_not_handed_over(network):
    with pytest.raises(ShareError, match="nothing to post"):
        handover(network, Post(" \n"))


@every_network
def test_the_link_alone_can_be_shared(network):
    assert handover(network, Post("", LINK))


@every_network
def test_half_a_surrogate_pair_does_no_harm(network):
    assert handover(network, Post("odd \ud83d", LINK))


@pytest.mark.parametrize(
    "network",
    [
        network
        for network in NETWORKS.values()
        if network.prefills != "link" and network.key not in ("reddit", "telegram")
    ],
    ids=lambda network: network.key,
)
def test_counts_the_finished_text_like_its_parts(network):
    post = Post("Words about it.", LINK, hashtags=("grid", "#power"))

    assert network.count(post.words, post.link) == network.count(post.full, None)


def test_a_network_without_text_of_its_own_counts_the_words_alone():
    for name in "linkedin", "facebook", "reddit":
        assert NETWORKS[name].count("Words.", LINK) == 6
        assert NETWORKS[name].count(f"Words.\n\n{LINK}", LINK) == 6


def test_telegram_counts_the_line_it_adds():
    assert NETWORKS["telegram"].count("Words.", LINK) == len(LINK) + 1 + 6
    assert NETWORKS["telegram"].count(f"A {LINK} b", LINK) == len(LINK) + 4


def test_exact_addresses():
    post = Post("Two words", "https://example.com/a", title="A & B")
    body = "Two%20words%0A%0Ahttps%3A%2F%2Fexample.com%2Fa"
    link = "https%3A%2F%2Fexample.com%2Fa"

    assert {name: network.compose(post) for name, network in NETWORKS.items()} == {
        "bluesky": f"https://bsky.app/intent/compose?text={body}",
        "copy": None,
        "email": f"mailto:?subject=A%20%26%20B&body={body.replace('%0A', '%0D%0A')}",
        "facebook": f"https://www.facebook.com/sharer/sharer.php?u={link}",
        "linkedin": f"https://www.linkedin.com/sharing/share-offsite/?url={link}",
        "linkedin_composer": f"https://www.linkedin.com/feed/?shareActive=true&text={body}",
        "mastodon": f"https://share.joinmastodon.org/#text={body}",
        "reddit": f"https://www.reddit.com/submit?url={link}&title=Two%20words",
        "telegram": f"https://t.me/share/url?url={link}&text=Two%20words",
        "threads": f"https://www.threads.com/intent/post?text={body}",
        "whatsapp": f"https://wa.me/?text={body}",
        "x": f"https://x.com/intent/tweet?text={body}",
    }


@pytest.mark.parametrize(
    "answer",
    [
        "mastodon.social",
        " https://Mastodon.social/ ",
        "@dana@mastodon.social",
        "mastodon.social/@d",
    ],
)
def test_mastodon_goes_to_the_persons_own_server(answer):
    address = handover(NETWORKS["mastodon"], Post("Hello", answer=answer))

    assert address == "https://mastodon.social/share?text=Hello"


@pytest.mark.parametrize("answer", ["javascript:alert(1)", "no server", "a@b@c@d.example", "x"])
def test_mastodon_refuses_what_is_no_server(answer):
    with pytest.raises(ShareError, match="not the name of a Mastodon server"):
        handover(NETWORKS["mastodon"], Post("Hello", answer=answer))


def test_hashtags_come_before_the_link_and_only_once():
    post = Post("On #Grid today.", LINK, hashtags=("grid", "Power", "#"))

    assert post.full == f"On #Grid today.\n\n#Power\n\n{LINK}"


def test_a_mail_too_long_for_some_programs_is_refused():
    with pytest.raises(ShareError, match="copy it"):
        handover(NETWORKS["email"], Post("w" * 2100))


def test_networks_that_take_one_link_say_so_without_it():
    for name in "linkedin", "facebook":
        with pytest.raises(ShareError, match="takes one link"):
            handover(NETWORKS[name], Post("A digest with links inside."))


def test_an_unknown_network_is_answered_with_the_known_ones():
    with pytest.raises(ShareError) as refusal:
        network_named("blusky")

    assert str(refusal.value) == (
        "There is no network called “blusky”. Did you mean bluesky? "
        f"Known networks: {', '.join(NETWORKS)}."
    )


def test_what_is_left_is_said_in_words():
    assert check(NETWORKS["x"], "a" * 279).sentence == "1 character left on X."
    assert check(NETWORKS["copy"], "abc").sentence == "3 characters; Copy sets no limit."


@every_network
def test_documentation_lists_it_as_it_is(network):
    limit = f"{network.limit:,} {network.unit}" if network.limit else "none stated"
    documented = "yes" if network.documented else "no"
    row = f"| {network.label} | `{network.key}` | {limit} | {network.prefills} | {documented} |"

    assert row in documentation().splitlines()


def test_documentation_lists_nothing_else():
    rows = [line for line in documentation().splitlines() if line.startswith("| ")]

    assert len(rows) == len(NETWORKS) + 1


def documentation():
    return (Path(__file__).parents[2] / "docs/networks.md").read_text(encoding="utf-8")


def test_linkedin_stands_first_and_the_others_by_name():
    first, *others = NETWORKS
    assert first == "linkedin"
    assert len(others) > 5
    assert others == sorted(others)
