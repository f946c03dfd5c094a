"use strict";
// Draws lines, nodes and names. vis-network holds the nodes and does zoom, pan, drag and touch; the lines
// are drawn here, in one stroke per look, so that they keep their width at every zoom and stay quick.
(function () {
  const { data, state } = kg;
  const frame = kg.find("network");
  const MANY = 2500; // lines that are left out while the picture is dragged
  const CROWD = 500; // nodes that get a name, if there is room
  const DIM = 0.16;
  let moving = false;
  const RANKS = { home: 3000, abroad: 2000, country: 1000 };
  let weights = null;

  kg.nodes = new vis.DataSet(kg.drawn.nodes.map((node) => ({ id: node.id, x: node.x, y: node.y, shape: "custom", ctxRenderer: drawNode })));
  const network = (kg.network = new vis.Network(frame, { nodes: kg.nodes, edges: new vis.DataSet() }, kg.options));
  const body = network.body.nodes;
  const look = Object.fromEntries(Object.entries(data.shapes).map(([kind, [shape, fill, size]]) => [kind, { shape, fill, size }]));
  const lookOf = (id) => look[data.nodes[id].kind];

  // The radius on the screen: it shrinks with the picture, but never to a speck.
  kg.radius = (id, scale) => Math.max(lookOf(id).size * Math.min(Math.max(scale, 0.3), 1.25), 3.5);
  kg.place = (id) => body[id];
  kg.frame = () => ({ width: frame.clientWidth, height: frame.clientHeight });

  // Provinces, then countries, then by the number of facts: what matters most is named first.
  kg.weight = function (id) {
    weights = weights ?? new Map(Object.keys(data.nodes).map((node) => [node, kg.pairsOf(node).reduce((sum, pair) => sum + pair.statements.length, 0)]));
    return weights.get(id) + (RANKS[data.nodes[id].kind] ?? 0);
  };

  // What stands out: the selection and what it is linked to; nothing, if all is equal.
  function lit() {
    const chosen = kg.selectedNodes(state.selected);
    if (!chosen.length) return null;
    const nodes = new Set(chosen);
    const pairs = new Set(pairsOfSelection());
    if (state.selected in data.nodes) for (const id of pairs) nodes.add(kg.other(kg.pairs.get(id), state.selected));
    return { chosen: new Set(chosen), nodes, pairs };
  }

  function pairsOfSelection() {
    const id = state.selected;
    if (kg.pairs.has(id)) return [id];
    const of = id in data.nodes || id in data.statements ? kg.pairsOf(id) : [];
    return of.map((pair) => pair.id).filter((pair) => kg.shown.pairs.has(pair));
  }

  let light = null;

  function drawNode({ ctx, id, x, y, state: { hover } }) {
    const scale = network.getScale();
    const radius = kg.radius(id, scale) / scale;
    const { shape, fill } = lookOf(id);
    const drawn = () => {
      ctx.globalAlpha = light && !light.nodes.has(id) ? DIM : 1;
      if (light && light.chosen.has(id)) ring(ctx, x, y, radius, scale);
      ctx.beginPath();
      kg.outlinePath(ctx, shape, x, y, radius);
      Object.assign(ctx, { fillStyle: fill, strokeStyle: hover ? kg.colour.accent : kg.outline(fill), lineWidth: (hover ? 2.4 : 1.3) / scale });
      ctx.fill();
      ctx.stroke();
      ctx.globalAlpha = 1;
    };
    return { drawNode: drawn, nodeDimensions: { width: 2 * radius, height: 2 * radius } };
  }

  function ring(ctx, x, y, radius, scale) {
    ctx.beginPath();
    ctx.arc(x, y, radius + 6 / scale, 0, 2 * Math.PI);
    Object.assign(ctx, { strokeStyle: kg.colour.accent, lineWidth: 3 / scale });
    ctx.stroke();
  }

  // Lines to what stands beside the map would cross all of it: they stay faint until they are wanted.
  const aside = new Set(data.map?.aside ?? []);
  kg.isAside = (pair) => state.layout === "map" && (aside.has(pair.from) || aside.has(pair.to));

  // The lines by their look, each look one path; made anew only when something other than the view has changed.
  let looks = null;
  const forget = () => { looks = null; };

  function grouped() {
    const groups = new Map();
    for (const pair of kg.shown.pairs.values()) {
      const bright = light ? light.pairs.has(pair.id) : !kg.isAside(pair) || pair.id === kg.hovered;
      const strong = pair.id === kg.hovered || (light !== null && bright && !(state.selected in data.nodes));
      const width = kg.lineWidth(pair.statements.length);
      const key = [pair.state, width, bright, strong].join();
      const group = groups.get(key) ?? { state: pair.state, width, bright, strong, path: new Path2D(), pointed: [] };
      group.path.moveTo(body[pair.from].x, body[pair.from].y);
      group.path.lineTo(body[pair.to].x, body[pair.to].y);
      const to = kg.pointsAt(pair);
      if (to) group.pointed.push([kg.other(pair, to), to]);
      groups.set(key, group);
    }
    return [...groups.values()].sort((one, other) => one.bright - other.bright || one.strong - other.strong);
  }

  function drawLines(ctx) {
    const scale = network.getScale();
    if (looks === null) light = lit();
    looks = looks ?? grouped();
    if (moving && kg.shown.pairs.size > MANY) return;
    for (const { state: name, width, bright, strong, path, pointed } of looks) {
      const colour = strong ? kg.colour.accent : kg.lineColour(name);
      const wide = width * Math.min(Math.max(scale, 0.7), 1.2) + (strong ? 1 : 0);
      ctx.globalAlpha = bright ? 1 : DIM;
      ctx.setLineDash((data.lines[name][1] || []).map((part) => part / scale));
      Object.assign(ctx, { strokeStyle: colour, fillStyle: colour, lineWidth: wide / scale });
      ctx.stroke(path);
      ctx.setLineDash([]);
      ctx.beginPath();
      if (scale >= 0.3) for (const [from, to] of pointed) drawArrow(ctx, from, to, scale);
      ctx.fill();
      ctx.globalAlpha = 1;
    }
  }

  function drawArrow(ctx, from, to, scale) {
    kg.arrow(body[from], body[to], (kg.radius(to, scale) + 3) / scale, (9 * Math.min(Math.max(scale, 0.5), 1)) / scale)
      .forEach(([x, y], at) => (at ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
    ctx.closePath();
  }

  // What is chosen comes first, then what is near it, then the most connected.
  let order = null;
  function ordered() {
    const must = new Set([...kg.selectedNodes(state.selected), ...data.about]);
    const nodes = [...kg.shown.nodes].map((id) => ({ id, must: must.has(id), near: !light || light.nodes.has(id), weight: kg.weight(id) }));
    return nodes.sort((a, b) => b.must - a.must || b.near - a.near || b.weight - a.weight || (a.id < b.id ? -1 : 1));
  }

  // The nodes on the screen in the order in which they are named.
  function onScreen() {
    const scale = network.getScale();
    const middle = network.getViewPosition();
    const { width, height } = kg.frame();
    const found = [];
    order = order ?? ordered();
    for (const { id, must, near } of order) {
      const x = (body[id].x - middle.x) * scale + width / 2;
      const y = (body[id].y - middle.y) * scale + height / 2;
      if (x < -60 || y < -40 || x > width + 60 || y > height + 40) continue;
      found.push({ id, x, y, radius: kg.radius(id, scale) + (light && light.chosen.has(id) ? 7 : 0), must, near, bold: must || data.nodes[id].kind === "home" });
      if (found.length === CROWD) break;
    }
    return found;
  }

  function drawLabels(ctx) {
    const ratio = ctx.canvas.width / kg.frame().width;
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    const nodes = onScreen();
    const near = new Set(nodes.filter((node) => node.near).map((node) => node.id));
    const { width, height } = kg.frame();
    const covered = [[width - 125, height - 48, width, height]]; // by the buttons for zoom
    kg.labelled = kg.placeLabels(nodes, { width, height, covered }, { beside: state.layout === "columns" });
    ctx.globalAlpha = 0.35;
    kg.writeLabels(ctx, kg.labelled.filter(({ id }) => !near.has(id)), kg.colour.ink);
    ctx.globalAlpha = 1;
    kg.writeLabels(ctx, kg.labelled.filter(({ id }) => near.has(id)), kg.colour.ink);
    ctx.restore();
  }

  function renew() {
    forget();
    order = null;
    network.redraw();
  }

  function apply() {
    const changed = kg.nodes.get({ fields: ["id", "hidden"], filter: (node) => kg.shown.nodes.has(node.id) === Boolean(node.hidden) });
    if (changed.length) kg.nodes.update(changed.map(({ id, hidden }) => ({ id, hidden: !hidden })));
    renew();
  }

  network.on("beforeDrawing", (ctx) => {
    if (kg.drawGround) kg.drawGround(ctx, network.getScale());
    drawLines(ctx);
  });
  network.on("afterDrawing", drawLabels);
  for (const [event, is] of [["dragStart", true], ["dragEnd", false]]) network.on(event, () => { moving = is; network.redraw(); });
  network.on("dragging", (event) => { if (event.nodes.length) forget(); });
  for (const event of ["selection", "theme", "language", "layout", "hover"]) kg.on(event, renew);
  kg.on("filter", apply);
  network.redraw();
})();
