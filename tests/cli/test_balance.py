"""`dragoman balance` as a user types it: verdict, points, page, and that echoes change nothing."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from dragoman import read
from dragoman.analyse.balance.answer import Answer
from dragoman.analyse.balance.answer import balance as work_out
from dragoman.analyse.balance.groups import Group
from dragoman.analyse.balance.search import Question
from dragoman.analyse.balance.settings import Settings
from dragoman.cli.balance_json import answer_to_json
from dragoman.cli.balance_page import write_page
from dragoman.cli.balance_table import draw
from dragoman.record import open_record
from dragoman.run.link_record import link_record
from tests.balance_record import ACTOR, POLES, TURN, make_record, make_reports, read_reports
from tests.cli.command import dragoman, dragoman_here

ASKED = ("--actor", "Sarraf", "--between", *POLES)
QUICK = Settings(draws=200, warmup=200)
MONTHS = Question(ACTOR, POLES, by="month", kinds=("deeds",))


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_record(tmp_path_factory.mktemp("half_a_year") / "record.db")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of two reports, and one that was not linked beside it."""
    folder = tmp_path_factory.mktemp("two_reports")
    for name in ("record.db", "unlinked.db"):
        with open_record(folder / name, create=True) as made:
            made.add(read_reports(iter(list(make_reports())[0:3:2])))
    with open_record(folder / "record.db") as made:
        link_record(made)
    return folder / "record.db"


def ask(record: Path, question: Question = MONTHS) -> Answer:
    pytest.importorskip("numpyro")
    with open_record(record, read_only=True) as opened:
        links = opened.links()
        assert links is not None
        return work_out(opened, links, question, QUICK)


@pytest.fixture(scope="module")
def answer(record: Path) -> Answer:
    with open_record(record, read_only=True) as opened:
        links = opened.links()
    assert links is not None
    around = min((h for h in links.happenings if (h.from_ or "") >= TURN.isoformat()), key=_day)
    deeds = ask(record, replace(MONTHS, around=around.id, feigned=True))
    # What echoes would feign of words is asked by no test, and takes as long to compile.
    words = ask(record, replace(MONTHS, around=around.id, kinds=("words",)))
    return replace(deeds, measured=(*deeds.measured, *words.measured))


def _day(happening: Any) -> str:
    return str(happening.from_)


@pytest.fixture(scope="module")
def found(answer: Answer) -> dict[str, Any]:
    return answer_to_json(answer)


def test_the_verdict_states_interval_width_and_roots_of_both(found: dict[str, Any]) -> None:
    assert found["verdict"].startswith(f"{ACTOR} leans towards Turkey: balance +")
    assert "zero is excluded" in found["verdict"]
    assert found["enough"]
    assert all(side["roots"] >= 5 for side in found["seen"])


def test_every_point_has_numbers_within_their_bands_and_its_happenings(
    found: dict[str, Any],
) -> None:
    assert [p["from"] for p in found["points"]] == [f"2023-0{m}-01" for m in range(1, 7)]
    for point in found["points"]:
        assert -1 <= point["b_low"] <= point["b"] <= point["b_high"] <= 1
        assert 0 <= point["balancing"] <= 1
        assert point["happenings"] and point["roots"] > 1
    counted = {e["id"] for e in found["evidence"]}
    assert counted == {id_ for p in found["points"] for id_ in p["happenings"]}


def test_every_act_shows_its_words_in_every_report(found: dict[str, Any], record: Path) -> None:
    with open_record(record, read_only=True) as opened:
        texts = {r.report.source_id: r.report.text for r in opened.readings()}
    for act in found["evidence"]:
        assert act["roots"] and act["reports"]
        for telling in act["reports"]:
            for words in telling["words"]:
                text = texts[telling["report"]]
                assert text[words["start"] : words["end"]] == words["text"]


def test_the_turn_in_april_is_seen_before_and_after(found: dict[str, Any]) -> None:
    assert found["around"]["day"] >= TURN.isoformat()
    assert found["around"]["chance"] < 0.1
    assert found["points"][0]["b"] > found["points"][-1]["b"]


def test_deeds_and_words_are_apart(found: dict[str, Any]) -> None:
    words = found["words"]
    assert words["points"] != found["points"]
    assert all(not p["happenings"] for p in words["points"])
    assert any(p["statements"] for p in words["points"])


def test_counting_every_report_would_feign_a_narrower_interval(found: dict[str, Any]) -> None:
    feigned = found["echoes"]["if_every_report_counted"]
    assert feigned["width"] < found["overall"]["width"]


def test_a_reprint_leaves_every_point_as_it_was_to_the_last_digit(
    record: Path, found: dict[str, Any], tmp_path: Path
) -> None:
    copy = tmp_path / "record.db"
    shutil.copy(record, copy)
    reports = list(make_reports())
    with open_record(copy) as opened:
        for n in (0, 9, 20, 41, 55):
            text, _, day = reports[n]
            opened.add([_reprint(text, day + timedelta(days=1), n)])
        link_record(opened)
    with_reprints = answer_to_json(ask(copy))
    assert with_reprints["points"] == found["points"]
    assert with_reprints["verdict"] == found["verdict"]
    assert with_reprints["echoes"]["echoes"] == found["echoes"]["echoes"] + 5
    assert with_reprints["echoes"]["same_without"] is True


def _reprint(text: str, day: date, number: int) -> Any:
    return read(text, publisher="Reprint Daily", published=day.isoformat(), source_id=f"p{number}")


def test_the_same_seed_gives_the_same_digits(record: Path, found: dict[str, Any]) -> None:
    assert answer_to_json(ask(record))["points"] == found["points"]


def test_a_proxys_weight_is_shown_as_sensitivity(record: Path) -> None:
    groups = {"iran": Group("Iran", ("United Nations",), (("Turkey", 0.5),))}
    question = Question(ACTOR, ("Basra", "Iran"), by="month", kinds=("deeds",), groups=groups)
    with pytest.raises(Exception, match="no actor 'Basra'"):
        ask(record, question)
    question = Question("Turkey", (ACTOR, "Iran"), kinds=("deeds",), groups=groups)
    assert [s.weight for s in ask(record, question).measured[0].sensitivity] == [0.0, None, 1.0]


def test_the_page_leads_from_every_dot_to_the_words(answer: Answer, tmp_path: Path) -> None:
    page = write_page(tmp_path / "balance.html", answer)
    text = page.read_text("utf-8")
    tree = html.document_fromstring(text)
    dots = tree.xpath("//svg//a[contains(@class, 'dot')]/@href")
    assert len(dots) >= 2 * 6
    for dot in dots:
        (entry,) = tree.xpath(f"//*[@id='{dot[1:]}']")
        assert entry.xpath(".//mark") or "Nothing is told of it" in entry.text_content()
    assert "the band if every report were counted" in text
    assert "http://" not in text.replace("http://www.w3.org", "") and "https://" not in text


def test_two_reports_get_the_answer_that_they_are_not_enough(small: Path) -> None:
    found = dragoman_here("balance", small, *ASKED)
    assert found.returncode == 0, found.stderr
    assert f"not enough independent evidence to place {ACTOR}." in " ".join(found.stdout.split())
    assert "What was seen" in found.stdout
    assert "praised Turkey" in " ".join(found.stdout.split())


def test_sparse_evidence_has_an_interval_that_says_nothing_in_json(small: Path) -> None:
    pytest.importorskip("numpyro")
    found = dragoman_here("balance", str(small), *ASKED, "--format", "json", "--deeds")
    answer = json.loads(found.stdout)
    assert answer["enough"] is False
    (point,) = answer["points"]
    assert point["b_high"] - point["b_low"] > 1
    assert point["happenings"]
    assert "words" not in answer


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        (("--actor", "Zorro", "--between", *POLES), "no actor 'Zorro'"),
        (("--actor", "Iran", "--between", *POLES), "three sides"),
        ((*ASKED, "--from", "May"), "--from takes a day"),
        ((*ASKED, "--from", "2023-05-01", "--to", "2023-04-01"), "is after"),
        ((*ASKED, "--group", "none.yaml"), "none.yaml"),
        ((*ASKED, "--around", "hap-none"), "no happening 'hap-none'"),
        ((*ASKED, "--believe", "named=2"), "takes a number from 0 to 1"),
        ((*ASKED, "--believe", "rumour=1"), "knows anonymous, denial, named, outlet"),
        ((*ASKED, "--from", "1900-01-01"), "give --from and --to"),
    ],
)
def test_a_question_that_cannot_be_asked_so_is_one_clear_line(
    small: Path, more: tuple[str, ...], reason: str
) -> None:
    found = dragoman_here("balance", str(small), *more)
    assert found.returncode == 2
    assert found.stderr.count("\n") == 1
    assert reason in found.stderr


def test_a_record_that_was_not_linked_is_told_how_to_be(small: Path) -> None:
    found = dragoman_here("balance", str(small.with_name("unlinked.db")), *ASKED)
    assert found.returncode == 2
    assert "run `dragoman link" in found.stderr


def test_a_page_that_somebody_else_made_is_left_alone(small: Path, tmp_path: Path) -> None:
    page = tmp_path / "mine.html"
    page.write_text("<p>mine</p>", "utf-8")
    found = dragoman_here("balance", str(small), *ASKED, "--deeds", "--page", str(page))
    assert found.returncode == 4
    assert page.read_text("utf-8") == "<p>mine</p>"


def test_help_has_an_example_and_exit_statuses() -> None:
    found = dragoman("balance", "--help")
    assert "Example: dragoman balance record.db --actor" in " ".join(found.stdout.split())
    assert "Exit status 2" in " ".join(found.stdout.split())


@pytest.mark.parametrize(
    ("interval", "drawn"),
    [
        ((-1.0, -0.5, 0.0), "━━━━━●━━━━━··········"),
        ((0.2, 0.5, 0.9), "··········┊·━━━●━━━━·"),
        ((-1.0, 0.0, 1.0), "━━━━━━━━━━●━━━━━━━━━━"),
    ],
)
def test_an_interval_is_drawn_on_the_scale(
    interval: tuple[float, float, float], drawn: str
) -> None:
    assert draw(*interval) == drawn
