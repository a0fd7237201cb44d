"""Some two hundred inputs made to break a reader; seeds are fixed, so they never change.

`make_hostile_inputs(folder)` writes them all and gives their paths. Each is
made by a small function below, registered under the name of its file.
"""

from __future__ import annotations

import bz2
import gzip
import io
import json
import random
import struct
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

Maker = Callable[[], bytes]
MAKERS: dict[str, Maker] = {}
SENTENCE = "The minister said on Monday that the talks in the port had failed. "
PAGE = f"<html><body><article><p>{SENTENCE * 4}</p></article></body></html>"
MEGABYTE = 1 << 20


def makes(name: str) -> Callable[[Maker], Maker]:
    """Register a maker under the name of the file it fills."""

    def register(maker: Maker) -> Maker:
        MAKERS[name] = maker
        return maker

    return register


def fixed(name: str, data: bytes | str) -> None:
    """Register bytes, or text in UTF-8, as they are."""
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    MAKERS[name] = lambda: raw


# Nothing, or next to nothing ----------------------------------------------------------------------

EXTENSIONS = "txt md html pdf jsonl json csv parquet xml warc mbox eml zip tar gz tgz"
for extension in EXTENSIONS.split(" "):
    fixed(f"empty.{extension}", b"")
    fixed(f"one_byte.{extension}", b"x")
fixed("white_space.txt", " \t\r\n\f\v" * 1000)
fixed("no_break_spaces.txt", "\u00a0\u2003\u3000" * 500)
fixed("only_bom.txt", b"\xef\xbb\xbf")
fixed("only_bom_16.txt", b"\xff\xfe")
fixed("no_extension", SENTENCE)
fixed("only_digits.txt", "1234567890 " * 50)
fixed("only_signs.txt", "!?.,;:-–—…“”" * 100)

# Bytes that are not text --------------------------------------------------------------------------

fixed("nul_bytes.txt", b"\0" * 10_000)
fixed("one_nul.txt", SENTENCE.encode() + b"\0" + SENTENCE.encode())
fixed("control_bytes.txt", bytes(range(32)) * 200)
fixed("invalid_utf8.txt", SENTENCE.encode() * 3 + b"\xff\xfe\xc0\x80 \xe2\x82" + SENTENCE.encode())
fixed("overlong_utf8.txt", b"\xc0\xaf\xe0\x80\xaf" * 50)
fixed("cut_utf8.txt", (SENTENCE * 3 + "“").encode()[:-1])
fixed("utf16_without_bom.txt", (SENTENCE * 5).encode("utf-16-le"))
fixed("utf16_be_without_bom.txt", (SENTENCE * 5).encode("utf-16-be"))
fixed("utf16_odd_length.txt", SENTENCE.encode("utf-16") + b"x")
fixed("utf16_lone_surrogates.txt", b"\xff\xfe" + b"\x00\xd8" * 200)
fixed("utf32_without_bom.txt", SENTENCE.encode("utf-32-le"))
fixed("utf32_beyond_range.txt", b"\xff\xfe\0\0" + b"\xff\xff\xff\x7f" * 20)
fixed("utf16_arabic_without_bom.txt", ("قال الوزير إن المحادثات فشلت. " * 9).encode("utf-16-le"))
fixed(
    "arabic_1256.txt",
    ("قال الوزير إن المحادثات في الميناء قد فشلت يوم الاثنين. " * 9).encode("cp1256"),
)
fixed(
    "french_1252.txt",
    ("Le président a déclaré « l’échec » des négociations. " * 9).encode("cp1252"),
)
fixed("ebcdic.txt", (SENTENCE * 5).encode("cp500"))
fixed("bom_in_the_middle.txt", SENTENCE + "\ufeff" + SENTENCE)
fixed("two_boms.txt", b"\xef\xbb\xbf\xef\xbb\xbf" + SENTENCE.encode())
fixed("surrogates_in_utf8.txt", SENTENCE.encode() + b"\xed\xa0\x80\xed\xb0\x80")

PREFIXES = {
    "pdf": b"%PDF-1.7\n",
    "zip": b"PK\x03\x04",
    "zip_end": b"PK\x05\x06",
    "gz": b"\x1f\x8b\x08\0",
    "parquet": b"PAR1",
    "warc": b"WARC/1.0\r\n",
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff",
    "rtf": b"{\\rtf1",
    "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "elf": b"\x7fELF",
    "exe": b"MZ",
    "html": b"<!DOCTYPE html><html>",
    "xml": b"<?xml version='1.0'?><rss>",
    "mbox": b"From x Mon 2020\n",
    "json": b'{"text": "',
    "mail": b"From: a@b\nSubject: x\n\n",
    "utf8": b"\xef\xbb\xbf",
    "utf16": b"\xff\xfe",
    "sqlite": b"SQLite format 3\0",
    "mp3": b"ID3\0",
    "gif": b"GIF89a",
    "none": b"",
    "mp4": b"\0\0\0\x18ftypmp42",
    "xz": b"\xfd7zXZ\0",
    "zstd": b"\x28\xb5\x2f\xfd",
    "7z": b"7z\xbc\xaf\x27\x1c",
}
for seed, (kind, prefix) in enumerate(PREFIXES.items()):
    for extension in ("bin", "txt"):
        noise = random.Random(f"{seed}{extension}").randbytes(3000)
        fixed(f"random_after_{kind}.{extension}", prefix + noise)
tar_noise = bytearray(random.Random(77).randbytes(2048))
tar_noise[257:263] = b"ustar\0"
fixed("random_after_tar.tar", bytes(tar_noise))
fixed("bzip2.bz2", bz2.compress(SENTENCE.encode()))

# Odd Unicode --------------------------------------------------------------------------------------

fixed("right_to_left_marks.txt", f"\u200f{SENTENCE}\u200e\u061c{SENTENCE}")
fixed("bidi_overrides.txt", "\u202e" + SENTENCE + "\u202c\u2066\u2069" * 300)
fixed("zero_width.txt", "\u200b\u200d\ufeff".join(SENTENCE))
fixed("combining_pile.txt", SENTENCE + "a" + "\u0301" * 20_000 + SENTENCE)
fixed("private_use.txt", SENTENCE + "\ue000\U000f0000\U0010ffff" * 200)
fixed("emoji_families.txt", "👨‍👩‍👧‍👦🏳️‍🌈🇮🇶" * 500)
fixed("replacement_signs.txt", "\ufffd" * 3000)
fixed("line_separators.txt", "\u2028\u2029\x85\x0b\x0c".join([SENTENCE] * 40))
fixed("mathematical_letters.txt", "𝕿𝖍𝖊 𝖒𝖎𝖓𝖎𝖘𝖙𝖊𝖗 𝖘𝖆𝖎𝖉 " * 60)
fixed("turkish_dots.txt", "İıİı 5 MAYıS 2020 İSTANBUL " * 40)
fixed("mixed_scripts.txt", "The وزير сказал 首相 said במסיבה ที่ " * 60)
fixed("tag_characters.txt", SENTENCE + "".join(chr(0xE0000 + i) for i in range(1, 127)) * 9)

# Size and shape -----------------------------------------------------------------------------------

MAKERS["fifty_megabytes_of_one_word.txt"] = lambda: b"war " * (50 * MEGABYTE // 4)
MAKERS["one_word_of_a_megabyte.txt"] = lambda: b"a" * 900_000
MAKERS["huge_line.txt"] = lambda: SENTENCE.encode() * 13_000
MAKERS["million_newlines.txt"] = lambda: b"\n" * 1_000_000
MAKERS["newlines_and_a_word.txt"] = lambda: b"\n" * 900_000 + b"word"
fixed("carriage_returns.txt", "\r".join([SENTENCE] * 50))
fixed("mixed_newlines.txt", f"{SENTENCE}\r\n{SENTENCE}\n\r{SENTENCE}\r{SENTENCE}\n")
fixed("many_dates.txt", "5/6/2020 31/12/1999 99/99/9999 0/0/0 " * 2000)
fixed("date_line_of_slashes.txt", "1/" * 50_000)
fixed("many_brackets.txt", "([{<" * 50_000)
fixed("many_quotes.txt", "\"'“”‘’«»" * 20_000)
fixed("spaces_then_word.txt", " " * 500_000 + "word")
fixed("dateline_like.txt", "A, " * 100_000 + "May 3 (AP) -- " + SENTENCE)

# HTML ---------------------------------------------------------------------------------------------

DEEP = 10_000
fixed("deep.html", f"<html><body>{'<div>' * DEEP}<p>{SENTENCE}</p>{'</div>' * DEEP}</body></html>")
fixed("deep_unclosed.html", f"<html><body>{'<b><i>' * DEEP}{SENTENCE}")
fixed("deep_tables.html", f"<html><body>{'<table><tr><td>' * DEEP}{SENTENCE}")
fixed("deep_lists.html", f"<html>{'<ul><li>' * 120}{SENTENCE}{'</li></ul>' * 120}</html>")
fixed("only_closing_tags.html", "<html>" + "</div></p></a>" * DEEP)
fixed("no_text.html", "<html><head><title>x</title></head><body></body></html>")
fixed("only_script.html", "<html><script>" + "var a = 1;" * 1000 + "</script></html>")
fixed("unclosed_comment.html", "<html><body><!-- " + SENTENCE * 50)
fixed(
    "many_attributes.html",
    "<html><p " + " ".join(f"a{i}='x'" for i in range(DEEP)) + f">{SENTENCE}",
)
fixed("huge_attribute.html", f"<html><p title='{'x' * MEGABYTE}'>{SENTENCE}</p></html>")
fixed(
    "entities.html",
    f"<html><body><p>{SENTENCE}{'&amp;#x110000;&#0;&#xD800;&bogus;' * 200}</p></html>",
)
fixed("nul_inside.html", f"<html><body><p>{SENTENCE}\0</p></body></html>")
fixed("wrong_charset.html", PAGE.replace("<body>", "<meta charset='utf-16'><body>"))
fixed(
    "unknown_charset.html",
    PAGE.replace("<body>", "<meta charset='klingon'><body>é").encode("latin-1"),
)
fixed("bad_json_ld.html", PAGE.replace("<body>", "<script type='application/ld+json'>{[}</script>"))
fixed(
    "deep_json_ld.html",
    PAGE.replace("<body>", f"<script type='application/ld+json'>{'[' * 50_000}</script>"),
)
fixed(
    "odd_json_ld.html",
    PAGE.replace("<body>", "<script type='application/ld+json'>[1, null, {\"@type\": 3, "
    "\"datePublished\": {\"a\": []}, \"@graph\": [[]]}]</script>"),
)  # fmt: skip
fixed("many_paragraphs.html", "<html><body>" + f"<p>{SENTENCE}</p>" * 3000 + "</body></html>")
fixed("many_links.html", "<html><body>" + "<a href='x'>link</a> " * 5000 + "</body></html>")
fixed("xhtml_declared.html", "<?xml version='1.0' encoding='utf-16'?>" + PAGE)
fixed(
    "svg_inside.html", PAGE.replace("<p>", "<svg><foreignObject><p>x</p></foreignObject></svg><p>")
)
fixed(
    "meta_refresh.html", "<html><meta http-equiv=refresh content='0;url=file:///etc/passwd'></html>"
)
fixed("frameset.html", "<html><frameset><frame src='file:///etc/passwd'></frameset></html>")

# XML and feeds ------------------------------------------------------------------------------------

BOMB_ENTITIES = "".join(
    f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' if i else '<!ENTITY l0 "lol">' for i in range(10)
)


def rss(body: str, doctype: str = "") -> str:
    channel = f"<channel><title>t</title>{body}</channel>"
    return f"<?xml version='1.0'?>{doctype}<rss version='2.0'>{channel}</rss>"


def item(text: str) -> str:
    return f"<item><title>{text}</title><description>{text}</description></item>"


fixed("entity_bomb.xml", rss(item("&l9;"), f"<!DOCTYPE rss [{BOMB_ENTITIES}]>"))
fixed(
    "quadratic_bomb.xml",
    rss(item("&a;" * 20_000), f'<!DOCTYPE rss [<!ENTITY a "{"x" * 20_000}">]>'),
)
fixed(
    "external_entity.xml",
    rss(item("&x;"), '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
)
fixed("external_dtd.xml", rss(item(SENTENCE), '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">'))
fixed(
    "parameter_entity.xml",
    rss(item("x"), '<!DOCTYPE rss [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>'),
)
fixed(
    "recursive_entity.xml", rss(item("&a;"), '<!DOCTYPE rss [<!ENTITY a "&b;"><!ENTITY b "&a;">]>')
)
fixed("cut.xml", rss(item(SENTENCE))[:-40])
fixed("no_items.xml", rss(""))
fixed("items_without_anything.xml", rss("<item/><item></item>" * 50))
fixed("deep_feed.xml", rss("<item>" + "<a>" * DEEP + SENTENCE))
fixed("html_in_title.xml", rss(item("&lt;script&gt;alert(1)&lt;/script&gt;" + SENTENCE)))
fixed(
    "bad_dates.xml", rss(f"<item><pubDate>99 Foo 20200</pubDate><title>{SENTENCE}</title></item>")
)
fixed("surrogate_reference.xml", rss(item("&#xD800; " + SENTENCE)))
fixed(
    "guid_with_newline.xml", rss(f"<item><guid>a\nb\u202e</guid><title>{SENTENCE}</title></item>")
)
fixed("wrong_encoding_said.xml", rss(item("é")).replace("?>", " encoding='utf-16'?>"))
fixed("unknown_xml.xml", "<?xml version='1.0'?><book><p>Hello</p></book>")
fixed("xinclude.xml", rss("<xi:include href='file:///etc/passwd'/>" + item(SENTENCE)))
fixed(
    "stylesheet.xml",
    "<?xml version='1.0'?><?xml-stylesheet href='file:///etc/passwd'?>" + rss(item("a")),
)

# JSON and JSONL -----------------------------------------------------------------------------------

fixed(
    "lone_surrogates.jsonl",
    '{"text": "He said \\ud800 so \\udfff.", "id": "\\udc00", "title": "\\ud83d"}\n',
)
fixed("escaped_nul.jsonl", '{"text": "He said \\u0000 so.", "id": "a\\u0000b"}\n')
fixed("deep_arrays.json", "[" * 200_000)
fixed("deep_objects.jsonl", '{"text": ' * 100_000 + "\n" + json.dumps({"text": SENTENCE}) + "\n")
fixed("huge_number.jsonl", '{"text": "x", "id": ' + "9" * 50_000 + "}\n")
fixed("infinity.jsonl", '{"text": "The minister said so.", "id": Infinity, "published": NaN}\n')
fixed("float_id.jsonl", '{"text": "The minister said so.", "id": 1e308, "published": 1e300}\n')
fixed(
    "wrong_types.jsonl",
    '{"text": 5}\n{"text": null}\n{"text": []}\n{"text": {"a": 1}}\n{"text": true}\n',
)
fixed(
    "odd_fields.jsonl",
    '{"text": "He said so.", "id": [], "title": {}, "published": true, "url": 3}\n',
)
fixed("not_objects.jsonl", '1\n"a"\nnull\n[1]\n{}\n')
fixed("cut.jsonl", json.dumps({"text": SENTENCE}) + "\n" + '{"text": "The minis')
fixed("single_quotes.jsonl", "{'text': 'He said so.'}\n")
fixed("doubled_keys.jsonl", '{"text": "one", "text": "two"}\n')
fixed("bom.jsonl", b"\xef\xbb\xbf" + json.dumps({"text": SENTENCE}).encode() + b"\n")
fixed("utf16.jsonl", (json.dumps({"text": SENTENCE}) + "\n").encode("utf-16"))
fixed(
    "latin1.jsonl",
    '{"text": "Le président a déclaré l’échec."}\n'.replace("’", "'").encode("latin-1"),
)
fixed(
    "carriage_returns.jsonl",
    json.dumps({"text": SENTENCE}) + "\r\n\r\n" + json.dumps({"text": "b"}),
)
fixed("bad_dates.jsonl", "".join(
    json.dumps({"text": "He said so.", "published": x}) + "\n"
    for x in ("0000-00-00", "2020-13-45", "31/02/2020", "1e9", "9" * 300, "-1", "0", "٢٠٢٠-٠٥-٠٣",
              "12:99", "Mon, 99 Abc 2020 25:61:61 +9999", "2020-05-30T24:00", "--05-03", "\ud800")
))  # fmt: skip
fixed("no_text.json", '{"name": "settings", "values": [1, 2]}')
fixed("scalar.json", "42")
fixed("list_of_numbers.json", "[1, 2, 3]")
fixed("many_bad_lines.jsonl", "not json\n" * 2000)
MAKERS["huge_line.jsonl"] = lambda: json.dumps({"text": SENTENCE * 20_000}).encode() + b"\n"

# CSV and Parquet ----------------------------------------------------------------------------------

MAKERS["huge_field.csv"] = lambda: b'id,text\n1,"' + b"a " * (3 * MEGABYTE) + b'"\n'
fixed("unbalanced_quotes.csv", 'id,text\n1,"He said so\n2,He said that\n' * 500)
fixed("no_text_column.csv", "a,b,c\n1,2,3\n")
fixed("header_only.csv", "id,text\n")
fixed("ragged.csv", "id,text,title\n1\n1,2,3,4,5,6\n,,,\n\n2,He said so\n")
fixed("same_names.csv", "text,text,text\na,b,c\n")
fixed("nul.csv", b"id,text\n1,a\0b\n")
fixed(
    "many_columns.csv",
    ",".join(f"c{i}" for i in range(20_000)) + ",text\n" + "," * 20_000 + "said\n",
)
fixed("formula.csv", "id,text\n1,=cmd|' /C calc'!A0\n")
fixed("semicolons.csv", "id;text\n1;Er sagte, dass es so sei.\n")
fixed("carriage_returns.csv", "id,text\r1,He said so\r2,She said so\r")
fixed("latin1.csv", "id,text\n1,Le président a dit « non ».\n".encode("latin-1"))
MAKERS["endless_line.csv"] = lambda: b"text," * MEGABYTE


def parquet_bytes(columns: dict[str, list[object]], **options: object) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink, **options)
    return sink.getvalue()


@makes("whole.parquet")
def whole_parquet() -> bytes:
    return parquet_bytes({"text": [SENTENCE, None, ""], "published": ["2020-05-30", None, "x"]})


MAKERS["cut.parquet"] = lambda: whole_parquet()[:-20]
MAKERS["cut_in_half.parquet"] = lambda: whole_parquet()[: len(whole_parquet()) // 2]
MAKERS["without_text.parquet"] = lambda: parquet_bytes({"a": [1], "b": [2.0]})
MAKERS["numbers_as_text.parquet"] = lambda: parquet_bytes({"text": [1, 2, 3]})
MAKERS["bytes_as_text.parquet"] = lambda: parquet_bytes({"text": [b"\xff\xfe"]})
MAKERS["nested.parquet"] = lambda: parquet_bytes({"text": [SENTENCE], "id": [{"a": [1]}]})
MAKERS["no_rows.parquet"] = lambda: parquet_bytes({"text": []})
MAKERS["footer_lies.parquet"] = lambda: (
    whole_parquet()[:-8] + struct.pack("<I", 2**31 - 1) + b"PAR1"
)


@makes("repeated.parquet")
def repeated_parquet() -> bytes:
    return parquet_bytes({"text": ["a" * MEGABYTE] * 200}, compression="zstd")


def _damage(data: bytes, seed: int) -> bytes:
    chance, damaged = random.Random(seed), bytearray(data)
    for _ in range(12):
        damaged[chance.randrange(8, len(damaged))] = chance.randrange(256)
    return bytes(damaged)


for seed in range(6):
    MAKERS[f"damaged_{seed}.parquet"] = lambda seed=seed: _damage(whole_parquet(), seed)

# PDF ----------------------------------------------------------------------------------------------


def pdf_bytes(pages: int = 1, words: str = SENTENCE) -> bytes:
    """A small PDF written by hand."""
    content = f"BT /F1 12 Tf 72 700 Td ({words}) Tj ET".encode("latin-1")
    kids = " ".join(f"{4 + i} 0 R" for i in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    font = "<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 3 0 R "
        f"/Resources << /Font {font} >> >>"
    )
    objects += [page.encode()] * pages
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % x for x in offsets)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(out)


fixed("whole.pdf", pdf_bytes())
fixed("cut.pdf", pdf_bytes()[:-60])
fixed("cut_in_half.pdf", pdf_bytes()[:300])
fixed("no_text.pdf", pdf_bytes(words=""))
fixed("pages_in_a_circle.pdf", pdf_bytes().replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]"))
fixed("no_root.pdf", pdf_bytes().replace(b"/Root 1 0 R", b"/Root 9 0 R"))
fixed("wrong_length.pdf", pdf_bytes().replace(b"/Length 9", b"/Length 9999"))
fixed("xref_astray.pdf", pdf_bytes().replace(b"startxref\n", b"startxref\n99"))
fixed("huge_box.pdf", pdf_bytes().replace(b"612 792", b"9e9 9e9"))
fixed("empty_box.pdf", pdf_bytes().replace(b"0 0 612 792", b"0 0 0 0"))
fixed(
    "deep_arrays.pdf", pdf_bytes().replace(b"/Contents 3 0 R", b"/X " + b"[" * 5000 + b"]" * 5000)
)
fixed("only_header.pdf", b"%PDF-1.4\n%%EOF\n")
fixed("junk_first.pdf", b"junk " * 40 + pdf_bytes())
for seed in range(8):
    MAKERS[f"damaged_{seed}.pdf"] = lambda seed=seed: _damage(pdf_bytes(), seed)

# Archives -----------------------------------------------------------------------------------------


def zip_bytes(members: dict[str, bytes], level: int = 9) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED, level)
    return sink.getvalue()


def tar_bytes(members: dict[str, bytes], links: dict[str, str] | None = None) -> bytes:
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for name, target in (links or {}).items():
            info = tarfile.TarInfo(name)
            info.type, info.linkname = tarfile.SYMTYPE, target
            archive.addfile(info)
    return sink.getvalue()


TEXT = SENTENCE.encode()
LONG_LINE = b'{"text": "' + b"war " * 2000 + b'"}\n'
CLIMBING = {"../../../../tmp/dragoman_climbed.txt": TEXT, "/tmp/dragoman_climbed.txt": TEXT}
fixed("traversal.zip", zip_bytes(CLIMBING | {"..\\..\\climbed.txt": TEXT, "C:\\climbed.txt": TEXT}))
fixed("traversal.tar", tar_bytes(CLIMBING))
fixed("links.tar", tar_bytes({"a.txt": TEXT}, {"passwd.txt": "/etc/passwd", "up": "../.."}))
fixed(
    "link_then_file.tar", tar_bytes({}, {"d": "/tmp"}) + tar_bytes({"d/dragoman_climbed.txt": TEXT})
)
fixed("empty_archive.zip", zip_bytes({}))
fixed("empty_archive.tar", tar_bytes({}))
fixed("only_folders.zip", zip_bytes({"a/": b"", "a/b/": b""}))
fixed(
    "odd_names.zip",
    zip_bytes({"a\nb.txt": TEXT, "\u202etxt.exe": TEXT, "": TEXT, "x" * 3000: TEXT}),
)
fixed(
    "mixed.zip",
    zip_bytes(
        {"a.txt": TEXT, "b.png": b"\x89PNG\r\n\x1a\n123", "c.txt": b"", "d.html": PAGE.encode()}
    ),
)
fixed("cut.zip", zip_bytes({"a.txt": TEXT * 50})[:-30])
fixed("cut.tar", tar_bytes({"a.txt": TEXT * 100, "b.txt": TEXT * 100})[:9000])
fixed("wrong_checksum.zip", zip_bytes({"a.txt": TEXT}, 0).replace(b"minister", b"monister"))
fixed("office.docx", zip_bytes({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}))
fixed(
    "office_as.zip", zip_bytes({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})
)
MAKERS["many_members.zip"] = lambda: zip_bytes({f"{i}.txt": b"said" for i in range(1500)})


@makes("bomb.zip")
def bomb_zip() -> bytes:
    return zip_bytes({"bomb.txt": b"\0" * (40 * MEGABYTE), "after.txt": TEXT})


@makes("text_bomb.zip")
def text_bomb_zip() -> bytes:
    return zip_bytes({"bomb.jsonl": LONG_LINE * 4000, "after.txt": TEXT})


@makes("nested.zip")
def nested_zip() -> bytes:
    data = zip_bytes({"a.txt": TEXT})
    for depth in range(12):
        data = zip_bytes({f"{depth}.zip": data})
    return data


MAKERS["bombs_nested.zip"] = lambda: zip_bytes({f"{i}.zip": bomb_zip() for i in range(8)})


@makes("declares_too_much.zip")
def declares_too_much() -> bytes:
    data = bytearray(zip_bytes({"a.txt": TEXT}, 0))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 2**32 - 2)
    return bytes(data)


@makes("encrypted_flag.zip")
def encrypted_flag() -> bytes:
    data = bytearray(zip_bytes({"a.txt": TEXT}))
    data[6] |= 1
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@makes("unknown_method.zip")
def unknown_method() -> bytes:
    data = bytearray(zip_bytes({"a.txt": TEXT}))
    data[8] = 99
    data[data.rfind(b"PK\x01\x02") + 10] = 99
    return bytes(data)


for seed in range(8):
    MAKERS[f"damaged_{seed}.zip"] = lambda seed=seed: _damage(zip_bytes({"a.txt": TEXT * 9}), seed)
    MAKERS[f"damaged_{seed}.tar"] = lambda seed=seed: _damage(tar_bytes({"a.txt": TEXT * 9}), seed)


@makes("huge_header.tar")
def huge_header() -> bytes:
    info = tarfile.TarInfo("pax")
    info.type, info.size = tarfile.XHDTYPE, 2**33
    return info.tobuf(tarfile.GNU_FORMAT) + b"9 a=b\n" * 100


fixed("fine.txt.gz", gzip.compress(TEXT))
fixed("cut.txt.gz", gzip.compress(TEXT * 100)[:-12])
fixed("fine.tar.gz", gzip.compress(tar_bytes({"a.txt": TEXT})))
fixed("fine.tgz", gzip.compress(tar_bytes({"a.txt": TEXT})))
fixed("cut.tgz", gzip.compress(random.Random(1).randbytes(500) + tar_bytes({"a.txt": TEXT}))[:-30])
MAKERS["bomb.txt.gz"] = lambda: gzip.compress(b"war " * (15 * MEGABYTE))
MAKERS["bomb.jsonl.gz"] = lambda: gzip.compress(LONG_LINE * 4000)
MAKERS["bomb.tar.gz"] = lambda: gzip.compress(tar_bytes({"a.txt": b"\0" * (30 * MEGABYTE)}))


@makes("gzip_in_gzip.gz")
def gzip_in_gzip() -> bytes:
    data = TEXT
    for _ in range(20):
        data = gzip.compress(data)
    return data


fixed("junk_after.txt.gz", gzip.compress(TEXT) + b"junk")

# Mail and WARC ------------------------------------------------------------------------------------

fixed("no_headers.mbox", "\n\n" + SENTENCE * 20)
fixed("from_lines_only.mbox", "From a Mon Mar  8 16:20:00 2021\n\n" * 50)
fixed("headers_only.eml", "From: a@b.example\nSubject: x\nDate: y\n\n")
fixed(
    "bad_headers.eml",
    "From: a@b\nSubject: =?utf-8?b?\xff\xfe?= =?x?q?=ZZ?=\nDate: 99\nFoo\n bar\n\nHe said so.",
)
fixed(
    "unknown_charset.eml",
    "From: a@b\nSubject: x\nContent-Type: text/plain; charset=klingon\n\nHe said é.",
)
fixed(
    "bad_base64.eml", "From: a@b\nSubject: x\nContent-Transfer-Encoding: base64\n\n!!!not base64!!!"
)
fixed("endless_header.eml", "From: a@b\nSubject: " + "x" * 500_000 + "\n\nHe said so.")
fixed("many_headers.eml", "From: a@b\n" + "X-A: b\n" * 20_000 + "\nHe said so.")
fixed(
    "attachment_only.eml", "From: a@b\nSubject: x\nContent-Disposition: attachment\n\nHe said so."
)
fixed("odd_from.eml", 'From: "\\"<<>>,;:@" <<a@@b>\nSubject: x\nMessage-ID: <[]>\n\nHe said so.')


@makes("deep_parts.eml")
def deep_parts() -> bytes:
    lines = ["From: a@b", "Subject: x"]
    for i in range(300):
        lines += [f'Content-Type: multipart/mixed; boundary="b{i}"', "", f"--b{i}"]
    return "\n".join([*lines, "Content-Type: text/plain", "", SENTENCE]).encode()


def warc_record(length: int | None, body: str = PAGE, kind: str = "text/html") -> bytes:
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n{body}".encode()
    size = len(http) if length is None else length
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\n"
        "WARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2021-03-08T16:20:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {size}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


fixed("fine.warc", warc_record(None))
fixed("fine.warc.gz", gzip.compress(warc_record(None)) + gzip.compress(warc_record(None)))
fixed("length_too_long.warc", warc_record(10**9))
fixed("length_too_short.warc", warc_record(60) + warc_record(None))
fixed("length_negative.warc", warc_record(-5))
fixed("length_missing.warc", warc_record(None).replace(b"Content-Length", b"X-Length"))
fixed("cut.warc", warc_record(None)[:-120])
fixed("cut.warc.gz", gzip.compress(warc_record(None) * 9)[:-40])
fixed("images_only.warc", warc_record(None, "x", "image/png"))
fixed("wrong_http.warc", warc_record(None).replace(b"HTTP/1.1 200 OK", b"nonsense"))
fixed(
    "chunked_wrong.warc",
    warc_record(None).replace(b"text/html\r\n", b"text/html\r\nTransfer-Encoding: chunked\r\n"),
)
fixed(
    "gzip_wrong.warc",
    warc_record(None).replace(b"text/html\r\n", b"text/html\r\nContent-Encoding: gzip\r\n"),
)
fixed(
    "brotli.warc",
    warc_record(None).replace(b"text/html\r\n", b"text/html\r\nContent-Encoding: br\r\n"),
)


def make_hostile_inputs(folder: Path) -> list[Path]:
    """Write all hostile inputs into a folder and give their paths, in the order of their names."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, maker in sorted(MAKERS.items()):
        path = folder / name
        path.write_bytes(maker())
        paths.append(path)
    return paths
