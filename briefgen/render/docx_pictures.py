"""Charts and the logo as PNG pictures for Word: laid out as in the page by WeasyPrint, set in dots by PDFium.

Both are imported where something is drawn and no earlier; PDFium comes with the extra `docx`.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from briefgen.errors import InputError, Problem
from briefgen.model.brief import Chart, CheckedBrief
from briefgen.model.house import Logo
from briefgen.render.dress import logo_html, paged_faces, paper_colours
from briefgen.render.environment import fill
from briefgen.render.escape import printable
from briefgen.render.html import faces, page_filters
from briefgen.render.look import MAX_FONT_BYTES, Look
from briefgen.render.pdf import CUTS
from briefgen.render.sheets import SHIPPED, Setting, lay_out

if TYPE_CHECKING:
    from PIL.Image import Image

CHART, LOGO = "docx/chart.html.j2", "docx/logo.html.j2"
DPI = 300
EMU_AN_INCH = 914_400
_MARGIN = DPI // 50  # dots left around what is drawn
_COLOURS = 64
_AROUND_LOGO = 2  # millimetres of its colour


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG, its words for those who do not see it, and its size on paper in EMU."""

    png: bytes
    alternative: str
    width: int
    height: int


def draw_chart(chart: Chart, brief: CheckedBrief, look: Look) -> Picture:
    """The picture of a chart; InputError where the extra is not installed."""
    values = {"brief": brief, "block": chart, "words": look.words}
    page = fill(look, CHART, page_filters(brief, look), values)
    return _picture(_cropped(_in_dots(_laid_out(page, look), "the picture of a chart")), chart.alt)


def draw_logo(logo: Logo, brief: CheckedBrief, look: Look) -> Picture:
    """The logo on the colour that it was drawn for: its plate, or that of the masthead in the page."""
    values = {
        "brief": brief,
        "masthead": brief.masthead,
        "logo": logo_html(logo),
        "plate": logo.plate or paper_colours(look)["brand"],
        "around": _AROUND_LOGO,
        "width": logo.width + 2 * _AROUND_LOGO,
        "height": logo.height + 2 * _AROUND_LOGO,
    }
    page = fill(look, LOGO, page_filters(brief, look), values)
    return _picture(_in_dots(_laid_out(page, look), "the logo"), logo.alternative)


def _picture(image: Image, alternative: str) -> Picture:
    out = io.BytesIO()
    image.quantize(_COLOURS).save(out, "PNG", dpi=(DPI, DPI), optimize=True)
    width, height = (side * EMU_AN_INCH // DPI for side in image.size)
    return Picture(out.getvalue(), alternative, width, height)


def _laid_out(page: str, look: Look) -> bytes:
    cuts = paged_faces(look, CUTS)
    fonts = {file: look.read(file, MAX_FONT_BYTES) for *_, file in cuts}
    pdf: bytes = lay_out(Setting(page, faces(cuts, lambda file: SHIPPED + file), fonts)).write_pdf()
    return pdf


def _in_dots(pdf: bytes, what: str) -> Image:
    """The first sheet of a PDF as a picture."""
    try:
        import pypdfium2
    except ImportError as error:
        hint = "pip install 'briefgen[docx]'"
        raise InputError([Problem(f"docx: {what} needs pypdfium2", hint=hint)]) from error
    document = pypdfium2.PdfDocument(pdf)
    try:
        image: Image = document[0].render(scale=DPI / 72).to_pil().convert("RGB")
    finally:
        document.close()
    return image


def _cropped(sheet: Image) -> Image:
    """The sheet down to the end of what is drawn, and as wide as before: bars keep their width."""
    from PIL import ImageChops

    drawn = ImageChops.invert(sheet).getbbox()
    bottom = drawn[3] + _MARGIN if drawn else sheet.height
    return sheet.crop((0, 0, sheet.width, min(bottom, sheet.height)))


def picture_xml(picture: Picture, number: int, relationship: str) -> Markup:
    """A picture in the line, with its alternative text."""
    return _PICTURE.format(
        width=picture.width,
        height=picture.height,
        number=number,
        name=f"Picture {number}",
        alternative=printable(picture.alternative),
        relationship=relationship,
    )


_PICTURE = Markup(
    '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
    '<wp:extent cx="{width}" cy="{height}"/>'
    '<wp:docPr id="{number}" name="{name}" descr="{alternative}"/>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
    '<pic:nvPicPr><pic:cNvPr id="{number}" name="{name}" descr="{alternative}"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="{relationship}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
    "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)
