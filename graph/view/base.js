"use strict";
// What all scripts of the page share. Text is only ever set as text.
var kg = (function () {
  // Characters that turn or hide text are shown as what they are: unreadable. Addresses stay as they are.
  const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
  const plain = (key, value) => (typeof value === "string" && !/^[a-z]+:\S*$/i.test(value) ? value.replace(HIDDEN, "\ufffd") : value);
  const read = (id) => JSON.parse(document.getElementById(id).textContent, plain);
  const data = read("data");
  const SVG = "http://www.w3.org/2000/svg";
  const heard = {};

  // element("p", {className: "kind"}, "text", child …); what is null is left out
  function element(tag, properties, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children.filter((child) => child !== null));
    return made;
  }

  // The same for SVG, with attributes.
  function svg(tag, attributes, ...children) {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  // The same folding as graph/names.py.
  function fold(text) {
    const bare = text.replace(/[đĐ]/g, "d").normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");
    return bare.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  }

  const word = (key) => data.messages[data.language][key] ?? key;
  const local = (text) => (text ? text[data.language] : "");

  // kg.on("language", listener): also "filter", "selection", "theme" and "view", "layout", "hover", "room" and "seen", told by kg.tell.
  function on(event, listener) {
    (heard[event] = heard[event] ?? []).push(listener);
  }
  function tell(event) {
    for (const listener of heard[event] ?? []) listener();
  }

  function setLanguage(language) {
    data.language = language;
    document.documentElement.lang = language;
    for (const part of document.querySelectorAll("[data-message]")) part.textContent = word(part.dataset.message);
    for (const part of document.querySelectorAll("[data-message-label]")) part.setAttribute("aria-label", word(part.dataset.messageLabel));
    for (const part of document.querySelectorAll("[data-message-title]")) part.title = word(part.dataset.messageTitle);
    tell("language");
  }

  // An ISO date as far as it is known, as graph/view/words.py writes it.
  function day(iso, precision) {
    const parts = iso.split("-").slice(0, { year: 1, month: 2 }[precision] ?? 3);
    if (data.language === "vi") return parts.reverse().join("/");
    const wanted = { year: "numeric", ...(parts[1] ? { month: "short" } : {}), ...(parts[2] ? { day: "numeric" } : {}) };
    return new Date(iso).toLocaleDateString("en-GB", { timeZone: "UTC", ...wanted }).replace("Sept", "Sep");
  }

  const countries = new Map(Object.values(data.nodes).map((node) => [node.countryId, node.country]));
  const named = (id) => data.nodes[id]?.name ?? (data.names ?? {})[id] ?? countries.get(id) ?? { vi: id, en: id };

  return {
    data,
    drawn: { nodes: read("drawn-nodes"), edges: read("drawn-edges") },
    options: JSON.parse(read("drawing-options")), // pyvis gives them as text
    element,
    svg,
    find: (id) => document.getElementById(id),
    fold,
    word,
    local,
    day,
    on,
    tell,
    setLanguage,
    name: (id) => local(named(id)),
    // "3 facts" of a number and the key of a word
    counted: (count, key) => count.toLocaleString(data.language) + " " + word(count === 1 ? key + "-one" : key),
    compare: (one, other) => one.localeCompare(other, data.language, { numeric: true }),
  };
})();
