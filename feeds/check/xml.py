"""What must hold of the bytes of any XML file before a reader looks inside.

Five of seventeen readers refuse a feed over a byte order mark, a DOCTYPE, a
late XML declaration or a character that XML 1.0 does not allow.
"""

from codecs import BOM_UTF8
from collections.abc import Iterable
from typing import Any

from lxml import etree

from feeds.check.document import Fault


def parse(content: bytes) -> tuple[etree._Element | None, list[Fault]]:
    """Return the root element, or None, and the faults of the bytes themselves.

    Nothing is fetched and no entity is resolved, whatever the file asks for.
    """
    faults = [fault for rule in _BYTE_RULES for fault in rule(content)]
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        place = f":{error.lineno}" if isinstance(error, etree.XMLSyntaxError) else ""
        return None, [*faults, Fault(place, f"not well-formed XML: {error}")]
    faults += [fault for rule in _TREE_RULES for fault in rule(root)]
    return root, faults


def texts(parent: etree._Element) -> dict[str, str]:
    """Return the text of the first child of each name: one pass for what ten searches find."""
    found: dict[str, str] = {}
    for child in parent:
        if isinstance(child.tag, str) and child.tag not in found:
            found[child.tag] = (child.text or "").strip()
    return found


def twice(parent: etree._Element, names: Iterable[str]) -> list[str]:
    """Return those of the names that more than one child has."""
    tags = [child.tag for child in parent]
    return [name for name in names if tags.count(name) > 1]


def has_no_byte_order_mark(content: bytes) -> list[Fault]:
    if content.startswith((BOM_UTF8, b"\xff\xfe", b"\xfe\xff")):
        return [Fault(":1", "begins with a byte order mark", "write UTF-8 without BOM")]
    return []


def begins_with_its_declaration(content: bytes) -> list[Fault]:
    if not content.removeprefix(BOM_UTF8).startswith(b"<?xml "):
        return [Fault(":1", "the XML declaration is not in the first byte")]
    return []


def is_utf_8(content: bytes) -> list[Fault]:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        number = content.count(b"\n", 0, error.start) + 1
        return [Fault(f":{number}", "not UTF-8", f"byte {error.start} does not decode")]
    return []


def declares_utf_8(root: etree._Element) -> list[Fault]:
    encoding = root.getroottree().docinfo.encoding or "UTF-8"
    if encoding.upper() != "UTF-8":
        return [Fault(":1", f"the declared encoding is {encoding}", "declare UTF-8")]
    return []


def has_no_doctype(root: etree._Element) -> list[Fault]:
    information: Any = root.getroottree().docinfo  # its stub knows no doctype
    if information.doctype:
        return [Fault(":1", "has a DOCTYPE", "readers refuse it for fear of entities; remove it")]
    return []


_BYTE_RULES = (has_no_byte_order_mark, begins_with_its_declaration, is_utf_8)
_TREE_RULES = (declares_utf_8, has_no_doctype)
