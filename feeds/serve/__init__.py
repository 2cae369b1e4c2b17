"""HTTP for output/: what a static server must do for feeds, on this machine.

Nothing outside the folder is ever read, nothing is ever written, and every answer
is of one version of a file, also while a build replaces it.
"""

from feeds.serve.app import app
from feeds.serve.server import serve, serving

__all__ = ["app", "serve", "serving"]
