"""Where one article ends and the next begins, and why."""

from feeds.model import Draft, Dump, Span, Split

__all__ = ["split"]


def split(dump: Dump) -> Split:
    """Return the drafts of a dump and the role of each of its lines."""
    lines = dump.text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    written = [n for n, line in enumerate(lines, 1) if line.strip()]
    if not written:
        return Split(roles="." * len(lines), drafts=())
    first, last = written[0], written[-1]
    title = lines[first - 1].strip()
    body = "\n\n".join(line.strip() for line in lines[first:last] if line.strip())
    roles = "".join("." if not line.strip() else "p" for line in lines)
    roles = roles[: first - 1] + "t" + roles[first:]
    draft = Draft(span=Span(first=first, last=last), title=title, body=body, confidence=0.0)
    return Split(roles=roles, drafts=(draft,))
