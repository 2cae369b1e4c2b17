"""A repository without a work tree: the names and the contents of its newest commit."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LARGEST = 1_000_000  # bytes of a file that is read


@dataclass(frozen=True, slots=True)
class Repository:
    """A git directory and what it is called where it came from: owner/name."""

    folder: Path
    name: str

    def names(self) -> list[str]:
        """Return the paths of all files, in order."""
        listed = _git(self.folder, "ls-tree", "-r", "-z", "--name-only", "HEAD")
        return sorted(n for n in listed.decode("utf-8", "replace").split("\0") if n)

    def texts(self, names: list[str]) -> Iterator[tuple[str, str]]:
        """Yield the path and the text of files; one that is absent, large or binary is left out."""
        asked = "".join(f"HEAD:{n}\n" for n in names if "\n" not in n)
        found = _git(self.folder, "cat-file", "--batch", given=asked.encode("utf-8", "replace"))
        at = 0
        for name in (n for n in names if "\n" not in n):
            end = found.find(b"\n", at)
            head = found[at:end].split(b" ")
            at = end + 1
            if len(head) < 3 or head[-2] != b"blob":
                continue
            size = int(head[-1])
            content = found[at : at + size]
            at += size + 1
            if size <= LARGEST and b"\0" not in content:
                yield name, content.decode("utf-8", "replace")


def _git(folder: Path, *command: str, given: bytes = b"") -> bytes:
    ran = subprocess.run(["git", "-C", folder, *command], input=given, capture_output=True)
    return ran.stdout


def repositories(folder: Path) -> list[Repository]:
    """Return the repositories of a folder of OWNER+NAME/REPOSITORY, in order."""
    found = []
    for place in sorted(folder.glob("*+*")):
        kept = (*place.iterdir(), *place.glob("*/.git"))
        inside = sorted(p for p in kept if (p / "HEAD").exists())
        if inside:
            found.append(Repository(inside[0], place.name.replace("+", "/", 1)))
    return found
