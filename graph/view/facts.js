"use strict";
// One fact in the panel: what is said, for when, how firmly, by whom and where.
(function () {
  const { data, element, local, word } = kg;

  // A list of terms and values; rows without a value are left out.
  kg.list = function (rows) {
    const list = element("dl", {});
    for (const [key, value] of rows) if (value) list.append(element("dt", {}, word(key)), element("dd", {}, value));
    return list.children.length ? list : null;
  };

  // A link, if it leads to the web; else text.
  kg.link = function (url, text) {
    if (!/^https?:\/\//i.test(url)) return text;
    return element("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, text);
  };

  kg.published = (source) =>
    local(source.published) || (local(source.notBefore) ? word("not-before") + " " + local(source.notBefore) : word("undated"));

  kg.badge = function (said) {
    const lapsed = said.lapsed && !kg.state.years;
    const style = lapsed || said.modality === "ended" ? "badge over" : said.modality === "actual" ? "badge" : "badge unfirm";
    return element("span", { className: style }, word(lapsed ? "lapsed" : "modality-" + said.modality));
  };

  function cited(proof, source) {
    const details = [source.publisher, kg.published(source)].filter(Boolean).join(" · ");
    return element(
      "p",
      { className: "cite" },
      element("span", { className: "of" }, word("source")),
      kg.link(source.url, source.title),
      element("span", { className: "details" }, details),
      typeof proof.start === "number" ? element("span", { className: "details" }, word("place-in-text") + " " + proof.start.toLocaleString(data.language) + "–" + proof.end.toLocaleString(data.language)) : null,
    );
  }

  function proof(given) {
    const remarks = [];
    if (given.speaker) remarks.push(word("speaker") + ": " + local(given.speaker));
    if (given.confidence && given.confidence !== "stated") remarks.push(word("confidence-" + given.confidence));
    const source = data.sources[given.source];
    return element(
      "div",
      { className: "proof" },
      element("p", { className: "restated" }, local(given.restates)),
      given.passage ? element("blockquote", {}, element("span", { className: "of" }, word("passage")), given.passage) : null,
      remarks.length ? element("p", { className: "remarks" }, remarks.join(" · ")) : null,
      source ? cited(given, source) : null,
    );
  }

  function participants(said) {
    const buttons = said.participants.filter((id) => id in data.nodes).map((id) => element("button", { type: "button", className: "actor", onclick: () => kg.select(id, true) }, kg.name(id)));
    return buttons.length ? element("p", { className: "actors" }, ...buttons) : null;
  }

  // A fact as an article; with its actors as buttons, where the heading does not name them.
  kg.fact = function (id, withActors) {
    const said = data.statements[id];
    const time = local(said.validity);
    return element(
      "article",
      { id: "fact-" + id },
      element("h4", {}, local(said.name)),
      element("p", { className: "when" }, kg.badge(said), time ? element("span", {}, word(said.event ? "time" : "validity") + ": ", element("b", {}, time)) : null),
      withActors ? participants(said) : null,
      kg.list([
        ["type", local(said.type)],
        ["signed", local(said.signed)],
        ["field", local(said.field)],
        ["subject", local(said.subject)],
        ["note", local(said.note)],
        ["wording", said.wording],
      ]),
      ...said.evidence.map(proof),
    );
  };

  // Facts by kind, the newest first: headings and articles.
  kg.factsByKind = function (ids, withActors) {
    const start = (id) => data.statements[id].dates?.[0] || data.statements[id].start || data.statements[id].known[0];
    const sorted = [...ids].sort((a, b) => (start(a) === start(b) ? (a < b ? -1 : 1) : start(a) < start(b) ? 1 : -1));
    return data.edgeKinds.flatMap((kind) => {
      const found = sorted.filter((id) => data.statements[id].kind === kind);
      return found.length ? [element("h3", {}, word("edge-" + kind) + " ", element("span", { className: "count" }, String(found.length))), ...found.map((id) => kg.fact(id, withActors))] : [];
    });
  };
})();
