"""The command `feedmill`: argv to one pipeline call, to lines and an exit status.

Data goes to standard output, messages to standard error.  The status is 0 when
all is well, 1 when something was found to be wrong, 2 when the call was.
"""

from feeds.cli import looking, reviewing, working  # each adds its commands to the program
from feeds.cli.program import main

__all__ = ["looking", "main", "reviewing", "working"]
