"""What makes an item the same item next time."""

import pytest

from tests.sources.feeds import item, read, rss


def names(*items: str) -> list[str]:
    return [entry.identity for entry in read(rss("".join(items))).entries]


def said(guid: str = "", link: str = "", title: str = "t", text: str = "") -> str:
    return (
        f"<item><title>{title}</title><guid>{guid.replace('&', '&amp;')}</guid>"
        f"<link>{link.replace('&', '&amp;')}</link><description>{text}</description></item>"
    )


def test_the_same_feed_gives_the_same_identities_in_any_order():
    items = [item(n=n) for n in range(5)]
    assert names(*items) == names(*reversed(items))[::-1]
    assert len(set(names(*items))) == 5


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (said("http://e.com/1"), said("https://e.com/1")),
        (said("https://old.example/?p=1"), said("https://www.new.example/?p=1")),
        (said("https://old.example/news/1"), said("https://new.example/news/1")),
        (said("https://e.com/1?token=abc&id=7"), said("https://e.com/1?id=7&token=xyz")),
        (said("https://e.com/1?ts=1700000000"), said("https://e.com/1?ts=1800000000")),
        (said("https://e.com/1?utm_source=a"), said("https://e.com/1?utm_source=b#x")),
        (said(link="http://e.com/1"), said(link="https://www.e.com/1/")),
        (said("tag-1", title="Old title"), said("tag-1", title="New title", text="edited")),
        (said(title="t", text="x"), said(title="t", text="x")),
    ],
)
def test_an_item_stays_the_same(before, after):
    assert names(before) == names(after)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (said("tag-1"), said("tag-2")),
        (said("https://e.com/?p=1"), said("https://e.com/?p=2")),
        (said(link="https://e.com/1"), said(link="https://e.com/2")),
        (said(title="t", text="x"), said(title="t", text="y")),
        (said("same", "https://e.com/1"), said("same", "https://e.com/2")),
        (said("same", "https://e.com/", "a"), said("same", "https://e.com/", "b")),
        (
            said("https://a.example/1", "https://a.example/1"),
            said("https://b.example/1", "https://b.example/1"),
        ),
        (
            said("https://e.com/1?sid=5", "https://e.com/1?sid=5"),
            said("https://e.com/1?sid=6", "https://e.com/1?sid=6"),
        ),
    ],
)
def test_different_items_stay_apart_in_one_feed(one, other):
    assert len(names(one, other)) == 2


def test_a_copy_within_the_feed_counts_once():
    assert len(names(item(), item(), item(n=2))) == 2


def test_one_id_for_all_items_falls_back_to_their_links():
    feeds = [said("home", f"https://e.com/{n}", f"Story {n}") for n in range(30)]
    assert len(set(names(*feeds))) == 30
    assert names(*feeds)[5:] == names(*feeds[5:])


def test_ids_without_end_are_kept_short():
    (name,) = names(said("x" * 100_000))
    assert len(name) < 100
