"""What belongs to no field at the ends of a piece of a header line: signs, brackets, emoji."""

import re

TRIM = " \t\xa0,;:：-–—|·•/»>()[]【】,#*.、，。‐»«@&+"
_SIGNS = re.compile("[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]")
SHARP = re.compile(r"[^\W\d_](?:\+\+|#)$")  # "C++", "F#"
_PAIRS = {")": "(", "]": "[", "】": "【", "）": "（"}


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a piece without the signs around it, and without brackets that hold all of it."""
    while start < end and (
        (text[start] in TRIM and text[start] not in "([【") or _SIGNS.match(text, start)
    ):
        start += 1
    while end > start and text[end - 1] in TRIM:
        if text[end - 1] in "+#" and SHARP.search(text, start, end):
            break
        opening = _PAIRS.get(text[end - 1])
        if opening and opening in text[start:end]:
            break
        end -= 1
    if end - start > 2 and _PAIRS.get(text[end - 1]) == text[start]:
        start, end = start + 1, end - 1
    return start, end
