"""Mails into articles: which links count, what they are called, and what must do no harm."""

import base64
import json
import quopri
import random
from urllib.parse import quote

import pytest

from briefing.errors import SourceError
from briefing.sources.letter_links import destination, is_article, is_opaque
from briefing.sources.mail import LARGEST
from briefing.sources.newsletter import followed, letters
from briefing.sources.workers import Workers
from tests.sources.letters import DATE, NOW, entries, item, mail, multipart, part, told

ONE = ("What happened in story 1", "https://wire.example/2026/01/story-1")


def links(body: bytes) -> list[str | None]:
    return [entry.link for entry in entries(body)]


# ── Titles and teasers ───────────────────────────────────────────────────────


def test_a_headline_that_is_a_link_is_an_article_with_the_text_below_it():
    [entry] = entries(mail(item(teaser="The chamber voted 61 to 39.")))
    assert (entry.title, entry.link) == ONE
    assert entry.summary == "The chamber voted 61 to 39."


@pytest.mark.parametrize(
    "call", ["Read more", "Continue reading →", "Read the full story (4 min read)", "Weiterlesen »"]
)
def test_a_call_to_read_on_takes_the_headline_before_it(call):
    body = f"""<h3>Ports reopen in the north</h3><p>Ferries run again from Monday.</p>
        <p><a href='https://port.example/news/reopen'>{call}</a></p>{item()}"""
    first, second = entries(mail(body))
    assert (first.title, first.summary) == (
        "Ports reopen in the north",
        "Ferries run again from Monday.",
    )
    assert (second.title, second.link) == ONE


def test_a_call_below_a_headline_that_is_a_link_adds_no_second_article():
    body = f"{item(teaser='A teaser.')}<a href='https://wire.example/c/other-counter'>Read more</a>"
    assert told(mail(body)) == [ONE]


def test_a_link_in_passing_is_named_by_its_sentence():
    body = """<p>The bank <a href='https://bank.example/press/4'>held its rate</a> on Sunday.
        Analysts had expected a cut.</p>"""
    [entry] = entries(mail(body))
    assert entry.title == "The bank held its rate on Sunday."
    assert entry.summary == "The bank held its rate on Sunday. Analysts had expected a cut."


def test_bold_text_counts_as_a_headline():
    body = """<p><b>Ports reopen in the north</b></p><p>Ferries run again.
        <a href='https://port.example/news/reopen'>More</a></p>"""
    assert told(mail(body)) == [("Ports reopen in the north", "https://port.example/news/reopen")]


def test_links_to_one_page_or_with_one_text_are_one_article():
    same_text = "<h2><a href='https://wire.example/c/2'>What happened in story 1</a></h2>"
    picture = (
        "<a href='https://wire.example/2026/01/story-1'><img src='https://wire.example/p.jpg'></a>"
    )
    tagged = "<a href='https://wire.example/2026/01/story-1?utm_source=nl'>What happened here</a>"
    assert told(mail(picture + item() + tagged + same_text)) == [ONE]


def test_the_outlet_is_where_the_link_leads_and_articles_keep_the_letters_order():
    body = item(2, host="other.example") + item(1)
    assert links(mail(body)) == [
        "https://other.example/2026/01/story-2",
        "https://wire.example/2026/01/story-1",
    ]


def test_titles_lose_arrows_and_reading_times():
    body = "<a href='https://wire.example/one'>» Grid law passes at night (3 minute read) →</a>"
    assert [title for title, _ in told(mail(body))] == ["Grid law passes at night"]


def test_a_plain_text_letter_is_read_by_its_paragraphs():
    body = (
        "GRID LAW PASSES AFTER A LONG NIGHT\r\nThe chamber voted 61 to 39,\r\nsaid the speaker.\r\n"
        "https://wire.example/2026/01/grid-law?utm_source=nl\r\n\r\n"
        "Ports reopen in the north (https://port.example/news/reopen)\r\n\r\n"
        "To stop these mails: https://daily.example/unsubscribe/7\r\n"
    )
    first, second = entries(mail(body, kind="text/plain; charset=utf-8"))
    assert (first.title, first.link) == (
        "GRID LAW PASSES AFTER A LONG NIGHT",
        "https://wire.example/2026/01/grid-law",
    )
    assert first.summary == "The chamber voted 61 to 39, said the speaker."
    assert (second.title, second.link) == (
        "Ports reopen in the north",
        "https://port.example/news/reopen",
    )


def test_the_foot_of_the_letter_is_no_teaser():
    foot = "<p>You are receiving this because you asked for it.</p><p>1 High Street, Anytown</p>"
    [entry] = entries(mail(item(teaser="The teaser.") + foot))
    assert entry.summary == "The teaser."


def test_a_letter_without_articles_is_a_letter():
    [letter] = letters(mail("<p>Nothing happened.</p>"), now=NOW)
    assert letter.feed.entries == ()


# ── What is no article ───────────────────────────────────────────────────────

NOT_ARTICLES = [
    "<a href='https://daily.example/u/1'>Unsubscribe</a>",
    "<p>If you no longer wish to receive this, click <a href='https://daily.example/x/1'>here</a>.",
    "<a href='https://daily.example/p/1'>Manage your preferences</a>",
    "<a href='https://daily.example/v/1'>View this email in your browser</a>",
    "<a href='https://daily.example/v/1'>Im Browser ansehen</a>",
    "<a href='https://daily.example/preferences/1'>Choose what you get from us</a>",
    "<a href='https://x.us1.list-manage.com/unsubscribe?u=1'>A headline that lies about it</a>",
    "<a href='https://twitter.com/intent/tweet?text=a'>Tell everybody about this letter</a>",
    "<a href='https://www.linkedin.com/shareArticle?url=https://wire.example/1'>Share it there</a>",
    "<a href='https://www.facebook.com/thedaily'>Our page on that network</a>",
    "<a href='mailto:news@daily.example'>Write to the editors today</a>",
    "<a href='tel:+41440000000'>Call the editors if you like</a>",
    "<a href='https://wire.example/2026/01/story-1'><img src='https://wire.example/p.jpg'></a>",
    "<a href='https://daily.example/'>The Daily in five minutes</a>",
    "<a href='https://daily.example/chart.png'>The chart of the day in full</a>",
    "<a href='#top'>Back to the top of this letter</a>",
    "<a href='javascript:alert(1)'>A headline that would run a script</a>",
    "<a href='data:text/html,x'>A headline that would be a page</a>",
    "<a href='file:///etc/passwd'>A headline that would be a file</a>",
    "<a href='https://wire.example/s'>Markets</a>",
    "<a href='https://sponsor.example/offer/1'>Sponsored by Halden Grid</a>",
    "<div style='display:none'><a href='https://wire.example/h'>A headline nobody sees</a></div>",
    "<form action='/f'><a href='https://wire.example/f'>A headline in a form</a></form>",
]


@pytest.mark.parametrize("markup", NOT_ARTICLES)
def test_what_is_no_article_is_left_out(markup):
    assert told(mail(f"{markup}<hr>{item()}")) == [ONE]


def test_the_address_that_ends_the_subscription_is_never_an_article():
    leave = "https://daily.example/goodbye/17"
    body = f"<h2><a href='{leave}'>A headline that lies about it</a></h2>{item()}"
    assert told(mail(body, headers=[f"List-Unsubscribe: <mailto:a@b.example>, <{leave}>"])) == [ONE]


# ── Counters ─────────────────────────────────────────────────────────────────

PAGE = "https://wire.example/2026/01/story-1"
IN_JSON = json.dumps({"p": json.dumps({"u": 1, "url": PAGE})})


def packed(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "address",
    [
        PAGE + "?utm_source=nl&mc_cid=1",
        f"https://www.google.com/url?q={quote(PAGE)}",
        f"https://eu.safelinks.protection.outlook.com/?url={quote(PAGE, safe='')}&data=05",
        f"https://abc.r.us-east-1.awstrack.me/L0/{quote(PAGE, safe='')}/1/0100018d/x=1",
        f"https://tracking.daily.example/CL0/{quote(PAGE, safe='')}/1/0100018d/x=1",
        f"https://link.daily.example/click/123.456/{packed(PAGE)}/5f3a",
        f"https://click.convertkit-mail2.com/abc/def/{packed(PAGE)}",
        f"https://substack.com/redirect/2/{packed(json.dumps({'e': PAGE}))}.Zx8",
        f"https://mandrillapp.com/track/click/1/w.example?p={packed(IN_JSON)}",
        f"https://urldefense.com/v3/__{PAGE}__;!!abc!def$",
        "https://urldefense.proofpoint.com/v2/url?u=https-3A__wire.example_2026_01_story-2D1&d=1",
        f"https://click.daily.example/r?url={quote(PAGE, safe='')}",
        f"https://click.daily.example/r?url={quote(f'https://www.google.com/url?q={PAGE}')}",
    ],
)
def test_a_counter_that_says_where_it_leads_is_never_asked(address):
    assert destination(address) == PAGE


@pytest.mark.parametrize(
    "address",
    [
        "https://daily.us1.list-manage.com/track/click?u=5f3a9c&id=8a7b&e=1",
        "https://u123.ct.sendgrid.net/ls/click?upn=u001.abcDEF123",
        "https://link.mail.beehiiv.com/ss/c/u001.dSnm3kaGd0BkNqLYPjeMf",
        "https://email.daily.example/e/c/eyAbc123def456ghi789JKL",
        "https://bit.ly/4abcDEF",
    ],
)
def test_a_counter_that_says_nothing_is_known_as_one(address):
    assert is_opaque(address)
    assert is_article(address)


@pytest.mark.parametrize(
    "address",
    [
        PAGE,
        "https://apnews.com/article/grid-law-vote-5f3a9c8a7b6d5e4f3a2b1c0d",
        "https://email.example/2026/the-central-bank-held-its-rate-on-sunday-again",
        "https://www.bbc.com/news/articles/c4g8zqk9x0yo",
    ],
)
def test_an_article_is_no_counter(address):
    assert not is_opaque(address)


def test_links_are_replaced_by_where_they_led_and_what_is_no_article_there_is_left_out():
    counters = [f"https://x.us1.list-manage.com/track/click?id=9&u={n}" for n in range(4)]
    body = "".join(
        f"<h2><a href='{c}'>Headline of story {n}</a></h2>" for n, c in enumerate(counters)
    )
    [letter] = letters(mail(body), now=NOW)
    ends = [PAGE, "https://twitter.com/thedaily", PAGE + "?utm_source=again"]
    after = followed(letter, dict(zip(counters, ends, strict=False)))
    assert [e.link for e in after.feed.entries] == [PAGE, counters[3]]
    assert after.opaque == (counters[3],)


# ── The mail around it ───────────────────────────────────────────────────────


def test_the_newsletter_is_named_after_its_sender_and_told_by_its_list():
    [letter] = letters(mail(item()), now=NOW)
    assert (letter.name, letter.key) == ("The Daily", "daily.daily.example")
    assert letter.subject == "Today in five minutes"


@pytest.mark.parametrize(
    ("headers", "key"),
    [
        ("From: A <a@b.example>", "a@b.example"),
        ("From: =?utf-8?b?w4Q=?= <A@B.example>", "a@b.example"),
        ("From: nobody\nSubject: x", "unnamed"),
        ("Subject: x", "unnamed"),
        ("From: A <a@b.example>\nList-Id: <>", "a@b.example"),
    ],
)
def test_a_letter_without_a_list_is_told_by_its_sender(headers, key):
    [letter] = letters(f"{headers}\nContent-Type: text/html\n\n{item()}".encode(), now=NOW)
    assert letter.key == key
    assert letter.name


@pytest.mark.parametrize(
    ("date", "published", "dated"),
    [
        (DATE, "2026-01-05T06:00:00+00:00", "claimed"),
        ("Mon, 5 Jan 2026 08:00:00 +0200 (CEST)", "2026-01-05T06:00:00+00:00", "claimed"),
        ("", None, "missing"),
        ("yesterday", None, "missing"),
        ("Tue, 06 Jan 2026 06:00:00 +0000", None, "future"),
        ("Thu, 01 Jan 1970 00:00:00 +0000", "1970-01-01T00:00:00+00:00", "implausible"),
    ],
)
def test_articles_have_the_mails_date_as_far_as_it_is_believed(date, published, dated):
    [entry] = entries(mail(item(), date=date))
    assert entry.dated == dated
    assert (entry.published.isoformat() if entry.published else None) == published


def test_the_same_letter_gives_the_same_identities_and_another_one_others():
    first, again, other = (entries(mail(item(), number=n)) for n in (1, 1, 2))
    assert [e.identity for e in first] == [e.identity for e in again]
    assert first[0].identity != other[0].identity


UMLAUTS = "<h2><a href='https://wire.example/1'>Müller kauft Förderbänder für Zürich</a></h2>"


@pytest.mark.parametrize(
    ("body", "charset", "encoding"),
    [
        (UMLAUTS.encode(), "utf-8", "8bit"),
        (UMLAUTS.encode("latin-1"), "iso-8859-1", "8bit"),
        (UMLAUTS.encode("latin-1"), "utf-8", "8bit"),
        (UMLAUTS.encode(), "us-ascii", "8bit"),
        (UMLAUTS.encode(), "x-no-such", "8bit"),
        (UMLAUTS.encode("cp1252"), "", "8bit"),
        (quopri.encodestring(UMLAUTS.encode()), "utf-8", "quoted-printable"),
        (base64.encodebytes(UMLAUTS.encode()), "utf-8", "base64"),
        (base64.encodebytes(UMLAUTS.encode("latin-1")), "utf-8", "BASE64"),
    ],
)
def test_text_is_right_whatever_the_mail_says_of_its_encoding(body, charset, encoding):
    kind = f"text/html; charset={charset}" if charset else "text/html"
    found = told(mail(body, kind=kind, headers=[f"Content-Transfer-Encoding: {encoding}"]))
    assert found == [("Müller kauft Förderbänder für Zürich", "https://wire.example/1")]


def test_of_two_versions_the_markup_is_read():
    plain = part("Something else\r\nhttps://plain.example/1", "text/plain")
    assert told(multipart("multipart/alternative", plain, part(item()))) == [ONE]


def test_the_plain_version_is_read_where_the_markup_has_no_links():
    plain = part("What happened in story 1\nhttps://wire.example/2026/01/story-1", "text/plain")
    body = multipart("multipart/alternative", plain, part("<img src='https://a.example/all.png'>"))
    assert told(body) == [ONE]


def test_pictures_and_attachments_are_left_alone():
    picture = part(b"\x89PNG\r\n", "image/png", "Content-ID: <logo>")
    attached = part(item(2), "text/html", "Content-Disposition: attachment; filename=x.html")
    inner = multipart("multipart/related", part(item()), picture, boundary="inner")
    related = inner.partition(b"Content-Type: ")[2]
    body = multipart("multipart/mixed", b"Content-Type: " + related, attached, boundary="outer")
    assert told(body) == [ONE]


def test_a_forwarded_letter_stands_for_the_mail_around_it():
    note = part("<p>See <a href='https://intranet.example/n/1'>our note about this</a></p>")
    inside = b"Content-Type: message/rfc822\r\n\r\n" + mail(item(), sender="Inner <in@ner.example>")
    [letter] = letters(multipart("multipart/mixed", note, inside), now=NOW)
    assert letter.name == "Inner"
    assert [e.link for e in letter.feed.entries] == [ONE[1]]


def test_several_letters_forwarded_in_one_mail_are_several():
    inside = [
        b"Content-Type: message/rfc822\r\n\r\n"
        + mail(item(n), number=n, sender=f"N{n} <a@b.example>")
        for n in (1, 2)
    ]
    found = letters(multipart("multipart/mixed", *inside), now=NOW)
    assert [letter.name for letter in found] == ["N1", "N2"]


# ── Bad will ─────────────────────────────────────────────────────────────────

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src='https://spy.example/open.gif?me=1' width=1 height=1>",
    "<style>@import url(https://spy.example/css)</style>",
    "<svg onload=alert(1)><a xlink:href='javascript:alert(1)'>x</a></svg>",
    "<iframe src='https://spy.example'></iframe>",
    "<base href='https://spy.example/'>",
    "<meta http-equiv=refresh content='0;url=https://spy.example'>",
    "<form action='https://spy.example'><input name=password></form>",
    "<object data='https://spy.example'></object>",
    "<!--[if mso]><script>alert(1)</script><![endif]-->",
    "<table background='https://spy.example/bg.png'><tr><td>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<b onmouseover=alert(1) style='background:url(https://spy.example)'>",
]


@pytest.mark.parametrize("markup", HOSTILE)
@pytest.mark.parametrize(
    "around",
    [
        "<h2><a href='https://wire.example/1'>A headline {} of news</a></h2><p>The teaser.</p>",
        "<h2><a href='https://wire.example/1'>A headline of news</a></h2><p>The {} teaser.</p>",
        "{}<h2><a href='https://wire.example/1'>A headline of news</a></h2><p>The teaser.</p>",
    ],
)
def test_nothing_that_acts_or_calls_reaches_an_entry(markup, around):
    found = entries(mail(around.replace("{}", markup)))
    said = repr(found).lower()
    assert all(entry.link == "https://wire.example/1" for entry in found)
    for bad in ("<script", "<img", "<svg", "<form", "spy.example", "onerror", "@import", "<iframe"):
        assert bad not in said


@pytest.mark.parametrize(
    "headers",
    [
        "From: =?utf-8?q?A=0D=0ABcc:_all@b.example?= <a@b.example>",
        "From: " + "(" * 5_000 + " <a@b.example>",
        "From: " + '"a" <a@b.example>, ' * 20_000,
        "From: \udcff\udcfe <\udcff@b.example>",
        "From: =?no-such?x?y?= <a@b.example>",
        "From: <<<>>>@,;:",
        "From: A <a@b.example>\nSubject: " + "=?utf-8?q?=00=1b[31m?=" * 50,
        "From: A <a@b.example>\nContent-Disposition: ;;;=*''",
        "From: A <a@b.example>\nContent-Transfer-Encoding: no-such",
        "From: A <a@b.example>\nDate: Mon, 99 Xyz 99999 99:99:99 +9999",
        "From: A <a@b.example>\nList-Unsubscribe: <https://[>",
        "From A: no colon where it should be\nFrom: A <a@b.example>",
    ],
)
def test_a_malformed_header_costs_nothing_but_itself(headers):
    body = f"{headers}\nContent-Type: text/html\n\n{item()}".encode("utf-8", "surrogateescape")
    [letter] = letters(body, now=NOW)
    assert [e.link for e in letter.feed.entries] == [ONE[1]]
    for said in (letter.name, letter.subject, letter.key):
        assert said.isprintable()
        assert len(said) <= 500


def test_rubbish_in_base64_is_no_text():
    rubbish = part("%%%=!?" * 500, "text/html", "Content-Transfer-Encoding: base64")
    assert told(multipart("multipart/mixed", rubbish, part(item()))) == [ONE]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 ...", "no mail"),
        (b"Dear reader, this is a letter on paper.", "no mail"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 500, "Outlook"),
        (b"From: a@b.example\r\n\r\n" + b"x" * LARGEST, "larger than 35 MB"),
    ],
    ids=["empty", "a PDF", "a text", "Outlook", "large"],
)
def test_what_is_no_mail_is_refused_with_what_to_do(body, why):
    with pytest.raises(SourceError, match=why):
        letters(body, now=NOW)


@pytest.mark.parametrize(
    "kind",
    [
        "Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n",
        "Content-Type: message/rfc822\n\n",
    ],
    ids=["multipart", "mail in mail"],
)
def test_parts_within_parts_without_end_are_refused(kind):
    nested = "".join(kind.format(n=n) for n in range(5_000))
    with pytest.raises(SourceError, match="nested without end"):
        letters(f"From: a@b.example\n{nested}\n{item()}".encode(), now=NOW)


def test_ten_thousand_parts_are_not_all_looked_at():
    parts = [part(item()), *([b"\r\nx"] * 10_000)]
    assert told(multipart("multipart/mixed", *parts)) == [ONE]


def test_mails_are_read_in_a_process_that_can_be_killed():
    with Workers() as workers:
        refused, read = (workers.letters(body, now=NOW) for body in (b"%PDF-1.7", mail(item())))
        assert [e.link for e in read.result(60)[0].feed.entries] == [ONE[1]]
        with pytest.raises(SourceError, match="no mail"):
            refused.result(60)


def test_damaged_mails_are_read_or_refused_and_never_anything_else():
    chance = random.Random(7)
    whole = multipart(
        "multipart/alternative",
        part("Story one (https://wire.example/1)", "text/plain"),
        part(quopri.encodestring(item().encode()), "text/html", "Content-Transfer-Encoding: x"),
        b"Content-Type: message/rfc822\r\n\r\n" + mail(item()),
    )
    read = 0
    for _ in range(300):
        body = bytearray(whole)
        for _ in range(chance.randrange(1, 40)):
            at = chance.randrange(len(body))
            body[at : at + chance.randrange(3)] = chance.randbytes(chance.randrange(4))
        try:
            read += bool(letters(bytes(body), now=NOW))
        except SourceError:
            continue
    assert read > 200
