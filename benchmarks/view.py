"""How soon a network is seen, and how it moves: ``kg view`` against stock pyvis, on the same graphs, in Chromium.

python benchmarks/view.py [FOLDER] [--rounds 3] [--nodes 50 300 1000 2000 5000] [--limit 120]

Stock pyvis is what its own example does: ``Network(cdn_resources="in_line")``, ``add_node``, ``add_edge``,
``generate_html``; requests to the outside are refused at once, which is the best case for it offline. A page
that has not come to rest after ``--limit`` seconds is left. Needs Playwright and Debian's ``chromium``.
"""

from __future__ import annotations

import argparse
import shutil
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

import networkx as nx
from measure import say, workplace
from playwright.sync_api import Browser, Page, sync_playwright
from pyvis.network import Network

from graph.loading import Document
from graph.namespaces import PREFIXES
from graph.store import Store, open_store
from graph.view import draw, write_picture

#: Looks at the picture after every frame: when it is first there, and when it last changed.
_WATCH = """
(() => {
  const small = Object.assign(document.createElement("canvas"), {width: 96, height: 64});
  const pen = small.getContext("2d", {willReadFrequently: true});
  const seen = window.seen = {first: null, changed: null, last: "", frames: 0};
  const look = () => {
    seen.frames++;
    const canvas = document.querySelector(".vis-network canvas");
    if (canvas && canvas.width && !seen.resting) {
      pen.clearRect(0, 0, 96, 64);
      pen.drawImage(canvas, 0, 0, 96, 64);
      const data = pen.getImageData(0, 0, 96, 64).data;
      let sum = 0, different = false;
      for (let i = 0; i < data.length; i++) {
        sum = (sum * 31 + data[i]) | 0;
        if (data[i] !== data[i % 4]) different = true;
      }
      if (different && seen.first === null) seen.first = performance.now();
      if (different && sum !== seen.last) { seen.last = sum; seen.changed = performance.now(); }
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()
"""
_STILL = "() => seen.changed !== null && performance.now() - seen.changed > 1500"
#: Does something and waits until it is on the screen.
_LATENCY = """
(act) => new Promise((done) => {
  const start = performance.now();
  new Function(act)();
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})
"""
_ACTS = {
    "filter": 'document.querySelector("#legend input[type=checkbox]").click()',
    "year": 'const year = document.getElementById("year"); year.value = "2015"; year.dispatchEvent(new Event("input"))',
    "search": (
        'const query = document.getElementById("query"); query.focus(); query.value = "to chuc 7"; '
        'query.dispatchEvent(new Event("input"))'
    ),
}
#: A case that takes longer is measured once.
_PATIENCE = 20.0
_STEPS = 60
Figures = dict[str, float | None]


def story(nodes: int) -> tuple[Store, nx.Graph]:
    """Return a store in which actors hold partnerships and agreements, and the same as a plain graph."""
    plain = nx.powerlaw_cluster_graph(nodes, 2, 0.1, seed=5)
    lines = [f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items()]
    lines.append('source:s a pfr:Source ; dcterms:title "Báo"@vi ; pfr:publishedOn "2024-01-01"^^xsd:date .\n')
    lines.append('country:LA a pfr:Country ; skos:prefLabel "Lào"@vi, "Laos"@en .\n')
    for number in plain:
        kind = "pfr:Organisation" if number % 3 else "pfr:Province ; pfr:country country:LA"
        lines.append(f'organisation:n{number} a {kind} ; skos:prefLabel "Tổ chức {number}"@vi, "Body {number}"@en ;')
        lines.append(f' skos:hiddenLabel "to chuc {number}", "body {number}" .\n')
    for number, (first, second) in enumerate(plain.edges()):
        kind, role = ("pfr:Agreement", "party") if number % 2 else ("pfr:Partnership", "participant")
        year = 2000 + number % 24
        lines.append(f"agreement:a{number} a {kind} ; pfr:{role} organisation:n{first}, organisation:n{second} ;")
        lines.append(
            f' skos:prefLabel "Thỏa thuận {number}"@vi, "Agreement {number}"@en ; pfr:evidence evidence:e{number} ;'
        )
        lines.append(f' pfr:modality modality:actual ; pfr:validFrom "{year}-01-01"^^xsd:date ;')
        lines.append(f' pfr:fromPrecision precision:year ; pfr:knownFrom "{year}-01-01"^^xsd:date .\n')
        lines.append(f"evidence:e{number} a pfr:Evidence ; oa:hasSource source:s ;")
        lines.append(f' pfr:restates "Hai bên ký thỏa thuận số {number}."@vi, "Both sign agreement {number}."@en .\n')
    store = open_store(":memory:")
    store.load([Document.from_text("graph.trig", "".join(lines))])
    return store, plain


def build_ours(store: Store, path: Path) -> None:
    """Write the page as ``kg view --max-nodes`` does."""
    write_picture(draw(store, max_nodes=1_000_000), path)


def build_stock(plain: nx.Graph, path: Path) -> None:
    """Write the page of stock pyvis."""
    network = Network(height="900px", directed=True, cdn_resources="in_line")
    for number in plain:
        network.add_node(number, label=f"Tổ chức {number}", title=f"Tổ chức {number}")
    for number, (first, second) in enumerate(plain.edges()):
        network.add_edge(first, second, title=f"Thỏa thuận {number}")
    path.write_text(network.generate_html(), encoding="utf-8")


def look(browser: Browser, path: Path, limit: float, *, ours: bool) -> Figures:
    """Open a page and measure it; None stands for what did not come within the limit, or is not offered."""
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.set_default_timeout(limit * 1000)
    page.route("http*://**", lambda route: route.abort())
    page.add_init_script(_WATCH)
    meter = page.context.new_cdp_session(page)
    meter.send("Performance.enable")
    figures: Figures = dict.fromkeys(("first paint", "still", "work", "pan", "filter", "year", "search"))
    try:
        deadline = time.monotonic() + limit
        page.goto(path.resolve().as_uri(), wait_until="commit")
        figures["first paint"] = _until(page, "() => seen.first", deadline)
        if _until(page, _STILL, deadline):
            figures["still"] = page.evaluate("seen.changed") / 1000
        metrics = {each["name"]: each["value"] for each in meter.send("Performance.getMetrics")["metrics"]}
        figures["work"] = metrics["ThreadTime"]
        if figures["first paint"] is not None:
            figures["first paint"] /= 1000
            page.evaluate("seen.resting = true")
            figures["pan"] = _pan(page)
        if ours:
            figures |= {name: _latency(page, act) for name, act in _ACTS.items()}
    finally:
        page.close()
    return figures


def _until(page: Page, condition: str, deadline: float) -> float | None:
    """Ask again and again, since a page that computes answers nobody for a while."""
    while time.monotonic() < deadline:
        found = page.evaluate(condition)
        if found:
            return float(found)
        time.sleep(0.05)
    return None


def _pan(page: Page) -> float:
    """Drag the picture to and fro; return frames per second."""
    box = page.locator(".vis-network canvas").bounding_box()
    if box is None:
        raise RuntimeError("there is no picture to drag")
    x, y = box["x"] + 14, box["y"] + box["height"] - 60  # a corner where no actor stands
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate("seen.frames = 0")
    start = time.monotonic()
    for step in range(_STEPS):
        page.mouse.move(x + 6 * min(step, _STEPS - step), y - 3 * min(step, _STEPS - step))
    frames, seconds = page.evaluate("seen.frames"), time.monotonic() - start
    page.mouse.up()
    return float(frames / seconds)


def _latency(page: Page, act: str) -> float:
    """Return the median of five times, in milliseconds."""
    return median(float(page.evaluate(_LATENCY, act)) for _ in range(5))


def measured(
    browser: Browser, build: Callable[[Path], None], path: Path, arguments: argparse.Namespace, *, ours: bool
) -> Figures:
    """Build and look, as often as asked; return medians, with build time and file size."""
    found: list[Figures] = []
    for _ in range(arguments.rounds):
        before = time.process_time()
        build(path)
        built = time.process_time() - before
        figures = look(browser, path, arguments.limit, ours=ours)
        figures |= {"build": built, "size": path.stat().st_size / 1e6}
        found.append(figures)
        if (figures["still"] or arguments.limit) > _PATIENCE:
            break
    return {name: _median([each[name] for each in found]) for name in found[0]}


def _median(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return median(known) if known else None


def row(nodes: int, edges: int, name: str, figures: Figures, limit: float) -> str:
    """Write one line of the table."""
    units = {
        "build": "s",
        "size": "MB",
        "first paint": "s",
        "still": "s",
        "work": "s",
        "pan": "fps",
        "filter": "ms",
        "year": "ms",
        "search": "ms",
    }
    digits = {"s": 2, "MB": 2, "fps": 0, "ms": 0}
    cells = []
    for key, unit in units.items():
        value = figures[key]
        missing = f"> {limit:.0f} s" if unit == "s" else "–"
        cells.append(missing if value is None else f"{value:.{digits[unit]}f} {unit}")
    return f"| {nodes:,} / {edges:,} | {name} | {' | '.join(cells)} |"


def main() -> None:
    """Measure every size, one after the other, ours next to stock pyvis."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--nodes", type=int, nargs="+", default=[50, 300, 1000, 2000, 5000])
    parser.add_argument("--limit", type=float, default=120.0)
    arguments = parser.parse_args()
    say("| actors / relations | page | build | file | first paint | still | work | pan | filter | year | search |")
    say("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    with workplace(arguments.folder) as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for nodes in arguments.nodes:
            store, plain = story(nodes)
            ours = measured(browser, partial(build_ours, store), folder / "kg.html", arguments, ours=True)
            say(row(nodes, plain.number_of_edges(), "kg view", ours, arguments.limit))
            stock = measured(browser, partial(build_stock, plain), folder / "pyvis.html", arguments, ours=False)
            say(row(nodes, plain.number_of_edges(), "stock pyvis", stock, arguments.limit))


if __name__ == "__main__":
    main()
