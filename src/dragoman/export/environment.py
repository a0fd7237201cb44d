"""The templates, with the styles and the script that stand in every page.

A content security policy with their hashes forbids everything else.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dragoman.export.wording import word_count
from dragoman.version import __version__

if TYPE_CHECKING:
    from jinja2 import Environment


def _asset(name: str) -> str:
    return files("dragoman.export").joinpath("templates", name).read_text("utf-8")


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _web_address(url: str | None) -> str | None:
    """The address if it is one that may be linked to: never `javascript:` and its like."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


@cache
def load_environment(*, linked: bool = False, also: str = "") -> Environment:
    """The templates; `linked` adds the styles and script of the pages over a linked record.

    `also` names one more file of styles.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("dragoman.export", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    names = ("page", "linked") if linked else ("page",)
    styles = (*names, also) if also else names
    style = "".join(_asset(f"{name}.css") for name in styles)
    script = "".join(_asset(f"{name}.js") for name in names)
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    environment.globals.update(
        style=Markup(style),
        script=Markup(script),
        policy=policy,
        version=__version__,
    )
    environment.filters.update(web_address=_web_address, count=word_count, number="{:g}".format)
    return environment
