"use strict";
// What the reader has chosen, and what is shown because of it. A pair is all that links two actors.
(function () {
  const { data } = kg;
  const FIRMEST = ["actual", "planned", "proposed", "unstated", "ended"];
  const EVENTS = { agreement: "event-agreement", visit: "event-visit", project: "event-project" };

  const state = (kg.state = {
    selected: null, // a node, "a b" of a pair, a statement, or "cell row column" of the matrix
    years: null, // or [first, last]
    country: "",
    off: { node: new Set(), edge: new Set(), state: new Set() },
    view: data.matrix && data.view === "matrix" ? "matrix" : "network",
    layout: data.layout ?? "force",
  });

  const pairs = (kg.pairs = new Map());
  for (const edge of kg.drawn.edges) {
    const id = [edge.from, edge.to].sort().join(" ");
    const pair = pairs.get(id) ?? { id, from: id.split(" ")[0], to: id.split(" ")[1], statements: [], edges: [] };
    pair.edges.push(edge);
    pair.statements = [...new Set([...pair.statements, ...edge.statements])];
    pairs.set(id, pair);
  }
  const pairsOf = new Map();
  const add = (key, pair) => pairsOf.set(key, [...(pairsOf.get(key) ?? []), pair]);
  for (const pair of pairs.values()) for (const key of [pair.from, pair.to, ...pair.statements]) add(key, pair);
  kg.pairsOf = (id) => pairsOf.get(id) ?? [];
  kg.other = (pair, id) => (pair.from === id ? pair.to : pair.from);
  kg.countryOf = (id) => data.nodes[id]?.countryId || (data.nodes[id]?.kind === "country" ? id : "");

  // A fact that has lapsed by now was in force in a year in which it is known to hold.
  kg.stateOf = (said) => (state.years && said.lapsed ? "actual" : said.state === "unstated" ? "proposed" : said.state);

  kg.holds = function (said, first, last) {
    const [from, until] = said.known;
    return from !== "" && from <= last + "-12-31" && (!until || until >= first + "-01-01");
  };

  const isOf = (id, country) => id === country || kg.countryOf(id) === country;

  // Whether a fact passes the filters; `ignored` names one of them that is not asked.
  kg.passes = function (id, ignored) {
    const said = data.statements[id];
    if (ignored !== "edge" && state.off.edge.has(said.kind)) return false;
    if (ignored !== "state" && state.off.state.has(kg.stateOf(said))) return false;
    if (ignored !== "country" && state.country && !said.participants.some((end) => isOf(end, state.country))) return false;
    return ignored === "years" || !state.years || kg.holds(said, ...state.years);
  };

  const nodeOn = (id) => !state.off.node.has(data.nodes[id].kind);
  const ofCountry = (pair) => !state.country || isOf(pair.from, state.country) || isOf(pair.to, state.country) || pair.event;

  // Recompute what is shown: pairs with their facts, nodes, and facts.
  function show() {
    const shown = { pairs: new Map(), nodes: new Set(data.about.filter(nodeOn)), statements: new Set() };
    for (const pair of pairs.values()) {
      if (!nodeOn(pair.from) || !nodeOn(pair.to) || !ofCountry(pair)) continue;
      const statements = pair.statements.filter((id) => kg.passes(id));
      if (!statements.length) continue;
      const states = new Set(statements.map((id) => kg.stateOf(data.statements[id])));
      shown.pairs.set(pair.id, { ...pair, statements, state: FIRMEST.find((name) => states.has(name)) });
      for (const end of [pair.from, pair.to]) shown.nodes.add(end);
      for (const id of statements) shown.statements.add(id);
    }
    for (const id of Object.keys(data.statements)) if (!pairsOf.has(id) && kg.passes(id)) shown.statements.add(id);
    kg.shown = shown;
  }

  for (const pair of pairs.values()) {
    pair.event = [pair.from, pair.to].some((id) => Object.values(EVENTS).includes(data.nodes[id].kind));
  }
  show();

  // change({years: [2020, 2020]}): set filters, and tell all parts of the page
  kg.change = function (wanted) {
    Object.assign(state, wanted);
    show();
    kg.tell("filter");
  };

  kg.setOff = function (group, kind, isOff) {
    if (isOff) state.off[group].add(kind);
    else state.off[group].delete(kind);
    kg.change({});
  };

  kg.filtered = () => state.years !== null || state.country !== "" || Object.values(state.off).some((kinds) => kinds.size);
  kg.clear = () => kg.change({ years: null, country: "", off: { node: new Set(), edge: new Set(), state: new Set() } });

  // Whether an identifier names something that can be selected.
  kg.known = (id) => id in data.nodes || pairs.has(id) || id in data.statements || id.startsWith("cell ");

  // The nodes that belong to what is selected: itself, or both ends.
  kg.selectedNodes = function (id) {
    if (id === null) return [];
    if (id in data.nodes) return [id];
    const ends = pairs.has(id) ? [pairs.get(id).from, pairs.get(id).to] : data.statements[id]?.participants ?? id.split(" ").slice(1);
    return ends.filter((end) => end in data.nodes);
  };

  // Choose something, or nothing with null; what a filter hides is shown again.
  kg.select = function (id, centre) {
    state.selected = id !== null && kg.known(id) ? id : null;
    if (state.selected !== null) reveal(state.selected);
    kg.centre = centre === true;
    kg.tell("selection");
  };

  function reveal(id) {
    const hidden = kg.selectedNodes(id).filter((node) => !kg.shown.nodes.has(node));
    if (!hidden.length || id.startsWith("cell ")) return;
    for (const node of hidden) state.off.node.delete(data.nodes[node].kind);
    show();
    if (hidden.some((node) => !kg.shown.nodes.has(node))) kg.clear();
    else kg.tell("filter");
  }

  kg.setView = function (view) {
    state.view = view === "matrix" && !data.matrix ? "network" : view;
    kg.tell("view");
  };
})();
