"""Taste: what past decisions say about articles like this one.

The value is one half where nothing was learned; at the full weight, what it adds to the score is
the learned correction itself (`briefing.ranking.learning`), within one point either way.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np

from briefing.ranking.candidates import Candidates, Floats, Ints
from briefing.ranking.learning import Corrections, Evidence, Learned
from briefing.ranking.lessons import Lesson
from briefing.ranking.reader import Reader
from briefing.ranking.signals._base import Measure, Signal
from briefing.ranking.taste import lines_by_outlet, lines_by_topic

UNKNOWN = "nothing was learned about its kind yet"
#: What is said where no decision, outlet or topic by itself can be named.
UNNAMED = (
    "little was learned about its kind yet",
    "many past decisions speak for it, each a little",
    "many past decisions speak against it, each a little",
)
#: So many of the lessons that pull most can be named.
NAMED = 50
#: What a lesson must add to be named, in points.
NAMED_FROM = 0.02
#: Words of a title that are quoted.
TITLE_WORDS = 9
#: Within so many days a day is called by its name.
WEEK = 6

WOULD = {"shared": "would share", "passed": "would pass over", "opened": "would open"}
DID = {"shared": "shared", "opened": "opened", "passed": "passed over"}


def measure(candidates: Candidates, reader: Reader, now: datetime) -> Measure:
    learned = reader.learned
    if learned is None or not learned.lessons:
        size = len(candidates)
        return Measure(np.full(size, 0.5), np.zeros(size, np.int64), (UNKNOWN,))
    evidence = Evidence.of(candidates, reader.main_topic(candidates), _no_values(candidates))
    found = learned.corrections(evidence)
    says, phrases = _words(found, learned, evidence, reader, now)
    return Measure(np.clip((1 + found.total) / 2, 0, 1), says, phrases)


def _no_values(candidates: Candidates) -> Floats:
    """What the lasting signals found is counted with their own weights."""
    return np.zeros((len(candidates), 0))


def _words(
    found: Corrections, learned: Learned, evidence: Evidence, reader: Reader, now: datetime
) -> tuple[Ints, tuple[str, ...]]:
    """The strongest of what speaks in the direction of the whole: a decision, outlet or topic."""
    total = found.total
    direction = np.where(total < 0, -1.0, 1.0)
    of = np.argsort(-np.abs(learned.pull), kind="stable")[:NAMED]
    influences = learned.influences(evidence, of)
    # What is unlike what was passed over gains by it, and is not to be called like it.
    alike = influences * learned.pull[of, None] > 0
    liked = np.array([learned.lessons[i].outcome != "passed" for i in of.tolist()], np.bool_)
    says_why = (alike == liked[:, None]) == (total >= 0)
    influence = np.where(says_why, influences * direction, 0)
    strongest, by_lesson = influence.argmax(axis=0), influence.max(axis=0)
    unlike = ~alike[strongest, np.arange(len(total))]
    outlets = lines_by_outlet(learned, reader.past)
    topics = lines_by_topic(learned, [topic.name for topic in reader.voice.topics])
    phrases = list(UNNAMED)
    spoken: list[Ints] = []
    for lines, keys in ((outlets, evidence.outlets), (topics, evidence.topics)):
        place = {key: len(phrases) + at for at, key in enumerate(lines) if lines[key].fair}
        phrases += [line.sentence for line in lines.values()]
        spoken.append(np.array([place.get(key, 0) for key in keys.tolist()], np.int64))
    spoken.append(strongest + len(of) * unlike + len(phrases))
    named = [_named(learned.lessons[i], reader, now) for i in of.tolist()]
    phrases += [f"it is {how} {one}" for how in ("like", "unlike") for one in named]
    strength = np.stack([found.outlet * direction, found.topic * direction, by_lesson])
    sayings = np.stack(spoken)
    strength[sayings == 0] = 0
    best = strength.argmax(axis=0)
    says = sayings[best, np.arange(len(total))]
    unnamed = np.where(np.abs(total) < NAMED_FROM, 0, np.where(total > 0, 1, 2))
    return np.where(strength.max(axis=0) >= NAMED_FROM, says, unnamed), tuple(phrases)


def _named(lesson: Lesson, reader: Reader, now: datetime) -> str:
    """For instance "“Fed holds rates”, which you shared on Tuesday"."""
    place = reader.place_of(lesson.article_id)
    words = reader.past.articles[place].title.split()
    title = " ".join(words[:TITLE_WORDS]) + ("…" if len(words) > TITLE_WORDS else "")
    if lesson.by_desk:
        return f"“{title}”, which your desk says you {WOULD[lesson.outcome]}"
    did, when = DID[lesson.outcome], _when(lesson.at, reader, now)
    return f"“{title}”, which you {did} {when}"


def _when(at: float, reader: Reader, now: datetime) -> str:
    zone = ZoneInfo(reader.zone)
    day, today = datetime.fromtimestamp(at, UTC).astimezone(zone), now.astimezone(zone)
    ago = (today.date() - day.date()).days
    if ago < 1:
        return "today"
    if ago == 1:
        return "yesterday"
    return f"on {day:%A}" if ago <= WEEK else f"on {day.day} {day:%B}"


SIGNAL = Signal("Taste", weight=2.0, measure=measure, usual=0.5)
