"use strict";
// Provinces by countries: how many facts link them; each number opens its facts.
(function () {
  const { data, element, local, state, word } = kg;
  const matrix = data.matrix;
  const table = kg.find("grid");
  const SHADES = 5;

  const passing = (ids) => ids.filter((id) => kg.passes(id));
  const distinct = (lists) => new Set(lists.flat()).size;

  function cell(row, column, ids, most) {
    if (!ids.length) return element("td", {}, "");
    const button = element("button", { type: "button", onclick: () => kg.select("cell " + row + " " + column) }, String(ids.length));
    button.setAttribute("aria-label", kg.name(row) + " – " + kg.name(column) + ": " + kg.counted(ids.length, "statements"));
    const shade = Math.ceil((Math.sqrt(ids.length) / Math.sqrt(most)) * SHADES);
    const chosen = state.selected === "cell " + row + " " + column;
    return element("td", { className: "shade-" + shade + (chosen ? " chosen" : "") }, button);
  }

  function name(id) {
    if (!(id in data.nodes)) return kg.name(id);
    return element("button", { type: "button", className: "open", onclick: () => kg.select(id, true) }, kg.name(id));
  }

  function show() {
    if (!matrix || state.view !== "matrix") return;
    const found = new Map(matrix.cells.map(([row, column, ids]) => [row + " " + column, passing(ids)]));
    const of = (row, column) => found.get(row + " " + column) ?? [];
    const most = Math.max(1, ...[...found.values()].map((ids) => ids.length));
    const columns = matrix.columns.map((_, at) => at).filter((at) => matrix.rows.some((_, row) => of(row, at).length));
    const rows = matrix.rows.map((_, at) => at).filter((at) => columns.some((column) => of(at, column).length));
    const heads = columns.map((at) => element("th", { scope: "col" }, element("span", {}, name(matrix.columns[at]))));
    const lines = rows.map((row) => element(
      "tr",
      {},
      element("th", { scope: "row" }, name(matrix.rows[row])),
      element("td", { className: "total" }, String(distinct(columns.map((column) => of(row, column))))),
      ...columns.map((column) => cell(matrix.rows[row], matrix.columns[column], of(row, column), most)),
    ));
    const totals = columns.map((column) => element("td", { className: "total" }, String(distinct(rows.map((row) => of(row, column))))));
    const sum = element("td", { className: "total" }, String(distinct([...found.values()])));
    table.replaceChildren(
      element("caption", {}, word("matrix-caption")),
      element("thead", {}, element("tr", {}, element("th", { scope: "col" }, word("kind-home")), element("th", { scope: "col" }, element("span", {}, word("total"))), ...heads)),
      element("tbody", {}, element("tr", { className: "totals" }, element("th", { scope: "row" }, word("total")), sum, ...totals), ...lines),
    );
    kg.find("matrix-note").textContent = local(matrix.note);
  }

  for (const event of ["language", "filter", "view", "selection"]) kg.on(event, show);
})();
