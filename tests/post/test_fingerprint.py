"""The numbers by which a copy finds its original."""

import zlib
from heapq import nsmallest

from hypothesis import given
from hypothesis import strategies as st

from feeds.post.fingerprint import RUN, SKETCH, SKETCH_RUN, folded, shingles, sketch, words

TEXTS = st.lists(
    st.one_of(
        st.sampled_from(["1,000", "3.5", "12:30", "10’000", "Straße", "水車小屋", "Mill", "it's"]),
        st.text(max_size=12),
    )
).map(" ".join)


@given(text=TEXTS)
def test_words_folded_at_once_are_as_they_are_folded_one_by_one(text: str) -> None:
    """A catalogue holds sketches made before; what they are made of must not move."""
    found = [folded(word) for word in words(text)]
    fives = [found[at : at + SKETCH_RUN] for at in range(len(found) - SKETCH_RUN + 1)]
    threes = [found[at : at + RUN] for at in range(len(found) - RUN + 1)] or [found]

    digests = {zlib.crc32(" ".join(run).encode("utf-8", "replace")) for run in fives}
    assert tuple(nsmallest(SKETCH, digests)) == sketch(text)
    said = {" ".join(run).encode("utf-8", "replace") for run in threes if run}
    assert said == shingles(text)
