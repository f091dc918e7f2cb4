"""One file from the web: http and https, public hosts, no cookies, within limits of time and size.

The address that a name leads to is looked at and then used, so that it cannot become another one between
the look and the request. Redirects are followed by hand, each looked at in the same way.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from briefgen import __version__
from briefgen.acquire.robots import is_allowed
from briefgen.acquire.taken import RefusedError

AGENT = "briefgen"
_HEADERS = {
    "User-Agent": f"{AGENT}/{__version__} (a person asked for this page)",
    "Accept": "text/html, application/xhtml+xml, application/pdf, */*;q=0.5",
    "Accept-Language": "en, *;q=0.5",
    "Accept-Encoding": "gzip, identity;q=0.9",
    "Connection": "close",
}
_MOST_REDIRECTS = 5
_CHUNK = 64 * 1024
_MOST_ROBOTS = 500 * 1024
_REDIRECTS = (301, 302, 303, 307, 308)
_IN_A_BROWSER = "save the page in a browser and add that file, with --url"

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a request may cost and where it may go; `networks` are allowed though they are not public."""

    seconds: float = 60.0  # for all of it, redirects and robots.txt included
    wait: float = 15.0  # for one answer
    size: int = 100 * 1024 * 1024
    networks: tuple[Network, ...] = ()


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file as a server sent it; `url` is where it was found at last, `claimed` the type it was given."""

    content: bytes
    url: str
    claimed: str


def fetch(url: str, bounds: Bounds | None = None) -> Fetched:
    """Raises RefusedError for what cannot be fetched, with why."""
    return _Fetching(bounds or Bounds()).fetch(url)


class _Fetching:
    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._until = time.monotonic() + bounds.seconds
        self._robots: dict[str, str] = {}

    def fetch(self, url: str) -> Fetched:
        parts = _parts(url)
        for _ in range(_MOST_REDIRECTS + 1):
            self._ask_robots(parts)
            status, headers, content = self._get(parts, self._bounds.size)
            if status in _REDIRECTS and (target := headers.get("Location")):
                parts = _redirected(parts, target)
                continue
            _require_success(status, parts)
            claimed = headers.get_content_type() if "Content-Type" in headers else ""
            return Fetched(content, urlunsplit(parts), claimed)
        raise RefusedError(f"leads on more than {_MOST_REDIRECTS} times", _IN_A_BROWSER)

    def _ask_robots(self, parts: SplitResult) -> None:
        if parts.netloc not in self._robots:
            self._robots[parts.netloc] = self._robots_of(parts)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        if not is_allowed(self._robots[parts.netloc], AGENT, path):
            raise RefusedError(
                f"the robots.txt of {parts.hostname} asks programs not to fetch this page", _IN_A_BROWSER
            )

    def _robots_of(self, parts: SplitResult) -> str:
        """Nothing where there is none; a server in trouble is taken to forbid all (RFC 9309, 2.3.1)."""
        at = parts._replace(path="/robots.txt", query="")
        for _ in range(_MOST_REDIRECTS + 1):
            status, headers, content = self._get(at, _MOST_ROBOTS, cut=True)
            if status in _REDIRECTS and (target := headers.get("Location")):
                at = _redirected(at, target)
                continue
            if status >= 500:
                return "User-agent: *\nDisallow: /"
            return content.decode("utf-8", "replace") if status == 200 else ""
        return ""

    def _get(
        self, parts: SplitResult, most: int, *, cut: bool = False
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        connection = self._connected(parts)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        # An answer that comes byte by byte would never wait long enough to be given up.
        watch = threading.Timer(self._left_of_all(), _hang_up, (connection.sock,))
        watch.start()
        try:
            connection.request("GET", path, headers=_HEADERS)
            with connection.getresponse() as response:
                is_elsewhere = response.status in _REDIRECTS
                content = b"" if is_elsewhere else self._body(response, most, cut=cut)
        except (TimeoutError, ssl.SSLError, OSError, http.client.HTTPException, ValueError) as error:
            raise RefusedError(
                f"{parts.hostname} does not answer: {_reason(error)}", _IN_A_BROWSER
            ) from error
        finally:
            watch.cancel()
            connection.close()
        return response.status, response.headers, content

    def _connected(self, parts: SplitResult) -> http.client.HTTPConnection:
        """A connection to an address that was looked at."""
        host, secure = parts.hostname or "", parts.scheme == "https"
        port = parts.port or (443 if secure else 80)
        connection = http.client.HTTPConnection(host, port, timeout=self._left())
        try:
            plain = socket.create_connection((self._address(host, port), port), timeout=self._left())
            connection.sock = plain
            if secure:
                connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
        except ssl.SSLError as error:
            raise RefusedError(f"{host} has no certificate that can be trusted: {_reason(error)}") from error
        except (OSError, ValueError) as error:
            raise RefusedError(f"{host} cannot be reached: {_reason(error)}", _IN_A_BROWSER) from error
        return connection

    def _address(self, host: str, port: int) -> str:
        """Where a name leads to. Raises RefusedError for an address inside somebody's own network."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise RefusedError(f"there is no host {host}", "compare the address") from error
        addresses = [str(entry[4][0]) for entry in found]
        for address in addresses:
            if not self._is_open(address):
                raise RefusedError(f"{host} is no public host ({address})", "save the page and add that file")
        return addresses[0]

    def _is_open(self, address: str) -> bool:
        ip = ipaddress.ip_address(address.partition("%")[0])
        inner = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None) or ip
        if any(inner in network for network in self._bounds.networks if network.version == inner.version):
            return True
        return all(one.is_global and not one.is_multicast for one in (ip, inner))

    def _left(self) -> float:
        return min(self._left_of_all(), self._bounds.wait)

    def _left_of_all(self) -> float:
        left = self._until - time.monotonic()
        if left <= 0:
            raise RefusedError(f"was not fetched after {self._bounds.seconds:g} seconds", _IN_A_BROWSER)
        return left

    def _body(self, response: http.client.HTTPResponse, most: int, *, cut: bool) -> bytes:
        """What was sent, unpacked, up to `most` bytes; beyond, `cut` decides."""
        packing = (response.headers.get("Content-Encoding") or "identity").strip().lower()
        if packing not in ("identity", "gzip", "x-gzip", "deflate"):
            raise RefusedError(f"was sent packed as {packing[:40]}", _IN_A_BROWSER)
        unpack = zlib.decompressobj(47) if packing != "identity" else None
        got = bytearray()
        while len(got) <= most:
            self._left_of_all()
            chunk = response.read1(_CHUNK)
            if not chunk:
                self._left_of_all()  # the end may be our own hanging up
                if response.length:
                    raise RefusedError("was cut off before its end", "fetch it again")
                return bytes(got)
            try:
                got += unpack.decompress(chunk, most + 1 - len(got)) if unpack else chunk
            except zlib.error as error:
                raise RefusedError("was sent damaged: it cannot be unpacked", "fetch it again") from error
        if cut:
            return bytes(got[:most])
        raise RefusedError(f"is larger than {most // 1024 // 1024} MiB", "save the part that you need")


def _parts(url: str) -> SplitResult:
    """An address in the form in which it is asked for."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port
    except (ValueError, UnicodeError) as error:
        raise RefusedError("is no web address", "it begins with https:// or http://") from error
    if parts.scheme not in ("http", "https") or not host:
        raise RefusedError("is no web address", "it begins with https:// or http://")
    if parts.username is not None or parts.password is not None:
        raise RefusedError("holds a name and password", "take them out of the address")
    name = f"[{host}]" if ":" in host else host
    path, query = (
        quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._"),
        quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]"),
    )
    return SplitResult(parts.scheme, f"{name}:{port}" if port else name, path, query, "")


def _redirected(parts: SplitResult, target: str) -> SplitResult:
    try:
        return _parts(urljoin(urlunsplit(parts), target))
    except RefusedError as error:
        raise RefusedError(f"leads on to '{target[:80]}', which is no web address", _IN_A_BROWSER) from error


def _require_success(status: int, parts: SplitResult) -> None:
    if 200 <= status < 300 and status not in (204, 206):
        return
    if status in (401, 402, 403, 407, 429, 451):
        raise RefusedError(
            f"{parts.hostname} does not hand it out to programs (status {status})", _IN_A_BROWSER
        )
    if status in (404, 410):
        raise RefusedError(f"{parts.hostname} has no such page (status {status})", "compare the address")
    raise RefusedError(f"{parts.hostname} answers with status {status}", "try again later")


def _hang_up(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "it takes too long"
    return (
        (getattr(error, "strerror", None) or str(error) or type(error).__name__)
        .strip()
        .rstrip(".")
        .lower()[:200]
    )
