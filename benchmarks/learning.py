"""How much of what an executive wants is found, and what learning it costs.

    python -m benchmarks.learning

Simulated executives on made-up news with known topics (`labelled_news`): each wants three of
thirty, each day the six best of 150 articles are shown, only those are judged, and a tenth of the
answers is wrong. There are 24 of them, for of four a single answer would move a day's average by
more than learning does on its first days; regression, which takes long, has one in each world.
Printed is the share of the best possible edition found on days 6 to 20, for
newest first, keywords, logistic regression on TF-IDF (scikit-learn; from the same voice, with its
own six a day), Take Five without learning, and Take Five; once with a voice that tells the topics
well and once with a vague one. Then the sample world's own history, replayed. Last, the time to
learn from one decision more at 2,000, and to rank 10,000 candidates for 1, 10 and 100 executives.
"""

import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from benchmarks.labelled_news import days_of, wants, world
from briefing import sample
from briefing.model import Decision, Executive, Voice
from briefing.ranking.candidates import Candidates
from briefing.ranking.learning import Learned
from briefing.ranking.pipeline import learn, look_back, rank
from briefing.ranking.reader import LEARNED_FROM, Reader
from briefing.ranking.replay import (
    LATER_DAYS,
    SHOWN,
    WAYS,
    WITH,
    WITHOUT,
    Day,
    Simulation,
    replay,
    summary,
)
from briefing.ranking.space import article_text
from briefing.settings import Settings
from briefing.store import articles, decisions, executives, open_store, reading
from briefing.voice import from_dict

#: Worlds by their seed, executives of each, and the share of wrong answers.
SEEDS, EXECUTIVES, NOISE = range(1, 7), 4, 0.1
REGRESSION = "regression"
#: Least share of the best that Take Five must find with a voice that tells the topics; most that
#: it may fall behind itself without learning on any day's average: one answer of these executives.
LEAST, MOST_BEHIND = 0.9, 1 / (len(SEEDS) * EXECUTIVES * SHOWN)
#: Most seconds for one more decision at 2,000; most that an executive of 100 may cost, against
#: the only one.
MOST_SECONDS, MOST_TIMES = 0.05, 1.2
CANDIDATES, A_VOICE = 10_000, 200
NOW = datetime(2026, 1, 25, 7, tzinfo=UTC)
#: When the sample's executive begins to decide, each day.
MORNING = NOW.replace(hour=6)

Figures = NDArray[np.float64]


def found_by_day(seed: int, *, vague: bool) -> Mapping[str, Figures]:
    """In one world, executives by days for each way: the share of the best edition found."""
    made = world(seed)
    of_each = [days_of(made, number, vague=vague) for number in range(EXECUTIVES)]
    found: dict[str, Figures] = {REGRESSION: np.array(list(regression(of_each[:1]))).T}
    replayed = [
        list(replay(days, simulation=Simulation(EXECUTIVES * seed + number, NOISE)))
        for number, days in enumerate(of_each)
    ]
    for way in WAYS:
        found[way] = np.array([[d.by_way[way].share_of_best for d in days] for days in replayed])
    return found


def regression(of_each: Sequence[Sequence[Day]]) -> Iterator[list[float]]:
    """What it finds, day by day, for each executive: it sees the same as Take Five and no more.

    The voice's topics are wanted articles to it; until there are others, it goes by closeness.
    """
    texts: list[str] = []
    shown: list[list[int]] = [[] for _ in of_each]
    answers: list[list[bool]] = [[] for _ in of_each]
    chances = [np.random.default_rng(number) for number in range(len(of_each))]
    for days in zip(*of_each, strict=True):
        before = len(texts)
        texts += map(article_text, days[0].articles)
        vectors = TfidfVectorizer(sublinear_tf=True, min_df=2)
        rows = vectors.fit_transform(texts).tocsr()
        found = []
        for day, seen, said, chance in zip(days, shown, answers, chances, strict=True):
            told = vectors.transform([" ".join((t.name, *t.words)) for t in day.voice.topics])
            scores = _probable(rows, told, seen, said)[before:]
            first = np.argsort(-scores, kind="stable")[:SHOWN]
            wanted = np.array([article.id in day.shared for article in day.articles])
            found.append(float(wanted[first].sum() / min(SHOWN, wanted.sum())))
            seen += (before + first).tolist()
            said += (wanted[first] ^ (chance.random(len(first)) < NOISE)).tolist()
        yield found


def _probable(
    rows: sparse.csr_array, told: sparse.csr_array, seen: list[int], said: list[bool]
) -> Figures:
    if all(said):
        return np.asarray((rows @ told.T).toarray().max(axis=1))
    model = LogisticRegression(C=10, max_iter=300, class_weight="balanced")
    model.fit(sparse.vstack([rows[seen], told]), [*said, *[True] * told.shape[0]])
    return np.asarray(model.decision_function(rows))


def simulated(*, vague: bool) -> tuple[float, float]:
    """Take Five's share of the best, and how far it falls behind no learning on its worst day."""
    # One thread each: more would only wait for each other.
    of_their_own = {"initializer": threadpool_limits, "initargs": (1,)}
    with ProcessPoolExecutor(mp_context=get_context("spawn"), **of_their_own) as workers:
        by_world = list(workers.map(partial(found_by_day, vague=vague), SEEDS))
    found = {way: np.concatenate([each[way] for each in by_world]) for way in by_world[0]}
    later = {way: float(figures[:, LATER_DAYS - 1 :].mean()) for way, figures in found.items()}
    apart = found[WITHOUT] - found[WITH]
    behind, chance = apart.mean(axis=0), apart.std(axis=0) / len(apart) ** 0.5
    worst = int(behind.argmax())
    print(f"{'A vague' if vague else 'A telling'} voice: share of the best found on days 6 to 20")
    for way in (WAYS[0], WAYS[1], REGRESSION, WITHOUT, WITH):
        print(f"  {way:<17}{later[way]:.3f}")
    print(
        f"  of {behind.size} days, {WITH} is behind {WITHOUT} on {(behind > 1e-9).sum()}, "
        f"by {max(behind[worst], 0):.3f} at most (standard error {chance[worst]:.3f})"
    )
    return later[WITH], float(behind[worst])


def the_sample() -> None:
    """The history that comes with the sample world, as it was, day by day."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_store(f"sqlite:///{Path(folder)}/desk.db")
        loaded = sample.load(engine, Settings(), now=NOW)
        with reading(engine) as conn:
            done = decisions.standing(conn, loaded.executive.id)
            voice = from_dict(executives.voice(conn, loaded.executive.id))
            news = articles.candidates(conn, since=NOW - timedelta(days=30), until=NOW)
        engine.dispose()
    days = []
    for ago in range(10, -1, -1):
        at = MORNING - timedelta(days=ago)
        since = [d for d in done if at <= d.at < at + timedelta(days=1)]
        young = [a for a in news if at - timedelta(hours=48) <= a.published < at]
        shared, passed = (
            frozenset(d.article_id for d in since if d.kind == kind)
            for kind in ("shared", "passed")
        )
        days.append(Day(at, voice, young, shared, passed))
    figures = summary(list(replay(days)))
    print("The sample's history, replayed: AUC, and share of its shares among the first six")
    for way in WAYS:
        whole = figures[way]["all"]
        assert whole is not None
        print(f"  {way:<17}{whole.auc:.3f}  {whole.share_of_best:.3f}")


def one_more() -> float:
    """Seconds to learn from one decision more at 2,000, ready to be used."""
    made = world(3, days=15)
    news = [article for day in made.days for article in day][: LEARNED_FROM + 1]
    _, voice = wants(made, 0)
    candidates = Candidates.of(news)
    reader = reader_of(1, voice, candidates, range(len(news)))
    evidence, said_before = look_back(reader, reader.past, NOW)
    lessons, last = reader.lessons, len(reader.lessons) - 1
    known = evidence.take(np.arange(last))
    learned = Learned.of(lessons[:-1], known, said_before[:-1], NOW)

    def more() -> None:
        after = learned.after(lessons[-1:], evidence.take(np.array([last])), said_before[-1:], NOW)
        assert np.isfinite(after.pull).all()

    took = seconds(more, 5)
    scratch = seconds(lambda: Learned.of(lessons, evidence, said_before, NOW).pull, 1)
    print(
        f"One decision more at {last:,}: {took * 1e3:.1f} ms "
        f"(at most {MOST_SECONDS * 1e3:.0f}); all of them anew: {scratch * 1e3:.0f} ms"
    )
    return took


def reader_of(number: int, voice: Voice, candidates: Candidates, decided: Sequence[int]) -> Reader:
    """An executive who shared one in three of these and passed on the others."""
    by_id = {candidates.articles[place].id: candidates.articles[place] for place in decided}
    taps = [
        Decision(at, number, article, ("shared", "passed", "passed")[at % 3], NOW)
        for at, article in enumerate(by_id, start=1)
    ]
    executive = Executive(number, f"Executive {number}")
    return Reader.of(executive, voice, taps, by_id, landscape=candidates.landscape)


def for_many() -> float:
    """What an executive costs among 100, over what the only one does."""
    start = perf_counter()
    made = world(4, days=20, a_day=CANDIDATES // 20)
    news = [replace(article, story_id=article.id) for day in made.days for article in day]
    laid = perf_counter()
    candidates = Candidates.of(news)
    print(
        f"{len(news):,} candidates: made in {laid - start:.1f} s, landscape and columns "
        f"{perf_counter() - laid:.1f} s, once for all"
    )
    cost = {}
    for number in (1, 10, 100):
        start = perf_counter()
        for executive in range(number):
            _, voice = wants(made, executive)
            decided = range(executive, len(news), len(news) // A_VOICE)
            reader = reader_of(executive, voice, candidates, decided)
            rank(candidates, learn(reader, NOW), now=NOW, budget_seconds=300)
        cost[number] = (perf_counter() - start) / number
        print(
            f"  {number:>3} executives with {A_VOICE} decisions: {cost[number] * 1e3:.0f} ms each, "
            f"{cost[number] / cost[1]:.2f} times the only one"
        )
    return cost[100] / cost[1]


def seconds(work: Callable[[], object], repeats: int) -> float:
    """The median of several runs."""
    taken = []
    for _ in range(repeats):
        start = perf_counter()
        work()
        taken.append(perf_counter() - start)
    return statistics.median(taken)


def main() -> int:
    share, behind = simulated(vague=False)
    simulated(vague=True)
    the_sample()
    took, times = one_more(), for_many()
    good = share >= LEAST and behind <= MOST_BEHIND + 1e-9
    return int(not good or took > MOST_SECONDS or times > MOST_TIMES)


if __name__ == "__main__":
    sys.exit(main())
