"""Which story an article belongs to, decided as it arrives.

Single-pass clustering with one vector a story, as in topic detection and tracking
(Allan et al. 1998, “Topic detection and tracking pilot study”; Azzopardi and Staff
2012, doi 10.3390/a5030364): an inverted index over an article's rare terms yields
the few stories worth a look; the cosine decides, and more is asked the more time lies
between, and where names or figures disagree. Names weigh more (Miranda et al. 2018,
doi 10.18653/v1/D18-1483). Copies are found apart. Stories that have had nothing new
for a while are forgotten, so that an article costs the same after a year.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from heapq import heappop, heappush, nlargest
from math import log, sqrt

from briefing.model import Article
from briefing.stories.groups import Group, Weighed, disagree
from briefing.stories.nearcopies import Copies
from briefing.stories.reading import Reading, read

#: A story that has had no article for so many hours takes no more.
WINDOW_HOURS = 120.0
#: How many hours after the last article a copy still counts as the same news.
COPY_HOURS = 72.0
#: Share contained from which a copy may have other figures in its title: a correction.
#: Below, it is rather the same form filled in anew, like a daily report from the markets.
SURE_COPY = 0.85
#: Cosine from which two groups that an article both belongs to become one.
SAME = 0.3
#: A group of so few articles may have been opened too early, and gets a second look.
SMALL = 2
#: How much more a name weighs than another word.
NAME_WEIGHT = 1.3
#: Share of the articles with a term that write it with a capital, for it to be a name.
NAMED = 0.6
#: Rare terms of an article that are looked up, and stories that are then compared.
LOOKED_UP = 12
COMPARED = 6
#: A term in more stories than this finds none.
TOO_COMMON = 60


class Stories:
    """The stories of the last days, each a group with a number.

    `learn` tells of an article whose story is settled, `assign` decides about one;
    both in order of arrival. A group may later merge into another: `standing` says
    what became of it.
    """

    def __init__(self) -> None:
        self._groups: dict[int, Group] = {}
        self._opened = 0
        self._unsure: list[int] = []
        self._merged: dict[int, int] = {}
        #: Term → numbers of the groups that have it.
        self._having: dict[str, set[int]] = {}
        #: Term → how many articles had it, and had it as a name.
        self._seen: Counter[str] = Counter()
        self._named: Counter[str] = Counter()
        #: The group that each article joined, in order of arrival.
        self._joined: list[int] = []
        self._copies = Copies()
        #: Pairs of articles, by their place in order of arrival, that are the same form filled
        #: in on different days.
        self.apart: list[tuple[int, int]] = []
        #: (latest article when last looked at, number), the stalest first.
        self._ageing: list[tuple[float, int]] = []

    def learn(self, article: Article, group: int | None = None) -> int:
        """Put an article into the settled `group`, or a new one; returns its number."""
        weighed = self._weigh(read(article))
        known = self._open(weighed, settled=True) if group is None else self._groups[group]
        return self._join(weighed, known)

    def assign(self, article: Article) -> int:
        """The group the article belongs to, perhaps a new one; it is then part of it."""
        return self.place(read(article))

    def place(self, reading: Reading) -> int:
        """`assign`, for an article that has been read."""
        weighed = self._weigh(reading)
        self._forget(weighed.reading.at)
        group, refilled = self._copied(weighed)
        group = group or self._best(weighed, refilled) or self._open(weighed)
        for number in refilled - {group.number}:
            group.others.add(number)
            self._groups[number].others.add(group.number)
        return self._join(weighed, group)

    def settle(self) -> None:
        """Look again at the small groups opened since the last time.

        Early articles found nothing to join that later ones have opened, and words
        whose rarity was not yet known.
        """
        for number in self._unsure:
            group = self._groups.get(number)
            if group is not None and len(group.members) <= SMALL:
                weighed = group.as_weighed()
                fitting = self._fitting(weighed, self._apart(group) | {number})
                if fitting:
                    self._merge(fitting[0], group)
        self._unsure = []

    def standing(self, group: int) -> int:
        """The group that stands for a group now: itself, unless it merged into another."""
        while group in self._merged:
            group = self._merged[group]
        return group

    def _weigh(self, reading: Reading) -> Weighed:
        """Log frequency by inverse document frequency so far, names heavier."""
        self._seen.update(reading.counts.keys())
        self._named.update(reading.capitals & reading.counts.keys())
        articles = len(self._joined) + 2
        seen, named = self._seen, self._named
        names = {term for term in reading.counts if named[term] >= NAMED * seen[term]}
        weights = {
            term: (1 + log(count)) * log(articles / (seen[term] - 0.5))
            for term, count in reading.counts.items()
        }
        for name in names:
            weights[name] *= NAME_WEIGHT
        length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return Weighed(reading, {term: w / length for term, w in weights.items()}, names)

    def _copied(self, weighed: Weighed) -> tuple[Group | None, set[int]]:
        """The group of the nearest copy, if any; and those whose form was only filled in anew."""
        reading = weighed.reading
        refilled: set[int] = set()
        for number, share in self._copies.of(reading.runs):
            group = self._groups[self.standing(self._joined[number])]
            if share < SURE_COPY and disagree(reading.figures, group.figures):
                refilled.add(group.number)
                self.apart.append((number, len(self._joined)))
            elif group.hours_from(reading.at) <= COPY_HOURS:
                return group, refilled
        return None, refilled

    def _best(self, weighed: Weighed, without: set[int]) -> Group | None:
        """The group that fits best; others that fit too and are like it merge with it."""
        best: Group | None = None
        for other in self._fitting(weighed, without):
            if best is None:
                best = other
            elif other.number not in self._apart(best) and best.alike(other) >= SAME:
                best = self._merge(best, other)
        return best

    def _apart(self, group: Group) -> set[int]:
        """The groups that may not become one with this, as they stand now."""
        return {self.standing(number) for number in group.others}

    def _fitting(self, weighed: Weighed, without: set[int]) -> list[Group]:
        """The groups that are alike enough, most alike first."""
        fitting = [
            (cosine, -group.number, group)
            for group in self._candidates(weighed, without)
            if (cosine := group.cosine(weighed.vector)) >= group.asks(weighed)
        ]
        return [group for *_, group in sorted(fitting, reverse=True)]

    def _candidates(self, weighed: Weighed, without: set[int]) -> Iterator[Group]:
        """Groups that share the most of the article's rare terms, in its language and time."""
        vector, language = weighed.vector, weighed.reading.language
        shared: dict[int, float] = {}
        for term in nlargest(LOOKED_UP, vector, key=vector.__getitem__):
            having = self._having.get(term, ())
            if len(having) <= TOO_COMMON:
                weight = vector[term]
                for number in having:
                    shared[number] = shared.get(number, 0.0) + weight
        for number in without:
            shared.pop(number, None)
        for _, number in nlargest(COMPARED, ((weight, -n) for n, weight in shared.items())):
            group = self._groups[-number]
            foreign = language and group.language and language != group.language
            if not foreign and group.hours_from(weighed.reading.at) <= WINDOW_HOURS:
                yield group

    def _open(self, weighed: Weighed, *, settled: bool = False) -> Group:
        at, number = weighed.reading.at, self._opened
        group = Group(number, weighed.reading.language, at, at, settled)
        self._opened += 1
        self._groups[number] = group
        heappush(self._ageing, (at, number))
        if not settled:
            self._unsure.append(number)
        return group

    def _join(self, weighed: Weighed, group: Group) -> int:
        member = len(self._joined)
        self._joined.append(group.number)
        self._copies.add(member, weighed.reading.runs)
        group.take(weighed, member)
        self._index(weighed.vector, group)
        return group.number

    def _index(self, terms: Iterable[str], group: Group) -> None:
        for term in terms:
            self._having.setdefault(term, set()).add(group.number)

    def _merge(self, one: Group, other: Group) -> Group:
        """Make two groups one: the settled or older stays. Two settled ones stay apart."""
        if one.settled and other.settled:
            return one
        stays, goes = sorted((one, other), key=lambda group: (not group.settled, group.number))
        stays.swallow(goes)
        self._index(goes.vector, stays)
        self._merged[goes.number] = stays.number
        self._drop(goes)
        return stays

    def _forget(self, now: float) -> None:
        """Drop the groups that can take no more, in amortised constant time."""
        while self._ageing and now - self._ageing[0][0] > WINDOW_HOURS * 3600:
            looked_at, number = heappop(self._ageing)
            group = self._groups.get(number)
            if group and group.latest > looked_at:
                heappush(self._ageing, (group.latest, number))
            elif group:
                self._drop(group)
                for member in group.members:
                    self._copies.forget(member)

    def _drop(self, group: Group) -> None:
        for term in group.vector:
            having = self._having[term]
            having.discard(group.number)
            if not having:
                del self._having[term]
        del self._groups[group.number]
