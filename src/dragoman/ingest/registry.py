"""The formats that ingest reads: a new one is a file beside this and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module

from dragoman.ingest.source import Source
from dragoman.model import Failure, Report

Item = Report | Failure | Source
Reader = Callable[[Source], Iterator[Item]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, what people call it, where its reader is, its usual file endings.

    The reader takes a `Source` and yields reports, failures, or sources of its
    own (the members of an archive); it raises IngestError where it must stop.
    It is imported when the first such input comes.
    """

    name: str
    label: str
    module: str
    function: str
    extensions: tuple[str, ...]

    def load_reader(self) -> Reader:
        """The function that reads this format."""
        reader: Reader = getattr(import_module(f"dragoman.ingest.{self.module}"), self.function)
        return reader


FORMATS = (
    Format("text", "text", "plain_text", "read", (".txt", ".text")),
    Format("markdown", "Markdown", "markdown", "read", (".md", ".markdown")),
    Format("html", "HTML", "html_page", "read", (".html", ".htm", ".xhtml", ".mhtml")),
    Format("pdf", "PDF", "pdf", "read", (".pdf",)),
    Format("json", "JSON", "json_lines", "read", (".json",)),
    Format("jsonl", "JSONL", "json_lines", "read", (".jsonl", ".ndjson")),
    Format("csv", "CSV", "csv_table", "read", (".csv", ".tsv")),
    Format("parquet", "Parquet", "parquet", "read", (".parquet", ".pq")),
    Format("feed", "feed", "feed", "read", (".rss", ".atom", ".xml")),
    Format("warc", "WARC", "web_archive", "read", (".warc",)),
    Format("mail", "mail", "mail", "read", (".eml",)),
    Format("mbox", "mbox", "mail", "read_mbox", (".mbox",)),
    Format("zip", "ZIP", "archive", "read_zip", (".zip",)),
    Format("tar", "TAR", "archive", "read_tar", (".tar",)),
    Format("gzip", "gzip", "archive", "read_gzip", (".gz", ".gzip", ".tgz")),
)
BY_NAME = {form.name: form for form in FORMATS}
BY_EXTENSION = {extension: form.name for form in FORMATS for extension in form.extensions}
