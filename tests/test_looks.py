"""Looks: what a `look.yaml` may say, that its colours can be read, its fonts set, and that its logo only draws."""

from __future__ import annotations

import re
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_fonts import LETTERS, make_font
from page_reader import contrast as contrast_in_a_page

from briefgen.errors import InputError, Level
from briefgen.looks import LOOK, load_look
from briefgen.looks.colours import all_colours, contrast_problems
from briefgen.looks.contrast import contrast, readable
from briefgen.model.house import DARK, LIGHT, PACKAGED, PRINT, HouseStyle, HouseWords

ROOT = Path(__file__).resolve().parents[1]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10">{}</svg>'


def write_look(root: Path, text: str, **files: bytes | str) -> Path:
    """A look `house` in a project; names of files with `_` for `/` and `__` for a dot."""
    folder = root / "house"
    folder.mkdir(exist_ok=True)
    (folder / LOOK).write_text(text, "utf-8")
    for name, content in files.items():
        path = folder / name.replace("__", ".")
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def problems_of(root: Path) -> list[str]:
    """Every problem of the look `house`, warnings too, without the name of its file."""
    try:
        found = load_look(root, "house")[1]
    except InputError as error:
        found = error.problems
    return [str(problem).removeprefix(f"house/{LOOK}:") for problem in found]


# The file -------------------------------------------------------------------------------------------


def test_an_empty_look_changes_nothing(tmp_path: Path) -> None:
    style, problems = load_look(write_look(tmp_path, ""), "house")
    assert style == HouseStyle(tmp_path / "house", "house")
    assert problems == ()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("colors: {}", "1:1: unknown key 'colors' (did you mean 'colours'?)"),
        ("colours: {brnd: \"#123456\"}", "1:11: unknown key 'brnd' (did you mean 'brand'?)"),
        ("colours: {brand: navy}", "1:18: 'navy' is not a colour (write it as \"#0b3d70\")"),
        ('colours: {brand: "#12345"}', "1:18: '#12345' is not a colour (write it as \"#0b3d70\")"),
        ("colours:\n  brand: #123456\n  accent: \"#c08a1e\"",
         "2:9: no colour stands here (put it in quotes: # begins a comment otherwise)"),
        ('colours: {brand: {ligth: "#123456"}}', "1:26: unknown key 'ligth' (did you mean 'light'?)"),
        ('colours: {brand: {dark: "red; } body { display: none"}}',
         "1:25: 'red; } body { display: none' is not a colour (write it as \"#0b3d70\")"),
        ("words: {publisher: The \"Best\" Desk}", "1:24: a quotation mark stands here (leave the marks out)"),
        ("words: {imprint: ''}", "1:18: the text is empty"),
        ('fonts: {text: {family: "x; } body {"}}', "1:24: 'x; } body {' is not the name of a font (use letters,"
         " digits and spaces)"),
        ("fonts: {text: {family: Source Sans 3, pdf: {regular: a.ttf}}}",
         "1:24: 'Source Sans 3' is packaged (leave out its files, or name another font)"),
        ("logo: {file: logo.svg}", "1:7: 'alternative' is missing"),
        ("logo: {file: logo.svg, alternative: A, width: 4 cm}",
         "1:47: '4 cm' is not a width (write it in millimetres: 40 mm)"),
        ("logo: {file: logo.svg, alternative: A, width: 200 mm}",
         "1:47: '200 mm' is not between 10 and 80 mm"),
        ("logo: {file: ../logo.svg, alternative: A}",
         "1:14: '../logo.svg' is no plain name of a file (use letters, digits, hyphens, dots and /)"),
        ("logo: {file: /etc/passwd, alternative: A}",
         "1:14: '/etc/passwd' is of no kind that can be used here (name a file that ends in .svg or .png)"),
        ("logo: {file: none.svg, alternative: A}",
         "1:14: 'house/none.svg' cannot be read: no such file or directory (put the file there)"),
        ("logo: {file: link.svg, alternative: A}",
         "1:14: 'link.svg' is a link that leads out of house/ (put the file into the folder of the look)"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(text: str, problem: str, tmp_path: Path) -> None:
    write_look(tmp_path, text)
    (tmp_path / "secret.svg").write_text(SVG.format(""))
    (tmp_path / "house" / "link.svg").symlink_to(tmp_path / "secret.svg")
    assert problem in problems_of(tmp_path)


def test_everything_is_said_in_one_run(tmp_path: Path) -> None:
    text = 'colours: {quiet: "#bbbbbb"}\nlogo: {file: none.svg, alternative: A}\nfonts: {licence: none.txt}\n'
    assert [problem.split(":")[0] for problem in problems_of(write_look(tmp_path, text))] == [
        "1",
        "1",
        "2",
        "3",
    ]


@pytest.mark.parametrize("name", ["../house", "/house", "nowhere", "file", "a\0b", ".", "house/.."])
def test_a_look_is_a_folder_of_the_project(name: str, tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "file").write_text("")
    write_look(tmp_path, "")
    with pytest.raises(InputError):
        load_look(tmp_path / "project", name)


def test_words_go_before_others_one_by_one() -> None:
    own, other = HouseWords(publisher="A"), HouseWords(publisher="B", series="C")
    assert own.before(other) == HouseWords(publisher="A", series="C")


# Colours --------------------------------------------------------------------------------------------


def roles_in(style: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", style))


def test_the_packaged_colours_are_those_of_the_style_sheets() -> None:
    brief, source, paged = (
        (ROOT / "templates/css" / f"{name}.css").read_text() for name in ("brief", "source", "paged")
    )
    light, dark = {}, {}
    for sheet in (brief, source):
        before, _, after = sheet.partition("@media (prefers-color-scheme: dark)")
        light |= roles_in(before)
        dark |= roles_in(after.partition("\n}")[0])
    assert light == PACKAGED[LIGHT]
    assert dark == PACKAGED[DARK]
    assert roles_in(paged) == {role: PACKAGED[PRINT][role] for role in roles_in(paged)}
    assert PACKAGED[PRINT].keys() - roles_in(paged).keys() == {"paper", "mark", "target"}


def test_the_packaged_colours_can_be_read() -> None:
    everything = {
        role: {LIGHT: PACKAGED[LIGHT][role], DARK: PACKAGED[DARK][role]} for role in PACKAGED[LIGHT]
    }
    assert not [*contrast_problems(PACKAGED, everything, lambda *_: None)]  # type: ignore[arg-type, return-value]


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),  # the grey that is famous for missing 4.5
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.005)


hexes = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(hexes, hexes)
def test_a_readable_tone_is_readable(colour: str, on: str) -> None:
    assert contrast(readable(colour, on), on) >= 4.5
    assert contrast(colour, on) < 4.5 or readable(colour, on) == colour


@given(hexes, hexes)
def test_contrast_is_what_the_reader_of_pages_measures(one: str, other: str) -> None:
    in_css = [f"rgb({int(c[1:3], 16)}, {int(c[3:5], 16)}, {int(c[5:], 16)})" for c in (one, other)]
    assert contrast(one, other) == pytest.approx(contrast_in_a_page(*in_css))


@given(hexes)
def test_a_brand_alone_makes_a_look_that_can_be_read(brand: str) -> None:
    written = {"brand": {LIGHT: brand}}
    colours = all_colours(written)
    assert not [*contrast_problems(colours, written, lambda *_: None)]  # type: ignore[arg-type, return-value]
    assert colours[PRINT]["paper"] == "#ffffff"
    assert colours[DARK]["paper"] == PACKAGED[DARK]["paper"]


def test_too_little_contrast_is_an_error_for_text_and_a_warning_for_signs(tmp_path: Path) -> None:
    write_look(tmp_path, 'colours:\n  brand-ink: {light: "#8899aa"}\n  accent: "#dddddd"\n')
    with pytest.raises(InputError) as caught:
        load_look(tmp_path, "house")
    ink, accent = caught.value.problems
    assert (ink.level, accent.level) == (Level.ERROR, Level.WARNING)
    assert str(ink) == (
        "house/look.yaml:2:22: brand-ink #8899aa on brand #0b3d70 has a contrast of 3.74 to 1 on a light page: "
        "WCAG AA asks for 4.5 (for instance brand-ink #99a8b6)"
    )
    assert "accent #dddddd on paper #ffffff has a contrast of 1.35 to 1" in accent.message


def test_a_tone_for_the_dark_page_alone_is_blamed_there(tmp_path: Path) -> None:
    text = 'colours:\n  link:\n    light: "#0b5394"\n    dark: "#223344"\n'
    found = problems_of(write_look(tmp_path, text))
    assert [problem.partition(" ")[0] for problem in found] == ["4:11:", "4:11:"]
    assert all("on a dark page" in problem for problem in found)


# Fonts ----------------------------------------------------------------------------------------------

FONTS = "fonts:\n  text:\n    family: Boxes\n    pdf: {regular: regular.ttf, italic: regular.ttf}\n  licence: OFL.txt\n"


def test_a_font_that_can_be_set_is_taken(tmp_path: Path) -> None:
    write_look(tmp_path, FONTS, regular__ttf=make_font(), OFL__txt="free")
    style, problems = load_look(tmp_path, "house")
    assert problems == ()
    assert style.text is not None
    assert [(cut.weight, cut.style) for cut in style.text.pdf] == [(400, "normal"), (400, "italic")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "'regular.ttf' is not a font that can be read (take it anew from its publisher)"),
        (b"\0\1\0\0" + b"\xff" * 200, "'regular.ttf' is not a font that can be read"),
        (make_font()[:600], "'regular.ttf' is not a font that can be read"),
        (make_font(is_variable=True), "'regular.ttf' is a variable font (name one static file a cut:"),
        (make_font(fs_type=2), "'regular.ttf' says that it may not be embedded (ask its maker"),
        (
            make_font("ABC "),
            "'regular.ttf' lacks letters or digits: ! \" # $ % & ' ( and 83 more (choose a font",
        ),
        (
            make_font(LETTERS),
            "warning: 'regular.ttf' lacks U+00A0 § · – — ‘ ’ “ and 3 more (the fallback fonts",
        ),
        (b"x" * (4 * 1024 * 1024 + 1), "'regular.ttf' is larger than 4096 KiB (make it smaller)"),
    ],
    ids=["empty", "noise", "cut", "variable", "restricted", "symbols", "few signs", "too big"],
)
def test_a_font_that_cannot_be_set_is_told(content: bytes, said: str, tmp_path: Path) -> None:
    write_look(tmp_path, FONTS, regular__ttf=content, OFL__txt="free")
    found = problems_of(tmp_path)
    assert found and all(problem.startswith(("4:20: ", "4:41: ")) for problem in found)
    assert said in found[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fonts: {text: {family: Boxes}}", "1:15: warning: 'Boxes' has no font files"),
        ("fonts: {text: {family: Boxes, page: {regular: a.woff2}}}", "1:37: warning: no italic cut of 'Boxes'"),
        ("fonts: {headings: {family: Boxes, page: {regular: a.woff2}}}", "1:41: warning: no bold cut of 'Boxes'"),
        ("fonts: {text: {family: Boxes, page: {regular: a.woff2}}}", "1:1: warning: no licence of the fonts"),
        ("fonts: {text: {family: Boxes, page: {regular: a.ttf}}}", "1:47: 'a.ttf' is of no kind that can be used"),
        ("fonts: {text: {family: Boxes, pdf: {regular: a.woff2}}}", "1:46: 'a.woff2' is of no kind that can be"),
        ("fonts: {text: {family: Source Sans 3}}", None),
    ],
)  # fmt: skip
def test_what_is_missing_of_a_typeface_is_told(text: str, said: str | None, tmp_path: Path) -> None:
    write_look(tmp_path, text, a__woff2=make_font(flavor="woff2"), a__ttf=make_font())
    found = problems_of(tmp_path)
    assert [problem for problem in found if said and problem.startswith(said)] or found == []
    assert bool(found) is bool(said)


# Logo -----------------------------------------------------------------------------------------------

LOGO = "logo: {file: logo.svg, alternative: A house, width: 20 mm}"


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    lines = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(lines))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "svg",
    [
        SVG.format('<title>A</title><g fill="#fff"><path d="M0 0h20"/></g>'),
        SVG.format(
            '<defs><linearGradient id="a"><stop offset="0"/></linearGradient></defs><path fill="url(#a)" d=""/>'
        ),
        SVG.format("<style>.a { fill: #123456; clip-path: url(#c) }</style><path class='a' d=''/>"),
        '<?xml version="1.0" encoding="UTF-8"?>\n<!-- drawn by hand -->\n' + SVG.format("<circle r='1'/>"),
        SVG.format("").replace('viewBox="0 0 20 10"', 'width="40px" height="20"'),
    ],
)
def test_a_logo_that_only_draws_is_taken(svg: str, tmp_path: Path) -> None:
    style, problems = load_look(write_look(tmp_path, LOGO, logo__svg=svg), "house")
    assert problems == ()
    assert style.logo is not None
    assert (style.logo.width, style.logo.height) == (20, 10)


BOMB = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + SVG.format("&b;")
FILE = '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + SVG.format("<title>&a;</title>")
INSIDE = "house/logo.svg:1:"


@pytest.mark.parametrize(
    ("svg", "said"),
    [
        (SVG.format("<script>alert(1)</script>"), "<script> must not stand in a logo (a logo does not run anything)"),
        (SVG.format("<g onclick='x()'/>"), "the event handler onclick must not stand in a logo"),
        (SVG.format("<g ONLOAD='x()'/>"), "the event handler ONLOAD must not stand in a logo"),
        (SVG.format("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>"),
         "<foreignObject> must not stand in a logo (a logo holds no page)"),
        (SVG.format("<p xmlns='http://www.w3.org/1999/xhtml'>x</p>"), "<p of another language> must not stand"),
        (SVG.format("<script xmlns='http://www.w3.org/1999/xhtml'/>"), "<script of another language> must not"),
        (SVG.format("<image href='http://e.org/x.png'/>"), "<image> must not stand in a logo"),
        (SVG.format("<use href='#a'/>"), "<use> must not stand in a logo (write out what it repeats)"),
        (SVG.format("<text>Nordhaven</text>"), "<text> must not stand in a logo (convert letters to paths)"),
        (SVG.format("<animate/>"), "<animate> must not stand in a logo (save it as plain SVG"),
        (SVG.format("<a href='#b'/>"), "<a> must not stand in a logo"),
        (SVG.format("<linearGradient href='other.svg#a'/>"), "href points outside the picture"),
        (SVG.format("<linearGradient xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href='data:x'/>"),
         "href points outside the picture"),
        (SVG.format("<path fill='url(http://e.org/x)'/>"), "fill asks for something else"),
        (SVG.format("<path style='fill: url( \"//e.org/x\")'/>"), "style asks for something else"),
        (SVG.format("<path style='fill: u\\72l(//e.org/x)'/>"), "style asks for something else"),
        (SVG.format("<style>@import 'http://e.org'</style>"), "the style asks for something else (@import)"),
        (SVG.format("<style>a{b:u</style><style>rl(//e.org)}</style><style>a{b:url(//e.org)}</style>"),
         "the style asks for something else"),
        (SVG.format("<style>a{fill:url<!-- -->(//e.org)}</style>"), "the style asks for something else"),
        (SVG.format("<g xml:base='http://e.org/'/>"), "xml:base must not stand in a logo"),
        (SVG.format("<svg/>"), "<svg> must not stand here"),
        ("<!DOCTYPE svg>" + SVG.format(""), "a document type stands here"),
        (BOMB, "a document type stands here: it can declare entities (delete the <!DOCTYPE>)"),
        (FILE, "a document type stands here"),
        ("<?xml-stylesheet href='http://e.org/x.css'?>" + SVG.format(""), "a processing instruction stands here"),
        (SVG.format("<g>" * 30 + "</g>" * 30), "more than 2000 elements, or 20 in each other"),
        (SVG.format("<g/>" * 2500), "more than 2000 elements"),
        ("<html/>", "must not stand in a logo"),
        ("", "is not well-formed XML: no element found"),
        (SVG.format("<g>"), "is not well-formed XML: mismatched tag"),
        (SVG.format("").replace("0 0 20 10", "0 0 1e999 1"), "has no size"),
        (SVG.format("").replace("0 0 20 10", "0 0 0 0"), "has no size"),
        (SVG.format("").replace("0 0 20 10", "0 0 1 9"), "'logo.svg' would be 180.0 mm high"),
        ('<?xml version="1.0" encoding="klingon"?>' + SVG.format(""), "is not in UTF-8"),
        (SVG.format("<!--" + "x" * 210_000 + "-->"), "'logo.svg' is larger than 200 KiB"),
    ],
)  # fmt: skip
def test_a_logo_that_does_more_than_draw_is_refused(svg: str, said: str, tmp_path: Path) -> None:
    (found,) = problems_of(write_look(tmp_path, LOGO, logo__svg=svg))
    assert said in found
    assert found.startswith(INSIDE) or "logo.svg'" in found


def test_a_fault_of_a_logo_is_placed_in_it(tmp_path: Path) -> None:
    write_look(tmp_path, LOGO, logo__svg=SVG.format("\n  <g>\n    <script/>\n  </g>\n"))
    assert problems_of(tmp_path) == [
        "house/logo.svg:3:5: <script> must not stand in a logo (a logo does not run anything)"
    ]


@given(st.text(max_size=200))
def test_no_text_is_taken_for_a_logo_unless_it_is_one(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    root = write_look(tmp_path_factory.mktemp("look"), LOGO, logo__svg=text.encode("utf-8", "surrogatepass"))
    assert len(problems_of(root)) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (png(40, 20), None),
        (png(40, 20)[:-1], "is not a whole PNG"),
        (png(40, 20)[:40], "is not a whole PNG"),
        (png(40, 20).replace(b"IDAT", b"IDAU"), "is not a whole PNG"),
        (png(40, 20) + b"<script>", "is not a whole PNG"),
        (b"\x89PNG\r\n\x1a\n", "is not a whole PNG"),
        (b"GIF89a", "is not a whole PNG"),
        (png(5000, 1), "has 5000 x 1 pixels"),
    ],
)
def test_a_png_is_taken_whole_or_not_at_all(content: bytes, said: str | None, tmp_path: Path) -> None:
    write_look(tmp_path, LOGO.replace("logo.svg", "logo.png"), logo__png=content)
    found = problems_of(tmp_path)
    assert [problem for problem in found if said and said in problem] or found == []
    assert bool(found) is bool(said)
