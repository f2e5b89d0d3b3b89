"""Each article moves to the group whose words explain it best.

A group is a way of choosing words: as often as its articles did, and some words as
anybody would. An article belongs where its words are likeliest, and where many are:
the mixture of Nigam et al. 2000 (doi 10.1023/A:1007692713085) as Yin and Wang 2014
(doi 10.1145/2623330.2623715) use it on short texts, without its symmetric prior, which
takes common words for evidence: what a word proves is measured against how common it is
(Jelinek and Mercer's smoothing, see Zhai and Lafferty 2004, doi 10.1145/984321.984322).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from briefing.stories.window import Floats, Integers, Parts, parts

#: Share of an article's words that come from its event when the event is well known.
OWN_WORDS = 0.45
#: Words after which a group is half as well known as it can be.
HALF_KNOWN = 50.0
#: How much a group's words count for how common a word is: its length to this power, so
#: that what one great event is about does not become common.
DAMPED = 0.5
#: Other news that is imagined beside the articles, in the same measure: a word is not common
#: because all of only six articles have it.
OTHER_NEWS = 300.0
#: What an article asks for to stay in a group, in natural units of likelihood a term.
LEAST = 0.0
#: What each day between asks on top, a term.
DAY_APART = 0.6
#: Days without an article after which a group takes no more.
LONGEST_SILENCE = 5.0
#: Evidence of a term, in natural units of likelihood, that is not worth counting.
PROVES_NOTHING = 0.5
#: Articles that are compared with all groups at once.
AT_ONCE = 500
#: When fewer than this share of the articles move, it is done.
STILL = 0.002


@dataclass(frozen=True)
class Fit:
    """How well each article fits; minus infinity where it cannot be."""

    #: With the other articles of its own group.
    own: Floats
    #: The other group that it fits better, well enough to move there; -1 where there is none.
    other: Integers


@dataclass(frozen=True)
class _Model:
    """How common words are, and by group how much one that it uses proves."""

    parts: Parts
    common: Floats

    def known(self, lengths: Floats) -> Floats:
        """Share of words that groups of such lengths explain."""
        return OWN_WORDS * lengths / (lengths + HALF_KNOWN)


def settled(found: Parts, rounds: int) -> Parts:
    """Let articles move until hardly one does, or for so many rounds."""
    for _ in range(rounds):
        moved = _moved(found, fit(found))
        share = float(np.mean(moved != found.group_of))
        found = parts(found.window, moved)
        if share < STILL:
            break
    return found


def fit(found: Parts) -> Fit:
    """How well each article fits where it is, and where else it would."""
    model = _Model(found, _common(found))
    own = _at_home(model)
    enough = np.maximum(own, LEAST * found.window.lengths)
    return Fit(own, _elsewhere(model, enough))


def _moved(found: Parts, fit: Fit) -> Integers:
    """The group of each article after its move; what fits nowhere is alone."""
    groups = len(found.sizes)
    moves = fit.other >= 0
    alone = found.sizes[found.group_of] == 1
    leaves = ~moves & ~alone & (fit.own < LEAST * found.window.lengths)
    moved = np.where(moves, fit.other, found.group_of)
    moved[leaves] = groups + np.flatnonzero(leaves)
    return _without_swaps(found, moved, np.flatnonzero(moves & alone))


def _without_swaps(found: Parts, moved: Integers, single: Integers) -> Integers:
    """Of two lone articles that each move to the other's place, the earlier stays."""
    lone = np.full(len(found.sizes), -1)
    lone[found.group_of[single]] = single
    partner = lone[moved[single]]
    swap = (partner > single) & (moved[partner] == found.group_of[single])
    moved[single[swap]] = found.group_of[single[swap]]
    return moved


def _common(found: Parts) -> Floats:
    """How likely each word is anywhere."""
    common = np.asarray(found.words.T @ found.lengths ** (DAMPED - 1), dtype=np.float64).ravel()
    common += common[common > 0].min(initial=1.0) / 2
    shares: Floats = common / (common.sum() + OTHER_NEWS)
    return shares


def _at_home(model: _Model) -> Floats:
    """How well each article fits its own group without itself."""
    found, window = model.parts, model.parts.window
    home, articles = found.group_of, len(found.group_of)
    lengths = np.maximum(found.lengths[home] - window.lengths, 1e-9)
    known = model.known(lengths)
    terms = window.words.shape[1]
    entries = found.rows * terms + found.words.indices
    wanted = home[window.rows] * terms + window.words.indices
    shared = found.words.data[np.searchsorted(entries, wanted)] - window.words.data
    gain = (known / (1 - known) / lengths)[window.rows] / model.common[window.words.indices]
    evidence = window.words.data * np.log1p(np.maximum(shared, 0) * gain)
    fits = np.bincount(window.rows, evidence, minlength=articles).astype(np.float64)
    fits += window.lengths * (np.log1p(-known) - DAY_APART * _days_from_the_others(found))
    fits += np.log(np.maximum(found.sizes[home] - 1, 1))
    fits[found.sizes[home] == 1] = -np.inf
    return fits


def _days_from_the_others(found: Parts) -> Floats:
    at, home = found.window.at, found.group_of
    first, second, last_but_one, last = (times[home] for times in found.times)
    begins = np.where(at <= first, second, first)
    ends = np.where(at >= last, last_but_one, last)
    return np.maximum(0.0, np.maximum(begins - at, at - ends))


def _elsewhere(model: _Model, enough: Floats) -> Integers:
    """The other group that each article fits best, if better than `enough`; else -1."""
    found, window = model.parts, model.parts.window
    known = model.known(found.lengths)
    gains = _gains(model, known)
    size, unexplained = np.log(found.sizes), np.log1p(-known)
    other = np.full(len(enough), -1)
    for start in range(0, len(enough), AT_ONCE):
        pairs = window.words[start : start + AT_ONCE] @ gains
        articles = np.repeat(np.arange(start, start + pairs.shape[0]), np.diff(pairs.indptr))
        groups = pairs.indices
        fits = pairs.data + size[groups] + window.lengths[articles] * unexplained[groups]
        hopeful = np.flatnonzero(fits > enough[articles])
        articles, groups, fits = articles[hopeful], groups[hopeful].astype(np.int64), fits[hopeful]
        days = found.days_from(window.at[articles], groups)
        fits -= DAY_APART * window.lengths[articles] * days
        fits[(days > LONGEST_SILENCE) | _impossible(found, articles, groups)] = -np.inf
        # The best last, so that it is what stays; of equals the group that is older.
        order = np.lexsort((-groups, fits))
        other[articles[order]] = np.where(fits[order] > enough[articles[order]], groups[order], -1)
    return other


def _gains(model: _Model, known: Floats) -> Any:
    """What each term (row) proves for each group; terms that prove hardly anything left out."""
    found = model.parts
    gains = found.words.copy()
    weight = (known / (1 - known) / found.lengths)[found.rows] / model.common[gains.indices]
    gains.data = np.log1p(gains.data * weight).astype(np.float32)
    gains.data[gains.data < PROVES_NOTHING] = 0
    gains.eliminate_zeros()
    return gains.T.tocsr()


def _impossible(found: Parts, articles: Integers, groups: Integers) -> npt.NDArray[np.bool_]:
    """Its own group, one in another language, or with the same form of another day."""
    spoken, heard = found.window.languages[articles], found.languages[groups]
    cannot: npt.NDArray[np.bool_] = (groups == found.group_of[articles]) | (
        (spoken != heard) & (spoken > 0) & (heard > 0)
    )
    if len(found.window.apart):
        one, two = found.window.apart.T
        many = len(found.sizes)
        barred = np.concatenate(
            (one * many + found.group_of[two], two * many + found.group_of[one])
        )
        cannot |= np.isin(articles * many + groups, barred)
    return cannot
