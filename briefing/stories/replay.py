"""A list of articles grouped as the app would have: as they arrive, and repaired now and then."""

from collections.abc import Iterable, Iterator

from briefing.model import Article
from briefing.stories.clustering import WINDOW_HOURS, Stories
from briefing.stories.reading import Reading, read
from briefing.stories.repair import repaired

#: Articles between two second looks at what was opened in the meantime.
BETWEEN_LOOKS = 250
#: New articles from which a repair is due, if there are as many as the older ones beside
#: them: each article is then repaired a few times, however many come at one time.
BETWEEN_REPAIRS = 20_000


def replay(articles: Iterable[Article], *, repair: bool = True) -> Iterator[tuple[int, int]]:
    """The story of each article of a list in order of arrival: pairs of article id and number.

    The pairs come in the same order, all at the end, since stories may still change.
    Without `repair`, each stays where it went when it came, unless stories merged.
    """
    run, ids = _Run(repair), list[int]()
    for article in articles:
        ids.append(article.id)
        run.take(read(article))
    return zip(ids, run.end(), strict=True)


class _Run:
    """Articles so far; those of the last days are still open to repair."""

    def __init__(self, repair: bool) -> None:
        self._stories, self._repair = Stories(), repair
        #: By article in order of arrival: the group it joined, and the story after repairs.
        self._groups: list[int] = []
        self._story_of: list[int] = []
        #: The readings of the articles that are still open, and the place of the first.
        self._open: list[Reading] = []
        self._first = 0
        #: The first number that no story has had.
        self._opened = 0

    def take(self, reading: Reading) -> None:
        self._groups.append(self._stories.place(reading))
        if self._repair:
            self._open.append(reading)
        if len(self._groups) % BETWEEN_LOOKS == 0:
            self._stories.settle()
        new = len(self._groups) - len(self._story_of)
        if self._repair and new >= max(BETWEEN_REPAIRS, len(self._open) - new):
            self._mend()

    def end(self) -> list[int]:
        """The story of each article."""
        self._stories.settle()
        if not self._repair:
            return [self._stories.standing(group) for group in self._groups]
        self._mend()
        return self._story_of

    def _mend(self) -> None:
        """Repair what is open, and close what is too old to gain articles."""
        before = self._as_it_stands()
        first = self._first
        apart = [(a - first, b - first) for a, b in self._stories.apart if min(a, b) >= first]
        after = repaired(self._open, before, apart, unused=self._opened)
        self._story_of[first:] = after
        self._opened = max(self._opened, max(after, default=-1) + 1)
        self._close()

    def _as_it_stands(self) -> list[int]:
        """The story of each open article: the repaired one; for a new one, its group's."""
        known = self._story_of[self._first :]
        groups = [self._stories.standing(group) for group in self._groups[self._first :]]
        story_of = dict(zip(groups, known, strict=False))
        for group in groups[len(known) :]:
            if group not in story_of:
                story_of[group] = self._opened
                self._opened += 1
        return known + list(map(story_of.__getitem__, groups[len(known) :]))

    def _close(self) -> None:
        latest = max((reading.at for reading in self._open), default=0.0)
        oldest = latest - WINDOW_HOURS * 3600
        closed = next((n for n, r in enumerate(self._open) if r.at >= oldest), 0)
        del self._open[:closed]
        self._first += closed
        pairs = self._stories.apart
        pairs[:] = [pair for pair in pairs if min(pair) >= self._first]
