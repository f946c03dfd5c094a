"use strict";
// The same facts as a table: every fact that is shown, sorted as the reader likes, open to every reader.
(function () {
  const { data, element, local, state, word } = kg;
  const MOST = 400;
  const COLUMNS = [
    ["actors", (said) => said.participants.map(kg.name).join(" – ")],
    ["relation", (said) => word("edge-" + said.kind)],
    ["fact", (said) => local(said.name)],
    ["validity", (said) => local(said.validity), (said) => said.dates?.[0] || said.known[0] || "9999"],
    ["until-column", (said) => until(said), (said) => said.dates?.[1] || "9999"],
    ["modality", (said) => word(said.lapsed && !state.years ? "lapsed" : "modality-" + said.modality)],
    ["source", (said) => [...new Set(said.evidence.map((proof) => proof.source))].map((id) => data.sources[id]?.title ?? "").join("; ")],
  ];
  let order = [0, 1];
  let most = MOST;

  const until = (said) => said.dates?.[1] ? kg.day(said.dates[1], said.precision[1]) : said.event ? "" : word(said.openEnd ? "open-" + said.openEnd : "open-unknown");

  function sorted() {
    const [at, way] = order;
    const key = COLUMNS[at][2] ?? COLUMNS[at][1];
    const keyed = [...kg.shown.statements].map((id) => [key(data.statements[id]), id]);
    const compare = COLUMNS[at][2] ? (a, b) => (a < b ? -1 : a > b ? 1 : 0) : kg.compare;
    return keyed.sort((a, b) => way * compare(a[0], b[0]) || (a[1] < b[1] ? -1 : 1)).map(([, id]) => id);
  }

  function head(key, at) {
    const button = element("button", { type: "button" }, word(key), element("span", { className: "way" }, order[0] === at ? (order[1] > 0 ? " ▲" : " ▼") : ""));
    button.addEventListener("click", () => {
      order = [at, order[0] === at ? -order[1] : 1];
      show();
      kg.find("facts").querySelectorAll("th button")[at].focus();
    });
    const cell = element("th", { scope: "col" }, button);
    cell.setAttribute("aria-sort", order[0] === at ? (order[1] > 0 ? "ascending" : "descending") : "none");
    return cell;
  }

  function row(id) {
    const said = data.statements[id];
    const cells = COLUMNS.map(([key, text]) => element("td", {}, key === "fact" ? element("button", { type: "button", className: "open", onclick: () => kg.select(id) }, text(said)) : text(said)));
    return element("tr", { className: kg.stateOf(said) }, ...cells);
  }

  function show() {
    if (state.view !== "table") return;
    const ids = sorted();
    kg.find("facts").replaceChildren(
      element("caption", {}, kg.counted(ids.length, "statements") + " " + word("shown")),
      element("thead", {}, element("tr", {}, ...COLUMNS.map(([key], at) => head(key, at)))),
      element("tbody", {}, ...ids.slice(0, most).map(row)),
    );
    const rest = ids.length - most;
    kg.find("more").hidden = rest <= 0;
    kg.find("more").textContent = word("show-more") + " (" + Math.max(rest, 0) + ")";
  }

  kg.find("more").addEventListener("click", () => {
    most += 5 * MOST;
    show();
  });
  for (const event of ["language", "filter", "view"]) kg.on(event, show);
  kg.on("print", () => {
    const view = state.view;
    state.view = "table";
    show();
    state.view = view;
  });
})();
