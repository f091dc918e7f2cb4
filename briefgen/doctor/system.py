"""Which system this is, and how one installs things on it."""

from __future__ import annotations

import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# System to the command that installs packages, and to the package of each library with a name of its own.
# From WeasyPrint's page on installation, and the lists of the systems.
_INSTALL = {
    "debian": "sudo apt-get install -y",
    "fedora": "sudo dnf install -y",
    "alpine": "sudo apk add",
    "arch": "sudo pacman -S --needed",
    "suse": "sudo zypper install",
    "macos": "brew install",
}
_PACKAGES: Mapping[str, Mapping[str, str]] = {
    "debian": {
        "pango": "libpango-1.0-0",
        "pangoft2": "libpangoft2-1.0-0",
        "fontconfig": "libfontconfig1",
        "harfbuzz": "libharfbuzz0b",
        "harfbuzz-subset": "libharfbuzz-subset0",
    },
    "fedora": {"pangoft2": "pango", "harfbuzz-subset": "harfbuzz"},
    "alpine": {
        "pango": "so:libpango-1.0.so.0",
        "pangoft2": "so:libpangoft2-1.0.so.0",
        "fontconfig": "so:libfontconfig.so.1",
        "harfbuzz": "so:libharfbuzz.so.0",
        "harfbuzz-subset": "so:libharfbuzz-subset.so.0",
    },
    "arch": {"pangoft2": "pango", "harfbuzz-subset": "harfbuzz"},
    "suse": {
        "pango": "libpango-1_0-0",
        "pangoft2": "libpango-1_0-0",
        "fontconfig": "libfontconfig1",
        "harfbuzz": "libharfbuzz0",
        "harfbuzz-subset": "libharfbuzz-subset0",
    },
    "macos": {"pangoft2": "pango", "harfbuzz-subset": "harfbuzz"},
}
_BREW = 'export DYLD_FALLBACK_LIBRARY_PATH="$(brew --prefix)/lib"'  # where Python does not look by itself
WINDOWS = (
    "briefgen runs in the Windows Subsystem for Linux: wsl --install, then follow the steps for Debian there"
)


@dataclass(frozen=True, slots=True)
class System:
    """`family` is a key of the table of packages, `windows`, or empty where it is none of them."""

    family: str
    name: str

    def install(self, libraries: Sequence[str]) -> str:
        """The command that gets libraries, each under the name that the system's packages have."""
        if self.family == "windows":
            return WINDOWS
        if self.family not in _INSTALL:
            return f"install {', '.join(libraries)} with the package manager of this system"
        packages = _PACKAGES[self.family]
        wanted = dict.fromkeys(packages.get(library, library) for library in libraries)
        command = f"{_INSTALL[self.family]} {' '.join(wanted)}"
        return f"{command}; {_BREW}" if self.family == "macos" else command


def this_system() -> System:
    """The system that this process runs on."""
    if sys.platform == "darwin":
        return System("macos", f"macOS {platform.mac_ver()[0]}")
    if sys.platform == "win32":
        return System("windows", f"Windows {platform.release()}")
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return System("", platform.system())
    return linux(release)


def linux(release: Mapping[str, str]) -> System:
    """The system that an os-release file tells of: itself, or the one that it is made from."""
    ids = [release.get("ID", ""), *release.get("ID_LIKE", "").split()]
    known = {"ubuntu": "debian", "rhel": "fedora", "centos": "fedora", "opensuse": "suse", "sles": "suse"}
    families = [known.get(id_, id_) for id_ in ids]
    family = next((one for one in families if one in _INSTALL and one != "macos"), "")
    return System(family, release.get("PRETTY_NAME", release.get("ID", "Linux")))
