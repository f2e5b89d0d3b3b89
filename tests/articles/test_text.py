import html
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.articles import text as texts
from briefing.articles.text import as_markup, plain, reading_seconds, shorten, title_text, words


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One &amp; <b>two</b></p><p>Three<br>four</p>", "One & two\n\nThree\nfour"),
        ("AT&amp;T &lt; you", "AT&T < you"),
        ("AT&T", "AT&T"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
        ("caf&eacute;&nbsp;noir &#8211; &#x1F600;", "café noir – 😀"),
        ("first\n\n\nsecond\nline", "first\n\nsecond line"),
        ("<ul><li>one</li><li>two</li></ul>", "one\n\ntwo"),
        ("<h1>Head</h1>text<table><tr><td>a</td><td>b</td></tr></table>", "Head\n\ntext\n\na\n\nb"),
        ("a<!-- hidden -->b", "ab"),
        ("   ", ""),
    ],
)
def test_markup_becomes_the_text_that_a_browser_shows(markup, text):
    assert plain(markup, limit=1_000) == text


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)><script>alert(1)</script></svg>",
        "<svg><a xlink:href='javascript:alert(1)'>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<style>body{background:url(javascript:alert(1))}</style>",
        "<form action=x><input name=action><button>",
        "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
        "<base href='//evil.example/'>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<a id=document name=cookie href='&#14;javascript:alert(1)'>",
        "<noembed><img src=x onerror=alert(1)></noembed>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<xmp><script>alert(1)</script></xmp>",
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "<img src='1x1.gif' width=1 height=1 srcset='a 1x, b 2x'>",
        "<template><script>alert(1)</script></template>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&lt;img src=x onerror=alert(1)&gt;",
        "&lt;\u200bscript&gt;",
    ],
)
def test_no_attack_comes_through_as_markup(attack):
    text = plain(f"before {attack} after", limit=1_000)
    assert text.startswith("before")
    assert "<" not in text


@pytest.mark.parametrize(
    ("strange", "text"),
    [
        ("a\x00b\x1bc\x7fd\x9de", "abcde"),
        ("\ud800a<b>\udfff</b>", "a"),
        ("a\u2028b\u2029c\r\nd", "a b c d"),
        ("Rates \u202eup\u202c \u2066now\u2069\u200f", "Rates up now"),
        ("zero\u200bwidth\ufeff soft\xadhyphen \u2060x", "zerowidth softhyphen x"),
        ("pass\u200dword", "password"),
        ("👩\u200d👩\u200d👧 می\u200cخواهم", "👩\u200d👩\u200d👧 می\u200cخواهم"),
        ("Z" + "\u0334\u0321\u0322\u031b\u0317\u0318" * 9 + "algo", "Z\u0334\u0334algo"),
        ("Vie\u0323\u0302t Nam", "Việt Nam"),
        ("flag 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", None),
        ("hid\U000e0068\U000e0069den", "hidden"),
        ("\xa0wide\u3000spaces\u2003here ", "wide spaces here"),
    ],
)
def test_characters_that_deceive_are_taken_out_and_spelling_is_kept(strange, text):
    assert plain(strange, limit=1_000) == (strange if text is None else text)


def test_a_title_is_one_line_of_at_most_500_characters():
    assert title_text("<b>Rates</b>\n\nheld<br>again") == "Rates held again"
    assert title_text("<i></i>") == ""
    long = title_text("word " * 4_000_000)
    assert len(long) <= 500
    assert long.endswith("word…")


def test_a_text_is_cut_at_a_word_and_says_so():
    assert shorten("one two three", 13) == "one two three"
    assert shorten("one two three", 12) == "one two…"
    assert shorten("x" * 20, 10) == "x" * 9 + "…"


def test_plain_text_survives_its_way_through_markup():
    said = "5 < 6 & so on\nnext line\n\n<b>not bold</b>"
    assert plain(as_markup(said), limit=1_000) == said


def test_deep_and_endless_markup_is_read_in_no_time():
    assert plain("<div>" * 200_000 + "deep", limit=1_000) == ""
    assert plain("<a " * 100_000, limit=100) == ""


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("one two\n\nthree", 3),
        ("naïve café", 2),
        ("日本銀行は金利", 4),
        ("Apple と Google", 3),
    ],
)
def test_words_are_what_a_reader_meets(text, count):
    assert words(text) == count


def test_238_words_take_a_minute():
    assert reading_seconds(238) == 60
    assert reading_seconds(0) == 0


PIECES = """
    <script> </script> &lt;script < > / scr ipt & amp; lt; <p <style> <!-- --> <![CDATA[ ]]> <svg>
    <title> </title> <textarea>
"""
MARKUP = st.lists(
    st.sampled_from([*PIECES.split(), "\u200b", "\ud800", "\n", " "]) | st.text(max_size=10),
    max_size=12,
).map("".join)


@settings(deadline=None)
@given(MARKUP, st.integers(10, 50))
def test_whatever_comes_in_what_comes_out_is_short_and_no_script(markup, limit):
    text = plain(markup, limit=limit)
    assert "<script" not in text.lower()
    assert len(text) <= limit


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=80))
def test_what_is_shown_means_the_same_when_it_is_escaped(said):
    text = plain(said, limit=200)
    assert plain(html.escape(text), limit=200) == text


def test_what_counts_as_ordinary_text_needs_no_further_work():
    ordinary = [c for c in map(chr, range(0x110000)) if texts._ORDINARY.fullmatch(c)]
    assert {"a", "é", "ß", "“", "–", "€", "\n"} <= set(ordinary)
    for one in ordinary:
        assert texts._visible(one) == one
        assert not texts._UNSPACED.match(one)
        assert one.isprintable() or one == "\n"
    # Nothing in it joins with its neighbour to another letter.
    run = "".join(ordinary)
    assert unicodedata.normalize("NFC", run) == run


@pytest.mark.parametrize("space", ["\t", "\xa0", "&nbsp;", "\u2009", "\u2028", " \u200b "])
def test_any_white_space_is_one_space(space):
    assert plain(f"one{space}two", limit=100) == "one two"
    assert plain(f"<p>one {space}two</p>", limit=100) == "one two"


PIECES = """
    <p>|</p>|<br>|<br/>|<b>|</b>|<a href="x" title='"'>|</a>|<img alt=x>|<h2 id=a>|<blockquote>|<|>
    |<p|"|a < b|&amp;|&amp|&lt;i&gt;|&|&nbsp;|&#8217;|&#2;|word|two words|  |<script>|</script>
    |<!--|-->|<table>|<td>|<svg onload=a>|é
"""
STRANGE = ["\n", "\t", "\xa0", "\x01", "\x02", "\u2003", " "]


@settings(max_examples=500)
@given(st.lists(st.sampled_from([*PIECES.split("|"), *STRANGE]), max_size=9).map("".join))
def test_simple_markup_reads_the_same_without_a_parser(markup):
    # An element that is not among the simple ones sends the whole text to the parser.
    assert plain(f"<b></b>{markup}", limit=1_000) == plain(f"<ruby></ruby>{markup}", limit=1_000)
