"""The language of a text: measured, checked against its script, unknown where too short."""

from __future__ import annotations

import pytest

from dragoman.ingest.language import clean_language, find_language

SAMPLES = {
    "en": "The minister said on Tuesday that the talks over the crossings had failed.",
    "fr": "Le ministre a déclaré mardi que les négociations sur les passages avaient échoué.",
    "de": "Der Minister sagte am Dienstag, die Gespräche über die Übergänge seien gescheitert.",
    "es": "El ministro dijo el martes que las negociaciones sobre los pasos habían fracasado.",
    "tr": "Bakan salı günü yaptığı açıklamada görüşmelerin başarısız olduğunu söyledi.",
    "ar": "قال الوزير يوم الثلاثاء إن المحادثات حول المعابر قد فشلت ولن تستأنف قريبا.",
    "fa": "وزیر روز سه‌شنبه گفت که گفت‌وگوها درباره گذرگاه‌ها شکست خورده است.",
    "ru": "Министр заявил во вторник, что переговоры о переходах провалились.",
    "he": "השר אמר ביום שלישי כי השיחות על המעברים נכשלו ולא יחודשו.",
    "zh": "部长星期二表示，关于过境点的谈判已经失败，双方不会很快恢复会谈，反对党对此提出批评。",
}


@pytest.mark.parametrize("language", sorted(SAMPLES))
def test_a_sentence_is_enough_to_tell_the_language(language: str) -> None:
    assert find_language(SAMPLES[language]) == language


@pytest.mark.parametrize("text", ["", "Baghdad", "Al-Sarraf in Basra", "12:50, 5/30/2020", "خبر"])
def test_too_few_letters_leave_it_unknown(text: str) -> None:
    assert find_language(text) is None


def test_names_alone_are_not_taken_for_another_language() -> None:
    assert find_language("Kamil Sarraf, Lena Okoro, Tomas Reyl") in {None, "en"}


def test_an_english_report_with_arabic_names_in_it_is_english() -> None:
    text = (
        "The newspaper (صحيفة الميناء) said that Sarraf (كامل صراف) had met the ambassador twice."
    )
    assert find_language(text) == "en"


def test_capitals_do_not_hide_english() -> None:
    assert find_language(SAMPLES["en"].upper()) == "en"


def test_what_is_declared_decides_where_nothing_can_be_measured() -> None:
    assert find_language("Baghdad", "en-US") == "en"


def test_what_is_declared_yields_to_a_clear_measurement() -> None:
    assert find_language(SAMPLES["fr"] * 2, "en") == "fr"


def test_what_is_declared_yields_to_the_script() -> None:
    assert find_language("قال الوزير", "en") is None
    assert find_language(SAMPLES["ar"], "en") == "ar"


@pytest.mark.parametrize(
    ("written", "code"),
    [("en-US", "en"), ("EN_gb", "en"), ("eng", "en"), ("Arabic", "ar"), ("arz", "ar"),
     ("und", None), ("x" * 50, None), ("", None), (None, None), ("en_US.UTF-8", "en")],
)  # fmt: skip
def test_a_declared_language_is_cut_to_its_code(written: str | None, code: str | None) -> None:
    assert clean_language(written) == code
