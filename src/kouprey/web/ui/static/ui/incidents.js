/* The entry form of an observation grows in place; names are suggested; only fields of the chosen kind are shown.
   Without this script the buttons of the form do the same, one page after another. */
(() => {
  "use strict";
  const form = document.querySelector(".k-entry");
  const taxa = document.getElementById("taxa");
  const address = document.querySelector("[data-suggest]")?.dataset.suggest;
  let waiting = 0;

  const suggest = async (words) => {
    const answer = await fetch(`${address}?q=${encodeURIComponent(words)}`, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const found = (await answer.json()).taxa;
    taxa.replaceChildren(...found.map(({ value, taxon }) => {
      const option = document.createElement("option");
      option.value = value;
      if (taxon !== value) option.label = `${value} (${taxon})`;
      return option;
    }));
  };

  if (taxa && address) {
    document.addEventListener("input", (event) => {
      if (event.target.getAttribute("list") !== "taxa") return;
      clearTimeout(waiting);
      const words = event.target.value.trim();
      if (words.length > 1) waiting = setTimeout(() => suggest(words).catch(() => {}), 150);
    });
  }
  if (!form) return;

  const kind = form.elements.kind;
  const fitKind = () => {
    for (const field of form.querySelectorAll("[data-only]")) {
      const filled = [...field.querySelectorAll("input, textarea")].some((one) => one.value);
      field.hidden = field.dataset.only !== kind.value && !filled;
    }
  };
  kind.addEventListener("change", fitKind);
  fitKind();

  const fitting = JSON.parse(document.getElementById("fitting-units")?.textContent || "{}");
  const fitUnits = (part) => {
    const term = part.querySelector("[name$='-term']");
    const unit = part.querySelector("[name$='-unit']");
    if (!term || !unit) return;
    const fit = fitting[term.value];
    for (const option of unit.options) option.disabled = Boolean(fit) && !fit.includes(option.value) && !option.selected;
  };
  form.addEventListener("change", (event) => {
    const part = event.target.closest("[data-part]");
    if (part) fitUnits(part);
    if (event.target.name?.endsWith("-number") && event.target.value) {
      const amount = part?.querySelector("[name$='-amount']");
      if (amount && !["exact", "estimated"].includes(amount.value)) amount.value = "exact";
    }
  });
  form.querySelectorAll("[data-part]").forEach(fitUnits);

  const place = (group) => {
    group.querySelectorAll("[data-part]").forEach((part, at) => { part.querySelector(".k-partnumber").textContent = String(at + 1); });
  };
  const emptied = (part, n) => {
    const fresh = part.cloneNode(true);
    const before = `${part.dataset.part}-${part.dataset.n}`, after = `${part.dataset.part}-${n}`;
    fresh.dataset.n = String(n);
    fresh.id = after;
    for (const one of fresh.querySelectorAll("[name], [id], [for], [aria-describedby]")) {
      for (const name of ["name", "id", "for", "aria-describedby"]) {
        const value = one.getAttribute(name);
        if (value) one.setAttribute(name, value.replace(before, after));
      }
      if (one.value !== undefined && one.name === "act") one.value = `remove-${after}`;
      else if (one.tagName === "SELECT") one.selectedIndex = 0;
      else if (one.tagName === "INPUT") one.value = "";
    }
    fresh.querySelectorAll(".k-understood, .k-field-error").forEach((one) => one.remove());
    return fresh;
  };

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name='act']");
    const [way, sort] = (button?.value || "").split("-");
    const group = form.querySelector(`[data-parts="${sort}"]`);
    if (!group || !["add", "remove"].includes(way)) return;
    const parts = [...group.querySelectorAll("[data-part]")];
    if (way === "add" && !parts.length) return; // the first of its sort comes from the node
    event.preventDefault();
    if (way === "add") {
      const n = Math.max(...parts.map((part) => Number(part.dataset.n))) + 1;
      const fresh = emptied(parts[parts.length - 1], n);
      group.append(fresh);
      fitUnits(fresh);
      fresh.querySelector("input:not([type='hidden']), select").focus();
    } else {
      button.closest("[data-part]").remove();
      form.querySelector(`button[value="add-${sort}"]`).focus();
    }
    place(group);
  });
})();
