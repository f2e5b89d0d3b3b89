"""How long ranking takes, against the least that it could take; run it with `make bench`.

    python -m benchmarks.rank

At 10,000 candidates: the whole of `rank` (signals, reasons, filters, exact composition) beside
one bare NumPy pass over its feature matrix (a matrix product and a sort) plus the solver alone,
once on all articles that may be in and once on the 200 with the best scores. At 100,000: the
time and the peak memory of a process of its own. Texts, voice and decisions are made up from a
fixed seed.
"""

import multiprocessing
import resource
import statistics
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import perf_counter

import numpy as np

from briefing.model import Article, Audience, Decision, Executive, Outlet, Principle, Topic, Voice
from briefing.ranking.candidates import Candidates, learned_from
from briefing.ranking.compose import UNIT_SECONDS, Caps
from briefing.ranking.landscape import Landscape
from briefing.ranking.outcome import FIRST_FILTER, Ranking
from briefing.ranking.pipeline import group, learn, rank, score
from briefing.ranking.program import Program, branch_and_bound
from briefing.ranking.proofs import solve
from briefing.ranking.reader import Reader

NOW = datetime(2026, 1, 5, 7, tzinfo=UTC)
FIVE_MINUTES = 300.0
REPEATS = 7
#: Most that ranking may take of the bare pass and the solver; most memory at 100,000.
MOST_TIMES, MOST_BYTES = 5.0, 2 * 1024**3
SHORTLIST = 200

EXECUTIVE = Executive(1, "Dana Okafor")


class Language:
    """Made-up words, as frequent as in real text (Zipf and Mandelbrot)."""

    def __init__(self, rng: np.random.Generator, size: int = 30_000) -> None:
        syllables = np.array([a + b for a in "bdfgklmnprstvz" for b in "aeiou"])
        self.vocabulary = ["".join(word) for word in rng.choice(syllables, (size, 4))]
        shares = 1 / (np.arange(size) + 3.0)
        self.upto = np.cumsum(shares / shares.sum())
        self.rng = rng

    def text(self, words: int) -> str:
        at = np.searchsorted(self.upto, self.rng.random(words))
        return " ".join([self.vocabulary[place] for place in at.tolist()])

    def subject(self, words: int) -> str:
        """Words that tell something: neither the commonest nor the rarest."""
        return " ".join(self.vocabulary[n] for n in self.rng.integers(300, 6_000, words))


def articles_of(number: int, words: int) -> list[Article]:
    rng = np.random.default_rng(5)
    language = Language(rng)
    outlets = [
        Outlet(i, f"Outlet {i}", f"outlet{i}.example", float(rng.uniform(0.2, 1)))
        for i in range(200)
    ]
    made = []
    for n in range(1, number + 1):
        seen = NOW - timedelta(hours=float(rng.uniform(0, 96)))
        made.append(
            Article(
                id=n,
                link=f"https://outlet.example/{n}",
                title=language.text(9),
                outlet=outlets[int(rng.integers(len(outlets)))],
                published=seen,
                first_seen=seen,
                summary=language.text(words),
                words=int(rng.integers(150, 1500)),
                key_points=(language.text(int(rng.integers(10, 60))),),
                story_id=int(rng.integers(1, number // 2)),
            )
        )
    return made


def voice() -> Voice:
    """Five principles, ten topics and five audiences, in the articles' language."""
    named = Language(np.random.default_rng(5)).subject
    return Voice(
        principles=tuple(Principle(named(3), named(12)) for _ in range(5)),
        topics=tuple(Topic(named(1), (named(1), named(1), named(2))) for _ in range(10)),
        audiences=tuple(Audience(named(2), (named(1), named(1))) for _ in range(5)),
        muted_outlets=frozenset({"outlet3.example"}),
        muted_words=frozenset(named(1) for _ in range(5)),
    )


def reader_of(articles: list[Article], landscape: Landscape) -> Reader:
    kinds = ("shared", "passed", "passed", "opened", "later")
    decisions = [
        Decision(n, 1, articles[-n].id, kinds[n % 5], NOW - timedelta(days=n / 8))  # type: ignore[arg-type]
        for n in range(1, 201)
    ]
    by_id = {article.id: article for article in articles[-250:]}
    return Reader.of(EXECUTIVE, voice(), decisions, by_id, landscape=landscape)


def seconds(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """The median of several runs."""
    taken = []
    for _ in range(repeats):
        start = perf_counter()
        work()
        taken.append(perf_counter() - start)
    return statistics.median(taken)


def prepare(number: int, words: int) -> tuple[Candidates, Reader]:
    start = perf_counter()
    articles = articles_of(number, words)
    made = perf_counter()
    landscape, rows = learned_from(articles)
    fitted = perf_counter()
    candidates = Candidates.of(articles, landscape, rows)
    laid_out = perf_counter()
    reader = learn(reader_of(articles, landscape), NOW)
    print(
        f"{number:>7,} articles of {words} words: made in {made - start:.1f} s, "
        f"landscape {fitted - made:.2f} s, columns {laid_out - fitted:.2f} s, "
        f"reader {perf_counter() - laid_out:.3f} s"
    )
    return candidates, reader


def against_the_least() -> float:
    """Time of `rank` over time of the bare pass and the solver, at 10,000 candidates."""
    candidates, reader = prepare(10_000, 120)

    def whole() -> Ranking:
        return rank(candidates, reader, now=NOW, budget_seconds=FIVE_MINUTES)

    ranking = whole()
    everything = program_of(ranking, candidates, reader)
    shortlist = everything.only(np.arange(SHORTLIST))
    took = seconds(whole)
    bare = seconds(lambda: np.argsort(ranking.values @ ranking.weights))
    proved = seconds(lambda: solve(everything))
    quick = seconds(lambda: branch_and_bound(shortlist))
    full = seconds(lambda: branch_and_bound(everything), 1)
    value, best = (
        shortlist.value(branch_and_bound(shortlist)),
        everything.value(solve(everything).chosen),
    )
    print(f" 10,000 candidates: rank {took * 1e3:.1f} ms, of which composing {proved * 1e3:.1f} ms")
    print(
        f"  bare pass {bare * 1e3:.2f} ms and solver on all {len(everything):,} that may be in "
        f"{full:.2f} s: rank takes {took / (bare + full):.3f} times that"
    )
    ratio = took / (bare + quick)
    print(
        f"  bare pass and solver on the {SHORTLIST} best {quick * 1e3:.0f} ms, which reaches "
        f"{value / best:.2%} of the optimum: {ratio:.2f} times (at most {MOST_TIMES:g})"
    )
    return ratio


def program_of(ranking: Ranking, candidates: Candidates, reader: Reader) -> Program:
    """The program that composing this ranking solves, best scores first."""
    field = group(candidates, reader, score(candidates, reader, NOW), full_articles=False)
    groups, limits = field.grouped(Caps(), FIVE_MINUTES)
    may = np.flatnonzero(ranking.verdict < FIRST_FILTER)
    may = may[np.lexsort((field.order[may], -field.scores[may]))]
    budget = int(FIVE_MINUTES / UNIT_SECONDS)
    return Program(field.scores[may], field.costs[may], groups[may], limits, budget)


def at_100_000() -> int:
    """Peak memory in bytes of a process that ranks 100,000."""
    candidates, reader = prepare(100_000, 40)
    took = seconds(lambda: rank(candidates, reader, now=NOW, budget_seconds=FIVE_MINUTES), 3)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(f"100,000 candidates: rank {took * 1e3:.0f} ms, peak {peak / 1024**3:.2f} GB (at most 2)")
    return peak


def main() -> int:
    ratio = against_the_least()
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        peak = pool.apply(at_100_000)
    return int(ratio > MOST_TIMES or peak > MOST_BYTES)


if __name__ == "__main__":
    sys.exit(main())
