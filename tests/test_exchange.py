"""The network as GraphML and GEXF: read again, it is the network that was written."""

from __future__ import annotations

import io
from collections.abc import Callable

import networkx as nx
import pytest
from click.testing import Result

from graph.errors import UnknownFormat
from graph.exchange import FORMATS, network_text
from graph.namespaces import expand
from graph.network import network
from graph.store import Store, open_store

Kg = Callable[..., Result]
READERS = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}
HOSTILE = """
place:VN-05 a pfr:Province ; skos:prefLabel "<b>&\\u0001\\u202E]]>"@vi .
place:LA-HO a pfr:Province .
partnership:p a pfr:Partnership ; pfr:participant place:VN-05, place:LA-HO ; pfr:modality modality:actual .
"""


def reread(text: str, format: str) -> nx.MultiGraph:
    return READERS[format](io.BytesIO(text.encode()), node_type=str)


@pytest.mark.parametrize("format", FORMATS)
def test_the_network_comes_back_with_its_facts(format: str, shipped_store: Store) -> None:
    expected = network(shipped_store)
    found = reread(network_text(shipped_store, format), format)
    assert set(found) == set(expected)
    assert found.number_of_edges() == expected.number_of_edges()
    assert found.nodes[expand("place:VN-05")]["label"] == "Sơn La"
    assert found.nodes[expand("place:VN-05")]["country"] == "Việt Nam"
    edges = found.get_edge_data(expand("place:VN-05"), expand("place:LA-HO")).values()
    agreement = next(edge for edge in edges if edge["kind"] == "agreement")
    assert agreement["facts"] == "Biên bản thỏa thuận hợp tác Sơn La – Hủa Phăn 2024–2026"
    assert (agreement["known_from"], agreement["known_until"]) == ("2024-01-01", "2026-12-31")
    assert agreement["state"] == "actual"
    assert agreement["sources"]


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_graph_gives_the_same_bytes_on_any_day(format: str, shipped_store: Store) -> None:
    text = network_text(shipped_store, format)
    assert text == network_text(shipped_store, format)
    assert "lastmodifieddate" not in text


@pytest.mark.parametrize("format", FORMATS)
def test_what_lies_around_one_thing(format: str, shipped_store: Store) -> None:
    about = [expand("place:LA-HO") or ""]
    assert set(reread(network_text(shipped_store, format, about=about), format)) == set(
        network(shipped_store, about=about)
    )


@pytest.mark.parametrize("format", FORMATS)
def test_characters_that_xml_does_not_allow(format: str, told: Callable[[str], Store]) -> None:
    found = reread(network_text(told(HOSTILE), format), format)
    assert found.nodes[expand("place:VN-05")]["label"] == "<b>&��]]>"


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_store_gives_an_empty_network(format: str) -> None:
    with open_store(":memory:") as store:
        assert len(reread(network_text(store, format), format)) == 0


def test_other_formats_are_refused(shipped_store: Store) -> None:
    with pytest.raises(UnknownFormat):
        network_text(shipped_store, "dot")


@pytest.mark.parametrize("format", FORMATS)
def test_the_command_writes_it(format: str, kg: Kg) -> None:
    result = kg("--lang", "en", "export", "-f", format, "--about", "Hủa Phăn")
    assert result.exit_code == 0
    assert reread(result.stdout, format).nodes[expand("place:VN-05")]["label"] == "Son La"
    assert kg("export", "-o", f"network.{format}", "--about", "Hủa Phăn").exit_code == 0
    assert kg("export", "-f", format, "--graph", "graph:reference").exit_code == 3
