"""Pages: one self-contained HTML page a report, and an index over them.

Nothing is fetched: styles and script stand in each page, and a content
security policy with their hashes forbids everything else, so that words of a
report could not run even if escaping failed.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dragoman.export.atomic import staged
from dragoman.export.errors import ExportError
from dragoman.export.index_view import IndexView
from dragoman.export.report_view import make_report_view
from dragoman.export.timeline import make_timeline
from dragoman.export.wording import make_slug, word_count
from dragoman.model import Failure, Reading, Report
from dragoman.version import __version__

if TYPE_CHECKING:
    from jinja2 import Environment

INDEX = "index.html"
# By this an index of our own is known, which may be replaced.
GENERATOR = '<meta name="generator" content="dragoman'
SHORT_ID_DIGITS = 8


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
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("dragoman.export", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style, script = _asset("page.css"), _asset("page.js")
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
    environment.filters.update(web_address=_web_address, count=word_count)
    return environment


def page_name(report: Report) -> str:
    """The file name of a report's page: the same for the same report, safe on every system."""
    short = hashlib.sha256(report.id.encode("utf-8", "replace")).hexdigest()[:SHORT_ID_DIGITS]
    slug = make_slug(report.source_id)
    return f"{slug}-{short}.html" if slug else f"report-{short}.html"


def _write(path: Path, html: str) -> None:
    with staged([path], overwrite=True) as (temporary,):
        temporary.write_text(html, "utf-8", errors="replace", newline="\n")


def _claim_folder(folder: Path) -> None:
    """Refuse a folder whose index is somebody else's."""
    if folder.exists() and not folder.is_dir():
        raise ExportError(f"{folder} is a file; pages are written into a folder")
    index = folder / INDEX
    try:
        ours = not index.exists() or GENERATOR in index.read_text("utf-8", "replace")[:2000]
    except OSError as error:
        raise ExportError(f"cannot read {index}: {error}") from error
    if not ours:
        raise ExportError(f"{index} was not made by dragoman and is left alone")


def render_report(reading: Reading) -> str:
    """The page of one reading, as HTML."""
    view = make_report_view(reading)
    return _environment().get_template("report.html").render(view=view)


def write_pages(
    readings: Iterable[Reading], folder: Path, *, failures: Iterable[Failure] = ()
) -> Path:
    """See `dragoman.export.write_pages`."""
    folder = Path(folder)
    _claim_folder(folder)
    template = _environment().get_template("report.html")
    index = IndexView()
    written: set[str] = set()
    for reading in readings:
        name = page_name(reading.report)
        if name in written:  # the same report twice is one report
            continue
        written.add(name)
        view = make_report_view(reading)
        _write(folder / name, template.render(view=view))
        index.add(view, name)
    timeline = make_timeline(index.periods)
    page = _environment().get_template("index.html")
    _write(folder / INDEX, page.render(index=index, timeline=timeline, failures=list(failures)))
    return folder / INDEX
