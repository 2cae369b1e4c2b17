"""Pages for whoever runs the mill: never published, complete in one file, without a script."""

from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined


def page(template: str, **values: Any) -> str:
    """Return a page of the desk; everything in `values` is escaped."""
    return _environment().get_template(template).render(style=style(), **values)


@cache
def style() -> str:
    """Return the one style sheet of all these pages."""
    return resources.files("feeds.render.desk").joinpath("desk.css").read_text("utf-8")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("feeds.render.desk", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["zipped"] = lambda names, numbers: zip(names, numbers, strict=True)
    return made
