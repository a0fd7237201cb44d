"""Trees that cannot be right are put right by what stands beside the fault."""

from __future__ import annotations

import pytest

from tests.neural.test_clear import convert


@pytest.mark.parametrize("wrong", ["article governs", "split"])
def test_an_arabic_article_hangs_on_its_name(wrong: str) -> None:
    heads = {"article governs": (2, 3, 3, "obj", "flat"), "split": (2, 3, 2, "obj", "nsubj")}[wrong]
    tree = convert(
        f"""
        They they PRON PRP 2 nsubj
        know know VERB VBP 0 root
        Al Al PROPN NNP {heads[0]} {heads[3]}
        - - PUNCT HYPH {heads[1]} punct
        Kazemi Kazemi PROPN NNP {heads[2]} {heads[4]}
        """
    )
    assert tree["Al"] == "compound Kazemi"
    assert tree["-"] == "punct Kazemi"
    assert tree["Kazemi"].split()[1] == "know"


def test_who_is_accused_of_doing_is_the_object_of_accusing() -> None:
    tree = convert(
        """
        Kyiv Kyiv PROPN NNP 2 nsubj
        accuses accuse VERB VBZ 0 root
        Moscow Moscow PROPN NNP 5 nsubj
        of of SCONJ IN 5 mark
        sending send VERB VBG 2 advcl
        tanks tank NOUN NNS 5 obj
        """
    )
    assert tree["Moscow"] == "dobj accuses"
    assert tree["sending"] == "pcomp of"


def test_of_joins_the_noun_before_it_and_not_the_verb_behind() -> None:
    tree = convert(
        """
        Hundreds hundred NOUN NNS 5 nsubj:pass
        of of ADP IN 3 case
        prisoners prisoner NOUN NNS 5 obl
        were be AUX VBD 5 aux:pass
        freed free VERB VBN 0 root
        """
    )
    assert tree["of"] == "prep Hundreds"


def test_accuse_him_of_it_stays_as_it_is() -> None:
    tree = convert(
        """
        They they PRON PRP 2 nsubj
        accuse accuse VERB VBP 0 root
        Ankara Ankara PROPN NNP 2 obj
        of of ADP IN 5 case
        fraud fraud NOUN NN 2 obl
        """
    )
    assert tree["of"] == "prep accuse"


def test_the_object_of_an_active_verb_may_have_an_author_but_the_verb_has_no_agent() -> None:
    tree = convert(
        """
        It it PRON PRP 2 nsubj
        accepts accept VERB VBZ 0 root
        demands demand NOUN NNS 2 obj
        by by ADP IN 5 case
        protesters protester NOUN NNS 2 obl
        """
    )
    assert tree["by"] == "prep demands"


def test_a_sum_governs_its_sign() -> None:
    tree = convert(
        """
        It it PRON PRP 2 nsubj
        gave give VERB VBD 0 root
        $ $ SYM $ 2 obj
        400 400 NUM CD 5 compound
        million million NUM CD 3 nummod
        to to ADP IN 7 case
        Fiji Fiji PROPN NNP 3 nmod
        """
    )
    assert tree["million"] == "dobj gave"
    assert tree["to"] == "prep million"


def test_a_finite_verb_describes_no_noun() -> None:
    tree = convert(
        """
        Adil Adil PROPN NNP 0 root
        in in ADP IN 3 case
        Friday Friday PROPN NNP 1 nmod
        condemned condemn VERB VBD 3 acl
        it it PRON PRP 4 obj
        """
    )
    assert tree["Adil"] == "nsubj condemned"
    assert tree["condemned"] == "ROOT condemned"


def test_a_relative_clause_is_about_the_noun_its_verb_agrees_with() -> None:
    tree = convert(
        """
        men man NOUN NNS 0 root
        loyal loyal ADJ JJ 1 amod
        to to ADP IN 4 case
        Tehran Tehran PROPN NNP 2 obl
        , , PUNCT , 7 punct
        which which PRON WDT 7 nsubj
        considers consider VERB VBZ 1 acl:relcl
        """
    )
    assert tree["considers"] == "relcl Tehran"


def test_a_plural_before_the_only_thing_given_is_who_got_it() -> None:
    tree = convert(
        """
        It it PRON PRP 2 nsubj
        gave give VERB VBD 0 root
        refugees refugee NOUN NNS 4 compound
        shelter shelter NOUN NN 2 obj
        """
    )
    assert tree["refugees"] == "dative gave"
    assert tree["shelter"] == "dobj gave"


def test_a_preposition_goes_with_the_noun_behind_it() -> None:
    tree = convert(
        """
        requests request NOUN NNS 0 root
        from from ADP IN 1 case
        MPs mp NOUN NNS 1 nmod
        """
    )
    assert tree["from"] == "prep requests"
    assert tree["MPs"] == "pobj from"


def test_a_subject_does_not_hang_on_an_adverb() -> None:
    tree = convert(
        """
        Guterres Guterres PROPN NNP 2 nsubj
        strongly strongly ADV RB 3 advmod
        condemned condemn VERB VBD 0 root
        it it PRON PRP 3 obj
        """
    )
    assert tree["Guterres"] == "nsubj condemned"
