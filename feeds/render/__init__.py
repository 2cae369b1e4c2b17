"""Posts into everything that is published: entries, feeds, pages and lists.

entry.py makes an entry of a post; feed.py makes channels of entries and their
documents, through syndication.py (RSS, Atom) and jsonfeed.py; page.py, opml.py and
sitemap.py make the rest.  Where it all lies is said in address.py alone.  Nothing
here reads a clock or a file but the theme's own.
"""
