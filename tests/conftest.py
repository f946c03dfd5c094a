"""What all tests share: no internet, no settings of the person who runs them, the given texts where present."""

from __future__ import annotations

import ipaddress
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from viewing import DESKTOP, SON_LA, Open

from graph.inference import infer
from graph.loading import Document
from graph.namespaces import GRAPH_REFERENCE, PREFIXES
from graph.shipped import open_shipped
from graph.store import Store, open_store
from graph.view import write_view
from kg_cli import cli

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

CHECKOUT = Path(__file__).resolve().parent.parent
SHARED = CHECKOUT.parent / "shared"

# Where the host or address stands among the arguments of each audited event.
_HOST_AT = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
    "socket.gethostbyaddr": 0,
}


def _is_here(address: object) -> bool:
    """Tell whether a host name or a socket address stays on this machine.

    >>> [_is_here(address) for address in (("127.0.0.1", 80), "localhost", ("::1", 80, 0, 0), None, "")]
    [True, True, True, True, True]
    >>> [_is_here(address) for address in (("192.168.1.1", 80), "localhost.example.org", b"example.org")]
    [False, False, False]
    """
    host = address[0] if isinstance(address, tuple) else address
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host is None or host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


def _stay_here(event: str, args: tuple[object, ...]) -> None:
    """Refuse to reach another machine: a test that needs the internet is a test of the internet.

    >>> import urllib.request
    >>> urllib.request.urlopen("http://example.org/")
    Traceback (most recent call last):
    urllib.error.URLError: <urlopen error tests stay on this machine: socket.getaddrinfo 'example.org'>
    """
    position = _HOST_AT.get(event)
    if position is None:
        return
    address = args[position]
    is_path = event in {"socket.connect", "socket.sendto", "socket.sendmsg"} and isinstance(address, (str, bytes))
    if not is_path and not _is_here(address):
        raise PermissionError(f"tests stay on this machine: {event} {address!r}")


def pytest_configure() -> None:
    """Set the guard once, before anything is collected; an audit hook cannot be taken away again."""
    sys.addaudithook(_stay_here)


@pytest.fixture(scope="session", autouse=True)
def _no_personal_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the tests, and the commands they start, away from the user's own store, cache and settings."""
    for name in [name for name in os.environ if name.startswith("KG_")]:
        del os.environ[name]
    home = tmp_path_factory.mktemp("home")
    for kind in ("CONFIG", "CACHE", "DATA", "STATE"):
        os.environ[f"XDG_{kind}_HOME"] = str(home / kind.lower())


@pytest.fixture(scope="session")
def shipped_store() -> Iterator[Store]:
    """Open the shipped graph with its derived edges, in memory, for reading only."""
    with open_shipped() as store:
        yield store


@pytest.fixture(scope="session")
def told() -> Callable[[str], Store]:
    """Return a maker of small graphs: TriG without its prefixes, the code lists, and the derived edges."""
    header = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    concepts = Document.from_file(CHECKOUT / "ontology" / "concepts.ttl", graph=GRAPH_REFERENCE)

    def tell(text: str) -> Store:
        store = open_store(":memory:")
        store.load([concepts, Document.from_text("story.trig", header + text)])
        infer(store)
        return store

    return tell


@pytest.fixture
def kg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run the kg command in a new folder and a new home; only the cache is that of the whole run."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home" / "config"))
    monkeypatch.setenv("COLUMNS", "120")  # whatever the width of the terminal that the tests run in
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, stdin: bytes | None = None, **environment: str) -> Result:
        result = CliRunner().invoke(cli, arguments, prog_name="kg", input=stdin, env=environment)
        # Whatever happens, it is an exit code and a message, never an exception.
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of given texts and tables that lies beside the checkout, never inside the project."""
    if not SHARED.is_dir():
        pytest.skip("the given texts (../shared) are not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def seeds(shared: Path) -> Mapping[str, str]:
    """Return the source documents, file name to text; from bytes, because offsets count line ends as they are."""
    files = sorted((shared / "corpus" / "seeds").glob("*.txt"))
    if not files:
        pytest.skip("../shared holds no corpus/seeds")
    return {path.name: path.read_bytes().decode("utf-8") for path in files}


@pytest.fixture(scope="session")
def view_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("Trang của tôi")


@pytest.fixture(scope="session")
def son_la(shipped_store: Store, view_folder: Path) -> Path:
    """Write the page of Sơn La from the shipped graph."""
    write_view(shipped_store, view_folder / "Sơn La.html", about=[SON_LA])
    return view_folder / "Sơn La.html"


@pytest.fixture(scope="session")
def nation(shipped_store: Store, view_folder: Path) -> Path:
    """Write the page of the whole shipped graph."""
    write_view(shipped_store, view_folder / "all.html", lang="en")
    return view_folder / "all.html"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if not chromium:
        pytest.skip("needs Debian's chromium (apt-get install chromium)")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - few tests need a browser

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Open pages; at the end none may have asked for anything but itself, nor complained."""
    asked: list[str] = []
    wanted: set[str] = set()
    complaints: list[str] = []
    opened = []

    def open_(
        path: Path, anchor: str = "", *, size: ViewportSize = DESKTOP, dark: bool = False, before: str = ""
    ) -> Page:
        context = browser.new_context(viewport=size, color_scheme="dark" if dark else "light", accept_downloads=True)
        opened.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if before:
            page.add_init_script(before)
        wanted.add(path.as_uri())
        page.goto(path.as_uri() + anchor)
        page.wait_for_selector("html[data-ready=true]", state="attached")
        return page

    yield open_
    for context in opened:
        context.close()
    assert {url.partition("#")[0] for url in asked if not url.startswith("blob:")} == wanted
    assert complaints == []
