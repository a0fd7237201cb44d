"""Bytes are decoded as what they are, and a text file's characters are never altered."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.ingest import IngestError, make_report
from dragoman.ingest.encoding import decode_bytes
from tests.ingest.conftest import Reader

FRENCH = "Le président a déclaré « l’échec » des négociations à l’étranger."
ARABIC = "قال رئيس الوزراء يوم الثلاثاء إن المحادثات مع الوفد قد فشلت، وإنها ستستأنف قريبا."
RUSSIAN = "Министр заявил во вторник, что переговоры о переходах провалились."
TURKISH = "Başbakan dün yaptığı açıklamada görüşmelerin başarısız olduğunu söyledi."
POLISH = "Minister oświadczył we wtorek, że rozmowy zakończyły się niepowodzeniem."
CHINESE = "部长星期二表示，谈判已经失败，双方将于下周恢复会谈，反对党批评政府隐瞒了协议的代价。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "utf-8-sig"),
        (FRENCH, "utf-16"),
        (FRENCH, "utf-32"),
        (FRENCH, "utf-16-le"),
        (FRENCH, "utf-16-be"),
        (ARABIC, "utf-16-le"),
        (CHINESE, "utf-16-be"),
        (FRENCH, "cp1252"),
        (ARABIC, "cp1256"),
        (ARABIC, "iso8859-6"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (TURKISH, "cp1254"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859-2"),
        (CHINESE, "gb18030"),
    ],
)
def test_the_encoding_is_found_from_the_bytes(text: str, encoding: str) -> None:
    if encoding == "iso8859-6":
        text = text.replace("،", ",")
    if encoding == "utf-16-be" and text is CHINESE:
        text += "\n\n" + text
    assert decode_bytes(text.encode(encoding)).text == text


def test_newlines_and_odd_characters_of_a_text_file_are_kept(
    tmp_path: Path, ingest: Reader
) -> None:
    text = "\u200fHe said so.\r\n\r\nShe did not.\rOr\u2028did\u00a0she?\n\ufeff\t "
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    reports, failures = ingest(path)
    assert not failures
    assert reports[0].text == text
    assert reports[0].source_id == str(path)


def test_a_byte_order_mark_is_dropped(tmp_path: Path, ingest: Reader) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfHe said so.")
    assert ingest(path)[0][0].text == "He said so."


def test_one_damaged_byte_does_not_turn_utf8_into_gibberish() -> None:
    data = (FRENCH * 9).encode()
    decoded = decode_bytes(data[:-40] + b"\xff" + data[-40:])
    assert decoded.encoding == "utf-8"
    assert decoded.text.count("\ufffd") == 1


def test_utf8_cut_within_a_character_loses_only_that_one() -> None:
    assert decode_bytes("He said “no".encode() + b"\xe2\x80").text == "He said “no\ufffd"


def test_a_declared_character_set_counts_where_the_bytes_are_not_utf8() -> None:
    assert decode_bytes(b"caf\xe9", "iso-8859-1").text == "café"
    assert decode_bytes("café".encode(), "iso-8859-1").text == "café"
    assert decode_bytes("日本".encode("iso2022_jp"), "iso-2022-jp").text == "日本"


@pytest.mark.parametrize("data", [b"", b"a\0b", bytes(range(256)), b"\x01\x02\x03\x04" * 99])
def test_what_is_no_text_is_refused_in_plain_words(data: bytes) -> None:
    with pytest.raises(IngestError, match=r"is empty|is not text"):
        decode_bytes(data)


def test_lone_surrogates_and_nuls_become_replacement_characters_one_for_one() -> None:
    report = make_report("He\ud800 sa\0id", source="s", source_id="\udfffid", title="a\ud800b")
    assert (report.text, report.source_id, report.title) == (
        "He\ufffd sa\ufffdid",
        "\ufffdid",
        "a\ufffdb",
    )
