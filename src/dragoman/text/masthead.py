"""Mastheads: lines at the head of a text that tell whose it is: `Harbour Herald, 29 April 2023`."""

from __future__ import annotations

from dragoman.lang.outlets import is_outlet_name, looks_like_outlet
from dragoman.text.dateline import MAX_DATELINE_CHARS, find_dateline, without_date

# A title or a rubric may come first.
HEAD_LINES = 3
MAX_NAME_WORDS = 7


def find_masthead(text: str) -> str | None:
    """The outlet that a text says at its head that it is of, as written; None if it does not.

    That is a line of a name and a full date, or a first line that is a known outlet's name
    alone. A name is an outlet's if it is known or built as one (`Harbour Herald`): what else stands
    beside a date may be an author or a place.
    """
    lines = (line.strip() for line in text[:2_000].splitlines())
    head = [line for line in lines if line][:HEAD_LINES]
    for n, line in enumerate(head):
        if len(line) > MAX_DATELINE_CHARS:
            break
        found = find_dateline(line)
        if found is not None and found.place is None and (found.published or found.candidates):
            name = without_date(line)
            words = name.split()
            if is_outlet_name(name) or (len(words) <= MAX_NAME_WORDS and looks_like_outlet(words)):
                return name
        elif n == 0 and " " in line and is_outlet_name(line):
            return line
    return None
