"""The space in which texts are compared: TF-IDF over words and pairs of words.

Fitted once on the desk's articles and used for every executive. Words are folded (case and
accents) and kept as numbers: a word is its CRC-32, a pair of neighbours a mix of both. So a text
that arrives after the fit keeps its unknown words, and a phrase can be looked up exactly (two of
100 million texts with 100 words each would meet by chance in a given word). Not scikit-learn's
vectorisers: they import pandas, which the first page must not wait for.

Weights: (1 + ln count) · ln(1 + (n − df + ½) / (df + ½)), the inverse document frequency of
BM25 (Robertson and Zaragoza 2009, doi 10.1561/1500000019), which is near 0 for words that stand
everywhere, so no language needs a list of stop words. Rows have length 1.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from briefing.model import Article

#: Of a text only so many characters count: news says first what it is about.
TITLE_CHARS, SUMMARY_CHARS, LEAD_CHARS = 500, 5_000, 2_000
MAX_CHARS = 8_000
#: A title's words count as often as this.
TITLE_TIMES = 2
#: Pairs sharpen a comparison; at full weight the rare ones would drown the words.
PAIR_WEIGHT = 0.3
#: Columns for words, and as many for pairs, that the fit has not seen.
SPARE = 1 << 16
#: Texts looked at together, which bounds the memory while reading them; their places fit in
#: the bits that a term leaves free.
OWNER_BITS = np.uint64(11)
BATCH = 1 << 11

MARKS = re.compile("[\u0300-\u036f]+")
#: Scripts without spaces between words (Thai to Myanmar, Khmer, kana, Han): each sign is a word.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
WORD = re.compile(f"[{UNSPACED}]|[^\\W_{UNSPACED}]+")

Numbers = NDArray[np.uint64]
#: Marks the number of a pair, so that it differs from every word's; 52 bits of mix are below it.
PAIR = np.uint64(1 << 52)


def fold(text: str) -> str:
    """The text without case and accents."""
    if text.isascii():
        return text.lower()
    return MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))


def words(text: str) -> list[str]:
    """The folded words, in order."""
    return WORD.findall(fold(text))


def article_text(article: Article) -> str:
    """What an article is compared by: its title, twice, then summary and the start of its text."""
    summary, body = article.summary[:SUMMARY_CHARS], article.text[:LEAD_CHARS]
    if summary.startswith(body):
        body = ""
    elif body.startswith(summary):
        summary = ""
    return "\n".join([article.title[:TITLE_CHARS]] * TITLE_TIMES + [summary, body])


def numbers(text: str) -> Numbers:
    """The words of a text as numbers, in order."""
    return np.array([crc32(word.encode()) for word in words(text)], np.uint64)


def pairs(first: Numbers, second: Numbers) -> Numbers:
    """Numbers for pairs of words (multipliers: splitmix64 and xxHash)."""
    mixed = first * np.uint64(0x9E3779B97F4A7C15) ^ second * np.uint64(0xC2B2AE3D27D4EB4F)
    return np.asarray((mixed ^ mixed << np.uint64(29)) >> np.uint64(12) | PAIR, np.uint64)


def terms(texts: Sequence[str]) -> tuple[NDArray[np.int64], Numbers]:
    """For every word and every pair within a line: which text it is in, and its number."""
    found: list[int] = []
    lengths: list[int] = []
    owners: list[int] = []
    for owner, text in enumerate(texts):
        for line in text[:MAX_CHARS].split("\n"):
            before = len(found)
            found.extend([crc32(word.encode()) for word in words(line)])
            lengths.append(len(found) - before)
            owners.append(owner)
    single = np.array(found, np.uint64)
    line_of = np.repeat(np.arange(len(lengths)), lengths)
    owner_of = np.repeat(np.array(owners, np.int64), lengths)
    together = np.flatnonzero(line_of[1:] == line_of[:-1])
    double = pairs(single[together], single[together + 1])
    return np.concatenate([owner_of, owner_of[together]]), np.concatenate([single, double])


def batches(texts: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(texts)
    while batch := list(islice(rest, BATCH)):
        yield batch


@dataclass(frozen=True, eq=False)
class TextSpace:
    """A fitted space. Columns: the terms seen, then the spare ones for words, then for pairs."""

    #: Numbers of the terms seen, ascending.
    known: Numbers
    #: Weight of each column.
    weights: NDArray[np.float32]

    @classmethod
    def fit(cls, texts: Iterable[str]) -> "TextSpace":
        """Learn which words are rare. Any texts will do, none included."""
        seen, counts, size = [np.empty(0, np.uint64)], [np.empty(0, np.int64)], 0
        for batch in batches(texts):
            owner, term = terms(batch)
            # Sorted, and not through `np.unique`, which is slower by far on so many numbers.
            uses = np.sort(term << OWNER_BITS | owner.astype(np.uint64))
            once = uses[np.flatnonzero(np.diff(uses, prepend=~uses[:1]))] >> OWNER_BITS
            in_batch, count = np.unique(once, return_counts=True)
            seen.append(in_batch)
            counts.append(count)
            size += len(batch)
        known, place = np.unique(np.concatenate(seen), return_inverse=True)
        in_texts = np.bincount(place, np.concatenate(counts), minlength=len(known))
        spare = np.zeros(2 * SPARE)
        rarity = np.log1p(
            (size - np.append(in_texts, spare) + 0.5) / (np.append(in_texts, spare) + 0.5)
        )
        rarity[: len(known)][known >= PAIR] *= PAIR_WEIGHT
        rarity[len(known) + SPARE :] *= PAIR_WEIGHT
        return cls(known, rarity.astype(np.float32))

    def columns(self, term: Numbers) -> NDArray[np.int64]:
        """The column of each term."""
        size = len(self.known)
        spare = size + (term % np.uint64(SPARE)).astype(np.int64) + np.where(term >= PAIR, SPARE, 0)
        if not size:
            return spare
        place = np.minimum(np.searchsorted(self.known, term), size - 1)
        return np.where(self.known[place] == term, place, spare)

    def rows(self, texts: Iterable[str]) -> sparse.csr_array:
        """One row of length 1 a text, in order; a text without words gives an empty one."""
        blocks = [self._rows(batch) for batch in batches(texts)]
        if not blocks:
            return sparse.csr_array((0, len(self.weights)), dtype=np.float32)
        return sparse.vstack(blocks, format="csr") if len(blocks) > 1 else blocks[0]

    def _rows(self, texts: list[str]) -> sparse.csr_array:
        owner, term = terms(texts)
        cells = (np.ones(len(term), np.float32), (owner, self.columns(term)))
        rows = sparse.coo_array(cells, shape=(len(texts), len(self.weights))).tocsr()
        rows.sum_duplicates()
        rows.data = (1 + np.log(rows.data)) * self.weights[rows.indices]
        lengths = np.sqrt(np.bincount(row_of(rows), rows.data**2, minlength=len(texts)))
        rows.data /= lengths[row_of(rows)].astype(np.float32)
        return rows

    def phrase(self, text: str) -> NDArray[np.int64]:
        """The columns that a text with this phrase has; none when the phrase has no words."""
        single = numbers(text)
        return self.columns(single if len(single) < 2 else pairs(single[:-1], single[1:]))


def row_of(rows: sparse.csr_array) -> NDArray[np.int64]:
    """The row of each stored value."""
    return np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
