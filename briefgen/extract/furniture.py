"""Page debris by rule: what a page adds around a text and nobody wrote as part of it.

Lines only; a person's decision in the sidecar is taken before any rule here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefgen.extract.lines import Line
from briefgen.extract.wordsets import word_set

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
)
_DAY = (
    rf"(?:\d{{1,2}}\s+{_MONTH}\s+\d{{4}}|{_MONTH}\s+\d{{1,2}},?\s+\d{{4}}"
    r"|\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d\d-\d\d)"
)

# A whole line that is a control, a label or an advertisement of a web page.
_CONTROL = re.compile(
    r"""[-•*|\s]*(?:
        skip\ to\ (?:main\ )?(?:content|navigation) | (?:main\ )?(?:menu|navigation) | home | search
      | categor(?:y|ies) | latest\ (?:news|posts|stories) | trending(?:\ now)?
      | most\ (?:read|popular) | breaking\ news
      | advertisements? | sponsored(?:\ content)? | (?:sign|log)\ (?:in|up)
      | subscribe(?:\ now)? | newsletters?
      | share | print | email | save | listen | comments? | tweet | copy\ link | (?:read|load|show)\ more
      | back\ to\ top
      | share\ (?:this|on)\b.{0,40} | share\ this\ page | follow\ us\b.{0,40}
      | accept\ (?:all\ )?cookies | cookie\ (?:policy|settings)
      | all\ rights\ reserved\.? | (?:copyright\b|©).{0,80} | \[?edit\]? | \[hide\] | contents\ \[hide\]
      | (?:photo|image|picture|video|credits?|source|caption|illustration)\s*:.{0,120}
      | (?:getty\ images|reuters|afp|ap\ photo)(?:\s*/.{0,60})?
      | (?:blog|profile|portrait|photo|image|picture|video)\s+(?:of\ )?[A-Z][\w-]+(?:\s[A-Z][\w-]+)?
      | page\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})? | \d{1,4}\s*/\s*\d{1,4} | [-–—]\s*\d{1,4}\s*[-–—] | \d{1,3}
      | (?:please\ )?(?:turn\ over|see\ overleaf)
    )\s*""",
    re.VERBOSE | re.IGNORECASE,
)
# A file name of a picture or page asset that stands alone, with what is left of its link.
_ASSET = re.compile(r"[\s(!\[\]-]*\S{0,200}\.(?:jpe?g|png|gif|webp|svg|avif|mp4)\)?\S{0,40}", re.IGNORECASE)
_ADDRESS = re.compile(r"\(?(?:https?://|www\.)\S{1,300}\)?", re.IGNORECASE)
# Postal lines and telephone lines: a number after "Tel", or a post code between commas with no verb.
_POSTAL = re.compile(
    r"\b(?:Tel|Fax|Phone|Téléphone|Telephone|Direct\ line|E-mail)\b\s{0,3}[.:(+][\s(:+]{0,6}\d"
    r"|\bB-\d{4}\b|P\.?\s?O\.?\ Box\s\d",
    re.IGNORECASE,
)
_POSTAL_SIGNS = ("tel", "fax", "hone", "direct l", "e-mail", "b-", "box")
# Stamps of registries: Ref. Ares(2025)2524801 - 28/03/2025, COM(2023) 755 final, Document No …
_RULE = re.compile(r"[\W_]+|\d{2}-\d{3,6}\s+\(E\).{0,20}|[\d-]{4,12}\s{2,}\d{1,4}/\d{1,4}")
_CONTACT = re.compile(
    r"(?:(?:press|media)\s)?contacts?(?:\s(?:for\sthe\s(?:press|media)|us))?\s?:?.{0,80}"
    r"|.{0,80}(?:\(\+\d[\d\s/()-]{6,20}\)|\S{1,40}@\S{1,40}\.\w{2,10}).{0,30}",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"(?:(?:Our\s|Your\s)?Ref(?:\.|erence)?\s*[:.]?\s*\S{0,20}\(?\d{4}\)?.{0,40}"
    r"|Ares\(\d{4}\)\d+.{0,30}|(?:COM|SWD|JOIN|C|SEC)\(\d{4}\)\s?\d{1,5}(?:\sfinal)?"
    r"|(?:Received|Registered|Downloaded|Printed|Retrieved)\s(?:on|from|at)\b.{0,80})",
    re.IGNORECASE,
)
_TIME = (
    r"(?:\d{1,2}[:.h]\d{2}\s*(?:[ap]\.?m\.?)?(?:\s*\(?(?:GMT|UTC|CET|CEST|EST|EDT|BST|ET)\b[^,\s]{0,6}\)?)?)"
)
# ", 22 July 2025, 10:19 - Khrystyna Bondarieva"   "By Jane Roe | 4 May 2024"   "Updated: May 4, 2024 10:00"
_BYLINE = re.compile(
    rf"""[\s,|•-]*(?:
        (?:published|updated|posted|last\ (?:updated|modified)|created|date|issued)\s*(?:on|at|:)?\s*
        (?:\w+,?\s)?{_DAY}.{{0,60}}
      | {_DAY},?\s*(?:at\s*|-\s*|\|\s*)?{_TIME}.{{0,60}}
      | {_TIME},?\s*(?:-|\|)?\s*{_DAY}.{{0,60}}
      | (?-i:B[yY]\s+[A-Z][\w’'.-]+(?:,?\s+(?:[A-Z][\w’'.-]*|de|van|von|der|al|and|in|\|)){{1,8}})
        (?:\s*[,|•–-]\s*{_DAY}.{{0,30}})?
    )\s*""",
    re.VERBOSE | re.IGNORECASE,
)
# The head of a web page run together: "News blog6 June 2021Directorate-General for Communication"
_PAGE_HEAD = re.compile(
    rf"(?:news(?:\s(?:blog|article|item|announcement))?|blog(?:\spost)?|press\s(?:release|statement|corner)|statement|speech|article|opinion|interview|daily\snews)"
    rf"\s*[|•·,-]?\s*{_DAY}.{{0,100}}",
    re.IGNORECASE,
)
_TAIL_HEAD = re.compile(
    r"(?:publication\ date|date\ of\ publication|published|last\ update[d]?)\s*:?", re.IGNORECASE
)
_LINKS_HEAD = re.compile(
    r"""(?:for\ )?(?:more|further)\ (?:information|reading|details|on\ this(?:\ topic)?)\s*:?
      | (?:other|related|useful)\ (?:sources|links|information|documents?|content|articles?|stories
        |topics|news|media|posts)\s*:?
      | related | see\ also | external\ links | you\ may\ also\ like | read\ (?:also|next)\s*:?
      | share\ this\ page""",
    re.VERBOSE | re.IGNORECASE,
)
# A line of nothing but place and date: "Brussels, 5 March 2024"
_DATELINE = re.compile(
    rf"(?:[A-Z][\w’'-]{{1,20}}(?:\s[A-Z][\w’'-]{{1,20}}){{0,3}},?\s+)?"
    rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?{_DAY}"
)
# Two or more heads of a table's columns on one line: "Ongoing / Underway Next Steps and Timeline"
_COLUMNS = (
    r"next\ steps|timeline|ongoing|underway|status|deadline|responsible|state\ of\ play|lead|progress"
    r"|actions?|deliverables?|indicators?|remarks"
)
_COLUMN_HEAD = re.compile(rf"\b(?:{_COLUMNS})\b", re.IGNORECASE)
_COLUMN_STEMS = tuple(_COLUMNS.replace("s?", "").replace("\\", "").split("|"))
_FEWEST_COLUMNS = 3

# What a line of debris that opens with a word opens with: a quick look before the long expressions.
_OPENING = re.compile(r"[-•*|\s,(\[]*([^\W\d_]+)")
_FORMS = (_CONTROL, _RULE, _STAMP, _BYLINE, _ADDRESS, _PAGE_HEAD)
_FIRST_WORDS = word_set(
    """
    skip main menu navigation home search category categories latest trending most breaking advertisement
    advertisements sponsored sign log subscribe newsletter newsletters share print email save listen comment
    comments tweet copy read load show back follow accept cookie all copyright edit hide contents photo image
    picture video credit credits source caption illustration getty reuters afp ap blog profile portrait page
    please turn see
    our your ref reference ares com swd join c sec received registered downloaded printed retrieved
    published updated posted last created date issued by http https www
    news press statement speech article opinion interview daily
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    """
)
_FIRST_OF_CONTACT = word_set("press media contact contacts")
_OPENINGS_OF_LINKS = word_set("for mor fur oth rel use see ext you rea sha")  # first letters
_LONGEST_DEBRIS = 220
_TOP = 12  # lines in which a page's navigation stands before its title


def mark_debris(lines: Sequence[Line]) -> None:
    """Set `is_debris` on every line that is no part of the text."""
    if sum(1 for line in lines if not line.is_debris) < 2:
        return  # one line is the text, whatever it looks like
    above: Line | None = None
    for line in lines:
        goes_on = above is not None and not above.is_debris and line.blanks == 0 and not line.indent
        inside = (
            goes_on and above is not None and (above.is_torn or (line.starts_low and not above.is_closed))
        )
        if not inside and not line.is_debris:
            line.is_debris = is_debris(line.text)
        above = line
    _mark_datelines(lines)
    _mark_navigation(lines)
    _mark_column_heads(lines)
    _mark_link_lists(lines)
    _mark_tail(lines)


def is_debris(line: str) -> bool:
    """Whether a line is debris whatever stands around it."""
    if len(line) > _LONGEST_DEBRIS:
        return False
    opening = _opening_word(line)
    if (not opening or opening in _FIRST_WORDS) and any(form.fullmatch(line) for form in _FORMS):
        return True
    may_be_asset = "." in line and (" " not in line or not line[0].isalnum())
    if may_be_asset and _ASSET.fullmatch(line):
        return True
    if line.endswith((".", ":", ";")) and len(line.split()) > 3:
        return False
    if any(map(line.lower().__contains__, _POSTAL_SIGNS)) and _POSTAL.search(line):
        return True
    may_be_contact = "@" in line or "(+" in line or opening in _FIRST_OF_CONTACT
    return may_be_contact and _CONTACT.fullmatch(line) is not None


def _opening_word(line: str) -> str:
    """The first word in small letters, over bullets and brackets; empty where the line begins otherwise."""
    first = line.partition(" ")[0]
    if first.isalpha():
        return first.lower()
    opening = _OPENING.match(line)
    return opening[1].lower() if opening else ""


def _mark_datelines(lines: Sequence[Line]) -> None:
    """The date at the head or foot of a text; many of them are the headings of a chronology."""
    dated = [
        line
        for line in (*lines[:_TOP], *lines[max(_TOP, len(lines) - _TOP) :])
        if line.text[-1].isdigit() and _DATELINE.fullmatch(line.text)
    ]
    if len(dated) <= 2:
        for line in dated:
            line.is_debris = True


def _mark_navigation(lines: Sequence[Line]) -> None:
    """Short list items above the title are the page's menu, when debris is among them."""
    menu: list[Line] = []
    for line in lines[:_TOP]:
        if not line.is_debris and (not line.mark or len(line.words) > 25 or line.is_closed):
            break
        menu.append(line)
    if any(line.is_debris for line in menu):
        for line in menu:
            line.is_debris = True


def _mark_column_heads(lines: Sequence[Line]) -> None:
    for at, line in enumerate(lines):
        if line.is_closed or line.mark or len(line.text) > 120 or not _may_head_columns(line.text):
            continue
        if len({head.lower() for head in _COLUMN_HEAD.findall(line.text)}) >= _FEWEST_COLUMNS:
            line.is_debris = True
            above = at - 1
            while above >= 0 and _is_head_above(lines[above], lines[above + 1]):
                lines[above].is_debris = True
                above -= 1


def _may_head_columns(text: str) -> bool:
    return sum(map(text.lower().__contains__, _COLUMN_STEMS)) >= _FEWEST_COLUMNS


def _is_head_above(line: Line, below: Line) -> bool:
    """The upper line of a head of two lines; a page's first line is indented."""
    return below.blanks == 0 and not below.indent and len(line.text) <= 40 and not line.is_closed


def _mark_link_lists(lines: Sequence[Line]) -> None:
    """From "For more information" on, all lines up to the next sentence are links."""
    inside = False
    for line in lines:
        if line.text[:3].lower() in _OPENINGS_OF_LINKS and _LINKS_HEAD.fullmatch(line.text):
            inside = True
        elif line.is_finished and len(line.text) > 60:
            inside = False
        line.is_debris = line.is_debris or inside


def _mark_tail(lines: Sequence[Line]) -> None:
    """ "Publication date" with the date, department and tags below it, at the end of a page."""
    for at in range(max(0, len(lines) - _TOP), len(lines)):
        if _TAIL_HEAD.fullmatch(lines[at].text) and not any(line.is_finished for line in lines[at:]):
            for line in lines[at:]:
                line.is_debris = True
            return
