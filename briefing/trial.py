"""What an edition is made from, read once: then one voice after another can be tried on it.

Reading a week of articles and laying them out takes a second and more; ranking them anew for
another voice takes a tenth of one.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from itertools import islice

from sqlalchemy import Connection, Engine

from briefing import landscapes
from briefing.days import local_day
from briefing.landscapes import USUAL_SPAN
from briefing.model import Article, Decision, Edition, Executive, Voice
from briefing.ranking.candidates import Candidates
from briefing.ranking.compose import RULES
from briefing.ranking.filters import FILTERS
from briefing.ranking.landscape import Landscape
from briefing.ranking.outcome import CHOSEN, FIRST_FILTER, FIRST_RULE, VERDICTS, Ranking
from briefing.ranking.pipeline import learn, rank, weights_of
from briefing.ranking.reader import LEARNED_FROM, Reader
from briefing.ranking.signals import SIGNALS
from briefing.ranking.windows import ENOUGH
from briefing.store import articles, curations, decisions, executives, reading
from briefing.store.curations import CurationKind
from briefing.voice import from_dict

#: How many articles that came close are kept with the edition.
MISSED_SHOWN = 20

BEGINNING = datetime(1900, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, eq=False)
class Trial:
    """One executive's edition of one moment, to be made with this voice or that.

    Everything is read from the database when it is first asked for, and once.
    """

    engine: Engine
    executive: Executive
    #: The moment for which the edition is made, aware.
    now: datetime
    #: The edition that was made at that moment: then only what was known then counts, so that
    #: what differs comes from the voice. None: all that is known counts.
    made: Edition | None = None
    #: Articles back to this moment are looked at; while they fill too little, all.
    since: datetime | None = None
    #: `candidates`, where they have been laid out before.
    laid_out: Candidates | None = None

    @cached_property
    def candidates(self) -> Candidates:
        """What there is to choose from."""
        if self.laid_out is not None:
            return self.laid_out
        since, pinned = self.since or self.now - USUAL_SPAN, self.pinned
        with reading(self.engine) as conn:
            found = articles.candidates(conn, since=since, until=self.now, also=pinned)
            survey = landscapes.kept(conn, at=self.now)
        if self.made is not None:
            found = [article for article in found if article.first_seen <= self.now]
        return landscapes.laid_out(found, survey)

    @cached_property
    def pinned(self) -> frozenset[int]:
        """Ids of the articles that the desk forces in."""
        if self.made is not None:
            return frozenset(item.article.id for item in self.made.items if item.pinned)
        with reading(self.engine) as conn:
            return frozenset(curated(conn, self.executive, "pinned"))

    @cached_property
    def voice(self) -> Voice:
        """The voice that holds."""
        with reading(self.engine) as conn:
            return from_dict(executives.voice(conn, self.executive.id))

    @cached_property
    def reader(self) -> Reader:
        """Who the edition is for, with what their decisions taught."""
        voice, pinned, landscape = self.voice, self.pinned, self.candidates.landscape
        with reading(self.engine) as conn:
            return learn(self._reader(conn, voice, pinned, landscape), self.now)

    def reader_with(self, voice: Voice) -> Reader:
        """The same, had they this voice: what was learned hangs on it, too."""
        if voice == self.reader.voice:
            return self.reader
        return learn(replace(self.reader, voice=voice, learned=None), self.now)

    def ranking(self, voice: Voice | None = None) -> Ranking:
        """The last week's articles, or all when those would leave the edition half empty.

        `voice` is the one that holds, unless another is given.
        """
        return self.ranked_for(lambda of: of.reader if voice is None else of.reader_with(voice))[1]

    def ranked_for(self, reader: "Callable[[Trial], Reader]") -> "tuple[Trial, Ranking]":
        """The same for any reader, and the trial that it took: this one, or the one over all.

        `reader` says who it is for, given a trial: what was learned hangs on its candidates.
        """
        budget = self.executive.minutes * 60.0
        ranking = rank(
            self.candidates,
            reader(self),
            now=self.now,
            budget_seconds=budget,
            full_articles=self.executive.full_articles,
        )
        filled = sum(ranking.seconds(place) for place in ranking.places.tolist())
        if self.since is not None or filled >= ENOUGH * budget:
            return self, ranking
        return self._further.ranked_for(reader)

    def edition(self, voice: Voice | None = None) -> Edition:
        """The edition that comes of it; nothing is kept."""
        return edition_of(self.ranking(voice), self.executive, self.now)

    def weights(self) -> Mapping[str, tuple[float, float]]:
        """By signal its weight as the voice has it, and as evidence has moved it."""
        moved = weights_of(self.reader).tolist()
        return {
            name: (self.reader.weight(name, signal.weight), weight)
            for (name, signal), weight in zip(SIGNALS.items(), moved, strict=True)
        }

    @cached_property
    def _further(self) -> "Trial":
        return replace(self, since=BEGINNING, laid_out=None)

    def _reader(
        self, conn: Connection, voice: Voice, pinned: frozenset[int], landscape: Landscape
    ) -> Reader:
        done = list(self._known(decisions.standing(conn, self.executive.id)))
        lately = dict.fromkeys(decision.article_id for decision in reversed(done))
        return Reader.of(
            self.executive,
            voice,
            done,
            articles.by_ids(conn, islice(lately, LEARNED_FROM), opening=True),
            landscape=landscape,
            since=self.executive.learning_since,
            pinned=pinned,
            blocked=frozenset(curated(conn, self.executive, "blocked")) - self._in_made(),
        )

    def _in_made(self) -> frozenset[int]:
        """What today's edition holds was not blocked yet when it was made."""
        items = () if self.made is None else self.made.items
        return frozenset(item.article.id for item in items)

    def _known(self, done: Iterable[Decision]) -> Iterable[Decision]:
        return (d for d in done if self.made is None or d.at <= self.now)


def edition_of(ranking: Ranking, executive: Executive, now: datetime) -> Edition:
    """A ranking as the edition that it makes."""
    return Edition(
        id=0,
        executive=executive,
        day=local_day(executive, now),
        built_at=now,
        items=ranking.chosen,
        just_missed=ranking.just_missed(MISSED_SHOWN),
        window=ranking.window,
        considered=len(ranking.candidates),
        sifted=dict(ranking.sifted),
    )


def outcome_of(ranking: Ranking, place: int) -> tuple[str, str]:
    """What became of one candidate: "chosen", "just missed" or "sifted out", and why."""
    verdict = int(ranking.verdict[place])
    if verdict >= FIRST_FILTER:
        return "sifted out", FILTERS[verdict - FIRST_FILTER].because
    if verdict >= FIRST_RULE:
        return "just missed", RULES[VERDICTS[verdict]]
    return CHOSEN, ranking.why(place)


def kept_out_by(ranking: Ranking, article: Article) -> str:
    """The rule that keeps an article out, as a sentence; "" when it was no candidate."""
    places = (ranking.candidates.ids == article.id).nonzero()[0].tolist()
    return outcome_of(ranking, places[0])[1] if places else ""


def curated(conn: Connection, executive: Executive, kind: CurationKind) -> list[int]:
    """Ids of the articles on which this word of the staff holds."""
    words = curations.holding(conn, executive.id)
    return [article_id for article_id, word in words.items() if word == kind]
