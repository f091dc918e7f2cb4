"""Sample briefs made of real sentences of the five documents, as sections would make them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from briefgen.model.brief import (
    Align,
    Block,
    Brief,
    Bullets,
    CheckedBrief,
    Cite,
    Column,
    Emphasis,
    Empty,
    Evidence,
    EvidenceType,
    Inline,
    Inlines,
    Link,
    Masthead,
    Paragraph,
    Quotation,
    Row,
    Section,
    SourceEntry,
    SourceList,
    Strong,
    Subheading,
    Table,
    Text,
    Title,
    Verbatim,
)
from briefgen.model.text import Citation, Correction, Period, Source, Span
from briefgen.model.verbatim import print_slices

SEEDS = Path(__file__).resolve().parents[1] / "seeds"

EUROPE_TIMES, BONDARIEVA, UNITED24, BLOG, LETTER = (
    "europe-times-2025",
    "bondarieva-2025-07-22",
    "united24-2025-08",
    "ec-news-blog-2021-06-06",
    "von-der-leyen-2023-12",
)


def _source(name: str, title: str, issued: str, **more: object) -> Source:
    digest = hashlib.sha256((SEEDS / f"{name}.txt").read_bytes()).hexdigest()
    return Source(name, digest, title, issued=Period.parse(issued), **more)  # type: ignore[arg-type]


SOURCES = (
    _source(
        EUROPE_TIMES,
        "EU Deepens “Technical” Migration Cooperation with Libya’s Eastern Authorities Amid Rising Crossings",
        "2025-10/2025-12",
        publisher="The Europe Times",
        outside={"publisher": "known to the desk"},
    ),
    _source(
        BONDARIEVA,
        "Senior EU official calls for cooperation with Libyan dictator to counter Putin",
        "2025-07-22",
        author=("Khrystyna Bondarieva",),
        venue="Politico",
    ),
    _source(
        BLOG,
        "Partnerships are core of the Pact on Migration and Asylum, Libyan migratory and humanitarian situation "
        "among top priorities",
        "2021-06-06",
        publisher="European Commission, Directorate-General for Communication",
        narrator="Ylva Johansson",
        url="https://home-affairs.ec.europa.eu/news/partnerships-are-core_en?a=1&b=2",
    ),
    _source(
        UNITED24,
        "Putin, Lukashenko and Libyan Military Leader Suspected in Plot to Spark New EU Migrant Crisis",
        "2025-08",
        venue="The Telegraph",
    ),
    _source(
        LETTER,
        "Letter to EU leaders on migration",
        "2023-12",
        author=("Ursula von der Leyen",),
        type="letter",
    ),
)


@dataclass
class Citing:
    """Finds real words in the documents and keeps the evidence for them."""

    evidence: dict[str, Evidence] = field(default_factory=dict)
    corrections: dict[str, tuple[Correction, ...]] = field(default_factory=dict)

    def words(
        self,
        document: str,
        *exact: str,
        type: EvidenceType = EvidenceType.QUOTE,
        marks: bool = True,
        **fields: object,
    ) -> Verbatim:
        """The slices that say `exact` (line breaks of the document read as spaces), as one evidence."""
        text = (SEEDS / f"{document}.txt").read_text(encoding="utf-8")
        flat = "".join(" " if sign.isspace() else sign for sign in text)
        spans: list[Span] = []
        for part in exact:
            start = _find(flat, part, spans[-1].end if spans else 0)
            spans.append(start)
        source = next(source for source in SOURCES if source.id == document)
        printed = print_slices(text, spans, self.corrections.get(document, ()))
        cited = Citation(document, source.sha256, spans[0].start, spans[-1].end)
        made = Evidence(
            f"{type.value}-{document}-{cited.start}-{cited.end}",
            type,
            cited,
            tuple(spans),
            cited.span.of(text),
            printed.text,
            printed.normalisations,
            fields,
        )
        self.evidence[made.id] = made
        return Verbatim(made.id, printed.text, marks)

    def figure(self, document: str, exact: str, **fields: object) -> Verbatim:
        return self.words(document, exact, type=EvidenceType.FIGURE, marks=False, **fields)

    def event(self, document: str, exact: str, **fields: object) -> Verbatim:
        return self.words(document, exact, type=EvidenceType.EVENT, **fields)

    def passage(self, document: str, exact: str, **fields: object) -> Verbatim:
        return self.words(document, exact, type=EvidenceType.PASSAGE, **fields)


def _find(flat: str, wanted: str, since: int) -> Span:
    """Where words stand in a text whose runs of white space may be longer than one space."""
    for at in range(since, len(flat)):
        here = at
        for sign in wanted:
            if sign == " ":
                if here >= len(flat) or flat[here] != " ":
                    break
                while here < len(flat) and flat[here] == " ":
                    here += 1
            elif here < len(flat) and flat[here] == sign:
                here += 1
            else:
                break
        else:
            return Span(at, here)
    raise AssertionError(f"not in the document: {wanted!r}")


def said(*content: Inline | str) -> Inlines:
    return tuple(Text(part) if isinstance(part, str) else part for part in content)


def paragraph(*content: Inline | str, editors: bool = True) -> Paragraph:
    return Paragraph(said(*content), is_editors=editors)


def section(kind: str, title: str, *blocks: Block, anchor: str | None = None) -> Section:
    return Section(kind, title, anchor or kind, tuple(blocks))


def rich_brief() -> CheckedBrief:
    """A briefing with every block, as an analyst would publish it."""
    cite = Citing()
    sections = (
        _key_points(cite),
        _changes(),
        _background(cite),
        _quotes(cite),
        _figures(cite),
        _timeline(cite),
        _actors(),
        _disagreements(cite),
        _limits(),
    )
    return _finished(sections, cite)


def _finished(sections: tuple[Section, ...], cite: Citing) -> CheckedBrief:
    sources = section("sources", "Sources", source_list(sections))
    masthead = Masthead(
        "EU engagement with Libya, east and west",
        "briefing",
        "2026-W47",
        date(2026, 11, 16),
        standfirst=said(
            "Europe keeps its contacts with the east technical; Russia’s shadow makes them political."
        ),
        coverage="sources from 6 June 2021 to autumn 2025",
        counts=("5 sources", "10 quotations", "9 figures", "5 events"),
        publisher="Migration Desk",
        contact="desk@example.org",
    )
    return CheckedBrief(
        Brief("libya-engagement", "en", masthead, (*sections, sources), cite.evidence, SOURCES)
    )


def source_list(sections: tuple[Section, ...]) -> SourceList:
    notes = {
        EUROPE_TIMES: (
            "Publisher known from outside the text: known to the desk.",
            "Date inferred from the text.",
        ),
        BONDARIEVA: ("Repeats an interview with Politico.",),
        UNITED24: ("Repeats a report by The Telegraph.",),
    }
    entries = []
    for number, source in enumerate(SOURCES, start=1):
        by = source.publisher or ", ".join(source.author) or "author not stated"
        issued = source.issued.edtf if source.issued else "undated"
        entries.append(
            SourceEntry(
                number,
                source,
                said(Title(source.title or source.id), f". {by}, {issued}."),
                notes.get(source.id, ()),
                tuple((part.anchor, part.title) for part in sections if cites(part, source.id)),
            )
        )
    return SourceList(tuple(entries))


def cites(part: Section, document: str) -> bool:
    return f"'{document}'" in repr(part)


def _key_points(cite: Citing) -> Section:
    surge = cite.passage(
        EUROPE_TIMES,
        "Recent Frontex data reveals a dramatic surge, with detections on the eastern Libya-to-Crete route increasing "
        "by approximately 280% in September compared to the previous year.",
    )
    bankrupt = cite.words(EUROPE_TIMES, "morally bankrupt,", kind="partial")
    weapon = cite.words(
        UNITED24,
        "The fact that Russia is increasing its influence in Libya is precisely our concern,",
        speaker="Magnus Brunner",
    )
    return section(
        "key-points",
        "Key points",
        Bullets(
            (
                paragraph(surge, " — The Europe Times, autumn 2025 ", Cite((EUROPE_TIMES,)), editors=False),
                paragraph(
                    "The Commission calls its contacts with the east technical; critics call the cooperation ",
                    bankrupt,
                    " and say that it legitimises an unrecognised authority ",
                    Cite((EUROPE_TIMES,)),
                    ".",
                ),
                paragraph(
                    weapon, " — Magnus Brunner, to Politico, July 2025 ", Cite((UNITED24,)), editors=False
                ),
                paragraph(
                    cite.figure(LETTER, "Five Search and Rescue vessels"),
                    " were handed over to the Libyan Coast Guard in 2023 ",
                    Cite((LETTER,)),
                    ".",
                ),
            )
        ),
    )


def _changes() -> Section:
    return section(
        "changes", "What changed", Empty("This is the first edition: there is nothing to compare it with.")
    )


def _background(cite: Citing) -> Section:
    return section(
        "text",
        "Background",
        paragraph(
            "The collaboration on migration goes back to 2013, when the ",
            cite.words(EUROPE_TIMES, "Border Assistance Mission (EUBAM)"),
            " was launched ",
            Cite((EUROPE_TIMES,)),
            ". In June 2021 Commissioner Johansson wrote that ",
            cite.words(
                BLOG,
                "addressing the migratory and humanitarian situation in Libya remains a top priority for us",
                speaker="Ylva Johansson",
            ),
            " ",
            Cite((BLOG,)),
            ".",
        ),
        Subheading("Two tracks, east and west"),
        paragraph(
            "A ",
            Strong(said("policy shift")),
            " began in mid-2025: the President of the Commission urged leaders to engage with ",
            cite.words(EUROPE_TIMES, "authorities in the West and East"),
            " of Libya ",
            Cite((EUROPE_TIMES, BLOG)),
            ". The record of meetings is on the ",
            Link("https://commission.europa.eu/index_en?x=1&y=2", said("Commission’s pages")),
            ", and ",
            Emphasis(said("no source")),
            " tells what became of the elections announced in 2021.",
        ),
        Bullets(
            (
                paragraph("Technical meetings with civil servants ", Cite((EUROPE_TIMES,)), "."),
                paragraph("Political contacts, so far refused ", Cite((UNITED24,)), "."),
            ),
            is_ordered=True,
        ),
        anchor="background",
    )


def _quotes(cite: Citing) -> Section:
    danger = cite.words(
        BONDARIEVA,
        "There is certainly a danger that Russia … [will] use migrants and the migration issue as a whole as a weapon "
        "against Europe. This weaponisation is taking place, and of course we also fear that Russia intends to do "
        "the same with Libya",
        speaker="Magnus Brunner",
        role="European Commissioner for Internal Affairs and Migration",
        said=Period.parse("2025-07-22"),
    )
    fragment = cite.words(EUROPE_TIMES, "morally bankrupt,", kind="partial")
    frame = cite.passage(
        EUROPE_TIMES,
        "Groups like Amnesty International have described the EU’s cooperation as “morally bankrupt,” citing extensive "
        "reports from the UN and civil society of widespread abuses, torture, and arbitrary detention in Libyan "
        "migrant centers.",
    )
    letter = cite.words(
        LETTER,
        "However, the number of return decisions that are effectively implemented remains too low across the EU.",
    )
    elided = cite.words(
        UNITED24,
        "Migrants are used as an instrument by the regime",
        "our neighbours are really suffering from this,",
    )
    other = cite.words(
        UNITED24,
        "There is certainly a danger that Russia will use migrants and the migration issue as a weapon against Europe.",
    )
    return section(
        "quotes",
        "What they said",
        Quotation(
            danger,
            said(
                "Magnus Brunner, European Commissioner for Internal Affairs and Migration, in an interview with "
                "Politico, reported on 22 July 2025 ",
                Cite((BONDARIEVA,)),
            ),
            notes=(said("Also reported in August 2025, in other words: ", other, " ", Cite((UNITED24,))),),
        ),
        Quotation(
            fragment, said("unattributed, reported in autumn 2025 ", Cite((EUROPE_TIMES,))), frame=said(frame)
        ),
        Quotation(
            letter, said("Ursula von der Leyen, letter to EU leaders, December 2023 ", Cite((LETTER,)))
        ),
        Quotation(
            elided,
            said(
                "Sviatlana Tsikhanouskaya, Belarusian opposition leader, to The Telegraph ", Cite((UNITED24,))
            ),
        ),
    )


FIGURES = (
    (
        EUROPE_TIMES,
        "detections on the eastern Libya-to-Crete route",
        "approximately 280%",
        "September 2025",
        "Libya",
    ),
    (EUROPE_TIMES, "Overall departures from Libya", "about 50%", "period not stated", "Libya"),
    (BLOG, "migrants arrived in Italy", "More than 13 000", "2021, to 6 June", "Italy"),
    (BLOG, "from Libya", "nearly 9,000", "2021, to 6 June", "Italy"),
    (
        UNITED24,
        "illegal crossings along its eastern land borders",
        "about 5,000",
        "January to July 2025",
        "EU",
    ),
    (LETTER, "additional programmes of border management", "EUR 10 million", "from January 2023", "Libya"),
    (LETTER, "European border guards", "50", "December 2023", "Finland"),
    (BLOG, "external migration assistance", "eight billion euros", "the next seven years", "not stated"),
)


def _figures(cite: Citing) -> Section:
    rows = []
    for document, measure, value, period, place in FIGURES:
        number = cite.figure(document, value, measure=measure)
        named = cite.passage(document, measure)
        rows.append(
            Row(
                (
                    said(replace(named, marks=False)),
                    said(number),
                    said(period),
                    said(place),
                    said(Cite((document,))),
                ),
                (number.evidence or "", named.evidence or ""),
            )
        )
    return section(
        "figures",
        "What the figures say",
        Table(
            "Figures as the sources state them",
            (
                Column("measure", "What is measured"),
                Column("value", "Value", Align.RIGHT),
                Column("period", "Period"),
                Column("place", "Place"),
                Column("source", "Source"),
            ),
            tuple(rows),
            notes=(said("The year of that September is inferred from the date of the source."),),
        ),
    )


EVENTS = (
    (
        BLOG,
        "6 June 2021",
        "Last, but not least, addressing the migratory and humanitarian situation in Libya remains a top priority for us, and will be discussed on my visit there.",
    ),
    (
        LETTER,
        "28 November 2023",
        "Nearly 60 countries took part in the international conference hosted by the Commission on 28 November to form a Global Alliance to counter migrant smuggling.",
    ),
    (
        EUROPE_TIMES,
        "July 2025",
        "A July 2025 visit to Benghazi by EU Migration Commissioner Magnus Brunner and ministers from Italy, Greece, and Malta ended in a diplomatic fiasco when the delegation was expelled after refusing to pose for a photo-op with eastern Libyan authorities.",
    ),
    (
        BONDARIEVA,
        "July 2025",
        "The Greek parliament recently approved a proposal to suspend the processing of asylum applications for migrants arriving from Libya for three months.",
    ),
    (
        UNITED24,
        "August 2025",
        "Open-source data shows that flights on Libya’s national carrier between Benghazi and Minsk jumped from two in May to five in June, before dipping slightly to four in July.",
    ),
)


def _timeline(cite: Citing) -> Section:
    rows = []
    for document, when, sentence in EVENTS:
        event = cite.event(document, sentence)
        rows.append(Row((said(when), said(event), said(Cite((document,)))), (event.evidence or "",)))
    columns = (Column("when", "When"), Column("event", "What happened"), Column("source", "Source"))
    return section("timeline", "Timeline", Table("Events that the sources date", columns, tuple(rows)))


def _actors() -> Section:
    rows = (
        Row(
            (
                said("Magnus Brunner"),
                said("European Commissioner for Internal Affairs and Migration"),
                said("2 quotations ", Cite((BONDARIEVA, UNITED24))),
            )
        ),
        Row(
            (
                said("Ylva Johansson"),
                said("European Commissioner for Home Affairs"),
                said("1 quotation ", Cite((BLOG,))),
            )
        ),
        Row(
            (
                said("Ursula von der Leyen"),
                said("President of the European Commission"),
                said("1 quotation ", Cite((LETTER,))),
            )
        ),
    )
    columns = (Column("actor", "Who"), Column("role", "Role in the sources"), Column("said", "Said"))
    return section("actors", "Actors", Table("Who is quoted in this brief", columns, rows))


def _disagreements(cite: Citing) -> Section:
    one = cite.passage(EUROPE_TIMES, "the delegation was expelled after refusing to pose for a photo-op")
    two = cite.passage(
        UNITED24, "abruptly canceled after officials landed and were told they were not welcome"
    )
    return section(
        "disagreements",
        "Where the sources differ",
        Subheading("The visit to Benghazi"),
        Bullets(
            (
                paragraph(one, " — The Europe Times ", Cite((EUROPE_TIMES,)), editors=False),
                paragraph(two, " — United24 ", Cite((UNITED24,)), editors=False),
            )
        ),
    )


def _limits() -> Section:
    return section(
        "limits",
        "Limits",
        Bullets(
            (
                paragraph("The newest source is of autumn 2025.", editors=False),
                paragraph("1 figure has no stated period.", editors=False),
                paragraph("2 claims rest on one source.", editors=False),
            )
        ),
    )


def plain_brief(
    *blocks: Block, cite: Citing | None = None, kind: str = "briefing", **head: object
) -> CheckedBrief:
    """A brief of one section that holds these blocks, and its sources."""
    cite = cite or Citing()
    body = section("text", "Text", *blocks)
    made = _finished((body,), cite)
    return CheckedBrief(replace(made, masthead=replace(made.masthead, kind=kind, **head)))  # type: ignore[arg-type]
