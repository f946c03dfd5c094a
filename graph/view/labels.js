"use strict";
// Node labels: one size on the screen whatever the zoom, never on top of each other. The most
// connected nodes come first; where there is no room a label waits until the reader zooms in.
(function () {
  const FONT = '13px "Segoe UI", "Noto Sans", system-ui, sans-serif';
  const LINE = 17;
  const LETTERS = 20;
  const CELL = 100;
  let order = [];
  let measured = new Map();

  function wrapped(text) {
    const lines = [""];
    for (const part of text.split(" ")) {
      const last = lines[lines.length - 1];
      if (last && last.length + part.length + 1 > LETTERS) lines.push(part);
      else lines[lines.length - 1] = last ? last + " " + part : part;
    }
    return lines;
  }

  function measure(context, id) {
    if (!measured.has(id)) {
      const lines = wrapped(kg.name(id));
      measured.set(id, { lines, width: Math.max(...lines.map((line) => context.measureText(line).width)) });
    }
    return measured.get(id);
  }

  // A set of rectangles that tells whether a new one would touch an old one.
  function occupied() {
    const cells = new Map();
    const each = (box, visit) => {
      for (let x = Math.floor(box[0] / CELL); x <= Math.floor(box[2] / CELL); x++)
        for (let y = Math.floor(box[1] / CELL); y <= Math.floor(box[3] / CELL); y++) visit(x + "," + y);
    };
    return {
      add: (box) => each(box, (key) => cells.set(key, [...(cells.get(key) ?? []), box])),
      touches(box) {
        let found = false;
        each(box, (key) => {
          found ||= (cells.get(key) ?? []).some((o) => o[0] < box[2] && o[2] > box[0] && o[1] < box[3] && o[3] > box[1]);
        });
        return found;
      },
    };
  }

  // What must have its label: the chosen node, or both ends of the chosen edge, and what the page is about.
  function wanted() {
    const edge = kg.selected && kg.edges.get(kg.selected);
    const chosen = edge ? [edge.from, edge.to] : kg.selected ? [kg.selected] : [];
    return new Set([...chosen, ...kg.data.about]);
  }

  function visible(first) {
    const scale = kg.network.getScale();
    const middle = kg.network.getViewPosition();
    const frame = kg.find("network");
    const places = kg.network.getPositions();
    const found = [];
    for (const id of new Set([...first, ...order])) {
      const node = kg.nodes.get(id);
      if (node.hidden) continue;
      const x = (places[id].x - middle.x) * scale + frame.clientWidth / 2;
      const y = (places[id].y - middle.y) * scale + frame.clientHeight / 2;
      const inside = x > -60 && y > -40 && x < frame.clientWidth + 60 && y < frame.clientHeight + 40;
      if (inside) found.push({ id, x, y, radius: node.size * scale });
    }
    return found;
  }

  kg.drawLabels = function (context) {
    const [taken, written] = [occupied(), occupied()];
    const first = wanted();
    const nodes = visible(first);
    const ratio = context.canvas.width / kg.find("network").clientWidth;
    for (const { x, y, radius } of nodes) taken.add([x - radius, y - radius, x + radius, y + radius]);
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    Object.assign(context, { textAlign: "center", textBaseline: "middle", lineJoin: "round", lineWidth: 4, strokeStyle: "#ffffff", fillStyle: "#1a1a1a" });
    const frame = kg.find("network");
    const inside = (box) => box[0] >= 0 && box[1] >= 0 && box[2] <= frame.clientWidth && box[3] <= frame.clientHeight;
    kg.labelled = [];
    for (const { id, x, y, radius } of nodes) {
      const important = first.has(id);
      const home = kg.data.nodes[id].kind === "home";
      context.font = important || home ? "bold " + FONT : FONT;
      const { lines, width } = measure(context, id);
      const height = lines.length * LINE;
      const side = radius + 5 + width / 2;
      const centres = [[x, y + radius + 2 + height / 2], [x, y - radius - 2 - height / 2], [x + side, y], [x - side, y]];
      const boxes = centres.map(([a, b]) => [a - width / 2 - 2, b - height / 2, a + width / 2 + 2, b + height / 2]);
      let place = boxes.findIndex((box) => inside(box) && !taken.touches(box) && !written.touches(box));
      if (place < 0 && home) place = boxes.findIndex((box) => !written.touches(box)); // over other nodes, if it must be
      if (place < 0 && !important) continue;
      place = Math.max(place, 0);
      written.add(boxes[place]);
      kg.labelled.push({ id, box: boxes[place] });
      lines.forEach((line, row) => {
        const top = centres[place][1] + (row - (lines.length - 1) / 2) * LINE;
        context.strokeText(line, centres[place][0], top);
        context.fillText(line, centres[place][0], top);
      });
    }
    context.restore();
  };

  kg.onLanguage(() => {
    measured = new Map();
    if (!order.length) {
      const degrees = new Map(kg.nodes.getIds().map((id) => [id, 0]));
      kg.edges.forEach((edge) => [edge.from, edge.to].forEach((id) => degrees.set(id, degrees.get(id) + 1)));
      order = [...degrees.keys()].sort((a, b) => degrees.get(b) - degrees.get(a) || (a < b ? -1 : 1));
    }
    if (kg.network) kg.network.redraw();
  });
})();
