"use strict";
// The outlines of nodes and the course of lines: the same in the drawing, the legend and the exports.
(function () {
  const UP = -Math.PI / 2;

  function ring(count, radius, start, inner) {
    return Array.from({ length: count }, (_, step) => {
      const angle = start + (2 * Math.PI * step) / count;
      const length = step % 2 ? inner ?? radius : radius;
      return [length * Math.cos(angle), length * Math.sin(angle)];
    });
  }

  // Corners for a radius of 1; a dot has none.
  const CORNERS = {
    hexagon: ring(6, 1, 0),
    star: ring(10, 1.2, UP, 0.55),
    square: ring(4, 1.2, Math.PI / 4),
    diamond: ring(4, 1.15, 0),
    triangle: ring(3, 1.2, UP).map(([x, y]) => [x, y + 0.2]),
    triangleDown: ring(3, 1.2, -UP).map(([x, y]) => [x, y - 0.2]),
  };

  // Add the outline of a shape around a place to a path.
  kg.outlinePath = function (path, shape, x, y, radius) {
    const corners = CORNERS[shape];
    if (!corners) {
      path.moveTo(x + radius, y);
      path.arc(x, y, radius, 0, 2 * Math.PI);
      return;
    }
    corners.forEach(([dx, dy], at) => (at ? path.lineTo(x + dx * radius, y + dy * radius) : path.moveTo(x + dx * radius, y + dy * radius)));
    path.closePath();
  };

  // The same as an SVG element.
  kg.outlineElement = function (shape, x, y, radius, look) {
    const corners = CORNERS[shape];
    if (!corners) return kg.svg("circle", { cx: x, cy: y, r: radius, ...look });
    const points = corners.map(([dx, dy]) => (x + dx * radius).toFixed(1) + "," + (y + dy * radius).toFixed(1)).join(" ");
    return kg.svg("polygon", { points, ...look });
  };

  kg.lineWidth = (count) => 1.1 + 0.55 * Math.min(count - 1, 5);

  // Where a line that points one way only has its arrow: the end that all shown relations point at.
  kg.pointsAt = function (pair) {
    const shown = pair.edges.filter((edge) => edge.statements.some((id) => pair.statements.includes(id)));
    const ends = shown.map((edge) => {
      const at = ["from", "to"].filter((end) => edge.arrows[end]?.enabled).map((end) => edge[end]);
      return at.length === 1 ? at[0] : "";
    });
    return ends.every((end) => end && end === ends[0]) ? ends[0] : "";
  };

  // The three corners of an arrow head whose point stands `gap` before the end of a line.
  kg.arrow = function (from, to, gap, size) {
    const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
    const [x, y] = [(to.x - from.x) / length, (to.y - from.y) / length];
    const tip = [to.x - x * gap, to.y - y * gap];
    const side = (turn) => [tip[0] - x * size + turn * y * size * 0.42, tip[1] - y * size - turn * x * size * 0.42];
    return [tip, side(1), side(-1)];
  };

  kg.swatch = function (kind) {
    const [shape, fill] = kg.data.shapes[kind];
    const look = { fill, stroke: kg.outline(fill), "stroke-width": 1.3 };
    return kg.svg("svg", { viewBox: "-10 -10 20 20", "aria-hidden": "true" }, kg.outlineElement(shape, 0, 0, 7.4, look));
  };

  kg.stroke = function (name) {
    const dashes = kg.data.lines[name][1];
    const look = { stroke: kg.lineColour(name), "stroke-width": 2.4, "stroke-dasharray": dashes ? dashes.join(" ") : "none" };
    return kg.svg("svg", { viewBox: "0 0 30 20", "aria-hidden": "true" }, kg.svg("line", { x1: 0, x2: 30, y1: 10, y2: 10, ...look }));
  };
})();
