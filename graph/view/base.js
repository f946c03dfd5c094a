"use strict";
// What all scripts of the page share. Text is only ever set as text.
var kg = (function () {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const data = read("data");
  const listeners = [];

  // element("p", {className: "kind"}, "text", child …)
  function element(tag, properties, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children.filter((child) => child !== null));
    return made;
  }

  // The same folding as graph/names.py.
  function fold(text) {
    const bare = text.replace(/[đĐ]/g, "d").normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");
    return bare.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  }

  const word = (key) => data.messages[data.language][key] ?? key;
  const local = (text) => text[data.language];

  function onLanguage(listener) {
    listeners.push(listener);
    listener();
  }

  function setLanguage(language) {
    data.language = language;
    document.documentElement.lang = language;
    for (const part of document.querySelectorAll("[data-message]")) part.textContent = word(part.dataset.message);
    for (const part of document.querySelectorAll("[data-message-label]")) part.setAttribute("aria-label", word(part.dataset.messageLabel));
    listeners.forEach((listener) => listener());
  }

  return {
    data,
    nodes: new vis.DataSet(read("drawn-nodes")),
    edges: new vis.DataSet(read("drawn-edges")),
    options: JSON.parse(read("drawing-options")),
    element,
    find: (id) => document.getElementById(id),
    fold,
    word,
    local,
    onLanguage,
    setLanguage,
    name: (id) => local(data.nodes[id].name),
    network: null,
    selected: null,
  };
})();
