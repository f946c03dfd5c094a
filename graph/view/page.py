"""One HTML file that holds the network, its data and its script, and asks nothing of any network.

pyvis holds nodes, edges and options; its template is replaced by our own, which escapes, because
the stock page loads from content-delivery networks and runs markup found in data. The page's
content security policy admits the scripts and the style by their hashes and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from importlib.resources import files

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from graph.view import style
from graph.view.payload import edge_id, payload
from graph.view.picture import Picture
from graph.view.words import messages

VIS = "vendor/vis-network-9.1.13.min.js"
VIS_SHA256 = "39b9a36f17b4ca2e27d1e4327216860b042077b3307402ae315402ac826f878b"
#: In the order in which they run.
SCRIPTS = tuple(
    f"{name}.js"
    for name in (
        *("base", "state", "theme", "shapes", "labels", "drawing", "ground", "pointer", "facts", "panel"),
        *("search", "legend", "time", "table", "matrix", "picture", "export", "address", "page"),
    )
)
_SOURCE_MAP = "\n//# sourceMappingURL=vis-network.min.js.map"


def page(picture: Picture) -> str:
    """Return the page of a picture; the same picture gives the same text."""
    data, language = payload(picture), picture.asked.language
    drawing = Network(directed=True, cdn_resources="in_line", heading=data["title"][language])
    drawing.templateEnv = _environment()
    drawing.path = "page.html"
    drawing.set_options(style.options())
    _draw(picture, drawing)
    scripts = [Markup(_code(script)) for script in (VIS, *SCRIPTS)]  # noqa: S704 - our own files, admitted by hash
    sheet = Markup(_code("page.css"))  # noqa: S704 - likewise
    drawing.templateEnv.globals.update(
        data=data,
        language=language,
        words=messages(language),
        scripts=scripts,
        sheet=sheet,
        policy=_policy(scripts, sheet),
    )
    return str(drawing.generate_html())


def _draw(picture: Picture, drawing: Network) -> None:
    """Hand nodes and edges to pyvis: nodes with their places, edges with the ends they point at."""
    graph = picture.graph
    places = picture.layouts[picture.layout]
    for iri, kind in graph.nodes(data="kind"):
        x, y = places[iri]
        drawing.add_node(iri, label=" ", x=x, y=y, **style.node(kind))
    for first, second, kind, found in graph.edges(keys=True, data=True):
        drawing.add_edge(
            first,
            second,
            id=edge_id(first, second, kind),
            kind=kind,
            state=found["state"],
            statements=[said.iri for said in found["statements"]],
            arrows={end: {"enabled": iri in found["toward"]} for end, iri in (("from", first), ("to", second))},
        )


def _environment() -> Environment:
    environment = Environment(
        loader=DictLoader({"page.html": _code("page.html")}), autoescape=True, undefined=StrictUndefined
    )
    environment.policies["json.dumps_kwargs"] = {"sort_keys": True, "ensure_ascii": False, "separators": (",", ":")}
    return environment


def _code(name: str) -> str:
    """Read a file of this package with Unix line ends, so that its hash is the same everywhere."""
    text = (files("graph.view") / name).read_bytes().decode("utf-8").replace("\r\n", "\n")
    return text.replace(_SOURCE_MAP, "")


def _policy(scripts: Sequence[str], sheet: str) -> str:
    admitted = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {admitted}; style-src {_hash(sheet)}; connect-src 'none'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
