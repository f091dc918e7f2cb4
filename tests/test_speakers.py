"""Phrases that name a speaker, names made whole, cue verbs with their forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.extract.cues import FORMS, INVERTED, Strength
from briefgen.extract.focus import Focus
from briefgen.extract.frame import Frame, read_frame
from briefgen.extract.mentions import Mention, MentionKind, mention_at, mention_before
from briefgen.extract.names import read_names
from briefgen.extract.subjects import main_subject
from briefgen.model.text import Span


def frame_of(text: str) -> Frame:
    return read_frame(text, Span(0, len(text)), ())


def position(frame: Frame, word: str) -> int:
    return next(i for i, token in enumerate(frame.tokens) if token.text == word)


@pytest.mark.parametrize(
    ("phrase", "name", "role"),
    [
        ("Ana Horvat", "Ana Horvat", None),
        ("Mr. Horvat", "Horvat", None),
        ("Gen. Pavel Novak", "Pavel Novak", "Gen."),
        ("Maria van den Berg", "Maria van den Berg", None),
        ("EU migration commissioner Ana Horvat", "Ana Horvat", "EU migration commissioner"),
        ("the EU’s migration commissioner Ana Horvat", "Ana Horvat", "EU’s migration commissioner"),
        ("European Commission President Ana Horvat", "Ana Horvat", "European Commission President"),
        ("Italian Minister of Interior Ana Horvat", "Ana Horvat", "Italian Minister of Interior"),
        ("opposition leader Ana Horvat", "Ana Horvat", "opposition leader"),
        ("the Court of Auditors", "Court of Auditors", None),
        ("Human Rights Watch", "Human Rights Watch", None),
    ],
)
def test_name_and_role_of_a_phrase(phrase: str, name: str, role: str | None) -> None:
    text = f"{phrase} said so."
    frame = frame_of(text)
    mention = mention_before(frame, position(frame, "said"), 0)
    assert mention is not None
    assert mention.kind is MentionKind.NAME
    assert mention.span.of(text) == name
    assert (mention.role.of(text) if mention.role else None) == role


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("a European Commission spokesperson", "European Commission spokesperson"),
        ("a spokesman for the Commission", "spokesman for the Commission"),
        ("one senior EU diplomat", "one senior EU diplomat"),
        ("EU officials", "EU officials"),
        ("Analysts", "Analysts"),
        ("Human rights organisations", "Human rights organisations"),
        ("a letter to the ministers", "letter to the ministers"),
        ("the judge", "judge"),
    ],
)
def test_phrase_without_a_name(phrase: str, name: str) -> None:
    text = f"{phrase} said so."
    frame = frame_of(text)
    mention = mention_before(frame, position(frame, "said"), 0, any_noun=True)
    assert mention is not None
    assert mention.kind is MentionKind.UNNAMED
    assert mention.span.of(text) == name


@pytest.mark.parametrize("phrase", ["On Tuesday", "In brief", "Quickly", "In 2023,", "The"])
def test_phrase_that_names_nobody(phrase: str) -> None:
    frame = frame_of(f"{phrase} said so.")
    assert mention_before(frame, position(frame, "said"), 0) is None


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Ana Horvat met the envoys.", "Ana Horvat"),
        ("In Brussels on Monday, Ana Horvat met the envoys.", "Ana Horvat"),
        ("When Pavel Novak left, Ana Horvat met the envoys.", "Ana Horvat"),
        ("Ana Horvat, the interior minister, met the envoys.", "Ana Horvat"),
        ("Ana Horvat (Greens) met the envoys.", "Ana Horvat"),
        ("But officials in Tripoli denied it.", "officials in Tripoli"),
        ("She met the envoys.", "She"),
    ],
)
def test_subject_of_a_sentence(text: str, subject: str) -> None:
    frame = frame_of(text)
    mention = main_subject(frame, 0, len(frame.tokens))
    assert mention is not None
    assert mention.span.of(text) == subject


def speaker_of(text: str, name: str) -> str | None:
    frame = frame_of(text)
    focus = Focus(read_names([frame], text), text)
    for unit in frame.units:
        focus.unit += 1
        subject = main_subject(frame, unit.start, unit.end)
        if subject is not None:
            focus.note(subject, is_subject=True)
    found: Mention | None = mention_at(
        frame, max(i for i, t in enumerate(frame.tokens) if t.text == name), 999
    )
    assert found is not None
    speaker = focus.speaker(found)
    return speaker.name if speaker else None


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Ana Horvat arrived. Horvat left.", "Horvat", "Ana Horvat"),
        ("Ana Horvat arrived. Horvat’s aide left. He saw Horvat", "Horvat", "Ana Horvat"),
        ("Pavel Novak arrived. Eva Novak arrived. The aide saw Novak", "Novak", "Novak"),
        ("Pavel Novak arrived. He left", "He", "Pavel Novak"),
        ("Ana Horvat arrived. He left", "He", None),
        ("The summit ended. He left", "He", None),
        ("The European Parliament voted. He left", "He", None),
        ("Officials arrived. They left", "They", "Officials"),
        ("Ana Horvat arrived. They left", "They", None),
    ],
)
def test_short_names_and_pronouns_inside_the_document(text: str, word: str, name: str | None) -> None:
    assert speaker_of(text, word) == name


def test_forms_of_cue_verbs() -> None:
    assert FORMS["said"] == ("say", Strength.STRONG)
    assert FORMS["denies"] == ("deny", Strength.STRONG)
    assert FORMS["quipped"][0] == "quip"
    assert FORMS["describing"] == ("describe", Strength.WEAK)
    assert FORMS["told"][1] is Strength.STRONG
    assert "tell" not in INVERTED


@given(st.text("Aas’' \n.,-“5_\u00a0é"))
def test_the_tokens_of_a_frame_are_the_text_without_its_blanks(text: str) -> None:
    read = frame_of(text)
    assert "".join(token.text for token in read.tokens) == "".join(text.split())
    assert all(read.span(at, at + 1).of(text) == token.text for at, token in enumerate(read.tokens))
