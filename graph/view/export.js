"use strict";
// The picture as a file: SVG, with names that can be found and edited, or PNG of at least 3200 pixels.
(function () {
  const { data, svg } = kg;
  const PIXELS = 3200;
  const MOST = 14000;

  function element(part) {
    const { title } = part;
    const made = "text" in part ? written(part) : svg("path", {
      d: part.d,
      fill: part.fill ?? "none",
      ...(part.stroke ? { stroke: part.stroke, "stroke-width": part.width } : {}),
      ...(part.opacity < 1 ? { opacity: part.opacity } : {}),
      ...(part.dashes ? { "stroke-dasharray": part.dashes.join(" ") } : {}),
    });
    if (title) made.append(svg("title", {}, title));
    return made;
  }

  function written({ text, x, y, size, bold, align, halo, colour }) {
    const look = { x: x.toFixed(1), y: y.toFixed(1), "font-size": size, fill: colour, "dominant-baseline": "central" };
    if (bold) look["font-weight"] = 600;
    if (align) look["text-anchor"] = { left: "start", center: "middle", right: "end" }[align];
    if (halo) Object.assign(look, { stroke: kg.colour.halo, "stroke-width": 4, "stroke-linejoin": "round", "paint-order": "stroke" });
    return svg("text", look, text);
  }

  function drawing() {
    const { width, height, parts } = kg.picture();
    const size = [width, height].map(Math.round);
    return svg("svg", { viewBox: "0 0 " + size.join(" "), width: size[0], height: size[1], role: "img", "font-family": kg.fontFamily },
      svg("title", {}, kg.local(data.title)), ...parts.map(element));
  }

  // The picture as SVG text.
  kg.svgText = () => '<?xml version="1.0" encoding="UTF-8"?>\n' + new XMLSerializer().serializeToString(drawing());

  // Paper gets the same picture, above the table.
  kg.on("print", () => kg.find("paper").replaceChildren(drawing()));

  function paint(context, part) {
    if ("text" in part) {
      const { text, x, y, size, bold, align, halo, colour } = part;
      Object.assign(context, { font: (bold ? "600 " : "") + size + "px " + kg.fontFamily, textAlign: align ?? "left", textBaseline: "middle", fillStyle: colour });
      Object.assign(context, { strokeStyle: kg.colour.halo, lineWidth: 4, lineJoin: "round" });
      if (halo) context.strokeText(text, x, y);
      context.fillText(text, x, y);
      return;
    }
    const path = new Path2D(part.d);
    context.globalAlpha = part.opacity ?? 1;
    if (part.fill) {
      context.fillStyle = part.fill;
      context.fill(path, "evenodd");
    }
    if (part.stroke) {
      Object.assign(context, { strokeStyle: part.stroke, lineWidth: part.width });
      context.setLineDash(part.dashes ?? []);
      context.stroke(path);
      context.setLineDash([]);
    }
    context.globalAlpha = 1;
  }

  // The picture on a canvas of its own.
  kg.pngCanvas = function () {
    const { width, height, parts } = kg.picture();
    const ratio = Math.min(Math.max(PIXELS / width, 1.5), MOST / Math.max(width, height));
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: Math.ceil(width * ratio), height: Math.ceil(height * ratio) });
    const context = canvas.getContext("2d", { alpha: false });
    context.scale(ratio, ratio);
    for (const part of parts) paint(context, part);
    return canvas;
  };

  function save(blob, ending) {
    const name = kg.fold(kg.local(data.title)).replace(/ /g, "-") + "." + ending;
    const link = kg.element("a", { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 5000);
  }

  kg.find("svg").addEventListener("click", () => save(new Blob([kg.svgText()], { type: "image/svg+xml" }), "svg"));
  kg.find("png").addEventListener("click", () => kg.pngCanvas().toBlob((blob) => save(blob, "png"), "image/png"));
})();
