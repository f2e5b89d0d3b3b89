"""How well and how fast articles are grouped into stories.

    python -m benchmarks.stories [--json]

Labelled sets, all made here: the sample world (its events are the labels; once with
texts, once with teasers only, once with titles only), hand-made lookalikes, edited
copies, and made-up bursts, in which forty events are written about at once with words
drawn from each event's own vocabulary, a third of it shared with events of its topic.
Last, days of 11,109 short articles about 152 events of very different sizes (`one_day`),
three of each kind, as one is up to 0.02 from the next; the means are printed.
Each is replayed in order of arrival, against single-pass TF-IDF cosine at its best
threshold as the baseline.
"""

import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate, product
from pathlib import Path
from statistics import mean

from benchmarks.labelled_stories import PIECES
from benchmarks.one_day import OVERLAPPING, Mix, day
from briefing.articles.language import detect
from briefing.model import Article, Outlet
from briefing.sources.feed import parse
from briefing.stories.agreement import Agreement, b_cubed
from briefing.stories.replay import replay

SAMPLE = Path(__file__).parents[1] / "sample_data"
FUTURE = datetime(2100, 1, 1, tzinfo=UTC)
START = datetime(2026, 1, 5, 6, tzinfo=UTC)
OUTLET = Outlet(1, "Benchmark", "benchmark.example")
#: Thresholds tried for the baseline.
THRESHOLDS = (0.08, 0.1, 0.15, 0.2, 0.3)
#: Seeds of the large days.
DAYS = (1, 2, 3)


@dataclass(frozen=True)
class Labelled:
    """Articles in order of arrival, and the event of each by id."""

    name: str
    articles: Sequence[Article]
    events: dict[int, str]


def article(number: int, hours: float, title: str, text: str = "", **more: str) -> Article:
    """An article that appeared so many hours after the start."""
    at = START + timedelta(hours=hours)
    return Article(number, None, title, OUTLET, at, at, text=text, **more)  # type: ignore[arg-type]


def lookalikes() -> Labelled:
    """Pairs of events that are easily taken for one another, rewritten by hand."""
    pieces = sorted(PIECES, key=lambda piece: piece[1])
    articles = [
        article(number, hours, title, text, language=language)
        for number, (_, hours, title, text, language) in enumerate(pieces)
    ]
    return Labelled("lookalikes", articles, {n: piece[0] for n, piece in enumerate(pieces)})


def copies(seed: int = 1, events: int = 200) -> Labelled:
    """Each text twice: once whole, once with a fifth of its words changed and its end cut."""
    chance = random.Random(seed)
    words = [f"word{number}like" for number in range(20_000)]
    rows = []
    for event in range(events):
        text = chance.choices(words, k=chance.randint(60, 200))
        edited = [w if chance.random() > 0.2 else chance.choice(words) for w in text]
        rows.append((event, event * 0.1, " ".join(text[:8]), " ".join(text)))
        rest = edited[: int(len(edited) * 0.8)]
        rows.append((event, event * 0.1 + 3, " ".join(chance.choices(words, k=7)), " ".join(rest)))
    return _labelled("copies", sorted(rows, key=lambda row: row[1]))


def burst(lead_words: int, seed: int = 1, events: int = 40, mean: int = 25) -> Labelled:
    """Events written about at once: headlines of about seven words, and perhaps a lead."""
    chance = random.Random(seed)
    common = [f"common{i}word" for i in range(3_000)]
    common_weights = list(accumulate(1 / (i + 2) for i in range(3_000)))
    weights = list(accumulate(1 / (i + 1.5) for i in range(60)))
    topics = [[f"topic{t}word{i}n" for i in range(80)] for t in range(events // 6)]
    rows = []
    for event in range(events):
        topic = topics[event % len(topics)]
        own = [
            chance.choice(topic) if chance.random() < 0.35 else f"event{event}word{i}n"
            for i in range(60)
        ]

        def draw(count: int, own: list[str] = own) -> str:
            return " ".join(
                chance.choices(common, cum_weights=common_weights)[0]
                if chance.random() < 0.15
                else chance.choices(own, cum_weights=weights)[0]
                for _ in range(count)
            )

        for _ in range(max(2, int(chance.lognormvariate(0, 0.8) * mean * 0.73))):
            title = draw(7 + chance.randint(-2, 2))
            rows.append((event, 0.0, title, draw(lead_words) if lead_words else ""))
    chance.shuffle(rows)
    return _labelled(f"burst, {'titles and leads' if lead_words else 'titles only'}", rows)


def sample_world() -> Iterable[Labelled]:
    """The sample data's events, as texts, teasers and titles; nothing where it is not there."""
    if not (SAMPLE / "events.jsonl").exists():
        return
    lines = (SAMPLE / "events.jsonl").read_text("utf-8").splitlines()
    event_of = {line["link"]: line["event"] for line in map(json.loads, lines)}
    entries = [
        entry
        for file in sorted((SAMPLE / "feeds").iterdir())
        for entry in parse(file.read_bytes(), address="https://sample.example/", now=FUTURE).entries
        if entry.link in event_of and entry.published
    ]
    entries.sort(key=lambda entry: (entry.published or FUTURE, entry.link or ""))
    full = [
        Article(
            number,
            entry.link,
            entry.title,
            OUTLET,
            published=entry.published or FUTURE,
            first_seen=entry.published or FUTURE,
            summary=entry.summary,
            text=entry.text,
            language=detect(f"{entry.title}. {entry.text or entry.summary}"),
        )
        for number, entry in enumerate(entries)
    ]
    events = {number: event_of[entry.link or ""] for number, entry in enumerate(entries)}
    yield Labelled("sample, texts", full, events)
    teasers = [replace(one, text="") for one in full]
    yield Labelled("sample, teasers", teasers, events)
    yield Labelled("sample, titles", [replace(one, summary="") for one in teasers], events)


def large_days() -> Iterable[Labelled]:
    """Made-up days of two kinds, each with titles only and with snippets."""
    kinds = (("angles", Mix()), ("overlap", OVERLAPPING))
    for (name, mix), snippets, seed in product(kinds, (False, True), DAYS):
        rows = day(seed, snippets=snippets, mix=mix)
        told = "titles and snippets" if snippets else "titles"
        yield _labelled(f"day, {name}, {told}", [(r.event, 0.0, r.title, r.snippet) for r in rows])


def measure(labelled: Labelled, *, repair: bool = True) -> tuple[Agreement, float]:
    """Agreement with the labels, and articles a second of one core's time."""
    began = time.process_time()
    found = dict(replay(labelled.articles, repair=repair))
    seconds = time.process_time() - began
    return b_cubed(labelled.events, found), len(labelled.articles) / seconds


def baseline(labelled: Labelled) -> float:
    """F1 of single-pass TF-IDF cosine with centroids, at the threshold that suits it best."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [f"{one.title} {one.summary} {one.text[:700]}" for one in labelled.articles]
    rows = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(texts).tocsr()

    def once(threshold: float) -> float:
        sums = np.zeros((rows.shape[1], 64), np.float32)
        squares, found, groups = np.zeros(64), dict[int, int](), 0
        for place, one in enumerate(labelled.articles):
            start, end = rows.indptr[place : place + 2]
            terms, weights = rows.indices[start:end], rows.data[start:end]
            products = weights @ sums[terms, :groups]
            alike = products / np.sqrt(np.maximum(squares[:groups], 1e-9))
            best = int(alike.argmax()) if groups else -1
            if best < 0 or alike[best] < threshold:
                best, groups = groups, groups + 1
                if groups > sums.shape[1]:
                    sums = np.hstack([sums, np.zeros_like(sums)])
                    squares = np.hstack([squares, np.zeros_like(squares)])
            squares[best] += 2 * (weights @ sums[terms, best]) + weights @ weights
            sums[terms, best] += weights
            found[one.id] = best
        return b_cubed(labelled.events, found).f1

    return max(once(threshold) for threshold in THRESHOLDS)


def _labelled(name: str, rows: Sequence[tuple[object, float, str, str]]) -> Labelled:
    articles = [
        article(number, hours, title, text, language="en")
        for number, (_, hours, title, text) in enumerate(rows)
    ]
    return Labelled(name, articles, {n: str(row[0]) for n, row in enumerate(rows)})


def main(arguments: Sequence[str]) -> None:
    """Print a line a set, or all as JSON."""
    results = defaultdict[str, list[dict[str, float]]](list)
    sets = [*sample_world(), lookalikes(), copies(), burst(0), burst(18), *large_days()]
    for labelled in sets:
        agreement, speed = measure(labelled)
        found = {
            **agreement._asdict(),
            "as_they_came_f1": measure(labelled, repair=False)[0].f1,
            "single_pass_f1": baseline(labelled),
            "articles": len(labelled.articles),
            "articles_a_second": round(speed),
        }
        results[labelled.name].append(found)
    means = {
        name: {key: round(mean(one[key] for one in found), 3) for key in found[0]}
        for name, found in results.items()
    }
    if "--json" in arguments:
        print(json.dumps(means))
        return
    for name, result in means.items():
        print(f"{name:34}", "  ".join(f"{key} {value}" for key, value in result.items()))


if __name__ == "__main__":
    main(sys.argv[1:])
