"""Dragoman reads political press reports into a record in which every line shows its words.

>>> import dragoman
>>> reading = dragoman.read("The minister said the talks had failed.", published="2020-05-30")
>>> [link.name for link in reading.statements[0].chain]
['The minister']
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.version import __version__

if TYPE_CHECKING:
    from dragoman.model import Reading

__all__ = ["__version__", "read"]


def read_text(
    text: str,
    *,
    published: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    language: str | None = None,
    source_id: str = "text",
) -> Reading:
    """Read one report given as a string.

    `published` is an ISO date or date-time (`2020-05-30`); it is used where the
    text has no dateline of its own. `language` is an ISO 639-1 code, found from
    the text where it is not given. Raises `dragoman.ingest.IngestError` with a
    plain reason if the text is empty, too long or otherwise not a report.
    """
    # Imported here: `import dragoman` must stay cheap.
    from dragoman.ingest import make_report
    from dragoman.read import read_report

    report = make_report(
        text,
        source="text",
        source_id=source_id,
        title=title,
        publisher=publisher,
        published=published,
        language=language,
    )
    return read_report(report)


read = read_text
