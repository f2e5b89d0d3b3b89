import pytest

from briefing.sources.discovery import common_places, feeds_offered

AT = "https://site.example/news/today"


def test_declared_feeds_come_before_links_and_comments_last():
    page = b"""<html><head>
      <link rel="alternate" type="application/rss+xml" href="/comments/feed/">
      <link REL='Alternate' TYPE='application/atom+xml' HREF='atom.xml?a=1&amp;b=2'>
      <link rel=alternate type=application/feed+json href=https://other.example/feed.json>
      <link rel="alternate" hreflang="de" href="/de/">
      <link rel="alternate stylesheet" type="text/css" href="/rss.css">
      <link rel=alternate type=application/rss+xml href=javascript:alert(1)>
    </head><body><a href="/about">about</a> <a href="/rss">RSS</a> <a href="/feedback">write</a>
      <a href="/news/feed/">again</a></body></html>"""
    assert feeds_offered(page, AT) == [
        "https://site.example/news/atom.xml?a=1&b=2",
        "https://other.example/feed.json",
        "https://site.example/rss",
        "https://site.example/news/feed/",
        "https://site.example/comments/feed/",
    ]


def test_the_base_of_the_page_counts():
    page = b'<base href="https://base.example/x/"><link rel=alternate type=text/xml href=f.xml>'
    assert feeds_offered(page, AT) == ["https://base.example/x/f.xml"]


@pytest.mark.parametrize(
    "page", [b"", b"\x00\xff", b"<", b"words", b"<a href='/rss'" * 3, b"<!-- "]
)
def test_a_page_in_any_state_is_looked_through(page):
    assert feeds_offered(page, AT) in ([], ["https://site.example/rss"])


def test_a_page_does_not_offer_itself_or_more_than_20():
    links = "".join(f"<a href='/rss/{n}'>x</a>" for n in range(50))
    offers = feeds_offered(f"<a href='{AT}'>rss</a>{links}".encode(), AT)
    assert len(offers) == 20
    assert AT not in offers


def test_the_common_places_are_below_the_page_and_below_the_site():
    places = common_places("https://site.example/blog")
    assert places[0] == "https://site.example/blog/feed"
    assert "https://site.example/feed.xml" in places
    assert (
        common_places("https://site.example/blog/index.html")[0] == "https://site.example/blog/feed"
    )
    assert len(places) == len(set(places))
    assert common_places("https://site.example") == common_places("https://site.example/")
