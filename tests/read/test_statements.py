"""Statements: who said, thinks or wants what, through whom."""

from __future__ import annotations

from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet

from dragoman.model import Report, Statement
from dragoman.read import analyse, read_report
from dragoman.read.cast import Cast
from dragoman.read.statements import find_statements

CASES = Path(__file__).parent.parent / "cases"
NOBODY = Cast((), ())


def read(text: str) -> tuple[Statement, ...]:
    return find_statements(analyse(Report(text=text, source="test", source_id="test")), NOBODY)


def line_of(statement: Statement) -> str:
    chain = " > ".join(link.span.text for link in statement.chain)
    cue = statement.cue.text if statement.cue else "-"
    content = " … ".join(span.text for span in statement.content)
    return f"{chain} | {cue} | {content}"


def cases(folder: str) -> list[ParameterSet]:
    """The cases of a folder; those that say `Not yet` are known to fail, and must while they do."""
    found = []
    for path in sorted((CASES / folder).glob("*.txt")):
        for block in path.read_text("utf-8").split("\n\n"):
            lines = [x for x in block.splitlines() if x.strip()]
            wanted = [x.removeprefix("= ") for x in lines if x.startswith("= ")]
            kinds = [x.removeprefix("~ ") for x in lines if x.startswith("~ ")]
            text = "\n".join(x for x in lines if x[:1] != "#" and x[:2] not in {"= ", "~ "})
            late = any(x.startswith("# Not yet") for x in lines)
            marks = [pytest.mark.xfail(strict=True)] if late else []
            if text:
                found.append(pytest.param(text, wanted, kinds, marks=marks, id=text[:40]))
    return found


def plain(line: str) -> str:
    return line.replace("“", '"').replace("”", '"').replace("’", "'")


@pytest.mark.parametrize(("text", "wanted", "kinds"), [*cases("statements"), *cases("chains")])
def test_a_report_gives_the_statements_its_case_names(
    text: str, wanted: list[str], kinds: list[str]
) -> None:
    found = read(text)
    lines = {plain(line_of(s)) for s in found}
    lines |= {f"{plain(line_of(s))} | {s.mode}" for s in found}
    assert not [x for x in wanted if plain(x) not in lines], sorted(lines)
    if kinds:
        assert not _wrong_kinds(text, kinds)


def _wrong_kinds(text: str, kinds: list[str]) -> list[str]:
    """The lines `words: kind, what is said of them` that the links of a report do not bear out."""
    report = Report(text=text, source="test", source_id="test", language="en")
    links = [link for s in read_report(report).statements for link in s.chain]
    told = {(plain(link.span.text), link.kind) for link in links}
    split = [(line, *line.rpartition(": ")[::2]) for line in kinds]
    return [line for line, words, kind in split if (plain(words), kind.split(",")[0]) not in told]


def test_every_content_is_the_very_words_of_the_report() -> None:
    text = "The envoy said on Monday that the truce holds. “It must,” he added."
    report = Report(text=text, source="test", source_id="test")
    analysis = analyse(report)
    for statement in find_statements(analysis, NOBODY):
        for span in statement.content:
            assert analysis.text[span.start : span.end] == span.text
            assert span.text.strip() == span.text


def test_a_confidence_is_a_share_and_the_origin_names_its_model() -> None:
    (statement,) = read("Officials said the pipeline was safe.")
    assert 0.6 < statement.confidence < 1
    assert statement.origin.startswith("model:attribution@")


def test_unnamed_people_are_anonymous_and_outlets_are_outlets() -> None:
    (statement,) = read("A Western diplomat told the newspaper that the talks were over.")
    assert [link.kind for link in statement.chain] == ["outlet", "anonymous"]


def test_a_pronoun_keeps_its_words_and_gets_its_name() -> None:
    statements = read("Reuters reported that the dam was full. It added that rain was near.")
    assert statements[1].chain[0].span.text == "It"
    assert statements[1].chain[0].name == "Reuters"


def test_a_quoted_speaker_does_not_report_himself() -> None:
    statements = read('"I think we shall win," the captain said.')
    assert [line_of(s).split(" | ")[0] for s in statements] == ["the captain"]


def test_a_quotation_runs_on_over_paragraphs() -> None:
    text = '"We waited all night," said the driver. "Nobody came.\n\n"At dawn we walked home."'
    (statement,) = read(text)
    assert [s.text for s in statement.content][-1] == "At dawn we walked home."


def test_what_a_colon_announces_may_stand_in_the_next_passage() -> None:
    text = (
        "The press office of the ministry issued a statement:\n\n"
        "Violence of this kind has no place in our country. It will not be forgotten.\n\n"
        "Separately, the mayor of the town visited the market."
    )
    said = [s for s in read(text) if "press office" in line_of(s)]
    (content,) = [span.text for s in said for span in s.content]
    assert content.startswith("Violence of this kind has no place in our country")


def test_deeds_are_no_statements() -> None:
    assert not read("The army shelled two villages and seized the bridge on Sunday.")


ODD = ["", " ", "\n\n", "“", '"', '""', '" " "', "said said said", ": ", "”“”“", "—"]


@pytest.mark.parametrize("text", [*ODD, "He said " * 400, '"x" ' * 500, "said that " * 300])
def test_odd_input_raises_nothing(text: str) -> None:
    read(text)


@pytest.mark.parametrize(
    "source",
    [
        "A study by the Tigris Centre",
        "A survey conducted by the Tigris Centre",
        "The Tigris Centre's latest report",
    ],
)
def test_what_somebody_wrote_speaks_for_who_wrote_it(source: str) -> None:
    reading = read_report(
        Report(f"{source} found that most villages had no clean water.", "a", "a", language="en")
    )
    (link,) = reading.statements[0].chain
    assert (link.name.removeprefix("the "), link.kind) == ("Tigris Centre", "organisation")


def test_who_speaks_in_a_headline_says_nothing_in_the_body() -> None:
    text = (
        "Four soldiers die in rocket attack near Kirkuk, police say\n\n"
        "Rockets struck an army checkpoint south of Kirkuk late on Thursday, killing four "
        "soldiers, a police officer told the Zagros Bulletin on Friday."
    )
    found = {s.chain[-1].span.text: [x.text for x in s.content] for s in read(text)}
    assert found["police"] == ["Four soldiers die in rocket attack near Kirkuk"]
    assert not any("\n" in x or x.startswith("Four") for x in found["a police officer"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "“It was a trap,” said a Turkish diplomat, who asked not to be named because she was "
            "not authorised to discuss the talks.",
            (
                "TR",
                "diplomat",
                "asked not to be named because she was not authorised to discuss the talks",
            ),
        ),
        (
            "The ships will sail at dawn, an officer of the coast guard said. He spoke on "
            "condition of anonymity to discuss military plans.",
            (
                None,
                "officer of the coast guard",
                "He spoke on condition of anonymity to discuss military plans",
            ),
        ),
        ("Two Iraqi security officials said the road was shut.", ("IQ", "security officials", "")),
    ],
)
def test_what_is_said_of_an_unnamed_source_is_kept_and_is_no_statement(
    text: str, told: tuple[str | None, str | None, str]
) -> None:
    report = Report(text=text, source="test", source_id="test", language="en")
    (statement,) = read_report(report).statements
    unnamed = statement.chain[-1].unnamed
    assert unnamed is not None
    assert (unnamed.country, unnamed.office) == told[:2]
    assert (unnamed.reason.text if unnamed.reason else "") == told[2]


def test_nothing_is_said_of_a_source_that_is_named() -> None:
    text = "Salma Haddad said the court was shut. She was not authorised to speak."
    report = Report(text=text, source="test", source_id="test", language="en")
    assert read_report(report).statements[0].chain[-1].unnamed is None


@pytest.mark.parametrize(
    "text",
    [
        "The ministry did not announce that the port would close.",
        "The allies might think that the treaty is dead.",
        "If the court says that the vote was fair, the march will be called off.",
    ],
)
def test_what_is_denied_or_only_supposed_to_be_said_is_no_statement(text: str) -> None:
    assert read(text) == ()


def links_of(text: str) -> list[tuple[str, str]]:
    report = Report(text=text, source="test", source_id="test", language="en")
    return [(x.name, x.kind) for s in read_report(report).statements for x in s.chain]


def test_two_who_speak_are_named_both_and_counted_party_members_are_not_the_party() -> None:
    met = "Barack Obama met John Kerry. Obama and Kerry said the talks had failed."
    assert links_of(met) == [("Obama and Kerry", "person")]
    party = "Three Senate Democrats said the vote was lost."
    assert links_of(party) == [("Three Senate Democrats", "anonymous")]


def test_an_outlet_may_stand_behind_a_preposition_or_own_whom_it_sent() -> None:
    assert links_of("The senator told CNN's Paul Reed that the vote was lost.")[0][0] == "CNN"
    assert links_of("Karim Odeh wrote in the Guardian that the law was dead.")[0][1] == "outlet"
    assert links_of("Speaking on Fox News, the senator said the vote was lost.")[0][0] == "Fox News"
    assert links_of("The minister said in the capital that the war was over.") == [
        ("the minister", "anonymous")
    ]


def test_he_behind_a_quotation_is_whoever_spoke_right_before() -> None:
    text = (
        "Schumer blamed Donald Trump for the shutdown, Paul Howard said. “President Trump must "
        "give up the wall, plain and simple,” he said."
    )
    assert links_of(text)[-1] == ("Paul Howard", "person")


def test_he_in_the_telling_is_not_bound_to_the_last_speaker() -> None:
    text = "Paul Howard said the wall was lost. Donald Trump spoke later. He said it would stand."
    assert links_of(text)[-1] == ("Donald Trump", "person")
