"""A draft becomes a post, and a post its file: names, category, front matter."""
