"""Joins the rooms in order and decides nothing: what each command of Feedmill does."""

from feeds.pipeline.build import EVERYTHING, Progress, Touched, build
from feeds.pipeline.mill import Mill, open_mill, open_rehearsal

__all__ = ["EVERYTHING", "Mill", "Progress", "Touched", "build", "open_mill", "open_rehearsal"]
