"use strict";
// The side panel: what is known of the chosen actor, line, fact or cell.
(function () {
  const { data, element, local, state, word } = kg;
  const panel = kg.find("panel");
  const content = kg.find("panel-content");

  const heading = (text, ...under) => [element("h2", {}, text), ...under];
  const noFacts = () => element("p", { className: "hint" }, word("nothing-now"));

  // The years that facts span, as "2019–2026"; an end that is not known stays open.
  function span(ids) {
    const dates = ids.map((id) => data.statements[id].dates).filter((found) => found && (found[0] || found[1]));
    if (!dates.length) return "";
    const year = (day) => day.slice(0, 4);
    const starts = dates.map(([start]) => start).filter(Boolean).sort();
    const ends = dates.map(([start, end]) => end || start).filter(Boolean).sort();
    const [first, last] = [starts.length ? year(starts[0]) : "", year(ends[ends.length - 1])];
    return first === last ? first : (first || "…") + "–" + last;
  }

  function neighbour(pair, id) {
    const kinds = data.edgeKinds.map((kind) => [kind, pair.statements.filter((said) => data.statements[said].kind === kind).length]).filter(([, count]) => count);
    const detail = kinds.map(([kind, count]) => word("edge-" + kind) + (count > 1 ? " ×" + count : "")).join(" · ");
    const firm = pair.state === "actual" ? null : element("em", {}, word("short-" + pair.state));
    const mark = kg.swatch(data.nodes[kg.other(pair, id)].kind);
    const text = element("span", { className: "text" }, element("b", {}, kg.name(kg.other(pair, id))), element("small", {}, detail, firm ? " · " : "", firm));
    return element("li", {}, element("button", { type: "button", onclick: () => kg.select(pair.id) }, mark, text, element("span", { className: "years" }, span(pair.statements))));
  }

  // The actors linked to one, by country: the most linked country first, home last.
  function neighbours(id) {
    const groups = new Map();
    for (const found of kg.pairsOf(id)) {
      const pair = kg.shown.pairs.get(found.id);
      if (!pair) continue;
      const country = kg.countryOf(kg.other(pair, id));
      groups.set(country, [...(groups.get(country) ?? []), pair]);
    }
    const own = kg.countryOf(id);
    const last = (country) => (country === "" ? 2 : country === own ? 1 : 0);
    const rank = (pair) => Math.min(...pair.statements.map((said) => data.edgeKinds.indexOf(data.statements[said].kind)));
    const name = (pair) => kg.name(kg.other(pair, id));
    const order = [...groups].sort((a, b) => last(a[0]) - last(b[0]) || b[1].length - a[1].length || kg.compare(kg.name(a[0]), kg.name(b[0])));
    return order.map(([country, pairs]) => {
      pairs.sort((a, b) => rank(a) - rank(b) || kg.compare(name(a), name(b)));
      const title = country ? kg.name(country) : word("no-country");
      return element("details", { open: true, className: "group" }, element("summary", {}, title + " ", element("span", { className: "count" }, String(pairs.length))), element("ul", { className: "links" }, ...pairs.map((pair) => neighbour(pair, id))));
    });
  }

  function ofNode(id) {
    const node = data.nodes[id];
    const other = local(node.name) === node.name.vi ? node.name.en : node.name.vi;
    const country = local(node.country);
    const under = [word("kind-" + node.kind), other === local(node.name) ? "" : other, country, node.code].filter(Boolean);
    const groups = neighbours(id);
    return [
      ...heading(local(node.name), element("p", { className: "kind" }, under.join(" · "))),
      kg.list([["other-names", node.names.join(", ")]]),
      groups.length ? element("h3", {}, word("linked-to")) : noFacts(),
      ...groups,
    ];
  }

  const goTo = (id) => element("button", { type: "button", className: "actor", onclick: () => kg.select(id, true) }, kg.name(id));

  function ofPair(id) {
    const pair = kg.shown.pairs.get(id);
    const all = kg.pairs.get(id);
    const rank = (end) => data.nodeKinds.indexOf(data.nodes[end].kind);
    const [first, second] = rank(all.to) < rank(all.from) ? [all.to, all.from] : [all.from, all.to];
    const ids = pair ? pair.statements : [];
    const hidden = all.statements.length - ids.length;
    return [
      ...heading(kg.name(first) + " – " + kg.name(second), element("p", { className: "actors" }, goTo(first), goTo(second))),
      ...(ids.length ? kg.factsByKind(ids, false) : [noFacts()]),
      hidden && ids.length ? element("p", { className: "hint" }, kg.counted(hidden, "statements") + " " + word("filtered-out")) : null,
    ];
  }

  function ofCell([row, column]) {
    const cell = data.matrix.cells.find(([r, c]) => data.matrix.rows[r] === row && data.matrix.columns[c] === column);
    const ids = cell ? cell[2].filter((id) => kg.passes(id)) : [];
    return [...heading(kg.name(row) + " – " + kg.name(column)), element("p", { className: "kind" }, kg.counted(ids.length, "statements")), ...kg.factsByKind(ids, true)];
  }

  function ofSelection(id) {
    const told = id in data.nodes ? data.nodes[id].statement : id; // the node of an event stands for its fact
    if (id in data.nodes && !told) return ofNode(id);
    if (kg.pairs.has(id)) return ofPair(id);
    if (told in data.statements) return [...heading(word("edge-" + data.statements[told].kind)), kg.fact(told, true)];
    return ofCell(id.split(" ").slice(1));
  }

  function show() {
    const id = state.selected;
    panel.hidden = id === null;
    document.body.dataset.panel = String(id !== null);
    content.replaceChildren(...(id === null ? [] : ofSelection(id).filter(Boolean)));
  }

  // Before the drawing hears of it, which has to fit beside the panel.
  kg.on("selection", () => {
    const before = panel.hidden;
    show();
    panel.scrollTop = 0;
    if (before !== panel.hidden) kg.tell("room");
  });
  kg.on("filter", show);
  kg.on("theme", show);
  kg.on("language", show);
  kg.find("close").addEventListener("click", () => kg.select(null));
})();
