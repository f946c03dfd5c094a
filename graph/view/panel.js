"use strict";
// The side panel: what is known of the chosen actor or line, with the proof.
(function () {
  const { data, element, local, word } = kg;
  const panel = kg.find("panel");

  // A list of terms and values; rows without a value are left out.
  function facts(rows) {
    const list = element("dl", {});
    for (const [key, value] of rows) if (value) list.append(element("dt", {}, word(key)), element("dd", {}, value));
    return list.children.length ? list : null;
  }

  function cited(source) {
    const dated = local(source.published) || (local(source.notBefore) ? word("not-before") + " " + local(source.notBefore) : word("undated"));
    const title = source.url ? element("a", { href: source.url, rel: "noopener noreferrer", target: "_blank" }, source.title) : source.title;
    return element("cite", {}, word("source") + ": ", title, [source.publisher, dated].filter(Boolean).map((part) => " · " + part).join(""));
  }

  function proof(given) {
    const remarks = [];
    if (given.speaker) remarks.push(word("speaker") + ": " + local(given.speaker));
    if (given.confidence && given.confidence !== "stated") remarks.push(word("confidence-" + given.confidence));
    const source = data.sources[given.source];
    return element(
      "div",
      { className: "proof" },
      element("p", {}, local(given.restates)),
      remarks.length ? element("cite", {}, remarks.join(" · ")) : null,
      source ? cited(source) : null,
    );
  }

  function badge(said) {
    if (said.lapsed) return element("span", { className: "badge over" }, word("lapsed"));
    const style = { actual: "badge", ended: "badge over" }[said.modality] ?? "badge unfirm";
    return element("span", { className: style }, word("modality-" + said.modality));
  }

  function statement(id) {
    const said = data.statements[id];
    return element(
      "article",
      {},
      element("h3", {}, local(said.name)),
      badge(said),
      facts([
        ["type", local(said.type)],
        ["signed", local(said.signed)],
        [said.event ? "time" : "validity", local(said.validity)],
        ["field", local(said.field)],
        ["subject", local(said.subject)],
        ["note", local(said.note)],
        ["wording", said.wording],
      ]),
      ...said.evidence.map(proof),
    );
  }

  const chronological = (ids) => [...ids].sort((a, b) => {
    const [one, other] = [data.statements[a].start, data.statements[b].start];
    return one === other ? (a < b ? -1 : 1) : one < other ? 1 : -1;
  });

  function edgeContent(edge) {
    const { to, from } = edge.arrows;
    const rank = (id) => data.nodeKinds.indexOf(data.nodes[id].kind);
    const turned = from && !to ? true : to && !from ? false : rank(edge.to) < rank(edge.from);
    const [first, second] = turned ? [edge.to, edge.from] : [edge.from, edge.to];
    const sign = to && from ? " ↔ " : to || from ? " → " : " – ";
    return [
      element("h2", {}, kg.name(first) + sign + kg.name(second)),
      element("p", { className: "kind" }, word("edge-" + edge.kind)),
      ...chronological(edge.statements).map(statement),
    ];
  }

  function link(edge, id) {
    const other = edge.from === id ? edge.to : edge.from;
    const firm = edge.state === "actual" ? "" : " · " + word("modality-" + edge.state);
    const detail = edge.statements.length + " " + word("statements") + firm;
    return element("li", {}, element("button", { type: "button", onclick: () => kg.select(edge.id) }, kg.name(other), element("small", {}, detail)));
  }

  function nodeContent(id) {
    const node = data.nodes[id];
    const far = (edge) => kg.name(edge.from === id ? edge.to : edge.from);
    const all = kg.edges.get({ filter: (edge) => edge.from === id || edge.to === id });
    all.sort((a, b) => far(a).localeCompare(far(b), data.language));
    const groups = data.edgeKinds.map((kind) => [kind, all.filter((edge) => edge.kind === kind)]).filter(([, edges]) => edges.length);
    const other = local(node.name) === node.name.vi ? node.name.en : node.name.vi;
    return [
      element("h2", {}, local(node.name)),
      element("p", { className: "kind" }, word("kind-" + node.kind) + (other === local(node.name) ? "" : " · " + other)),
      facts([["code", node.code], ["country", node.country && local(node.country)]]),
      ...groups.flatMap(([kind, edges]) => [
        element("h3", {}, word("edge-" + kind) + " (" + edges.length + ")"),
        element("ul", { className: "links" }, ...edges.map((edge) => link(edge, id))),
      ]),
    ];
  }

  kg.showPanel = function () {
    const edge = kg.selected && kg.edges.get(kg.selected);
    const content = edge ? edgeContent(edge) : kg.selected ? nodeContent(kg.selected) : [element("p", { className: "hint" }, word(kg.nodes.length ? "hint" : "empty"))];
    panel.replaceChildren(...content.filter(Boolean));
    panel.scrollTop = 0;
  };
  kg.onLanguage(kg.showPanel);
})();
