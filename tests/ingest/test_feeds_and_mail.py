"""Feeds give a report an entry, mailboxes one a message."""

from __future__ import annotations

from pathlib import Path

from tests.ingest.conftest import Reader


def test_an_rss_entry_keeps_its_guid_date_publisher_and_whom_it_relays(
    fixtures: Path, ingest: Reader
) -> None:
    reports, failures = ingest(fixtures / "rss.xml")
    assert not failures
    first = reports[0]
    assert first.source_id == f"{fixtures / 'rss.xml'}#cm-101"
    assert (first.published, first.published_origin) == ("2021-03-12T07:15", "metadata")
    assert (first.publisher, first.relayed_from) == ("Coast Monitor", "The Harbour Gazette")
    assert first.url == "https://coast-monitor.example/union"
    assert reports[1].relayed_from is None


def test_an_entrys_html_becomes_paragraphs_and_the_fuller_text_counts(
    fixtures: Path, ingest: Reader
) -> None:
    reports, _ = ingest(fixtures / "rss.xml")
    assert reports[0].text == (
        "The customs union ended its strike on Thursday, its chairman said.\n\n"
        "Both crossings will open at noon, according to the ministry."
    )
    assert reports[1].text.startswith("Parliament will vote on the toll law & its annexes")


def test_a_bare_headline_is_its_own_text(fixtures: Path, ingest: Reader) -> None:
    assert ingest(fixtures / "rss.xml")[0][2].text == "Only this headline was sent by the desk"


def test_atom_is_read_like_rss(fixtures: Path, ingest: Reader) -> None:
    report = ingest(fixtures / "atom.xml")[0][0]
    assert report.source_id.endswith("atom.xml#urn:varnia:7")
    assert (report.published, report.relayed_from) == ("2021-03-14T08:30", "Adel Press Agency")


def test_a_mails_text_part_counts_and_its_headers_describe_it(
    fixtures: Path, ingest: Reader
) -> None:
    report = ingest(fixtures / "mail.eml")[0][0]
    assert report.text.startswith("The two foreign ministers met in Port Adel on Monday, the “Adel")
    assert "HTML part" not in report.text
    assert report.title == "Ministers meet in Port Adel – a first"
    assert (report.publisher, report.published) == ("Orient Desk", "2021-03-08T16:20")
    assert report.encoding == "cp1252"


def test_an_mbox_gives_its_messages_one_by_one(fixtures: Path, ingest: Reader) -> None:
    reports, failures = ingest(fixtures / "mails.mbox")
    assert not failures
    assert [x.source_id.split("!")[1] for x in reports] == ["m1@orient.example", "2"]
    assert "\nFrom the hall they went to dinner." in reports[0].text
    assert reports[1].text == (
        "The second dispatch says that the ministers will meet again next week."
    )
    assert reports[1].publisher == "desk@orient.example"
