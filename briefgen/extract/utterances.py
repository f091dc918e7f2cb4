"""The utterances of a text in order: each pair of marks with its speaker, so that later ones lean on earlier.

A quotation without a cue of its own goes on with the one before it, in the same passage or, where a
passage is nothing but quotation, with the last one of the passage before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.extract.attention import sentences_to_read
from briefgen.extract.focus import Focus
from briefgen.extract.frame import Frame, Unit
from briefgen.extract.marks import Pair
from briefgen.extract.mentions import Mention, mention_of, name_at
from briefgen.extract.names import with_apposition
from briefgen.extract.occasions import outlet_or_occasion
from briefgen.extract.speakers import Attribution, announce, attribute, first_report, signature
from briefgen.extract.speech import is_clause, is_speech
from briefgen.extract.subjects import lead_subject, main_subject
from briefgen.model.facts import Speaker


@dataclass(slots=True)
class Utterance:
    """One pair of marks with what the text tells about it; `frame` and `position` say where it stands."""

    frame: int
    position: int
    pair: Pair
    is_clause: bool
    attribution: Attribution | None = None
    told_in: int = -1  # frame of its cue
    speaker: Speaker | None = None
    venue: str | None = None
    group: int = -1
    is_inherited: bool = False


@dataclass(frozen=True, slots=True)
class _Told:
    """The last venue that the text named, and for whom."""

    speaker: str
    venue: str
    frame: int


class Reader:
    """Reads the frames of a document once, from first to last."""

    def __init__(self, text: str, frames: Sequence[Frame], focus: Focus) -> None:
        self.text = text
        self.frames = frames
        self.focus = focus
        self.said: list[Utterance] = []
        self.groups = 0
        self._told: _Told | None = None

    def read(self) -> list[Utterance]:
        for index, wanted in enumerate(sentences_to_read(self.frames)):
            if not wanted:  # far from what is read
                self.focus.unit += 1
                continue
            frame = self.frames[index]
            for unit, is_wanted in zip(frame.units, wanted, strict=True):
                self.focus.unit += 1
                if is_wanted:
                    self._read_unit(index, frame, unit)
        return self.said

    def _read_unit(self, index: int, frame: Frame, unit: Unit) -> None:
        quoted = [i for i in range(unit.start, unit.end) if frame.tokens[i].quote is not None]
        if not quoted or quoted[0] > unit.start:
            for mention in (
                lead_subject(frame, unit.start, unit.end),
                main_subject(frame, unit.start, unit.end),
            ):
                if mention is not None:
                    self.focus.note(mention, is_subject=True)
        if not quoted:
            self._note_report(index, frame, unit)
        for position in quoted:
            self._take(index, position)
        self._note_names(frame, unit)

    def _note_report(self, index: int, frame: Frame, unit: Unit) -> None:
        """Remember a venue named with words told without marks: `noted in an interview with …`."""
        report = first_report(frame, unit)
        if report is None or report.mention is None:
            return
        speaker = self.focus.speaker(report.mention)
        self._note_speaker(frame, report.mention)
        venue = self._venue(frame, report)
        if speaker is not None and venue is not None:
            self._told = _Told(speaker.name, venue, index)

    def _note_names(self, frame: Frame, unit: Unit) -> None:
        if not self.focus.names.may_name(frame.tokens[unit.start : unit.end]):
            return
        after = unit.start
        for at in range(unit.start, unit.end):
            if at < after or not frame.tokens[at].is_capital:
                continue
            phrase = name_at(frame, at, unit.end)
            if phrase is None:
                continue
            after = phrase.end
            if self.focus.names.may_name(frame.tokens[phrase.name : after]):
                mention = mention_of(frame, phrase)
                if self.focus.names.resolve(mention) is not None:
                    self.focus.note(mention, is_subject=False)

    def _take(self, index: int, position: int) -> None:
        """One quotation: find its cue, or what it goes on with; keep it where it is speech."""
        frame = self.frames[index]
        pair = frame.pairs[frame.tokens[position].quote or 0]
        words = pair.inner.of(self.text).strip()
        if not any(character.isalnum() for character in words):
            return
        said = Utterance(index, position, pair, is_clause(frame, position, words), told_in=index)
        before = self.said[-1] if self.said else None
        said.attribution = attribute(frame, position, is_clause=said.is_clause)
        if said.attribution is None:
            self._look_around(said, before)
        if said.attribution is not None and not said.is_inherited:
            self._resolve(said, before)
        reported = said.attribution is not None or said.speaker is not None
        own = not said.is_inherited
        if is_speech(frame, position, words.split(), clause=said.is_clause, reported=reported, own=own):
            self._keep(said)

    def _keep(self, said: Utterance) -> None:
        self._set_venue(said)
        before = self.said[-1] if self.said else None
        if before is not None and not before.pair.closed and said.frame == before.frame + 1:
            said.group = before.group  # the marks were only opened again
        if said.group < 0:
            said.group = self.groups
            self.groups += 1
        self.said.append(said)

    def _resolve(self, said: Utterance, before: Utterance | None) -> None:
        """Turn the mention into a speaker; two quotations with one cue are parts of one utterance."""
        attribution = said.attribution
        if attribution is None:
            return
        if before is not None and _share_cue(before, said):
            said.speaker, said.group = before.speaker, before.group
            return
        if attribution.mention is None:
            return
        mention = with_apposition(self.frames[said.told_in], attribution.mention)
        said.speaker = self.focus.speaker(mention)
        self._note_speaker(self.frames[said.told_in], mention)

    def _note_speaker(self, frame: Frame, mention: Mention) -> None:
        """Who speaks is in focus; the agent of a passive only where its sentence has no person as subject."""
        is_agent = mention.start > 0 and frame.tokens[mention.start - 1].low == "by"
        self.focus.note(mention, is_subject=not (is_agent and self.focus.has_subject), has_spoken=True)

    def _look_around(self, said: Utterance, before: Utterance | None) -> None:
        """No cue in its own sentence: a name below it, the words before it, or what announces it."""
        frame = self.frames[said.frame]
        unit = frame.unit_of(said.position)
        starts = frame.opens(said.position)
        below = said.frame + 1
        if below < len(self.frames) and said.position + 1 == len(frame.tokens):
            said.attribution = signature(self.frames[below])
            if said.attribution is not None:
                said.told_in = below
                return
        if before is not None and before.frame == said.frame:
            earlier = frame.unit_of(before.position)
            if earlier == unit or (starts and earlier >= unit - 2):
                self._go_on(said, before, same_group=True)
            return
        if not starts or not said.is_clause:
            return
        if unit > 0:
            self._lead_in(said, said.frame, unit - 1)
        elif said.frame > 0:
            self._from_passage_before(said, before)

    def _go_on(self, said: Utterance, before: Utterance, *, same_group: bool) -> None:
        said.speaker, said.is_inherited = before.speaker, True
        if same_group:
            said.group, said.attribution, said.told_in = before.group, before.attribution, before.told_in

    def _lead_in(self, said: Utterance, index: int, unit: int) -> None:
        """The sentence before announces the words, or is about the person who then speaks."""
        frame = self.frames[index]
        lead = frame.units[unit]
        said.attribution = announce(frame, lead)
        if said.attribution is not None:
            said.told_in = index
            return
        subject = main_subject(frame, lead.start, lead.end)
        speaker = self.focus.speaker(subject) if subject is not None else None
        if speaker is not None and self.focus.is_person(speaker):
            said.speaker, said.is_inherited = speaker, True

    def _from_passage_before(self, said: Utterance, before: Utterance | None) -> None:
        previous = self.frames[said.frame - 1]
        if before is not None and before.frame == said.frame - 1:
            ends_with_it = previous.unit_of(before.position) >= len(previous.units) - 2
            if ends_with_it and before.is_clause:
                self._go_on(said, before, same_group=not before.pair.closed)
        elif previous.units:
            self._lead_in(said, said.frame - 1, len(previous.units) - 1)

    def _venue(self, frame: Frame, attribution: Attribution) -> str | None:
        unit = frame.units[frame.unit_of(attribution.at)]
        span = outlet_or_occasion(frame, unit, attribution.at, self.focus.names.is_person)
        return " ".join(span.of(self.text).split()) if span is not None else None

    def _set_venue(self, said: Utterance) -> None:
        """The venue of its own clause, or the one last named for this speaker, a passage ago at most."""
        if said.speaker is None:
            return
        if said.attribution is not None:
            said.venue = self._venue(self.frames[said.told_in], said.attribution)
        told = self._told
        goes_on = told is not None and told.speaker == said.speaker.name and said.frame - told.frame <= 1
        if said.venue is None and told is not None and goes_on:
            said.venue = told.venue
        if said.venue is not None:
            self._told = _Told(said.speaker.name, said.venue, said.frame)


def _share_cue(one: Utterance, other: Utterance) -> bool:
    if one.attribution is None or other.attribution is None or one.told_in != other.told_in:
        return False
    return one.attribution.at == other.attribution.at
