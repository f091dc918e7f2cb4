"""The gate reads what editors write in French, German and Italian against sources in English."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from checked_briefs import PLACE, brief, faults, prose
from hypothesis import given
from hypothesis import strategies as st

from briefgen.check import check
from briefgen.check.months import months_of, months_said
from briefgen.check.numbers import read_numbers
from briefgen.check.numerals import numerals_of
from briefgen.check.translated import read_numbers_in
from briefgen.model.brief import Cite, Text
from briefgen.model.text import Document, Period, Source

NOTICE = Document(
    Source("notice", "0" * 64, issued=Period.parse("2025-07-22")),
    "In December 2023 nearly 9,000 people from Libya arrived, 12.5% more than in 2022. The EU paid EUR 5 million "
    "for five vessels, and between 5 and 10 million euros for training. Two thirds of the twenty-five camps were "
    "closed; tens of thousands stay. A contract of EUR 2.5 billion was signed on 1 August. Half of them left. "
    "The army of 1.2 million has 13 000 vehicles, ninety-seven of them new.",
)
DOCUMENTS = {"notice": NOTICE}

PROSE = [
    # language, what stands there, what does not
    ("fr", "Près de 9 000 personnes sont arrivées en décembre 2023.", None),
    ("fr", "Près de 9\u202f000 personnes sont arrivées, soit 12,5\u00a0% de plus.", None),
    ("fr", "L’UE a versé 5 millions d’euros pour cinq navires.", None),
    ("fr", "L’UE a versé cinq millions d’euros, puis entre 5 et 10 millions d’euros.", None),
    ("fr", "Le contrat de 2,5 milliards d’euros a été signé le 1er août.", None),
    ("fr", "Les deux tiers des vingt-cinq camps ont fermé, des dizaines de milliers de personnes restent.", None),
    ("fr", "Une armée de 1,2 million d’hommes dispose de quatre-vingt-dix-sept des 13 000 véhicules.", None),
    ("fr", "La moitié est partie, un navire après l’autre.", None),
    ("fr", "Près de 8 000 personnes sont arrivées.", "8 000"),
    ("fr", "L’UE a versé 6 millions d’euros.", "6 millions"),
    ("fr", "L’UE a versé cinq milliards d’euros.", "cinq milliards"),
    ("fr", "L’UE a versé 5 millions de dollars.", "5 millions"),
    ("fr", "La hausse est de 15,2 %.", "15,2"),
    ("fr", "Quatre navires ont été livrés.", "Quatre"),
    ("fr", "C’était en novembre 2023.", "novembre"),
    ("fr", "Des centaines de milliers de personnes restent.", "centaines de milliers"),
    ("de", "Fast 9.000 Menschen kamen im Dezember 2023 an, 12,5 % mehr als 2022.", None),
    ("de", "Die EU zahlte 5 Mio. EUR für fünf Schiffe und zwischen 5 und 10 Millionen Euro für Schulungen.", None),
    ("de", "Der Vertrag über 2,5 Mrd. EUR wurde am 1. August geschlossen.", None),
    ("de", "Zwei Drittel der fünfundzwanzig Lager sind geschlossen; Zehntausende bleiben.", None),
    ("de", "Die Hälfte ging; siebenundneunzig der 13 000 Fahrzeuge sind neu.", None),
    ("de", "Eine Armee von 1,2 Millionen; ein Schiff half.", None),
    ("de", "Fast 8.000 Menschen kamen an.", "8.000"),
    ("de", "Fast neun Menschen kamen an.", "neun"),
    ("de", "Die EU zahlte 5 Mrd. EUR.", "5 Mrd."),
    ("de", "Die EU zahlte fünfzig Millionen Euro.", "fünfzig Millionen"),
    ("de", "Vier Schiffe wurden übergeben.", "Vier"),
    ("de", "Es waren 15,2 Prozent.", "15,2"),
    ("de", "Das war im November 2023.", "November"),
    ("de", "Zweiundfünfzig Lager wurden geschlossen.", "Zweiundfünfzig"),
    ("it", "Quasi 9.000 persone sono arrivate nel dicembre 2023, il 12,5 % in più.", None),
    ("it", "L’UE ha versato 5 milioni di euro per cinque navi e tra 5 e 10 milioni di euro per la formazione.", None),
    ("it", "Il contratto da 2,5 miliardi di euro è stato firmato il 1º agosto.", None),
    ("it", "Due terzi dei venticinque campi sono chiusi, decine di migliaia di persone restano.", None),
    ("it", "La metà se n’è andata; novantasette dei 13mila veicoli sono nuovi.", None),
    ("it", "Quasi 8.000 persone sono arrivate.", "8.000"),
    ("it", "L’UE ha versato sei milioni di euro.", "sei milioni"),
    ("it", "L’UE ha versato 5 miliardi di euro.", "5 miliardi"),
    ("it", "Sono state consegnate quattro navi.", "quattro"),
    ("it", "È successo a novembre 2023.", "novembre"),
    ("it", "L’aumento è del 15,2 per cento.", "15,2"),
    ("en", "In December 2023 nearly 9,000 people arrived; the contract dates from 1 August.", None),
    ("en", "They may march on; Theresa May was august.", None),
    ("en", "In November 2023 nearly 9,000 people arrived.", "November"),
    ("en", "The contract of May 2023 was signed.", "May"),
    # English prose of a brief in another language is read as well.
    ("de", "Nearly 9,000 people arrived, and five vessels were bought for EUR 5 million.", None),
    ("de", "Nearly 8,000 people arrived.", "8,000"),
    ("fr", "Seven vessels were bought.", "Seven"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "missing"), PROSE)
def test_prose_says_what_its_source_says(language: str, text: str, missing: str | None) -> None:
    written = prose(Text(text.removesuffix(".")), Cite(("notice",)), Text("."))
    built = replace(brief(DOCUMENTS, written), language=language)
    if missing is None:
        check(built, DOCUMENTS, single_source=None)
    else:
        told = faults(built, DOCUMENTS)
        assert f"{missing!r} does not stand in notice" in told
        assert told.startswith(str(PLACE)) and told.count("does not stand") == 1


NUMBERS = [
    ("fr", "neuf cent quatre-vingt-dix-neuf mille", 999_000),
    ("fr", "mille neuf cents", 1_900),
    ("fr", "soixante et onze", 71),
    ("fr", "septante-deux", 72),
    ("fr", "deux millions et demi", 2_500_000),
    ("fr", "un million et demi", 1_500_000),
    ("fr", "un demi-million", 500_000),
    ("fr", "une douzaine", 12),
    ("fr", "1.300.000", 1_300_000),
    ("de", "zwölftausendfünfhundert", 12_500),
    ("de", "dreihundertfünfundsechzig", 365),
    ("de", "dreißig", 30),
    ("de", "anderthalb Millionen", 1_500_000),
    ("de", "zweieinhalb Milliarden", 2_500_000_000),
    ("de", "zwei Billionen", 2_000_000_000_000),
    ("de", "1,234 Mio.", 1_234_000),
    ("de", "1.234,50", Decimal("1234.50")),
    ("it", "duecentocinquantamila", 250_000),
    ("it", "ventotto", 28),
    ("it", "ventitré", 23),
    ("it", "un milione e mezzo", 1_500_000),
    ("it", "mezzo milione", 500_000),
]  # fmt: skip


@pytest.mark.parametrize(("language", "written", "value"), NUMBERS)
def test_a_number_is_read_in_its_language(language: str, written: str, value: int | Decimal) -> None:
    (number,) = read_numbers_in(written, language)
    assert number.values == {Decimal(value)}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "un navire, une lettre, les pays tiers, un vent"),
        ("de", "ein Schiff, eine Zeitung, Drittstaaten, er half, im Viertel"),
        ("it", "un battello, una lettera, i Paesi terzi, a metà strada, il terzo capitolo"),
    ],
)
def test_an_article_and_a_third_country_are_no_numbers(language: str, words: str) -> None:
    assert read_numbers_in(words, language) == ()


@pytest.mark.parametrize("language", ["fr", "de", "it"])
def test_every_number_word_up_to_999_means_one_number(language: str) -> None:
    numerals = numerals_of(language)
    assert numerals is not None
    assert set(range(2, 1000)) <= set(numerals.cardinals.values())
    for words, value in numerals.cardinals.items():
        assert [number.values for number in read_numbers_in(words, language)] == [{Decimal(value)}], words


@given(st.text(st.sampled_from("aeiou cinq deux mille 0123456789.,’' -%€EUR"), max_size=60))
def test_any_text_is_read_and_its_numbers_stand_in_it(text: str) -> None:
    for language in ("fr", "de", "it", "en"):
        for number in read_numbers_in(text, language):
            assert number.span.of(text) == number.text != ""


@given(st.integers(10_000, 999_999_999))
def test_a_grouped_number_is_the_same_in_every_notation(value: int) -> None:
    english = read_numbers(f"{value:,}")[0].values
    for language, sign in (("de", "."), ("it", "."), ("fr", "\u202f"), ("fr", " "), ("de", " ")):
        assert (
            read_numbers_in(f"{value:,}".replace(",", sign), language)[0].values
            == english
            == {Decimal(value)}
        )


@pytest.mark.parametrize(
    ("text", "issued", "months"),
    [
        ("They may march in December 2023.", None, {12}),
        ("DECEMBER 2023: on 6.6.2021 and 2022-08-01.", None, {12, 6, 8}),
        ("Signed on 3 Sept. and 4 Oct.", None, {9, 10}),
        ("Last month it was signed.", "2025-07-22", {6, 7, 8}),
        ("It was signed.", "2025-10/2025-12", {10, 11, 12}),
        ("It was signed.", "2025", set()),
        ("It was signed.", "2025-23", {9, 10, 11}),
    ],
)
def test_the_months_of_a_source_are_named_there_or_follow_from_its_date(
    text: str, issued: str | None, months: set[int]
) -> None:
    source = Source("x", "", issued=Period.parse(issued) if issued else None)
    assert months_of(Document(source, text)) == months


@pytest.mark.parametrize(
    ("language", "text", "months"),
    [
        ("en", "Theresa May, 60, may march in May; of March 2021, since 5 August, August men", [5, 3, 8]),
        ("fr", "En mars, sur Mars ; décembre 2023, d’août à octobre ; Janvier 2024", [3, 12, 8, 10, 1]),
        ("de", "Seit März, am 6. Juni, Anfang Mai", [3, 6, 5]),
        ("it", "Nel dicembre 2023, dall’8 marzo a giugno", [12, 3, 6]),
    ],
)
def test_a_month_is_told_from_words_that_look_like_one(language: str, text: str, months: list[int]) -> None:
    assert [month.number for month in months_said(text, language)] == months
