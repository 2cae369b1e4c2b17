"""Feedmill: raw dumps in, RSS, Atom and JSON feeds by category out."""

__version__ = "0.1.0"
