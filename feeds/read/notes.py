"""What could not be read of a file, told in few lines however much it is."""

from msgspec import Struct, field

from feeds.read.clean import clean

_LIMIT = 100  # about single records; then only their number


class Notes(Struct):
    """Notes about single records, of which the first hundred are kept."""

    kept: list[str] = field(default_factory=list)
    count: int = 0

    def add(self, note: str) -> None:
        """Keep a note, or count it."""
        self.count += 1
        if len(self.kept) < _LIMIT:
            self.kept.append(clean(note))

    def told(self) -> tuple[str, ...]:
        """Return the notes, and how many more there were."""
        more = self.count - len(self.kept)
        return (*self.kept, *([f"{more} more records were not read"] if more else ()))
