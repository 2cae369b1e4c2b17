"""Rendering: posts into HTML, entries, feeds, pages, OPML and sitemaps."""
