"""What the bytes of a PDF and a .docx depend on beside their input: recorded with each edition."""

from __future__ import annotations

import ctypes
import platform
import zlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version

# All that turns a brief into bytes; nothing that only reads documents or the command line.
_PACKAGES = (
    "babel",
    "briefgen",
    "brotli",
    "fonttools",
    "jinja2",
    "markdown-it-py",
    "markupsafe",
    "pydyf",
    "pyphen",
    "tinycss2",
    "weasyprint",
    "zopfli",
)
_DRAWING = ("pillow", "pypdfium2")  # the charts of a .docx
_PANGO = "libpango-1.0.so.0"
_HARFBUZZ = "libharfbuzz.so.0"
_SUBSET = "libharfbuzz-subset.so.0"  # without it, fonts are subset in an order that differs on every run


def tool_chain(*, with_pdf: bool, with_docx: bool = False) -> dict[str, str]:
    """Names of the parts to their versions; the libraries of the system only where something is laid out."""
    parts = {"python": platform.python_version()} | {name: _package(name) for name in _PACKAGES}
    if with_docx:
        parts |= {name: _package(name) for name in _DRAWING} | {"zlib": zlib.ZLIB_RUNTIME_VERSION}
    if with_pdf or with_docx:
        parts["pango"] = _library(_PANGO, "pango_version_string")
        parts["harfbuzz"] = _library(_HARFBUZZ, "hb_version_string")
        parts["harfbuzz-subset"] = _library(_SUBSET, None)
    return dict(sorted(parts.items()))


@cache
def _package(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _library(name: str, function: str | None) -> str:
    try:
        library = ctypes.CDLL(name)
    except OSError:
        return "not installed"
    if function is None:
        return "installed"
    tell = getattr(library, function)
    tell.restype = ctypes.c_char_p
    return str(tell().decode())
