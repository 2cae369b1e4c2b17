"""Write feeds/split/months.json: names of months and weekdays out of Unicode's CLDR.

pip install babel && python -m benchmarks.split.months
"""

import json
import re
from pathlib import Path

from babel import Locale

TARGET = Path(__file__).parents[2] / "feeds" / "split" / "months.json"
# Where two languages use one word for different months the earlier one wins.
_CODES = (
    "en de fr es pt it nl pl ru ja zh ko sv nb da fi tr cs sk hu ro uk el bg hr sl lt lv et ca "
    "id vi sr ar ar_DZ ar_MA ar_SY he"
)
LANGUAGES = _CODES.split()


def spellings(word: str, language: str) -> set[str]:
    """Return a name as it is met: Hebrew writes "in" and the month as one word, and much
    Arabic is typed without its hamzas."""
    if language == "he":
        return {word, "ב" + word}
    return {word, re.sub("[أإ]", "ا", word)} if language == "ar" else {word}


def main() -> None:
    """Write every width and case of every name, lower case, without a closing full stop."""
    months: dict[str, int] = {}
    weekdays: set[str] = set()
    for locale in map(Locale.parse, LANGUAGES):
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[context][width].items():
                    word = name.lower().rstrip(".")
                    if word.isalpha() and len(word) > 1:
                        for form in spellings(word, locale.language):
                            months.setdefault(form, number)
                weekdays |= {d.lower().rstrip(".") for d in locale.days[context][width].values()}
    months.update(sept=9, febr=2, juli=7, okt=10)
    names = {"months": months, "weekdays": sorted(w for w in weekdays if w.isalpha())}
    TARGET.write_text(json.dumps(names, ensure_ascii=False, indent=0, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
