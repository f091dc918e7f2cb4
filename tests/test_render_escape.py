"""Text of documents never becomes Markdown, and stays readable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from briefgen.render.escape import escape_line_start, escape_markdown, printable

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)
NOTE = "\n\n[^1]: A note that text must not reach.\n"


def inline(markdown: str) -> list[Token]:
    """The inline tokens of a text that is one paragraph; anything else is a block that was born from it."""
    tokens = PARSER.parse(markdown + NOTE)
    opened = [token.type for token in tokens if token.nesting == 1 and token.level == 0]
    assert opened == (["paragraph_open"] if markdown.strip() else []), opened
    return [child for token in tokens[:3] if token.type == "inline" for child in token.children or []]


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("EUR 10 million (two of EUR 5 million)", "EUR 10 million (two of EUR 5 million)"),
        ("the danger that Russia … [will] use", "the danger that Russia … [will] use"),
        ("by the regime […] our neighbours", "by the regime […] our neighbours"),
        ("snake_case_name stays", "snake_case_name stays"),
        ("_emphasis_", "\\_emphasis\\_"),
        ("5 * 3 and **bold**", "5 \\* 3 and \\*\\*bold\\*\\*"),
        ("<script>alert(1)</script>", "\\<script>alert(1)\\</script>"),
        ("3 < 5 and 7 > 6", "3 < 5 and 7 > 6"),
        ("AT&T &amp; others &#60;", "AT&T \\&amp; others \\&#60;"),
        ("[a](javascript:alert(1))", "\\[a\\](javascript:alert(1))"),
        ("![x](http://e.org/x.png)", "!\\[x\\](http\\://e.org/x.png)"),
        ("see https://example.org and www.example.org", "see https\\://example.org and www\\.example.org"),
        ("a note[^1] that is none", "a note\\[^1\\] that is none"),
        ("`code` ~~gone~~ a|b", "\\`code\\` \\~\\~gone\\~\\~ a\\|b"),
        ("desk@example.org", "desk\\@example.org"),
        ("C:\\*x and C:\\new", "C:\\\\\\*x and C:\\new"),
        ("two\nlines\tand  more", "two lines and more"),
        ("bell\x07 and escape\x1b[31m", "bell\ufffd and escape\ufffd\\[31m"),
    ],
)
def test_only_what_could_mean_something_is_escaped(text: str, markdown: str) -> None:
    assert escape_markdown(text) == markdown


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("# no heading", "\\# no heading"),
        ("#hashtag", "#hashtag"),
        ("- no bullet", "\\- no bullet"),
        ("-95f6bcc.jpg", "-95f6bcc.jpg"),
        ("+ no bullet", "\\+ no bullet"),
        ("1. no list", "1\\. no list"),
        ("2023) no list", "2023\\) no list"),
        ("13 000 migrants", "13 000 migrants"),
        ("> no quotation", "\\> no quotation"),
        ("--- no rule", "\\--- no rule"),
        ("====", "\\===="),
    ],
)
def test_the_start_of_a_line_opens_no_block(text: str, markdown: str) -> None:
    assert escape_line_start(escape_markdown(text)) == markdown


SIGNS = st.text(st.sampled_from(list("ab1 .)#-+*_`~[](){}<>!&;:/\\|=\"'^@$“…\n\t")), max_size=40)


@given(SIGNS | st.text(max_size=60))
def test_any_text_is_read_back_as_the_same_words(text: str) -> None:
    tokens = inline(escape_line_start(escape_markdown(text).strip()))
    assert {token.type for token in tokens} <= {"text", "text_special"}
    assert "".join(token.content for token in tokens).strip() == printable(text).strip()


@given(SIGNS)
def test_any_text_is_the_same_words_in_a_cell(text: str) -> None:
    cell = escape_markdown(text).strip()
    tokens = PARSER.parse(f"| a | b |\n| --- | --- |\n| x | {cell} |{NOTE}")
    cells = [token for token in tokens if token.type == "inline"]
    assert "".join(child.content for child in cells[3].children or []).strip() == printable(text).strip()
