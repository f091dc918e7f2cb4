"""Verify: whether what a text quotes and counts stands in the documents of the corpus.

`read` makes a `Draft` of a file, `verify` compares it with a `Library` and answers with findings.
"""

from briefgen.verify.draft import Draft
from briefgen.verify.findings import Finding, Kind, Report
from briefgen.verify.library import Library
from briefgen.verify.readers import read
from briefgen.verify.text import verify

__all__ = ["Draft", "Finding", "Kind", "Library", "Report", "read", "verify"]
