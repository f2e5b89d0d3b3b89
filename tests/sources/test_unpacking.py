"""Any body comes out as it went in, however it was packed and cut up; rubbish only ever raises."""

import gzip
import zlib
from contextlib import suppress

import brotli
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.sources.packing import PIECE, Damaged
from briefing.sources.unpacking import Body, TooLarge

PACK = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": lambda data: brotli.compress(data, quality=4),
    "zstd": zstandard.compress,
}


def unpack(encoding: str, packed: bytes, *, cut: int = 1 << 16, limit: int = 1 << 24) -> bytes:
    body = Body(encoding, limit)
    for start in range(0, len(packed), cut):
        body.feed(packed[start : start + cut])
    return body.finish()


#: Bytes that pack well, a little, and not at all, of sizes around the pieces given out.
bodies = st.builds(
    lambda seed, times, size: (seed * times)[:size],
    st.binary(min_size=1, max_size=300),
    st.sampled_from([1, 300, 3_000]),
    st.sampled_from([0, 1, 1_000, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 500_000]),
)


@settings(max_examples=60, deadline=None)
@given(
    body=bodies,
    names=st.lists(st.sampled_from(sorted(PACK)), min_size=1, max_size=3),
    cut=st.sampled_from([1, 7, 128, 129, 1 << 16]),
)
def test_what_was_packed_comes_out_again(body, names, cut):
    packed = body
    for name in names:
        packed = PACK[name](packed)
    assert unpack(", ".join(names), packed, cut=cut) == body


@settings(max_examples=150, deadline=1_000)
@given(
    rubbish=st.binary(max_size=400),
    kept=st.integers(0, 60),
    name=st.sampled_from(sorted(PACK)),
    behind=st.sampled_from(sorted(PACK)),
)
def test_rubbish_raises_or_comes_out_bounded(rubbish, kept, name, behind):
    """Begins as real data does, so that it gets past the first bytes."""
    packed = PACK[name](b"<rss>some text</rss>" * 9)[:kept] + rubbish
    with suppress(Damaged, TooLarge):
        assert len(unpack(f"{behind}, {name}", packed, limit=10_000)) <= 10_000


@pytest.mark.parametrize("name", sorted(PACK))
@pytest.mark.parametrize("missing", [1, 4, 20])
def test_a_missing_end_is_noticed(name, missing):
    packed = PACK[name](bytes(range(256)) * 40)[:-missing]
    with pytest.raises(Damaged):
        unpack(name, packed)


@pytest.mark.parametrize("name", ["deflate", "gzip", "zstd"])
def test_what_follows_the_end_is_ignored(name):
    assert unpack(name, PACK[name](b"<rss/>") + b"\0" * 70_000) == b"<rss/>"


@pytest.mark.parametrize("name", sorted(PACK))
def test_the_steps_in_between_are_limited_too(name):
    """The inner data is large and unpacks to nothing, so that only the step itself can stop it."""
    inner = gzip.compress(b"") * 900
    with pytest.raises(TooLarge):
        unpack(f"gzip, {name}", PACK[name](inner), limit=5_000)
