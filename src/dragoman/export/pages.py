"""Pages: one self-contained HTML page a report, an index over them, and three over their links.

Nothing is fetched: styles and script stand in each page, and a content
security policy with their hashes forbids everything else, so that words of a
report could not run even if escaping failed.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from dragoman.export.atomic import staged
from dragoman.export.environment import load_environment
from dragoman.export.errors import ExportError
from dragoman.export.index_view import IndexView
from dragoman.export.link_pages import LinkPages
from dragoman.export.linked import LinkedRecord
from dragoman.export.page_names import INDEX, LINK_PAGES, page_name
from dragoman.export.report_view import make_report_view
from dragoman.export.timeline import make_timeline
from dragoman.model import Failure, Reading
from dragoman.model.links import Links

# By this a page of our own is known, which may be replaced.
GENERATOR = '<meta name="generator" content="dragoman'


def _write(path: Path, html: str) -> None:
    with staged([path], overwrite=True) as (temporary,):
        temporary.write_text(html, "utf-8", errors="replace", newline="\n")


def _is_ours(page: Path) -> bool:
    """Whether a page was made by dragoman, or is not there."""
    try:
        return not page.exists() or GENERATOR in page.read_text("utf-8", "replace")[:2000]
    except OSError as error:
        raise ExportError(f"cannot read {page}: {error}") from error


def _claim_folder(folder: Path) -> None:
    """Refuse a folder whose index, or another page to be written, is somebody else's."""
    if folder.exists() and not folder.is_dir():
        raise ExportError(f"{folder} is a file; pages are written into a folder")
    for name in (INDEX, *LINK_PAGES):
        if not _is_ours(folder / name):
            raise ExportError(f"{folder / name} was not made by dragoman and is left alone")


def render_report(reading: Reading) -> str:
    """The page of one reading, as HTML."""
    view = make_report_view(reading)
    template = load_environment().get_template("report.html")
    return template.render(view=view, notes=None, link_pages=())


def _write_link_pages(pages: LinkPages, folder: Path) -> None:
    """Write the pages over the links, and take away those of an earlier run that have no heir."""
    made = dict(pages.render())
    for name, html in made.items():
        _write(folder / name, html)
    for name in set(LINK_PAGES) - made.keys():
        (folder / name).unlink(missing_ok=True)


def write_pages(
    readings: Iterable[Reading],
    folder: Path,
    *,
    failures: Iterable[Failure] = (),
    linked: LinkedRecord | None = None,
) -> Path:
    """See `dragoman.export.write_pages`."""
    folder = Path(folder)
    _claim_folder(folder)
    template = load_environment().get_template("report.html")
    index, links = IndexView(), LinkPages(linked or LinkedRecord(Links("", 0), {}))
    written: set[str] = set()
    for reading in readings:
        name = page_name(reading.report)
        if name in written:  # the same report twice is one report
            continue
        written.add(name)
        view = make_report_view(reading)
        notes = links.take(reading)
        _write(folder / name, template.render(view=view, notes=notes, link_pages=links.menu))
        index.add(view, name)
    _write_link_pages(links, folder)
    page = load_environment().get_template("index.html")
    html = page.render(
        index=index,
        timeline=make_timeline(index.periods),
        failures=list(failures),
        link_pages=links.menu,
    )
    _write(folder / INDEX, html)
    return folder / INDEX
