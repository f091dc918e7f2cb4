"""Documents put together at random from the pieces that break readers: marks, names, numbers, markup."""

from __future__ import annotations

from hypothesis import strategies as st

NAMES = [
    "Anna Bright",
    "Ibrahim “the Fox” Al-Obeidi",
    "Jean 'Johnny' O’Neill",
    "Khaled al-Mahjoub (خالد)",
    "the envoy",
    "a spokesperson for the “Sea” group",
    'Mr. J. R. "Bob" Smith Jr.',
    "Łukasz Żółć-Śmiały",
    "H.E. Dr. Ana de la Cruz y Souza",
    "EU's *top* diplomat",
    "Minister <b>Paul</b> Brandt",
    "officials",
    "“None”",
    "the so-called “admiral” Vito",
    "Sergeant 'Zip' Rossi, 54,",
    "Ursula\nvon der Leyen",
]
ROLES = [
    "",
    ", head of the “Benghazi Shield” brigade,",
    ", the EU’s 'border' commissioner,",
    ', mayor of "Porto Nuovo",',
    ", 45, deputy | minister *of* sea,",
    ", who runs the 'Sea-Eye 4',",
    " (Libya)",
]
VERBS = [
    "said",
    "told reporters",
    "warned",
    "wrote in a letter",
    "told Radio “Fox”",
    "said in an interview with *Politico* on 3 May 2025",
    "stressed last week",
    "asked",
    "tweeted @sea",
]
PIECES = [
    "The patrols will go on",
    "we stop 1,200 boats a day",
    "the “partners” pay EUR 5 million for patrols",
    "no patrol in 2024 | none",
    "patrols rose by 45% to 13 000",
    "*our* boats are <i>safe</i>",
    "the sea isn’t safe, it's 'deadly' for boats",
    "2. patrols",
    "# patrols",
    "> boats at sea",
    "patrol [^1] and [link](http://x)",
    "the patrol of May 2025 cost $1.5bn (about 10 per cent)",
    "boats … [and] patrols",
    "the patrol’s “so-called ‘boats’” never left",
    "dozens of boats, tens of thousands of people",
    "Patrols? Never! Ever.",
    "دوريات patrol",
    "patrol `code` ~~x~~ \\n \\\\",
    "between 5 and 10 boats out of 20 patrols",
    "undefined patrols and None of the boats",
    "2025-06-03 patrols, 12/5/2024 boats, 9/11 sea",
    "boats\n- 2 -\nat sea",
    "half a million boats, one in four patrols",
    "the patrol \x0c page boats",
    "pa\u00adtrols and boa\u200bts",
    "patrols \u202eofni\u202c at sea",
    "5 patrols in\n\n- 3 -\n\nTripoli and at sea",
    "1’000 boats, 2½ patrols",
    "last year 40 boats",
]
MARKS = [
    ("“", "”"),
    ('"', '"'),
    ("‘", "’"),
    ("«", "»"),
    ("„", "“"),
    ("“", ""),
    ("", "”"),
    ("'", "'"),
    ("``", "''"),
]
HEADS = [
    "",
    "“Technical” patrols\n\n",
    "3 June 2025\n\n",
    "Dear colleagues,\n\nI write on patrols. ",
    "PATROLS | <b>x</b>\n\nBy Jean 'J' Doe\n\n12 May 2025\n\n",
]
TAILS = ["", '\n\nYours sincerely,\n\nMaria "Mia" Conte\n']


@st.composite
def quotations(draw: st.DrawFn) -> str:
    opening, closing = draw(st.sampled_from(MARKS))
    words = ", ".join(draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=3)))
    return f"{opening}{words}{draw(st.sampled_from('.,!?… '))}{closing}"


@st.composite
def sentences(draw: st.DrawFn) -> str:
    name, other = draw(st.sampled_from(NAMES)), draw(st.sampled_from(NAMES))
    role, verb = draw(st.sampled_from(ROLES)), draw(st.sampled_from(VERBS))
    piece, quotation = draw(st.sampled_from(PIECES)), draw(quotations())
    when = draw(st.sampled_from(["In May 2025", "In 2023", "In June", "In Q3 2024", "On 7 March 2021"]))
    forms = [
        f"{name}{role} {verb}: {quotation}",
        f"{quotation} {verb} {name}{role}.",
        f"{quotation} {name} {verb}, {draw(quotations())}",
        f"According to {name}{role}, {quotation}.",
        f"{when}, {piece}.",
        f"{name} {verb} that {piece} and {quotation}.",
        f"I saw {piece}.",
        f"- {piece}\n- {quotation}\n",
        f"\n{piece}\n",
        f"| a | {piece} |\n| 3 | {quotation} |\n",
        f"{when}, {name}{role} met {other} on {piece}.",
    ]
    return draw(st.sampled_from(forms))


@st.composite
def documents(draw: st.DrawFn) -> str:
    paragraph = st.lists(sentences(), min_size=1, max_size=5).map(" ".join)
    body = "\n\n".join(draw(st.lists(paragraph, min_size=2, max_size=6)))
    return draw(st.sampled_from(HEADS)) + body + draw(st.sampled_from(TAILS))
