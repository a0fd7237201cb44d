"""Files, folders, archives, standard input and addresses all end in reports or plain failures."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import os
import signal
import sys
import tarfile
import threading
import time
import tracemalloc
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from dragoman.ingest import IngestOptions, Limits, list_inputs, read_inputs
from dragoman.ingest.quiet import OutOfTimeError, time_limit
from dragoman.model import Report
from tests.ingest.conftest import Reader
from tests.ingest.hostile_inputs import tar_bytes, warc_record, zip_bytes

SENTENCE = "The minister told the radio that the crossings would open on Friday."
TEXT = SENTENCE.encode()
PNG = b"\x89PNG\r\n\x1a\n\0\0"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "reports"
    (root / "b").mkdir(parents=True)
    (root / ".git").mkdir()
    (root / "c.txt").write_bytes(TEXT)
    (root / "b" / "a.md").write_bytes(TEXT)
    (root / "a.txt").write_bytes(TEXT)
    (root / "photo.png").write_bytes(PNG)
    for name in (".hidden.txt", ".DS_Store", ".git/config", "Thumbs.db", "style.css"):
        (root / name).write_bytes(TEXT)
    (root / "notes.json").write_text(json.dumps({"settings": [1, 2]}))
    return root


def test_a_folder_is_read_in_the_order_of_names_without_hidden_and_side_files(
    folder: Path, ingest: Reader
) -> None:
    reports, _ = ingest(folder)
    assert [x.source_id for x in reports] == [str(folder / x) for x in ("a.txt", "b/a.md", "c.txt")]
    assert [x.format for x in reports] == ["text", "markdown", "text"]


def test_a_picture_in_a_folder_is_told_and_a_json_side_file_is_not(
    folder: Path, ingest: Reader
) -> None:
    failures = ingest(folder)[1]
    assert [(x.source, x.reason) for x in failures] == [
        (str(folder / "photo.png"), "is an image (PNG), not a report")
    ]


def test_a_json_file_without_a_report_that_was_named_is_a_failure(
    folder: Path, ingest: Reader
) -> None:
    assert ingest(folder / "notes.json")[1][0].reason == "holds no field 'text'"


def test_listing_inputs_and_reading_them_one_by_one_gives_the_same(
    folder: Path, ingest: Reader
) -> None:
    listed = list(list_inputs([str(folder), "nowhere", "-"]))
    assert listed[-2:] == ["nowhere", "-"]
    assert ingest(*listed[:-2]) == ingest(folder)


@pytest.mark.parametrize("path", ["nowhere.txt", "/nowhere/at/all.pdf", "", "a\0b", "x" * 5000])
def test_a_path_that_is_not_there_is_a_failure(path: str, ingest: Reader) -> None:
    reports, failures = ingest(path)
    assert not reports
    assert len(failures) == 1


def test_a_missing_file_does_not_stop_the_others(folder: Path, ingest: Reader) -> None:
    reports, failures = ingest("nowhere", folder / "a.txt")
    assert len(reports) == 1
    assert failures[0].reason == "does not exist"


def test_a_device_is_refused_and_a_pipe_is_read(tmp_path: Path, ingest: Reader) -> None:
    assert ingest("/dev/null")[1][0].reason == "is not a plain file"
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_bytes(TEXT))
    writer.start()
    assert ingest(pipe)[0][0].text == SENTENCE
    writer.join()


def test_an_empty_folder_says_so(tmp_path: Path, ingest: Reader) -> None:
    assert ingest(tmp_path)[1][0].reason == "is a folder without files to read"


def test_a_folder_that_links_to_itself_is_read_once(folder: Path, ingest: Reader) -> None:
    (folder / "loop").symlink_to(folder)
    (folder / "dead").symlink_to(folder / "nowhere")
    reports, failures = ingest(folder)
    assert len(reports) == 3
    assert {x.reason for x in failures} >= {"does not exist"}


def test_the_bytes_tell_the_format_before_the_ending(tmp_path: Path, ingest: Reader) -> None:
    path = tmp_path / "really_html.txt"
    path.write_text(f"<!DOCTYPE html><html><body><p>{SENTENCE}</p></body></html>")
    report = ingest(path)[0][0]
    assert (report.format, report.text) == ("html", SENTENCE)


def test_a_text_that_begins_like_a_picture_is_a_text(tmp_path: Path, ingest: Reader) -> None:
    path = tmp_path / "a.txt"
    path.write_text("MZ, the minister of zones, said so. RIFF is not meant.")
    assert ingest(path)[0][0].format == "text"


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tgz", "no_ending"])
def test_members_of_archives_are_read_in_place(name: str, tmp_path: Path, ingest: Reader) -> None:
    members = {"one.txt": TEXT, "two/page.html": b"<html><p>" + TEXT + b"</p></html>"}
    data = tar_bytes(members) if "tar" in name or "tgz" in name else zip_bytes(members)
    path = tmp_path / name
    path.write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    reports, failures = ingest(path)
    assert not failures
    assert [x.source_id for x in reports] == [f"{path}!one.txt", f"{path}!two/page.html"]
    assert {x.text for x in reports} == {SENTENCE}


def test_archives_within_archives_are_read_to_a_depth(tmp_path: Path, ingest: Reader) -> None:
    inner = zip_bytes({"a.jsonl": json.dumps({"id": "deep", "text": SENTENCE}).encode()})
    path = tmp_path / "a.zip"
    path.write_bytes(zip_bytes({"b.tar": tar_bytes({"c.zip": inner})}))
    assert [x.source_id for x in ingest(path)[0]] == ["deep"]
    options = IngestOptions(limits=Limits(max_depth=2))
    assert "archives deep" in ingest(path, options=options)[1][0].reason


def test_too_many_members_or_bytes_end_the_archive_with_one_failure(
    tmp_path: Path, ingest: Reader
) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zip_bytes({f"{i:02}.txt": TEXT for i in range(20)}))
    reports, failures = ingest(path, options=IngestOptions(limits=Limits(max_members=5)))
    assert len(reports) == 5
    assert [x.reason for x in failures] == ["holds more than 5 members"]
    total = IngestOptions(limits=Limits(max_total_bytes=3 * len(TEXT)))
    reports, failures = ingest(path, options=total)
    assert len(reports) == 3
    assert len(failures) == 1


def test_a_large_jsonl_in_gzip_is_streamed(tmp_path: Path, ingest: Reader) -> None:
    path = tmp_path / "a.jsonl.gz"
    lines = (json.dumps({"id": str(i), "text": f"{SENTENCE} {i * 7919}"}) for i in range(500))
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    assert len(ingest(path)[0]) == 500


def test_pages_of_a_web_archive_keep_their_address(tmp_path: Path, ingest: Reader) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(warc_record(None)) + gzip.compress(warc_record(None)))
    reports, failures = ingest(path)
    assert not failures
    assert [x.source_id for x in reports] == [f"{path}!http://a.example/"] * 2
    assert (reports[0].url, reports[0].format) == ("http://a.example/", "html")


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch, ingest: Reader) -> None:
    class Stdin:
        buffer = io.BytesIO(TEXT)

    monkeypatch.setattr(sys, "stdin", Stdin())
    report = ingest("-")[0][0]
    assert (report.text, report.source, report.source_id) == (SENTENCE, "-", "-")


@pytest.fixture
def address(fixtures: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

        def do_GET(self) -> None:
            if self.path.startswith("/to-ftp"):
                self.send_response(302)
                self.send_header("Location", "ftp://127.0.0.1/x")
                self.end_headers()
            else:
                super().do_GET()

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(fixtures)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_feeds_and_pages_are_fetched_from_the_web(address: str, ingest: Reader) -> None:
    reports, failures = ingest(f"{address}/rss.xml", f"{address}/page.html")
    assert not failures
    assert reports[0].source_id == f"{address}/rss.xml#cm-101"
    assert reports[-1].title == "Minister calls border talks “serious”"


def test_what_cannot_be_fetched_is_a_failure(address: str, ingest: Reader) -> None:
    small = IngestOptions(limits=Limits(max_bytes=10))
    reasons = [
        *(x.reason for x in ingest(f"{address}/nowhere", f"{address}/to-ftp")[1]),
        *(x.reason for x in ingest(f"{address}/rss.xml", options=small)[1]),
        *(x.reason for x in ingest("http://127.0.0.1:9/", "http://[bad/")[1]),
    ]
    assert reasons[0] == "could not be fetched: the server answers 404"
    assert "not a web address" in reasons[1]
    assert reasons[2] == "is larger than 10 bytes"
    assert all(x.startswith("could not be fetched") for x in reasons[3:])


def test_publisher_and_language_of_the_user_fill_gaps_only(tmp_path: Path, ingest: Reader) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        json.dumps({"text": "He said so."})
        + "\n"
        + json.dumps({"text": "She said so.", "publisher": "Coast One"})
    )
    options = IngestOptions(publisher="Adel Post", language="en", published="2021-03-09")
    reports, _ = ingest(path, options=options)
    assert [x.publisher for x in reports] == ["Adel Post", "Coast One"]
    assert [(x.language, x.published_origin) for x in reports] == [("en", "user")] * 2


def test_memory_stays_flat_over_a_long_stream(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    line = json.dumps({"text": "war " * 2000}) + "\n"
    path.write_text(line * 4000)
    paths = [str(path)]
    list(zip(range(5), read_inputs(paths), strict=False))
    tracemalloc.start()
    count = sum(isinstance(x, Report) for _, x in zip(range(40), read_inputs(paths), strict=False))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 40
    assert peak < 8 * 2**20


def test_the_time_limit_stops_work_that_swallows_exceptions() -> None:
    with pytest.raises(OutOfTimeError), time_limit(0.1):
        while True:
            with contextlib.suppress(Exception):
                time.sleep(0.01)
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


def test_the_time_limit_leaves_an_earlier_timer_running() -> None:
    fired: list[int] = []
    before = signal.signal(signal.SIGALRM, lambda *_: fired.append(1))
    signal.setitimer(signal.ITIMER_REAL, 0.15)
    try:
        with time_limit(5):
            pass
        time.sleep(0.3)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert fired == [1]


def test_a_slow_input_is_given_up_and_the_next_is_read(folder: Path, ingest: Reader) -> None:
    pipe = folder.parent / "silent_pipe"
    os.mkfifo(pipe)
    options = IngestOptions(limits=Limits(max_seconds=0.3))
    reports, failures = ingest(pipe, folder / "a.txt", options=options)
    assert len(reports) == 1
    assert failures[0].reason == "could not be opened in time"


def test_a_tar_link_is_told_and_not_followed(tmp_path: Path, ingest: Reader) -> None:
    path = tmp_path / "a.tar"
    path.write_bytes(tar_bytes({"a.txt": TEXT}, {"secret.txt": "/etc/passwd"}))
    assert tarfile.is_tarfile(path)
    reports, failures = ingest(path)
    assert [x.text for x in reports] == [SENTENCE]
    assert failures[0].reason == "is a link, which is not followed"


def test_an_office_file_is_told_by_name(tmp_path: Path, ingest: Reader) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
    assert ingest(path)[1][0].reason == "is a Word file, which is not read"
