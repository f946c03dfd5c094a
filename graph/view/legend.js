"use strict";
// The legend, which also counts, and hides kinds that the reader unticks.
(function () {
  const { data, element, word } = kg;
  const hidden = { node: new Set(), edge: new Set() };
  const SVG = "http://www.w3.org/2000/svg";

  function drawn(tag, attributes) {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  }

  const ring = (count, radius, start, inner) => Array.from({ length: count }, (_, step) => {
    const angle = start + (2 * Math.PI * step) / count;
    const length = step % 2 ? inner ?? radius : radius;
    return (length * Math.cos(angle)).toFixed(1) + "," + (length * Math.sin(angle)).toFixed(1);
  }).join(" ");
  const UP = -Math.PI / 2;
  const CORNERS = {
    hexagon: ring(6, 8, 0),
    star: ring(10, 9, UP, 3.8),
    square: ring(4, 9.5, Math.PI / 4),
    diamond: ring(4, 9, 0),
    triangle: ring(3, 8.5, UP),
    triangleDown: ring(3, 8.5, -UP),
  };

  function swatch(kind) {
    const [shape, fill] = data.shapes[kind];
    const picture = drawn("svg", { viewBox: "-10 -10 20 20", "aria-hidden": "true" });
    const look = { fill, stroke: "#222222", "stroke-width": 1.4 };
    picture.append(shape === "dot" ? drawn("circle", { r: 8, ...look }) : drawn("polygon", { points: CORNERS[shape], ...look }));
    return picture;
  }

  function stroke(state) {
    const [colour, dashes] = data.lines[state];
    const picture = drawn("svg", { viewBox: "0 0 34 20", "aria-hidden": "true" });
    picture.append(drawn("line", { x1: 0, x2: 34, y1: 10, y2: 10, stroke: colour, "stroke-width": 2.4, "stroke-dasharray": dashes ? dashes.join(" ") : "none" }));
    return element("div", { className: "key" }, picture, word("line-" + state));
  }

  function apply() {
    kg.nodes.update(kg.nodes.map((node) => ({ id: node.id, hidden: hidden.node.has(data.nodes[node.id].kind) })));
    kg.edges.update(kg.edges.map((edge) => ({ id: edge.id, hidden: hidden.edge.has(edge.kind) })));
  }

  function row(group, kind, count, picture) {
    const box = element("input", { type: "checkbox", checked: !hidden[group].has(kind), value: kind });
    box.addEventListener("change", () => {
      if (box.checked) hidden[group].delete(kind);
      else hidden[group].add(kind);
      apply();
    });
    return element("label", {}, box, picture, word((group === "node" ? "kind-" : "edge-") + kind), element("span", { className: "count" }, String(count)));
  }

  function counted(kinds) {
    const counts = new Map();
    for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return counts;
  }

  // Show a node again that the legend has hidden.
  kg.reveal = function (id) {
    if (hidden.node.delete(data.nodes[id].kind)) {
      apply();
      show();
    }
  };

  function show() {
    const nodes = counted(Object.values(data.nodes).map((node) => node.kind));
    const edges = counted(kg.edges.map((edge) => edge.kind));
    const states = new Set(kg.edges.map((edge) => (edge.state === "unstated" ? "proposed" : edge.state)));
    if (!nodes.size) return;
    kg.find("legend").replaceChildren(
      element("h2", {}, word("legend-nodes")),
      ...data.nodeKinds.filter((kind) => nodes.has(kind)).map((kind) => row("node", kind, nodes.get(kind), swatch(kind))),
      element("h2", {}, word("legend-edges")),
      ...data.edgeKinds.filter((kind) => edges.has(kind)).map((kind) => row("edge", kind, edges.get(kind), null)),
      element("h2", {}, word("legend-lines")),
      ...["actual", "planned", "proposed", "ended"].filter((state) => states.has(state)).map(stroke),
      element("p", {}, word("line-width")),
    );
  }
  kg.onLanguage(show);
})();
