/* A map to choose the place of an observation: it fills the boxes of the coordinates and of their precision, as far as the
   scale allows. Drawn from the node's own outlines; no address outside is asked. */
(() => {
  "use strict";
  const choice = document.getElementById("entry-map");
  const given = JSON.parse(document.getElementById("map-words")?.textContent || "null");
  const form = document.querySelector(".k-entry");
  if (!choice || !given || !form) return;
  const [button, box] = [choice.querySelector("button"), document.getElementById("entry-map-box")];
  const [land, said] = [box.querySelector(".k-leaflet"), box.querySelector("[role=status]")];
  const FINGER = 8; // pixels that a finger or a mouse may be off
  const COARSE = 1000; // metres: outlines are drawn no finer
  const REGION = [[-11, 90], [30, 130]];
  const field = (name) => form.elements[`place-${name}`];
  let map = null, mark = null;

  const loaded = (tag, address) => new Promise((resolve, reject) => {
    const made = Object.assign(document.createElement(tag), tag === "link" ? { rel: "stylesheet", href: address } : { src: address });
    made.onload = resolve;
    made.onerror = reject;
    document.head.append(made);
  });

  /* 1, 2 or 5 with zeros: a precision that claims no more than the scale of the map gives. */
  function precision(latitude) {
    const metres = (40075016 * Math.cos((latitude * Math.PI) / 180)) / 2 ** (map.getZoom() + 8) * FINGER;
    const ten = 10 ** Math.floor(Math.log10(metres));
    return Math.max(COARSE, [1, 2, 5, 10].map((step) => step * ten).find((step) => step >= metres));
  }

  function take(point) {
    const { lat, lng } = point.wrap();
    const metres = precision(lat);
    const places = Math.max(1, 5 - Math.round(Math.log10(metres)) + 1);
    const found = { latitude: lat.toFixed(places), longitude: lng.toFixed(places), metres };
    field("latitude").value = found.latitude;
    field("longitude").value = found.longitude;
    field("precision_m").value = String(metres);
    field("precision_m").dispatchEvent(new Event("change", { bubbles: true }));
    show(L.latLng(lat, lng), metres);
    said.textContent = given.words.point.replace(/%\((\w+)\)s/g, (_, name) => found[name]);
  }

  function show(point, metres) {
    mark?.remove();
    mark = L.layerGroup([
      L.circle(point, { radius: metres, color: "#1d5c4b", weight: 1, interactive: false }),
      L.circleMarker(point, { radius: 4, color: "#fff", weight: 1, fillColor: "#1d5c4b", fillOpacity: 1, interactive: false }),
    ]).addTo(map);
  }

  async function draw() {
    await Promise.all([...given.sheets.map((sheet) => loaded("link", sheet)), window.L || loaded("script", given.script)]);
    const answer = await fetch(given.outlines);
    if (!answer.ok) throw new Error(answer.status);
    const outlines = await answer.json();
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    map = L.map(land, {
      attributionControl: false, minZoom: 2, maxZoom: 10, zoomControl: false, zoomAnimation: !still, fadeAnimation: !still, inertia: !still,
    });
    L.control.zoom({ zoomInTitle: given.words.zoom_in, zoomOutTitle: given.words.zoom_out }).addTo(map);
    L.geoJSON(outlines, {
      interactive: false, renderer: L.canvas({ padding: 0.5 }),
      style: ({ properties }) => (properties.disputed ? { color: "#8a8577", dashArray: "3 3", fill: false, weight: 1 }
        : { color: "#a49d8c", fillColor: "#e2ddd1", fillOpacity: 1, weight: 0.7 }),
    }).addTo(map);
    map.on("click", ({ latlng }) => take(latlng));
    land.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target !== land) return;
      event.preventDefault();
      take(map.getCenter());
    });
    const [latitude, longitude] = ["latitude", "longitude"].map((name) => Number.parseFloat(field(name).value));
    if (Number.isFinite(latitude) && Number.isFinite(longitude)) {
      map.setView([latitude, longitude], 7);
      show(L.latLng(latitude, longitude), Number(field("precision_m").value) || COARSE);
    } else map.fitBounds(REGION, { animate: false });
  }

  button.addEventListener("click", async () => {
    box.hidden = !box.hidden;
    button.setAttribute("aria-expanded", String(!box.hidden));
    if (box.hidden) return;
    try {
      if (!map) await draw();
      map.invalidateSize();
      land.dataset.ready = "yes";
      land.focus();
    } catch {
      said.textContent = given.words.no_map;
    }
  });
  choice.hidden = false;
})();
