"""Templates: the packaged ones are found, a project's own win, and none lies outside its folder."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from briefs_for_tests import paragraph, plain_brief

from briefgen.errors import InputError
from briefgen.render import FORMATS, Look
from briefgen.render.look import packaged_templates
from briefgen.render.words import bind_numbers

ROOT = Path(__file__).resolve().parents[1]


def test_a_checkout_uses_the_templates_beside_the_package() -> None:
    assert packaged_templates() == ROOT / "templates"
    assert Look.of().find("brief.html.j2") == ROOT / "templates/brief.html.j2"


def test_a_wheel_holds_the_templates() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        built = tomllib.load(file)["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert built["force-include"] == {"templates": "briefgen/templates"}


def test_an_installed_package_uses_the_templates_inside_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "w.zip", "w") as wheel:
        for path in sorted((ROOT / "briefgen").rglob("*.py")):
            wheel.write(path, path.relative_to(ROOT))
        for path in sorted((ROOT / "templates").rglob("*")):
            wheel.write(path, Path("briefgen") / path.relative_to(ROOT))
    with zipfile.ZipFile(tmp_path / "w.zip") as wheel:
        wheel.extractall(tmp_path / "installed")
    code = "import sys; sys.path.insert(0, sys.argv[1]); from briefgen.render.look import packaged_templates as p; print(p())"
    run = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "installed"], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == str(tmp_path / "installed/briefgen/templates")


def test_a_projects_own_file_wins_and_the_rest_is_packaged(tmp_path: Path) -> None:
    (tmp_path / "brief.md.j2").write_text("own: {{ masthead.title | md }}\n")
    look = Look.of(tmp_path)
    assert (
        FORMATS["markdown"].render(plain_brief(paragraph("x")), look)
        == b"own: EU engagement with Libya, east and west\n"
    )
    assert look.find("blocks.md.j2") == ROOT / "templates/blocks.md.j2"


def test_an_own_template_can_extend_the_packaged_one_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "brief.html.j2").write_text(
        '{% extends "packaged/brief.html.j2" %}{% block colophon %}<footer>Ours</footer>{% endblock %}'
    )
    assert b"<footer>Ours</footer>" in FORMATS["html"].render(plain_brief(paragraph("x")), Look.of(tmp_path))


@pytest.mark.parametrize(
    "name", ["../secret", "/etc/passwd", "css/../../secret", "", ".", "a\0b", "link.css", ".hidden", "folder"]
)
def test_no_name_leads_out_of_its_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret").write_text("secret")
    own = tmp_path / "templates"
    (own / "folder").mkdir(parents=True)
    (own / ".hidden").write_text("x")
    (own / "link.css").symlink_to(tmp_path / "secret")
    assert Look.of(own).find(name) is None
    with pytest.raises(InputError, match="there is no such file"):
        Look.of(own).text(name)


def test_a_template_that_is_not_utf8_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "brief.md.j2").write_bytes(b"caf\xe9")
    with pytest.raises(InputError, match=r"templates/brief.md.j2: is not UTF-8"):
        FORMATS["markdown"].render(plain_brief(paragraph("x")), Look.of(tmp_path))


# sha256 of the files as published: source-serif 4.5.1, source-sans 3.52.0, @fontsource 5.3.1 (npm). The
# licence reserves the name "Source": a changed file would have to be called otherwise.
FONTS = {
    "SourceSans3-It.ttf": "192afd78f0f54a3c69eaf02d43f4d9a821e9d6110e41d3d25d61a7385cd580e4",
    "SourceSans3-Regular.ttf": "4644c81b86ec9caaa76b634889968ed3c4f4f52f054855933acc7c2b21e53b0f",
    "SourceSans3-Semibold.ttf": "a3f4f8dcf343a8f24dc61951de93f3ba1558b15cd250ba24af8a40e957081b7d",
    "SourceSerif4-It.ttf": "9d2950a8f1da66e21502c35d646a1d2148e79f9ea43fd2158cf02f5232e7f430",
    "SourceSerif4-Regular.ttf": "e5a4ee6a3d87bb9024796be390c6771e2a0eb1883dae25effaf57ca01668e24b",
    "SourceSerif4-Semibold.ttf": "36db62940cb5728b12b1802476dc7fcf4c6c519a7bdd476ba23a4e555fc4655f",
    "source-sans-3-latin-400-normal.woff2": "0f73f35e08cde0a2f10c109c6e01d71459d97e4099ecd9a50f1b6c0209e4de2b",
    "source-sans-3-latin-600-normal.woff2": "14527d193b0e30bc32ef931549a246cdfd286573bb12869b7e052b8101a39d38",
    "source-sans-3-latin-400-italic.woff2": "3c230c03425a2866e4b57954f3173fc149dba2634e9ee32c681b41d96c7f06fe",
    "source-serif-4-latin-600-normal.woff2": "f2b7e1cf1d277b7608231868135648f8ad8e2b58d8e97ca088bee15dc357bee7",
    "source-serif-4-latin-400-italic.woff2": "882b7c150c29f29d4f8daae6b8dcae8662aac7f28ca34b34615305154136ecfd",
    "source-serif-4-latin-400-normal.woff2": "02194deb92d3975dd30e11a3824a1f1db32b48c93654e60560cb81ce8e7b5f95",
}


@pytest.mark.parametrize("name", FONTS)
def test_fonts_are_unmodified(name: str) -> None:
    assert hashlib.sha256((ROOT / "templates/fonts" / name).read_bytes()).hexdigest() == FONTS[name]


def test_each_font_is_listed_and_has_its_licence() -> None:
    there = {path.name for path in (ROOT / "templates/fonts").iterdir()}
    assert {name for name in there if name.endswith(("ttf", "woff2"))} == set(FONTS)
    assert {name for name in there if "LICENSE" in name} == there - set(FONTS)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("EUR 10 million", "EUR~10~million"),
        ("280 % more", "280~% more"),
        ("16 November 2026", "16~November~2026"),
        ("from 6 June 2021 to 2025", "from 6~June~2021 to 2025"),
        ("5 sources in 2026", "5 sources in 2026"),
        ("13 000 migrants", "13~000 migrants"),
        ("September 2025 *", "September~2025~*"),
    ],
)
def test_a_number_and_its_unit_stay_on_one_line(text: str, bound: str) -> None:
    assert bind_numbers(text) == bound.replace("~", "\u00a0")
