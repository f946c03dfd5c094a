"""Write the answer to a SPARQL query in the standard formats.

SELECT and ASK: JSON (https://www.w3.org/TR/sparql11-results-json/), XML
(https://www.w3.org/TR/rdf-sparql-XMLres/), CSV and TSV (https://www.w3.org/TR/sparql11-results-csv-tsv/),
or a table for people. CONSTRUCT and DESCRIBE: any RDF format of ``graph.export``. Text comes in
pieces, so that a large answer is never held whole.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from graph import tables
from graph.errors import UnknownFormat
from graph.export import FORMATS as GRAPH_FORMATS
from graph.export import serialize
from graph.namespaces import PREFIXES, compact
from graph.store.answers import Answer, Row, Solutions, Term, Triples, Truth

ROW_FORMATS = ("table", "csv", "tsv", "json", "xml", "md")
_STRING = PREFIXES["xsd"] + "string"
#: xml.sax.saxutils would import an HTTP client. A bare carriage return would be read as a line feed.
_XML_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"})
_XML_HEAD = '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'


def write_answer(answer: Answer, format: str | None = None, *, width: int = 0) -> Iterator[str]:
    """Yield the answer's text; the default is a table for rows and Turtle for triples.

    Raises UnknownFormat where the format does not fit the kind of answer.
    """
    if isinstance(answer, Triples):
        quads = [Quad(triple.subject, triple.predicate, triple.object) for triple in answer.triples]
        return iter([serialize(quads, format or "turtle")])
    if format in GRAPH_FORMATS or (format or "table") not in ROW_FORMATS:
        raise UnknownFormat(format or "", ROW_FORMATS)
    if isinstance(answer, Truth):
        return iter([_truth(answer.value, format or "table")])
    return _solutions(answer, format or "table", width)


def _solutions(answer: Solutions, format: str, width: int) -> Iterator[str]:
    if format == "json":
        return _json(answer)
    if format == "xml":
        return _xml(answer)
    if format == "csv":
        return _csv(answer)
    if format == "tsv":
        return _tsv(answer)
    shown: list[dict[str, tables.Value]] = [
        dict(zip(answer.variables, map(_readable, row), strict=True)) for row in answer.rows
    ]
    columns = {variable: variable for variable in answer.variables}
    return iter([tables.write(tables.Table(columns, shown), format, width=width)])


def _truth(value: bool, format: str) -> str:
    word = "true" if value else "false"
    if format == "json":
        return f'{{"head": {{}}, "boolean": {word}}}\n'
    if format == "xml":
        return f"{_XML_HEAD}  <head/>\n  <boolean>{word}</boolean>\n</sparql>\n"
    return f"{word}\n"


def _readable(term: Term | None) -> str | None:
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return compact(term.value) or f"<{term.value}>"
    return term.value if isinstance(term, Literal) else str(term)


def _json(answer: Solutions) -> Iterator[str]:
    yield f'{{"head": {{"vars": {json.dumps(answer.variables)}}}, "results": {{"bindings": ['
    separator = "\n"
    for row in answer.rows:
        pairs = zip(answer.variables, row, strict=True)
        binding = {variable: _json_term(term) for variable, term in pairs if term is not None}
        yield separator + json.dumps(binding, ensure_ascii=False)
        separator = ",\n"
    yield "\n]}}\n"


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if not isinstance(term, Literal):
        return {"type": "literal", "value": str(term)}
    found = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype.value != _STRING:
        found["datatype"] = term.datatype.value
    return found


def _xml(answer: Solutions) -> Iterator[str]:
    yield _XML_HEAD + "  <head>\n"
    yield "".join(f'    <variable name="{variable}"/>\n' for variable in answer.variables)
    yield "  </head>\n  <results>\n"
    for row in answer.rows:
        yield "    <result>\n"
        for variable, term in zip(answer.variables, row, strict=True):
            if term is not None:
                yield f'      <binding name="{variable}">{_xml_term(term)}</binding>\n'
        yield "    </result>\n"
    yield "  </results>\n</sparql>\n"


def _xml_term(term: Term) -> str:
    found = _json_term(term)
    text = found["value"].translate(_XML_ESCAPES)
    if found["type"] != "literal":
        return f"<{found['type']}>{text}</{found['type']}>"
    marks = [f' {name}="{found[name].translate(_XML_ESCAPES)}"' for name in ("xml:lang", "datatype") if name in found]
    return f"<literal{''.join(marks)}>{text}</literal>"


def _csv(answer: Solutions) -> Iterator[str]:
    yield _csv_line(answer.variables)
    for row in answer.rows:
        yield _csv_line(tuple("" if term is None else _csv_value(term) for term in row))


def _csv_value(term: Term) -> str:
    return str(term) if isinstance(term, BlankNode) or not isinstance(term, (NamedNode, Literal)) else term.value


def _csv_line(cells: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def _tsv(answer: Solutions) -> Iterator[str]:
    yield "\t".join(f"?{variable}" for variable in answer.variables) + "\n"
    for row in answer.rows:
        yield _tsv_line(row)


def _tsv_line(row: Row) -> str:
    # pyoxigraph writes terms as N-Triples does, with tabs and line ends escaped but for the tab.
    return "\t".join("" if term is None else str(term).replace("\t", "\\t") for term in row) + "\n"
