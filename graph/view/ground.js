"use strict";
// What lies under the network: nothing, the headings of columns, or the outlines of countries; and the switch between them.
(function () {
  const { data, element, local, state, word } = kg;
  const choice = kg.find("layout");
  const layouts = data.layouts ?? {};
  const flat = (ring) => Array.from({ length: ring.length / 2 }, (_, at) => [ring[2 * at], ring[2 * at + 1]]);
  const countries = (data.map?.countries ?? []).map((country) => ({ ...country, rings: country.rings.map(flat) }));

  // Add the outlines of a country to a path; also used by the exports.
  kg.landPath = function (path, country) {
    for (const ring of country.rings) {
      ring.forEach(([x, y], at) => (at ? path.lineTo(x, y) : path.moveTo(x, y)));
      path.closePath();
    }
  };
  kg.land = () => (state.layout === "map" ? countries : []);
  // Words on the ground: of countries, or above columns.
  kg.groundWords = function () {
    if (state.layout === "columns") return (data.columns ?? []).map(({ x, y, name }) => ({ x, y, text: local(name), bold: true }));
    return kg.land().filter((country) => country.label).map(({ label, name }) => ({ x: label[0], y: label[1], text: local(name), bold: false }));
  };

  kg.drawGround = function (context, scale) {
    for (const country of kg.land()) {
      context.beginPath();
      kg.landPath(context, country);
      Object.assign(context, { fillStyle: country.home ? kg.colour["home-land"] : kg.colour.land, strokeStyle: kg.colour.coast, lineWidth: 1 / scale });
      context.fill("evenodd");
      context.stroke();
    }
    for (const { x, y, text, bold } of kg.groundWords()) {
      Object.assign(context, { font: (bold ? "600 " : "italic ") + 14 / scale + "px " + kg.fontFamily, textAlign: "center", fillStyle: kg.colour.faint });
      context.fillText(text, x, bold ? y - 12 / scale : y);
    }
  };

  // Put every node where a layout has it.
  kg.setLayout = function (name) {
    if (!layouts[name]) return;
    state.layout = name;
    kg.nodes.update(kg.drawn.nodes.map(({ id }, at) => ({ id, x: layouts[name][at][0], y: layouts[name][at][1] })));
    choice.value = name;
    const map = name === "map" ? data.map : null;
    kg.find("ground-note").textContent = map ? [local(map.note), local(map.credit)].filter(Boolean).join(" ") : "";
    kg.fit();
    kg.tell("layout");
  };

  function show() {
    const names = ["force", "columns", "map"].filter((name) => layouts[name]);
    choice.replaceChildren(...names.map((name) => element("option", { value: name, selected: name === state.layout }, word("layout-" + name))));
    kg.find("layouts").hidden = names.length < 2;
    if (state.layout === "map") kg.find("ground-note").textContent = [local(data.map?.note), local(data.map?.credit)].filter(Boolean).join(" ");
  }

  choice.addEventListener("change", () => kg.setLayout(choice.value));
  kg.on("language", show);
})();
