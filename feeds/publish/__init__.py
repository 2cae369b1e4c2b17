"""What a change makes stale, and how output/ is brought up to date."""
