"use strict";
// The legend: what shapes and lines mean, how many of each are shown, and boxes to hide them.
(function () {
  const { data, element, state, word } = kg;
  const legend = kg.find("legend");

  function tally(kinds) {
    const counts = new Map();
    for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return counts;
  }

  // How many of each kind there would be if only this group of boxes were all ticked.
  function counts(group) {
    if (group === "node") return tally([...kg.shown.nodes].map((id) => data.nodes[id].kind));
    const passing = Object.keys(data.statements).filter((id) => kg.passes(id, group));
    return tally(passing.map((id) => (group === "edge" ? data.statements[id].kind : kg.stateOf(data.statements[id]))));
  }

  function row(group, kind, count, picture, text) {
    const box = element("input", { type: "checkbox", checked: !state.off[group].has(kind), value: kind });
    box.dataset.group = group;
    box.addEventListener("change", () => kg.setOff(group, kind, !box.checked));
    return element("label", {}, box, picture, element("span", { className: "text" }, text), element("span", { className: "count" }, String(count)));
  }

  function group(name, title, kinds, picture, label) {
    const all = name === "node" ? tally(Object.values(data.nodes).map((node) => node.kind)) : tally(Object.values(data.statements).map((said) => (name === "edge" ? said.kind : said.state === "unstated" ? "proposed" : said.state)));
    const now = counts(name);
    const rows = kinds.filter((kind) => all.has(kind)).map((kind) => row(name, kind, now.get(kind) ?? 0, picture(kind), word(label + kind)));
    const set = element("fieldset", {}, element("legend", {}, word(title)), ...rows);
    set.setAttribute("aria-label", word(title));
    return rows.length ? set : null;
  }

  // Choose one country: only what involves it stays.
  function countries() {
    const found = tally(Object.keys(data.nodes).map(kg.countryOf).filter(Boolean));
    const home = [...tally(Object.keys(data.nodes).filter((id) => data.nodes[id].kind === "home").map(kg.countryOf)).keys()];
    const others = [...found.keys()].filter((id) => !home.includes(id)).sort((a, b) => kg.compare(kg.name(a), kg.name(b)));
    if (others.length < 2) return null;
    const option = (id) => element("option", { value: id, selected: id === state.country }, id ? kg.name(id) + " (" + found.get(id) + ")" : word("all-countries"));
    const select = element("select", { id: "country" }, ...["", ...others].map(option));
    select.addEventListener("change", () => kg.change({ country: select.value }));
    return element("label", { className: "country" }, element("span", {}, word("partner-country")), select);
  }

  function show() {
    const focused = document.activeElement?.closest?.("#legend") ? [document.activeElement.value, document.activeElement.id] : null;
    const clear = element("button", { type: "button", id: "clear", disabled: !kg.filtered(), onclick: kg.clear }, word("clear"));
    const parts = [
      countries(),
      group("node", "legend-nodes", data.nodeKinds, kg.swatch, "kind-"),
      group("edge", "legend-edges", data.edgeKinds, () => null, "edge-"),
      group("state", "legend-lines", ["actual", "planned", "proposed", "ended"], kg.stroke, "line-"),
      element("p", {}, word("line-width")),
      clear,
    ];
    legend.replaceChildren(...parts.filter(Boolean));
    if (focused) (focused[1] ? kg.find(focused[1]) : legend.querySelector('input[value="' + focused[0] + '"]'))?.focus();
  }

  for (const event of ["language", "filter", "theme"]) kg.on(event, show);

  // On a phone the legend is closed until it is wanted.
  if (window.matchMedia("(max-width: 820px)").matches) kg.find("filters").open = false;
})();
