"use strict";
// The address of the page says what is chosen, so that it can be sent: #select=place/VN-05&years=2024&lang=en
(function () {
  const { data, state } = kg;
  const THINGS = "https://w3id.org/pfr/id/";
  const OFF = { node: "actors-off", edge: "relations-off", state: "lines-off" };
  let reading = true; // until the address has been read, it is not written

  const short = (id) => id.split(" ").map((part) => (part.startsWith(THINGS) ? part.slice(THINGS.length) : part)).join("~");
  const whole = (text) => text.split("~").map((part) => (part === "cell" || part.includes(":") ? part : THINGS + part)).join(" ");

  function text() {
    const said = new URLSearchParams();
    if (state.selected) said.set("select", short(state.selected));
    if (state.years) said.set("years", [...new Set(state.years)].join("-"));
    if (state.country) said.set("country", short(state.country));
    for (const [group, key] of Object.entries(OFF)) if (state.off[group].size) said.set(key, [...state.off[group]].sort().join(","));
    said.set("view", state.view);
    if (state.layout !== (data.layout ?? "force")) said.set("layout", state.layout);
    said.set("lang", data.language);
    return "#" + said.toString().replace(/%2F/g, "/").replace(/%2C/g, ",").replace(/%7E/g, "~");
  }

  function write() {
    if (!reading) window.history.replaceState(null, "", text());
  }

  function years(given) {
    const found = (given ?? "").split("-").map(Number);
    const fit = data.years && found.every((year) => year >= data.years[0] && year <= data.years[1]);
    return given && fit ? [found[0], found[found.length - 1]].sort() : null;
  }

  // Take over what an address says; what it does not know is left out.
  kg.readAddress = function () {
    const said = new URLSearchParams(window.location.hash.slice(1));
    reading = true;
    const language = said.get("lang");
    if (language in data.messages && language !== data.language) kg.setLanguage(language);
    const off = Object.fromEntries(Object.entries(OFF).map(([group, key]) => [group, new Set((said.get(key) ?? "").split(",").filter(Boolean))]));
    const country = said.get("country");
    const wanted = { years: years(said.get("years")), country: country ? whole(country) : "", off };
    if (kg.filtered() || wanted.years || wanted.country || Object.values(off).some((kinds) => kinds.size)) kg.change(wanted);
    if (said.get("layout") && said.get("layout") !== state.layout && kg.setLayout) kg.setLayout(said.get("layout"));
    if (["network", "table", "matrix"].includes(said.get("view"))) kg.setView(said.get("view"));
    if (said.has("view")) kg.select(said.has("select") ? whole(said.get("select")) : null, true);
    reading = false;
    write();
    return said.has("view");
  };

  for (const event of ["language", "filter", "selection", "view", "layout"]) kg.on(event, write);
  window.addEventListener("hashchange", kg.readAddress);
})();
