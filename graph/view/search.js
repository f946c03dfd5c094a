"use strict";
// Find an actor by any of its names, with or without accents.
(function () {
  const { data, element, word } = kg;
  const query = kg.find("query");
  const list = kg.find("hits");
  const MOST = 12;
  let hits = [];
  let active = -1;

  const written = (text) => text.normalize("NFC").toLowerCase().trim();
  const index = Object.keys(data.nodes).map((id) => {
    const { name, names, folded } = data.nodes[id];
    return { id, folded, written: [name.vi, name.en, ...names].map(written) };
  });

  // Exact before prefix, word, parts of words, and anywhere.
  function rank(names, wanted, parts) {
    let best = 0;
    for (const name of names) {
      if (name === wanted) return 5;
      if (name.startsWith(wanted)) best = Math.max(best, 4);
      else if ((" " + name).includes(" " + wanted)) best = Math.max(best, 3);
      else if (parts.every((part) => (" " + name).includes(" " + part))) best = Math.max(best, 2);
      else if (name.includes(wanted)) best = Math.max(best, 1);
    }
    return best;
  }

  // The actors that a text can mean, the best first; accents decide between equals.
  kg.search = function (text) {
    const wanted = kg.fold(text);
    if (!wanted) return [];
    const parts = wanted.split(" ");
    const exact = written(text);
    const found = [];
    for (const { id, folded, written: names } of index) {
      const ranked = rank(folded, wanted, parts);
      if (ranked) found.push([ranked + (names.some((name) => name.includes(exact)) ? 0.5 : 0), id]);
    }
    found.sort((a, b) => b[0] - a[0] || kg.compare(kg.name(a[1]), kg.name(b[1])));
    return found.slice(0, MOST).map(([, id]) => id);
  };

  function option(properties, selected, ...children) {
    const made = element("li", properties, ...children);
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", String(selected));
    return made;
  }

  function hit(id, position) {
    const about = [word("kind-" + data.nodes[id].kind), kg.local(data.nodes[id].country)].filter(Boolean).join(" · ");
    const made = option({ id: "hit-" + position }, position === active, element("span", {}, kg.name(id)), element("small", {}, about));
    made.addEventListener("mousedown", (event) => {
      event.preventDefault();
      choose(position);
    });
    return made;
  }

  function show() {
    const asked = query.value.trim() !== "" && document.activeElement === query;
    list.replaceChildren(...(hits.length ? hits.map(hit) : [option({ className: "none" }, false, word("no-hit"))]));
    list.hidden = !asked;
    query.setAttribute("aria-expanded", String(asked));
    if (active >= 0) query.setAttribute("aria-activedescendant", "hit-" + active);
    else query.removeAttribute("aria-activedescendant");
  }

  function choose(position) {
    const id = hits[position];
    hits = [];
    active = -1;
    query.value = "";
    show();
    query.blur();
    if (kg.state.view !== "network") kg.setView("network");
    kg.select(id, true);
  }

  query.addEventListener("input", () => {
    hits = kg.search(query.value);
    active = hits.length ? 0 : -1;
    show();
  });
  query.addEventListener("focus", show);
  query.addEventListener("blur", () => { list.hidden = true; });
  query.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && hits.length) {
      event.preventDefault();
      active = (active + step + hits.length) % hits.length;
      show();
    } else if (event.key === "Enter" && active >= 0) {
      choose(active);
      kg.find("network").focus();
    } else if (event.key === "Escape") {
      hits = [];
      active = -1;
      query.value = "";
      show();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || ["INPUT", "SELECT"].includes(event.target.tagName)) return;
    event.preventDefault();
    query.focus();
  });
  kg.on("language", () => {
    query.placeholder = word("search");
    query.setAttribute("aria-label", word("search"));
    list.setAttribute("aria-label", word("hits"));
  });
})();
