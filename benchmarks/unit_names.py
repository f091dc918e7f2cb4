"""One name for a unit, however it is written: `€`, `EUR` and `euros` are one; `migrants` is `migrant`."""

from __future__ import annotations

import re

# A name and its other spellings; letters that mean several things have the sense that news gives them.
SPELLINGS = {
    "percentage": "%|percent|per cent|pct|pc|percentages",
    "percentage point": "pp|percentage points|%-point|percent point",
    "dollar": "$|us$|usd|us dollar|united states dollar|u.s. dollar|dollars|us dollars",
    "euro": "€|eur|euros",
    "pound sterling": "£|gbp|british pound|pound|pounds sterling",
    "japanese yen": "¥|jpy|yen",
    "chinese yuan": "元|yuan|rmb|cny|renminbi|chinese yuan renminbi",
    "indian rupee": "₹|inr|rupee|rs|rs.",
    "australian dollar": "a$|au$|aud",
    "canadian dollar": "c$|ca$|cad",
    "singapore dollar": "s$|sgd",
    "hong kong dollar": "hk$|hkd",
    "malaysian ringgit": "rm|ringgit|myr",
    "swiss franc": "chf|franc",
    "south korean won": "₩|won|krw",
    "shekel": "₪|nis|ils|israeli new shekel|israeli shekel|new shekel",
    "bitcoin": "btc",
    "turkish lira": "lira",
    "south african rand": "rand|zar",
    "georgian lari": "lari",
    "cent": "¢|c.",
    "metre": "m|meter|meters|metres",
    "kilometre": "km|kilometer|kilometers|kms",
    "centimetre": "cm|centimeter",
    "millimetre": "mm|millimeter",
    "decimetre": "decimeter",
    "micrometre": "micrometer",
    "nanometre": "nanometer",
    "picometre": "picometer",
    "square metre": "sqm|sq m|m2|m²|square meter",
    "square kilometre": "km2|sq km|square kilometer",
    "square foot": "sq ft|sqft|square feet",
    "square mile": "sq mi",
    "litre": "l|liter|liters|litres",
    "millilitre": "ml|milliliter|cubic centimetre",
    "gram": "g|gramme",
    "kilogram": "kg|kilo|kilogramme",
    "metric ton": "tonne|t|tonnes|metric tonne|metric tons",
    "pound-mass": "lb|lbs|pound mass",
    "ounce": "oz",
    "foot": "ft|feet",
    "inch": 'in|inches|"',
    "mile": "mi|miles",
    "mile per hour": "mph|miles per hour",
    "kilometre per hour": "km/h|kph|kmh|kilometer per hour",
    "metre per second": "m/s|meter per second",
    "mile per gallon": "mpg",
    "celsius": "c|°c|degree celsius|degrees celsius|centigrade",
    "fahrenheit": "f|°f|degree fahrenheit|degrees fahrenheit",
    "degree": "°|degree angle|deg",
    "hertz": "hz",
    "gigahertz": "ghz",
    "megabyte": "mb",
    "gigabyte": "gb",
    "terabyte": "tb",
    "megapixel": "mp",
    "horsepower": "hp|bhp",
    "revolutions per minute": "rpm|revolution per minute",
    "kilowatt": "kw",
    "megawatt": "mw",
    "gigawatt": "gw",
    "kilowatt hour": "kwh|kilowatt-hour",
    "volt": "v",
    "pound-foot": "pound-feet|lb-ft",
    "second": "s|sec|second of arc",
    "minute": "min|minute of arc",
    "hour": "h|hr",
    "year of age": "year-old|years old|year old",
    "point": "pt|pts",
    "people": "person|persons",
    "count": "time|times",
}
NAMES = {form: name for name, forms in SPELLINGS.items() for form in (name, *forms.split("|"))}
NO_UNIT = frozenset({"", "-", "dimensionless", "none"})
UNCHANGED = ("people", "series", "species", "news", "campus", "status")
IRREGULAR = {
    "feet": "foot",
    "children": "child",
    "women": "woman",
    "men": "man",
    "fishermen": "fisherman",
    "lives": "life",
    "wives": "wife",
} | dict(zip(UNCHANGED, UNCHANGED, strict=True))
_SIBILANT = re.compile(r"(?:ss|x|ch|sh)es$")


def unit_name(unit: str | None) -> str:
    """The one name of a unit; "" for a bare number."""
    words = " ".join((unit or "").lower().split()).replace(" / ", " per ")
    if words in NO_UNIT:
        return ""
    if words in NAMES:
        return NAMES[words]
    one = " ".join(singular(word) for word in words.split(" "))
    return NAMES.get(one, one)


def singular(word: str) -> str:
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) > 3 and word.endswith("ies"):
        return word[:-3] + "y"
    if _SIBILANT.search(word):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
