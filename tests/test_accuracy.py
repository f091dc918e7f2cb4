"""The scorer of the rules: what counts as right, on annotations made up for this."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

from accuracy import half_of, main  # noqa: E402
from date_scores import score_dates  # noqa: E402
from figure_scores import agreeing, credits, same_change  # noqa: E402
from quotation_scores import score_quotations  # noqa: E402
from rates import Rate  # noqa: E402
from speaker_names import is_speaker  # noqa: E402
from unit_names import unit_name  # noqa: E402

TEXT = "“The pier is closed,” said Ilka Brandvold. She called it “a ruin”."


def quote(words: str, **more: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "speaker": None} | more


def gold(*quotes: dict[str, Any]) -> dict[str, Any]:
    return {"doc_id": "x", "text": TEXT, "quotes": list(quotes)}


# Rates --------------------------------------------------------------------------------------------------


def test_rate_is_precision_recall_and_f1_in_per_cent() -> None:
    rate = Rate(right=3, given=4, wanted=6)
    assert (rate.precision, rate.recall, rate.f1) == (75.0, 50.0, 60.0)


def test_nothing_given_is_no_division_by_zero() -> None:
    rate = Rate(0, 0, 0)
    assert (rate.precision, rate.recall, rate.f1) == (0.0, 0.0, 0.0)


# Speakers -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "wanted", "is_right"),
    [
        ("Ilka Brandvold", "Ilka Brandvold", True),
        ("Brandvold", "Harbour Minister Ilka Brandvold", True),
        ("Ilka Brandvold", "Brandvold, who runs the port", True),
        ("Ilka Brandvold", "Ilka Sørheim Brandvold", True),
        ("Norway’s Ilka Brandvold", "Ilka Brandvold", True),
        ("Ilka Brandvold", "Jorun Tveit", False),
        ("the minister", "Ilka Brandvold", False),
        ("she", "she", True),
        ("he", "she", False),
        ("Ilka Brandvold", "she", False),
        (None, "she", False),
        ("Ilka Brandvold. The pier", "Ilka Brandvold", False),
    ],
)
def test_namings_agree_by_the_words_that_name(given: str | None, wanted: str, is_right: bool) -> None:
    assert is_speaker(given, wanted) is is_right


def test_another_name_of_the_same_person_is_right_and_its_pronouns_do_not_count() -> None:
    assert is_speaker("Brandvold", "she", ["her", "Ilka Brandvold"])
    assert not is_speaker("her", "she", ["her", "Ilka Brandvold"])


# Quotations ---------------------------------------------------------------------------------------------


def test_span_is_compared_without_marks_and_stops_at_its_ends() -> None:
    scores = score_quotations([(gold(quote("“The pier is closed,”")), [quote("The pier is closed")])])
    assert scores.exact == Rate(1, 1, 1)


def test_most_of_a_span_is_found_and_a_part_is_not() -> None:
    wanted = gold(quote("The pier is closed"), quote("a ruin"))
    found = [quote("he pier is closed"), quote("ruin")]
    scores = score_quotations([(wanted, found)])
    assert (scores.exact, scores.found) == (Rate(0, 2, 2), Rate(1, 2, 2))


def test_attributed_needs_the_speaker_and_nobody_where_nobody_speaks() -> None:
    wanted = gold(quote("The pier is closed", speaker="Brandvold"), quote("a ruin"))
    right = [quote("The pier is closed", speaker="Ilka Brandvold"), quote("a ruin")]
    wrong = [quote("The pier is closed", speaker="Jorun Tveit"), quote("a ruin", speaker="Jorun Tveit")]
    assert score_quotations([(wanted, right)]).attributed == Rate(2, 2, 2)
    assert score_quotations([(wanted, wrong)]).attributed == Rate(0, 2, 2)
    assert score_quotations([(wanted, wrong)]).speaker_precision == 0.0


def test_mention_of_the_speaker_may_be_right_where_its_name_is_not() -> None:
    start = TEXT.index("She")
    wanted = gold(quote("a ruin", speaker="she"))
    answer = quote("a ruin", speaker="Jorun Tveit", speaker_start=start, speaker_end=start + 3)
    assert score_quotations([(wanted, [answer])]).attributed == Rate(1, 1, 1)


def test_pronoun_is_resolved_by_a_name_of_its_person_alone() -> None:
    wanted = gold(
        quote("a ruin", speaker="she", speaker_aliases=["Ilka Brandvold"]),
        quote("The pier is closed", speaker="she", speaker_aliases=["Ilka Brandvold"]),
    )
    found = [quote("a ruin", speaker="Brandvold"), quote("The pier is closed", speaker=None)]
    scores = score_quotations([(wanted, found)])
    assert (scores.pronouns_resolved, scores.pronoun_precision) == (50.0, 100.0)


def test_where_the_annotation_is_silent_the_speaker_is_not_judged() -> None:
    wanted = gold(quote("a ruin", speaker_unknown=True))
    scores = score_quotations([(wanted, [quote("a ruin", speaker="Jorun Tveit")])])
    assert (scores.found, scores.attributed) == (Rate(1, 1, 1), Rate(0, 0, 0))


def test_of_one_kind_the_answers_to_the_others_are_set_aside() -> None:
    wanted = gold(quote("The pier is closed", kind="direct"), quote("a ruin", kind="mixed"))
    found = [quote("The pier is closed"), quote("a ruin"), quote("Ilka Brandvold")]
    assert score_quotations([(wanted, found)], "direct").found == Rate(1, 2, 1)


def test_statements_of_a_first_person_document_are_no_answers() -> None:
    found = [quote("The pier is closed", kind="statement")]
    assert score_quotations([(gold(), found)]).found == Rate(0, 0, 0)


# Figures ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("EUR", "euro"),
        ("€", "euro"),
        ("per cent", "percentage"),
        ("Migrants", "migrant"),
        ("patrol vessels", "patrol vessel"),
        ("children", "child"),
        ("cities", "city"),
        ("churches", "church"),
        ("status", "status"),
        (None, ""),
        ("-", ""),
    ],
)
def test_unit_has_one_name(written: str | None, name: str) -> None:
    assert unit_name(written) == name


@pytest.mark.parametrize(
    ("wanted", "given", "is_same"),
    [
        ({}, {}, True),
        ({}, {"qualifier": "about"}, False),
        ({"qualifier": "roughly"}, {"qualifier": "about"}, True),
        ({"change": "increase"}, {"change": "increase", "qualifier": "about"}, True),
        ({"change": "increase"}, {"change": "decrease"}, False),
        ({"qualifier": "over"}, {}, False),
    ],
)
def test_change_agrees_with_the_label_of_the_gold(
    wanted: dict[str, str], given: dict[str, str], is_same: bool
) -> None:
    assert same_change(wanted, given) is is_same


def test_range_needs_both_its_ends() -> None:
    wanted = [{"low": 5, "high": 7}]
    assert agreeing(wanted, [{"value": None, "low": 5, "high": 7}]) == 1
    assert agreeing(wanted, [{"value": 5}]) == agreeing(wanted, [{"low": 5}]) == 0


def test_bound_beside_a_value_says_no_more_than_the_value() -> None:
    assert agreeing([{"value": 5}], [{"value": 5, "low": 5, "high": None}]) == 1


def test_each_value_counts_once() -> None:
    assert agreeing([{"value": 5}, {"value": 5}], [{"value": 5}]) == 1


def test_published_measure_credits_a_value_again_until_its_unit_agrees() -> None:
    wanted = [{"value": 5, "unit": "boats"}, {"value": 5, "unit": "ships"}]
    assert credits(wanted, [{"value": 5, "unit": "rafts"}]) == (2, 0, 2)
    assert credits(wanted, [{"value": 5, "unit": "ship"}, {"value": 5, "unit": "boat"}]) == (2, 2, 2)


# Dates and the whole ------------------------------------------------------------------------------------


def test_date_needs_its_place_and_one_of_its_spellings() -> None:
    wanted = {"dates": [{"start": 3, "end": 9, "accept": ["2021-05", "2021-05-XX"]}]}
    assert score_dates([(wanted, [{"start": 0, "end": 9, "value": "2021-05"}])]) == Rate(1, 1, 1)
    assert score_dates([(wanted, [{"start": 9, "end": 12, "value": "2021-05"}])]) == Rate(0, 1, 1)
    assert score_dates([(wanted, [{"start": 3, "end": 9, "value": "2021"}])]) == Rate(0, 1, 1)


def test_half_of_a_document_never_changes() -> None:
    assert [half_of(name) for name in ("a", "b", "c", "e")] == [1, 1, 1, 0]


def test_folder_of_annotated_texts_is_scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoken = gold(
        quote("The pier is closed", speaker="Ilka Brandvold", kind="direct"),
        quote("a ruin", speaker="she", speaker_aliases=["Ilka Brandvold"], kind="mixed"),
    )
    counted = {"doc_id": "y", "source": "made up", "text": "The port lost about 40 cranes.", "figures": []}
    counted["figures"] = [{"value": 40, "unit": "crane", "change": "decrease"}]
    dated = {"doc_id": "z", "text": "It closed in May 2021."}
    dated |= {"dates": [{"start": 13, "end": 21, "accept": ["2021-05"]}]}
    for name, line in (("quotes", spoken), ("figures", counted), ("dates", dated)):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert main([str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    for row in (
        "quotes.jsonl: 1 documents, 2 quotations",
        "all: and speaker right              100.0  100.0  100.0",
        "all: pronouns resolved                            100.0",
        "figures.jsonl, made up: 1 texts, 1 figures",
        "value and unit                      100.0  100.0  100.0",
        "value (recall: read right)          100.0  100.0  100.0",
    ):
        assert row in printed


def test_folder_without_annotated_texts_is_misuse(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, BENCHMARKS / "accuracy.py", tmp_path], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 2
    assert "holds no quotes*.jsonl" in ran.stderr
