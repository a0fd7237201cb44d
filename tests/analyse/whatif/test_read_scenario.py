"""A scenario file is checked key by key; what is wrong is told in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.analyse.whatif import Scenario, ScenarioError, read_scenario
from dragoman.analyse.whatif.scenario import FromHappenings, FromQuotes, OnIssue, Range

WHOLE = """
title: The ferry
axis:
  low: {at: 0, name: it stops}
  high: {at: 10, name: it runs all night}
actors:
  - {name: Harbour board, position: [1, 2, 6], salience: 0.5, capability: [1, 3]}
  - name: Islanders
    also: [the island]
    position:
      from: record
      quotes:
        - {words: all night, at: 9}
        - {about: the ferry, stances: {support: [7, 10], oppose: 2}}
    salience: {from: record, on_issue: {types: [REQUEST], words: ferry}}
    capability: 1
    missing: leave out
"""


def read(folder: Path, text: str, name: str = "ferry.yaml") -> Scenario:
    path = folder / name
    path.write_text(text, "utf-8")
    return read_scenario(path)


def complaint(folder: Path, text: str) -> str:
    with pytest.raises(ScenarioError) as error:
        read(folder, text)
    words = str(error.value)
    assert "\n" not in words and words.startswith(str(folder / "ferry.yaml"))
    return words.removeprefix(f"{folder / 'ferry.yaml'}: ")


def test_a_file_tells_the_axis_and_every_actor(tmp_path: Path) -> None:
    scenario = read(tmp_path, WHOLE)
    board, islanders = scenario.actors
    assert (scenario.title, scenario.threshold, scenario.needs_record) == ("The ferry", 5, True)
    assert board.position == Range(1, 2, 6, flat=False)
    assert board.salience == Range(0.5, 0.5, 0.5) and board.capability == Range(1, 2, 3)
    assert isinstance(islanders.position, FromQuotes)
    assert islanders.position.rules[1].stances[1] == ("oppose", Range(2, 2, 2))
    assert islanders.salience == FromHappenings(OnIssue(("REQUEST",), ("ferry",)))
    assert islanders.names == ("Islanders", "the island") and islanders.leave_out


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("title: The ferry", "titel: The ferry", "the file: 'titel' is not known; known are title"),
        ("at: 0,", "at: 20,", "axis: `low` must lie below `high`"),
        ("at: 0,", "at: 9.999999999999999,", "axis: `low` must lie below `high`"),
        (
            "at: 0,",
            "at: -1.0e+300,",
            "axis.low.at: a finite number is expected, none beyond 1e+100",
        ),
        ("at: 0,", "at: .inf,", "axis.low.at: a finite number is expected"),
        ("at: 0,", "at: yes,", "axis.low.at: a number is expected, not True"),
        ("[1, 2, 6]", "[1, 2, 11]", "Harbour board.position: 0 to 10 is expected"),
        ("[1, 2, 6]", "[6, 2]", "Harbour board.position: a range goes from low to high"),
        ("[1, 2, 6]", "[1, 2, 3, 4]", "Harbour board.position: a range is [low, high] or"),
        ("[1, 2, 6]", "{from: press}", "Harbour board.position.from: `record` is expected"),
        ("salience: 0.5", "salience: 5", "Harbour board.salience: 0 to 1 is expected"),
        ("salience: 0.5", "salience: {from: record}", "Harbour board.salience: `on_issue` is miss"),
        (
            "capability: [1, 3]",
            "capability: {from: record}",
            "Harbour board.capability: capability is a number or a range of yours: how often the",
        ),
        ("capability: [1, 3]", "capability: record", "Harbour board.capability: capability is a"),
        ("capability: [1, 3]", "capability: -1", "Harbour board.capability: 0 or more is exp"),
        ("[REQUEST]", "[REQUESTS]", "Islanders.salience.on_issue.types: 'REQUESTS' is no PLOVER"),
        ("at: 9", "at: 99", "Islanders.position.quotes[1].at: 0 to 10 is expected"),
        ("{words: all night, at: 9}", "{at: 9}", "Islanders.position.quotes[1]: give one of"),
        ("leave out", "guess", "Islanders.missing: `error` or `leave out` is expected"),
        ("name: Islanders", "name: Harbour board", "actors: 'Harbour board' is given twice"),
        ("title: The ferry", "title: A\ntitle: B", "line 3: 'title' is given twice"),
        ("title: The ferry", "threshold: 10", "threshold: between 0 and 10 is expected"),
        ("title: The ferry", "title: [a", "line 3: expected ',' or ']'"),
        ("title: The ferry", "title: &a x\nwithout: *a", "line 3: aliases (`*name`) are not taken"),
        ("title: The ferry", f"title: {'[' * 40}", "line 2: nested more than 12 deep"),
        ("title: The ferry", "without: [x]", "without: goes with `like`"),
        ("title: The ferry", "like: ../ferry.yaml", "like: another file of the same folder is"),
        ("title: The ferry", "title: !!python/name:os.system x", "line 2: could not determine a"),
    ],
)
def test_what_is_wrong_is_told_with_file_key_and_reason(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    assert old in WHOLE
    assert complaint(tmp_path, WHOLE.replace(old, new, 1)).startswith(told)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"a: " + b"x" * 300_000, "longer than 256,000 bytes"),
        (b"", "the file: keys with values are expected, not None"),
        (b"- 1", "the file: keys with values are expected, not [1]"),
        (b"a: \x07", "not YAML: unacceptable character"),
        (b"axis: 2020-99-99", "not YAML: month must be in 1..12"),
    ],
)
def test_a_hostile_file_is_refused_in_one_line(tmp_path: Path, data: bytes, told: str) -> None:
    (tmp_path / "ferry.yaml").write_bytes(data)
    with pytest.raises(ScenarioError, match=r"^[^\n]*$") as error:
        read_scenario(tmp_path / "ferry.yaml")
    assert told in str(error.value)


def test_a_file_that_is_not_there_is_told() -> None:
    with pytest.raises(ScenarioError, match=r"nowhere.yaml: No such file"):
        read_scenario(Path("nowhere.yaml"))


def test_a_scenario_like_another_says_only_what_is_otherwise(tmp_path: Path) -> None:
    base = read(tmp_path, WHOLE, "base.yaml")
    text = (
        "like: base.yaml\ntitle: Without islanders\nwithout: Islanders\nactors:\n"
        "  - {name: Harbour board, salience: 1}\n"
        "  - {name: Fishers, position: 3, salience: 1, capability: 1}\n"
    )
    scenario = read(tmp_path, text)
    assert [a.name for a in scenario.actors] == ["Harbour board", "Fishers"]
    assert scenario.actors[0].position == base.actors[0].position
    assert scenario.actors[0].salience == Range(1, 1, 1)
    assert scenario.title == "Without islanders" and scenario.axis == base.axis


def test_without_somebody_who_is_not_there_is_an_error(tmp_path: Path) -> None:
    read(tmp_path, WHOLE, "base.yaml")
    assert complaint(tmp_path, "like: base.yaml\nwithout: [Nobody]") == (
        "without: there is no actor 'Nobody'"
    )
