"""Charts of invented figures: one for each thing that is hard to draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from briefgen.model.brief import Bound, By, Chart, Form, Point, Verbatim
from briefgen.model.text import Period

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def point(label: str, words: str, value: object, *, evidence: str = "e", **more: object) -> Point:
    given = None if value is None else Decimal(str(value))
    bounds = {key: Decimal(str(more.pop(key))) for key in ("low", "high") if key in more}
    return Point(label, Verbatim(evidence, words, marks=False), given, **bounds, **more)  # type: ignore[arg-type]


def over_time(
    form: Form, told: Mapping[str, object], unit: str = "arrivals", labels: Mapping[str, str] = {}
) -> Chart:
    """Periods in EDTF with what is printed: `12,400`, `more than 3,000`, `EUR 10.5 million`, `-20%`."""
    points = tuple(
        point(
            labels.get(period, period),
            str(words),
            _value(words),
            period=Period.parse(period),
            bound=_bound(words),
        )
        for period, words in told.items()
    )
    return Chart("arrivals by sea", unit, By.PERIOD, points, (), "A chart.", form)


def by_place(form: Form, told: Mapping[str, object], unit: str = "arrivals") -> Chart:
    points = tuple(
        point(place, str(words), _value(words), bound=_bound(words)) for place, words in told.items()
    )
    return Chart("arrivals by sea", unit, By.PLACE, points, (), "A chart.", form)


def pairs(told: Mapping[str, Sequence[int]], periods: tuple[str, str]) -> Chart:
    points = tuple(
        point(place, f"{value:,}", value, series=series)
        for place, values in told.items()
        for series, value in zip(periods, values, strict=True)
    )
    return Chart("arrivals by sea", "arrivals", By.PLACE, points, (), "A chart.", Form.DOT)


def _value(words: object) -> Decimal:
    digits = "".join(char for char in str(words) if char.isdigit() or char in ".-")
    scale = {"million": 10**6, "billion": 10**9}.get(str(words).split()[-1], 1)
    return Decimal(digits) * scale


def _bound(words: object) -> Bound | None:
    if str(words).startswith(("more than", "at least")):
        return Bound.AT_LEAST
    return Bound.AT_MOST if str(words).startswith("up to") else None


_YEAR = {
    "2023-01": "3,200", "2023-02": "2,900", "2023-03": "4,100", "2023-04": "5,600", "2023-05": "7,300",
    "2023-06": "9,900", "2023-07": "12,400", "2023-08": "11,800", "2023-09": "10,200", "2023-10": "7,700",
    "2023-11": "4,300", "2023-12": "3,600",
}  # fmt: skip

CHARTS: Mapping[str, Chart] = {
    "twelve months": over_time(
        Form.LINE, _YEAR, labels={f"2023-{at:02}": f"{name} 2023 *" for at, name in enumerate(MONTHS, 1)}
    ),
    "twelve months as bars": over_time(Form.BAR, _YEAR),
    "gaps in time": over_time(
        Form.LINE, {"2015": "9,000", "2016": "12,500", "2019": "11,900", "2022": "14,000", "2023": "16,430"}
    ),
    "qualifiers": over_time(
        Form.LINE, {"2020": "nearly 9,000", "2021": "12,500", "2022": "about 12,900", "2023": "some 200"}
    ),
    "open figures": over_time(
        Form.BAR,
        {"2021": "more than 3,000", "2022": "up to 4,000", "2023": "at least 5,000", "2024": "4,500"},
    ),
    "open figures as dots": over_time(
        Form.DOT,
        {"2021": "more than 3,000", "2022": "up to 4,000", "2023": "at least 5,000", "2024": "4,500"},
    ),
    "rises and falls": over_time(
        Form.BAR, {"2021": "-20%", "2022": "5%", "2023": "-12%", "2024": "31%"}, "%"
    ),
    "only falls": over_time(Form.BAR, {"2021": "-20%", "2022": "-5%", "2023": "-100%"}, "%"),
    "falls as a line": over_time(Form.LINE, {"2021": "-20%", "2022": "5%", "2023": "-12%"}, "%"),
    "an outlier": by_place(Form.BAR, {"Spain": "1,540,000", "Italy": "6,500", "Malta": "230"}),
    "all alike": by_place(Form.BAR, {"Spain": "20%", "Italy": "20%", "Malta": "20%"}),
    "billions": over_time(
        Form.BAR, {"2016": "EUR 1.8 billion", "2017": "EUR 2.9 billion", "2018": "EUR 14 billion"}, "EUR"
    ),
    "small shares": over_time(
        Form.LINE, {"2020": "0.2%", "2021": "0.4%", "2022": "0.15%", "2023": "0.6%", "2024": "0.55%"}, "%"
    ),
    "a range": Chart(
        "arrivals by sea",
        "arrivals",
        By.PERIOD,
        (
            point("2021", "between 300 and 500", None, low=300, high=500),
            point("2022", "400 to 1,450", None, low=400, high=1450),
            point("2023", "some 700", 700),
        ),
        (),
        "A chart.",
        Form.DOT,
    ),
    "two periods of each place": pairs(
        {"Greece": (800, 4050), "Italy": (3000, 2000), "Spain": (1000, 1500)}, ("May 2023", "May 2024")
    ),
    "two long periods of places with long names": pairs(
        {
            "Democratic Republic of the Congo, eastern provinces": (41_000, 13_000),
            "Bosnia and Herzegovina": (5, 5),
        },
        ("fourth quarter of 2023", "fourth quarter of 2024"),
    ),
    "long names": by_place(
        Form.BAR,
        {
            "Democratic Republic of the Congo, eastern provinces": "more than 13,000",
            "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch": "9,400",
            "Malta": "EUR 10.5 million",
        },
        "officers of the standing corps deployed together with national border guards",
    ),
}
