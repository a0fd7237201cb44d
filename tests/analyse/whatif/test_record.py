"""Positions and saliences read from a record rest on its words, and on origins, not echoes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman import read
from dragoman.analyse.whatif import Case, ScenarioError, Source, resolve
from dragoman.analyse.whatif.attention import find_attention, share_range
from dragoman.analyse.whatif.quotes import quoted_range
from dragoman.analyse.whatif.scenario import (
    Axis,
    FromHappenings,
    FromQuotes,
    OnIssue,
    QuoteRule,
    Range,
    Scenario,
    ScenarioActor,
)
from dragoman.model import Reading, Span
from dragoman.model.links import (
    Happening,
    LinkedActor,
    Links,
    Member,
    Relay,
    RelayKind,
    ReportRoots,
)
from dragoman.record import Record, open_record
from tests.factories import make_reading

NAME = "Mustafa al-Harithi"
DIPLOMAT = "a Western diplomat"
ANY, MUSCAT = OnIssue(types=("CONSULT", "RETREAT")), OnIssue(words=("Muscat",))


def happening(number: int, readings: Sequence[Reading], **fields: object) -> Happening:
    """One of the factory's events, told by all of some readings."""
    members = tuple(Member(r.report.id, r.events[number].id) for r in readings)
    event = readings[0].events[number]
    told = Happening(
        f"hap-{number}", event.type, (), (), None, None, None, event.status, members, ("Ledger",)
    )
    return replace(told, **fields)  # type: ignore[arg-type]


def links(
    readings: Sequence[Reading],
    happenings: Sequence[Happening],
    relays: Sequence[Relay] = (),
) -> Links:
    roots = tuple(ReportRoots(r.report.id, ("Ledger",)) for r in readings)
    return Links(
        "dragoman@test",
        len(readings),
        happenings=tuple(happenings),
        relays=tuple(relays),
        roots=roots,
    )


def record_of(folder: Path, readings: Sequence[Reading], found: Links | None = None) -> Record:
    folder.mkdir(exist_ok=True)
    record = open_record(folder / "record.db", create=True)
    record.add(readings)
    if found is not None:
        record.write_links(found)
    return record


def resolved(record: Record | None, *actors: ScenarioActor) -> Case:
    axis = Axis(0, 100, "none", "all")
    other = ScenarioActor("Other", *(Range(0.5, 0.5, 0.5),) * 3)
    third = replace(other, name="Third")
    scenario = Scenario("talks.yaml", "Talks", axis, 50, (*actors, other, third))
    return resolve(scenario, Source(record) if record else None)


def speaker(*rules: QuoteRule, name: str = DIPLOMAT, leave_out: bool = False) -> ScenarioActor:
    sure = Range(1, 1, 1)
    return ScenarioActor(name, FromQuotes(rules), sure, sure, leave_out=leave_out)


def doer(on: OnIssue, name: str = NAME, leave_out: bool = False) -> ScenarioActor:
    sure = Range(1, 1, 1)
    return ScenarioActor(name, sure, FromHappenings(on), sure, leave_out=leave_out)


BROKE = QuoteRule(words="nearly broke down", at=Range(10, 20, 30))
ABOUT = QuoteRule(
    about="Iran", stances=(("support", Range(90, 90, 90)), ("oppose", Range(0, 5, 10)))
)


@pytest.mark.parametrize(
    ("rule", "at", "why"),
    [
        (BROKE, BROKE.at, "says “nearly broke down”"),
        (ABOUT, Range(0, 5, 10), "about Iran: oppose"),
    ],
)
def test_a_position_keeps_the_words_it_rests_on(
    tmp_path: Path, rule: QuoteRule, at: Range, why: str
) -> None:
    reading = make_reading()
    with record_of(tmp_path, [reading]) as record:
        position = resolved(record, speaker(rule)).inputs[0]
    (quote,) = position.quotes
    assert (position.range.low, position.range.middle, position.range.high) == (
        at.low,
        at.middle,
        at.high,
    )
    assert quote.statement == reading.statements[1].id and quote.why == why
    assert quote.report.id == reading.report.id and quote.holder == DIPLOMAT
    span = quote.content[0]
    assert reading.report.text[span.start : span.end] == span.text == "the talks nearly broke down"
    assert quote.words == "the talks nearly broke down … 13 prisoners would be released"


def test_a_statement_can_be_chosen_by_its_id(tmp_path: Path) -> None:
    reading = make_reading()
    rule = QuoteRule(statement=reading.statements[0].id, at=Range(40, 40, 40))
    with record_of(tmp_path, [reading]) as record:
        position = resolved(record, speaker(rule)).inputs[0]
    assert position.range.middle == 40 and position.quotes[0].holder == "The Morning Ledger"


def test_who_only_passes_words_on_does_not_hold_them(tmp_path: Path) -> None:
    with (
        record_of(tmp_path, [make_reading()]) as record,
        pytest.raises(ScenarioError, match=r"^talks.yaml: The Morning Ledger.position: the rec"),
    ):
        resolved(record, speaker(BROKE, name="The Morning Ledger"))


def test_of_whom_the_record_holds_nothing_is_left_out_only_where_the_file_says_so(
    tmp_path: Path,
) -> None:
    with record_of(tmp_path, [make_reading()]) as record:
        case = resolved(record, speaker(BROKE, name="Nobody Atall", leave_out=True))
    assert case.actors == ("Other", "Third") and len(case.inputs) == 6
    assert case.notes == (
        "Nobody Atall is left out: Nobody Atall.position: the record holds no statement that fits",
    )


def test_a_scenario_that_reads_from_a_record_needs_one() -> None:
    with pytest.raises(ScenarioError, match="say which: --record FILE"):
        resolved(None, speaker(BROKE))


def test_a_salience_needs_a_linked_record(tmp_path: Path) -> None:
    with (
        record_of(tmp_path, [make_reading()]) as record,
        pytest.raises(ScenarioError, match=r"has not been linked: run `dragoman link"),
    ):
        resolved(record, doer(ANY))


def test_a_salience_is_the_share_of_what_he_takes_part_in(tmp_path: Path) -> None:
    one = make_reading()
    found = links([one], [happening(n, [one]) for n in (0, 1, 2)])
    with record_of(tmp_path, [one], found) as record:
        salience = resolved(record, doer(MUSCAT)).inputs[1]
    # He met envoys in Muscat and is to visit Tehran; the release of prisoners is not his.
    assert salience.attention is not None
    assert salience.attention.all == ("hap-0", "hap-2")
    assert salience.attention.on_issue == ("hap-0",)
    assert salience.range == share_range(1, 2)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (OnIssue(types=("CONSULT",)), ("hap-0", "hap-2")),
        (OnIssue(types=("ASSAULT",)), ()),
        (OnIssue(words=("tehran",)), ("hap-2",)),
        (OnIssue(names=("Iran",)), ("hap-0",)),
        (OnIssue(words=("tehran",), names=("Iran",)), ("hap-0", "hap-2")),
        (OnIssue(types=("ASSAULT",), names=("Iran",)), ()),
    ],
)
def test_types_narrow_and_words_or_names_tell_what_is_on_the_issue(
    tmp_path: Path, on: OnIssue, expected: tuple[str, ...]
) -> None:
    one = make_reading()
    found = links([one], [happening(n, [one]) for n in (0, 2)])
    with record_of(tmp_path, [one], found) as record:
        assert find_attention(Source(record), [NAME], on).on_issue == expected


def test_namesakes_are_known_by_all_their_names_in_whatever_order_they_come(tmp_path: Path) -> None:
    one = make_reading()
    members = tuple(Member(one.report.id, a.id) for a in one.actors[:2])
    both = [
        LinkedActor(f"a{n}", NAME, "person", None, names, (member,))
        for n, (names, member) in enumerate(
            zip(((NAME, "Abu Salim"), (NAME,)), members, strict=True)
        )
    ]
    for n, actors in enumerate((both, both[::-1])):
        found = replace(links([one], [happening(0, [one])]), actors=tuple(actors))
        with record_of(tmp_path / str(n), [one], found) as record:
            on = OnIssue(names=("Abu Salim",))
            assert find_attention(Source(record), [NAME], on).on_issue == ("hap-0",)


def test_what_is_denied_to_have_happened_does_not_count(tmp_path: Path) -> None:
    one = make_reading()
    found = links([one], [happening(0, [one], status="negated")])
    with (
        record_of(tmp_path, [one], found) as record,
        pytest.raises(ScenarioError, match="tells of nothing to count"),
    ):
        resolved(record, doer(ANY))


@settings(
    deadline=None, max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(reprints=st.integers(1, 4), linked=st.booleans(), kind=st.sampled_from(["copy", "excerpt"]))
def test_reprints_do_not_change_a_salience_or_a_position(
    tmp_path_factory: pytest.TempPathFactory, reprints: int, linked: bool, kind: RelayKind
) -> None:
    readings = [make_reading(n) for n in range(reprints + 1)]
    first, rest = readings[0], readings[1:]
    relays = [Relay(r.report.id, first.report.id, "Ledger", kind, 0.9) for r in rest]
    # Linking may see that a reprint tells of the same, or not.
    together = [happening(n, readings if linked else [first]) for n in (0, 2)]
    apart = [
        happening(n, [r], id=f"hap-{n}-{r.report.id}") for n in (0, 2) for r in rest if not linked
    ]
    alone = links([first], [happening(n, [first]) for n in (0, 2)])
    echoed = links(readings, [*together, *apart], relays)
    cases = []
    for own, found in (([first], alone), (readings, echoed)):
        with record_of(tmp_path_factory.mktemp("echo"), own, found) as record:
            cases.append(resolved(record, doer(MUSCAT), speaker(BROKE, ABOUT)))
    assert [i.range for i in cases[0].inputs] == [i.range for i in cases[1].inputs]


# The factory's reports differ by their last words: those of a copy are its own.
@pytest.mark.parametrize(("words", "counted"), [("met", 1), ("Number 2", 2)])
def test_what_a_copy_tells_in_words_of_its_own_counts(
    tmp_path: Path, words: str, counted: int
) -> None:
    first, copy = make_reading(1), make_reading(2)
    start = copy.report.text.index(words)
    event = replace(copy.events[0], trigger=Span(start, start + len(words), words))
    copy = replace(copy, events=(event, *copy.events[1:]))
    relay = Relay(copy.report.id, first.report.id, "Ledger", "copy", 0.9)
    apart = [happening(0, [first]), happening(0, [copy], id="hap-copy")]
    with record_of(tmp_path, [first, copy], links([first, copy], apart, [relay])) as record:
        assert len(find_attention(Source(record), [NAME], ANY).all) == counted


def test_reports_that_copy_each_other_tell_of_it_once(tmp_path: Path) -> None:
    both = [make_reading(0), make_reading(1)]
    ids = [r.report.id for r in both]
    relays = [Relay(*ids, "Ledger", "copy", 0.9), Relay(*ids[::-1], "Ledger", "copy", 0.9)]
    apart = [happening(0, [r], id=f"hap-{n}") for n, r in enumerate(both)]
    with record_of(tmp_path, both, links(both, apart, relays)) as record:
        assert len(find_attention(Source(record), [NAME], ANY).all) == 1


def test_an_origin_counts_once_in_the_middle_of_what_is_quoted(tmp_path: Path) -> None:
    texts = [
        ("Salma al-Witri said the ferry would stop.", "Courier"),
        ("Salma al-Witri said the ferry would stop at night.", "Courier"),
        ("Salma al-Witri said the ferry would run.", "Tribune"),
    ]
    readings = [
        read(text, publisher=outlet, source_id=f"r{n}") for n, (text, outlet) in enumerate(texts)
    ]
    rules = (
        QuoteRule(words="stop at night", at=Range(20, 20, 20)),
        QuoteRule(words="would stop", at=Range(0, 0, 0)),
        QuoteRule(words="would run", at=Range(90, 90, 90)),
    )
    with record_of(tmp_path, readings) as record:
        position = resolved(record, speaker(*rules, name="Salma al-Witri")).inputs[0]
    assert len(position.quotes) == 3
    assert position.range == Range(0, (10 + 90) / 2, 90, flat=False)
    assert quoted_range(position.quotes[:2]).middle == 10


def test_a_share_of_few_happenings_is_told_as_a_wide_range() -> None:
    few, many = share_range(1, 2), share_range(50, 100)
    assert few.middle == many.middle == 0.5
    # Wilson's interval of 90 % around 1 of 2, by hand: 0.5 -+ 0.3791.
    assert (few.low, few.high) == pytest.approx((0.1209, 0.8791), abs=1e-3)
    assert few.high - few.low > 4 * (many.high - many.low)
    assert share_range(0, 3).low == 0 and share_range(3, 3).high == 1
