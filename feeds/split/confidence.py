"""How sure a cut is: the probability that an editor would sign it."""

from .decode import Reading
from .network import START


def confidence(reading: Reading, spans: list[range]) -> list[float]:
    """Return for each article the probability that its start and end are right."""
    return [float(reading.belief[units[0], START]) for units in spans]
