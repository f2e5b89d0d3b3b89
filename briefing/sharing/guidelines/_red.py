"""Where a draft touches the red topics of the rulebook.

Looked at are the text, and headline and summary of the articles: what a share is about. The
article's full text is not, since nearly every business report has the word “forecast” somewhere,
and a second approver who is asked each time no longer looks.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from briefing.rulebook import RedTopic, Rulebook
from briefing.sharing.guidelines._base import Draft
from briefing.sharing.guidelines._phrases import mentions, places
from briefing.sharing.guidelines._saying import named, quoted


@dataclass(frozen=True)
class Touch:
    """One red topic, touched."""

    #: The first half of a sentence, e.g. “dividend” touches the red topic “Fund raising”.
    says: str
    #: Where in the text; None: it is an article that touches it.
    start: int | None = None
    end: int | None = None


def touched(draft: Draft, rulebook: Rulebook) -> Iterator[Touch]:
    """Each red topic at most once: at its first place in the text, or else by an article."""
    for topic in rulebook.red_topics:
        if touch := _in_text(draft, topic) or _in_articles(draft, topic):
            yield touch


def _in_text(draft: Draft, topic: RedTopic) -> Touch | None:
    first = min(places(draft.text, topic.words), key=lambda one: one.start, default=None)
    if first is None:
        return None
    return Touch(_touches(quoted(first.phrase), topic), first.start, first.end)


def _in_articles(draft: Draft, topic: RedTopic) -> Touch | None:
    for article in draft.articles:
        for word in topic.words:
            if mentions(article.title, word) or mentions(article.summary, word):
                about = named(article)
                what = f"{about[:1].upper()}{about[1:]}, which speaks of {quoted(word)},"
                return Touch(_touches(what, topic))
    return None


def _touches(what: str, topic: RedTopic) -> str:
    return f"{what} touches the red topic {quoted(topic.name)}"
