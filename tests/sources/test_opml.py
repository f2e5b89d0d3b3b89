from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from briefing.errors import SourceError
from briefing.sources import opml
from briefing.sources.opml import Feed, read, write

NOW = datetime(2026, 1, 5, 7, 0, tzinfo=UTC)


def outlines(inside: str) -> bytes:
    return (
        f'<opml version="1.0"><head><title>Mine</title></head><body>{inside}</body></opml>'.encode()
    )


@pytest.mark.parametrize(
    ("outline", "feed"),
    [
        ('<outline text="A" type="rss" xmlUrl="http://e.com/f"/>', ("A", "http://e.com/f", "")),
        ('<OUTLINE TITLE="A" XMLURL="http://e.com/f"/>', ("A", "http://e.com/f", "")),
        ('<outline xmlurl="http://e.com/f"/>', ("e.com", "http://e.com/f", "")),
        (
            '<outline text="A & B" xmlUrl="http://e.com/?a=1&b=2"/>',
            ("A & B", "http://e.com/?a=1&b=2", ""),
        ),
        ('<outline text="A" xmlUrl="feed://e.com/f"/>', ("A", "http://e.com/f", "")),
        ('<outline text="A" xmlUrl="feed:https://e.com/f"/>', ("A", "https://e.com/f", "")),
        ('<outline text="&lt;b>A&lt;/b>" xmlUrl="http://e.com/f"/>', ("A", "http://e.com/f", "")),
        (
            '<outline text="News"><outline text="Börse"><outline text="A" xmlUrl="http://e.com/f"/>',
            ("A", "http://e.com/f", "News / Börse"),
        ),
    ],
)
def test_an_outline_is_read_however_it_is_written(outline, feed):
    assert read(outlines(outline)).feeds == (feed,)


def test_a_feed_named_twice_is_taken_once():
    report = read(
        outlines(
            '<outline text="A" xmlUrl="http://e.com/f"/><outline text="B" xmlUrl="https://www.e.com/f/"/>'
            '<outline text="C" xmlUrl="http://e.com/f?id=1"/>'
        )
    )
    assert [feed.title for feed in report.feeds] == ["A", "C"]
    assert report.refused == ()


def test_what_cannot_be_followed_is_named_beside_the_rest():
    report = read(
        outlines(
            '<outline text="Good" xmlUrl="http://e.com/f"/>'
            '<outline text="Script" xmlUrl="javascript:alert(1)"/>'
            '<outline text="File" xmlUrl="file:///etc/passwd"/>'
            '<outline text="Empty" type="rss" xmlUrl=""/>'
            '<outline text="Site only" type="rss" htmlUrl="http://e.com/"/>'
            '<outline text="List" type="include" url="http://e.com/more.opml"/>'
        )
    )
    assert [feed.title for feed in report.feeds] == ["Good"]
    why = dict(report.refused)
    assert set(why) == {"Script", "File", "Empty", "Site only", "List"}
    assert all(sentence.endswith(".") for sentence in why.values())
    assert "http" in why["Script"]


def test_5000_outlines_of_which_some_are_broken_are_read():
    inside = "".join(
        f'<outline text="Feed {n}" xmlUrl="{"ftp" if n % 100 == 0 else "https"}://e{n}.com/f"/>'
        for n in range(5_000)
    )
    report = read(outlines(inside))
    assert (len(report.feeds), len(report.refused)) == (4_950, 50)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-15"])
def test_letters_survive_every_encoding(encoding):
    prolog = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>'
    body = prolog + outlines('<outline text="Märkte" xmlUrl="http://e.com/f"/>').decode()
    assert read(body.encode(encoding)).feeds[0].title == "Märkte"


def test_entities_do_not_unfold():
    laughs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE opml [<!ENTITY e0 "lol">{laughs}]>'.encode() + outlines(
        '<outline text="&e9;" xmlUrl="http://e.com/f"/>'
    )
    (feed,) = read(bomb).feeds
    assert feed.title == "&e9;"


def test_nesting_without_end_is_read():
    deep = '<outline text="x">' * 20_000 + '<outline text="A" xmlUrl="http://e.com/f"/>'
    (feed,) = read(outlines(deep)).feeds
    assert len(feed.group) <= 200


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "web page"),
        (b"<rss><channel/></rss>", "a feed"),
        (b"", "not an OPML"),
        (b"\x00\xff\xfe", "not an OPML"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_words(body, says):
    with pytest.raises(SourceError, match=says):
        read(body)


def test_what_is_written_is_read_back():
    feeds = (
        Feed("Plain", "https://e.com/f"),
        Feed("A & B <i> “quoted” \x00", "https://e.com/?a=1&b=2", "News / Börse"),
        Feed("", "https://e.org/f", "News / Börse"),
    )
    body = write(feeds, title="Take Five", now=NOW)
    assert read(body).feeds == (
        feeds[0],
        Feed("A & B “quoted”", "https://e.com/?a=1&b=2", "News / Börse"),
        Feed("https://e.org/f", "https://e.org/f", "News / Börse"),
    )
    assert read(write(read(body).feeds, title="Again", now=NOW)) == read(body)


def test_what_is_written_is_opml_2():
    root = ElementTree.fromstring(write([Feed("A", "https://e.com/f", "G")], title="T", now=NOW))
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    assert root.findtext("head/dateCreated") == "Mon, 05 Jan 2026 07:00:00 +0000"
    outline = root.find("body/outline/outline")
    assert outline is not None
    assert outline.attrib == {"type": "rss", "text": "A", "title": "A", "xmlUrl": "https://e.com/f"}


def test_an_empty_list_is_a_list():
    assert read(write([], title="T", now=NOW)) == opml.OpmlReport((), ())


@pytest.mark.parametrize("address", ["https://[bad/feed", "http://a..b/f", "http://x.org:99999/f"])
def test_an_address_that_is_none_is_reported_beside_the_others(address):
    outlines = f'<outline xmlUrl="{address}"/><outline xmlUrl="https://c.example/f"/>'
    report = read(f"<opml><body>{outlines}</body></opml>".encode())
    assert [feed.address for feed in report.feeds] == ["https://c.example/f"]
    assert [one.what for one in report.refused] == [address]
