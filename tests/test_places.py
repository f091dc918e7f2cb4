"""YAML keeps what was written, and every value, key and character has its place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.errors import InputError, Place
from briefgen.fields import Count, EdtfDate, Flag, Model, Prose, Standfirst, Words
from briefgen.places import MAX_BYTES, MAX_DEPTH, MAX_NODES, Locator, fit, parse_yaml, read_yaml
from briefgen.places.reading import MAX_FAULTS


def faults(text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        parse_yaml(text, "f.yaml")
    return [str(problem) for problem in caught.value.problems]


# What was written ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    ["NO", "no", "on", "yes", "True", "1.10", "010", "0x1F", "1_000", "06:30", "190:20:30", "2023-02-30",
     "2021-06-06T10:00:00+02:00", "1e3", ".inf", ".nan", "<<", "=", "NULL", "9" * 5000],
)  # fmt: skip
def test_a_scalar_stays_the_text_that_was_written(written: str) -> None:
    assert parse_yaml(f"a: {written}\nb: [{written}]\n", "f").data == {"a": written, "b": [written]}


@pytest.mark.parametrize("written", ["", "~", "null"])
def test_only_an_empty_value_tilde_and_null_are_none(written: str) -> None:
    assert parse_yaml(f"a: {written}\n", "f").data == {"a": None}
    assert parse_yaml(f'a: "{written}"\n', "f").data == {"a": written}


def test_a_byte_order_mark_and_windows_line_ends_are_no_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: b\r\nc: |\r\n  d\r\n  e\r\n")
    read = read_yaml(path, "f")
    assert read.data == {"a": "b", "c": "d\ne\n"}
    assert read.place("c", offset=2) == Place("f", 4, 3)


def test_an_empty_file_has_no_data() -> None:
    assert parse_yaml("", "f").data is None
    assert parse_yaml("# a comment\n", "f").data is None


# Places ----------------------------------------------------------------------------------------------

WRITTEN = """\
title: plain
list: [a, {key: "deep"}]
  # a comment
body: |
  In June “x”

    indented
  end
folded: >-
   some folded
   text

   here
two: one
  two  three
single: 'it''s
   two'
double: "a\\tb  c\\
   d \\u00e9 e \\"f\\"
   g"
"""


@pytest.mark.parametrize(
    ("path", "place", "key_place"),
    [
        (("title",), (1, 8), (1, 1)),
        (("list",), (2, 7), (2, 1)),
        (("list", 0), (2, 8), (2, 8)),
        (("list", 1, "key"), (2, 17), (2, 12)),
        (("list", 1, "lost"), (2, 11), (2, 11)),
        (("list", 9), (2, 7), (2, 7)),
        (("lost", "key"), (1, 1), (1, 1)),
        (("body",), (4, 7), (4, 1)),
    ],
)
def test_values_and_keys_have_places(
    path: tuple[str | int, ...], place: tuple[int, int], key_place: tuple[int, int]
) -> None:
    read = parse_yaml(WRITTEN, "f")
    assert read.place(*path) == Place("f", *place)
    assert read.key_place(*path) == Place("f", *key_place)
    assert Locator(read, path[:1]).place(*path[1:]) == read.place(*path)
    assert Locator(read).below(*path).key_place() == read.key_place(*path)


@pytest.mark.parametrize(
    ("key", "words", "line"),
    [
        ("body", "In June", 5), ("body", "“x”", 5), ("body", "indented", 7), ("body", "end", 8),
        ("folded", "some", 10), ("folded", "text", 11), ("folded", "here", 13), ("two", "one", 14),
        ("two", "three", 15), ("single", "it's", 16), ("single", "two", 17), ("double", "b", 18),
        ("double", "d ", 19), ("double", "é", 19), ("double", "f", 19), ("double", "g", 20),
    ],
)  # fmt: skip
def test_an_offset_leads_to_the_character_that_was_written(key: str, words: str, line: int) -> None:
    read = parse_yaml(WRITTEN, "f")
    place = read.place(key, offset=read.data[key].index(words))
    assert place.line == line and place.column
    written = WRITTEN.splitlines()[line - 1][place.column - 1 :]
    assert written.startswith((words[0], "\\u00e9")), written


def test_an_offset_beyond_the_text_has_the_place_of_its_last_character() -> None:
    read = parse_yaml("a: bcd\n", "f")
    assert read.place("a", offset=99) == Place("f", 1, 6)


PRINTABLE = st.characters(min_codepoint=0x20, max_codepoint=0x17F, blacklist_categories=("Cc", "Cs", "Zs"))
LINES = st.lists(st.text(PRINTABLE, min_size=1, max_size=12), min_size=1, max_size=5)


@given(LINES, st.sampled_from(["|", '"', "'", None, ">"]), st.data())
@settings(max_examples=150, deadline=None)
def test_every_visible_character_is_found_where_it_was_written(
    lines: list[str], style: str | None, data: st.DataObject
) -> None:
    text = yaml.safe_dump(
        {"key": {"inner": "\n".join(lines)}}, default_style=style, allow_unicode=True, width=20
    )
    read = parse_yaml(text, "f")
    value = read.data["key"]["inner"]
    offset = data.draw(st.integers(0, len(value) - 1))
    place = read.place("key", "inner", offset=offset)
    assert place.line and place.column
    found = text.split("\n")[place.line - 1][place.column - 1 :]
    assert value[offset].isspace() or found.startswith((value[offset], "\\"))


# Faults ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: T\nsections:\n\t- quotes\n", "f.yaml:3:1: a tab indents this line: use spaces"),
        ("a:\n  - b\n\t- c\n", "f.yaml:3:1: a tab indents this line: use spaces"),
        ("a:\tb:\tc\n", "f.yaml:1:3: a tab stands where a value begins: use spaces"),
        ("a:\n\xa0\xa0- b\n", "f.yaml:2:1: a no-break space (U+00A0) indents this line (use ordinary spaces)"),
        ("a:\n  - b\n \xa0- c\n", "f.yaml:3:2: a no-break space (U+00A0) indents this line (use ordinary spaces)"),
        ("a: b\n  \u3000c\n", "f.yaml:2:3: a character that is no ordinary space (U+3000) indents this line"
                              " (use ordinary spaces)"),
        ("title: Libya: the deal\n", "f.yaml:1:13: a colon and a space inside an unquoted text"
                                     " (put the text in quotation marks)"),
        ("- title: Libya: the deal\n", "f.yaml:1:15: a colon and a space inside an unquoted text"
                                       " (put the text in quotation marks)"),
        ("a: b\n  c: d\n", "f.yaml:2:4: this line is indented more than the keys above it"
                           " (indent keys of one level alike)"),
        ('title: "The EU said\nthemes: [returns]\n', "f.yaml:1:8: a quotation mark that opens here is never"
                                                     " closed (close it at the end of the text)"),
        ("title: 'open\n---\n", "f.yaml:1:8: a quotation mark that opens here is never closed"
                                " (close it at the end of the text)"),
        ('title: "a" b\n', "f.yaml:1:12: text goes on after the closing quotation mark (one mark too many or"
                           " too few: write quotation marks inside a text as “ ”, or double single ones)"),
        ('title: "C:\\dir"\n', "f.yaml:1:12: a backslash stands before a letter that makes no escape"
                               " (use single quotation marks)"),
        ("title: %T\n", "f.yaml:1:8: an unquoted text cannot begin with '%' (put the text in quotation marks)"),
        ("a: [@x]\n", "f.yaml:1:5: an unquoted text cannot begin with '@' (put the text in quotation marks)"),
        ("a: `y`\n", "f.yaml:1:4: an unquoted text cannot begin with '`' (put the text in quotation marks)"),
        ("a: **bold**\n", "f.yaml:1:4: an unquoted text cannot begin with '*' (put the text in quotation marks)"),
        ("a: >50 people\n", "f.yaml:1:4: an unquoted text cannot begin with '>' (put the text in quotation marks)"),
        ("a: |x\n", "f.yaml:1:4: an unquoted text cannot begin with '|' (put the text in quotation marks)"),
        ("%x\na: b\n", "f.yaml:1:1: a line cannot begin with '%' (put the text in quotation marks)"),
        ("a: b\nplain words\nc: d\n", "f.yaml:2:1: this line has no colon"
                                     " (write 'key: value', or indent a text that goes on)"),
        ("a: - b\n", "f.yaml:1:4: a list item stands behind a key (begin it on a line of its own: '- item')"),
        ("a: [b, c\nd: e\n", "f.yaml:1:4: a list in '[' … ']' lacks a comma or is not closed"
                             " (close it, or add the comma)"),
        ("a: [b,\n", "f.yaml:2:1: the file ends before a list or mapping in brackets is closed (close it)"),
        ("a: [b, , c]\n", "f.yaml:1:8: a value is missing here"
                          " (write it, or put a text with marks in it in quotation marks)"),
        ("a: {b: c\nd: e\n", "f.yaml:1:4: a mapping in '{' … '}' lacks a comma or is not closed"
                             " (close it, or add the comma)"),
        ("a:\n    b: c\n  d: e\n", "f.yaml:3:3: this line is not indented like the lines around it"
                                   " (indent keys of one level alike)"),
        ("a:\n  b: c\n  - d\n", "f.yaml:3:3: this list item is not indented like the lines around it"
                                " (indent items of one list alike)"),
        ("[a]\nb: c\n", "f.yaml:2:1: text goes on after the end of the data"
                        " (keep everything in one mapping of 'key: value' lines)"),
        ("a: b\n---\nc: d\n", "f.yaml:2:1: a second document begins here (one document a file: remove the '---')"),
        ("a: {{ b }}\n", "f.yaml:1:5: a key must be one word"
                         " (put a text that begins with '{' or '[' in quotation marks)"),
        (": b\n", "f.yaml:1:1: a key is missing before the colon (write 'key: value')"),
        ("a: b\nc: d\na: e\n", "f.yaml:3:1: duplicate key 'a' (first on line 1: keep one)"),
        ("a:\n  b: c\n  b: d\n", "f.yaml:3:3: duplicate key 'b' (first on line 2: keep one)"),
        ("a: &x b\n", "f.yaml:1:4: anchors ('&x') are not used here (put the text in quotation marks)"),
        ("a: *x\n", "f.yaml:1:4: aliases ('*x') are not used here (put the text in quotation marks)"),
        ("a: !!python/object/apply:os.system [x]\n", "f.yaml:1:4: tags ('!!python/object/apply:os.system') are"
                                                     " not used here (remove it, or put the text in quotation marks)"),
        ("a: !include /etc/passwd\n", "f.yaml:1:4: tags ('!include') are not used here"
                                      " (remove it, or put the text in quotation marks)"),
        ('"a\\u0000": b\n', "f.yaml:1:1: the key 'a[U+0000]' holds a character that cannot be seen (type it anew)"),
        ("ti\u200btle: T\n", "f.yaml:1:1: the key 'ti[U+200B]tle' holds a character that cannot be seen"
                             " (type it anew)"),
        ("a: b\x1bc\n", "f.yaml:1:5: a control character (U+001B) stands here (remove it)"),
        ("a: b\u2028c\n", "f.yaml:1:5: a line separator (U+2028) stands here (remove it)"),
        ('a: "\\ud800"\n', "f.yaml:1:4: an escape here names half a character (write the character itself)"),
    ],
)  # fmt: skip
def test_faults_are_said_in_plain_words(text: str, said: str) -> None:
    assert faults(text) == [said]


def test_an_escape_beyond_unicode_is_a_problem() -> None:
    (said,) = faults('a: "\\U00110000"\n')
    assert "an escape after here names no character" in said


def test_all_faults_of_a_file_that_can_be_read_come_together() -> None:
    assert len(faults("a: b\na: !x c\nd: &y e\nd: f\n")) == 4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: " + "[" * 100_000, f"is nested more than {MAX_DEPTH} levels deep"),
        ("\n".join(" " * n + "a:" for n in range(1000)), f"is nested more than {MAX_DEPTH} levels deep"),
        ("a: [" + "b, " * 400_000 + "]", "is larger than 1 MiB"),
        ("a: [" + "b, " * MAX_NODES + "]", f"more than {MAX_NODES} keys and values before here"),
        ("".join(f"a{n}: &x{n} [*x{n - 1}, *x{n - 1}]\n" for n in range(9)), "are not used here"),
        ("a: &a [*a]\n", "are not used here"),
        ("\x00" * 1000, "a control character (U+0000)"),
        ("a: b\n" * 4000, "duplicate key"),
    ],
)
def test_what_is_too_big_deep_or_clever_is_refused(text: str, said: str) -> None:
    problems = faults(text)
    assert said in problems[-1]
    assert len(problems) <= MAX_FAULTS


@given(st.text(st.sampled_from("ab \n\t:-[]{}'\"|>%@`&*!#,?\\\xa0\u2028\ufeff~.0"), max_size=60))
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    try:
        parse_yaml(text, "f")
    except InputError as error:
        assert all(problem.place and problem.place.line for problem in error.problems)


# Files -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a: b\nc: caf\xe9\n", "f:2:7: byte 0xe9 is not UTF-8 (save the file as UTF-8)"),
        ("a: b\n".encode("utf-16"), "f:1:1: is UTF-16, not UTF-8 (save the file as UTF-8)"),
        ("a: b\n".encode("utf-16-le"), "f:1:1: is UTF-16, not UTF-8 (save the file as UTF-8)"),
        (
            b"x" * (MAX_BYTES + 1),
            "f: is larger than 1 MiB (split it, or keep long texts as source documents)",
        ),
    ],
)
def test_bytes_that_are_no_text_are_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_yaml(path, "f")
    assert str(caught.value) == said


def test_what_is_no_readable_file_is_refused_at_once(tmp_path: Path) -> None:
    loop, pipe = tmp_path / "loop.yaml", tmp_path / "pipe.yaml"
    loop.symlink_to(loop)
    os.mkfifo(pipe)
    for path, said in [
        (loop, "f: cannot be read: a link that leads to itself"),
        (pipe, "f: is not a file"),
        (tmp_path, "f: is not a file"),
        (tmp_path / "lost.yaml", "f: cannot be read: no such file or directory"),
        (tmp_path / "nul\0.yaml", "f: is not the name of a file"),
    ]:
        with pytest.raises(InputError) as caught:
            read_yaml(path, "f")
        assert str(caught.value) == said


# Fitting ---------------------------------------------------------------------------------------------


class Inner(Model):
    document: Words
    exact: Prose


class Outer(Model):
    title: Words
    most: Count = 5
    chart: Flag = False
    pin: tuple[Inner, ...] = ()
    inner: Inner | None = None
    date: EdtfDate | None = None
    standfirst: Standfirst | None = None


def test_texts_become_values_only_where_a_value_is_asked_for() -> None:
    written = (
        "title: 2024\nmost: '7'\nchart: yes\ndate: 2023-12\npin: [{document: a, exact: NO}]\nx-mine: {a: b}\n"
    )
    fitted = fit(parse_yaml(written, "f"), Outer)
    assert (fitted.title, fitted.most, fitted.chart) == ("2024", 7, True)
    assert fitted.date and fitted.date.edtf == "2023-12"
    assert fitted.pin[0].exact == "NO"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("thme: x", "3:1: unknown key 'thme' (known: chart, date, inner, most, pin, standfirst, title)"),
        ("mots: 1", "3:1: unknown key 'mots' (did you mean 'most'?)"),
        ("Most: 1", "3:1: unknown key 'Most' (did you mean 'most'?)"),
        ("most: ten", "3:7: 'ten' is not a whole number"),
        ("most: 1_000", "3:7: '1_000' is not a whole number"),
        ("most: 1.0", "3:7: '1.0' is not a whole number"),
        ("most: -1", "3:7: '-1' is not a whole number"),
        ("most: ٣", "3:7: '٣' is not a whole number"),
        ("most: true", "3:7: 'true' is not a whole number"),
        ("most: 010", "3:7: '010' begins with a zero (write 10)"),
        ("most: 99999999999999999999", "3:7: '99999999999999999999' is too large"),
        ("most: [1]", "3:7: a list is not a whole number"),
        ("most:", "3:6: nothing is not a whole number"),
        ("most: 201", "3:7: '201' is not between 1 and 200"),
        ("most: 0", "3:7: '0' is not between 1 and 200"),
        ("chart: on", "3:8: 'on' is neither true nor false (write true or false)"),
        ("chart: 1", "3:8: '1' is neither true nor false (write true or false)"),
        ("pin: {a: b}", "3:6: expected a list, found a mapping (key: value) (write it as '- item' lines or in [ ])"),
        ("pin: [b]", "3:7: expected 'key: value', found 'b'"),
        ("pin: [{document: a, exact: b, exat: c}]", "3:31: unknown key 'exat' (did you mean 'exact'?)"),
        ("pin: [{document: a, exat: c}]", "3:21: unknown key 'exat' (did you mean 'exact'?)"),
        ("pin: [{document: a}]", "3:7: 'exact' is missing"),
        ("inner: {document: a, exact: ''}", "3:29: the text is empty"),
        ("inner: {document: a, exact: {}}", "3:29: expected a text, found a mapping (key: value)"),
        ('inner: {document: a, exact: "a\\e[2J"}', "3:31: the text holds a control character (U+001B) (remove it)"),
        ("date: 2023-02-30", "3:7: '2023-02-30' is not a date (write 2023, 2023-12 or 2023-12-17)"),
        ("date: 2023/2024", "3:7: '2023/2024' is a period, not a date (write 2023, 2023-12 or 2023-12-17)"),
        ("date: 0000-01-01", "3:7: '0000-01-01' is not a date (write 2023, 2023-12 or 2023-12-17)"),
        ("date: 20231217", "3:7: '20231217' is not a date (write 2023, 2023-12 or 2023-12-17)"),
        ("standfirst: " + "x" * 601, "3:13: the text is longer than 600 characters (601) (shorten it)"),
    ],
)  # fmt: skip
def test_faults_of_values_are_said_in_plain_words(line: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        fit(parse_yaml(f"# a file\ntitle: T\n{line}\n", "f"), Outer)
    assert str(caught.value) == f"f:{said}"


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ('"a\\nb"', "the text has a line break or a tab (write it on one line)"),
        ('"a\\u202eb"', "the text holds a control character (U+202E) (remove it)"),
        ("x" * 301, "the text is longer than 300 characters (301) (shorten it)"),
        ("' '", "the text is empty"),
        ("[a]", "expected a text, found a list"),
        ("", "expected a text, found nothing"),
    ],
)
def test_a_title_is_one_line_of_words(title: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        fit(parse_yaml(f"title: {title}\n", "f"), Outer)
    (problem,) = caught.value.problems
    assert str(problem).endswith(f": {said}")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "f:1:1: the file is empty (write title: …)"),
        ("hello\n", "f:1:1: expected 'key: value' lines, found a text (write title: …)"),
        ("- a\n", "f:1:1: expected 'key: value' lines, found a list (write title: …)"),
        ("most: 1\n", "f:1:1: 'title' is missing"),
        ("Title: T\n", "f:1:1: unknown key 'Title' (did you mean 'title'?)"),
    ],
)
def test_a_file_of_another_form_is_refused(text: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        fit(parse_yaml(text, "f"), Outer)
    assert str(caught.value) == said


def test_all_faults_come_in_reading_order() -> None:
    with pytest.raises(InputError) as caught:
        fit(parse_yaml("most: ten\ntitle: [x]\nchart: {a: b}\nlost: 1\n", "f"), Outer)
    assert [problem.place.line for problem in caught.value.problems if problem.place] == [1, 2, 3, 4]
