"use strict";
// Where names stand: one size on the screen whatever the zoom, never on top of each other. What is
// chosen comes first, then the most connected; where there is no room a name waits for more zoom.
(function () {
  const FAMILY = '"Segoe UI", "Noto Sans", "DejaVu Sans", system-ui, sans-serif';
  const LINE = 17;
  const LETTERS = 20;
  const CELL = 100;
  const pencil = document.createElement("canvas").getContext("2d");
  let measured = new Map();

  kg.font = (bold) => (bold ? "600 " : "") + "13px " + FAMILY;
  kg.fontFamily = FAMILY;
  kg.lineHeight = LINE;

  // Break a name into lines of about LETTERS letters.
  kg.wrapped = function (text) {
    const lines = [""];
    for (const part of text.split(" ")) {
      const last = lines[lines.length - 1];
      if (last && last.length + part.length + 1 > LETTERS) lines.push(part);
      else lines[lines.length - 1] = last ? last + " " + part : part;
    }
    return lines;
  };

  function measure(id, bold) {
    const key = (bold ? "+" : "-") + id;
    if (!measured.has(key)) {
      const lines = kg.wrapped(kg.name(id));
      pencil.font = kg.font(bold);
      measured.set(key, { lines, width: Math.max(...lines.map((line) => pencil.measureText(line).width)) });
    }
    return measured.get(key);
  }

  // A set of rectangles that tells whether a new one would touch an old one.
  function occupied() {
    const cells = new Map();
    const each = (box, visit) => {
      for (let x = Math.floor(box[0] / CELL); x <= Math.floor(box[2] / CELL); x++)
        for (let y = Math.floor(box[1] / CELL); y <= Math.floor(box[3] / CELL); y++) visit(x * 8192 + y);
    };
    const overlaps = (box) => (o) => o[0] < box[2] && o[2] > box[0] && o[1] < box[3] && o[3] > box[1];
    return {
      add: (box) => each(box, (key) => (cells.has(key) ? cells.get(key).push(box) : cells.set(key, [box]))),
      touches(box) {
        let found = false;
        each(box, (key) => { found = found || (cells.get(key) ?? []).some(overlaps(box)); });
        return found;
      },
    };
  }

  // Place the names of nodes {id, x, y, radius, must, bold}, given in order of weight, within a frame, clear of what it has `covered`;
  // with `every` also those that have no room, with `beside` rather beside nodes than below. Returns {id, lines, bold, align, x, y, box}.
  kg.placeLabels = function (nodes, frame, { every, beside } = {}) {
    const [taken, written] = [occupied(), occupied()];
    const inside = (box) => box[0] >= 0 && box[1] >= 0 && box[2] <= frame.width && box[3] <= frame.height;
    for (const box of frame.covered ?? []) written.add(box);
    for (const { x, y, radius } of nodes) taken.add([x - radius, y - radius, x + radius, y + radius]);
    const placed = [];
    for (const { id, x, y, radius, must, bold } of nodes) {
      const { lines, width } = measure(id, bold);
      const height = lines.length * LINE;
      const side = radius + 5 + width / 2;
      const below = radius + 3 + height / 2;
      const middles = [[x, y + below, "center"], [x, y - below, "center"]];
      for (const way of [0, 0.4, -0.4]) middles.push([x + side, y + way * height, "left"], [x - side, y + way * height, "right"]);
      if (beside) middles.unshift(...middles.splice(2, 2));
      const boxes = middles.map(([a, b]) => [a - width / 2 - 2, b - height / 2, a + width / 2 + 2, b + height / 2]);
      let at = boxes.findIndex((box) => inside(box) && !taken.touches(box) && !written.touches(box));
      if (at < 0 && (must || bold || every)) at = boxes.findIndex((box) => inside(box) && !written.touches(box)); // over nodes, if it must be
      if (at < 0 && !every) continue;
      at = Math.max(at, 0);
      written.add(boxes[at]);
      const [middle, level, align] = middles[at];
      const edge = { left: middle - width / 2, right: middle + width / 2 }[align] ?? middle;
      placed.push({ id, lines, bold, align, x: edge, y: level, box: boxes[at] });
    }
    return placed;
  };

  kg.writeLabels = function (context, placed, colour) {
    Object.assign(context, { textBaseline: "middle", lineJoin: "round", lineWidth: 4, strokeStyle: kg.colour.halo, fillStyle: colour });
    for (const { lines, bold, align, x, y } of placed) {
      Object.assign(context, { font: kg.font(bold), textAlign: align });
      lines.forEach((line, row) => {
        const middle = y + (row - (lines.length - 1) / 2) * LINE;
        context.strokeText(line, x, middle);
        context.fillText(line, x, middle);
      });
    }
  };

  kg.on("language", () => { measured = new Map(); });
})();
