"""Addresses: what is fetched, from whom, and within which limits; every server is one on loopback."""

from __future__ import annotations

import gzip
import ipaddress
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from briefgen.acquire.fetch import Bounds, fetch
from briefgen.acquire.robots import is_allowed
from briefgen.acquire.taken import RefusedError

LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"),)
NEAR = Bounds(networks=LOOPBACK, seconds=5, wait=2, size=1_000_000)
Answer = Callable[[BaseHTTPRequestHandler], None]


def page(content: bytes = b"<p>words</p>", status: int = 200, **headers: str) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.send_header("Content-Length", str(len(content)))
        request.end_headers()
        request.wfile.write(content)

    return answer


@contextmanager
def served(**answers: Answer) -> Iterator[tuple[str, list[BaseHTTPRequestHandler]]]:
    """A server that knows some paths, with the requests that it got."""
    asked: list[BaseHTTPRequestHandler] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self)
            name = self.path.strip("/").partition("?")[0].replace(".", "_") or "index"
            with suppress(BrokenPipeError, ConnectionResetError):
                answers.get(name, page(b"", 404))(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def refused(url: str, bounds: Bounds = NEAR) -> str:
    with pytest.raises(RefusedError) as error:
        fetch(url, bounds)
    return error.value.message


def test_a_page_comes_with_its_last_address_and_its_type() -> None:
    with served(
        a=page(status=301, Location="/b"), b=page(b"<p>x</p>", Content_Type="text/html; charset=utf-8")
    ) as (
        home,
        asked,
    ):
        got = fetch(f"{home}/a#part", NEAR)
    assert (got.content, got.url, got.claimed) == (b"<p>x</p>", f"{home}/b", "text/html")
    assert {request.headers["User-Agent"].partition("/")[0] for request in asked} == {"briefgen"}
    assert [request.path for request in asked] == ["/robots.txt", "/a", "/b"]


def test_no_cookie_is_kept_or_sent() -> None:
    with served(a=page(status=302, Location="/b", Set_Cookie="id=1"), b=page()) as (home, asked):
        fetch(f"{home}/a", NEAR)
    assert all("Cookie" not in request.headers and "Referer" not in request.headers for request in asked)


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
        "javascript:alert(1)",
        "data:text/html,x",
        "http://user:pw@127.0.0.1/",
    ],
)
def test_a_redirect_leads_to_web_addresses_only(target: str) -> None:
    with served(a=page(status=302, Location=target)) as (home, _):
        assert "which is no web address" in refused(f"{home}/a")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://10.0.0.1/", "http://192.168.1.1/", "http://[::1]/",
        "http://169.254.169.254/latest/meta-data", "http://0.0.0.0/", "http://[::ffff:127.0.0.1]/", "http://2130706433/",
        "http://127.1/", "http://100.64.0.1/",
    ],
)  # fmt: skip
def test_only_public_hosts_are_asked(url: str) -> None:
    assert "is no public host" in refused(url, Bounds())


def test_a_redirect_into_a_private_network_is_not_followed() -> None:
    with served(a=page(status=302, Location="http://10.0.0.1/")) as (home, _):
        assert "is no public host" in refused(f"{home}/a")


@pytest.mark.parametrize(
    "url", ["ftp://example.org/x", "file:///etc/passwd", "https://", "http://user@example.org/", "x"]
)
def test_what_is_no_web_address(url: str) -> None:
    assert "no web address" in refused(url) or "name and password" in refused(url)


def test_a_circle_of_redirects_ends() -> None:
    with served(a=page(status=302, Location="/a")) as (home, asked):
        assert "leads on more than 5 times" in refused(f"{home}/a")
    assert len(asked) < 10


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (403, "does not hand it out to programs"),
        (404, "has no such page"),
        (500, "answers with status 500"),
        (204, "answers with status 204"),
    ],
)
def test_a_server_that_says_no(status: int, words: str) -> None:
    with served(a=page(b"", status)) as (home, _):
        assert words in refused(f"{home}/a")


def test_what_is_too_large_is_not_fetched_to_its_end() -> None:
    with served(a=page(b"x" * 1_000_001)) as (home, _):
        assert "is larger than" in refused(f"{home}/a")


def test_a_bomb_is_unpacked_to_the_limit_only() -> None:
    with served(a=page(gzip.compress(b"x" * 300_000_000), Content_Encoding="gzip")) as (home, _):
        assert "is larger than" in refused(f"{home}/a")


def test_what_is_packed_is_unpacked() -> None:
    with served(a=page(gzip.compress(b"<p>words</p>"), Content_Encoding="gzip")) as (home, _):
        assert fetch(f"{home}/a", NEAR).content == b"<p>words</p>"
    with served(a=page(b"junk", Content_Encoding="gzip")) as (home, _):
        assert "cannot be unpacked" in refused(f"{home}/a")
    with served(a=page(b"junk", Content_Encoding="br")) as (home, _):
        assert "was sent packed as br" in refused(f"{home}/a")


def test_half_a_file_is_none() -> None:
    def cut_off(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Length: 500\r\n\r\n<p>half")

    with served(a=cut_off) as (home, _):
        assert "was cut off before its end" in refused(f"{home}/a")


def drip(request: BaseHTTPRequestHandler, head: bytes) -> None:
    """One byte after the other, for as long as anybody listens."""
    request.wfile.write(head)
    while True:
        request.wfile.write(b"x")
        request.wfile.flush()
        time.sleep(0.05)


@pytest.mark.parametrize("head", [b"HTTP/1.0 200 OK\r\n\r\n", b"HTTP/1.0 200 OK\r\nX-Long: "])
def test_an_answer_that_never_ends_is_given_up(head: bytes) -> None:
    bounds = Bounds(networks=LOOPBACK, seconds=0.8, wait=0.5)
    with served(a=lambda request: drip(request, head)) as (home, _):
        began = time.monotonic()
        assert "does not answer" in (said := refused(f"{home}/a", bounds)) or "was not fetched" in said
    assert time.monotonic() - began < 4


def test_a_site_may_ask_programs_to_stay_away() -> None:
    rules = page(b"User-agent: *\nDisallow: /private")
    with served(robots_txt=rules, private=page(), public=page()) as (home, asked):
        assert "the robots.txt of 127.0.0.1" in refused(f"{home}/private")
        assert fetch(f"{home}/public", NEAR).content
    assert "/private" not in [request.path for request in asked]


def test_a_site_in_trouble_is_left_alone() -> None:
    with served(robots_txt=page(b"", 503), a=page()) as (home, _):
        assert "robots.txt" in refused(f"{home}/a")


@pytest.mark.parametrize(
    ("robots", "path", "allowed"),
    [
        ("", "/x", True),
        ("User-agent: *\nDisallow:", "/x", True),
        ("User-agent: *\nDisallow: /", "/x", False),
        ("User-agent: other\nDisallow: /", "/x", True),
        ("User-agent: briefgen\nDisallow: /\n\nUser-agent: *\nDisallow:", "/x", False),
        ("User-agent: briefgen\nAllow: /\n\nUser-agent: *\nDisallow: /", "/x", True),
        ("User-agent: a\nUser-agent: BriefGen\nDisallow: /x # why\n", "/x/y", False),
        ("User-agent: *\nDisallow: /news\nAllow: /news/open", "/news/open/1", True),
        ("User-agent: *\nAllow: /news\nDisallow: /news", "/news", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf?x=1", True),
        ("User-agent: *\nDisallow: /*?print", "/a?print=1", False),
        ("User-agent: *\nDisallow: /a%20b", "/a b", False),
        ("Disallow: /\nnonsense", "/x", True),
        ("User-agent: *\nDisallow: /" + "*a" * 2000 + "$", "/" + "a" * 1500, True),
    ],
)
def test_what_a_site_asks(robots: str, path: str, allowed: bool) -> None:
    assert is_allowed(robots, "briefgen", path) is allowed
