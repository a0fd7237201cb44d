"""Where outlets are named in a text."""

from __future__ import annotations

import pytest

from dragoman.link.roots.citations import cited_by_words


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("A leader of the group in the Arabian Peninsula said the raid was just.", []),
        ("An aide on Capitol Hill said no.", []),
        ("The Peninsula reported that it rained.", ["The Peninsula"]),
        ("On Monday The Independent said so.", ["The Independent"]),
        ("On Monday Reuters said so.", ["Reuters"]),
    ],
)
def test_a_common_word_that_goes_on_another_name_is_no_outlet(text: str, cited: list[str]) -> None:
    assert [name for name, _, _ in cited_by_words(text, [(0, len(text))])] == cited
