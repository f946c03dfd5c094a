from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat

from graph.errors import MalformedRdf
from graph.hostile import DEEPEST_JSON, refuse_bomb
from graph.loading import Document, check

PROTEGE = b'<!DOCTYPE rdf:RDF [<!ENTITY xsd "http://www.w3.org/2001/XMLSchema#">]><rdf:RDF/>'
LAUGHS = b'<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]><r>&c;</r>'
OUTSIDE = b'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><r>&a;</r>'
PARAMETER = b'<!DOCTYPE r [<!ENTITY % a "x">]><r/>'
LONG = b'<!DOCTYPE r [<!ENTITY a "' + b"x" * 5000 + b'">]><r>&a;</r>'


def test_short_namespace_entities_pass() -> None:
    refuse_bomb("a.rdf", RdfFormat.RDF_XML, PROTEGE)


@pytest.mark.parametrize("data", [LAUGHS, OUTSIDE, PARAMETER, LONG], ids=["laughs", "outside", "parameter", "long"])
def test_entities_that_do_harm_are_refused(data: bytes) -> None:
    with pytest.raises(MalformedRdf, match="entit"):
        refuse_bomb("a.rdf", RdfFormat.RDF_XML, data)


@pytest.mark.parametrize("levels", [6_000, 200_000])
def test_deep_json_is_refused_with_its_line_before_any_parser_sees_it(levels: int) -> None:
    document = Document.from_bytes("a.jsonld", b"\n" + b"[" * levels + b"]" * levels)
    with pytest.raises(MalformedRdf, match=rf"a\.jsonld:2: .*{DEEPEST_JSON}"):
        check([document])


def test_brackets_in_texts_are_no_nesting() -> None:
    text = '{"@id": "http://e/a", "http://e/b": "' + "[" * 2_000 + '"}'
    assert check([Document.from_text("a.jsonld", text)]).total == 1
