"""A report's date is found where a reader would find it, and never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.text import find_dateline
from dragoman.text.dateline import find_datelines

BODY = "\n\nThe minister met two envoys, a newspaper said.\n"


@pytest.mark.parametrize(
    ("line", "published", "precision"),
    [
        ("5/30/2020 12:50", "2020-05-30T12:50", "time"),
        ("30/5/2020", "2020-05-30", "day"),
        ("06/13/20 4pm", "2020-06-13T16:00", "time"),
        ("BOGOTA, 2 SEP 89", "1989-09-02", "day"),
        ("BOGOTA, 2 SEP 12", "2012-09-02", "day"),
        ("Tuesday 02 August 2016 19:11", "2016-08-02T19:11", "time"),
        ("The Washington Post, August 25, 2020", "2020-08-25", "day"),
        ("Reuters, 30 May 2020", "2020-05-30", "day"),
        ("2020-05-30T12:50:00Z", "2020-05-30T12:50Z", "time"),
        ("2020-05-30 12:50:33", "2020-05-30T12:50", "time"),
        ("Thu, 7 May 2020 10:12:00 +0300", "2020-05-07T10:12+03:00", "time"),
        ("30.05.2020", "2020-05-30", "day"),
        ("Updated: Jan. 5, 2019 3:40 p.m. ET", "2019-01-05T15:40", "time"),
        ("Last modified on Sat 30 May 2020 12.50 BST", "2020-05-30T12:50", "time"),
        ("Published 12:50 GMT 30 May 2020", "2020-05-30T12:50Z", "time"),
        ("Published: May 2020", "2020-05", "month"),
        ("By Nour Haddad | May 3, 2020 | 12:15am", "2020-05-03T00:15", "time"),
        ("Date: 2020/05/30", "2020-05-30", "day"),
        ("30th of May 2020", "2020-05-30", "day"),
        ("\u200f30\u00a0May\u00a02020", "2020-05-30", "day"),
    ],
)
def test_a_line_that_holds_only_a_date_and_its_dress_is_read(line, published, precision):
    found = find_dateline(line + BODY)
    assert (found.published, found.precision) == (published, precision)
    assert (line + BODY)[found.start : found.end].strip("\u200f") == line.strip("\u200f")


@pytest.mark.parametrize(
    ("text", "words", "published", "place"),
    [
        ("BAGHDAD, May 3 (Reuters) - The minister left.", 27, "--05-03", "BAGHDAD"),
        ("BOGOTA, 2 SEP 89 (EFE) -- [TEXT] Police said", 26, "1989-09-02", "BOGOTA"),
        ("TEHRAN, May 3, IRNA – The minister left.", 22, "--05-03", "TEHRAN"),
        ("Baghdad - 30 May 2020 - The minister left.", 24, "2020-05-30", "Baghdad"),
        ("LONDON (AP) — The minister left.", 14, None, "LONDON"),
        ("WASHINGTON — The minister left.", 13, None, "WASHINGTON"),
        ("KIRKUK, Iraq — The minister left.", 15, None, "KIRKUK, Iraq"),
        ("5/30/2020 12:50 The minister left.", 15, "2020-05-30T12:50", None),
        ("May 3 (Reuters) - The minister left.", 18, "--05-03", None),
    ],
)
def test_an_opening_before_the_first_sentence_is_a_dateline(text, words, published, place):
    found = find_dateline(text)
    assert (found.start, found.end) == (0, words)
    assert (found.published, found.place) == (published, place)


def test_day_and_month_stay_open_until_something_settles_them():
    open_order = find_dateline("5/6/2020")
    assert (open_order.published, open_order.precision) == (None, None)
    assert open_order.candidates == ("2020-05-06", "2020-06-05")
    assert find_dateline("5/5/2020").published == "2020-05-05"
    assert find_dateline("Friday 5/6/2020").published == "2020-06-05"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31/2/2020",
        "Feb 30, 2020",
        "29.02.2019",
        "The vote of May 3, 2020 was held in peace.",
        "May 3, 2020 was a good day for the minister.",
        "On 5/30/2020 the minister left.",
        "Iraq Votes in May 2018",
        "FILE - In this Thursday, Sept. 12, 2019, file photo, a minister speaks.",
        "A minister at the summit in Rome, May 27, 2017. (Jane Doe/Reuters)",
        "U.S. — the country said no more.",
        "WATCH — The minister leaves the hall",
        "1992",
        "The minister left.\n" * 8 + "30 May 2020\n" + "He came back.\n" * 8,
    ],
)
def test_a_date_inside_the_body_or_an_impossible_one_is_no_dateline(text):
    assert find_dateline(text) is None


def test_a_labelled_last_line_counts_but_the_published_date_outranks_an_update():
    body = "The minister left.\n\n" * 6
    assert find_dateline(body + "Published: 3 May 2020").published == "2020-05-03"
    both = "Updated: 4 May 2020\n" + body + "Published: 3 May 2020\n"
    assert find_dateline(both).published == "2020-05-03"
    assert [d.published for d in find_datelines(both)] == ["2020-05-04", "2020-05-03"]


@given(st.text(alphabet=st.sampled_from("0123456789/-.: ,()\nMaySEPſıTZ+—AbcD\u200f"), max_size=60))
def test_any_text_is_looked_at_without_error(text):
    found = find_dateline(text)
    assert found is None or 0 <= found.start < found.end <= len(text)
