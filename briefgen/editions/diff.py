"""What has changed from one edition to another, claim by claim: evidence is compared, not text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from briefgen.editions.claims import is_one_text, value_of
from briefgen.editions.matching import match
from briefgen.model.brief import EvidenceType
from briefgen.model.edition import Change, ChangeKind, Claim, Contents, Revision
from briefgen.relate.utterances import Utterance

Opponents = Mapping[int, frozenset[int]]  # position of a claim → those it is set against; itself: its reports


def compare(before: Contents, after: Contents) -> tuple[tuple[Change, ...], int]:
    """Every change, in the order of the later edition, then of the earlier; and how many are as before.

    Each claim of either edition is in one change or is unchanged, never both.
    """
    pairs = match(before.claims, after.claims)
    earlier = {new: old for old, new in pairs.items()}
    contradicted, settled = _disputes(before, after, pairs), _disputes(after, before, earlier)
    changes: list[Change] = []
    for at, claim in enumerate(after.claims):
        opponents = tuple(after.claims[other] for other in sorted(contradicted.get(at, ())))
        if at not in earlier:
            also = (ChangeKind.CONTRADICTED,) if opponents else ()
            changes.append(Change(ChangeKind.NEW, None, claim, also, opponents=opponents))
            continue
        old = before.claims[earlier[at]]
        revised = tuple(_revisions(old, claim))
        kinds = [ChangeKind.REVISED] if revised else []
        kinds += [ChangeKind.CONTRADICTED] if opponents else []
        kinds += [ChangeKind.SETTLED] if not opponents and settled.get(earlier[at]) else []
        kinds += _sourced(old, claim)
        if kinds:
            changes.append(Change(kinds[0], old, claim, tuple(kinds[1:]), revised, opponents))
    unchanged = len(after.claims) - len(changes)
    gone = (claim for at, claim in enumerate(before.claims) if at not in pairs)
    return (*changes, *(Change(ChangeKind.GONE, claim) for claim in gone)), unchanged


def _sourced(old: Claim, new: Claim) -> list[ChangeKind]:
    if old.origins == 1 < new.origins:
        return [ChangeKind.SECOND_SOURCED]
    return [ChangeKind.SINGLE_SOURCED] if new.origins == 1 < old.origins else []


def _revisions(old: Claim, new: Claim) -> Iterator[Revision]:
    """In what respects two editions tell one claim otherwise."""
    if EvidenceType.FIGURE in (old.main.type, new.main.type):
        yield from _of_figure(old, new)
    else:
        yield from _of_words(old, new)
    yield from _of_source(old, new)


def _of_figure(old: Claim, new: Claim) -> Iterator[Revision]:
    if value_of(old.main) != value_of(new.main):
        yield Revision.VALUE
    for name, respect in (("period", Revision.PERIOD), ("place", Revision.PLACE)):
        if _differ(old, new, name):
            yield respect


def _of_words(old: Claim, new: Claim) -> Iterator[Revision]:
    said, says = (Utterance.of(claim.main.source_text, None).words for claim in (old, new))
    if said != says and not _are_of_one_place(old, new):
        is_fuller, is_shorter = _holds(says, said), _holds(said, says)
        yield Revision.FULLER if is_fuller else Revision.SHORTER if is_shorter else Revision.WORDING
    if old.main.type is new.main.type is EvidenceType.EVENT and _differ(old, new, "when"):
        yield Revision.DATE
    if old.main.type is new.main.type is EvidenceType.QUOTE and _has_other_speaker(old, new):
        yield Revision.SPEAKER


def _of_source(old: Claim, new: Claim) -> Iterator[Revision]:
    documents = [{report.cited.document for report in claim.reports} for claim in (old, new)]
    if not documents[0] & documents[1]:
        yield Revision.SOURCE


def _are_of_one_place(old: Claim, new: Claim) -> bool:
    """Whether the one is a sentence and the other words inside of it: then neither is another wording."""
    return old.main.type is not new.main.type and any(
        is_one_text(one, other)
        and (one.cited.span.covers(other.cited.span) or other.cited.span.covers(one.cited.span))
        for one in old.reports
        for other in new.reports
    )


def _differ(old: Claim, new: Claim, name: str) -> bool:
    """Whether both state something, and not the same: what one leaves open is no contradiction."""
    was, is_ = (claim.main.fields.get(name) for claim in (old, new))
    return bool(was and is_ and was != is_)


def _has_other_speaker(old: Claim, new: Claim) -> bool:
    """Another person, not another form of the name: `actors.yaml` and sidecars may name them anew."""
    before, after = old.main.fields, new.main.fields
    if before.get("actor") and before.get("actor") == after.get("actor"):
        return False
    return before.get("speaker_in_source") != after.get("speaker_in_source") and (
        before.get("speaker") != after.get("speaker")
    )


def _holds(longer: Sequence[str], shorter: Sequence[str]) -> bool:
    """Whether all words of the shorter stand, in order, in the longer."""
    rest = iter(longer)
    return all(word in rest for word in shorter)


def _disputes(before: Contents, after: Contents, pairs: Mapping[int, int]) -> dict[int, frozenset[int]]:
    """The claims of `after` that are set against others, and were not before; `pairs` are before → after.

    Where one of the two has no section that tells differences, nothing is known of them.
    """
    if before.disagreements is None or after.disagreements is None:
        return {}
    known = {
        pairs[at]: frozenset(pairs[other] for other in others if other in pairs)
        for at, others in _opponents(before.disagreements).items()
        if at in pairs
    }
    now = _opponents(after.disagreements).items()
    fresh = {at: others - known.get(at, frozenset()) for at, others in now}
    return {at: others for at, others in fresh.items() if others}


def _opponents(disagreements: tuple[tuple[int, ...], ...]) -> Opponents:
    """A claim that stands alone differs from itself: its reports do."""
    found: dict[int, frozenset[int]] = {}
    for positions in disagreements:
        for at in positions:
            others = frozenset(positions) - {at} if len(positions) > 1 else frozenset(positions)
            found[at] = found.get(at, frozenset()) | others
    return found
