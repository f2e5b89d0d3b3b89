"""A page becomes an article, or says in a sentence why not."""

import pickle
from datetime import UTC, datetime

import pytest

from briefing.errors import SourceError
from briefing.sources.page import FEWEST_WORDS, Page, extract

ADDRESS = "https://www.example.com/news/2026/bank-holds?utm_source=feed"
NOW = datetime(2026, 1, 5, 7, tzinfo=UTC)

PARAGRAPHS = [
    "The central bank of Nordland left its key interest rate unchanged at 3.5 percent on Tuesday "
    "and said that inflation had come down faster than it had expected in the autumn.",
    "Governor Ilse Maren told reporters that a first cut was possible before the summer, provided "
    "that wages rise less than in the past year and that the price of oil stays where it is.",
    "“We are in no hurry,” she said. “We have been patient for two years and can be for longer.” "
    "The krona fell by 0.6 percent against the euro after her words, and bonds rose.",
    "Economists had expected the decision. Several now look for a cut at the meeting in May, when "
    "the bank publishes its next forecast; the markets put the chance at two in three.",
]


def page(
    *paragraphs: str, head: str = "", title: str = "Bank holds rate | The Wire", html: str = ""
) -> bytes:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="en-GB" {html}><head><meta charset="utf-8">'
        f"<title>{title}</title>{head}</head><body><nav><a href='/'>Home</a> <a href='/x'>News</a>"
        f"</nav><article><h1>{title}</h1>{body}</article><footer>© The Wire</footer></body></html>"
    ).encode()


def read(body: bytes, **said: object) -> Page:
    standard: dict[str, object] = {"address": ADDRESS, "content_type": "text/html", "now": NOW}
    return extract(body, **standard | said)  # type: ignore[arg-type]


def article(head: str = "") -> Page:
    return read(page(*PARAGRAPHS, head=head))


def test_the_text_comes_in_paragraphs_without_the_furniture():
    found = read(page(*PARAGRAPHS))

    assert found.complete
    assert [part for part in PARAGRAPHS if part in found.text] == PARAGRAPHS
    assert f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}" in found.text
    assert "Home" not in found.text


def test_title_site_language_author_and_date_are_read():
    found = article(
        '<meta property="og:title" content="Bank holds rate &amp; waits | The Wire">'
        '<meta property="og:site_name" content="The Wire"><meta name="author" content="Ann Lee">'
        '<meta property="article:published_time" content="2026-01-04T09:30:00+01:00">'
    )

    assert found.title == "Bank holds rate & waits"
    assert found.site_name == "The Wire"
    assert found.author == "Ann Lee"
    assert found.language == "en-GB"
    assert found.published == datetime(2026, 1, 4, 8, 30, tzinfo=UTC)
    assert found.dated == "claimed"


def test_json_ld_dates_are_believed_first():
    found = article(
        '<meta name="date" content="2026-01-01"><script type="application/ld+json">'
        '{"@graph": [{"@type": "WebSite"}, {"@type": "NewsArticle", '
        '"datePublished": "2026-01-03T10:00:00Z", "inLanguage": "en"}]}</script>'
    )

    assert found.published == datetime(2026, 1, 3, 10, tzinfo=UTC)


def linked(number: int) -> str:
    """So many headings that are links, as below an article and on a section's page."""
    return "".join(f'<h3><a href="/{n}">Other news, number {n}</a></h3>' for n in range(number))


def data(*kinds: str) -> str:
    things = ", ".join(f'{{"@type": "{kind}"}}' for kind in kinds)
    return f'<script type="application/ld+json">{{"@graph": [{things}]}}</script>'


@pytest.mark.parametrize(
    ("head", "headings"),
    [
        (data("WebSite", "CollectionPage", "BreadcrumbList"), 0),
        (data("ItemList"), 0),
        (data(*["NewsArticle"] * 6), 0),
        ('<meta property="og:type" content="website">', 5),
        ("", 5),
    ],
)
def test_a_list_of_articles_is_refused(head: str, headings: int):
    with pytest.raises(SourceError, match="lists articles and is none"):
        read(page(*PARAGRAPHS, linked(headings), head=head))


@pytest.mark.parametrize(
    ("head", "headings"),
    [
        ('<meta property="og:type" content="article">', 9),
        ('<meta property="article:published_time" content="2026-01-04T09:30:00Z">', 9),
        (data("WebSite", "NewsArticle", "ItemList"), 9),
        (data("WebPage"), 4),
        ("", 4),
    ],
)
def test_an_article_above_other_articles_is_an_article(head: str, headings: int):
    assert PARAGRAPHS[0] in read(page(*PARAGRAPHS, linked(headings), head=head)).text


def test_other_articles_beside_the_article_do_not_make_a_list():
    assert read(page(*PARAGRAPHS, f"<aside>{linked(9)}</aside>")).complete


@pytest.mark.parametrize(
    "broken",
    [
        "{",
        "[" * 100_000,
        '{"@type": ["NewsArticle"], "datePublished": [1]}',
        "null",
        '"text"',
        '{"@graph": 7}',
    ],
)
def test_broken_json_ld_does_no_harm(broken: str):
    found = article(
        f'<script type="application/ld+json">{broken}</script>'
        '<meta property="article:published_time" content="2026-01-04">'
    )

    assert found.complete
    assert found.published == datetime(2026, 1, 4, tzinfo=UTC)


def test_a_date_still_to_come_is_marked_and_not_taken():
    found = article('<meta property="article:published_time" content="2099-01-01T00:00:00Z">')

    assert (found.published, found.dated) == (None, "future")


def test_a_page_without_a_date_says_so():
    assert article().dated == "missing"


@pytest.mark.parametrize(
    ("declared", "link"),
    [
        ("https://example.com/bank-holds", "https://example.com/bank-holds"),
        ("/bank-holds", "https://www.example.com/bank-holds"),
        ("https://www.example.com/", "https://www.example.com/news/2026/bank-holds"),
        ("https://example.org/bank-holds", "https://www.example.com/news/2026/bank-holds"),
        ("javascript:alert(1)", "https://www.example.com/news/2026/bank-holds"),
        ("", "https://www.example.com/news/2026/bank-holds"),
    ],
)
def test_the_canonical_link_counts_only_at_home_and_below_the_root(declared: str, link: str):
    assert article(f'<link rel="canonical" href="{declared}">').link == link


def test_a_paywall_leaves_the_summary():
    found = read(
        page(
            PARAGRAPHS[0],
            "Subscribe to continue reading this article.",
            head='<meta name="description" content="The bank held its rate. A cut may come.">',
        )
    )

    assert not found.complete
    assert found.text.startswith("The central bank of Nordland")
    assert "Subscribe" not in found.text


def test_a_page_marked_as_not_free_with_little_text_is_a_summary():
    found = read(
        page(
            *PARAGRAPHS[:3],
            head='<script type="application/ld+json">{"@type": "NewsArticle", '
            '"isAccessibleForFree": "False"}</script>',
        )
    )

    assert not found.complete
    assert PARAGRAPHS[0] in found.text


def test_a_cookie_wall_or_an_empty_shell_leaves_the_description():
    described = '<meta property="og:description" content="The bank held its rate on Tuesday.">'
    walls = [
        "We use cookies. " + "We and our many partners keep and read data on your device. " * 9,
        "We use cookies. Accept all cookies to go on.",
        "Please enable JavaScript to see this.",
    ]

    for wall in [*walls, ""]:
        found = read(page(wall, head=described))

        assert (found.complete, found.text) == (False, "The bank held its rate on Tuesday.")


def test_a_video_page_is_a_summary_however_much_it_says():
    assert not article('<meta property="og:type" content="video.other">').complete


def test_a_short_text_is_a_summary():
    text = " ".join(["word"] * (FEWEST_WORDS - 10)) + "."

    assert not read(page(text)).complete


@pytest.mark.parametrize(
    ("body", "content_type", "says"),
    [
        (b"%PDF-1.7 ...", "application/pdf", "PDF"),
        (b"%PDF-1.7 ...", "text/html", "PDF"),
        (b"\x00\x00\x00\x18ftypmp42", "video/mp4", "video"),
        (b"\x89PNG\r\n", "image/png", "picture"),
        (b"ID3...", "audio/mpeg", "sound"),
        (b"PK\x03\x04...", "application/zip", "archive"),
        (b'<?xml version="1.0"?><rss version="2.0"></rss>', "text/html", "feed"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'></feed>", "application/xml", "feed"),
        (b"", "text/html", "empty"),
        (b"  \n ", "text/html", "empty"),
    ],
)
def test_what_is_no_page_is_refused_with_a_sentence(body: bytes, content_type: str, says: str):
    with pytest.raises(SourceError, match=says):
        read(body, content_type=content_type)


@pytest.mark.parametrize(
    "title", ["Just a moment...", "Access denied", "404 Not Found", "Are you a robot?"]
)
def test_gates_are_not_taken_for_articles(title: str):
    with pytest.raises(SourceError, match="instead of the article"):
        read(page("Checking your browser before you proceed.", title=title))


def test_an_article_about_error_404_is_still_an_article():
    found = read(
        page(
            *PARAGRAPHS,
            title="404 reasons to hold rates",
            head='<meta property="og:type" content="article">',
        )
    )

    assert found.complete


def test_a_home_page_is_refused():
    home = page(*PARAGRAPHS, head='<meta property="og:type" content="website">')

    with pytest.raises(SourceError, match="home page"):
        read(home, address="https://example.com/")


@pytest.mark.parametrize(
    "body", [b"\x00\x01\x02\x03" * 50, b"just some words", b"<html></html>", b"<!-- -->", b"<"]
)
def test_what_has_neither_title_nor_text_is_refused(body: bytes):
    with pytest.raises(SourceError):
        read(body)


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "no-such-charset", None])
def test_umlauts_survive_whatever_the_server_calls_them(charset: str | None):
    said = "Zürich prüft größere Stützen für die Währung. "
    body = page(said * 20, title="Größe").replace(b'<meta charset="utf-8">', b"")
    sent = body.decode().encode("latin-1") if charset == "iso-8859-1" else body

    found = read(sent, charset=charset)

    assert found.title == "Größe"
    assert "größere Stützen" in found.text


def test_markup_in_titles_and_texts_comes_out_as_text():
    found = read(
        page(
            "A tag &lt;b&gt; and &lt;script&gt;alert(1)&lt;/script&gt; stay text. " * 20,
            title="Is 3 &lt; 4? <b>Yes</b>",
        )
    )

    assert "3 < 4" in found.title
    assert "<script" not in found.text.lower()
    assert "<b>" in found.text


def test_a_page_of_many_megabytes_is_read_in_part():
    found = read(page(*PARAGRAPHS) + b"<p>more</p>" * 500_000)

    assert PARAGRAPHS[0] in found.text


def test_the_function_and_its_answer_travel_between_processes():
    found = article()

    assert pickle.loads(pickle.dumps(extract)) is extract
    assert pickle.loads(pickle.dumps(found)) == found
