"use strict";
// Light or dark, as the system is set or as the reader wants; and the colours for what is drawn.
(function () {
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const NAMES = ["ground", "ink", "faint", "accent", "ended", "land", "home-land", "coast", "halo"];

  kg.isDark = () => root.dataset.theme === "dark";

  kg.setTheme = function (dark) {
    root.dataset.theme = dark ? "dark" : "light";
    const styles = window.getComputedStyle(root);
    kg.colour = Object.fromEntries(NAMES.map((name) => [name, styles.getPropertyValue("--" + name).trim()]));
    kg.find("theme").setAttribute("aria-pressed", String(dark));
    kg.tell("theme");
  };

  // A darker, or on dark ground a lighter, shade of a fill: the outline of a node.
  const outlines = new Map();
  kg.outline = function (fill) {
    const key = fill + root.dataset.theme;
    if (!outlines.has(key)) outlines.set(key, shade(fill));
    return outlines.get(key);
  };

  function shade(fill) {
    const toward = kg.isDark() ? 255 : 0;
    const part = (at) => Math.round(parseInt(fill.slice(at, at + 2), 16) * 0.45 + toward * 0.55 * (toward ? 0.9 : 1));
    return "rgb(" + [1, 3, 5].map(part).join(",") + ")";
  }

  kg.lineColour = (name) => (name === "ended" ? kg.colour.ended : kg.data.lines[name][0]);

  kg.setTheme(system.matches);
  system.addEventListener("change", (event) => kg.setTheme(event.matches));
  kg.find("theme").addEventListener("click", () => kg.setTheme(!kg.isDark()));

  // Paper is white.
  let before = false;
  window.addEventListener("beforeprint", () => {
    before = kg.isDark();
    kg.setTheme(false);
    kg.tell("print");
  });
  window.addEventListener("afterprint", () => kg.setTheme(before));
})();
