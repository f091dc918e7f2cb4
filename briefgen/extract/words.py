"""Word classes, as far as rules need them: closed classes in full, verbs of reporting and movement.

Not a tagger: a word that stands in no list counts as part of a noun phrase.
"""

from __future__ import annotations

import re
from enum import StrEnum

from briefgen.extract.wordsets import word_set

DETERMINERS = word_set(
    "the a an this that these those all both each every any no some another such its their his her our "
    "my your whose which either neither several many few"
)
PRONOUNS = word_set(
    "what i we you he she it they them us him me who whom itself themselves himself herself ourselves "
    "one's there everyone someone nobody something nothing everything others ones mine theirs ours"
)
POSSESSIVES = word_set("its their his her our my your whose")
PREPOSITIONS = word_set(
    "of in on at by for from to with without within into onto through throughout across along against "
    "between among amid after before since during until till over under above below near beyond about "
    "around per via towards toward upon versus despite outside inside behind including excluding "
    "compared following like than as out off up down due worth apiece regards"
)
CONJUNCTIONS = word_set(
    "and or but nor so yet while whereas because although though if when where whether unless that which who"
)
AUXILIARIES = word_set(
    "is are was were be been being am has have had having do does did will would shall should can could "
    "may might must cannot isn't aren't wasn't weren't hasn't haven't hadn't won't don't doesn't didn't"
)
ADVERBS = word_set(
    "now already still also again currently only just even ever never not recently slightly sharply "
    "annually today yesterday tomorrow here there then together apart alone altogether respectively "
    "underway worldwide nationwide abroad ago later earlier thus however therefore meanwhile instead "
    "often always soon once twice too very so far almost nearly up down away aside back each apiece"
)
# Finite forms that do not end in -ed, and -ed forms that often follow a subject without an auxiliary.
VERBS = word_set(
    "rose fell grew sank slid shot lost won hit held made took came went got gave put set said says "
    "told saw left led met paid sold bought built began became brought sent spent stood ran drew flew "
    "fled drowned died rises falls grows says include includes included remain remains become becomes "
    "come comes arrive arrives need needs want wants live lives stay stays show shows reveal reveals "
    "exist exists work works make makes take takes get gets go goes give gives see sees say cost costs "
    "help helps hope expect expects feature features offer offers contain contains account accounts "
    "support supports face faces amount foresees requires provides receives enables ensures prioritises "
    "prioritizes intensifies focuses considers suggests believes thinks indicates estimates concerns "
    "hosts owns employs earns pays spends buys sells builds produces operates manages delivers develops "
    "creates defines identifies involves involve contributes consists represent represents benefit "
    "benefits continue continues allow allows seek seeks aim aims cover covers stand stands leave "
    "leaves sets runs brings keeps finds seems appears carries carry earn"
)
PARTICIPLES = word_set(
    "led made built held taken given sent born known seen done found paid sold bought driven owned "
    "spent won lost broken chosen drawn grown risen fallen become run"
)
# Plurals without -s, and nouns that are counted without one.
PLURALS = word_set(
    "people men women children feet teeth staff police personnel aircraft troops cattle sheep fish "
    "species series crew criteria phenomena data media fishermen servicemen policemen spokesmen firemen "
    "crossings offspring salmon craft spacecraft hovercraft watercraft bacteria"
)
_SINGULAR_S = re.compile(r"(?:ss|us|is|ics|ous|news|lens|gas|bias|always|perhaps)$")


class Kind(StrEnum):
    """What a token may be in a sentence."""

    NOUN = "noun"  # a noun, an adjective, or a word that stands in no list
    DETERMINER = "determiner"
    PRONOUN = "pronoun"
    PREPOSITION = "preposition"
    CONJUNCTION = "conjunction"
    VERB = "verb"
    ADVERB = "adverb"
    PARTICIPLE = "participle"  # -ed, -en
    GERUND = "gerund"  # -ing
    NUMBER = "number"
    MARK = "mark"  # punctuation


# The members by themselves: to look one up in its class takes a call, and rules do it at every word.
NOUN, DETERMINER, PRONOUN, PREPOSITION = Kind.NOUN, Kind.DETERMINER, Kind.PRONOUN, Kind.PREPOSITION
CONJUNCTION, VERB, ADVERB, PARTICIPLE = Kind.CONJUNCTION, Kind.VERB, Kind.ADVERB, Kind.PARTICIPLE
GERUND, NUMBER, MARK = Kind.GERUND, Kind.NUMBER, Kind.MARK

ALSO_NOUNS = word_set(
    "support amount account cost costs benefit benefits offer feature work works face need needs help "
    "cover hosts estimates accounts supports concerns delivers set put hit cut run"
)


_IN_EED = word_set("agreed disagreed freed guaranteed decreed")
_ADJECTIVES_IN_LY = word_set(
    "family assembly anomaly monthly weekly yearly daily early likely elderly friendly orderly deadly costly"
)
_GERUND_NOUNS = word_set(
    "upcoming incoming outgoing ongoing existing following remaining leading meeting meetings building "
    "buildings crossing crossings training trainings funding king thing things morning evening string "
    "ring wing spring being ceiling hearing ruling rulings sitting finding findings killing killings "
    "landing landings sighting sightings listing listings filing filings earnings savings smuggling "
    "trafficking housing shipping fishing banking lending spending pricing rating ratings warning "
    "warnings offering offerings shooting shootings wedding proceedings proceeding opening openings "
    "painting"
)


def kind_of(word: str) -> Kind:
    """The class of a word by itself."""
    lower = word.lower()
    if word[0].isdigit():
        return Kind.NUMBER
    if not word[0].isalpha():
        return Kind.MARK
    for kind, members in (
        (Kind.DETERMINER, DETERMINERS),
        (Kind.PRONOUN, PRONOUNS),
        (Kind.CONJUNCTION, CONJUNCTIONS),
        (Kind.PREPOSITION, PREPOSITIONS),
        (Kind.VERB, AUXILIARIES),
        (Kind.ADVERB, ADVERBS),
    ):
        if lower in members:
            return kind
    return _open_class(word, lower)


def _open_class(word: str, lower: str) -> Kind:
    if lower in _GERUND_NOUNS or (word[0].isupper() and not lower.endswith("ed")):
        return Kind.NOUN
    if lower in PARTICIPLES or (
        lower.endswith("ed") and len(lower) > 4 and (not lower.endswith("eed") or lower in _IN_EED)
    ):
        return Kind.PARTICIPLE
    if lower in VERBS:
        return Kind.VERB
    if lower.endswith("ing") and len(lower) > 5:
        return Kind.GERUND
    if lower.endswith("ly") and len(lower) > 5 and lower not in _ADJECTIVES_IN_LY:
        return Kind.ADVERB
    return Kind.NOUN


def is_plural(word: str) -> bool:
    """Does the word look like a plural noun?"""
    lower = word.lower()
    if lower in PLURALS:
        return True
    if len(word) > 2 and word[:-1].isupper() and word.endswith("s"):
        return True  # MEPs, NGOs
    return (
        len(lower) > 3 and lower.endswith("s") and not lower.endswith("'s") and not _SINGULAR_S.search(lower)
    )
