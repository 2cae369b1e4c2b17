"""Readers that we did not write, asked what they see in what we publish."""
