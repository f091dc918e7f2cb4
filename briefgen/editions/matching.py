"""Which claim of the one edition is which of the other: the surest likeness first, each claim once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

from briefgen.editions.claims import is_textual, same_figure, value_of, voice_of, words_of
from briefgen.model.brief import Evidence, EvidenceType
from briefgen.model.edition import Claim
from briefgen.relate.utterances import Utterance, same_utterances

Pair = tuple[int, int]  # positions of a claim before and of one after
Key = Callable[[Evidence], Hashable]  # what two reports of one claim have in common; None where nothing can


def match(before: Sequence[Claim], after: Sequence[Claim]) -> dict[int, int]:
    """Positions before → positions after, one to one.

    By address, then by the words of one document, by the words whoever reports them, by utterance, by
    what a figure measures. Each likeness is symmetric, so the same pairs are found backwards.
    """
    pairs: dict[int, int] = {}
    likenesses: tuple[Callable[[Sequence[Claim], Sequence[Claim]], Iterable[Pair]], ...] = (
        lambda a, b: _by_key(a, b, _address),
        _by_place,
        lambda a, b: _by_key(a, b, _words_of_document),
        lambda a, b: _by_key(a, b, _words_of_speaker),
        lambda a, b: _by_key(a, b, _figure_and_value),
        lambda a, b: _by_wording(a, b, EvidenceType.QUOTE),
        lambda a, b: _by_wording(a, b, None),
        lambda a, b: _alone(a, b, same_figure),
    )
    for likeness in likenesses:
        left = [at for at in range(len(before)) if at not in pairs]
        taken = set(pairs.values())
        right = [at for at in range(len(after)) if at not in taken]
        found = likeness([before[at] for at in left], [after[at] for at in right])
        pairs.update(_one_to_one(before, after, ((left[a], right[b]) for a, b in found)))
    return pairs


def _one_to_one(before: Sequence[Claim], after: Sequence[Claim], pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Of several that a claim could be, the nearest in its text; the order is the same backwards."""

    def order(pair: Pair) -> tuple[Hashable, ...]:
        one, other = before[pair[0]].main, after[pair[1]].main
        is_elsewhere = one.cited.document != other.cited.document
        return (is_elsewhere, abs(one.cited.start - other.cited.start), *sorted((one.id, other.id)))

    seen_before: set[int] = set()
    seen_after: set[int] = set()
    for one, other in sorted(set(pairs), key=order):
        if one not in seen_before and other not in seen_after:
            seen_before.add(one)
            seen_after.add(other)
            yield one, other


def _by_key(before: Sequence[Claim], after: Sequence[Claim], key: Key) -> Iterator[Pair]:
    places = _places(before, key)
    for at, claim in enumerate(after):
        for common in dict.fromkeys(map(key, claim.reports)):
            yield from ((one, at) for one in places.get(common, ()))


def _alone(before: Sequence[Claim], after: Sequence[Claim], key: Key) -> Iterator[Pair]:
    """Pairs that share what no other claim of either side has: where several could be meant, none is."""
    mine, theirs = _places(before, key), _places(after, key)
    for common in mine.keys() & theirs.keys():
        if len(mine[common]) == len(theirs[common]) == 1:
            yield mine[common][0], theirs[common][0]


def _places(claims: Sequence[Claim], key: Key) -> Mapping[Hashable, list[int]]:
    places: defaultdict[Hashable, list[int]] = defaultdict(list)
    for at, claim in enumerate(claims):
        for common in dict.fromkeys(map(key, claim.reports)):
            if common is not None:
                places[common].append(at)
    return places


def _address(item: Evidence) -> Hashable:
    """The id, and the bytes or the words that it stands for: after a correction others may stand there."""
    return (item.id, words_of(item))


def _by_place(before: Sequence[Claim], after: Sequence[Claim]) -> Iterator[Pair]:
    """Words of the same bytes that stand inside each other: the editor begins later, or ends earlier."""
    there: defaultdict[Hashable, list[tuple[int, Evidence]]] = defaultdict(list)
    for at, claim in enumerate(before):
        for item in claim.reports:
            there[_bytes(item)].append((at, item))
    for at, claim in enumerate(after):
        for item in claim.reports:
            for one, other in there.get(_bytes(item), ()):
                spans = item.cited.span, other.cited.span
                if spans[0].covers(spans[1]) or spans[1].covers(spans[0]):
                    yield one, at


def _bytes(item: Evidence) -> Hashable:
    return (item.cited.document, item.cited.sha256, is_textual(item))


def _words_of_document(item: Evidence) -> Hashable:
    measure = None if is_textual(item) else (item.fields.get("measure"), item.fields.get("period"))
    return (item.cited.document, words_of(item), is_textual(item), measure)


def _words_of_speaker(item: Evidence) -> Hashable:
    if item.type is not EvidenceType.QUOTE or (voice := voice_of(item)) is None:
        return None
    return (voice, words_of(item).casefold())


def _figure_and_value(item: Evidence) -> Hashable:
    return None if (figure := same_figure(item)) is None else (figure, value_of(item))


def _by_wording(before: Sequence[Claim], after: Sequence[Claim], only: EvidenceType | None) -> Iterator[Pair]:
    """Quotations that are one utterance; else words of one document in nearly the same wording."""
    sides = [
        (side, at, item)
        for side, claims in enumerate((before, after))
        for at, claim in enumerate(claims)
        for item in claim.reports
        if (item.type is only if only else is_textual(item))
    ]
    said = [
        Utterance.of(words_of(item), voice_of(item) if only else item.cited.document) for _, _, item in sides
    ]
    for group in same_utterances(said):
        members = [sides[position] for position in group]
        counts = Counter(side for side, _, _ in members)
        if counts[0] and counts[1]:
            yield from (
                (one, other)
                for side, one, _ in members
                for other_side, other, _ in members
                if (side, other_side) == (0, 1)
            )
