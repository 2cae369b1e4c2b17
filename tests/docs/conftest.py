"""The pages that people read, by their names in the repository."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = ["README.md", *(f"docs/{page.name}" for page in sorted((ROOT / "docs").glob("*.md")))]


def read(page: str) -> str:
    """Return the text of a page."""
    return (ROOT / page).read_text("utf-8")
