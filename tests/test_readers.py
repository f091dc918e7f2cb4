"""Bytes to text: nothing is guessed in silence, and what is no text is refused in plain words."""

from __future__ import annotations

import codecs
import hashlib
import os
import socket
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.corpus import readers
from briefgen.corpus.readers import READERS, open_document
from briefgen.corpus.readers.text import UnreadableError, read
from briefgen.errors import InputError

SENTENCE = "Côte d’Ivoire said: “Réadmission rose by 5 %.”\r\n"


def refusal(content: bytes) -> str:
    with pytest.raises(UnreadableError) as raised:
        read(content)
    return raised.value.message


def remarks(text: str) -> list[str]:
    return [remark.message for remark in read(text.encode()).remarks]


# Decoding -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (SENTENCE.encode(), "utf-8"),
        (codecs.BOM_UTF8 + SENTENCE.encode(), "utf-8"),
        (codecs.BOM_UTF16_LE + SENTENCE.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + SENTENCE.encode("utf-32-le"), "utf-32-le"),
    ],
)
def test_unicode_is_read_without_its_mark_and_with_its_line_ends(content: bytes, encoding: str) -> None:
    found = read(content)
    assert (found.text, found.encoding, found.remarks) == (SENTENCE, encoding, ())


def test_windows_1252_is_read_with_a_warning_where_it_begins() -> None:
    found = read(SENTENCE.encode("cp1252"))
    assert (found.text, found.encoding) == (SENTENCE, "cp1252")
    assert [remark.offset for remark in found.remarks] == [1]
    assert "Windows-1252" in found.remarks[0].message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (SENTENCE.encode()[:-4], "is UTF-8 but damaged at byte"),  # cut inside a character
        (b"A quiet line.\n" + "“ö” “ä” “ü” ".encode() + b"\xff", "damaged at byte 42, line 2"),
        ("Комиссия приняла решение о возвращении мигрантов".encode("cp1251"), "its encoding cannot be told"),
        ("Wałbrzych i Łódź: powrót, życie, różnić".encode("cp1250"), "its encoding cannot be told"),
        ("難民の帰還について、委員会は決定した".encode("shift_jis"), "its encoding cannot be told"),
        (b"caf\x81 price", "its encoding cannot be told"),  # a byte that Windows-1252 does not have
        (codecs.BOM_UTF16_LE + b"a\x00\x00\xd8b\x00", "begins as UTF-16-LE but is damaged at byte 5"),
        ("Brussels".encode("utf-16-le"), "UTF-16 without its mark"),
    ],
)
def test_damaged_or_unknown_encodings_are_refused(content: bytes, words: str) -> None:
    assert words in refusal(content)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7\n1 0 obj", "this is a PDF"),
        (b"PK\x03\x04" + b"word/document.xml", "an office document"),
        (b"\x89PNG\r\n\x1a\n\x00", "a PNG image"),
        (b"{\\rtf1 text}", "an RTF document"),
        (zlib.compress(b"returns " * 999, 9) * 9, "binary|cannot be told"),
        (b"Returns.\x00 More.", "NUL"),
        (codecs.BOM_UTF16_LE + "a\0b".encode("utf-16-le"), "NUL"),
        (b"\x01\x02\x03\x04\x05\x06\x07\x08\x0e text", "9 control characters"),
        (b"", "holds no text"),
        (" \n\t\n\xa0\n".encode(), "holds no text"),
        ("\ufeff\u200b\n".encode(), "holds no text"),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, words: str) -> None:
    message = refusal(content)
    assert any(word in message for word in words.split("|"))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_always_comes_back(text: str) -> None:
    try:
        assert read(text.encode()).text == text.removeprefix("\ufeff")
    except UnreadableError as error:
        assert error.message.startswith(("holds no text", "this is"))


@given(st.binary())
def test_any_bytes_are_text_or_refused(content: bytes) -> None:
    try:
        found = read(content)
    except UnreadableError:
        return
    assert "\0" not in found.text
    assert "\ufffd" not in found.text or b"\xef\xbf\xbd" in content or found.encoding.startswith("utf-")
    assert all(remark.offset is None or 0 <= remark.offset < len(found.text) for remark in found.remarks)


# Doubts -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Libya\u200b re\u200bturns",
            "2 invisible characters, U+200B zero width space: search and extraction may miss words",
        ),
        ("mi\xadgrants", "U+00AD soft hyphen"),
        ("said \u202eevil\u202c.", "U+202C pop directional formatting, U+202E right-to-left override"),
        ("returns\U000e0069\U000e0067.", "U+E0067 tag latin small letter g"),
        ("We\ufeff agree", "U+FEFF zero width no-break space"),
        ("red \x1b[31malarm\x1b[0m", "2 control characters, U+001B control: never printed"),
        ("Finl\ufffdnd", "1 replacement character, U+FFFD"),
    ],
)
def test_what_a_reader_cannot_see_is_said(text: str, words: str) -> None:
    (message,) = remarks(text)
    assert words in message


@pytest.mark.parametrize("text", ["5\xa0% of 13\u202f000", "page\fbreak", "“a” – ‘b’ … ﬁ", "قال الوزير"])
def test_ordinary_characters_raise_no_doubt(text: str) -> None:
    assert remarks(text) == []


# Files --------------------------------------------------------------------------------------------


def test_the_documents_of_the_corpus_are_read_as_they_are(corpus: dict[str, object]) -> None:
    for path in sorted((Path(__file__).parent.parent / "seeds").glob("*.txt")):
        found = open_document(path)
        assert found.text.encode() == path.read_bytes()
        assert found.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
        assert found.warnings == ()


def test_a_doubt_has_its_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"One.\r\nTw\xc2\xado.")
    (warning,) = open_document(path, "seeds/a.txt").warnings
    assert str(warning).startswith("seeds/a.txt:2:3: warning: holds 1 invisible character, U+00AD")


def test_suffixes_are_read_without_regard_to_case(tmp_path: Path) -> None:
    assert set(READERS) == {".txt", ".text", ".md"}
    path = tmp_path / "A.TXT"
    path.write_text("Text.")
    assert open_document(path).text == "Text."


def problem_of(path: Path) -> str:
    with pytest.raises(InputError) as raised:
        open_document(path, path.name)
    (problem,) = raised.value.problems
    return str(problem)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("pipe.txt", "is a pipe, socket or device"),
        ("socket.txt", "is a pipe, socket or device"),
        ("device.txt", "is a pipe, socket or device"),
        ("folder.txt", "is a folder"),
        ("loop.txt", "cannot be read: "),
        ("gone.txt", "cannot be read: no such file or directory"),
        ("nul\0.txt", "cannot be read: "),
        ("bomb.docx", "bomb.docx takes its text"),
        ("sheet.xlsx", "no reader for .xlsx (save its text as .md, .text, .txt)"),
        ("README", "no reader for a file without suffix"),
    ],
)
def test_what_is_no_readable_file_is_refused_without_waiting(tmp_path: Path, name: str, words: str) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "device.txt").symlink_to("/dev/zero")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "bomb.docx").write_bytes(b"PK")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket.txt"))
        assert words in problem_of(tmp_path / name)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Text.")
    path.chmod(0)
    assert "cannot be read: permission denied" in problem_of(path)


def test_a_document_has_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "MAX_BYTES", 10)
    path = tmp_path / "a.txt"
    path.write_bytes(b"0123456789")
    assert open_document(path).text == "0123456789"
    path.write_bytes(b"01234567890")
    assert "is larger than" in problem_of(path)
