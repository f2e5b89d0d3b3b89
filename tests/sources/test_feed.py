"""Formats, and what an entry is made of."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.sources.feeds import NOW, atom, item, only, read, rss

RSS = rss(
    "<link>https://www.site.example/</link><language>en-GB</language><ttl>90</ttl>"
    "<item><title>Rates held</title><link>/story?id=1&amp;utm_source=rss</link>"
    "<guid isPermaLink='false'>tag-1</guid><pubDate>Sun, 04 Jan 2026 10:00:00 GMT</pubDate>"
    "<dc:creator>Jane Doe</dc:creator><category>Economy</category><category>Banks</category>"
    "<category>Economy</category><description>The &lt;b&gt;bank&lt;/b&gt; waits.</description>"
    "<content:encoded><![CDATA[<p>The bank waits.</p><p>Again.</p>]]></content:encoded></item>"
)
ATOM = atom(
    '<link rel="self" href="/feed"/><link href="https://www.site.example/"/>'
    '<entry xml:lang="en-GB"><id>tag-1</id><title type="html">Rates &lt;i&gt;held&lt;/i&gt;</title>'
    '<link rel="self" href="/entry"/><link rel="alternate" type="text/html" href="/story?id=1"/>'
    "<published>2026-01-04T10:00:00Z</published><updated>2026-01-04T12:00:00Z</updated>"
    '<author><name>Jane Doe</name></author><category term="eco" label="Economy"/>'
    '<category term="Banks"/>'
    "<summary>The bank waits.</summary>"
    '<content type="html">&lt;p>The bank waits.&lt;/p>&lt;p>Again.&lt;/p></content></entry>'
)
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/">'
    '<channel rdf:about="x"><title>Site</title><link>https://www.site.example/</link>'
    "<dc:language>en-GB</dc:language><sy:updatePeriod>daily</sy:updatePeriod>"
    "<sy:updateFrequency>16</sy:updateFrequency></channel>"
    '<item rdf:about="tag-1"><title>Rates held</title><link>https://site.example/story?id=1</link>'
    "<dc:date>2026-01-04T10:00:00+00:00</dc:date><dc:creator>Jane Doe</dc:creator>"
    "<dc:subject>Economy</dc:subject><dc:subject>Banks</dc:subject>"
    "<description>The bank waits.</description>"
    "<content:encoded>&lt;p>The bank waits.&lt;/p>&lt;p>Again.</content:encoded></item></rdf:RDF>"
)
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Site",
        "home_page_url": "https://www.site.example/",
        "language": "en-GB",
        "items": [
            {
                "id": "tag-1",
                "title": "Rates held",
                "url": "/story?id=1",
                "date_published": "2026-01-04T10:00:00Z",
                "authors": [{"name": "Jane Doe"}],
                "tags": ["Economy", "Banks"],
                "summary": "The bank waits.",
                "content_html": "<p>The bank waits.</p><p>Again.</p>",
            }
        ],
    }
)


@pytest.mark.parametrize("document", [RSS, ATOM, RDF, JSON], ids=["rss", "atom", "rdf", "json"])
def test_the_same_news_is_the_same_entry_in_every_format(document):
    feed = read(document)
    (entry,) = feed.entries
    assert (feed.title, feed.site) == ("Site", "https://www.site.example/")
    assert entry.identity == "tag-1"
    assert (entry.title, entry.link) == ("Rates held", "https://site.example/story?id=1")
    assert (entry.published, entry.dated) == (datetime(2026, 1, 4, 10, tzinfo=UTC), "claimed")
    assert (entry.summary, entry.text) == ("The bank waits.", "The bank waits.\n\nAgain.")
    assert (entry.author, entry.language) == ("Jane Doe", "en-GB")
    assert entry.categories == ("Economy", "Banks")
    assert not feed.damaged


OLD = [
    '<rss version="0.91"><channel><title>S</title><item><title>Rates</title><link>http://e.com/1</link>'
    "<description>held</description></item></channel></rss>",
    '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
    '"http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><item>'
    "<title>Rates</title><link>http://e.com/1</link><description>held</description></item>"
    "</channel></rss>",
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>S</title></channel><item>'
    "<title>Rates</title><link>http://e.com/1</link><description>held</description></item></rdf:RDF>",
    '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>S</title><entry><title>Rates</title>'
    '<link rel="alternate" type="text/html" href="http://e.com/1"/><id>1</id>'
    '<issued>2026-01-04T10:00:00Z</issued><summary mode="escaped" type="text/html">'
    "&lt;b>held&lt;/b></summary></entry></feed>",
    '{"version": "https://jsonfeed.org/version/1", "items": [{"id": 1, "url": "http://e.com/1", '
    '"title": "Rates", "author": {"name": "J"}, "content_text": "held"}]}',
    "<channel><item><title>Rates</title><link>http://e.com/1</link><description>held</description>"
    "</item></channel>",
]


@pytest.mark.parametrize("document", OLD)
def test_older_formats_are_read(document):
    entry = only(document)
    assert (entry.title, entry.link, entry.summary) == ("Rates", "http://e.com/1", "held")


def test_a_video_and_a_podcast_keep_their_description():
    video = only(
        atom(
            '<entry><id>yt:video:x</id><title>Talk</title><link href="https://youtube.com/watch?v=x"/>'
            '<media:group xmlns:media="http://search.yahoo.com/mrss/"><media:title>T</media:title>'
            "<media:description>First line\nsecond &lt;3</media:description></media:group></entry>"
        )
    )
    assert video.summary == "First line\nsecond <3"
    episode = only(
        rss(
            "<item><title>Episode</title><itunes:author>Jo</itunes:author><itunes:summary>Heard.</itunes:summary>"
            '<enclosure url="https://cdn.example/1.mp3" type="audio/mpeg" length="1"/></item>'
        )
    )
    assert (episode.summary, episode.author) == ("Heard.", "Jo")
    assert episode.link == "https://cdn.example/1.mp3"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("<title>AT&amp;T &lt; 5</title>", "AT&T < 5"),
        ('<title type="text">The &lt;b&gt; element</title>', "The <b> element"),
        ("<title>Vec&lt;T&gt; explained</title>", "Vec<T> explained"),
        ("<title>&lt;b&gt;Bold&lt;/b&gt; move</title>", "Bold move"),
        ('<title type="html">&lt;b&gt;Bold&lt;/b&gt; move</title>', "Bold move"),
        ('<title type="html">The &amp;lt;b&amp;gt; element</title>', "The <b> element"),
        ('<title type="html"><![CDATA[<b>Bold</b> &amp; free]]></title>', "Bold & free"),
        ("<title>Tom &amp;amp; Jerry</title>", "Tom & Jerry"),
        (
            '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <b>bold</b> move'
            "</div></title>",
            "A bold move",
        ),
        ("<title>a<![CDATA[ & b]]><!-- c --> d</title>", "a & b d"),
        ("<title>Profit of $5 and $6, [see](javascript:x) :red[up]</title>", None),
    ],
)
def test_titles_are_decoded_once(title, shown):
    expected = shown or "Profit of $5 and $6, [see](javascript:x) :red[up]"
    assert only(atom(f"<entry><id>1</id>{title}</entry>")).title == expected


def test_links_are_absolute_against_the_base_that_counts():
    feed = read(
        atom(
            '<link href="."/><entry><id>1</id><link href="a"/></entry>'
            '<entry xml:base="inner/"><id>2</id><link href="b"/></entry>'
            '<entry><id>3</id><link xml:base="https://other.example/" href="c"/></entry>'
            '<entry><id>4</id><link href="/d"/></entry>',
            'xml:base="https://base.example/x/"',
        )
    )
    assert feed.site == "https://base.example/x/"
    assert [entry.link for entry in feed.entries] == [
        "https://base.example/x/a",
        "https://base.example/x/inner/b",
        "https://other.example/c",
        "https://base.example/d",
    ]
    assert (
        only(rss("<item><title>t</title><link>../a</link></item>")).link == "https://site.example/a"
    )


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "&#14;javascript:alert(1)"]
)
def test_an_entry_with_a_link_that_acts_is_kept_without_it(link):
    document = rss(f"<item><title>t</title><link>{link}</link><guid>1</guid></item>")
    assert only(document).link is None


def test_the_link_behind_a_feed_service_and_a_permalink_are_used():
    direct = "<feedburner:origLink>https://site.example/direct</feedburner:origLink>"
    assert only(rss(item(direct))).link == "https://site.example/direct"
    assert only(rss("<item><title>t</title><guid>https://site.example/p</guid></item>")).link == (
        "https://site.example/p"
    )


@pytest.mark.parametrize(
    ("inside", "title"),
    [
        ("<title/><description>&lt;p>First words.&lt;/p>&lt;p>More.</description>", "First words."),
        (
            "<title>&lt;b>&lt;/b></title><link>https://e.com/2026/rates-held_again.html</link>",
            "Rates held again",
        ),
        ("<link>https://e.com/</link>", "Untitled"),
    ],
)
def test_an_empty_title_is_derived(inside, title):
    assert only(rss(f"<item>{inside}</item>")).title == title


def test_an_item_that_says_nothing_is_none():
    assert read(rss("<item><guid>1</guid></item>")).entries == ()


def test_a_title_of_20_megabytes_is_cut():
    entry = only(rss(f"<item><title>{'long ' * 4_000_000}</title><guid>1</guid></item>"))
    assert len(entry.title) <= 500


def test_a_long_description_is_the_article_and_content_gives_its_own_teaser():
    article = "<p>" + "One more sentence. " * 200 + "</p>"
    described = only(rss(item(f"<description><![CDATA[{article}]]></description>")))
    complete = only(rss(item(f"<content:encoded><![CDATA[{article}]]></content:encoded>")))
    assert described.text == complete.text
    assert len(described.text) > 3_000
    assert described.summary == complete.summary
    assert described.summary.endswith("…")
    assert len(described.summary) <= 500


@pytest.mark.parametrize(
    ("claimed", "dated"),
    [
        ("<pubDate>Sun, 04 Jan 2026 10:00:00 GMT</pubDate>", "claimed"),
        ("<pubDate>unclear</pubDate><atom:updated>2026-01-04T10:00:00Z</atom:updated>", "claimed"),
        ("<pubDate>Tue, 06 Jan 2026 10:00:00 GMT</pubDate>", "future"),
        ("<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>", "implausible"),
        ("<pubDate>0000-00-00</pubDate>", "missing"),
        ("<pubDate>10:30</pubDate><guid>20240101</guid>", "missing"),
        ("", "missing"),
    ],
)
def test_a_date_is_marked_with_how_it_was_come_by(claimed, dated):
    assert only(rss(item(claimed))).dated == dated


def test_the_500_newest_are_kept_newest_first():
    hours = [(n * 7_919) % 3_000 for n in range(3_000)]
    feed = read(
        rss(
            "".join(
                item(f"<pubDate>{(NOW - timedelta(hours=h)).isoformat()}</pubDate>", n=h)
                for h in hours
            )
        )
    )
    assert [e.published for e in feed.entries] == [NOW - timedelta(hours=h) for h in range(500)]


def test_without_dates_the_order_of_the_feed_stands():
    feed = read(rss("".join(item(n=n) for n in range(600))))
    assert [e.title for e in feed.entries] == [f"Story {n}" for n in range(500)]


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("<ttl>60</ttl>", 3_600),
        ("<ttl>soon</ttl>", None),
        ("<ttl>0</ttl>", None),
        (
            "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>",
            1_800,
        ),
        ("<sy:updatePeriod>never</sy:updatePeriod>", None),
        ("", None),
    ],
)
def test_a_feed_may_ask_to_be_left_alone(said, seconds):
    assert read(rss(said)).ttl == seconds


def test_a_name_is_preferred_to_a_mail_address():
    assert only(rss(item("<author>j@site.example (Jane Doe)</author>"))).author == "Jane Doe"
    both = "<author>desk@site.example</author><dc:creator>Jane Doe</dc:creator>"
    assert only(rss(item(both))).author == "Jane Doe"


@pytest.mark.parametrize(
    ("document", "entries"),
    [
        ('{"items": [{"id": NaN, "title": "a", "url": 5}, "text", null, [1]]}', 1),
        ('{"items": [{"id": "1", "id": "2", "title": "a"}]}', 1),
        ('{"items": [{"title": ["a"], "url": {}, "summary": "s", "tags": "x", "authors": {}}]}', 1),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": []}', 0),
        ('\ufeff {"items": [{"title": "lone \\ud800 surrogate"}]}', 1),
        ('{"items": [{"title": "a", "url": "/1"}, {"title": "b", "url": "/2"}, {"title": "c', 2),
    ],
)
def test_a_careless_json_feed_is_read_as_far_as_it_goes(document, entries):
    assert len(read(document).entries) == entries


def test_what_comes_out_can_be_stored():
    entry = only('{"items": [{"title": "a\\u0000\\ud800\\u2028b", "content_text": "\\u0007c"}]}')
    assert (entry.title, entry.text) == ("a b", "c")
