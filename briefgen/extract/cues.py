"""Words that report speech, as a table: verbs by strength, and the frames in which a quotation is none.

STRONG verbs report words by themselves ("said", "told"). WEAK ones do so only with a quotation close by
("described the deal as “…”"). An analyst adds a verb as one word (irregular forms in IRREGULAR).
"""

from __future__ import annotations

from enum import IntEnum

from briefgen.extract.lexicon import words


class Strength(IntEnum):
    WEAK = 1
    STRONG = 2


STRONG_VERBS = words(
    """
    say tell add write ask reply respond continue explain note argue warn state declare announce insist
    claim tweet retweet post assert remark observe recall conclude stress emphasise emphasize underline
    comment admit acknowledge concede joke quip boast complain lament caution counter retort shout yell
    scream whisper mutter murmur chant testify exhort opine grouse sneer cry blare question charge venture
    gripe report answer interject exclaim maintain contend allege suggest assure reiterate repeat confirm
    deny vow pledge promise predict confess confide opine muse reason inform advise remind recount narrate
    relate quote cite begin read proclaim demand plead urge implore object protest chime interrupt elaborate
    clarify summarise summarize stipulate signal indicate hint imply mention disclose reveal convey
    underscore highlight point bemoan crow fume snap bark deadpan gush rail thunder intone instruct
    """
)
WEAK_VERBS = words(
    """
    hold speak talk call describe label brand dub characterise characterize portray praise criticise criticize
    condemn denounce slam blast deride mock dismiss decry attack assail accuse blame fault refer believe
    think feel hope fear worry consider see view regard want seek propose recommend promote support back
    oppose reject rule agree disagree defend hail laud applaud welcome credit thank congratulate tout
    champion invoke discuss address question challenge press answer compare liken depict cast paint
    paraphrase find conclude show list outline define decide determine judge rate pronounce term express
    voice offer issue deliver release publish record sing encourage invite appeal lobby campaign threaten
    order command rule swear apologise apologize joke ridicule lambast lambaste rebuke scold chide berate
    taunt tease rip knock bash skewer pan trash torch commend salute celebrate advocate guarantee
    acknowledge warn stand doubt expect suspect fret envision imagine wonder learn know realise realize
    appreciate respect enjoy regret sum put echo use employ coin frame pitch bill push raise launch rail
    reference cheer flag trumpet preach
    """
)

IRREGULAR: dict[str, tuple[str, ...]] = {
    "say": ("says", "said", "saying"),
    "tell": ("tells", "told", "telling"),
    "write": ("writes", "wrote", "written", "writing"),
    "read": ("reads", "read", "reading"),
    "begin": ("begins", "began", "begun", "beginning"),
    "speak": ("speaks", "spoke", "spoken", "speaking"),
    "hold": ("holds", "held", "holding"),
    "think": ("thinks", "thought", "thinking"),
    "feel": ("feels", "felt", "feeling"),
    "see": ("sees", "saw", "seen", "seeing"),
    "seek": ("seeks", "sought", "seeking"),
    "find": ("finds", "found", "finding"),
    "show": ("shows", "showed", "shown", "showing"),
    "cast": ("casts", "cast", "casting"),
    "know": ("knows", "knew", "known", "knowing"),
    "swear": ("swears", "swore", "sworn", "swearing"),
    "sing": ("sings", "sang", "sung", "singing"),
    "put": ("puts", "put", "putting"),
    "stand": ("stands", "stood", "standing"),
    "sell": ("sells", "sold", "selling"),
    "bring": ("brings", "brought", "bringing"),
    "make": ("makes", "made", "making"),
    "give": ("gives", "gave", "given", "giving"),
    "spell": ("spells", "spelled", "spelt", "spelling"),
    "cite": ("cites", "cited", "citing"),
    "rip": ("rips", "ripped", "ripping"),
    "pan": ("pans", "panned", "panning"),
    "snap": ("snaps", "snapped", "snapping"),
    "quip": ("quips", "quipped", "quipping"),
    "admit": ("admits", "admitted", "admitting"),
    "rebut": ("rebuts", "rebutted", "rebutting"),
    "slam": ("slams", "slammed", "slamming"),
    "refer": ("refers", "referred", "referring"),
    "label": ("labels", "labelled", "labeled", "labelling", "labeling"),
    "signal": ("signals", "signalled", "signaled", "signalling", "signaling"),
    "dub": ("dubs", "dubbed", "dubbing"),
    "stress": ("stresses", "stressed", "stressing"),
    "focus": ("focuses", "focused", "focusing"),
    "learn": ("learns", "learned", "learnt", "learning"),
    "fret": ("frets", "fretted", "fretting"),
}


def _forms(verb: str) -> tuple[str, ...]:
    """The regular forms: third person, past, participle."""
    if verb in IRREGULAR:
        return IRREGULAR[verb]
    if verb.endswith("e"):
        return f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    third = f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{verb}s"
    return third, f"{verb}ed", f"{verb}ing"


def _table() -> dict[str, tuple[str, Strength]]:
    table: dict[str, tuple[str, Strength]] = {}
    for verbs, strength in ((WEAK_VERBS, Strength.WEAK), (STRONG_VERBS, Strength.STRONG)):
        for verb in sorted(verbs):
            table |= dict.fromkeys((verb, *_forms(verb)), (verb, strength))
    return table


FORMS = _table()  # form -> (verb, strength)
# Weak verbs that report words themselves, also inside what somebody else says.
REPORTING = words(
    """
    call describe label brand dub characterise characterize portray praise criticise criticize condemn
    denounce slam blast deride mock dismiss decry attack accuse blame refer hail laud applaud depict cast
    ridicule rebuke address express voice issue release publish thank welcome credit challenge put
    """
)
# Verbs whose third person is also a common plural.
NOUNS = words(
    """
    report claim call comment charge note post quote address attack signal joke plan remark protest thank
    demand promise vow pledge praise command challenge state appeal view voice issue release record show
    order campaign hope fear worry dismiss answer question tweet text fault credit doubt respect hint boast
    cry scream shout whisper chant point highlight caution counter support name stress back press cast
    project
    """
)
ADJECTIVES = {"closed", "open", "opening", "closing", "like", "press", "back", "even", "present", "read"}

# “X”, said Brunner: verbs that stand before their subject.
INVERTED = STRONG_VERBS - words("tell point inform assure remind advise hint")

# Words before a mark that make what follows a name or a term, not speech.
NAMING = words(
    """
    so-called titled entitled named nicknamed termed codenamed headlined captioned subtitled
    """
)
TITLE_NOUNS = words(
    """
    project programme program contract film movie book novel song album play show series magazine newspaper
    article report essay column documentary exhibition exhibit conference regulation directive law act bill
    initiative campaign operation course module episode podcast track hashtag headline slogan title term
    word phrase acronym abbreviation heading chapter section
    """
)
