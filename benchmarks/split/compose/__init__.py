"""Dumps with gold out of public repositories: more sites to learn from and to measure with.

    python -m benchmarks.split.compose REPOSITORIES OUT

The texts are a site's own and go to OUT; the layouts, the words of the furniture and
the made-up names around them are ours.  The same repositories give the same bytes.
"""
