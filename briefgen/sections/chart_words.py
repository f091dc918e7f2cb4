"""What a chart says in the program's own words: its caption, its legend and its text alternative."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "form.bar": "Bar chart.",
    "form.line": "Line chart.",
    "form.dot": "Dot chart.",
    "unit": "Unit: {unit}",
    "unit.change": "Unit: {unit}, change",
    "by.period": "by period",
    "by.place": "by place",
    "by.pairs": "by place and period",
    "period": "period: {period}",
    "place": "place: {place}",
    "from_to": "{first} to {last}",
    "highest": "Highest figure: {one}; lowest figure: {other}.",
    "rises": "The figures rise from each period to the next.",
    "falls": "The figures fall from each period to the next.",
    "higher_in": "Higher in {period}: {places}.",
    "lower_in": "Lower in {period}: {places}.",
    "legend.least": "An arrow: the source says at least so many, or more.",
    "legend.most": "Drawn empty: the source says at most so many, or fewer.",
    "legend.range": "A stretch between two ends: the source gives a range.",
    "legend.pairs": "Empty mark: {first}; full mark: {last}.",
    "legend.gap": "The line stops where no figure is given for a period.",
    "undrawn": "Not drawn from the table: {reasons}.",
    "undrawn.vague.one": "a row that gives no number",
    "undrawn.vague.many": "rows that give no number",
    "undrawn.range.one": "a row that gives a range",
    "undrawn.range.many": "rows that give a range",
    "undrawn.change.one": "a row that tells a change",
    "undrawn.change.many": "rows that tell a change",
    "undrawn.other.one": "a row that counts something else or in another way",
    "undrawn.other.many": "rows that count something else or in another way",
}
