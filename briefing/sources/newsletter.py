"""A newsletter's mail into articles: which of its links lead to some, under which titles.

A letter has no structure that senders agree on. What holds for nearly all: a headline is a link,
or stands above a “Read more”; or the link is on some words of a sentence that tells the news.

Pure: bytes and the time in, data out. A mail built to hurt may take minutes, so this runs in
`workers`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import blake2b

from briefing.articles.dates import when
from briefing.articles.links import canonical, same_page_key
from briefing.articles.text import shorten, title_text, words
from briefing.model import Entry, ParsedFeed
from briefing.sources.blocks import Anchor, Block, of_html, of_text
from briefing.sources.letter_links import destination, is_article, is_opaque
from briefing.sources.letter_words import is_call, is_care, is_headline, without_ornament
from briefing.sources.mail import Mail, mails

#: Articles of one letter; the longest seen have some sixty.
MOST_ARTICLES = 100
#: Characters of a teaser, and of a sentence that serves as a title.
TEASER, SENTENCE = 600, 160
#: A link on so much of a block is the block's own, not one in passing.
MOSTLY = 0.6

_SENTENCES = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?=[\"“‘(]?[A-ZÀ-Þ0-9])")


@dataclass(frozen=True)
class Letter:
    """One issue of a newsletter."""

    #: What makes letters one newsletter: its list's id, else the sender's address.
    key: str
    #: What a person calls it.
    name: str
    subject: str
    #: Its articles, in the letter's order.
    feed: ParsedFeed

    @property
    def opaque(self) -> tuple[str, ...]:
        """Links of which only their counter can say where they lead."""
        return tuple(e.link for e in self.feed.entries if e.link and is_opaque(e.link))


def letters(body: bytes, *, now: datetime) -> tuple[Letter, ...]:
    """The letters in a mail that was read at `now`: one, or those that were forwarded in it.

    Raises `SourceError` for what is no mail or built to hurt. A letter without articles is one.
    """
    return tuple(_letter(mail, now) for mail in mails(body))


def followed(letter: Letter, led_to: Mapping[str, str]) -> Letter:
    """The letter with links replaced by where they led; what is no article then is left out."""
    entries: dict[str, Entry] = {}
    for entry in letter.feed.entries:
        link = led_to.get(entry.link or "", entry.link)
        if link and is_article(link):
            entries.setdefault(same_page_key(link), replace(entry, link=link))
    return replace(letter, feed=replace(letter.feed, entries=tuple(entries.values())))


def _letter(mail: Mail, now: datetime) -> Letter:
    leaving = frozenset(filter(None, map(canonical, mail.leaving)))
    found = _found(of_html(mail.html), leaving) or _found(of_text(mail.text), leaving)
    name = mail.sender or mail.list_id or "Unnamed newsletter"
    return Letter(
        key=mail.list_id or mail.address or "unnamed",
        name=name,
        subject=mail.subject,
        feed=ParsedFeed(title=name, site=None, entries=_entries(mail, found, now)),
    )


def _entries(mail: Mail, found: Sequence["_Found"], now: datetime) -> tuple[Entry, ...]:
    published, dated = when(mail.date, now)
    issue = _digest(mail.message_id or "\0".join((mail.address, mail.date, mail.subject)))
    return tuple(
        Entry(
            # By the letter as well, since a newsletter may come back to an article in other words.
            identity=f"letter:{issue}:{_digest(same_page_key(one.link))}",
            title=one.title,
            link=one.link,
            published=published,
            dated=dated,
            summary=one.teaser,
        )
        for one in found
    )


@dataclass
class _Found:
    """An article that a letter speaks of, while the letter is read."""

    link: str
    title: str
    told: list[str] = field(default_factory=list)

    @property
    def teaser(self) -> str:
        told = [one for one in dict.fromkeys(self.told) if one != self.title]
        return shorten("\n\n".join(told), TEASER)


def _found(blocks: Iterable[Block], leaving: frozenset[str]) -> list[_Found]:
    reading = _Reading(leaving)
    for block in blocks:
        reading.take(block)
        if len(reading.found) >= MOST_ARTICLES:
            break
    return list(reading.found.values())


@dataclass
class _Reading:
    """How far a letter has been read."""

    leaving: frozenset[str]
    #: By the page they are about, in order.
    found: dict[str, _Found] = field(default_factory=dict)
    #: By their titles, since counters give each link of an article another address.
    _titles: dict[str, _Found] = field(default_factory=dict)
    #: The headline that waits for its link, and what was told since.
    _headline: str = ""
    _told: list[str] = field(default_factory=list)
    #: The article whose headline came last: what follows tells of it.
    _current: _Found | None = None

    def take(self, block: Block) -> None:
        anchors = [(one, link) for one in block.anchors if (link := self._link(one, block))]
        if not block.anchors:
            self._take_text(block)
        elif not anchors:
            self._current = None  # a menu, an advertiser, the letter's foot
        for anchor, link in anchors:
            if not anchor.text or is_call(anchor.text):
                self._take_call(block, anchor, link)
            elif len(anchor.text) >= MOSTLY * len(block.text):
                self._take_headline(block, anchor, link)
            else:
                self._take_passing(block, anchor, link)

    def _link(self, anchor: Anchor, block: Block) -> str | None:
        """Where a link leads, if that may be an article."""
        aside = block.text if is_call(anchor.text) else anchor.text
        if is_care(anchor.text) or is_care(aside):
            return None
        link = destination(anchor.address)
        if link is None or link in self.leaving or not is_article(link):
            return None
        return link

    def _take_text(self, block: Block) -> None:
        if is_care(block.text):
            self._current = None
            return
        if block.heading:
            self._headline, self._told, self._current = block.text, [], None
            return
        self._told.append(block.text)
        if self._current is not None:
            self._current.told.append(block.text)

    def _take_headline(self, block: Block, anchor: Anchor, link: str) -> None:
        there = self.found.get(same_page_key(link))
        if there is None and not is_headline(anchor.text):
            return
        if there is not None and there is self._current:
            there.told.append(block.text)  # the same link around headline and teaser
            return
        rest = block.text.replace(anchor.text, "", 1).strip(" -–—:·|()")
        self._current = self._note(link, anchor.text, [rest] if words(rest) > 3 else [])
        self._headline, self._told = "", []

    def _take_call(self, block: Block, anchor: Anchor, link: str) -> None:
        """“Read more” belongs to the headline before it."""
        rest = without_ornament(block.text.replace(anchor.text, ""))
        before = [rest] if words(rest) > 3 else []
        told = [*self._told, *before]
        if self._current is not None:
            self._current.told.extend(before)
        elif self._headline or told:
            title = self._headline if is_headline(self._headline) else ""
            self._note(link, title or _first_sentence(told or [self._headline]), told)
        self._headline, self._told, self._current = "", [], None

    def _take_passing(self, block: Block, anchor: Anchor, link: str) -> None:
        """A link on some words of a sentence: the headline above it, or that sentence, names it."""
        title = self._headline if is_headline(self._headline) else ""
        self._note(link, title or _sentence_with(anchor.text, block.text), [block.text])
        self._headline, self._told, self._current = "", [], None

    def _note(self, link: str, title: str, told: list[str]) -> _Found | None:
        title = without_ornament(title_text(title))
        key = same_page_key(link)
        there = self.found.get(key) or self._titles.get(title.casefold())
        if there is not None:
            there.told.extend([] if there.told else told)
            return there
        if not title:
            return None
        self.found[key] = self._titles[title.casefold()] = _Found(link, title, list(told))
        return self.found[key]


def _first_sentence(told: Sequence[str]) -> str:
    return shorten(_SENTENCES.split(told[0])[0], SENTENCE)


def _sentence_with(part: str, text: str) -> str:
    """The sentence of a text that has these words."""
    sentences = _SENTENCES.split(text)
    return shorten(next((one for one in sentences if part in one), text), SENTENCE)


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "replace"), digest_size=12).hexdigest()
