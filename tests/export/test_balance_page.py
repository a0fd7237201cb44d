"""The drawings of a balance, and that its page shows anybody's words as words."""

from __future__ import annotations

from lxml import html

from dragoman.export.balance_drawing import HEIGHT, SIDE, WIDTH, Mark, draw_line, draw_plane
from dragoman.export.balance_view import (
    ActView,
    BalanceView,
    KindView,
    PeriodView,
    WitnessView,
    WordsView,
    render_balance,
)

POISON = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7*7 }}"
NARROW, WIDE = Mark(0.8, 0.4, 0.4, 0.3, 0.5), Mark(0.5, 0.5, 0.0, -0.9, 0.9)


def view(words: str, mark: Mark | None = NARROW) -> BalanceView:
    told = WordsView(words, words, words, words, None)
    witness = WitnessView(words, words, words, (words,), True, (told,))
    act = ActView("deeds-1-1", words, words, words, words, True, words, words, (words,), (witness,))
    period = PeriodView(
        "deeds-1", words, mark, mark, (words, words), words, words, words, 1, (act,)
    )
    lines = (words,)
    kind = KindView(
        *("deeds", words, words, words, True, (period,), None, words, None),
        *(lines, lines, ((words, lines),), lines),
    )
    return BalanceView(words, (words, words), "week", words, 0.2, 0.5, (kind,), lines)


def test_words_of_reports_are_shown_and_never_run() -> None:
    page = html.document_fromstring(render_balance(view(POISON)))
    assert len(page.xpath("//script")) == 1
    assert not page.xpath("//img")
    assert POISON in page.text_content()


def test_an_echo_is_marked_as_one() -> None:
    assert "echo: adds nothing" in render_balance(view("words"))


def test_what_was_not_worked_out_is_not_drawn_but_listed() -> None:
    page = html.document_fromstring(render_balance(view("words", None)))
    assert not page.xpath("//figure")
    assert page.xpath("//article[@id='deeds-1-1']")


def test_a_wider_interval_is_drawn_as_a_wider_band() -> None:
    line = draw_line([("a", "May", NARROW, None, True), ("b", "June", WIDE, None, False)], turn=1)
    assert line is not None
    spots = [tuple(map(float, s.split(","))) for s in line.band.split()]
    heights = {
        x: max(y for a, y in spots if a == x) - min(y for a, y in spots if a == x) for x, _ in spots
    }
    first, second = sorted(heights)
    assert heights[first] < heights[second]
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in spots)
    assert line.turn is not None and first < line.turn < second
    assert [d.empty for d in line.dots] == [False, True]


def test_on_the_plane_the_first_pole_goes_right_and_the_second_up() -> None:
    plane = draw_plane([("a", "May", NARROW, True)], 0.2, 0.5)
    assert plane is not None
    (dot,) = plane.dots
    assert (dot.x, dot.y) == (0.8 * SIDE, round(0.6 * SIDE, 1))


def test_nothing_placed_gives_no_drawing() -> None:
    assert draw_line([("a", "May", None, None, True)], None) is None
    assert draw_plane([], 0.2, 0.5) is None
