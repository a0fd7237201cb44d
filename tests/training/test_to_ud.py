"""A news parser's trees become Universal Dependencies, and what cannot be turned safely is left."""

from __future__ import annotations

import pytest

from training.encoder.to_ud import Parsed, to_ud

# word, lemma, UPOS, XPOS, head (counted from 1, 0 the root), CLEAR label, head and label in UD
SENTENCES = {
    "prepositions, complements and copulas": """
        The the DET DT 2 det 2 det
        minister minister NOUN NN 3 nsubj 3 nsubj
        said say VERB VBD 0 ROOT 0 root
        that that SCONJ IN 7 mark 9 mark
        the the DET DT 6 det 6 det
        envoy envoy NOUN NN 7 nsubj 9 nsubj
        was be AUX VBD 3 ccomp 9 cop
        in in ADP IN 7 prep 9 case
        Basra Basra PROPN NNP 8 pobj 3 ccomp""",
    "a name with a title": """
        President President PROPN NNP 3 compound 2 nmod:desc
        Nadim Nadim PROPN NNP 3 compound 4 nsubj
        Sarraf Sarraf PROPN NNP 4 nsubj 2 flat
        left leave VERB VBD 0 ROOT 0 root""",
    "conjuncts and an agent": """
        Four four NUM CD 2 nummod 2 nummod
        soldiers soldier NOUN NNS 4 nsubjpass 4 nsubj:pass
        were be AUX VBD 4 auxpass 4 aux:pass
        killed kill VERB VBN 0 ROOT 0 root
        and and CCONJ CC 4 cc 7 cc
        ten ten NUM CD 7 nsubj 7 nsubj
        hurt hurt VERB VBN 4 conj 4 conj
        by by ADP IN 7 agent 9 case
        rockets rocket NOUN NNS 8 pobj 7 obl:agent""",
    "who is wanted to go": """
        They they PRON PRP 2 nsubj 2 nsubj
        want want VERB VBP 0 ROOT 0 root
        him he PRON PRP 5 nsubj 2 obj
        to to PART TO 5 aux 5 mark
        go go VERB VB 2 ccomp 2 xcomp""",
    # The parser's own label of the second word is not the one that would come back.
    "a preposition of two words": """
        Shops shop NOUN NNS 2 nsubj 2 nsubj
        closed close VERB VBD 0 ROOT 0 root
        because because SCONJ IN 2 prep 6 case
        of of ADP IN 3 pcomp -1 _
        the the DET DT 6 det 6 det
        strike strike NOUN NN 3 pobj 2 obl""",
}


def parse(table: str, persons: tuple[tuple[int, int], ...] = ()) -> tuple[Parsed, list[list[str]]]:
    rows = [line.split() for line in table.strip().splitlines()]
    words, lemmas, upos, xpos, heads, deps, *_ = zip(*rows, strict=True)
    places = [int(h) - 1 if int(h) else n for n, h in enumerate(heads)]
    return Parsed(words, lemmas, upos, xpos, places, deps, persons), rows


@pytest.mark.parametrize("name", SENTENCES)
def test_a_tree_is_turned_as_the_guidelines_have_it(name: str) -> None:
    parsed, rows = parse(SENTENCES[name], ((1, 3),) if "title" in name else ())
    heads, rels = to_ud(parsed)
    assert [f"{w} {h} {r}" for w, h, r in zip(parsed.words, heads, rels, strict=True)] == [
        f"{row[0]} {row[6]} {row[7]}" for row in rows
    ]


def test_of_two_sentences_parsed_as_one_only_the_first_root_is_sure() -> None:
    parsed = Parsed(
        ["Shops", "closed", "Banks", "opened"],
        ["shop", "close", "bank", "open"],
        ["NOUN", "VERB", "NOUN", "VERB"],
        ["NNS", "VBD", "NNS", "VBD"],
        [1, 1, 3, 3],
        ["nsubj", "ROOT", "nsubj", "ROOT"],
    )
    assert to_ud(parsed) == ([2, 0, 4, -1], ["nsubj", "root", "nsubj", "_"])
