"""What must hold of a finished edition, read from its files and the source documents alone.

Each check yields what is wrong, in words; none knows briefgen's code.
"""

from __future__ import annotations

from collections.abc import Mapping

import faults_of_evidence as evidence
import faults_of_formats as formats
import faults_of_numbers as numbers
import faults_of_words as words
from finished_editions import Check, Edition

CHECKS: Mapping[str, Check] = {
    check.__name__: check
    for check in (
        evidence.evidence_slices_true,
        evidence.evidence_is_printed_as_documented,
        evidence.evidence_has_its_fields,
        evidence.evidence_stands_in_the_page,
        evidence.evidence_is_found_in_every_format,
        words.quoted_strings_are_covered,
        words.own_words_hold_no_marks,
        words.no_missing_value_is_printed,
        numbers.numbers_come_from_sources,
        words.attributions_name_the_speaker,
        words.speakers_stand_in_their_sources,
        formats.tables_are_the_same,
        formats.words_are_the_same,
        formats.sections_are_those_of_the_json,
        formats.source_numbers_agree,
        formats.page_is_closed,
        formats.pdf_carries_the_json,
        formats.folder_is_whole,
    )
}

__all__ = ["CHECKS", "Edition"]
