"""Universal Dependencies turn into the trees that the rules were written for."""

from __future__ import annotations

import pytest

from dragoman.neural.clear import to_clear


def convert(rows: str) -> dict[str, str]:
    """`word lemma upos xpos head rel` a line, to {word: "rel head"}."""
    columns = list(zip(*(line.split() for line in rows.strip().splitlines()), strict=True))
    words, lemmas, upos, xpos, heads, rels = columns
    places, labels = to_clear(words, lemmas, upos, xpos, [int(h) for h in heads], rels)
    return {
        word: f"{label} {words[place]}"
        for word, place, label in zip(words, places, labels, strict=True)
    }


def test_a_preposition_governs_its_noun() -> None:
    tree = convert(
        """
        He he PRON PRP 2 nsubj
        spoke speak VERB VBD 0 root
        in in ADP IN 4 case
        Basra Basra PROPN NNP 2 obl
        """
    )
    assert tree["in"] == "prep spoke"
    assert tree["Basra"] == "pobj in"


def test_the_one_who_acts_in_a_passive_is_its_agent() -> None:
    tree = convert(
        """
        Depots depot NOUN NNS 3 nsubj:pass
        were be AUX VBD 3 aux:pass
        raided raid VERB VBN 0 root
        by by ADP IN 5 case
        police police NOUN NN 3 obl:agent
        """
    )
    assert tree["by"] == "agent raided"
    assert tree["Depots"] == "nsubjpass raided"


def test_of_two_subjects_the_relative_pronoun_is_the_object() -> None:
    tree = convert(
        """
        groups group NOUN NNS 0 root
        which which PRON WDT 4 nsubj
        Tehran Tehran PROPN NNP 4 nsubj
        arms arm VERB VBZ 1 acl:relcl
        """
    )
    assert tree["which"] == "dobj arms"
    assert tree["Tehran"] == "nsubj arms"


def test_of_two_subjects_the_one_behind_the_verb_is_the_object() -> None:
    tree = convert(
        """
        Kigali Kigali PROPN NNP 2 nsubj
        accuses accuse VERB VBZ 0 root
        Kinshasa Kinshasa PROPN NNP 2 nsubj
        """
    )
    assert tree["Kigali"] == "nsubj accuses"
    assert tree["Kinshasa"] == "dobj accuses"


def test_the_owner_of_a_subject_is_no_second_subject() -> None:
    tree = convert(
        """
        paper paper NOUN NN 4 nsubj
        's 's PART POS 1 case
        report report NOUN NN 4 nsubj
        says say VERB VBZ 0 root
        """
    )
    assert tree["paper"] == "poss report"
    assert tree["report"] == "nsubj says"


def test_a_participle_behind_a_complement_is_no_second_complement() -> None:
    tree = convert(
        """
        He he PRON PRP 2 nsubj
        said say VERB VBD 0 root
        it it PRON PRP 4 nsubj
        failed fail VERB VBD 2 ccomp
        , , PUNCT , 6 punct
        noting note VERB VBG 2 ccomp
        delays delay NOUN NNS 6 obj
        """
    )
    assert tree["noting"] == "advcl said"


def test_a_copula_governs_and_takes_the_subject() -> None:
    tree = convert(
        """
        Sarraf Sarraf PROPN NNP 5 nsubj
        is be AUX VBZ 5 cop
        the the DET DT 5 det
        prime prime ADJ JJ 5 amod
        minister minister NOUN NN 0 root
        """
    )
    assert tree["is"] == "ROOT is"
    assert tree["Sarraf"] == "nsubj is"
    assert tree["minister"] == "attr is"
    assert tree["the"] == "det minister"


def test_the_last_word_of_a_name_governs() -> None:
    tree = convert(
        """
        Nadim Nadim PROPN NNP 3 nsubj
        Sarraf Sarraf PROPN NNP 1 flat
        resigned resign VERB VBD 0 root
        """
    )
    assert tree["Sarraf"] == "nsubj resigned"
    assert tree["Nadim"] == "compound Sarraf"


def test_the_verb_of_speaking_governs_the_words_before_it() -> None:
    tree = convert(
        """
        We we PRON PRP 2 nsubj
        left leave VERB VBD 0 root
        , , PUNCT , 5 punct
        he he PRON PRP 5 nsubj
        said say VERB VBD 2 parataxis
        """
    )
    assert tree["said"] == "ROOT said"
    assert tree["left"] == "ccomp said"


@pytest.mark.parametrize(("verb", "label"), [("want", "nsubj go"), ("urge", "dobj urge")])
def test_whoever_is_wanted_to_go_is_the_subject_of_going(verb: str, label: str) -> None:
    tree = convert(
        f"""
        They they PRON PRP 2 nsubj
        {verb} {verb} VERB VBP 0 root
        him he PRON PRP 2 obj
        to to PART TO 5 mark
        go go VERB VB 2 xcomp
        """
    )
    assert tree["him"] == label


def test_conjuncts_hang_on_the_one_before() -> None:
    tree = convert(
        """
        Ankara Ankara PROPN NNP 6 nsubj
        , , PUNCT , 3 punct
        Tehran Tehran PROPN NNP 1 conj
        and and CCONJ CC 5 cc
        Baghdad Baghdad PROPN NNP 1 conj
        met meet VERB VBD 0 root
        """
    )
    assert tree["Tehran"] == "conj Ankara"
    assert tree["Baghdad"] == "conj Tehran"
    assert tree["and"] == "cc Tehran"
