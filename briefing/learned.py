"""What was learned from an executive's decisions, as far as a person can be told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from briefing import brief
from briefing.model import Article, Decision, DecisionKind
from briefing.ranking.lessons import POINTS
from briefing.ranking.taste import TasteLine
from briefing.store import decisions, reading
from briefing.trial import Trial

#: So many decisions are named in either direction.
NAMED = 3
#: What was done to an article says most by the first of these that was done.
TELLS: tuple[DecisionKind, ...] = ("shared", "passed", "would_share", "would_pass", "opened")


@dataclass(frozen=True)
class Pull:
    """One article that teaches, and what was done about it."""

    article: Article
    did: DecisionKind
    at: datetime
    #: How strongly it pulls at what is like it: upwards above 0, downwards below.
    strength: float


@dataclass(frozen=True)
class Learning:
    """What was learned, the strongest first."""

    #: How many articles taught anything.
    lessons: int
    #: What stands out about outlets and topics.
    lines: Sequence[TasteLine]
    #: Every decision that teaches, by how much it pulls.
    pulls: Sequence[Pull]
    #: By signal its weight as the voice has it, and as evidence has moved it.
    weights: Mapping[str, tuple[float, float]]

    @property
    def up(self) -> Sequence[Pull]:
        """The few that pull upwards most."""
        return [pull for pull in self.pulls if pull.strength > 0][:NAMED]

    @property
    def down(self) -> Sequence[Pull]:
        """The few that pull downwards most."""
        return [pull for pull in self.pulls if pull.strength < 0][:NAMED]


def learning(trial: Trial) -> Learning:
    """All that was learned, from what a trial has read."""
    return Learning(
        lessons=len(trial.reader.lessons),
        lines=brief.taste(trial),
        pulls=_pulls(trial),
        weights=trial.weights(),
    )


def _pulls(trial: Trial) -> list[Pull]:
    """Every lesson, the one that pulls most first."""
    reader = trial.reader
    if reader.learned is None:
        return []
    did = _did(trial)
    strength = reader.learned.pull
    found = []
    for place in np.argsort(-np.abs(strength), kind="stable").tolist():
        lesson, article = reader.lessons[place], reader.past.articles[place]
        # What was taken back since the trial read it is not named.
        if (kind := did.get(lesson.article_id)) is not None:
            at = datetime.fromtimestamp(lesson.at, UTC)
            found.append(Pull(article, kind, at, float(strength[place])))
    return found


def _did(trial: Trial) -> Mapping[int, DecisionKind]:
    """Article id to what was done about it that teaches."""
    with reading(trial.engine) as conn:
        done = decisions.standing(conn, trial.executive.id, since=trial.executive.learning_since)
    taught = [decision for decision in done if decision.kind in POINTS]
    return {one.article_id: one.kind for one in sorted(taught, key=_tells_most)}


def _tells_most(decision: Decision) -> int:
    return -TELLS.index(decision.kind)
