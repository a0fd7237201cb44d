"""`dragoman whatif`: scenarios worked out, compared, and shown with the words they rest on."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from dragoman.analyse.whatif.case import CaseInput
from dragoman.analyse.whatif.scenario import Range
from dragoman.analyse.whatif.tornado import Bar
from dragoman.cli.whatif_table import draw_bar
from dragoman.cli.whatif_words import say_change, say_place, say_range
from tests.cli.command import dragoman, dragoman_here
from tests.console_blocks import ROOT
from tests.kept import LINK, READ, Kept

REPORTS = ROOT / "examples/reports"
CAMP = str(ROOT / "examples/whatif/camp.yaml")
ELECTIONS = str(ROOT / "examples/whatif/camp_before_elections.yaml")


@pytest.fixture(scope="module")
def folder(kept: Kept, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A linked record of the example reports and its pages; another with reprints besides."""
    folder = tmp_path_factory.mktemp("whatif") / "made"
    assert "6 reports read" in "".join(kept.copy([READ, LINK], folder))
    # The copy of a story without a date must bring none: that would be news.
    wire = (REPORTS / "6_orient_wire.txt").read_text("utf-8")
    attack = (REPORTS / "4_kirkuk_attack.md").read_text("utf-8").partition("\n\n")[2]
    (folder / "7_reprint.txt").write_text(f"From the Orient Wire\n\n{wire}")
    (folder / "8_reprint.md").write_text(f"Harbour Herald, 29 April 2023\n\n{attack}")
    echoed = shutil.copy(folder / "record.db", folder / "echoed.db")
    reprints = (folder / "7_reprint.txt", folder / "8_reprint.md")
    assert "2 reports read" in dragoman_here("read", *reprints, "-o", echoed).stdout
    assert not dragoman_here("link", echoed, "-q").returncode
    assert not dragoman("pages", str(folder / "record.db"), "-o", str(folder / "pages")).returncode
    return folder


def ask(folder: Path, *words: str, record: str = "record") -> dict[str, Any]:
    done = dragoman_here("whatif", *words, "--record", f"{folder / record}.db", "--format", "json")
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_a_scenario_is_told_with_its_spread_what_moves_it_and_what_would_flip_it(
    folder: Path,
) -> None:
    done = dragoman("whatif", CAMP, "--record", str(folder / "record.db"))
    assert done.returncode == 0 and done.stderr == ""
    assert "Engine: mean of the positions by capability x salience; 1,000 draws" in done.stdout
    assert "Kurdish parties is left out: Kurdish parties.position: the record holds" in done.stdout
    assert "draws beyond 50" in done.stdout and "●" in done.stdout
    assert "What would flip it" in done.stdout and " instead of " in done.stdout
    assert "foreign bases on its border" in done.stdout


def test_json_keeps_every_input_with_its_words_and_where_they_stand(folder: Path) -> None:
    (scenario,) = ask(folder, CAMP)["scenarios"]
    inputs = {(i["actor"], i["input"]): i for i in scenario["inputs"]}
    quote = inputs["Behrouz Nikzad", "position"]["quotes"][0]
    assert quote["holder"] == "Behrouz Nikzad"
    (span,) = quote["spans"]
    assert span["end"] - span["start"] == len(span["text"]) and "bases" in span["text"]
    salience = inputs["Turkey", "salience"]
    assert salience["middle"] == len(salience["happenings"]["on_issue"]) / len(
        salience["happenings"]["all"]
    )
    assert inputs["Turkey", "capability"]["from"] == "scenario"
    assert scenario["outcome"]["low"] < scenario["outcome"]["median"] < scenario["outcome"]["high"]


def test_other_scenarios_are_compared_with_the_first_draw_by_draw(folder: Path) -> None:
    told = ask(folder, CAMP, ELECTIONS)
    (difference,) = told["differences"]
    assert (difference["base"], difference["other"]) == (CAMP, ELECTIONS)
    assert difference["high"] < 0 and difference["lower"] == 1.0
    same = ask(folder, CAMP, CAMP)["differences"][0]
    assert (same["low"], same["high"]) == (0, 0)


def test_a_reprint_in_the_record_changes_no_answer(folder: Path) -> None:
    first, echoed = (ask(folder, CAMP, record=r)["scenarios"][0] for r in ("record", "echoed"))
    assert echoed["outcome"] == first["outcome"] and echoed["tornado"] == first["tornado"]


@pytest.mark.parametrize("engine", ["mean", "condorcet", "bargaining"])
def test_the_bargaining_engine_alone_is_called_experimental(folder: Path, engine: str) -> None:
    experimental = engine == "bargaining"
    words = (CAMP, "--record", folder / "record.db", "--engine", engine)
    page = folder / f"{engine}.html"
    shown = dragoman_here("whatif", *words, "--page", page).stdout
    assert ("EXPERIMENTAL" in shown) == ("(experimental)" in shown) == experimental
    assert ("Experimental." in page.read_text("utf-8")) == experimental
    told = ask(folder, CAMP, "--engine", engine)
    assert told["experimental"] == told["scenarios"][0]["experimental"] == experimental


def test_quotes_on_the_page_lead_to_the_reports_pages_beside_it(folder: Path) -> None:
    record = folder / "record.db"
    for place in ("pages", "elsewhere"):
        page = folder / place / "whatif.html"
        done = dragoman_here("whatif", CAMP, ELECTIONS, "--record", record, "--page", page)
        assert done.returncode == 0 and f"The page: {page}" in done.stdout
    links = {
        place: html.parse(str(folder / place / "whatif.html")).xpath("//td/blockquote//a/@href")
        for place in ("pages", "elsewhere")
    }
    assert links["elsewhere"] == [] and len(links["pages"]) == 6
    for link in links["pages"]:
        name, _, entry = link.partition("#")
        target = html.parse(str(folder / "pages" / name))
        assert target.xpath(f"//*[@id='{entry}']")


def test_a_salience_on_the_page_shows_the_words_of_the_happenings_it_counts(folder: Path) -> None:
    page = folder / "pages" / "counted.html"
    dragoman_here("whatif", CAMP, "--record", folder / "record.db", "--page", page)
    shown = html.parse(str(page))
    lists = shown.xpath("//details[@class='counted']")
    (scenario,) = ask(folder, CAMP)["scenarios"]
    told = [i["happenings"]["on_issue"] for i in scenario["inputs"] if "happenings" in i]
    assert [sorted(x.xpath(".//code/text()")) for x in lists] == [sorted(x) for x in told if x]
    for entry in shown.xpath("//details[@class='counted']//li"):
        assert entry.xpath(".//blockquote/mark/text()")
        for link in entry.xpath(".//blockquote//a/@href"):
            name, _, event = link.partition("#")
            assert html.parse(str(folder / "pages" / name)).xpath(f"//*[@id='{event}']")
    assert "leave its camp near" in lists[0].text_content()


def test_a_page_that_is_somebody_elses_is_left_alone(folder: Path) -> None:
    page = folder / "mine.html"
    page.write_text("<p>mine</p>")
    done = dragoman_here("whatif", CAMP, "--record", folder / "record.db", "--page", page)
    assert done.returncode == 4 and "was not made by dragoman" in done.stderr
    assert page.read_text() == "<p>mine</p>"


def test_names_in_a_scenario_cannot_run_on_the_page(tmp_path: Path) -> None:
    scenario = tmp_path / "s.yaml"
    scenario.write_text(
        "axis: {low: {at: 0, name: <script>a</script>}, high: {at: 1, name: b}}\nactors:\n"
        "  - {name: '<img src=x>', position: [0, 1], salience: 1, capability: 1}\n"
        "  - {name: b, position: 1, salience: 1, capability: 1}\n"
    )
    assert not dragoman_here("whatif", scenario, "--page", tmp_path / "p.html").returncode
    page = html.parse(str(tmp_path / "p.html"))
    assert len(page.xpath("//script")) == 1 and not page.xpath("//img")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((CAMP,), "it reads from a record; say which: --record FILE"),
        (("nowhere.yaml",), "nowhere.yaml: No such file"),
        ((CAMP, "--draws", "10"), "1000"),
        ((CAMP, "--engine", "crystal"), "crystal"),
        ((CAMP,) * 21, "at most 20 scenarios"),
    ],
)
def test_wrong_usage_is_told_in_one_line_with_status_2(words: tuple[str, ...], told: str) -> None:
    done = dragoman_here("whatif", *words)
    assert done.returncode == 2 and told in done.stderr and "Traceback" not in done.stderr


def test_a_record_that_was_not_linked_is_told(folder: Path, tmp_path: Path) -> None:
    record = tmp_path / "new.db"
    dragoman_here("read", REPORTS / "6_orient_wire.txt", "-o", record)
    scenario = tmp_path / "s.yaml"
    scenario.write_text(
        "axis: {low: {at: 0, name: a}, high: {at: 1, name: b}}\non_issue: {words: raid}\nactors:\n"
        "  - {name: Turkey, position: 1, salience: {from: record}, capability: 1}\n"
        "  - {name: b, position: 1, salience: 1, capability: 1}\n"
    )
    done = dragoman_here("whatif", scenario, "--record", record)
    assert done.returncode == 2 and f"run `dragoman link {record}` first" in done.stderr


def test_scenarios_of_another_axis_are_not_compared(tmp_path: Path) -> None:
    for name, end in (("a", 1), ("b", 2)):
        (tmp_path / f"{name}.yaml").write_text(
            f"axis: {{low: {{at: 0, name: a}}, high: {{at: {end}, name: b}}}}\nactors:\n"
            "  - {name: a, position: 0, salience: 1, capability: 1}\n"
            "  - {name: b, position: 1, salience: 1, capability: 1}\n"
        )
    done = dragoman_here("whatif", tmp_path / "a.yaml", tmp_path / "b.yaml")
    assert done.returncode == 2 and "b.yaml: axis: it is not that of" in done.stderr


def bar(at_low: float, at_high: float) -> Bar:
    return Bar(CaseInput("A", "position", Range(0, 1, 2)), at_low, at_high)


@pytest.mark.parametrize(
    ("drawn", "middle", "shown"),
    [
        (bar(0, 10), 5, "○━━━━┿━━━━●"),
        (bar(10, 0), 5, "●━━━━┿━━━━○"),
        (bar(2, 4), 5, "  ○━●│     "),
        (bar(5, 5), 5, "     ●     "),
    ],
)
def test_a_bar_has_a_ring_at_the_inputs_low_end_and_a_disc_at_its_high(
    drawn: Bar, middle: float, shown: str
) -> None:
    assert draw_bar(drawn, middle, (0, 10), 11) == shown


def test_numbers_are_told_to_a_thousandth_of_the_axis() -> None:
    assert [say_place(7.38996, length) for length in (6, 100, 10_000)] == ["7.390", "7.4", "7"]
    assert [say_change(x, 100) for x in (-0.01, 0.26, -3)] == ["0.0", "+0.3", "-3.0"]
    assert [say_range(Range(*x)) for x in ((0.2, 0.2, 0.2), (0, 1, 2))] == ["0.2", "0 to 2"]
