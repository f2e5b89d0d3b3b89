"""The articles that a ranking chooses from, column by column."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from briefing.model import Article, Outlet
from briefing.ranking.landscape import Landscape, Lie
from briefing.ranking.likeness import Places
from briefing.ranking.space import TextSpace, article_text

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Candidates:
    """Built once, whoever reads; every array has one value an article."""

    articles: Sequence[Article]
    ids: Ints
    #: Unix seconds.
    published: Floats
    #: Place in `outlets`.
    outlet: Ints
    outlets: tuple[Outlet, ...]
    #: The story's id, or minus the article's own where it is in none.
    story: Ints
    trust: Floats
    #: How many outlets have the story.
    coverage: Ints
    #: Words of headline and key points.
    card_words: Ints
    #: Words of the article.
    words: Ints
    #: Rank of the link (then the id) among all, which breaks ties.
    order: Ints
    has_link: Flags
    #: Which articles stand for their story.
    leads: Flags
    landscape: Landscape
    #: Articles by terms.
    rows: sparse.csr_array
    #: Where each lies in the landscape by its own words, and drawn towards its neighbours.
    places: Places
    drawn: Places
    #: What each has in common with all of the desk's articles.
    common: Floats
    #: Terms by articles: in which articles a term stands.
    postings: sparse.csr_array

    @classmethod
    def of(
        cls,
        articles: Sequence[Article],
        landscape: Landscape | None = None,
        rows: sparse.csr_array | None = None,
    ) -> "Candidates":
        """Lay out the articles; without a landscape, one is learned from these very articles.

        `rows` saves reading the texts again where they were kept; they must come from the
        landscape's text space.
        """
        if landscape is None:
            landscape, rows = learned_from(articles)
        elif rows is None:
            rows = landscape.space.rows(map(article_text, articles))
        return cls.lying(articles, landscape, landscape.lie(rows))

    @classmethod
    def lying(cls, articles: Sequence[Article], landscape: Landscape, lie: Lie) -> "Candidates":
        """The same, where it is known already how each article lies in the landscape."""
        outlets = {article.outlet.id: article.outlet for article in articles}
        outlet_ids = np.array(sorted(outlets), np.int64)
        outlet = ints(np.searchsorted(outlet_ids, [a.outlet.id for a in articles]).tolist())
        story = ints(-a.id if a.story_id is None else a.story_id for a in articles)
        return cls(
            articles=articles,
            ids=ints(a.id for a in articles),
            published=floats(a.published.timestamp() for a in articles),
            outlet=outlet,
            outlets=tuple(outlets[i] for i in outlet_ids.tolist()),
            story=story,
            trust=np.clip(floats(a.outlet.trust for a in articles), 0, 1),
            coverage=outlets_of_story(story, outlet),
            card_words=ints(card_words(a) for a in articles),
            words=np.maximum(ints(a.words for a in articles), 0),
            order=order(articles),
            has_link=np.array([bool(a.link) for a in articles], np.bool_),
            leads=np.array([a.leads for a in articles], np.bool_),
            landscape=landscape,
            rows=lie.rows,
            places=lie.places,
            drawn=lie.drawn,
            common=landscape.average.common(lie.rows, lie.drawn),
            postings=lie.rows.T.tocsr(),
        )

    def __len__(self) -> int:
        return len(self.articles)

    def with_phrase(self, phrase: str) -> Ints:
        """Places of the articles in which the phrase stands, ascending.

        Case, accents and punctuation do not count; words do, whole. Of a phrase of three words
        or more all its pairs are asked for.
        """
        columns = self.landscape.space.phrase(phrase)
        if not len(columns):
            return np.empty(0, np.int64)
        start, stop = self.postings.indptr[columns], self.postings.indptr[columns + 1]
        found = self.postings.indices[start[0] : stop[0]]
        for left, right in zip(start[1:], stop[1:], strict=True):
            found = np.intersect1d(found, self.postings.indices[left:right], assume_unique=True)
        return np.asarray(found, np.int64)

    def also_in(self, place: int) -> tuple[str, ...]:
        """Names of the other outlets that have the story, by name."""
        codes = set(self.outlet[self.story == self.story[place]].tolist())
        return tuple(sorted(self.outlets[code].name for code in codes - {int(self.outlet[place])}))

    def subset(self, mask: Flags) -> "Candidates":
        """Only the articles where `mask` is true; coverage stays as it was among all."""
        places = np.flatnonzero(mask)
        rows = self.rows[places]
        return Candidates(
            articles=[self.articles[i] for i in places.tolist()],
            ids=self.ids[places],
            published=self.published[places],
            outlet=self.outlet[places],
            outlets=self.outlets,
            story=self.story[places],
            trust=self.trust[places],
            coverage=self.coverage[places],
            card_words=self.card_words[places],
            words=self.words[places],
            order=self.order[places],
            has_link=self.has_link[places],
            leads=self.leads[places],
            landscape=self.landscape,
            rows=rows,
            places=self.places[places],
            drawn=self.drawn[places],
            common=self.common[places],
            postings=rows.T.tocsr(),
        )


def learned_from(articles: Sequence[Article]) -> tuple[Landscape, sparse.csr_array]:
    """A landscape of the articles, and their rows in its text space."""
    texts = [article_text(article) for article in articles]
    space = TextSpace.fit(texts)
    rows = space.rows(texts)
    newest = sorted(
        range(len(articles)), key=lambda i: (-articles[i].published.timestamp(), articles[i].id)
    )
    return Landscape.fit(space, rows[np.array(newest, np.int64)]), rows


def ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, np.int64)


def floats(values: Iterable[float]) -> Floats:
    return np.fromiter(values, np.float64)


def card_words(article: Article) -> int:
    return len(article.title.split()) + sum(len(point.split()) for point in article.key_points)


def order(articles: Sequence[Article]) -> Ints:
    """The rank of each article by link, then by id; those without a link come last."""
    keys = [(article.link is None, article.link or "", article.id) for article in articles]
    ranks = np.empty(len(keys), np.int64)
    ranks[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys))
    return ranks


def outlets_of_story(story: Ints, outlet: Ints) -> Ints:
    """How many outlets have each article's story."""
    _, code = np.unique(story, return_inverse=True)
    both = np.unique(np.stack([code, outlet]), axis=1)
    return np.bincount(both[0], minlength=1)[code]
