"""Everything Feedmill can complain about, as one tree.

FeedmillError
├── ConfigError          feedmill.toml or [tool.feedmill] cannot be used
├── ContentError         a file under content/ cannot be used
│   ├── DumpError        a raw dump: unreadable, unknown format, undecodable
│   │   └── NoTextError  it is a picture, a program: nothing that anybody would read
│   └── PostError        a post: bad front matter, missing field
├── ConflictError        two posts claim one id or one permalink
├── CatalogueError       the cache cannot be opened (delete it and rebuild)
├── LockError            another Feedmill works on this site
├── ThemeError           a file of the site's own theme cannot be used
├── DiskError            a disk is full, read-only, failing, or not ours to write to
├── WorkersError         the workers of a cluster cannot be used
└── PublishError         output/ could not be brought up to date

Raise when the whole run must stop.  When one file is at fault and the others
are not, return a `feeds.model.Problem` instead and go on.
"""


class FeedmillError(Exception):
    """Root of the tree: what the command line catches, and nothing else."""

    def __init__(self, where: str, what: str, hint: str = "") -> None:
        super().__init__(where, what, hint)  # all three: it must survive pickling
        self.where, self.what, self.hint = where, what, hint

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}"
        return f"{text} ({self.hint})" if self.hint else text


class ConfigError(FeedmillError):
    """The configuration cannot be used."""


class ContentError(FeedmillError):
    """A file under content/ cannot be used."""


class DumpError(ContentError):
    """A raw dump is unreadable, of an unknown format, or cannot be decoded."""


class NoTextError(DumpError):
    """A dump, or a part of one, is no text; within an archive nothing is amiss with that."""


class PostError(ContentError):
    """A post has bad front matter or lacks a field."""


class ConflictError(FeedmillError):
    """Two posts claim one id or one permalink; `where` names both."""


class CatalogueError(FeedmillError):
    """The catalogue cannot be opened; it can be deleted and is built again."""


class LockError(FeedmillError):
    """Another Feedmill works on this site."""


class ThemeError(FeedmillError):
    """A template or a file of words of the site's own theme cannot be used."""


class DiskError(FeedmillError):
    """A disk or a folder fails under the run: full, read-only, broken, or another user's."""


class WorkersError(FeedmillError):
    """The workers of a cluster cannot be reached, or are of another version."""


class PublishError(FeedmillError):
    """output/ could not be brought up to date; what was published still stands."""
