"""Passages: what is read as one, whatever the layout did to it, and what nobody wrote as part of the text."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.extract.normalise import has_unprintable, plain
from briefgen.extract.segment import segment
from briefgen.model.text import Correction, Document, Passage, PassageKind, Source, Span
from briefgen.model.verbatim import fold

H, P, L = PassageKind.HEADING, PassageKind.PARAGRAPH, PassageKind.LIST_ITEM
C, F = PassageKind.TABLE_CELL, PassageKind.FURNITURE


def document(text: str, *furniture: Span) -> Document:
    return Document(Source("text", "0" * 64), text, furniture=furniture)


def words(doc: Document, passage: Passage) -> str:
    """A passage as it is read: on one line, without its gaps."""
    at, parts = passage.cited.start, []
    for gap in passage.gaps:
        parts.append(doc.text[at : gap.start])
        at = gap.end
    return fold(" ".join([*parts, doc.text[at : passage.cited.end]]))


def shape(text: str) -> list[tuple[PassageKind, str]]:
    doc = document(text)
    return [(passage.kind, words(doc, passage)) for passage in segment(doc)]


def sentences(text: str) -> list[str]:
    doc = document(text)
    return [fold(span.of(text)) for passage in segment(doc) for span in passage.sentences]


def find(doc: Document, start: str) -> Passage:
    """The one passage that begins with these words."""
    (found,) = [p for p in segment(doc) if words(doc, p).startswith(start)]
    return found


WRAPPED = """\
The Commission presented its plan to the member states and asked them to
agree on it before the summer. Ministers will meet
again in the autumn.

Background
Cooperation began ten years ago, when the first mission was sent to the
coast.
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t\n", []),
        ("One line without an end", [(P, "One line without an end")]),
        (
            "Talks resume in Tunis\nMinisters met in Tunis. They agreed.\nWhat comes next\nA round in May follows.",
            [
                (H, "Talks resume in Tunis"),
                (P, "Ministers met in Tunis. They agreed."),
                (H, "What comes next"),
                (P, "A round in May follows."),
            ],
        ),
        (
            WRAPPED,
            [
                (
                    P,
                    "The Commission presented its plan to the member states and asked them to agree on it "
                    "before the summer. Ministers will meet again in the autumn.",
                ),
                (H, "Background"),
                (P, "Cooperation began ten years ago, when the first mission was sent to the coast."),
            ],
        ),
        (
            "The plan has two parts:\r\n• border control;\r\n• returns.\r\n",
            [(P, "The plan has two parts:"), (L, "• border control;"), (L, "• returns.")],
        ),
        (
            "1. The Mission visited Tripoli.\n\n2. It found that the centre was closed.",
            [(L, "1. The Mission visited Tripoli."), (L, "2. It found that the centre was closed.")],
        ),
        (
            "I. Introduction\n\n1. The Mission came.\n\n2. It left.\n\nA. Findings\n\nIt found much.",
            [
                (H, "I. Introduction"),
                (L, "1. The Mission came."),
                (L, "2. It left."),
                (H, "A. Findings"),
                (P, "It found much."),
            ],
        ),
        (
            "Arrivals rose.\n\nCountry\t2022\t2023\nLibya\t5,000\t6,200",
            [(P, "Arrivals rose.")]
            + [(C, cell) for cell in ("Country", "2022", "2023", "Libya", "5,000", "6,200")],
        ),
        (
            "They will meet.\n\n“We will never give up on this plan of ours” ― Jane Roe\n\nIs it so?\n\nYes.",
            [
                (P, "They will meet."),
                (P, "“We will never give up on this plan of ours” ― Jane Roe"),
                (P, "Is it so?"),
                (P, "Yes."),
            ],
        ),
        ("\ufeffThe talks began.\nThey ended.", [(P, "\ufeffThe talks began."), (P, "They ended.")]),
    ],
)
def test_layout_tells_what_is_read_as_one(text: str, expected: list[tuple[PassageKind, str]]) -> None:
    assert shape(text) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Skip to main content",
        "By Jane Roe",
        "By Jane Roe, 4 May 2024",
        "Published on 4 May 2024, 10:30",
        ", 22 July 2025, 10:19 - Khrystyna Bondarieva",
        "4 May 2024 10:19 | Jane Roe",
        "-95f6bcc4daa5579b0f4d10991f1e0fad.jpg)",
        "https://example.org/a/b?c=d",
        "Ref. Ares(2025)2524801 - 28/03/2025",
        "Rue de la Loi 200, 1049 Brussels, Belgium Tel. +32 229 91 11",
        "Share on Facebook",
        "Page 3 of 12",
        "© European Union, 2024",
        "Photo: Jane Roe",
        "Press release 4 May 2024 Brussels",
        "Brussels, 4 May 2024",
        "Press contact: jane@example.org",
        "Jane Roe (+32 2 295 12 34)",
        "* * *",
    ],
)
def test_page_debris_is_furniture(line: str) -> None:
    text = f"Ministers met in Tunis on Monday.\n\n{line}\n\nThey agreed on a plan."
    assert [kind for kind, _ in shape(text)] == [P, F, P]


@pytest.mark.parametrize(
    "line",
    [
        "By Friday the ministers had agreed on the plan.",
        "Search and rescue went on for three days.",
        "In 2021 the talks began.",
        "He gave the number, and the reference, by telephone.",
        "Related talks were held in Rome.",
    ],
)
def test_sentences_are_no_debris(line: str) -> None:
    assert shape(f"Ministers met in Tunis on Monday.\n\n{line}\n\nThey agreed.")[1] == (P, line)


def test_links_below_the_text_are_furniture_until_a_sentence_follows() -> None:
    text = (
        "The talks ended.\n\nFor more information\n\nThe new pact | Commission\n\nA speech on returns (\n\n"
        "This is a sentence again that somebody wrote as part of the text itself.\n"
    )
    assert [kind for kind, _ in shape(text)] == [P, F, F, F, P]


def test_furniture_of_a_person_is_cut_out_even_inside_a_sentence() -> None:
    text = "The talks began [advertisement] in Tunis on Monday."
    start = text.index("[adv")
    doc = document(text, Span(start, start + len("[advertisement]")))
    body, debris = segment(doc)
    assert (body.kind, debris.kind) == (P, F)
    assert words(doc, body) == "The talks began in Tunis on Monday."
    assert [span.of(text) for span in body.sentences] == [text]
    assert fold(text[body.gaps[0].start : body.gaps[0].end]) == "[advertisement]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gen. Haftar met Mr. Orpo. He left.", ["Gen. Haftar met Mr. Orpo.", "He left."]),
        ("It is in Nos. 5 and 6, e.g. here. It ends.", ["It is in Nos. 5 and 6, e.g. here.", "It ends."]),
        ("The U.S. Congress voted. It rose by approx. 5 %.", ["The U.S. Congress voted.", "It rose by approx. 5 %."]),
        ("He met UN agencies and EU MS. After it, he left.", ["He met UN agencies and EU MS.", "After it, he left."]),
        ("“We came. We saw,” he said. He left.", ["“We came. We saw,” he said.", "He left."]),
        ("Sen. Roe, R-N.Y., left. He spoke.", ["Sen. Roe, R-N.Y., left.", "He spoke."]),
        ("He left. “We came.” So he said.", ["He left.", "“We came.”", "So he said."]),
        ("The partner 's view is clear. It isn't 'old'. It ends.", ["The partner 's view is clear.", "It isn't 'old'.", "It ends."]),
        ("“An open mark never ends. It goes on.", ["“An open mark never ends.", "It goes on."]),
        ("A flag 🇪🇺 flew. It fell.", ["A flag 🇪🇺 flew.", "It fell."]),
    ],
)  # fmt: skip
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_blank_line_after_every_line_of_print_is_no_paragraph() -> None:
    double_spaced = WRAPPED.replace("\n\n", "\n\n\n").replace("\n", "\n\n")
    assert shape(double_spaced) == shape(WRAPPED)


def test_headings_have_no_sentences_and_govern_what_follows() -> None:
    title, head, body = segment(document("Talks resume\nBackground\nThe first mission was sent in May."))
    assert (title.kind, head.kind, body.kind) == (H, H, P)
    assert title.sentences == head.sentences == ()
    assert (body.heading, head.heading) == (head.index, title.index)


def test_a_correction_may_end_a_sentence_that_the_scan_ran_on() -> None:
    text = "It entered into force on 1 April 2023 Joint Operation Roe began on 19 April."
    at = text.index("2023 Joint")
    doc = document(text)
    doc = replace(doc, corrections=(Correction(Span(at, at + len("2023 Joint")), "2023. Joint"),))
    (passage,) = segment(doc)
    assert [span.of(text) for span in passage.sentences] == [
        "It entered into force on 1 April 2023",
        "Joint Operation Roe began on 19 April.",
    ]


# The letter with its two-column annex ---------------------------------------------------------------


@pytest.fixture
def letter(corpus: Mapping[str, Document]) -> Document:
    return corpus["von-der-leyen-2023-12"]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("This global commitment", "Tunisia, will play a key role."),  # a page break inside a sentence
        ("o Seven 17m patrol vessels", "refurbished under ongoing contracts."),  # a blank line inside an item
        ("• Reaffirming commitment", "Against Transnational Organised Crime."),
        (
            "> The signature of additional contracts",
            "EUR 30 million early next year.",
        ),  # another column between
        ("• Despite the challenging", "between 1 Octoberand 31 October 2023."),
        ("• Regulation to strengthen prevention", "investigation and reinforce Europol."),
    ],
)
def test_torn_passages_are_put_together(letter: Document, start: str, end: str) -> None:
    assert words(letter, find(letter, start)).endswith(end)


def test_a_gap_is_named_where_a_sentence_runs_over_it(letter: Document) -> None:
    passage = find(letter, "> The signature of additional contracts")
    (sentence,), (gap,) = passage.sentences, passage.gaps
    assert sentence.covers(gap)
    assert fold(gap.of(letter.text)).startswith("Cooperation with Egypt")


@pytest.mark.parametrize(
    ("item", "heading"),
    [
        ("> Follow up on the principals meeting", "Libya"),
        ("• Five Search and Rescue vessels", "Libya"),
        ("> Technical level meetings to continue", "Tunisia"),
        ("• The total amount of migration-related", "WESTERN BALKANS ACTION PLAN DECEMBER 2022"),
        ("• On security, discussions focused", "Türkiye"),  # after the other column's headings
        ("> Conclude negotiations on Readmission", "Readmission"),
        (
            "> Egypt-component of the regional",
            "Anti-Smuqqling/border management regional programme for North Africa",
        ),
    ],
)
def test_country_headings_govern_the_items_below(letter: Document, item: str, heading: str) -> None:
    passages = segment(letter)
    found = find(letter, item).heading
    assert found is not None
    assert words(letter, passages[found]) == heading


@pytest.mark.parametrize(
    ("item", "lead"),
    [
        ("• Improving the collection", "Enhancing response by:"),
        ("o Seven 11m boats", "> At the technical mission to Tunis"),
        ("• Control of territory", "Two actions supporting border management"),
        ("• Assisted voluntary return", "Actions proposed:"),  # goes on after the other column
    ],
)
def test_a_list_item_knows_its_lead_in(letter: Document, item: str, lead: str) -> None:
    passages = segment(letter)
    found = find(letter, item).lead
    assert found is not None
    assert words(letter, passages[found]).startswith(lead)


@pytest.mark.parametrize(
    "start", ["Commission européenne", "Ref. Ares", "EUCO Letter", "October 2023 Ongoing"]
)
def test_letterhead_stamps_and_column_heads_are_furniture(letter: Document, start: str) -> None:
    assert find(letter, start).kind is F


def test_formulas_of_a_letter_are_no_sentences(letter: Document) -> None:
    for start in ("Dear colleagues", "Yours sincerely", "Ursula von der Leyen"):
        passage = find(letter, start)
        assert (passage.kind, passage.sentences) == (P, ())


@pytest.mark.parametrize(
    ("name", "debris"),
    [
        ("ec-news-blog-2021-06-06", ["Skip to main content", "News blog6 June", "Blog Johansson", "For more information", "Publication date"]),
        ("united24-2025-08", ["- Category", "- Latest news", "-95f6bcc4"]),
        ("bondarieva-2025-07-22", [", 22 July 2025"]),
    ],
)  # fmt: skip
def test_debris_of_the_corpus_is_furniture(
    corpus: Mapping[str, Document], name: str, debris: list[str]
) -> None:
    for start in debris:
        assert find(corpus[name], start).kind is F


def test_each_line_of_a_web_article_is_a_paragraph(corpus: Mapping[str, Document]) -> None:
    kinds = [passage.kind for passage in segment(corpus["europe-times-2025"])]
    assert (kinds.count(H), kinds.count(P), len(kinds)) == (5, 11, 16)


# What always holds ------------------------------------------------------------------------------------

_PIECES = st.sampled_from(
    ["The talks began", "in Tunis", ".", ",", ":", "• ", "> ", "- ", "(", ")", "“", "”", '"', "\n", "\n\n", "\r\n",
     " \n", "\f", "\t", "a\tb\n", "|", "\u00a0", "\u200b", "\ufeff", "Gen. ", "EUR", " 5 million ", "HEADING", "12. ", "o Item ", "",
     "By Jane Roe", "For more information", "Yours sincerely,", "🇪🇺", "\x1b", "\u2028", "\x85", "a", "Z", " "]
)  # fmt: skip
_TEXTS = st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=60).map("".join))
_SPANS = st.lists(st.tuples(st.integers(0, 250), st.integers(0, 40)), max_size=3)


@given(text=_TEXTS, furniture=_SPANS)
def test_every_visible_character_is_in_exactly_one_passage(
    text: str, furniture: list[tuple[int, int]]
) -> None:
    spans = [Span(min(start, len(text)), min(start + size, len(text))) for start, size in furniture]
    passages = segment(document(text, *spans))
    owned = [0] * len(text)
    for passage in passages:
        for at in range(passage.cited.start, passage.cited.end):
            owned[at] += not any(gap.start <= at < gap.end for gap in passage.gaps)
    assert all(count == 1 for count, sign in zip(owned, text, strict=True) if not sign.isspace())


@given(text=_TEXTS)
def test_passages_are_in_order_and_trimmed_and_hold_their_sentences(text: str) -> None:
    doc = document(text)
    passages = segment(doc)
    assert [passage.index for passage in passages] == list(range(len(passages)))
    assert [p.cited.start for p in passages] == sorted(p.cited.start for p in passages)
    for passage in passages:
        slice_ = passage.cited.span.of(text)
        assert slice_ and slice_ == slice_.strip()
        end = passage.cited.start
        for sentence in passage.sentences:
            assert passage.cited.span.covers(sentence)
            assert end <= sentence.start < sentence.end
            assert sentence.of(text) == sentence.of(text).strip()
            end = sentence.end
    assert segment(doc) == passages


@pytest.mark.parametrize(
    "unit",
    [
        " ",
        "1",
        "A",
        '"',
        "“",
        "(",
        "a\n",
        "• item\n",
        "> a\n• b\n",
        "\n",
        "By Aa Bb\n",
        "A.",
        "\t",
        ": ",
        "x.jpg ",
    ],
)
def test_time_is_linear_in_the_text(unit: str) -> None:
    started = time.process_time()
    segment(document(unit * (20_000 // len(unit))))
    assert time.process_time() - started < 2


def test_one_endless_line_is_cut_into_passages() -> None:
    text = "The Commission adopted a plan in May. " * 20_000
    passages = segment(document(text))
    assert max(len(passage.cited.span) for passage in passages) <= 20_000
    assert all(passage.cited.span.of(text).endswith(".") for passage in passages)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a\x1b[31m", True), ("a\u202eb", True), ("\U000e0041", True), ("a\tb\n", False), ("“é”", False)],
)
def test_unprintable_characters_are_known(text: str, expected: bool) -> None:
    assert has_unprintable(text) is expected


def test_look_alikes_are_read_as_latin_without_moving_an_offset() -> None:
    assert plain("EUR 15 Μ for Сyprus") == "EUR 15 M for Cyprus"
