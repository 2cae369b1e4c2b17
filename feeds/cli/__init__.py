"""The command `feedmill`: argv to one pipeline call, to lines and an exit status.

Data goes to standard output, messages to standard error.  The status is 0 when
all is well, 1 when something was found to be wrong, 2 when the call was.
"""

from feeds.cli.commands import main

__all__ = ["main"]
