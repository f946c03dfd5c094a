"use strict";
// Find an actor by any of its names, with or without accents.
(function () {
  const { data, element, word } = kg;
  const query = kg.find("query");
  const list = kg.find("hits");
  const MOST = 12;
  let hits = [];
  let active = -1;

  function rank(names, wanted) {
    let best = 0;
    for (const name of names) {
      if (name === wanted) return 4;
      if (name.startsWith(wanted)) best = Math.max(best, 3);
      else if ((" " + name).includes(" " + wanted)) best = Math.max(best, 2);
      else if (name.includes(wanted)) best = Math.max(best, 1);
    }
    return best;
  }

  kg.search = function (text) {
    const wanted = kg.fold(text);
    if (!wanted) return [];
    const ranked = Object.keys(data.nodes).map((id) => [rank(data.nodes[id].folded, wanted), id]);
    ranked.sort((a, b) => b[0] - a[0] || kg.name(a[1]).localeCompare(kg.name(b[1]), data.language));
    return ranked.filter(([found]) => found).slice(0, MOST).map(([, id]) => id);
  };

  function option(id, position) {
    const made = element("li", { id: "hit-" + position }, kg.name(id) + " ", element("small", {}, word("kind-" + data.nodes[id].kind)));
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", String(position === active));
    made.addEventListener("mousedown", (event) => {
      event.preventDefault();
      choose(position);
    });
    return made;
  }

  function show() {
    const asked = query.value.trim() !== "" && document.activeElement === query;
    list.replaceChildren(...hits.map(option));
    if (asked && !hits.length) list.append(element("li", {}, word("no-hit")));
    list.hidden = !asked;
    query.setAttribute("aria-expanded", String(!list.hidden));
    if (active >= 0) query.setAttribute("aria-activedescendant", "hit-" + active);
    else query.removeAttribute("aria-activedescendant");
  }

  function choose(position) {
    const id = hits[position];
    query.value = kg.name(id);
    hits = [];
    active = -1;
    kg.reveal(id);
    kg.select(id, true);
    list.hidden = true;
    query.setAttribute("aria-expanded", "false");
  }

  query.addEventListener("input", () => {
    hits = kg.search(query.value);
    active = hits.length ? 0 : -1;
    show();
  });
  query.addEventListener("blur", () => { list.hidden = true; });
  query.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && hits.length) {
      event.preventDefault();
      active = (active + step + hits.length) % hits.length;
      show();
    } else if (event.key === "Enter" && active >= 0) choose(active);
    else if (event.key === "Escape") {
      hits = [];
      active = -1;
      query.value = "";
      show();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && event.target !== query) {
      event.preventDefault();
      query.focus();
    }
  });
  kg.onLanguage(() => {
    query.placeholder = word("search");
    query.setAttribute("aria-label", word("search"));
    list.setAttribute("aria-label", word("hits"));
  });
})();
