"""Dates keep their precision; periods say what they span."""

from __future__ import annotations

import inspect
import pickle
from dataclasses import FrozenInstanceError, fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model.text import Citation, PartialDate, Period, Span

DATES = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))
PARTIAL = st.one_of(
    DATES.map(PartialDate.of),
    st.builds(
        PartialDate, st.integers(1, 9998), st.sampled_from([*range(1, 13), 21, 22, 23, 24, 33, 36, 40, 41])
    ),
    st.builds(PartialDate, st.integers(1, 9999), approximate=st.booleans()),
)


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2023-12-17", date(2023, 12, 17), date(2023, 12, 17)),
        ("2023-12", date(2023, 12, 1), date(2023, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2025~", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-23", date(2025, 9, 1), date(2025, 11, 30)),
        ("2023-24", date(2023, 12, 1), date(2024, 2, 29)),
        ("2024-33", date(2024, 1, 1), date(2024, 3, 31)),
        ("2025-40", date(2025, 1, 1), date(2025, 6, 30)),
        ("2025-10/2025-12", date(2025, 10, 1), date(2025, 12, 31)),
        ("2021/..", date(2021, 1, 1), date.max),
        ("../2023-11-26", date.min, date(2023, 11, 26)),
    ],
)
def test_period_spans_all_days_it_may_mean(edtf: str, first: date, last: date) -> None:
    period = Period.parse(edtf)
    assert (period.edtf, period.first(), period.last()) == (edtf, first, last)


@pytest.mark.parametrize(
    "edtf",
    ["", "2023-2-1", "23-12", "2023-02-30", "2023-13", "2023-12-", "0000", "../..", "2024/2023", "next week"],
)
def test_what_is_no_edtf_is_refused(edtf: str) -> None:
    with pytest.raises(ValueError):
        Period.parse(edtf)


@given(PARTIAL)
def test_a_date_is_read_as_it_is_written(when: PartialDate) -> None:
    assert Period.parse(when.edtf) == Period.at(when)
    assert when.first() <= when.last()


def test_a_month_is_never_its_first_day() -> None:
    assert PartialDate(2023, 12) != PartialDate(2023, 12, 1)
    with pytest.raises(ValueError):
        PartialDate(2023, None, 5)


@given(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20), st.integers(0, 20))
def test_spans_that_cover_also_overlap(a: int, b: int, c: int, d: int) -> None:
    one, other = Span(min(a, b), max(a, b)), Span(min(c, d), max(c, d))
    assert one.overlaps(other) == other.overlaps(one)
    if len(other) and one.covers(other):
        assert one.overlaps(other)


@pytest.mark.parametrize("kind", [Span, Citation])
def test_a_value_with_its_own_init_is_a_frozen_dataclass_as_any_other(kind: type[Span | Citation]) -> None:
    names = [field.name for field in fields(kind)]
    values = dict(zip(names, (1, 2, 3, 4), strict=False))
    made = kind(**values)
    assert {name: getattr(made, name) for name in names} == values
    assert list(inspect.signature(kind).parameters) == names
    assert made == kind(*values.values()) == pickle.loads(pickle.dumps(made))
    assert replace(made, end=9) == kind(**values | {"end": 9}) != made
    with pytest.raises(FrozenInstanceError):
        made.end = 9  # type: ignore[misc]
