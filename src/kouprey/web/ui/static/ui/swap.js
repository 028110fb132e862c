/* What htmx leaves to a page: to say that work is going on or failed, and to keep the keyboard where it was. */
(() => {
  "use strict";
  const by = (id) => document.getElementById(id);
  const said = (words) => { const place = by("said"); if (place) place.textContent = words || ""; };
  const busy = (is) => { const result = by("result"); if (result) result.setAttribute("aria-busy", String(is)); };

  document.addEventListener("htmx:beforeRequest", () => {
    const failed = by("failed");
    if (failed) failed.hidden = true;
    busy(true);
    said(by("said")?.dataset.busy);
  });
  document.addEventListener("htmx:afterRequest", () => busy(false));
  for (const event of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    document.addEventListener(event, () => {
      const failed = by("failed");
      if (failed) failed.hidden = false;
      said("");
    });
  }
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target?.id !== "result" || document.activeElement !== document.body) return;
    const then = by(event.detail.requestConfig?.elt?.dataset.then) || by("rows");
    if (then) then.focus({ preventScroll: true });
  });
})();
