"""YAML as a person wrote it: data with file, line and column. Every YAML file is read through here.

Every scalar stays the text that was written (`NO`, `1.10`, `010`, `on`, dates): only an empty plain value,
`~` and `null` become None. What a value means is said by the model it is fitted to (`fit`).
"""

from briefgen.places.fitting import did_you_mean, fit, fit_value
from briefgen.places.reading import MAX_BYTES, MAX_DEPTH, MAX_NODES, parse_yaml, read_yaml
from briefgen.places.written import Locator, Path, Yaml

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_NODES",
    "Locator",
    "Path",
    "Yaml",
    "did_you_mean",
    "fit",
    "fit_value",
    "parse_yaml",
    "read_yaml",
]
