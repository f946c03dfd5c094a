"use strict";
// The picture that leaves the page: the network as shown, with title, legend, date and licence, as a list of
// paths and texts from which SVG and PNG are made alike.
(function () {
  const { data, local, state, word } = kg;
  const EDGE = 40;
  const HEAD = 84;
  const WIDE = 1200;
  const ENOUGH = 0.98;
  const SCALES = [0.45, 0.55, 0.65, 0.75, 0.85, 1];

  // Collects a path as SVG writes it; Path2D reads the same.
  function pen() {
    const parts = [];
    const at = (x, y) => x.toFixed(1) + " " + y.toFixed(1);
    return {
      moveTo: (x, y) => parts.push("M" + at(x, y)),
      lineTo: (x, y) => parts.push("L" + at(x, y)),
      arc: (x, y, radius) => parts.push(...[-2, 2].map((way) => "a" + at(radius, radius) + " 0 1 1 " + at(way * radius, 0))),
      closePath: () => parts.push("Z"),
      d: () => parts.join(""),
    };
  }

  function path(draw, look) {
    const drawn = pen();
    draw(drawn);
    return { d: drawn.d(), ...look };
  }

  const text = (words, x, y, look) => ({ text: words, x, y, size: 13, colour: kg.colour.ink, ...look });

  function node(kind, x, y, radius, title) {
    const [shape, fill] = data.shapes[kind];
    return path((drawn) => kg.outlinePath(drawn, shape, x, y, radius), { fill, stroke: kg.outline(fill), width: 1.3, title });
  }

  const line = (name, width, draw) => path(draw, { stroke: kg.lineColour(name), width, dashes: data.lines[name][1] || null });

  // The network in pixels of the picture: places, lines, arrows, nodes, names.
  function network({ place, scale }) {
    const parts = [];
    for (const country of kg.land()) {
      const look = { fill: country.home ? kg.colour["home-land"] : kg.colour.land, stroke: kg.colour.coast, width: 1 };
      parts.push(path((drawn) => kg.landPath({ moveTo: (x, y) => drawn.moveTo(...place({ x, y })), lineTo: (x, y) => drawn.lineTo(...place({ x, y })), closePath: drawn.closePath }, country), look));
    }
    for (const { x, y, text: words, bold } of kg.groundWords()) parts.push(text(words, ...place({ x, y }), { colour: kg.colour.faint, bold, align: "center" }));
    for (const pair of kg.shown.pairs.values()) {
      const [from, to] = [pair.from, pair.to].map((id) => place(kg.place(id)));
      const drawn = line(pair.state, kg.lineWidth(pair.statements.length), (path) => { path.moveTo(...from); path.lineTo(...to); });
      parts.push({ ...drawn, opacity: kg.isAside(pair) ? 0.2 : 1, title: kg.name(pair.from) + " – " + kg.name(pair.to) + " (" + pair.statements.length + ")" });
      const target = kg.pointsAt(pair);
      if (target && !kg.isAside(pair)) parts.push(path((path) => arrow(path, place(kg.place(kg.other(pair, target))), place(kg.place(target)), kg.radius(target, scale) + 3), { fill: kg.lineColour(pair.state) }));
    }
    return parts;
  }

  function arrow(path, [fromX, fromY], [x, y], gap) {
    kg.arrow({ x: fromX, y: fromY }, { x, y }, gap, 9).forEach((corner, at) => (at ? path.lineTo(...corner) : path.moveTo(...corner)));
    path.closePath();
  }

  // Where all stands at a scale: the size, and the nodes in the order in which they are named.
  function arrange(scale) {
    const places = [...kg.shown.nodes].map(kg.place);
    const span = (axis) => (places.length ? [Math.min(...places.map((place) => place[axis])), Math.max(...places.map((place) => place[axis]))] : [0, 0]);
    const [[left, right], [top, bottom]] = [span("x"), span("y")];
    const width = Math.max((right - left) * scale + 240, WIDE);
    const place = ({ x, y }) => [(x - (left + right) / 2) * scale + width / 2, (y - top) * scale + HEAD + 50];
    const nodes = [...kg.shown.nodes].sort((a, b) => kg.weight(b) - kg.weight(a) || (a < b ? -1 : 1)).map((id) => {
      const [x, y] = place(kg.place(id));
      return { id, x, y, radius: kg.radius(id, scale), bold: data.nodes[id].kind === "home" || data.about.includes(id) };
    });
    return { scale, place, width, height: (bottom - top) * scale + 140, nodes };
  }

  const labels = ({ nodes, width, height }, every) => kg.placeLabels(nodes, { width, height: HEAD + height }, { every, beside: state.layout === "columns" });

  // The smallest arrangement that has room for nearly every name.
  function arranged() {
    const found = SCALES.map(arrange);
    return found.find((each) => labels(each, false).length >= each.nodes.length * ENOUGH) ?? found[found.length - 1];
  }

  function names(arrangement) {
    const drawn = arrangement.nodes.map(({ id, x, y, radius }) => node(data.nodes[id].kind, x, y, radius, kg.name(id)));
    const written = labels(arrangement, true).flatMap(({ lines, bold, align, x, y }) =>
      lines.map((words, row) => text(words, x, y + (row - (lines.length - 1) / 2) * kg.lineHeight, { bold, align, halo: true })));
    return [...drawn, ...written];
  }

  // Swatches with their words, in as many rows as are needed; returns parts and the height.
  function legend(width) {
    const kinds = new Set([...kg.shown.nodes].map((id) => data.nodes[id].kind));
    const states = new Set([...kg.shown.pairs.values()].map((pair) => (pair.state === "unstated" ? "proposed" : pair.state)));
    const entries = [
      ...data.nodeKinds.filter((kind) => kinds.has(kind)).map((kind) => [word("kind-" + kind), (x, y) => node(kind, x + 10, y, 7)]),
      ...["actual", "planned", "proposed", "ended"].filter((name) => states.has(name)).map((name) => [word("line-" + name), (x, y) => line(name, 2, (path) => { path.moveTo(x - 6, y); path.lineTo(x + 24, y); })]),
    ];
    const parts = [];
    let [x, y] = [EDGE, 12];
    for (const [words, mark] of entries) {
      const wide = 46 + words.length * 7.3;
      if (x + wide > width - EDGE && x > EDGE) [x, y] = [EDGE, y + 26];
      parts.push((top) => [mark(x0, top + y0), text(words, x0 + 30, top + y0, { size: 12.5 })]);
      const [x0, y0] = [x, y];
      x += wide;
    }
    return { parts: (top) => parts.flatMap((part) => part(top)), height: entries.length ? y + 20 : 0 };
  }

  function foot() {
    const said = [local(data.footer?.dataset), local(data.asOf) ? word("as-of") + " " + local(data.asOf) : "", local(data.footer?.licence), state.layout === "map" ? local(data.map?.credit) : ""];
    return said.filter(Boolean).join(" · ");
  }

  function subtitle() {
    const time = state.years ? word("years-short") + " " + [...new Set(state.years)].join("–") + " · " : "";
    const country = state.country ? kg.name(state.country) + " · " : "";
    return time + country + [[kg.shown.nodes.size, "nodes"], [kg.shown.pairs.size, "edges"], [kg.shown.statements.size, "statements"]].map(([count, key]) => kg.counted(count, key)).join(" · ");
  }

  // {width, height, parts}: everything that is drawn, in order.
  kg.picture = function () {
    const arrangement = arranged();
    const { width, height: body } = arrangement;
    const keys = legend(width);
    const height = HEAD + body + keys.height + 50;
    return {
      width,
      height,
      parts: [
        { d: "M0 0H" + width + "V" + height + "H0Z", fill: kg.colour.ground },
        ...network(arrangement),
        ...names(arrangement),
        { d: "M0 0H" + width + "V" + (HEAD - 16) + "H0Z", fill: kg.colour.ground },
        text(local(data.title), EDGE, 34, { size: 22, bold: true }),
        text(subtitle(), EDGE, 58, { colour: kg.colour.faint }),
        { d: "M0 " + (HEAD + body) + "H" + width + "V" + height + "H0Z", fill: kg.colour.ground },
        ...keys.parts(HEAD + body + 8),
        text(foot(), EDGE, height - 20, { size: 11.5, colour: kg.colour.faint }),
      ],
    };
  };
})();
