"use strict";
// Puts the drawing in the page and joins it with panel, search and legend.
(function () {
  const { data, word } = kg;

  // Choose a node or an edge by its identifier, or nothing with null.
  kg.select = function (id, centre) {
    kg.selected = id;
    if (id === null) kg.network.unselectAll();
    else if (id in data.nodes) kg.network.selectNodes([id]);
    else kg.network.setSelection({ nodes: [], edges: [id] }, { highlightEdges: false });
    if (centre) kg.network.focus(id, { scale: Math.max(kg.network.getScale(), 0.8), animation: false });
    kg.showPanel();
    kg.network.redraw();
  };

  // Show everything that is not hidden, with room for the labels, which do not shrink.
  kg.fit = function () {
    const frame = kg.find("network");
    const places = Object.values(kg.network.getPositions(kg.nodes.get({ filter: (node) => !node.hidden }).map((node) => node.id)));
    if (!places.length) return;
    const range = (values) => [Math.min(...values), Math.max(...values)];
    const [left, right] = range(places.map((place) => place.x));
    const [top, bottom] = range(places.map((place) => place.y));
    const scale = Math.min((frame.clientWidth - 160) / (right - left || 1), (frame.clientHeight - 100) / (bottom - top || 1), 1.3);
    kg.network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale: Math.max(scale, 0.05), animation: false });
  };

  function titles() {
    const kind = (id) => word("kind-" + data.nodes[id].kind);
    kg.nodes.update(kg.nodes.map((node) => ({ id: node.id, title: kg.name(node.id) + "\n" + kind(node.id) })));
    kg.edges.update(kg.edges.map((edge) => ({ id: edge.id, title: word("edge-" + edge.kind) + " (" + edge.statements.length + ")\n" + kg.name(edge.from) + " – " + kg.name(edge.to) })));
  }

  function header() {
    const facts = Object.keys(data.statements).length;
    const counts = [[kg.nodes.length, "nodes"], [kg.edges.length, "edges"], [facts, "statements"]];
    document.title = kg.local(data.title);
    kg.find("title").textContent = kg.local(data.title);
    kg.find("counts").textContent = counts.map(([count, key]) => count + " " + word(key)).join(" · ");
    kg.find("as-of").textContent = kg.local(data.asOf) ? word("as-of") + " " + kg.local(data.asOf) + "." : "";
  }

  kg.find("switch").addEventListener("click", () => kg.setLanguage(data.language === "vi" ? "en" : "vi"));
  kg.onLanguage(header);
  if (kg.nodes.length) {
    kg.onLanguage(titles);
    kg.network = new vis.Network(kg.find("network"), { nodes: kg.nodes, edges: kg.edges }, kg.options);
    kg.network.on("afterDrawing", kg.drawLabels);
    kg.network.on("click", (event) => kg.select(event.nodes[0] ?? event.edges[0] ?? null));
    kg.find("fit").addEventListener("click", kg.fit);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && event.target !== kg.find("query")) kg.select(null);
    });
    kg.fit();
    kg.selected = data.about.length === 1 ? data.about[0] : null;
    kg.showPanel();
  } else {
    kg.find("fit").hidden = true;
    kg.find("search").hidden = true;
    kg.find("legend").hidden = true;
  }
  document.documentElement.dataset.ready = "true";
})();
