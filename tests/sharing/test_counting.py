"""Exact lengths. Cases marked with * are published in twitter-text's conformance suite."""

import pytest

from briefing.sharing.checking import check, count_json
from briefing.sharing.counting import beside, graphemes, joined, utf16
from briefing.sharing.links import links, mastodon_links, top_level_domains
from briefing.sharing.networks import NETWORKS

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
SINGER = "\U0001f468\u200d\U0001f3a4"
WAVING = "\U0001f64b\U0001f3fd"
ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
POEM = "故人西辞黄鹤楼，烟花三月下扬州。"
ENCODED_63 = "あいうえおかきくけこ" * 5 + "あい"

ON_X = [
    ("This is a test.", 15),  # *
    ("http://test.com", 23),  # *
    ("https://test.com", 23),  # *
    ("test.com", 23),  # *
    ("Test https://test.com test https://test.com test.com test", 86),  # *
    ("Hi http://test.co", 26),  # *
    ("http://test.co", 23),  # *
    ("285 chars-" + "xxxxxxxxxx-" * 25, 285),  # *
    ("285 chars- http://www.twitter.com/jack " + "xxxxxxxxxx-" * 24, 299),  # *
    ("xxxxxxxxxx-" * 24 + " http://www.twitter.com/jack ", 289),  # *
    ("https://www.twitter.com/aloha " * 10, 240),  # *
    (POEM * 10, 320),  # * (another poem, as long)
    ("the" + POEM * 10, 323),  # *
    ("\U0001f637" * 160, 320),  # *
    ("A\u0301B", 2),  # *
    ("A\ufb2c", 4),  # * decomposes into three under NFC
    ("H\U0001f431☺" + FAMILY, 7),  # *
    ("\U0001f637\U0001f47e\U0001f621\U0001f525\U0001f4a9", 10),  # *
    (WAVING + SINGER, 4),  # *
    (FAMILY * 140, 280),  # *
    (f"Unicode 10.0 emoji: \U0001f92a; \U0001f9d5; \U0001f9d5\U0001f3fe; {ENGLAND}", 34),  # *
    ("Unicode 9.0 emoji: \U0001f920; \U0001f483; \U0001f483\U0001f3fe", 29),  # *
    ("randomurl" * 7 + "s.com", 68),  # * a label of 64
    (f"http://{ENCODED_63}う.com", 7 + 53 * 2 + 4),  # * its label is too long, encoded
    ("http://" + "あいうえおかきくけこ" * 5 + "あ.com", 23),  # * its label just fits
    ("ABC\u202a\uffffABC\ufffe", 12),  # *
    ("\u2066\u202ahttp://foobar.پاکستان/\u202c\u2069", 31),  # *
    ("", 0),
    ("“Quoted” – and so on…", 22),
    ("‘’“”‐‑–—", 8),
    ("\u2032\u2037\u2038", 4),
    ("Ω и ק ก", 7),
    ("ᄀ", 2),
    ("€20", 4),
    ("© ® ™", 6),
    ("©\ufe0f", 2),
    ("1\ufe0f\u20e3", 2),
    ("☺\ufe0e", 4),
    ("\U0001f1e9\U0001f1ea", 2),
    ("\U0001f1fd\U0001f1fd", 4),
    (f"{SINGER}\u200d\U0001f3a4", 5),
    ("See example.com.", 4 + 23 + 1),
    ("See (https://example.com/a_(b)) now", 5 + 23 + 5),
    ("name@example.com", 16),
    ("version.1.2", 11),
    ("https://example.com/" + "p" * 500, 23),
    ("https://example.com/ä?q=1#ü and more", 23 + 1 + 9),
    ("one\ntwo", 7),
]

ON_BLUESKY = [
    ("plain", 5),
    ("", 0),
    (FAMILY, 1),
    ("e\u0301", 1),
    (ENGLAND + "!", 2),
    ("漢字", 2),
    ("https://example.com", 11),
    ("https://example.com/", 11),
    ("https://www.example.com/a", 17),
    ("https://example.com/12345678901234", 11 + 15),
    ("https://example.com/123456789012345", 11 + 13 + 3),
    ("https://example.com/news/2026/11/a-very-long-slug?utm=1#x", 27),
    ("https://example.com?q=1", 15),
    ("https://EXAMPLE.com:443/a", 13),
    ("http://example.com:8080/a", 18),
    ("https://example.com/ü", 11 + 7),
    ("Read https://example.com/abc.", 5 + 15 + 1),
    ("(https://example.com/abc)", 1 + 15 + 1),
    ("example.com/a-path-longer-than-fifteen", 38),
    ("a https://example.com/a\nb https://example.com/b", 2 + 13 + 1 + 2 + 13),
]

ON_MASTODON = [
    ("plain", 5),
    ("https://example.com", 23),
    ("https://example.com/" + "p" * 300, 23),
    ("example.com", 11),
    ("a https://example.com/x b https://example.org/y", 2 + 23 + 3 + 23),
    ("@Gargron@mastodon.social hi", 11),
    ("@Gargron hi", 11),
    ("@a_b.c@sub.server.example, hello", 13),
    ("mail me@example.com", 19),
    ("https://mastodon.social/@me@other.example", 23),
    (FAMILY, 1),
    ("https://example.com/東京?q=京", 23),
    ("https://no-tld", 14),
    ("x https://example.com/a).", 2 + 23 + 2),
]

ON_THREADS = [
    ("plain", 5),
    ("é€漢", 3),
    ("\U0001f600", 4),
    (WAVING, 8),
    (FAMILY, 25),
    ("☺\ufe0f", 6),
    ("1\ufe0f\u20e3", 7),
    ("©", 1),
    ("go https://example.com/a", 24),
]


def cases(**tables):
    return [(name, text, length) for name, table in tables.items() for text, length in table]


@pytest.mark.parametrize(
    ("name", "text", "length"),
    cases(x=ON_X, bluesky=ON_BLUESKY, mastodon=ON_MASTODON, threads=ON_THREADS),
)
def test_counts_as_the_network_counts(name, text, length):
    assert NETWORKS[name].count(text, None) == length


#: From the suite's `extract.yml`, urls: what X takes for a link.
EXTRACTED = [
    ("text http://foobar.com/#", ["http://foobar.com/#"]),
    ("text http://xo.com/~matthew+%ff-,.;x", ["http://xo.com/~matthew+%ff-,.;x"]),
    ("http://en.wikipedia.org/wiki/Primer_(film)", ["http://en.wikipedia.org/wiki/Primer_(film)"]),
    ("text http://✪df.ws/ejp", ["http://✪df.ws/ejp"]),
    ("test http://example.comだよね.comtest/hogehoge", ["http://example.com"]),
    ("text http://chilp.it/?77e8fd", ["http://chilp.it/?77e8fd"]),
    ("text http://no-tld", []),
    ("text http://tld-too-short.x", []),
    ("(http://twitter.com", ["http://twitter.com"]),
    ("text http://domain.com-that-you-should-have-put-a-space-after", []),
    ("text http://foo.com?#foo text", ["http://foo.com?#foo"]),
    ("foo.baz foo.co.jp www.foo.co.uk foo.comm foo.govedu foo.jp",
     ["foo.co.jp", "www.foo.co.uk", "foo.jp"]),
    ("Go to http://example.com/a+ or http://example.com/a-",
     ["http://example.com/a+", "http://example.com/a-"]),
    ("https://en.m.wikipedia.org/wiki/Hatfield–McCoy_feud please",
     ["https://en.m.wikipedia.org/wiki/Hatfield–McCoy_feud"]),
    ("@user Try http:// example.com/path", ["example.com/path"]),
    ("これは日本語です。example.com/path/index.html中国語example.com/path한국",
     ["example.com/path/index.html", "example.com/path"]),
    ("twitter.comこれは日本語です。example.com中国語t.co/abcde한국twitter.com example2.comテスト",
     ["twitter.com", "example.com", "t.co/abcde", "twitter.com", "example2.com"]),
    ("http://twitter.com/これは日本語です。example.com中国語http://t.co/abcde한국twitter.com",
     ["http://twitter.com/", "example.com", "http://t.co/abcde", "twitter.com"]),
    ("http://twitter.com/Русские_слова", ["http://twitter.com/Русские_слова"]),
    ("twitter.jp日本語it.so中国語foo.jp it.so foo.jp",
     ["twitter.jp", "it.so", "foo.jp", "it.so", "foo.jp"]),
    ("Hello http://xn--はじめよう.com/index.html", []),
    ("text http://domain-dash_2314352345_dfasd.foo-cow_4352.com", []),
    ("Email me at name.al-lastname@foo.com or name.al+lastname@foo.com", []),
    ("Find my page at name.al-lastname.com", ["name.al-lastname.com"]),
    ("MLB.tv vine.co twitch.tv t.co", ["MLB.tv", "vine.co", "twitch.tv", "t.co"]),
    ("test http://sub_domain-dash.twitter.com", ["http://sub_domain-dash.twitter.com"]),
    ("test http://-leadingdash.twitter.com", []),
    ("test http://trailingunderscore_.twitter.com", []),
    ("test http://twitter_underscore.com", []),
    ("test http://www.foo.com/foo/path-with-period./",
     ["http://www.foo.com/foo/path-with-period./"]),
    ("test ELPAÍS.com", ["ELPAÍS.com"]),
    ("test http://twitter.com/.", ["http://twitter.com/"]),
    ("periods http://example.com/path" + "." * 42, ["http://example.com/path"]),
    ("#test.com @test.com #http://test.com @http://test.com #t.co/abcde @t.co/abcde", []),
    ("I really like http://t.co/pbY2NfTZ's website", ["http://t.co/pbY2NfTZ"]),
    ("http://t.co/abcdefghijklmnopqrstuvwxyz012345678901234", []),
    ("example.comてすとですtwitter.みんなです", ["example.com", "twitter.みんな"]),
    ("http://twitter.com\nhttp://example.com\nit.so/abcde",
     ["http://twitter.com", "http://example.com", "it.so/abcde"]),
    ("$http://twitter.com $twitter.com $t.co/abcde $t.co $TVI.CA $RBS.CA", []),
    ("long.test.tar.bz2 test.tar.bz2 tar.bz2", []),
    ("john.doe.gov@mail.com john.doe.jp@mail.com", []),
    ("http://www.foo.com?referer=https://t.co/abcde http://t.co/xyzzy",
     ["http://www.foo.com?referer=https://t.co/abcde", "http://t.co/xyzzy"]),
    ("test http://xn--ls8h.XN--ls8h.la/", ["http://xn--ls8h.XN--ls8h.la/"]),
    ("http://foobar.みんな/ http://foobar.中国/ http://foobar.پاکستان/ ",
     ["http://foobar.みんな/", "http://foobar.中国/", "http://foobar.پاکستان/"]),
    ("\u2066\u202atest abcdef.com پاکستان http://twitter.com/\u202c\u2069",
     ["abcdef.com", "http://twitter.com/"]),
    ("text https://t.co/UqIyJAJTfo?amp=1", ["https://t.co/UqIyJAJTfo?amp=1"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), EXTRACTED)
def test_finds_the_links_that_x_finds(text, expected):
    assert [text[start:end] for start, end in links(text)] == expected


def test_mastodon_takes_only_links_with_a_scheme():
    text = "example.com and https://example.com/a and http://foo.baz/b"

    assert [text[start:end] for start, end in mastodon_links(text)] == ["https://example.com/a"]


def test_top_level_domains_come_with_the_program():
    assert {"com", "uk", "みんな", "рф"} <= top_level_domains()
    assert not {"co.uk", "bz2", "x"} & top_level_domains()


@pytest.mark.parametrize(
    "text", ["ab." * 2000, "a-" * 2000 + ".com", "漢" * 3000 + ".", "https://a.com/" + "(" * 3000]
)
def test_odd_texts_are_counted_quickly(text):
    for network in NETWORKS.values():
        assert network.count(text, "https://example.com/a") > 0


def test_the_link_stands_in_the_text_once():
    link = "https://example.com/a"

    assert joined("Read this.", link) == f"Read this.\n\n{link}"
    assert joined(f"See {link}, please.", link) == f"See {link}, please."
    assert joined(f"{link}\nmore", link) == f"{link}\nmore"
    assert joined("", link) == link
    assert joined("Text ", None) == "Text "


def test_a_longer_link_is_another_link():
    link = "https://example.com/a"

    assert joined("See https://example.com/ab", link).endswith(f"\n\n{link}")
    assert joined("See https://example.com/a.html", link).endswith(f"\n\n{link}")
    assert joined("See https://example.com/a/b", link).endswith(f"\n\n{link}")


def test_a_link_that_closes_the_text_can_be_taken_off():
    link = "https://example.com/a"

    assert beside(f"Read this.\n\n{link}\n", link) == "Read this."
    assert beside(f"See {link} now", link) == f"See {link} now"


def test_units_are_those_of_the_network():
    assert (graphemes(FAMILY), utf16(FAMILY), utf16("é")) == (1, 11, 1)


def test_the_command_line_gets_the_text_as_it_is():
    assert count_json("x", "ab ") == {"length": 3, "limit": 280, "valid": True}
    assert count_json("X", "x" * 281) == {"length": 281, "limit": 280, "valid": False}
    assert count_json("facebook", "ab") == {"length": 2, "limit": None, "valid": True}
    assert count_json("bluesky", "") == {"length": 0, "limit": 300, "valid": False}


def test_invisible_invalid_characters_are_refused_on_x():
    count = check(NETWORKS["x"], "ABC\ufffe")

    assert not count.valid
    assert "invisible" in count.sentence


def test_more_than_five_links_are_refused_on_threads():
    five = " ".join(f"https://example.com/{n}" for n in range(5))

    assert check(NETWORKS["threads"], five).valid
    assert check(NETWORKS["threads"], f"{five} https://example.com/0").valid
    assert check(NETWORKS["threads"], five, "https://example.com/6").sentence == (
        "Threads takes 5 links at most: take out 1."
    )


def test_more_than_three_thousand_bytes_are_refused_on_bluesky():
    assert check(NETWORKS["bluesky"], FAMILY * 120).valid
    assert check(NETWORKS["bluesky"], FAMILY * 121).sentence == (
        "Bluesky takes 3,000 bytes at most: take out 25 bytes."
    )
