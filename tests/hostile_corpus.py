"""Documents from the worst of the web, invented: each holds something that could break a brief, or get out.

All speak of patrols at sea, so that the small codebook below finds them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

THEMES = """\
patrols:
  title: Patrols & <rescue>
  definition: What is done at sea.
  rules:
    - name: sea
      any: [patrol*, coastguard*, coast guard*, boat*, sea, دوريات, حرس]
nothing:
  title: Nothing
  definition: A theme on which no document says anything.
  rules:
    - name: never
      any: [zzyzx]
"""

MARKUP = """\
Patrols <script>alert(1)</script> & *boats* | `code` [^1] {{ 7*7 }}

12 March 2025

Minister Anna Bright said: “We will *never* stop the **patrols** | not <b>one</b> boat, see [this](javascript:alert(1))
and ![that](http://127.0.0.1:9/x.png) [^1] {{ config }} {% raw %} $x$ ~~gone~~ &lt;i&gt; \\\\ \\| `rm -rf`.”

“<img src=x onerror=alert(2)> is what the coastguard sends us,” said Paul <i>Le Pen</i> Brandt, spokesperson of <b>A&B</b>.

“# Not a heading of patrols,” he said. “1. Not a list of boats,” he added. “- Nor this patrol,” he told reporters.

“> Not a block of patrols --- nor | a | table,” said Anna Bright. “=HYPERLINK(\\"http://x\\") runs the patrol boats,” said Anna Bright.

“[^9]: this is no footnote of the patrol,” said Anna Bright. “https://example.org/patrol and www.example.org and a@b.org
are no links of the coastguard,” said Anna Bright.

In May 2025, 1 200 <b>boats</b> were stopped by patrols & 45% of *them* were sent back.
"""

NICKNAMES = """\
“Technical” patrols: what ‘partners’ and "friends" want at sea

By Karl "Kalle" O'Neill

3 June 2025

Ibrahim “the Fox” Al-Obeidi, head of the “Benghazi Shield” coastguard brigade, said: “The patrols of the coastguard will go on.”

“Our boats are “technical” boats, and the ‘partners’ pay for the patrols,” said Jean 'Johnny' O’Brien, the so-called "admiral"
of the coastguard.

According to Vito "Zip" Rossi, mayor of "Porto Nuovo", “no patrol was seen at sea this year.” The 'Sea-Eye 4', a boat of
the group "Eye of the Sea", rescued 72 people in the "Bay of Pigs" off "Little Tripoli" in April 2025.

The man known as "None" said: “Nobody pays the patrols, none at all.” The group undefined said that “the boats were undefined.”

‘We stop every patrol boat,’ said Ann. 'The sea isn't safe for boats' said Bo. "The coastguard's patrols 'help' nobody," said Cy.
"""

RIGHT_TO_LEFT = """\
حرس السواحل

15 May 2025

قال اللواء خالد المحجوب: «إن دوريات حرس السواحل مستمرة في البحر».

General Khaled al-Mahjoub (خالد المحجوب) said: “The patrols of حرس السواحل will go on in the sea (البحر) until 2026.”

“Our boats \u202egnorw ton era\u202c on patrol,” said the envoy. “The pa\u00adtrols hide a soft hy\u00adphen at sea,” said the envoy.

“The patrols hide a zero\u200bwidth space at sea,” said the envoy. In May 2025 the patrol boats of שלום stopped 300 people.
"""

NUMBERS = """\
Patrols in numbers

1 December 2024

The coastguard stopped 1.234 boats in 2024, 12\u00a0000 people in 2023 and 13 000,5 in 2022. Patrols cost between 5 and 10
million euros, or EUR 5–10 million, and €1.5bn in all. One in four boats was lost at sea. Tens of thousands of migrants
left by boat. Patrols rose by 300% from 2 to 8 boats a day; ½ of the boats and 3/4 of patrols failed. On 31/12/2023 and
2024-02-29 patrols found 007 boats, -5 boats and 1e6 boats. Between 1 and 3 May 2024 the coastguard found 40 people. No
fewer than two hundred and fifty thousand people crossed the sea. The patrol of 9/11 cost $1,000,000.00 and 1’000’000 CHF.
About 99.9999% of patrols, some 0 boats, over 10 000 000 000 000 people and up to XIV boats were counted at sea.

| Year | Patrols | Boats |
| 2023 | 1,200 | 88 |
| 2024 | 1,500 | 99 |
"""

LONG = f"""\
The longest patrol

February 2025

“The patrol of the {"Donaudampfschifffahrts" * 20}kapitän found {"9" * 60} boats at https://example.org/{"a/" * 150} on the sea,”
said {"Maximilian-" * 12}Smith, {"deputy " * 40}head of the coastguard.

In March 2025 the coastguard of {"Llanfairpwllgwyngyll" * 6} stopped 12 boats. “{"The patrol goes on and on. " * 60}” said Eve Long.
"""

LETTER = """\
Brussels, 4 April 2025

Dear colleagues,

I visited the coastguard in March 2025 and I saw 12 patrol boats. “Patrols save lives,” I told the minister. My view is that
“more boats” mean fewer deaths at sea. We have delivered 7 boats (“the Sisters”) for the patrols, and we will deliver 5 more
in June 2025. As "Mia" Conte I know the sea.

I will visit the patrols again in May 2025, and I expect the coastguard to treat all people
on the boats with dig-

- 2 -

nity. Our patrols must respect the law of the sea, as the coastguard promised to me on 1 March 2025.

Yours sincerely,

Maria "Mia" Conte
President of the "Sea" Committee
"""

UNDATED = """\
patrols without a date or a title said the fisherman: “The patrols never come when a boat sinks.” last week 30 boats sank.
yesterday the coastguard stopped nobody. The patrol boat "Ghost" was seen in December. “Patrols?” asked the mayor. “Never!”
"""

RETOLD = """\
Patrols retold

5 June 2025

Ibrahim Al-Obeidi told Radio "Fox": “The patrols of the coastguard will go on, whatever the price.” Anna Bright was quoted
as saying that “we will never stop the patrols”. “The patrols of the coastguard will go on,” Al-Obeidi also said.
"""

CARRIAGE_RETURNS = "\ufeff" + RETOLD.replace("retold", "again").replace("\n", "\r\n")

DOCUMENTS = {
    "markup": MARKUP,
    "nicknames": NICKNAMES,
    "right-to-left": RIGHT_TO_LEFT,
    "numbers": NUMBERS,
    "long": LONG,
    "letter": LETTER,
    "undated": UNDATED,
    "retold": RETOLD,
    "carriage-returns": CARRIAGE_RETURNS,
}

SIDECARS = {
    "markup": 'title: "<script>alert(1)</script> *Patrols* | {{ 7*7 }} [^1] “said” ‘so’"\n'
    'author: "Anna <b>Bright</b> [x](http://x)"\nurl: "https://example.org/?a=1&b=*3*&c=_x_"\n'
    "issued: 2025-03-12\nissued_basis: 12 March 2025\n",
}

ALL_KINDS = r"""title: "Patrols & <b>boats</b> | *all* {{ 7*7 }} [^1]"
standfirst: "Patrols <i>go on</i> & on | {{ 7*7 }}."
kind: dossier
themes: [patrols, nothing]
marking: "<u>INTERNAL</u> | *now*"
publisher: "A & <B> | {{ c }}"
contact: "desk@example.org"
sections:
  - key-points: {max: 20}
  - text:
      title: "Back | <i>ground</i> *x*"
      body: |
        ### A heading | with <b>signs</b>

        The coastguard’s patrols “will go on” [@nicknames], and *of course* **12 patrol boats** were seen [@letter].

        - She says that “We will \*never\* stop the \*\*patrols\*\*” [@markup].
        - Nobody, says [a fisherman](https://example.org/?a=1&b=<2>), saw “patrols never come when a boat sinks” [@undated].

        1. The patrols were retold [@retold; @carriage-returns].
  - quotes: {max: 50, per_speaker: 50}
  - figures: {max: 50}
  - timeline: {max: 50}
  - actors: {max: 50}
  - limits: {notes: ["What <b>nobody</b> says | *of* the patrols."]}
  - sources
  - method
"""

NOTHING = """\
title: Nothing
themes: [nothing]
kind: at-a-glance
sections: [key-points, quotes, figures, timeline, actors, limits, sources, method]
"""


def write_project(root: Path, kinds: Iterable[str] = ()) -> None:
    """A project made of these documents, with a brief of all `kinds` of section and one that finds nothing."""
    for folder in ("seeds", "briefs"):
        (root / folder).mkdir(parents=True)
    for name, text in DOCUMENTS.items():
        (root / "seeds" / f"{name}.txt").write_bytes(text.encode())
    for name, text in SIDECARS.items():
        (root / "seeds" / f"{name}.yaml").write_text(f"id: {name}\n{text}")
    (root / "seeds" / "themes.yaml").write_text(THEMES)
    rest = (kind for kind in kinds if f"- {kind}" not in ALL_KINDS)
    (root / "briefs" / "hostile.yaml").write_text(ALL_KINDS + "".join(f"  - {kind}\n" for kind in rest))
    (root / "briefs" / "nothing.yaml").write_text(NOTHING)
