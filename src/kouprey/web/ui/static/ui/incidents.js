/* The entry form of an observation grows in place; names are suggested; only fields of the chosen kind are shown.
   Without this script the buttons of the form do the same, one page after another. */
(() => {
  "use strict";
  const form = document.querySelector(".k-entry");
  const taxa = document.getElementById("taxa");
  const { suggest: address, names } = document.querySelector("[data-suggest]")?.dataset || {};
  const json = async (asked) => {
    const answer = await fetch(asked, { headers: { Accept: "application/json" } });
    return answer.ok ? answer.json() : Promise.reject(answer.status);
  };
  let waiting = 0;

  /* Without a line, names are looked up in the list that the device keeps. */
  const known = async (words) => {
    if (!names) return [];
    const wanted = words.toLocaleLowerCase();
    const found = (await json(names)).names.filter(([name]) => name.toLocaleLowerCase().includes(wanted));
    return found.sort(([one], [other]) => one.length - other.length).slice(0, 8).map(([value, taxon]) => ({ value, taxon }));
  };
  const suggest = async (words) => {
    const found = await json(`${address}?q=${encodeURIComponent(words)}`).then(({ taxa: them }) => them, () => known(words));
    taxa.replaceChildren(...found.map(({ value, taxon }) => {
      const option = document.createElement("option");
      option.value = value;
      if (taxon !== value) option.label = `${value} (${taxon})`;
      return option;
    }));
  };

  const seldomKept = async (words) => {
    if (!names) return [];
    const { names: every, seldom } = await json(names);
    const taxon = every.find(([name]) => name.toLocaleLowerCase() === words.toLocaleLowerCase())?.[1];
    return seldom.find((one) => one.taxa.includes(taxon))?.terms || [];
  };
  const seldomOf = (words) => json(`${address}?q=${encodeURIComponent(words)}`)
    .then(({ seldom }) => seldom, () => seldomKept(words)).catch(() => []);

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

  const given = (id) => JSON.parse(document.getElementById(id)?.textContent || "{}");
  const listed = given("listed-places");
  form.elements.post.addEventListener("change", ({ target }) => {
    if (listed[target.value]) [form.elements.country.value, form.elements.admin1.value] = listed[target.value];
  });

  const fitting = given("fitting-units");
  const fitUnits = (part) => {
    const term = part.querySelector("[name$='-term']");
    const unit = part.querySelector("[name$='-unit']");
    if (!term || !unit) return;
    const fit = fitting[term.value];
    for (const option of unit.options) option.disabled = Boolean(fit) && !fit.includes(option.value) && !option.selected;
  };
  /* Kinds that a taxon does not give stand last, and can still be chosen. */
  const fitTerms = async (part) => {
    const [taxon, term] = ["taxon", "term"].map((name) => part.querySelector(`[name$='-${name}']`));
    const words = taxon?.value.trim();
    const seldom = words ? await seldomOf(words) : [];
    if (!term || taxon.value.trim() !== words) return; // typed on since
    const chosen = term.value, [none, ...kinds] = term.options;
    kinds.sort((one, other) => one.text.localeCompare(other.text, document.documentElement.lang));
    const [fits, others] = [false, true].map((last) => kinds.filter(({ value }) => seldom.includes(value) === last));
    const group = Object.assign(document.createElement("optgroup"), { label: form.dataset.seldom });
    group.append(...others);
    term.replaceChildren(none, ...fits, ...(others.length ? [group] : []));
    term.value = chosen;
  };
  form.addEventListener("change", (event) => {
    const part = event.target.closest("[data-part]");
    if (part) fitUnits(part);
    if (part && event.target.name?.endsWith("-taxon")) fitTerms(part);
    if (event.target.name?.endsWith("-number") && event.target.value) {
      const amount = part?.querySelector("[name$='-amount']");
      if (amount && !["exact", "estimated"].includes(amount.value)) amount.value = "exact";
    }
  });
  form.querySelectorAll("[data-part]").forEach(fitUnits);

  const patterns = new Map();
  for (const group of form.querySelectorAll("[data-parts]")) {
    const first = group.querySelector("[data-part]");
    if (first) patterns.set(group.dataset.parts, first.cloneNode(true));
  }
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

  const grow = (group, n) => {
    const fresh = emptied(patterns.get(group.dataset.parts), n);
    group.append(fresh);
    fitUnits(fresh);
    fitTerms(fresh);
    return fresh;
  };

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name='act']");
    const [way, sort] = (button?.value || "").split("-");
    const group = form.querySelector(`[data-parts="${sort}"]`);
    if (!group || !["add", "remove"].includes(way)) return;
    const parts = [...group.querySelectorAll("[data-part]")];
    if (way === "add" && !patterns.has(sort)) return; // the first of its sort comes from the node
    event.preventDefault();
    if (way === "add") {
      const fresh = grow(group, Math.max(-1, ...parts.map((part) => Number(part.dataset.n))) + 1);
      fresh.querySelector("input:not([type='hidden']), select").focus();
    } else {
      button.closest("[data-part]").remove();
      form.querySelector(`button[value="add-${sort}"]`).focus();
    }
    place(group);
    form.dispatchEvent(new Event("change"));
  });

  /* What is typed, as names and values; and the same put back, for drafts of the device. */
  const OWN = ["csrfmiddlewaretoken", "token", "act"];
  const pairs = () => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !OWN.includes(name));

  const shape = (group, wanted) => {
    for (const part of group.querySelectorAll("[data-part]")) if (!wanted.has(Number(part.dataset.n))) part.remove();
    for (const n of [...wanted].sort((one, other) => one - other)) {
      if (!group.querySelector(`[data-n="${n}"]`) && patterns.has(group.dataset.parts)) grow(group, n);
    }
    place(group);
  };
  const put = (control, values) => {
    if (control.type === "checkbox" || control.type === "radio") { control.checked = values.includes(control.value); return; }
    const value = values.length ? values[values.length - 1] : "";
    if (control.tagName === "SELECT" && ![...control.options].some((option) => option.value === value)) {
      control.append(new Option(value, value)); // a list changed since: what was chosen is not lost
    }
    control.value = value;
  };
  const fill = (typed) => {
    const found = new Map();
    for (const [name, value] of typed) found.set(name, [...(found.get(name) || []), value]);
    for (const group of form.querySelectorAll("[data-parts]")) {
      const match = (name) => name.match(/^(specimen|leg|people)-(\d+)-/);
      const ns = [...found.keys()].map(match).filter((one) => one && one[1] === group.dataset.parts).map((one) => Number(one[2]));
      if (ns.length) shape(group, new Set(ns));
    }
    for (const control of form.elements) {
      if (!control.name || OWN.includes(control.name) || ["file", "submit", "button"].includes(control.type)) continue;
      put(control, found.get(control.name) || []);
    }
    const there = new Set([...form.elements].map((control) => control.name));
    for (const [name, values] of found) {
      if (there.has(name)) continue; // a mark that this page does not offer goes along unseen
      for (const value of values) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
    for (const fold of form.querySelectorAll("details")) {
      fold.open ||= [...fold.querySelectorAll("input:not([type=hidden]), textarea")].some((one) => (
        ["checkbox", "radio"].includes(one.type) ? one.checked !== one.defaultChecked : one.value));
    }
    form.querySelectorAll("[data-part]").forEach((part) => { fitUnits(part); fitTerms(part); });
    fitKind();
  };
  window.KoupreyEntry = { form, pairs, fill };
})();
