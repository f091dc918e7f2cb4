"""Which pieces of evidence are one claim: reports of one utterance, of one figure, of one sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import pairwise

from briefgen.model.brief import Evidence, EvidenceType
from briefgen.model.edition import Claim
from briefgen.model.origins import count_origins
from briefgen.model.text import Source
from briefgen.model.verbatim import fold
from briefgen.relate.utterances import Utterance, same_utterances

_ORDER = tuple(EvidenceType)  # a quotation tells more of a claim than the sentence around it
_SAME_FIGURE = ("kind", "unit", "measure", "place", "change")
_VALUE = ("value", "low", "high")


def gather(
    printed: Sequence[tuple[str, Sequence[Evidence]]], sources: Mapping[str, Source]
) -> tuple[Claim, ...]:
    """The claims of an edition, from the evidence of each section in order; a claim stands there once."""
    support = _support(printed)
    items = list(
        {item.id: item for _, section in printed for item in section if item.id not in support}.values()
    )
    kinds: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for kind, section in printed:
        for item in section:
            kinds[item.id][kind] = None
    groups = _joined(items, (*_same_words(items), *_same_utterances(items), *_same_figures(items)))
    return tuple(_claim([items[at] for at in group], kinds, support.values(), sources) for group in groups)


def words_of(item: Evidence) -> str:
    """The words as the source has them: a reading that a sidecar declares is no other claim."""
    return fold(item.source_text).strip(" .,;:")


def is_textual(item: Evidence) -> bool:
    return item.type is not EvidenceType.FIGURE


def same_figure(item: Evidence) -> tuple[Hashable, ...] | None:
    """What figures of one thing have in common, whatever their values; None for want of a measure.

    Where no period is stated, only figures of one document are of one thing.
    """
    if item.type is not EvidenceType.FIGURE or not item.fields.get("measure"):
        return None
    period = item.fields.get("period")
    said = tuple(_folded(item.fields.get(name)) for name in _SAME_FIGURE)
    return (*said, period, None if period else item.cited.document)


def value_of(item: Evidence) -> tuple[Hashable, ...]:
    """What a figure amounts to; its own words where the source is vague."""
    amounts = tuple(item.fields.get(name) for name in _VALUE)
    return amounts if any(amount is not None for amount in amounts) else (words_of(item).casefold(),)


def voice_of(item: Evidence) -> str | None:
    """Whose words they are, as one identity across documents."""
    return _text(item.fields.get("actor")) or _text(item.fields.get("speaker"))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _folded(value: object) -> object:
    return fold(value).casefold() if isinstance(value, str) else value


def _support(printed: Sequence[tuple[str, Sequence[Evidence]]]) -> dict[str, Evidence]:
    """Sentences and slices that a section prints around or inside what they are about, by id.

    One that some section prints by itself is a claim of its own.
    """
    around: dict[str, Evidence] = {}
    alone: set[str] = set()
    for _, section in printed:
        about = [item for item in section if item.type is not EvidenceType.PASSAGE]
        for item in section:
            if item.type is EvidenceType.PASSAGE:
                if any(_touch(item, other) for other in about):
                    around[item.id] = item
                else:
                    alone.add(item.id)
    return {id_: item for id_, item in around.items() if id_ not in alone}


def _touch(one: Evidence, other: Evidence) -> bool:
    return is_one_text(one, other) and one.cited.span.overlaps(other.cited.span)


def is_one_text(one: Evidence, other: Evidence) -> bool:
    return (one.cited.document, one.cited.sha256) == (other.cited.document, other.cited.sha256)


def _same_words(items: Sequence[Evidence]) -> Iterable[tuple[int, int]]:
    """Words of one document that stand inside each other: a fragment in a point, the whole below."""
    places: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for at, item in enumerate(items):
        if is_textual(item):
            places[item.cited.document, item.cited.sha256].append(at)
    for found in places.values():
        found.sort(key=lambda at: (items[at].cited.start, -items[at].cited.end))
        widest = found[0]
        for at in found[1:]:
            if items[widest].cited.span.covers(items[at].cited.span):
                yield widest, at
            elif items[at].cited.end > items[widest].cited.end:
                widest = at


def _same_utterances(items: Sequence[Evidence]) -> Iterable[tuple[int, int]]:
    at = [position for position, item in enumerate(items) if item.type is EvidenceType.QUOTE]
    said = [Utterance.of(words_of(items[position]), voice_of(items[position])) for position in at]
    for group in same_utterances(said):
        yield from pairwise(at[position] for position in group)


def _same_figures(items: Sequence[Evidence]) -> Iterable[tuple[int, int]]:
    """Figures of one thing with one value; within a document each stands for itself."""
    groups: defaultdict[Hashable, dict[str, int]] = defaultdict(dict)
    for at, item in enumerate(items):
        if (key := same_figure(item)) is not None:
            groups[key, value_of(item)].setdefault(item.cited.document, at)
    for group in groups.values():
        yield from pairwise(group.values())


def _joined(items: Sequence[Evidence], pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Positions that belong together, each group and all of them in order."""
    group_of = {at: [at] for at in range(len(items))}
    for one, other in pairs:
        mine, theirs = group_of[one], group_of[other]
        if mine is not theirs:
            mine.extend(theirs)
            group_of.update(dict.fromkeys(theirs, mine))
    groups = {min(group): sorted(group) for group in group_of.values()}
    return [groups[first] for first in sorted(groups)]


def _claim(
    reports: Sequence[Evidence],
    kinds: Mapping[str, Iterable[str]],
    support: Iterable[Evidence],
    sources: Mapping[str, Source],
) -> Claim:
    fullest: Callable[[Evidence], tuple[Hashable, ...]] = lambda item: (  # noqa: E731
        _ORDER.index(item.type),
        -len(words_of(item).split()),
        item.cited.document,
        item.cited.start,
        item.cited.end,
    )
    ordered = tuple(sorted(reports, key=fullest))
    around = tuple(item for item in support if any(_touch(item, report) for report in ordered))
    sections = dict.fromkeys(kind for report in ordered for kind in kinds[report.id])
    return Claim(ordered, _origins(ordered, sources), tuple(sections), around)


def _origins(reports: Sequence[Evidence], sources: Mapping[str, Source]) -> int:
    """How many origins the reports go back to: as counted where they were selected, or from the printed."""
    counted = [n for report in reports if isinstance(n := report.fields.get("origins"), int)]
    told = [
        (sources[report.cited.document], _text(report.fields.get("venue")))
        for report in reports
        if report.cited.document in sources
    ]
    return max([count_origins(told, sources), *counted, 1])
