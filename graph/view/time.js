"use strict";
// The strip of years: how many facts are known to hold in each, and how many begin in it. A click on a year,
// a stroke over several, or the slider shows only what is known to hold then.
(function () {
  const { data, element, state, word } = kg;
  const range = data.years;
  const strip = kg.find("strip");
  const slider = kg.find("year");
  const all = kg.find("all-years");
  const HEIGHT = 46;
  const STEP = 20;
  if (!range) {
    kg.find("time").hidden = true;
    return;
  }
  const [first, last] = range;
  const years = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  let from = null; // where a stroke began

  function tallies() {
    const passing = Object.keys(data.statements).filter((id) => kg.passes(id, "years")).map((id) => data.statements[id]);
    return {
      hold: years.map((year) => passing.filter((said) => kg.holds(said, year, year)).length),
      begin: years.map((year) => passing.filter((said) => said.dates[0].startsWith(String(year))).length),
      undated: passing.filter((said) => said.known[0] === "").length,
    };
  }

  const within = (year) => !state.years || (year >= state.years[0] && year <= state.years[1]);

  function draw({ hold, begin }) {
    const most = Math.max(1, ...hold);
    const bar = (count, at, kind) => {
      const height = count ? Math.max(1.5, (count / most) * HEIGHT) : 0;
      return kg.svg("rect", { x: at * STEP + 2, width: STEP - 4, y: HEIGHT - height, height, class: kind });
    };
    const every = [1, 2, 5, 10].find((step) => (strip.clientWidth / years.length) * step > 36) ?? 20;
    const labelled = (year) => year % every === 0;
    const columns = years.map((year, at) => {
      const parts = [kg.svg("rect", { x: at * STEP, width: STEP, y: 0, height: HEIGHT, class: "column" }), bar(hold[at], at, "hold"), bar(begin[at], at, "begin")];
      const title = kg.svg("title", {}, year + ": " + kg.counted(hold[at], "statements") + " " + word("hold") + ", " + begin[at] + " " + word("begin"));
      return kg.svg("g", { class: within(year) ? "year in" : "year out", "data-year": year }, title, ...parts);
    });
    strip.setAttribute("viewBox", "0 0 " + years.length * STEP + " " + HEIGHT);
    strip.replaceChildren(...columns);
    kg.find("ticks").replaceChildren(...years.map((year) => element("span", {}, labelled(year) ? String(year) : "")));
  }

  function show() {
    const found = tallies();
    draw(found);
    const chosen = state.years;
    const text = chosen ? [...new Set(chosen)].join("–") : word("all-years");
    slider.value = String(chosen ? chosen[1] : last);
    slider.setAttribute("aria-valuetext", text + (chosen ? ": " + kg.counted(kg.shown.statements.size, "statements") : ""));
    slider.classList.toggle("idle", !chosen);
    kg.find("year-chosen").textContent = chosen ? text : "";
    all.setAttribute("aria-pressed", String(!chosen));
    kg.find("time-note").textContent = chosen
      ? word("years-on") + (found.undated ? " " + kg.counted(found.undated, "statements") + " " + word("years-undated") : "")
      : word("years-off");
  }

  function yearAt(event) {
    const box = strip.getBoundingClientRect();
    const at = Math.floor(((event.clientX - box.left) / box.width) * years.length);
    return years[Math.min(Math.max(at, 0), years.length - 1)];
  }

  strip.addEventListener("pointerdown", (event) => {
    from = yearAt(event);
    strip.setPointerCapture(event.pointerId);
  });
  strip.addEventListener("pointermove", (event) => {
    if (from === null) return;
    const wanted = [from, yearAt(event)].sort();
    if (wanted[0] !== wanted[1] && String(wanted) !== String(state.years)) kg.change({ years: wanted });
  });
  strip.addEventListener("pointerup", (event) => {
    const year = yearAt(event);
    const again = state.years && state.years[0] === year && state.years[1] === year;
    if (from === year) kg.change({ years: again ? null : [year, year] });
    from = null;
  });
  Object.assign(slider, { min: String(first), max: String(last), step: "1" });
  slider.addEventListener("input", () => kg.change({ years: [Number(slider.value), Number(slider.value)] }));
  all.addEventListener("click", () => kg.change({ years: null }));
  for (const event of ["language", "filter", "room"]) kg.on(event, show);
})();
