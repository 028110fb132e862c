/* Draws the flows of the page on a map that can be moved. Without this script the page shows the server's picture instead.
   All words come with the page, in its language; all addresses are of this node. */
"use strict";

(function () {
  const data = JSON.parse(document.getElementById("map-data").textContent);
  const box = document.getElementById("map");
  const choice = document.getElementById("map-choice");
  const steps = document.getElementById("map-steps");
  const drawn = () => box.insertAdjacentHTML("beforebegin", document.getElementById("map-drawn").textContent);
  if (!window.L) return drawn();

  const WEST = -30; // the cut of the world lies in the Atlantic, so that Asia and the Pacific are whole
  const WIDE = 3, NEAR = 5; // below the one only oceans bear a name; from the other on, marks bear names instead of codes
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const turned = ([latitude, longitude]) => L.latLng(latitude, longitude < WEST ? longitude + 360 : longitude);
  const place = (code) => turned(data.countries[code].point);
  const words = (text, name = "") => Object.assign(document.createElement("span"), { className: name, textContent: text });
  const named = (sentence, country) => sentence.replace("%(country)s", country);
  let chosen = data.at;
  let map, lines, told;
  const spots = new Map();

  fetch(data.addresses.outlines)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
    .then(start, drawn);

  function start(outlines) {
    box.hidden = false;
    map = L.map(box, {
      attributionControl: false, maxBounds: [[-62, WEST], [84, WEST + 360]], maxBoundsViscosity: 1, maxZoom: 7, zoomAnimation: !still,
      zoomControl: false, zoomSnap: 0.25, fadeAnimation: !still, markerZoomAnimation: !still, inertia: !still,
    });
    map.setMinZoom(Math.max(0, map.getBoundsZoom([[-50, WEST], [75, WEST + 360]]) - 0.25));
    L.control.zoom({ zoomInTitle: data.words.in, zoomOutTitle: data.words.out }).addTo(map);
    L.control.attribution({ prefix: false }).addAttribution(data.words.boundaries).addTo(map);
    land(outlines);
    map.fitBounds(data.view, { animate: false });
    told = L.tooltip({ sticky: true });
    lines = data.flows.map(line);
    marks();
    seas();
    map.on("zoomend", shape);
    map.on("zoomend moveend", clear);
    shape();
    if (steps) {
      document.getElementById("map-lines").hidden = false;
      steps.addEventListener("change", show);
    }
    document.addEventListener("click", followed);
    document.getElementById("map-keys").hidden = false;
    show();
    box.dataset.ready = "yes";
  }

  /* Pale land, twice where the cut would part it; a click chooses the country. */
  function land(outlines) {
    const codes = new Map(Object.entries(data.countries).map(([code, country]) => [country.number, code]));
    map.createPane("land").style.zIndex = 200;
    const renderer = L.canvas({ pane: "land", padding: 0.5 });
    for (const shift of [0, 360]) {
      L.geoJSON(outlines, {
        pane: "land", renderer,
        coordsToLatLng: ([longitude, latitude]) => L.latLng(latitude, longitude + shift),
        filter: (feature) => reaches(feature.geometry.coordinates, shift),
        style: (feature) => feature.properties.disputed
          ? { color: "#8a8577", dashArray: "3 3", fill: false, interactive: false, weight: 1 }
          : { color: "#fff", fillColor: "#e2ddd1", fillOpacity: 1, weight: 0.7 },
        onEachFeature: (feature, layer) => {
          const code = codes.get(feature.id);
          if (!code) return;
          layer.bindTooltip(words(data.countries[code].name), { sticky: true });
          layer.on("click", () => choose(code));
        },
      }).addTo(map);
    }
  }

  function reaches(coordinates, shift) {
    if (typeof coordinates[0] === "number") return shift ? coordinates[0] < WEST + 2 : coordinates[0] > WEST - 2;
    return coordinates.some((part) => reaches(part, shift));
  }

  /* A bow that bends to the left of its way, as in the server's picture. It keeps its form at every scale; its head does not. */
  function line(flow) {
    const [start, end] = [flow.from, flow.to].map((code) => L.CRS.EPSG3857.latLngToPoint(place(code), 0));
    const way = end.subtract(start);
    const bend = L.point(start.x + way.x / 2 + 0.16 * way.y, start.y + way.y / 2 - 0.16 * way.x);
    const at = (t) => L.point(
      (1 - t) ** 2 * start.x + 2 * t * (1 - t) * bend.x + t * t * end.x,
      (1 - t) ** 2 * start.y + 2 * t * (1 - t) * bend.y + t * t * end.y,
    );
    const style = { className: "k-flow", color: "#0072b2", weight: flow.wide, lineCap: "butt", smoothFactor: 0.5 };
    const bow = L.polyline([], style);
    bow.on("mouseover mousemove", ({ latlng }) => told.setLatLng(latlng).setContent(words(flow.says)).addTo(map));
    bow.on("mouseout", () => told.remove()); // bound tooltips would make every line a stop of the Tab key
    const head = L.polygon([], { color: "#0072b2", fillOpacity: 1, interactive: false, stroke: false });
    return { flow, at, bow, head, length: Math.hypot(way.x, way.y) || 1e-9 };
  }

  function shape() {
    const scale = 2 ** map.getZoom();
    const back = (point) => L.CRS.EPSG3857.pointToLatLng(point, 0);
    for (const { flow, at, bow, head, length } of lines) {
      const size = (2.2 * flow.wide + 5) / scale;
      const whole = Math.max(0.3, 1 - (6 + flow.wide) / scale / length);
      const [tip, before] = [at(whole), at(whole - 0.02)];
      const step = tip.subtract(before);
      const ahead = step.divideBy(Math.hypot(step.x, step.y) || 1).multiplyBy(size / 2);
      const foot = tip.subtract(ahead);
      const across = L.point(-ahead.y, ahead.x).multiplyBy(0.8);
      bow.setLatLngs(Array.from({ length: 25 }, (_, n) => back(at((whole * n) / 24))));
      head.setLatLngs([tip.add(ahead), foot.add(across), foot.subtract(across)].map(back));
    }
  }

  /* A round dot where flows begin, a square where they end: buttons, the largest first. */
  function marks() {
    const buyers = new Set(data.flows.map((flow) => flow.to));
    const codes = new Set(data.flows.flatMap((flow) => [flow.to, flow.from]));
    for (const code of codes) {
      const inside = document.createElement("div");
      inside.append(words(code, "k-code"), words(data.countries[code].name, "k-shortname"));
      const icon = L.divIcon({ className: "k-spot", html: inside, iconSize: [24, 24], iconAnchor: [12, 12] });
      const mark = L.marker(place(code), { icon, keyboard: true, riseOnHover: true });
      mark.on("add", () => {
        const element = mark.getElement();
        element.setAttribute("aria-label", named(data.words.open, data.countries[code].name));
        element.setAttribute("aria-pressed", String(code === chosen));
        element.toggleAttribute("data-buys", buyers.has(code));
      });
      mark.on("click", () => choose(code));
      mark.on("keydown", (event) => {
        if (event.originalEvent.key !== "Enter" && event.originalEvent.key !== " ") return;
        event.originalEvent.preventDefault();
        choose(code);
      });
      spots.set(code, mark);
    }
  }

  function seas() {
    for (const { label, kind, point } of data.names) {
      const icon = L.divIcon({ className: `k-seaname k-${kind}`, html: words(label), iconSize: [0, 0] });
      L.marker(turned(point), { icon, interactive: false, keyboard: false, zIndexOffset: -1000 }).addTo(map);
    }
  }

  /* The lines that are wanted: the largest, and all of a chosen country, which then stands out. */
  function show() {
    const count = steps ? Number(steps.value) : lines.length;
    const wanted = new Set(chosen && spots.has(chosen) ? [chosen] : []);
    lines.forEach(({ flow, bow, head }, number) => {
      const own = flow.from === chosen || flow.to === chosen;
      const faded = spots.has(chosen) && !own;
      for (const layer of [bow, head]) number < count || own ? layer.addTo(map) : layer.remove();
      if (number < count || own) [flow.from, flow.to].forEach((code) => wanted.add(code));
      bow.setStyle({ opacity: faded ? 0.15 : 0.62 });
      head.setStyle({ fillOpacity: faded ? 0.15 : 0.9 });
    });
    for (const [code, mark] of spots) {
      wanted.has(code) ? mark.addTo(map) : mark.remove();
      if (mark.getElement()) mark.getElement().setAttribute("aria-pressed", String(code === chosen));
    }
    clear();
  }

  /* Names that would lie over a mark or over each other: the later one gives way, seas last. */
  function clear() {
    box.classList.toggle("k-near", map.getZoom() >= NEAR);
    box.classList.toggle("k-wide", map.getZoom() < WIDE);
    const taken = Array.from(box.querySelectorAll(".k-spot"), (mark) => {
      const { left, top } = mark.getBoundingClientRect();
      return { left: left + 6, right: left + 18, top: top + 6, bottom: top + 18 };
    });
    for (const name of [...box.querySelectorAll(".k-spot span"), ...box.querySelectorAll(".k-seaname span")]) {
      const here = name.getBoundingClientRect();
      const crowded = taken.some((other) => here.left < other.right && other.left < here.right
        && here.top < other.bottom && other.top < here.bottom);
      name.classList.toggle("k-crowded", crowded);
      if (!crowded && here.width) taken.push(here);
    }
  }

  function followed(event) {
    const link = event.target.closest("a[data-at]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose(link.dataset.at);
  }

  function choose(code) {
    const page = `${data.addresses.page}&at=${code}`;
    fetch(data.addresses.country.replace("--", code))
      .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
      .then((text) => {
        choice.innerHTML = text;
        chosen = code;
        history.replaceState(null, "", page);
        Object.assign(document.getElementById("at"), { value: code, disabled: false }); // asked for again with other filters
        show();
        const head = document.getElementById("choice-head");
        const seen = choice.getBoundingClientRect();
        head.focus({ preventScroll: seen.top >= 0 && seen.top < window.innerHeight / 2 });
      })
      .catch(() => location.assign(page));
  }
})();
