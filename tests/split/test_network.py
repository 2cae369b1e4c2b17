"""The weights of the splitter, as they are kept."""

import numpy as np

from feeds.split.network import packed, unpacked, weights


def test_weights_are_read_as_they_were_written() -> None:
    """In half precision: what is stored is what comes back, under its name, in its shape."""
    again = unpacked(packed(weights()))

    assert list(weights()) == list(again)
    for name, rows in weights().items():
        assert rows.shape == again[name].shape
        assert np.array_equal(rows, again[name])
        assert again[name].dtype == np.float32
