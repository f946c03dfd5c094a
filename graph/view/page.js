"use strict";
// Joins the parts: heading, views, notices, foot; and opens as the address says, else with what the page is about.
(function () {
  const { data, element, local, state, word } = kg;
  const VIEWS = ["network", "matrix", "table"].filter((view) => view !== "matrix" || data.matrix);

  function header() {
    document.title = local(data.title);
    kg.find("title").textContent = local(data.title);
    const notices = [local(data.cut?.note), ...(data.notes ?? []).map(local)].filter(Boolean);
    kg.find("notices").replaceChildren(...notices.map((text) => element("p", {}, text)));
    if (data.empty && kg.find("empty")) kg.find("empty").textContent = local(data.empty);
    const foot = data.footer ?? {};
    const asOf = local(data.asOf) ? word("as-of") + " " + local(data.asOf) : "";
    const licence = foot.licence ? kg.link(foot.licenceUrl ?? "", local(foot.licence)) : null;
    const said = [local(foot.dataset), asOf, licence, word("offline")].filter(Boolean);
    kg.find("foot").replaceChildren(...said.map((part) => element("span", {}, part)));
    kg.find("command").textContent = foot.command ?? "";
  }

  const amounts = () => [[kg.shown.nodes.size, "nodes"], [kg.shown.pairs.size, "edges"], [kg.shown.statements.size, "statements"]].map(([count, key]) => kg.counted(count, key)).join(" · ");

  function counts() {
    kg.find("counts").textContent = amounts();
    kg.find("clear-top").hidden = !kg.filtered();
    kg.find("nothing").hidden = kg.shown.pairs.size > 0 || !kg.pairs.size || state.view !== "network";
  }

  // For readers who listen: what has been chosen, or how much is shown.
  function announce(event) {
    const id = state.selected;
    const links = id in data.nodes ? kg.pairsOf(id).filter((pair) => kg.shown.pairs.has(pair.id)).length : 0;
    const chosen = id in data.nodes ? [kg.name(id), word("kind-" + data.nodes[id].kind), kg.counted(links, "edges")].join(", ") : (kg.find("panel-content").querySelector("h2")?.textContent ?? "");
    kg.find("live").textContent = event === "selection" && id !== null ? chosen : amounts();
  }

  function views() {
    kg.find("views").replaceChildren(...VIEWS.map((view) => {
      const button = element("button", { type: "button", value: view, onclick: () => kg.setView(view) }, word("view-" + view));
      button.setAttribute("aria-pressed", String(view === state.view));
      return button;
    }));
  }

  function show() {
    views();
    for (const view of ["network", "matrix", "table"]) kg.find(view + "-view").hidden = view !== state.view;
    document.body.dataset.view = state.view;
    counts();
    if (state.view === "network" && kg.network) kg.tell("room");
  }

  kg.on("room", () => {
    if (state.view !== "network") return;
    kg.network.setSize("100%", "100%");
    kg.tell("seen");
    kg.network.redraw();
  });
  kg.on("language", () => { header(); counts(); views(); });
  kg.on("filter", () => { counts(); announce("filter"); });
  kg.on("selection", () => { announce("selection"); kg.find("hint").hidden = state.selected !== null; });
  kg.on("view", show);
  kg.find("switch").addEventListener("click", () => kg.setLanguage(data.language === "vi" ? "en" : "vi"));
  kg.find("clear-top").addEventListener("click", kg.clear);

  kg.setLanguage(data.language);
  show();
  if (kg.network && kg.nodes.length) {
    kg.find("network").querySelector(".vis-network").tabIndex = -1; // its frame is the one stop for the keyboard
    kg.fit();
    const small = window.matchMedia("(max-width: 820px)").matches; // there the picture comes first
    if (!kg.readAddress() && data.about.length === 1 && !small) kg.select(data.about[0]);
    if (data.about.includes(state.selected)) kg.fit();
  }
  document.documentElement.dataset.ready = "true";
})();
