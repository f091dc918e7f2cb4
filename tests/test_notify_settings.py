"""Whom and how: addresses and hosts that are plainly such, and settings whose faults are told with their place."""

from __future__ import annotations

import ipaddress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.errors import InputError
from briefgen.model.addresses import (
    AllowedHosts,
    Target,
    is_allowed,
    is_public,
    parse_allowed,
    parse_mail_address,
    parse_sender,
    parse_target,
)
from briefgen.model.brief import Vocabulary
from briefgen.model.notice import Channels, Notice, Notices, Wishes
from briefgen.paths import Project
from briefgen.places import parse_yaml
from briefgen.spec.load import read_brief
from briefgen.spec.project import load_settings

# Addresses of mail ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("desk@example.org", "desk@example.org"),
        ("Ana.Horvat+briefs@Example.ORG", "Ana.Horvat+briefs@example.org"),
        ("o'neill@example.org", "o'neill@example.org"),
        ("ana@münchen.example", "ana@xn--mnchen-3ya.example"),
        ("jörg@example.org", "jörg@example.org"),
        ("root@localhost", "root@localhost"),
    ],
)
def test_an_address_is_kept_and_its_host_is_ascii(written: str, address: str) -> None:
    assert parse_mail_address(written) == address


@pytest.mark.parametrize(
    "written",
    [
        "", "@", "ana", "ana@", "@example.org", "ana@example.org@", "ana@@example.org",
        "ana@example.org\r\nBcc: all@example.org", "ana\n@example.org", "ana@example.org\0", "ana@exa\tmple.org",
        "ana b@example.org", '"ana b"@example.org', "ana@example.org, bo@example.org", "ana;bo@example.org",
        "<ana@example.org>", "Ana <ana@example.org>", "(ana)ana@example.org", "@relay:ana@example.org",
        "ana@[127.0.0.1]", "ana@127.0.0.1", "ana@example.org.", "ana@.example.org", "ana@-example.org",
        ".ana@example.org", "ana..b@example.org", "ana@" + "x" * 64 + ".org", "a" * 65 + "@example.org",
        "ana@" + ".".join(["x" * 60] * 5), "ana\u202e@example.org", "ana@example\u2028.org",
    ],
)  # fmt: skip
def test_what_is_not_plainly_an_address_is_none(written: str) -> None:
    with pytest.raises(ValueError, match=r"^(has|is)"):
        parse_mail_address(written)


@given(st.text(max_size=40))
def test_no_address_holds_what_could_end_a_line_or_begin_another(written: str) -> None:
    try:
        address = parse_mail_address(written)
    except ValueError:
        return
    assert not set(address) & set(' \r\n\t\0<>()",;:\\')
    assert address.isprintable()


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("desk@example.org", (None, "desk@example.org")),
        ("Policy Désk <desk@example.org>", ("Policy Désk", "desk@example.org")),
        ("Ana\r\nBcc: x@y.org <desk@example.org>", None),
        ("Ana <desk@example.org", None),
        ('"Ana" <desk@example.org>', None),
        ("x" * 79 + " <desk@example.org>", None),
    ],
)
def test_a_sender_may_have_a_name(written: str, found: tuple[str | None, str] | None) -> None:
    if found is None:
        with pytest.raises(ValueError, match="has"):
            parse_sender(written)
    else:
        assert parse_sender(written) == found


# Hosts ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://hooks.example.org", Target("hooks.example.org", 443, "/")),
        ("https://Hooks.Example.ORG/a/b?c=d&e=%20", Target("hooks.example.org", 443, "/a/b?c=d&e=%20")),
        ("https://hooks.example.org:8443/@a", Target("hooks.example.org", 8443, "/@a")),
        ("https://xn--mnchen-3ya.example/", Target("xn--mnchen-3ya.example", 443, "/")),
        ("https://localhost:8443/", Target("localhost", 8443, "/")),
    ],
)
def test_a_plain_https_address_is_host_port_and_path(url: str, target: Target) -> None:
    assert parse_target(url) == target


@pytest.mark.parametrize(
    "url",
    [
        "", "http://hooks.example.org/", "HTTPS://hooks.example.org/", "ftp://hooks.example.org/", "//hooks.example.org",
        "https://user@hooks.example.org/", "https://user:pass@hooks.example.org/",
        "https://hooks.example.org@evil.example/", "https://hooks.example.org\\@evil.example/",
        "https://hooks.example.org#@evil.example/", "https://hooks.example.org/#x", "https://hooks.example.org./",
        "https://2130706433/", "https://0x7f000001/", "https://0x7f.1/", "https://0177.0.0.1/", "https://127.1/",
        "https://127.0.0.1/", "https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://169.254.169.254/latest",
        "https://hooks.example.org:0/", "https://hooks.example.org:65536/", "https://hooks.example.org:443:1/",
        "https://hooks.example.org:/", "https:///path", "https://hooks..example.org/", "https://-a.example.org/",
        "https://hooks.example.org/a b", "https://hooks.example.org/\r\nX: y", "https://hooks.example.org/\x00",
        "https://hооks.example.org/", "https://hooks。example.org/", "https://①②⑦.0.0.1/", " https://hooks.example.org/",
        "https://hooks_example.org/", "https://%6cocalhost/", "https://hooks.example.org\t/",
    ],
)  # fmt: skip
def test_an_address_that_could_be_read_in_two_ways_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"^(is|names|has)") as refused:
        parse_target(url)
    assert not url.strip() or url not in str(refused.value)  # it may hold a secret


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True), ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True), ("8.8.8.8", True),
        ("127.0.0.1", False), ("127.9.9.9", False), ("0.0.0.0", False), ("10.0.0.1", False), ("172.16.0.1", False),
        ("192.168.1.1", False), ("169.254.169.254", False), ("100.64.0.1", False), ("224.0.0.1", False),
        ("255.255.255.255", False), ("198.18.0.1", False), ("192.0.2.1", False),
        ("::", False), ("::1", False), ("fe80::1", False), ("fe80::1%eth0", False), ("fc00::1", False), ("ff02::1", False),
        ("::ffff:127.0.0.1", False), ("::ffff:10.0.0.1", False), ("64:ff9b::7f00:1", False), ("64:ff9b::a00:1", False),
        ("2002:7f00:1::", False), ("2002:a00:1::1", False), ("2001:db8::1", False),
    ],
)  # fmt: skip
def test_only_addresses_of_the_internet_are_public(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public


def test_a_private_address_may_be_told_where_its_network_is_listed() -> None:
    allowed = AllowedHosts(networks=(ipaddress.ip_network("10.1.0.0/16"),))
    for address, fits in [
        ("10.1.2.3", True),
        ("::ffff:10.1.2.3", True),
        ("10.2.0.1", False),
        ("8.8.8.8", True),
    ]:
        assert is_allowed(ipaddress.ip_address(address), allowed) is fits
    assert not is_allowed(ipaddress.ip_address("::1"), allowed)


@pytest.mark.parametrize(
    "entry", ["0.0.0.0/0", "::/0", "10.0.0.0/7", "10.0.0.1/8", "hooks.example.org/x", "*.example.org"]
)
def test_an_entry_that_allows_too_much_is_refused(entry: str) -> None:
    with pytest.raises(ValueError):
        parse_allowed(entry)


# Settings -------------------------------------------------------------------------------------------------

SMTP = (
    "smtp: {host: mail.example.org, from: desk@example.org, user_env: SMTP_USER, password_env: SMTP_PASSWORD}"
)
HOOK = "webhooks: {desk: {url: https://hooks.example.org/x, secret_env: HOOK_SECRET}}, webhook_hosts: [hooks.example.org]"


def settings(root: Path, notify: str) -> Notices:
    (root / "briefgen.yaml").write_text(f"notify: {{{notify}}}\n")
    return load_settings(Project.at(root)).notices


def test_settings_name_server_webhooks_and_recipients(tmp_path: Path) -> None:
    notices = settings(tmp_path, f"{SMTP}, {HOOK}, mail: [ana@example.org], webhook: [desk], revisions: yes")
    assert notices.server and (notices.server.port, notices.server.security) == (587, "starttls")
    assert notices.webhooks["desk"].secret_env == "HOOK_SECRET"
    assert notices.of(None, is_linked=False) == Notice(("ana@example.org",), ("desk",), True, True)
    own = Wishes(mail=(), attach_pdf=True)
    assert notices.of(own, is_linked=True) == Notice((), ("desk",), True, True)
    assert Notices().of(None, is_linked=False).outputs == frozenset()


@pytest.mark.parametrize(
    ("notify", "problem"),
    [
        ("smtp: {host: mail.example.org}", "'from' is missing"),
        ("smtp: {host: mail.example.org, form: a@b.org}", "unknown key 'form' (did you mean 'from'?)"),
        ("smtp: {host: 10.0.0.1, from: a@b.org}", "'10.0.0.1' is not the name of a host"),
        ("smtp: {host: mail.example.org, from: a@b.org, port: 99999}", "'99999' is not a port"),
        ("smtp: {host: mail.example.org, from: a@b.org, security: ssl}", "'ssl' is not one of starttls, tls, none"),
        ("smtp: {host: mail.example.org, from: a@b.org, security: none}", "'security: none' is for a server on this machine"),
        ("smtp: {host: mail.example.org, from: a@b.org, user_env: U}", "'user_env' stands without 'password_env'"),
        ("smtp: {host: mail.example.org, from: a@b.org, unsubscribe: http://x.org}", "has no name and host"),
        (f"{SMTP}, mail: [a@b.org, A@B.org]", "'a@b.org' is named twice"),
        (f"{SMTP}, mail: a@b.org", "expected a list, found 'a@b.org'"),
        ("mail: [a@b.org]", "there is no server that takes mail (briefgen.yaml names the server under notify: smtp)"),
        ("webhooks: {desk: {url: https://hooks.example.org/x}}", "'secret_env' is missing"),
        ("webhooks: {desk: {secret_env: S}}", "one of 'url' and 'url_env' is needed"),
        ("webhooks: {Desk: {url_env: U, secret_env: S}}", "'Desk' is no name"),
        ("webhooks: {desk: {url: https://hooks.example.org/x, secret_env: S}}",
         "'hooks.example.org' is not in 'webhook_hosts' (add hooks.example.org to webhook_hosts"),
        ("webhooks: {desk: {url: https://hooks.example.org:8443/x, secret_env: S}}, webhook_hosts: [hooks.example.org]",
         "'hooks.example.org:8443' is not in 'webhook_hosts'"),
        (f"{HOOK}, webhook: [dsek]", "unknown webhook 'dsek' (did you mean 'desk'?)"),
        (f"{HOOK}, webhook: [desk, desk]", "webhook 'desk' is named twice"),
        ("webhooks: {a: {url: https://h.org/x, secret_env: S}, b: {url: https://h.org/x, secret_env: S}}, webhook_hosts: [h.org]",
         "this is the address of 'a' as well"),
        ("revisions: maybe", "'maybe' is neither true nor false"),
        ("atach_pdf: yes", "unknown key 'atach_pdf' (did you mean 'attach_pdf'?)"),
    ],
)  # fmt: skip
def test_each_fault_of_the_settings_is_told(notify: str, problem: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as told:
        settings(tmp_path, notify)
    assert problem in str(told.value)
    assert str(told.value).startswith("briefgen.yaml:1:")


@pytest.mark.parametrize(
    "notify",
    [
        "smtp: {host: mail.example.org, from: a@b.org, user_env: U, password_env: hunter2}",
        "smtp: {host: mail.example.org, from: a@b.org, user_env: U, password: hunter2}",
        "webhooks: {desk: {url: 'https://x:hunter2@hooks.example.org/', secret_env: S}}",
        "webhooks: {desk: {url: https://hooks.example.org/, secret_env: whsec_hunter2}}",
    ],
)
def test_a_secret_in_a_file_is_an_error_that_does_not_repeat_it(notify: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as told:
        settings(tmp_path, notify)
    assert "hunter2" not in str(told.value)


@pytest.mark.parametrize(
    ("notify", "problem"),
    [
        ("mail: [ana@example.org]", None),
        ("webhook: [desk]", None),
        ("mail: []", None),
        ("mail: [ana]", "4:17: 'ana' has no name and host on the two sides of an @ (write desk@example.org)"),
        ("webhook: [dsek]", "4:20: unknown webhook 'dsek' (did you mean 'desk'?)"),
        ("mails: []", "4:10: unknown key 'mails' (did you mean 'mail'?)"),
        ("smtp: {host: x}", "4:10: unknown key 'smtp' (known: attach_pdf, mail, revisions, webhook)"),
    ],
)
def test_a_brief_names_who_is_told(notify: str, problem: str | None) -> None:
    text = f"title: T\nthemes: [a]\nsections: [quotes]\nnotify: {{{notify}}}\n"
    known = Vocabulary(frozenset("a"), frozenset(), channels=Channels(True, frozenset({"desk"})))
    problems = [str(one) for one in read_brief(parse_yaml(text, "f"), "b", known).problems]
    assert problems == ([f"f:{problem}"] if problem else [])


def test_a_brief_cannot_ask_for_mail_where_no_server_is_named() -> None:
    text = "title: T\nthemes: [a]\nsections: [quotes]\nnotify: {mail: [a@b.org]}\n"
    known = Vocabulary(frozenset("a"), frozenset(), channels=Channels(False, frozenset()))
    (problem,) = read_brief(parse_yaml(text, "f"), "b", known).problems
    assert str(problem).startswith("f:4:16: there is no server that takes mail")
