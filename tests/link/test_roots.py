"""Origins are counted, not echoes: who relays whom, and what independent roots that leaves."""

from __future__ import annotations

import random
import time

import pyarrow as pa
import pytest

from dragoman.link.engine import DuckEngine, Engine
from dragoman.link.roots import (
    RelayChanges,
    ReportKeys,
    find_relays,
    find_report_roots,
    own_root,
    put_new_reports,
    report_keys,
    update_relays,
)
from dragoman.link.roots.outlets import clean_outlet
from dragoman.link.statistics import MIN_SCALE
from dragoman.model import Report
from dragoman.model.links import Relay

DAM = """The mayor of Tolmen closed the old river dam on Monday after divers found four cracks \
in its eastern wall, each as wide as a hand.

Engineers from the regional water board will pump out the basin by Friday and pour new concrete, \
the town hall announced. Some 2,300 households downstream were asked to pack a bag and keep their \
phones charged in case the wall gives way during the coming rain.

Farmers complained that the closure leaves their orchards without irrigation in the driest month \
of the year. Olga Brandt, who grows pears beside the canal, loses a tenth of her harvest with \
every week that the pumps stand idle.

The dam was built in 1931 and last repaired after the flood of 1978. A plan to replace it has \
waited in the provincial ministry for eleven years because two districts quarrel over the bill of \
46 million crowns.

Opposition councillors demanded to know why the inspection in March, which cost 80,000 crowns, saw \
nothing. Deputy mayor Pavel Hruby answered that nobody had looked below the water line."""

DAM_RETOLD = """Tolmen's mayor shut the old dam in the river on Monday: divers had found 4 cracks \
in the eastern wall, as wide as a hand each.

By Friday the basin will be pumped out by engineers of the regional water board, who then pour \
fresh concrete, according to an announcement by the town hall. About 2300 households living \
downstream have been asked to keep phones charged and a bag packed, in case rain makes the wall \
give way.

That the closure leaves orchards without irrigation, in the year's driest month, was a complaint \
of farmers. With each week of idle pumps a tenth of the harvest is lost to Olga Brandt, a grower \
of pears at the canal.

Built in 1931, the dam had its last repair following the 1978 flood. For 11 years a plan for its \
replacement has been waiting at the provincial ministry: 2 districts are quarrelling about a bill \
over 46 million crowns.

Why had an inspection costing 80,000 crowns in March seen nothing, councillors of the opposition \
demanded to know. Below the water line nobody had looked, answered the deputy mayor, Pavel Hrubý."""

STRIKE = """Bus drivers in the port city of Karsan walked out on Wednesday and left 140,000 \
commuters at their stops. Their union wants night shifts to be paid at one and a half times the \
daily rate, which the transport company calls ruinous.

Schools opened two hours late and the hospital sent taxis for its nurses. The company's director, \
Selma Toprak, offered a bonus of 600 lira if the drivers returned before the weekend market. A \
mediator from the labour court will hear both sides on Thursday morning."""

FURNITURE = """Our reporters work for you around the clock in forty countries and depend on your \
help: subscribe today for less than a cup of coffee a week and read every story without limits on \
all of your devices, cancel whenever you like and give a friend a free month as a present. This \
newspaper follows the rules of the press council and corrects its mistakes on page two."""


def keys(
    text: str,
    publisher: str | None = "Tolmen Courier",
    published: str | None = "2021-05-03",
    title: str | None = None,
) -> ReportKeys:
    source_id = f"{publisher} {published} {title}"
    report = Report(
        text=text,
        source="test",
        source_id=source_id,
        title=title,
        publisher=publisher,
        published=published,
    )
    return report_keys(report)


def link(*reports: ReportKeys) -> tuple[tuple[Relay, ...], dict[str, tuple[str, ...]]]:
    relays = find_relays(DuckEngine(), reports)
    return relays, find_report_roots(relays, reports)


def story(number: int, sentences: int = 14) -> str:
    """A report like no other, of words made up for it."""
    rng = random.Random(number)
    syllables = ["ka", "lo", "mi", "ren", "tu", "sha", "bel", "or", "ni", "das", "vek", "plu"]

    def word() -> str:
        return "".join(rng.choices(syllables, k=rng.randint(2, 4)))

    def sentence() -> str:
        return " ".join(word() for _ in range(rng.randint(8, 16))).capitalize() + "."

    lines = [" ".join(sentence() for _ in range(3)) for _ in range(sentences // 3)]
    return "\n\n".join(lines)


def test_a_copy_has_the_root_of_the_earlier_report() -> None:
    origin = keys(DAM)
    copy = keys("Share this story\n\n" + DAM, "Valley Post", "2021-05-04")
    (relay,), roots = link(copy, origin)
    assert (relay.relay, relay.root, relay.kind) == (copy.report, origin.report, "copy")
    assert roots[copy.report] == roots[origin.report] == (own_root(origin),)


def test_the_words_that_show_a_copy_are_the_texts_own() -> None:
    origin, copy = keys(DAM), keys("A note first.\n\n" + DAM, "Valley Post", "2021-05-04")
    (relay,), _ = link(copy, origin)
    ours, theirs = relay.relay_span, relay.root_span
    assert ours is not None
    assert theirs is not None
    assert copy.text[ours.start : ours.end] == ours.text
    assert origin.text[theirs.start : theirs.end] == theirs.text
    assert ours.text == theirs.text


@pytest.mark.parametrize("paragraphs", [slice(0, 2), slice(0, None, 2), slice(2, None)])
def test_an_excerpt_relays_the_longer_report(paragraphs: slice) -> None:
    origin = keys(DAM)
    excerpt = keys("\n\n".join(DAM.split("\n\n")[paragraphs]), "Valley Post", "2021-05-05")
    (relay,), roots = link(origin, excerpt)
    assert (relay.relay, relay.kind) == (excerpt.report, "excerpt")
    assert roots[excerpt.report] == (own_root(origin),)


def test_a_report_told_again_in_other_words_relays_the_first() -> None:
    origin, retold = keys(DAM), keys(DAM_RETOLD, "Valley Post", "2021-05-04")
    (relay,), roots = link(origin, retold)
    assert (relay.relay, relay.root, relay.kind) == (retold.report, origin.report, "paraphrase")
    assert roots[retold.report] == (own_root(origin),)


def test_a_relay_of_a_relay_has_the_firsts_root() -> None:
    origin = keys(DAM)
    second = keys("\n\n".join(DAM.split("\n\n")[:4]), "Valley Post", "2021-05-04")
    third = keys("\n\n".join(DAM.split("\n\n")[:2]), "Hill Herald", "2021-05-09")
    _, roots = link(third, second, origin)
    assert roots[third.report] == roots[second.report] == (own_root(origin),)


def test_a_report_that_takes_a_part_keeps_a_root_of_its_own() -> None:
    origin = keys(DAM)
    mixed = keys(STRIKE + "\n\n" + "\n\n".join(DAM.split("\n\n")[1:3]), "Post", "2021-05-04")
    (relay,), roots = link(origin, mixed)
    assert relay.kind == "excerpt"
    assert set(roots[mixed.report]) == {own_root(mixed), own_root(origin)}


def test_reports_that_share_nothing_are_their_own_roots() -> None:
    one, other = keys(DAM), keys(STRIKE, "Karsan Daily", "2021-05-03")
    relays, roots = link(one, other)
    assert relays == ()
    assert roots == {one.report: (own_root(one),), other.report: (own_root(other),)}


def test_an_agency_text_is_one_root_however_many_carry_it() -> None:
    text = "TOLMEN (AP) — " + DAM
    carriers = [keys(text if n % 2 else DAM, f"Outlet {n}", f"2021-05-0{n}") for n in range(1, 10)]
    _, roots = link(*carriers)
    assert {roots[r.report] for r in carriers} == {("Associated Press",)}


def test_a_text_that_two_outlets_have_of_an_agencys_writer_is_the_agencys() -> None:
    one = keys(DAM, "Valley Post", "2021-05-03")
    other = keys(DAM + "\n\nAP writer Jo Roe contributed to this report.", "Herald", "2021-05-04")
    alone = keys(STRIKE + "\n\nThe Associated Press contributed to this report.", "Karsan Daily")
    _, roots = link(one, other, alone)
    assert roots[one.report] == roots[other.report] == ("Associated Press",)
    assert roots[alone.report] == (own_root(alone),)


def test_the_agencys_own_report_is_the_root_if_it_is_in_the_record() -> None:
    agency = keys(DAM, "Reuters", "2021-05-03")
    early = keys("TOLMEN (Reuters) - " + DAM, "Valley Post", "2021-05-03")
    _, roots = link(early, agency)
    assert roots[early.report] == (own_root(agency),)


def test_of_copies_that_credit_nobody_the_earliest_is_the_root() -> None:
    days = ["2021-05-09", "2021-05-02T08:00", "2021-05-02T11:30", "2021-05-07"]
    copies = [keys(DAM, f"Outlet {n}", day) for n, day in enumerate(days)]
    _, roots = link(*copies)
    assert set(roots.values()) == {(own_root(copies[1]),)}


def test_the_unnamed_source_of_a_newspaper_is_that_newspaper() -> None:
    report = keys(
        "The envoy will leave Amman this week, Valley Post says, citing the Washington Post, which "
        "quotes an unnamed diplomat. According to the Washington Post the diplomat saw the order.",
        "Valley Post",
    )
    _, roots = link(report)
    assert roots[report.report] == ("The Washington Post",)


def test_an_outlet_that_has_it_from_another_is_not_the_origin() -> None:
    report = keys(
        "Tariffs will fall in March, CNBC reported, citing Xinhua. " + STRIKE, "Valley Post"
    )
    _, roots = link(report)
    assert set(roots[report.report]) == {own_root(report), "Xinhua"}


def test_an_outlets_own_name_is_no_citation() -> None:
    report = keys("Speaking to CNN, the mayor said no. " + STRIKE, "CNN (Web News)")
    _, roots = link(report)
    assert roots[report.report] == (own_root(report),)


def test_a_cited_outlets_report_in_the_record_is_linked() -> None:
    post = keys(
        DAM + "\n\n“Whoever signed that inspection owes this town an answer before the first drop "
        "of rain falls,” Hruby told reporters.",
        "The Washington Post",
        "2021-05-03",
    )
    citing = keys(
        "Anger grew in Tolmen on Tuesday. “Whoever signed that inspection owes this town an answer "
        "before the first drop of rain falls,” deputy mayor Pavel Hruby said, according to the "
        "Washington Post. Olga Brandt, whose pears depend on the canal, joined 80 people at "
        "the town hall. " + STRIKE,
        "Hill Herald",
        "2021-05-04",
    )
    (relay,), roots = link(post, citing)
    assert (relay.relay, relay.root, relay.kind) == (citing.report, post.report, "quotation")
    assert own_root(post) in roots[citing.report]


def test_one_speech_in_two_reports_makes_no_relay() -> None:
    speech = "“" + STRIKE.replace("\n\n", "”\n\n“") + "”"
    one = keys(story(1) + "\n\n" + speech, "Post", "2021-05-03")
    other = keys(speech + "\n\n" + story(2), "Herald", "2021-05-04")
    relays, _ = link(one, other)
    assert relays == ()


@pytest.mark.parametrize("dated", [True, False])
def test_furniture_of_many_reports_links_none_of_them(dated: bool) -> None:
    reports = [
        keys(
            story(n, 6) + "\n\n" + FURNITURE,
            f"Outlet {n % 3}",
            f"2021-{n % 12 + 1:02}-{n + 1:02}" if dated else None,
        )
        for n in range(20)
    ]
    relays, roots = link(*reports)
    assert relays == ()
    assert {roots[r.report] for r in reports} == {(own_root(r),) for r in reports}


def test_many_carriers_at_one_time_are_no_furniture() -> None:
    carriers = [keys(DAM, f"Outlet {n}", f"2021-05-{n % 3 + 3:02}") for n in range(40)]
    _, roots = link(*carriers)
    assert len(set(roots.values())) == 1


def test_an_outlet_that_repeats_its_background_does_not_relay_itself() -> None:
    background = "\n\n".join(DAM.split("\n\n")[3:])
    one = keys(story(3) + "\n\n" + background, "Courier", "2021-05-03")
    other = keys(story(4) + "\n\n" + background, "Courier", "2021-05-04")
    relays, _ = link(one, other)
    assert relays == ()


@pytest.mark.parametrize(
    "dates", [("2021-05-03", "2021-05-03"), (None, "2021-05-03"), (None, None)]
)
def test_with_equal_or_missing_dates_the_shorter_relays_the_longer(
    dates: tuple[str | None, str | None],
) -> None:
    long = keys(DAM, "Courier", dates[0])
    short = keys("\n\n".join(DAM.split("\n\n")[:3]), "Post", dates[1])
    (relay,), roots = link(short, long)
    assert (relay.relay, relay.root) == (short.report, long.report)
    assert roots[short.report] == (own_root(long),)


def test_reports_alike_in_all_make_no_circle() -> None:
    reports = [keys(DAM, f"Outlet {n}", None) for n in range(4)]
    _, roots = link(*reports)
    assert len(set(roots.values())) == 1


def test_a_circle_of_relays_is_broken_where_it_is_least_sure() -> None:
    reports = [keys(story(n), f"Outlet {n}") for n in range(3)]
    ids = [r.report for r in reports]
    relays = [
        Relay(ids[0], ids[1], "", "copy", 0.9),
        Relay(ids[1], ids[2], "", "copy", 0.95),
        Relay(ids[2], ids[0], "", "copy", 0.85),
    ]
    roots = find_report_roots(relays, reports)
    assert set(roots.values()) == {(own_root(reports[2]),)}


def test_a_chain_of_thousands_is_followed_to_its_end() -> None:
    relays = [Relay(f"r{n}", f"r{n + 1}", "", "copy", 0.9) for n in range(5_000)]
    first = keys(DAM)
    relays.append(Relay(first.report, "r0", "", "copy", 0.9))
    relays.append(Relay("r5000", None, "Reuters", "copy", 0.95))
    assert find_report_roots(relays, [first]) == {first.report: ("Reuters",)}


@pytest.mark.parametrize("text", ["", " \n\n ", "—", "No.", "“"])
def test_a_text_of_next_to_nothing_relays_nobody(text: str) -> None:
    empty = keys(text, None, None)
    relays, roots = link(empty, keys(text, None, "2021-05-03"), keys(DAM))
    assert relays == ()
    assert roots[empty.report] == (own_root(empty),)


def test_no_reports_have_no_relays() -> None:
    assert link() == ((), {})


@pytest.mark.slow
@pytest.mark.parametrize("text", ["spam " * 100_000, "Spam. " * 100_000, '"' * 100_000])
def test_one_word_repeated_without_end_is_soon_done(text: str) -> None:
    started = time.perf_counter()
    relays, _ = link(keys(text, "Post", "2021-05-03"), keys(text, "Herald"), keys(DAM))
    assert all(r.root is None or r.kind != "paraphrase" for r in relays)
    assert time.perf_counter() - started < 60


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("CNN (Web News)", "CNN"),
        ("New York Times - News", "The New York Times"),
        ("NPR Online News", "NPR"),
        ("the Washington Post", "The Washington Post"),
        ("AFP", "Agence France-Presse"),
        ("Tolmen Courier", "Tolmen Courier"),
    ],
)
def test_an_outlet_has_one_name_however_it_is_written(name: str, first: str) -> None:
    assert clean_outlet(name) == first


def test_both_engines_find_the_same_relays(spark: Engine) -> None:
    reports = [
        keys(DAM),
        keys("TOLMEN (AP) — " + DAM, "Valley Post", "2021-05-04"),
        keys(DAM_RETOLD, "Hill Herald", "2021-05-05"),
        keys("\n\n".join(DAM.split("\n\n")[:2]), "Lake Gazette", None),
        keys(STRIKE + "\n\nDrivers told Reuters they would go on.", "Karsan Daily", "2021-05-06"),
        *[keys(story(n) + "\n\n" + FURNITURE, "Courier", f"2021-{n:02}-01") for n in range(1, 12)],
    ]
    first, second = in_two_steps(DuckEngine(), reports)
    kinds = {r.kind for changes in (first, second) for r in changes.relays.new}
    assert kinds == {"copy", "excerpt", "paraphrase", "citation"}
    assert second.relays.gone
    assert in_two_steps(spark, reports) == (first, second)


def in_two_steps(engine: Engine, reports: list[ReportKeys]) -> tuple[RelayChanges, RelayChanges]:
    """What changes with all reports but the second and some, then as they replace the first."""
    changes = []
    late = [reports[1], *reports[-4:]]
    for came, went in (([r for r in reports if r not in late], []), (late, [reports[0].report])):
        engine.put("gone_reports", pa.table({"report": pa.array(went, pa.string())}))
        put_new_reports(engine, came)
        changes.append(update_relays(engine, MIN_SCALE))
    return changes[0], changes[1]
