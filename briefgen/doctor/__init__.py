"""What a machine needs for briefs: what is there, what is missing, and the command that gets it."""

from briefgen.doctor.findings import Finding, State
from briefgen.doctor.libraries import find_fonts, find_libraries, find_sqlite, find_time_zones
from briefgen.doctor.packages import find_extras, find_packages, find_python
from briefgen.doctor.system import System, this_system

__all__ = [
    "Finding",
    "State",
    "System",
    "find_extras",
    "find_fonts",
    "find_libraries",
    "find_packages",
    "find_python",
    "find_sqlite",
    "find_time_zones",
    "this_system",
]
