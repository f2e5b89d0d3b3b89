"""Groups that are one event become one, and groups of several events come apart."""

from typing import Any

import numpy as np
from scipy import sparse

from briefing.stories.mixture import LONGEST_SILENCE
from briefing.stories.window import Floats, Integers, Parts, Window, parts

#: Cosine from which two groups are one event, at one term an article. Longer articles say
#: more that is beside the event, so less is asked: by the power below.
SAME = 0.69
LENGTH_POWER = 0.25
#: Articles at which a group shows half of what it is about; and what the smallest show, as a
#: share of the cosine.
HALF_SEEN = 6.0
LEAST_SEEN = 0.9
#: What each day between two groups asks on top.
DAY_APART = 0.25
#: Groups of so many articles are looked at for several events in one.
LARGE = 5
#: Share of the cosine above from which articles stay in one strand of a group.
STRAND = 0.45
#: Articles whose strands are found at once: their likeness is a full square.
AT_ONCE = 1_000


def joined(found: Parts) -> tuple[Parts, int]:
    """Join each pair of groups that are nearest to one another and near enough; how many."""
    one, two, alike = _near(found)
    nearest = np.full(len(found.sizes), -1)
    order = np.argsort(alike, kind="stable")
    nearest[one[order]] = two[order]
    numbers = np.arange(len(found.sizes))
    mutual = (nearest >= 0) & (nearest[nearest] == numbers) & (numbers < nearest)
    becomes = numbers.copy()
    becomes[nearest[mutual]] = numbers[mutual]
    return parts(found.window, becomes[found.group_of]), int(mutual.sum())


def _near(found: Parts) -> tuple[Integers, Integers, Floats]:
    """Pairs of groups that may be one event, each twice, and how alike they are."""
    several = np.flatnonzero(found.sizes > 1)
    profiles = _profiles(found)[several]
    pairs = (profiles @ profiles.T).tocoo()
    one, two, alike = several[pairs.row], several[pairs.col], pairs.data.astype(np.float64)
    first, _, _, last = found.times
    days = np.maximum(0.0, np.maximum(first[one] - last[two], first[two] - last[one]))
    seen = np.maximum(LEAST_SEEN, np.sqrt(found.sizes / (found.sizes + HALF_SEEN)))
    asked = _asked(found.window) * seen[one] * seen[two] + DAY_APART * days
    spoken, heard = found.languages[one], found.languages[two]
    near = (one != two) & (alike >= asked) & (days <= LONGEST_SILENCE)
    near &= (spoken == heard) | (spoken == 0) | (heard == 0)
    if len(found.window.apart):
        many = len(found.sizes)
        these, those = found.group_of[found.window.apart].T
        barred = np.concatenate((these * many + those, those * many + these))
        near &= ~np.isin(one * many + two, barred)
    return one[near], two[near], alike[near]


def _asked(window: Window) -> float:
    return float(SAME * window.usual_terms**-LENGTH_POWER)


def _profiles(found: Parts) -> Any:
    """What each group is about: rows of unit length.

    Square roots, so that a group's commonest word does not decide alone (Hellinger);
    a word weighs by the share of groups that have it, not of articles.
    """
    profiles = found.words.copy()
    having = np.bincount(profiles.indices, minlength=profiles.shape[1])
    rarity = np.maximum(0.0, np.log(len(found.sizes) / (having + 0.5)))
    shares = profiles.data / found.lengths[found.rows]
    profiles.data = (np.sqrt(shares) * rarity[profiles.indices]).astype(np.float32)
    return _of_unit_length(profiles)


def _of_unit_length(rows: Any) -> Any:
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return (sparse.diags((1 / np.maximum(lengths, 1e-9)).astype(np.float32)) @ rows).tocsr()


def parted(found: Parts) -> Parts:
    """Cut the large groups into strands, by single pass with a stricter measure."""
    window = found.window
    rows = window.words.copy()
    having = np.bincount(rows.indices, minlength=rows.shape[1])
    rarity = np.log1p(rows.shape[0] / np.maximum(having, 1))
    rows.data = (np.log1p(rows.data) * rarity[rows.indices]).astype(np.float32)
    rows = _of_unit_length(rows)
    asked = STRAND * _asked(window)
    strands = found.group_of.copy()
    members = np.split(np.argsort(strands, kind="stable"), np.cumsum(found.sizes)[:-1])
    opened = len(found.sizes)
    for group in np.flatnonzero(found.sizes >= LARGE):
        for start in range(0, found.sizes[group], AT_ONCE):
            some = members[group][start : start + AT_ONCE]
            strand = _strands((rows[some] @ rows[some].T).toarray(), asked)
            strands[some] = opened + strand
            opened += int(strand.max()) + 1
    return parts(window, strands)


def _strands(alike: np.ndarray, asked: float) -> Integers:
    """The strand of each article, given how alike any two are, in order of arrival."""
    articles = len(alike)
    strands = np.zeros(articles, dtype=np.int64)
    # By article and strand: the product with the sum of the strand's articles.
    products = np.zeros((articles, articles), dtype=alike.dtype)
    squares = np.zeros(articles)
    opened = 0
    for article in range(articles):
        cosines = products[article, :opened] / np.sqrt(np.maximum(squares[:opened], 1e-9))
        best = int(cosines.argmax()) if opened else 0
        if not opened or cosines[best] < asked:
            best, opened = opened, opened + 1
        squares[best] += 2 * products[article, best] + alike[article, article]
        products[:, best] += alike[:, article]
        strands[article] = best
    return strands
