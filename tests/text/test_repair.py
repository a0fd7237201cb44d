"""What scraping and machine translation broke is mended, and no word is changed."""

from __future__ import annotations

import pytest

from dragoman.text import apply_edits
from dragoman.text.capitals import restore_capitals
from dragoman.text.characters import replace_entities, replace_mojibake, replace_odd_characters
from dragoman.text.lines import join_wrapped_lines
from dragoman.text.quotes import balance_quotation_marks, straighten_apostrophes
from dragoman.text.repair import RULES, repair_text
from dragoman.text.spacing import (
    drop_doubled_stops,
    drop_spaces_before_stops,
    drop_spaces_in_brackets,
    join_apostrophes,
    join_names,
    mend_apostrophes,
    part_glued_words,
    restore_apostrophes,
    squeeze_spaces,
)

CASES = {
    restore_capitals: [
        ("an iranian officer met the french envoy", "an Iranian officer met the French envoy"),
        ("the United states and Saudi arabia", "the United States and Saudi Arabia"),
        ("under Prime Minister adel al-Sayed", "under Prime Minister Adel al-Sayed"),
        ("fighters of hezbollah and the taliban", "fighters of Hezbollah and the Taliban"),
        ("the Wall Street journal", "the Wall Street Journal"),
        ("a turkey, fine china and a polish of wax", "a turkey, fine china and a polish of wax"),
        ("no bill passed; a mark of grace", "no bill passed; a mark of grace"),
        ("the US military and the White wall", "the US military and the White wall"),
        ("see www.iran.example and #iran", "see www.iran.example and #iran"),
    ],
    replace_entities: [
        ("salt &amp; bread, the mayor&#39;s &quot;gift&quot;", 'salt & bread, the mayor\'s "gift"'),
        ("twice &amp;amp; thrice &amp;quot;", 'twice & thrice "'),
        ("one&nbsp;two", "one two"),
        ("R&D; AT&T", "R&D; AT&T"),
    ],
    replace_mojibake: [
        ("the mayorâ€™s â€œgiftâ€\x9d â€” BogotÃ¡", "the mayor’s “gift” — Bogotá"),
        ("the â€œgiftâ€ was", "the “gift” was"),
        ("Ã gauche, Ångström, São", "Ã gauche, Ångström, São"),
    ],
    replace_odd_characters: [
        ("no\u00a0break, zero\u200bwidth, so\u00adft", "no break, zerowidth, soft"),
        ("\u200f30 May\u200e", "30 May"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("oﬃce of Al\u2011Wadi", "office of Al-Wadi"),
        ("a\x00b \ud800", "a b \ufffd"),
        ("می\u200cرود", "می\u200cرود"),
    ],
    join_wrapped_lines: [
        (
            "The envoys met on Sunday in the\nharbour and agreed on a truce that\nholds.\nNext",
            "The envoys met on Sunday in the harbour and agreed on a truce that holds.\nNext",
        ),
        ("The envoys met.\nThe mayor left.", "The envoys met.\nThe mayor left."),
        ("- bread\n- salt\n- oil", "- bread\n- salt\n- oil"),
    ],
    squeeze_spaces: [("a  b   c", "a b c")],
    straighten_apostrophes: [
        (
            "the mayor’s envoy, Sa‘d, and the ministers’ wives",
            "the mayor's envoy, Sa'd, and the ministers' wives",
        ),
        ("who are called ‘the river’ here", "who are called ‘the river’ here"),
    ],
    join_apostrophes: [
        ("Tamria ' s mayor didn' t speak", "Tamria's mayor didn't speak"),
        ("Anna in 't Veld", "Anna in 't Veld"),
        ("the 'silver' spoon", "the 'silver' spoon"),
    ],
    mend_apostrophes: [("Tamria?s mayor didn?t", "Tamria's mayor didn't"), ("Why?so", "Why?so")],
    restore_apostrophes: [
        (
            "They didnt and he won t; youre Tamria s guest",
            "They didn't and he won't; you're Tamria's guest",
        ),
        ("wont cant dent parent the letter s ends", "wont cant dent parent the letter s ends"),
    ],
    balance_quotation_marks: [
        ("saying:“ He stays. ” Then", "saying: “He stays.” Then"),
        ("„Gut“, said she, «oui», ``yes'' and ''no''", "“Gut”, said she, “oui”, “yes” and “no”"),
        ('He said "it is good", adding "we go".', "He said “it is good”, adding “we go”."),
        ("“It is over, “according to the paper", "“It is over,” according to the paper"),
        ("“It is over, “he said. “We go.”", "“It is over,” he said. “We go.”"),
        ("“It is over.\n\n” Then they left.", "“It is over.”\n\nThen they left."),
        ("“It is over.\n\n“We go,” he said.", "“It is over.”\n\n“We go,” he said."),
        ("the ““treaty”” and a stray” mark", "the “treaty” and a stray” mark"),
    ],
    drop_doubled_stops: [
        ("nine sites only. .", "nine sites only."),
        ("his enemies.” .", "his enemies.”"),
        ("However,, the mayor,. He", "However, the mayor. He"),
        ("wait . . . and wait... ../up", "wait . . . and wait... ../up"),
        ("the U.S.. He", "the U.S. He"),
    ],
    drop_spaces_before_stops: [
        ("The mayor , in the hall .", "The mayor, in the hall."),
        ("the U.S. , which", "the U.S., which"),
        ("wait . . . a .5 share", "wait . . . a .5 share"),
    ],
    drop_spaces_in_brackets: [("the paper ( Ledger ) said", "the paper (Ledger) said")],
    part_glued_words: [
        ("told the newspaper.The Ledger covered", "told the newspaper. The Ledger covered"),
        ("in 2019.The mayor", "in 2019. The mayor"),
        ("on Sunday,the mayor;The end", "on Sunday, the mayor; The end"),
        ("He(Al-Wadi) left.(Reuters)", "He (Al-Wadi) left. (Reuters)"),
        (
            "www.Ledger.Com a.Ledger@b.Co U.S.A p.m.Then",
            "www.Ledger.Com a.Ledger@b.Co U.S.A p.m.Then",
        ),
    ],
    join_names: [
        ("al – Harith, Al -Wadi, al- Basri", "al-Harith, Al-Wadi, al-Basri"),
        ("Abdul- Mahdi and Abu -Salim", "Abdul-Mahdi and Abu-Salim"),
        ("Al-Wadi - a former judge - and Ben - Omar", "Al-Wadi - a former judge - and Ben - Omar"),
    ],
}


@pytest.mark.parametrize(
    ("rule", "broken", "mended"),
    [(rule, *case) for rule, cases in CASES.items() for case in cases],
)
def test_each_rule_mends_its_fault_and_leaves_sound_text(rule, broken, mended):
    assert apply_edits(broken, rule(broken))[0] == mended


def test_every_rule_has_cases_and_says_what_it_does():
    assert set(RULES) == set(CASES)
    assert all(rule.__doc__ for rule in RULES)


@pytest.mark.parametrize("text", [mended for cases in CASES.values() for _, mended in cases])
def test_repairing_again_changes_nothing(text):
    once = repair_text(text)[0]
    assert repair_text(once)[0] == once


def test_a_repaired_name_still_points_at_its_words():
    original = "the war against al – Harith is over. ” ."
    repaired, offsets = repair_text(original)
    at = repaired.index("al-Harith")
    start, end = offsets.to_original(at, at + len("al-Harith"))
    assert original[start:end] == "al – Harith"


def test_a_quotation_mark_alone_on_its_line_does_no_harm() -> None:
    repaired, offsets = repair_text("“ \n\n“")
    assert offsets.to_original(0, len(repaired)) == (0, 5)
