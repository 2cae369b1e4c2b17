"""Joins the rooms in order and decides nothing: what each command of Feedmill does.

One file a command's work, each imported by its own name, so that a command loads
the rooms that it needs and no others.
"""
