"""Which themes a passage says something on: rules propose, a person's decision wins."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from briefgen.codebook.rules import Codebook, Rule, TermGroup, ThemeRules
from briefgen.codebook.terms import Found, TermIndex, Word, split_words
from briefgen.errors import Level, Problem
from briefgen.model.facts import Analysis, Tag, TaggedBy, part
from briefgen.model.text import Document, Passage, PassageKind, Span

# A theme, the words that a person marked, and what the person says on it.
Decided = tuple[str, Span] | tuple[str, Span, str | None]

UNTAGGED = frozenset({PassageKind.HEADING, PassageKind.FURNITURE})
# A first heading longer than a label is a headline: it says what happened, not what stands below it.
LABEL_WORDS = 4
WIDE_FROM = 10  # passages: in fewer, a theme may well be everywhere


def tag(
    analysis: Analysis, codebook: Codebook, tags: Sequence[Decided] = (), untag: Sequence[Decided] = ()
) -> tuple[Tag, ...]:
    """The themes of each passage, by passage and then in the codebook's order. Headings get none."""
    texts = _read(analysis.document, analysis.passages, codebook.index)
    found = {(t.theme, t.passage): t for theme in codebook.themes for t in _propose(theme, texts)}
    for theme_id, span, *why in tags:
        for passage in _of(span, analysis.passages):
            before = found.get((theme_id, passage.index))
            found[theme_id, passage.index] = _decided(theme_id, passage, span, why, before)
    for theme_id, span, *_ in untag:
        for passage in _of(span, analysis.passages):
            found.pop((theme_id, passage.index), None)
    order = {theme.id: n for n, theme in enumerate(codebook.themes)}
    return tuple(sorted(found.values(), key=lambda t: (t.passage, order.get(t.theme, len(order)), t.theme)))


def _decided(theme: str, passage: Passage, span: Span, why: Sequence[str | None], before: Tag | None) -> Tag:
    """A person's tag: the sentences that the marked words touch join those that were found before."""
    marked = {sentence for sentence in _sentences(passage) if sentence.overlaps(span)}
    return Tag(
        theme,
        passage.index,
        TaggedBy.PERSON,
        next(filter(None, why), "a person's decision"),
        before.strength if before else 1.0,
        tuple(sorted(marked.union(before.at if before else ()))),
    )


def too_wide(codebook: Codebook, tagged: Iterable[tuple[Analysis, Sequence[Tag]]]) -> tuple[Problem, ...]:
    """A warning for each theme that a corpus has in every passage: its rules tell nothing apart."""
    passages = 0
    counts = dict.fromkeys((theme.id for theme in codebook.themes), 0)
    for analysis, tags in tagged:
        passages += sum(p.kind not in UNTAGGED for p in analysis.passages)
        for found in tags:
            counts[found.theme] = counts.get(found.theme, 0) + 1
    if passages < WIDE_FROM:
        return ()
    return tuple(
        Problem(
            f"the theme '{theme.id}' matches every passage",
            theme.place,
            "narrow its rules: they tell nothing apart",
            Level.WARNING,
        )
        for theme in codebook.themes
        if counts[theme.id] == passages
    )


def _of(span: Span, passages: Sequence[Passage]) -> list[Passage]:
    """The passages that a marked stretch lies in."""
    return [p for p in passages if p.kind not in UNTAGGED and p.cited.span.overlaps(span)]


def _sentences(passage: Passage) -> tuple[Span, ...]:
    return passage.sentences or (passage.cited.span,)


@dataclass(frozen=True, slots=True)
class _Text:
    """A passage as rules see it: the terms in it, in what stands above it, and in its document."""

    passage: Passage
    words: Sequence[Word]
    found: Mapping[str, list[Found]]
    above: frozenset[str]
    document: frozenset[str]

    @property
    def sentences(self) -> tuple[Span, ...]:
        return _sentences(self.passage)


def _read(document: Document, passages: Sequence[Passage], index: TermIndex) -> list[_Text]:
    words = [
        split_words(document.text, p.cited.span, p.sentences, p.gaps)
        if p.kind is not PassageKind.FURNITURE
        else []
        for p in passages
    ]
    found = [index.find(of_passage) for of_passage in words]
    everywhere = frozenset(term for of_passage in found for term in of_passage)
    title = _headline(passages, words)
    return [
        _Text(p, words[n], found[n], _above(p, passages, found, title), everywhere)
        for n, p in enumerate(passages)
        if p.kind not in UNTAGGED
    ]


def _headline(passages: Sequence[Passage], words: Sequence[Sequence[Word]]) -> int | None:
    """The index of a document's headline: a first heading that is a sentence, not a label."""
    first = next((p for p in passages if p.kind is not PassageKind.FURNITURE), None)
    if first is None or first.kind is not PassageKind.HEADING or len(words[first.index]) <= LABEL_WORDS:
        return None
    return first.index


def _above(
    passage: Passage,
    passages: Sequence[Passage],
    found: Sequence[Mapping[str, list[Found]]],
    headline: int | None,
) -> frozenset[str]:
    """The terms in the heading and the lead-in that govern a passage."""
    governing = [at for at in (passage.heading, passage.lead) if at is not None and at != headline]
    return frozenset(term for at in governing for term in found[at])


def _propose(theme: ThemeRules, texts: Sequence[_Text]) -> list[Tag]:
    """What the rules find; those with a share count where enough passages were found without them."""
    plain = [rule for rule in theme.rules if rule.share is None]
    tags = [_best(theme, plain, text) for text in texts]
    share = sum(t is not None for t in tags) / len(texts) if texts else 0.0
    carried = [rule for rule in theme.rules if rule.share is not None and share >= rule.share]
    if carried:
        tags = [t or _best(theme, carried, text) for t, text in zip(tags, texts, strict=True)]
    return [t for t in tags if t is not None]


def _best(theme: ThemeRules, rules: Sequence[Rule], text: _Text) -> Tag | None:
    """The strongest rule that fits, weighed by how many of the passage's sentences speak of the theme."""
    ignored = _positions(text, theme.ignore)
    fits = [(rule, _sentences_that_fit(rule, text, ignored)) for rule in rules]
    fits = [(rule, sentences) for rule, sentences in fits if sentences]
    if not fits:
        return None
    spoken = set().union(*(sentences for _, sentences in fits))
    rule = max(fits, key=lambda fit: fit[0].strength)[0]
    at = tuple(text.sentences[n] for n in sorted(spoken))
    strength = round(rule.strength * part(len(at), len(text.sentences)), 3)
    return Tag(theme.id, text.passage.index, TaggedBy.RULE, rule.name, strength, at)


def _positions(text: _Text, terms: TermGroup) -> frozenset[int]:
    present = terms.intersection(text.found)
    return frozenset(at for term in present for hit in text.found[term] for at in range(hit.start, hit.end))


def _sentences_that_fit(rule: Rule, text: _Text, ignored: frozenset[int]) -> set[int]:
    """The sentences of a passage that say what the rule looks for; empty where it does not hold.

    Where its conditions are met all over a passage, they are those with a hit of the first group.
    """
    if rule.under and not text.above.intersection(rule.under):
        return set()
    if rule.document and not text.document.intersection(rule.document):
        return set()
    groups: list[list[Found]] = []
    for group in rule.groups:
        hits = _hits(text, group, ignored)
        if not hits:
            return set()
        groups.append(hits)
    against = {hit.sentence for hit in _hits(text, rule.unless, frozenset())} if rule.unless else set()
    if not groups:
        return set() if against else set(range(len(text.sentences)))
    if rule.window.is_passage:
        return set() if against else {hit.sentence for hit in groups[0]}
    if rule.window.words is not None:
        return _near(groups, rule.window.words) - against
    return set.intersection(*({hit.sentence for hit in group} for group in groups)) - against


def _hits(text: _Text, terms: TermGroup, ignored: frozenset[int]) -> list[Found]:
    return [
        hit
        for term in terms.intersection(text.found)
        for hit in text.found[term]
        if not ignored or ignored.isdisjoint(range(hit.start, hit.end))
    ]


def _near(groups: Sequence[Sequence[Found]], words: int) -> set[int]:
    """The sentences of the first group's hits that have a hit of each other group at most `words` away."""
    starts = [sorted(hit.start for hit in group) for group in groups[1:]]
    return {hit.sentence for hit in groups[0] if all(_is_near(hit.start, group, words) for group in starts)}


def _is_near(at: int, sorted_positions: Sequence[int], words: int) -> bool:
    next_one = bisect_left(sorted_positions, at - words)
    return next_one < len(sorted_positions) and sorted_positions[next_one] <= at + words
