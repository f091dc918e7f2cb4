"""Names of countries, regions, routes and seats of institutions: what may be the place of a figure."""

from __future__ import annotations

import re
from itertools import compress

from briefgen.extract.remembered import Remembered
from briefgen.extract.spelling import Token, Words

# Members of the United Nations and what else news of the field names as a country, with usual variants.
_COUNTRIES = """
Afghanistan; Albania; Algeria; Andorra; Angola; Argentina; Armenia; Australia; Austria; Azerbaijan;
Bahamas; Bahrain; Bangladesh; Barbados; Belarus; Belgium; Belize; Benin; Bhutan; Bolivia; Bosnia and
Herzegovina; Bosnia; BiH; Botswana; Brazil; Brunei; Bulgaria; Burkina Faso; Burundi; Cabo Verde; Cape
Verde; Cambodia; Cameroon; Canada; Central African Republic; Chad; Chile; China; Colombia; Comoros;
Congo; Costa Rica; Côte d'Ivoire; Cote d'Ivoire; Ivory Coast; Croatia; Cuba; Cyprus; Czechia; Czech
Republic; Denmark; Djibouti; Dominican Republic; Ecuador; Egypt; El Salvador; Equatorial Guinea;
Eritrea; Estonia; Eswatini; Ethiopia; Fiji; Finland; France; Gabon; The Gambia; Gambia; Georgia;
Germany; Ghana; Greece; Grenada; Guatemala; Guinea; Guinea-Bissau; Guyana; Haiti; Honduras; Hong Kong;
Hungary; Iceland; India; Indonesia; Iran; Iraq; Ireland; Israel; Italy; Jamaica; Japan; Jordan;
Kazakhstan; Kenya; Kosovo; Kuwait; Kyrgyzstan; Laos; Latvia; Lebanon; Lesotho; Liberia; Libya;
Liechtenstein; Lithuania; Luxembourg; Macao; Madagascar; Malawi; Malaysia; Maldives; Mali; Malta;
Mauritania; Mauritius; Mexico; Moldova; Monaco; Mongolia; Montenegro; Morocco; Mozambique; Myanmar;
Namibia; Nepal; Netherlands; New Zealand; Nicaragua; Niger; Nigeria; North Korea; North Macedonia;
Norway; Oman; Pakistan; Palestine; Panama; Paraguay; Peru; Philippines; Poland; Portugal; Qatar;
Romania; Russia; Russian Federation; Rwanda; San Marino; Saudi Arabia; Senegal; Serbia; Seychelles;
Sierra Leone; Singapore; Slovakia; Slovenia; Somalia; South Africa; South Korea; South Sudan; Spain; Sri
Lanka; Sudan; Suriname; Sweden; Switzerland; Syria; Taiwan; Tajikistan; Tanzania; Thailand; Timor-Leste;
Togo; Tunisia; Turkey; Türkiye; Turkmenistan; Uganda; Ukraine; United Arab Emirates; UAE;
United Kingdom; UK; Britain; Great Britain; England; Scotland; Wales; Northern Ireland; United States;
USA; US; U.S.; Uruguay; Uzbekistan; Vatican; Venezuela; Vietnam; Yemen; Zambia; Zimbabwe; Western Sahara
"""
_REGIONS = """
Western Balkans; Balkans; Western Balkan; North Africa; Sub-Saharan Africa; West Africa; East Africa;
Central Africa; Southern Africa; Horn of Africa; Sahel; Africa; Middle East; Gulf; Maghreb; Levant;
Asia; Central Asia; South Asia; Southeast Asia; South-East Asia; Europe; Eastern Europe; Western Europe;
Central Europe; Southern Europe; European Union; Schengen Area; Schengen area; Baltic States; Baltics;
Baltic Sea; Black Sea; Red Sea; Aegean; Adriatic; Mediterranean; Mediterranean Sea; Central
Mediterranean; Eastern Mediterranean; Western Mediterranean; Atlantic; English Channel; Channel; Latin
America; South America; North America; Central America; Caribbean; Caucasus; South Caucasus; Silk Route;
Eastern Libya; eastern Libya; western Libya; Canary Islands; Greek Islands; Greek islands; Lampedusa;
Crete; Lesbos; Sicily; Sardinia; Gavdos; Samos; Chios; Ceuta; Melilla; Sfax; Evros; Gaza; West Bank;
Northern Syria; Kurdistan; Crimea; Donbas; Darfur; Fezzan; Cyrenaica; Tripolitania
"""
_CITIES = """
Brussels; Strasbourg; Luxembourg City; Warsaw; The Hague; Vienna; Frankfurt; Lisbon; Valletta; Athens;
Rome; Paris; Berlin; Madrid; London; Copenhagen; Stockholm; Helsinki; Oslo; Vilnius; Riga; Tallinn;
Budapest; Prague; Bratislava; Bucharest; Sofia; Zagreb; Ljubljana; Dublin; Amsterdam; Nicosia; Bern;
Geneva; Tripoli; Benghazi; Misrata; Tobruk; Sirte; Sabha; Kufra; Zawiya; Tunis; Cairo; Alexandria;
Algiers; Rabat; Nouakchott; Dakar; Niamey; Agadez; Bamako; Khartoum; Addis Ababa; Nairobi; Abuja; Lagos;
Accra; Conakry; Banjul; Abidjan; Ankara; Istanbul; Damascus; Aleppo; Beirut; Amman; Baghdad; Erbil;
Tehran; Kabul; Islamabad; Dhaka; New Delhi; Beijing; Moscow; Minsk; Kyiv; Kiev; Chisinau; Belgrade;
Sarajevo; Pristina; Podgorica; Skopje; Tirana; Washington; New York; Kaliningrad; Grodno; Tartus;
Latakia
"""


def _names(table: str) -> frozenset[str]:
    return frozenset(" ".join(name.split()) for name in table.split(";"))


COUNTRIES = _names(_COUNTRIES)
REGIONS = _names(_REGIONS)
CITIES = _names(_CITIES)
_ALL = COUNTRIES | REGIONS | CITIES
_INITIALS = "".join(sorted({name[0] for name in _ALL}))


def _any_name() -> str:
    """Any of the names, the longest first; ordered by initials, so that few are tried at each place."""
    by_length = sorted(_ALL, key=lambda name: (-len(name), name))
    rests = ((initial, (n[1:] for n in by_length if n[0] == initial)) for initial in _INITIALS)
    return "|".join(f"{initial}(?:{'|'.join(map(re.escape, names))})" for initial, names in rests)


_NAME = _any_name()
# `between Benghazi and Minsk`, `Mauritania, Senegal and The Gambia`: several places are one answer.
_SERIES = re.compile(
    rf"(?<![\w-])(?=[{_INITIALS}])(?:{_NAME})"
    rf"(?:(?:,|,? and|/) (?:{_NAME})(?![\w-])){{0,30}}(?![\w-]|'s\b)"
)
_NAME_BEFORE = re.compile(r"[^\s.!?] [A-Z][a-z]+ $")  # Global Europe, Team Europe
MOST_PLACES = 3  # a longer list is no place of one figure
_ROUTE = re.compile(
    r"(?:(?:[Ee]astern|[Ww]estern|[Cc]entral|[Nn]orthern|[Ss]outhern)\ )?"
    r"(?:[A-Z][\w]+(?:-[\w]+){0,3}\ ){1,3}(?:[Rr]oute|[Cc]orridor)\b"
)
_PARTS = re.compile(r"[^\W\d_]+")
_FIRST_WORDS = frozenset(_PARTS.findall(name.removeprefix("The "))[0] for name in _ALL)


def places(text: str, words: Words) -> tuple[tuple[int, int], ...]:
    """Where places are named: routes whole, several places side by side as one.

    `words` are those of `text`.
    """
    may_open = map(_OPENS_PLACE.__getitem__, words.tokens)
    first = next(compress(words.starts, may_open), None)
    if first is None:
        return ()
    has_route = "oute" in text or "orridor" in text
    found = [match.span() for match in _ROUTE.finditer(text)] if has_route else []
    found += [
        match.span()
        for match in _SERIES.finditer(text, max(0, first - len("The ")))
        if not any(start < match.end() and match.start() < end for start, end in found)
        and match.group().count(",") < MOST_PLACES
        and not _NAME_BEFORE.search(text[max(0, match.start() - 24) : match.start()])
    ]
    return tuple(sorted(found))


def _may_open_place(token: Token) -> bool:
    """A quick look: may the name of a place begin in the word?"""
    return not _FIRST_WORDS.isdisjoint(_PARTS.findall(token.text)) or token.lower in ("route", "corridor")


_OPENS_PLACE = Remembered(_may_open_place)


def is_place(text: str) -> bool:
    """Is the whole of `text` one place ("Libya", "Western Balkans")?"""
    return text in _ALL
