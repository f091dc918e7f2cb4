"""To which machine a request may go: the host is listed, and each address that it has is looked at.

The connection goes to the very address that was looked at, so a name that is answered differently a moment
later (DNS rebinding) leads nowhere.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable

from briefgen.model.addresses import AllowedHosts, Target, is_allowed
from briefgen.notify.carrier import LaterError, RefusedError

Resolve = Callable[[str, int], list[str]]


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host. Raises LaterError where nobody knows it just now."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise LaterError(f"{host}: no address is known ({error.strerror})") from None
    return list(dict.fromkeys(str(item[4][0]) for item in found))


def addresses_of(target: Target, allowed: AllowedHosts, look_up: Resolve = resolve) -> list[str]:
    """Where to connect to. RefusedError where the host is not listed, or one address may not be used."""
    if target.authority not in allowed.authorities:
        raise RefusedError(f"{target.authority} is not in webhook_hosts")
    found = look_up(target.host, target.port)
    for text in found:
        if not is_allowed(ipaddress.ip_address(text), allowed):
            raise RefusedError(f"{target.host} has an address that is not public ({text})")
    if not found:
        raise LaterError(f"{target.host}: no address is known")
    return found
