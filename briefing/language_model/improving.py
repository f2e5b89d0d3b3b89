"""Key points by the language model for many articles at once, within a time."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefing.articles.key_points import MOST_WORDS
from briefing.errors import ModelError, Unusable
from briefing.language_model.client import Client
from briefing.language_model.key_points import choose, offered
from briefing.model import Article
from briefing.settings import LanguageModel

#: Questions under way at once; a local server answers them one after another anyhow.
AT_ONCE = 4
#: Times in a row that the model could not be asked, after which it is left alone.
GIVE_UP = 4


@dataclass(frozen=True)
class Improved:
    """What the model did for some articles."""

    #: Article id to the article with the model's key points; all others keep what they have.
    articles: Mapping[int, Article] = field(default_factory=dict)
    #: How many answers were refused.
    refused: int = 0
    #: Why the model could not be asked, as a sentence; "" when it could.
    problem: str = ""


async def improve(
    model: LanguageModel,
    articles: Sequence[Article],
    *,
    seconds: float,
    most_words: int = MOST_WORDS,
) -> Improved:
    """Ask for the key points of articles, the first ones first, for at most `seconds`.

    `most_words` is the most that an article's key points may have together. Never raises for
    what the model does: an article whose answer is refused, late or missing is left out, and so
    is one with no more sentences than could be shown anyway.
    """
    queue = [(article, sentences) for article in articles if len(sentences := offered(article)) > 2]
    run = _Run(iter(queue), min(MOST_WORDS, most_words))
    async with Client(model) as client:
        try:
            async with asyncio.timeout(seconds), asyncio.TaskGroup() as asking:
                for _ in range(min(AT_ONCE, len(queue))):
                    asking.create_task(run.ask(client))
        except TimeoutError:
            run.problem = run.problem or "The time for the language model was used up."
    return Improved(run.made, run.refused, run.problem)


@dataclass
class _Run:
    """What several askers share: the articles that wait, and what came of the others."""

    waiting: Iterator[tuple[Article, tuple[str, ...]]]
    most_words: int
    made: dict[int, Article] = field(default_factory=dict)
    refused: int = 0
    problem: str = ""
    in_vain: int = 0

    async def ask(self, client: Client) -> None:
        """Take one article after another, until there are no more or the model is given up."""
        for article, sentences in self.waiting:
            try:
                points = await choose(client, article, sentences, most_words=self.most_words)
            except Unusable:
                self.refused += 1
                self.in_vain = 0
            except ModelError as error:
                self.problem = str(error)
                self.in_vain += 1
            else:
                self.in_vain = 0
                self.made[article.id] = replace(
                    article, key_points=points, key_points_by=client.model.name
                )
            if self.in_vain >= GIVE_UP:
                return
