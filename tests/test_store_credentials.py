"""Passwords and tokens reach the endpoint they are for, and nothing else."""

from __future__ import annotations

import io
import logging
import traceback
from base64 import b64encode
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from pyoxigraph import NamedNode

from defgraph import build, dump, open_store, run_query
from defgraph.cli import main
from defgraph.errors import DefgraphError, InputError, StoreDeniedError, StoreUnreachableError
from defgraph.store.credentials import Credential, address_of, read_credentials
from http_servers import Proxy, Refusal, running
from queries_fixture import RECORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sparql_server import Server

SECRET = "Xyzzy-s3cret+/="
BASIC = "Basic " + b64encode(f"rina:{SECRET}".encode()).decode()
BEARER = f"Bearer {SECRET}"
HIDDEN = (SECRET, BASIC.split()[1])
VARIABLES = ("USER", "PASSWORD", "TOKEN")
FACT = "INSERT DATA { GRAPH <http://x/g> { <http://x/s> <http://x/p> 1 } }"


@pytest.fixture(autouse=True)
def _nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(f"DEFGRAPH_STORE_{name}", raising=False)


@pytest.fixture(params=[BASIC, BEARER], ids=["basic", "bearer"])
def locked(request: pytest.FixtureRequest, empty_server: Server) -> Iterator[Proxy]:
    """A real server behind a proxy that demands a password, or a token."""
    with running(Proxy(empty_server.address, request.param)) as proxy:
        yield proxy


def passwords(folder: Path, text: str, mode: int = 0o600) -> Path:
    path = folder / "passwords"
    path.write_text(text)
    path.chmod(mode)
    return path


def by_environment(proxy: Proxy, monkeypatch: pytest.MonkeyPatch, folder: Path) -> dict[str, object]:
    if proxy.wanted == BEARER:
        monkeypatch.setenv("DEFGRAPH_STORE_TOKEN", SECRET)
    else:
        monkeypatch.setenv("DEFGRAPH_STORE_USER", "rina")
        monkeypatch.setenv("DEFGRAPH_STORE_PASSWORD", SECRET)
    return {}


def by_file(proxy: Proxy, monkeypatch: pytest.MonkeyPatch, folder: Path) -> dict[str, object]:
    login = "" if proxy.wanted == BEARER else "login rina "
    text = f"machine 127.0.0.1:1\n password not-for-this-port\nmachine 127.0.0.1 {login}password {SECRET}\n"
    return {"credentials": passwords(folder, text)}


@pytest.mark.parametrize("told", [by_environment, by_file])
def test_they_open_every_operation(
    locked: Proxy,
    told: Callable[..., dict[str, object]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    with open_store(locked.address, **told(locked, monkeypatch, tmp_path)) as store:
        build([RECORDS], store)
        assert run_query(store, "partner-countries").rows
        output = io.BytesIO()
        dump(store, output, "nquads")
        assert list(store.quads(NamedNode("https://w3id.org/defgraph/data/graph/derived")))
        shown = output.getvalue().decode() + store.location + repr(store) + repr(vars(store))
    assert {seen.path.partition("?")[0] for seen in locked.seen} == {"/query", "/update", "/store"}
    assert {seen.authorization for seen in locked.seen} == {locked.wanted}
    assert not any(secret in shown + "".join(capfd.readouterr()) for secret in HIDDEN)


def test_without_them_the_endpoint_stays_shut(locked: Proxy) -> None:
    with pytest.raises(StoreDeniedError, match="wants a password or token"):
        open_store(locked.address)


def test_a_password_in_the_address_is_not_shown(empty_server: Server) -> None:
    with running(Proxy(empty_server.address, BASIC)) as proxy:
        quoted = proxy.address.replace("//", "//rina:Xyzzy-s3cret%2B%2F%3D@")
        with open_store(quoted) as store:
            store.update(FACT)
            assert store.location == proxy.address


def ways_to_fail(proxy: Proxy) -> Iterator[Callable[[], object]]:
    """What goes wrong with the secret at hand, where the endpoint repeats it in what it says."""
    echo = Refusal(400, {"Content-Type": "text/plain"}, f"bad {SECRET} {BASIC} {BEARER}".encode())
    for status in (400, 401, 403, 404, 500, 301):
        proxy.refuse = lambda _, status=status: echo._replace(
            status=status, headers={"Location": f"http://rina:{SECRET}@127.0.0.1/"}
        )
        yield lambda: open_store(proxy.address)
    proxy.refuse = lambda _: Refusal(200, {}, f"{SECRET} is no result".encode())
    yield lambda: open_store(proxy.address)
    proxy.refuse = lambda _: None
    yield lambda: open_store(proxy.address).select("SELECT")
    yield lambda: open_store(proxy.address).update("INSERT")


def test_no_error_and_no_log_repeats_them(
    empty_server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with running(Proxy(empty_server.address)) as proxy:
        proxy.wanted = BASIC
        by_environment(proxy, monkeypatch, tmp_path)
        proxy.wanted = None
        count = 0
        for fail in ways_to_fail(proxy):
            with pytest.raises(DefgraphError) as caught:
                fail()
            shown = "".join(traceback.format_exception(caught.value)) + repr(caught.value)
            shown += repr(vars(caught.value)) + caplog.text
            assert not any(secret in shown for secret in HIDDEN), shown
            count += 1
    assert count == 9


def test_a_secret_that_is_shown_would_be_noticed() -> None:
    credential = Credential("rina", SECRET)
    assert SECRET not in repr(credential)
    assert any(secret in credential.header for secret in HIDDEN)
    assert credential.hide_in(f"{SECRET} {BASIC}") == "… Basic …"
    assert Credential("rina", "").hide_in("abc") == "abc"


def test_they_do_not_follow_a_redirect(empty_server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEFGRAPH_STORE_TOKEN", SECRET)
    with running(Proxy(empty_server.address)) as other, running(Proxy(other.address)) as first:
        for status in (301, 302, 303, 307, 308):
            first.refuse = lambda _, s=status: Refusal(s, {"Location": f"{other.address}/query"})
            with pytest.raises(StoreUnreachableError, match=f"sends us to {other.address}/query"):
                open_store(first.address)
        assert other.seen == []


def test_they_go_to_their_own_host_alone(empty_server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEFGRAPH_STORE_TOKEN", SECRET)
    with running(Proxy(empty_server.address)) as other, running(Proxy(empty_server.address)) as first:
        with open_store(first.address, update_url=f"{other.address}/update") as store:
            store.update(FACT)
        assert {seen.authorization for seen in first.seen} == {BEARER}
        assert [seen.authorization for seen in other.seen] == [None]


class TestPlainHttp:
    ADDRESS = "http://graph.example/query"

    def credential(self, address: str, **known: object) -> Credential | None:
        return read_credentials(
            [address_of(address)], None, {"DEFGRAPH_STORE_TOKEN": SECRET}, **known
        ).for_address(address)

    def test_carries_none_to_other_machines(self) -> None:
        with pytest.raises(InputError, match=r"unencrypted.*allow-plain-http"):
            self.credential(self.ADDRESS)

    def test_does_where_it_is_told_to(self) -> None:
        assert self.credential(self.ADDRESS, allow_plain_http=True) == Credential("", SECRET)

    @pytest.mark.parametrize(
        "address", ["http://localhost:1/q", "http://[::1]:1/q", "https://graph.example/"]
    )
    def test_is_no_matter_on_this_machine_or_with_tls(self, address: str) -> None:
        assert self.credential(address) == Credential("", SECRET)

    def test_through_a_proxy_is_not_on_this_machine(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
        monkeypatch.delenv("no_proxy", raising=False)
        with pytest.raises(InputError, match="unencrypted"):
            self.credential("http://127.0.0.1:1/query")
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        assert self.credential("http://127.0.0.1:1/query")


class TestFile:
    def read(self, path: Path) -> object:
        return read_credentials([address_of("http://127.0.0.1:1/")], path, {})

    @pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
    def test_that_others_can_read_is_refused(self, tmp_path: Path, mode: int) -> None:
        path = passwords(tmp_path, f"machine h login a password {SECRET}", mode)
        with pytest.raises(InputError, match="chmod 600"):
            self.read(path)

    def test_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="nowhere: cannot be read"):
            self.read(tmp_path / "nowhere")

    def test_that_is_no_netrc_is_refused_without_repeating_it(self, tmp_path: Path) -> None:
        path = passwords(tmp_path, f"machine h login a password a\n{SECRET} b")
        with pytest.raises(InputError, match=r"\.netrc file in line 2") as caught:
            self.read(path)
        assert SECRET not in "".join(traceback.format_exception(caught.value))

    def test_s_default_is_for_no_host(self, tmp_path: Path) -> None:
        path = passwords(tmp_path, f"default login a password {SECRET}")
        for host in ("127.0.0.1", "default"):
            known = read_credentials([address_of("https://x/")], path, {})
            assert known.for_address(f"https://{host}/") is None


@pytest.mark.parametrize(
    "environment",
    [
        {"USER": "rina"},
        {"PASSWORD": SECRET},
        {"USER": "rina", "PASSWORD": SECRET, "TOKEN": SECRET},
        {"TOKEN": f"{SECRET}\r\nX-Other: 1"},
        {"TOKEN": f"{SECRET} more"},
        {"USER": "ri:na", "PASSWORD": SECRET},
        {"USER": "rina", "PASSWORD": f"{SECRET}\n"},
    ],
)
def test_what_cannot_be_sent_is_refused(environment: dict[str, str]) -> None:
    told = {f"DEFGRAPH_STORE_{name}": value for name, value in environment.items()}
    with pytest.raises(InputError) as caught:
        read_credentials([address_of("http://127.0.0.1:1/")], None, told)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    "address", ["http://rina:Xyzzy@/query", "http://rina:Xyzzy@host:port/", "http://[::1/"]
)
def test_an_address_without_host_or_port_is_refused_unseen(address: str) -> None:
    with pytest.raises(InputError, match="names no host") as caught:
        open_store(address)
    assert "Xyzzy" not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("option", ["--store", "--update-url", "--graph-store-url"])
def test_a_password_in_an_argument_is_refused_unseen(option: str) -> None:
    done = CliRunner().invoke(main, ["query", "meetings", option, "http://rina:Xyzzy@127.0.0.1:9/"])
    assert (done.exit_code, "Xyzzy" in done.output) == (2, False)
    assert "DEFGRAPH_STORE_PASSWORD" in done.output


def test_the_command_line_takes_a_file(
    locked: Proxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = by_file(locked, monkeypatch, tmp_path)
    arguments = ["sparql", "ASK { ?s ?p ?o }", "--store", locked.address]
    assert CliRunner().invoke(main, arguments).exit_code == 5
    done = CliRunner().invoke(main, [*arguments, "--credentials", str(told["credentials"])])
    assert (done.exit_code, SECRET in done.output) == (0, False)
