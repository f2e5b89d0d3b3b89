"""Made-up feeds in the shapes that publishing systems give them, from a fixed seed.

Of ten feeds, three are of news desks (a plain teaser and a picture), two of newspapers (an
escaped HTML teaser, subjects, pictures), three of WordPress (a teaser with its closing line and
the whole text in CDATA), and two are Atom with the whole text. Thirty entries come to 86 KB on
average.
"""

import random
from datetime import UTC, datetime, timedelta
from html import escape
from itertools import accumulate

#: When the newest entries were published.
NEWEST = datetime.now(UTC).replace(microsecond=0)

#: Common English words, then made-up ones: their frequencies fall as in real text (Zipf).
COMMON = ["the", "of", "and", "to", "in", "a", "is", "that", "for", "it", "as", "was", "with", "by"]
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "is")]

NAMESPACES = " ".join(
    f'xmlns:{name}="{address}"'
    for name, address in {
        "content": "http://purl.org/rss/1.0/modules/content/",
        "wfw": "http://wellformedweb.org/CommentAPI/",
        "dc": "http://purl.org/dc/elements/1.1/",
        "atom": "http://www.w3.org/2005/Atom",
        "sy": "http://purl.org/rss/1.0/modules/syndication/",
        "slash": "http://purl.org/rss/1.0/modules/slash/",
        "media": "http://search.yahoo.com/mrss/",
    }.items()
)


class Prose:
    """Sentences, paragraphs and HTML as newsrooms write them."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.words = COMMON + ["".join(self.rng.choices(SYLLABLES, k=3)) for _ in range(12_000)]
        self._upto = list(accumulate(1 / (place + 3) for place in range(len(self.words))))
        self._sentences = [self._sentence() for _ in range(4_000)]

    def _sentence(self) -> str:
        words = self.rng.choices(self.words, cum_weights=self._upto, k=self.rng.randint(7, 30))
        words[len(words) // 2] += self._one_of({",": 15, " –": 2, ";": 1, " & co,": 1, "’s": 1})
        return " ".join(words).capitalize() + self._one_of({".": 24, "?": 1, ".”": 1})

    def _one_of(self, shares: dict[str, int]) -> str:
        return self.rng.choices(list(shares), list(shares.values()))[0]

    def text(self, least: int, most: int) -> str:
        """That many sentences."""
        return " ".join(self.rng.choices(self._sentences, k=self.rng.randint(least, most)))

    def title(self) -> str:
        words = self.rng.choices(self.words[200:], k=self.rng.randint(5, 12))
        return " ".join(words).capitalize() + self._one_of({"": 6, " & more": 1, "’s “turn”": 1})

    def name(self) -> str:
        return " ".join(self.rng.choices(self.words[200:], k=2)).title()

    def subjects(self, most: int) -> list[str]:
        return self.rng.choices(self.words[100:300], k=self.rng.randint(0, most))

    def slug(self) -> str:
        return "-".join(self.rng.choices(self.words[200:], k=6))

    def number(self) -> int:
        return self.rng.randrange(10_000, 1_000_000)

    def paragraph(self, site: str) -> str:
        """A paragraph of HTML; every other one has a link or an emphasis in it."""
        said = escape(self.text(1, 3), quote=False)
        linked = (
            f'{said[:40]}<a href="{site}/topics/{self.number()}" data-link-name="in body link" '
            f'target="_blank" rel="noopener">{said[40:60]}</a>{said[60:]}'
        )
        shapes = (said, said, linked, f"<strong>{said[:25]}</strong>{said[25:]}<br/>&nbsp;")
        return f"<p>{self.rng.choice(shapes)}</p>"

    def whole_text(self, site: str) -> str:
        return self.paragraphs(self.rng.randint(4, 14), site)

    def paragraphs(self, number: int, site: str) -> str:
        return "\n".join(self.paragraph(site) for _ in range(number))

    def figure(self, site: str) -> str:
        picture = f"{site}/wp-content/uploads/{self.number()}"
        return (
            f'<figure class="wp-block-image size-large"><img loading="lazy" decoding="async" '
            f'width="1024" height="683" src="{picture}.jpg" alt="{escape(self.title())}" '
            f'srcset="{picture}-300.jpg 300w, {picture}-768.jpg 768w" '
            f'sizes="(max-width: 768px) 100vw" /><figcaption class="wp-element-caption">'
            f"{escape(self.name())}</figcaption></figure>"
        )


def feed_document(number: int, entries: int, prose: Prose) -> bytes:
    """The feed of one site."""
    site = f"https://www.site{number}.example"
    shape = SHAPES[number % len(SHAPES)]
    ages = [timedelta(hours=3 * n, minutes=prose.rng.randrange(170)) for n in range(entries)]
    items = "\n".join(shape(site, NEWEST - age, prose) for age in ages)
    title = escape(prose.title())
    if shape is atom_entry:
        return (
            '<?xml version="1.0" encoding="utf-8"?>\n'
            '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-US">'
            f'<title>{title}</title><link rel="alternate" type="text/html" href="{site}/"/>'
            f"<id>{site}/</id><updated>{NEWEST.isoformat()}</updated>\n{items}</feed>"
        ).encode()
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" {NAMESPACES}>\n<channel>\n'
        f"<title>{title}</title>\n<link>{site}</link>\n<description>{title}</description>\n"
        f'<atom:link href="{site}/feed/" rel="self" type="application/rss+xml"/>\n'
        f"<language>en-GB</language>\n<ttl>60</ttl>\n{items}\n</channel>\n</rss>"
    ).encode()


def news_desk(site: str, at: datetime, prose: Prose) -> str:
    link = f"{site}/news/articles/{prose.slug()}"
    return (
        f"<item><title><![CDATA[{prose.title()}]]></title>"
        f"<description><![CDATA[{prose.text(1, 3)}]]></description>"
        f"<link>{link}?at_medium=RSS&amp;at_campaign=rss</link>"
        f'<guid isPermaLink="false">{link}#0</guid><pubDate>{_rfc822(at)}</pubDate>'
        f'<media:thumbnail width="240" height="135" url="{site}/ace/{prose.number()}.jpg"/></item>'
    )


def newspaper(site: str, at: datetime, prose: Prose) -> str:
    link = f"{site}/{at:%Y/%b/%d}/{prose.slug()}".lower()
    teaser = f'{prose.paragraphs(2, site)} <a href="{link}">Continue reading...</a>'
    subjects = "".join(
        f'<category domain="{site}/{one}">{one}</category>' for one in prose.subjects(6)
    )
    picture = f"{site}/img/media/{prose.number()}/master/{prose.number()}.jpg"
    pictures = "".join(
        f'<media:content width="{width}" url="{picture}?width={width}&amp;quality=85">'
        f'<media:credit scheme="urn:ebu">{escape(prose.name())}</media:credit></media:content>'
        for width in (140, 460)
    )
    return (
        f"<item><title>{escape(prose.title())}</title><link>{link}</link>"
        f"<description>{escape(teaser)}</description>{subjects}"
        f"<pubDate>{_rfc822(at)}</pubDate><guid>{link}</guid>{pictures}"
        f"<dc:creator>{escape(prose.name())}</dc:creator><dc:date>{at.isoformat()}</dc:date></item>"
    )


def wordpress(site: str, at: datetime, prose: Prose) -> str:
    link, title = f"{site}/{at:%Y/%m/%d}/{prose.slug()}/", escape(prose.title())
    teaser = f"<p>{prose.text(1, 2)} [&#8230;]</p>"
    body = f"{prose.figure(site)}\n\n{prose.whole_text(site)}"
    subjects = "".join(f"\t\t<category><![CDATA[{one}]]></category>\n" for one in prose.subjects(4))
    closing = (
        f'<p>The post <a rel="nofollow" href="{link}">{title}</a> appeared first on '
        f'<a rel="nofollow" href="{site}">{prose.name()}</a>.</p>'
    )
    return (
        f"<item>\n\t\t<title>{title}</title>\n\t\t<link>{link}</link>\n"
        f"\t\t<comments>{link}#respond</comments>\n"
        f"\t\t<dc:creator><![CDATA[{prose.name()}]]></dc:creator>\n"
        f"\t\t<pubDate>{_rfc822(at)}</pubDate>\n{subjects}"
        f'\t\t<guid isPermaLink="false">{site}/?p={prose.number()}</guid>\n'
        f"\t\t<description><![CDATA[{teaser}\n{closing}]]></description>\n"
        f"\t\t<content:encoded><![CDATA[\n{body}\n{closing}]]></content:encoded>\n"
        f"\t\t<wfw:commentRss>{link}feed/</wfw:commentRss>\n"
        f"\t\t<slash:comments>{prose.rng.randrange(50)}</slash:comments>\n</item>"
    )


def atom_entry(site: str, at: datetime, prose: Prose) -> str:
    link = f"{site}/{at:%Y/%m}/{prose.slug()}.html"
    subjects = "".join(f'<category term="{one}" />' for one in prose.subjects(3))
    body = f"{prose.figure(site)}{prose.whole_text(site)}"
    return (
        f'<entry><id>tag:{site[8:]},{at:%Y}:/{prose.number()}</id><title type="html">'
        f"{escape(escape(prose.title(), quote=False))}</title>"
        f'<link rel="alternate" type="text/html" href="{link}"/>'
        f"<published>{at.isoformat()}</published><updated>{at.isoformat()}</updated>"
        f"<author><name>{escape(prose.name())}</name></author>{subjects}"
        f'<content type="html">{escape(body)}</content></entry>'
    )


SHAPES = (*[news_desk] * 3, *[newspaper] * 2, *[wordpress] * 3, *[atom_entry] * 2)


def _rfc822(at: datetime) -> str:
    return f"{at:%a, %d %b %Y %H:%M:%S} GMT"
