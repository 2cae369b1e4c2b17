"""Joins the rooms in order and decides nothing: what each command of Feedmill does."""

from feeds.pipeline.build import Progress, Touched, build
from feeds.pipeline.mill import Mill, open_mill

__all__ = ["Mill", "Progress", "Touched", "build", "open_mill"]
