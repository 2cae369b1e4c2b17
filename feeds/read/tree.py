"""Markup as a tree: HTML of any quality, nothing fetched and nothing expanded."""

from typing import Any

SIZE_LIMIT = 32 << 20  # characters: a tree takes ten to twenty times the memory of its text


def html_tree(markup: str) -> Any:
    """Return the root element, or None if there is none or the parser gave up.

    As bytes, because lxml refuses text that declares an encoding; and by the HTML
    parser even if it is XHTML, because that one knows no entities but HTML's and
    loads nothing.
    """
    from lxml import html  # here: a text dump needs none of it

    if len(markup) > SIZE_LIMIT:
        return None
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        tree = html.document_fromstring(markup.encode(), parser=parser)
    except (html.etree.ParserError, html.etree.XMLSyntaxError):
        return None
    gave_up = any(error.level_name == "FATAL" for error in parser.error_log)
    return None if gave_up else tree  # deeper than 2,048 elements, it loses the whole page
