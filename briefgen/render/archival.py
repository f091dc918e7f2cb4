"""What WeasyPrint leaves to do for an accessible archive file: PDF/UA beside PDF/A, and exact lengths.

Its `pdf_variant` knows one standard at a time; both are asked of a brief.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from weasyprint import Document

# A stream whose last byte is CR looks one byte short, its CR taken for a part of the line's end: PDF/A
# forbids that, and one stream in 256 ends so.
CUT_SHORT = b"\r\nendstream"

# PDF/A asks that a schema it does not know be described where it is used.
_PDFUA = b"""<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates which part of ISO 14289 is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


def finish(document: Document, pdf: Any, *, padding: int = 0) -> None:
    """Complete a file just before it is written; `padding` empty objects change its last stream."""
    import pydyf  # type: ignore[import-untyped]

    for one in pdf.objects:
        if getattr(one, "extra", {}).get("Type") == "/Metadata":
            _declare_universal_access(one)
        elif getattr(one, "compress", False):
            _compress(one)
    for _ in range(padding):
        pdf.add_object(pydyf.Dictionary())


def _compress(stream: Any) -> None:
    """Compress it here and once: pydyf would do so for the file's identifier, and again to write it.

    One that would look cut short stays as it is.
    """
    import pydyf

    alone = pydyf.Stream(stream.stream, compress=True).data  # without entries of its own in the dictionary
    content = alone.split(b"\nstream\n", 1)[1].removesuffix(b"\nendstream")
    stream.compress = False
    if not content.endswith(b"\r"):
        stream.stream = [content]
        stream.extra["Filter"] = "/FlateDecode"


def _declare_universal_access(metadata: Any) -> None:
    """Say PDF/UA-1 in the metadata that says PDF/A-3a; validators read it uncompressed."""
    head, tail = bytes(metadata.stream[0]).split(b"</rdf:RDF>", 1)
    metadata.stream = [head + _PDFUA + b"</rdf:RDF>" + tail]
    metadata.compress = False
