"""Addresses that something is sent to: of mail, and of programs that are told through the web.

All that is not plainly an address is refused, since whoever splits an odd one splits it in another way.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass

HTTPS_PORT = 443
LONGEST_LOCAL, LONGEST_ADDRESS = 64, 254  # octets, RFC 5321 4.5.3.1
LONGEST_NAME = 78  # characters of a display name
IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IpNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052
_WIDEST = {4: 8, 6: 32}  # the shortest prefix of a network by its version
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL}){{0,20}}")
# A last label that resolvers read as a number: 127.1, 0x7f.1, 2130706433 (WHATWG URL, "ends in a number").
_NUMBER_AT_THE_END = re.compile(r"(?:^|\.)(?:[0-9]+|0x[0-9a-f]*)$")
# A dot-atom of RFC 5322 with the letters of RFC 6531: no quotes, comments, spaces or routes.
_LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*")
_URL = re.compile(
    r"""
    https://
    (?P<host> [A-Za-z0-9.-]{1,253} )
    (?: : (?P<port> [1-9][0-9]{0,4} ) )?
    (?P<path> / [A-Za-z0-9._~!$&'()*+,;=:@%/?-]{0,2000} )?
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes: host, port, and what is asked of it."""

    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Host and port as the list of allowed hosts and a request name them."""
        return self.host if self.port == HTTPS_PORT else f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class AllowedHosts:
    """Hosts that may be told, as `host` or `host:8443`; and networks that are not public and may be used."""

    authorities: frozenset[str] = frozenset()
    networks: tuple[IpNetwork, ...] = ()


def parse_mail_address(text: str) -> str:
    """An address such as `desk@example.org`, its domain in ASCII. ValueError says what is wrong with it."""
    local, at, domain = text.rpartition("@")
    if not at or not local or not domain:
        raise ValueError("has no name and host on the two sides of an @")
    if not _LOCAL.fullmatch(local) or len(local.encode()) > LONGEST_LOCAL:
        raise ValueError("has a sign before its @ that none of ours may have")
    try:
        plain = domain.lower().encode("idna").decode("ascii")
    except UnicodeError:
        raise ValueError("has no host behind its @") from None
    if not is_host_name(plain):
        raise ValueError("has no host behind its @")
    if len(f"{local}@{plain}".encode()) > LONGEST_ADDRESS:
        raise ValueError(f"is longer than {LONGEST_ADDRESS} letters")
    return f"{local}@{plain}"


def parse_sender(text: str) -> tuple[str | None, str]:
    """`Policy Desk <desk@example.org>` as its name and its address; ValueError says what is wrong."""
    match = re.fullmatch(r"(?P<name>[^<>\"@,;:\\]*[^<>\"@,;:\\\s])\s*<(?P<address>[^<>]+)>", text)
    if match is None:
        return None, parse_mail_address(text)
    if len(match["name"]) > LONGEST_NAME:
        raise ValueError(f"has a name longer than {LONGEST_NAME} letters")
    return match["name"].strip(), parse_mail_address(match["address"])


def parse_target(url: str) -> Target:
    """An https address as what will be asked of whom; ValueError says what is wrong, without repeating it."""
    match = _URL.fullmatch(url)
    if match is None:
        raise ValueError("is no plain https address: https://host/path, no user, no fragment")
    host = match["host"].lower()
    if not is_host_name(host):
        raise ValueError("names no host: a name is needed, no number, and no dot at its end")
    port = int(match["port"] or HTTPS_PORT)
    if port > 65535:
        raise ValueError("has no such port")
    return Target(host, port, match["path"] or "/")


def is_host_name(text: str) -> bool:
    """Whether it is the name of a host, in small letters: no number in any guise, no dot at its end."""
    return len(text) <= 253 and bool(_HOST.fullmatch(text)) and not _NUMBER_AT_THE_END.search(text)


def parse_allowed(entry: str) -> str | IpNetwork:
    """An entry of a list: `hooks.example.org`, `hooks.example.org:8443`, or a network, `10.1.0.0/16`.

    ValueError says what is wrong.
    """
    if "/" not in entry:
        return parse_target(f"https://{entry}").authority
    network = ipaddress.ip_network(entry)
    if network.prefixlen < _WIDEST[network.version]:
        raise ValueError("is too wide a network: it would allow nearly everything")
    return network


def is_public(address: IpAddress) -> bool:
    """Whether it belongs to the internet at large, the address inside one of IPv6 looked at as well."""
    inner = _inside(address)
    return address.is_global and not address.is_multicast and (inner is None or is_public(inner))


def is_allowed(address: IpAddress, allowed: AllowedHosts) -> bool:
    """Whether a host may have this address: a public one, or one in a network that is listed."""
    plain = getattr(address, "ipv4_mapped", None) or address
    return is_public(address) or any(plain in network for network in allowed.networks)


def _inside(address: IpAddress) -> IpAddress | None:
    """The address of IPv4 that one of IPv6 stands for, if it does: mapped, 6to4, Teredo or NAT64."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
