"use strict";
// What the pointer and the keys do on the drawing: choose, hover, walk along the lines, zoom, fit.
(function () {
  const { data, element, network, state, word } = kg;
  const frame = kg.find("network");
  const tip = kg.find("tip");
  const NEAR = 7; // pixels from a line
  const READABLE = 0.6; // the scale from which on most names have room
  const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  let unfitted = false;
  kg.hovered = null;

  // How far a point lies from the line between two places.
  function distance(at, from, to) {
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const along = ((at.x - from.x) * dx + (at.y - from.y) * dy) / (dx * dx + dy * dy || 1);
    const part = Math.min(Math.max(along, 0), 1);
    return Math.hypot(at.x - from.x - part * dx, at.y - from.y - part * dy);
  }

  // The pair whose line is under a point of the frame.
  kg.pairAt = function (point) {
    const at = network.DOMtoCanvas(point);
    let best = null;
    let least = NEAR / network.getScale();
    for (const pair of kg.shown.pairs.values()) {
      const found = distance(at, kg.place(pair.from), kg.place(pair.to));
      if (found < least) [best, least] = [pair.id, found];
    }
    return best;
  };

  const under = (point) => network.getNodeAt(point) ?? kg.pairAt(point);

  function describe(id) {
    if (id in data.nodes) return [kg.name(id), word("kind-" + data.nodes[id].kind)];
    const pair = kg.shown.pairs.get(id);
    const kinds = data.edgeKinds.filter((kind) => pair.statements.some((said) => data.statements[said].kind === kind));
    return [kg.name(pair.from) + " – " + kg.name(pair.to), kinds.map((kind) => word("edge-" + kind)).join(" · ") + " (" + kg.counted(pair.statements.length, "statements") + ")"];
  }

  function hover(point) {
    const id = point ? under(point) ?? null : null;
    if (id !== kg.hovered) {
      kg.hovered = id;
      frame.classList.toggle("over", id !== null);
      kg.tell("hover");
    }
    tip.hidden = id === null;
    if (id === null) return;
    const [name, detail] = describe(id);
    tip.replaceChildren(element("strong", {}, name), element("span", {}, detail));
    tip.style.left = Math.min(point.x + 14, frame.clientWidth - tip.offsetWidth - 6) + "px";
    tip.style.top = Math.min(point.y + 16, frame.clientHeight - tip.offsetHeight - 6) + "px";
  }

  frame.addEventListener("pointermove", (event) => {
    const box = frame.getBoundingClientRect();
    if (event.pointerType === "mouse") hover(event.buttons ? null : { x: event.clientX - box.left, y: event.clientY - box.top });
  });
  frame.addEventListener("pointerleave", () => hover(null));
  network.on("click", (event) => kg.select(under(event.pointer.DOM) ?? null));
  network.on("zoom", () => hover(null));

  // Go from the selected actor to the one that a line leads to in a direction.
  function walk([right, down]) {
    const here = kg.selectedNodes(state.selected)[0];
    const linked = here ? kg.pairsOf(here).filter((pair) => kg.shown.pairs.has(pair.id)).map((pair) => kg.other(pair, here)) : [];
    if (!linked.length) return kg.select(data.about[0] ?? [...kg.shown.nodes][0] ?? null, true);
    const from = kg.place(here);
    const costs = linked.map((id) => {
      const [dx, dy] = [kg.place(id).x - from.x, kg.place(id).y - from.y];
      const length = Math.hypot(dx, dy) || 1;
      const straight = (dx * right + dy * down) / length;
      return [straight < 0.3 ? Infinity : length * (2 - straight), id];
    });
    const [cost, next] = costs.sort((a, b) => a[0] - b[0])[0];
    if (cost < Infinity) kg.select(next, true);
  }

  const zoom = (factor) => network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.05), 6) });

  frame.addEventListener("keydown", (event) => {
    if (event.key in WAYS) walk(WAYS[event.key]);
    else if (event.key === "Enter" && state.selected) kg.find("panel").focus();
    else if (event.key === "+" || event.key === "=") zoom(1.25);
    else if (event.key === "-") zoom(0.8);
    else if (event.key === "0") kg.fit();
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target !== kg.find("query") && state.selected) {
      kg.select(null);
      if (state.view === "network") frame.focus();
    }
  });

  // Show all that is shown, with room for the names, which do not shrink.
  kg.fit = function () {
    const { width, height } = kg.frame();
    const places = [...kg.shown.nodes].map(kg.place);
    if (state.layout === "columns") places.push(...kg.groundWords());
    unfitted = !width; // a hidden picture waits until it is seen
    if (!places.length || unfitted) return;
    const range = (values) => [Math.min(...values), Math.max(...values)];
    const [left, right] = range(places.map((place) => place.x));
    const [top, bottom] = range(places.map((place) => place.y));
    const scale = Math.min((width - 170) / (right - left || 1), (height - 90) / (bottom - top || 1), 1.25);
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 + 8 / scale }, scale: Math.max(scale, 0.05), animation: false });
  };

  kg.on("seen", () => { if (unfitted) kg.fit(); });
  kg.find("fit").addEventListener("click", kg.fit);
  kg.find("nearer").addEventListener("click", () => zoom(1.25));
  kg.find("farther").addEventListener("click", () => zoom(0.8));

  // Whether a place is seen well: away from the rim, and not too small.
  function isInSight(place) {
    const { width, height } = kg.frame();
    const { x, y } = network.canvasToDOM(place);
    return network.getScale() >= READABLE && x > 40 && y > 40 && x < width - 40 && y < height - 40;
  }

  kg.on("selection", () => {
    const nodes = kg.centre && !unfitted ? kg.selectedNodes(state.selected).map(kg.place) : [];
    if (!nodes.length || nodes.every(isInSight)) return;
    const middle = (axis) => nodes.reduce((sum, place) => sum + place[axis], 0) / nodes.length;
    network.moveTo({ position: { x: middle("x"), y: middle("y") }, scale: Math.max(network.getScale(), READABLE), animation: false });
  });
})();
