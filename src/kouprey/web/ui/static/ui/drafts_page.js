/* The entry page keeps what is typed as a draft of this device, lists the drafts that wait, and sends them (ADR 28).
   Without this script, or where a browser keeps nothing, the form is sent as any other form. */
(() => {
  "use strict";
  const by = (id) => document.getElementById(id);
  const given = JSON.parse(by("draft-words")?.textContent || "null");
  const drafts = window.KoupreyDrafts, sending = window.KoupreySending;
  const { form, pairs, fill } = window.KoupreyEntry || {};
  if (!given || !form) return;
  const { words, addresses } = given;
  const shell = Boolean(by("draft-closed"));
  const filled = (text, values) => text.replace(/%\((\w+)\)s/g, (_, name) => values[name]);
  const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang; // the day first
  const clock = (at) => new Date(at).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });
  const say = (text) => { if (by("draft-said").textContent !== text) by("draft-said").textContent = text; };
  const row = (id) => by(id).content.cloneNode(true);
  const part = (within, name) => within.querySelector(`[data-part=${name}]`);
  const QUIET = 700; // after the last key; a draft is small
  let held = null; // the holder of this device's key, while this page may keep drafts
  let draft = null; // what this page writes
  let timer = 0, work = Promise.resolve(), leaving = false, busy = false;
  let retry = () => {};

  function line(text = "", way = "") {
    const box = by("draft-line"), link = part(box, "way");
    part(box, "words").textContent = text;
    link.hidden = !way;
    if (way) link.href = way;
    box.hidden = !text;
  }

  function refused(says) {
    const box = by("draft-refused"), [head, what, list] = [box.querySelector("h2"), box.querySelector("p"), box.querySelector("ul")];
    box.hidden = !says;
    list.replaceChildren();
    box.querySelectorAll("[data-names]").forEach((one) => one.remove());
    if (!says) return;
    head.textContent = words.not_accepted;
    what.textContent = says.error ? `${says.error.what} ${says.error.remedy} ${words.stays}`
      : says.status ? filled(words.strange, { status: says.status }) : words.stays;
    for (const { field, says: fault, remedy, anchor } of says.faults) {
      const item = list.appendChild(document.createElement("li"));
      if (remedy || field) item.append(field ? `${field}: ${fault} ` : `${fault} `);
      const link = Object.assign(document.createElement(anchor ? "a" : "span"), { textContent: remedy || (field ? "" : fault) });
      if (anchor) link.href = `#${anchor}`;
      item.append(link);
    }
    if (says.noticed.length) {
      const asks = box.appendChild(document.createElement("div"));
      asks.dataset.names = "";
      asks.append(row("draft-names"));
      for (const { text, why } of says.noticed) list.append(Object.assign(document.createElement("li"), { textContent: `${text}: ${why}` }));
    }
    box.focus();
  }

  function confirmed(question, yes) {
    const ask = by("draft-ask");
    by("draft-asks").textContent = question;
    ask.querySelector("[value=yes]").textContent = yes;
    ask.returnValue = "";
    ask.showModal();
    return new Promise((resolve) => { ask.addEventListener("close", () => resolve(ask.returnValue === "yes"), { once: true }); });
  }

  const failed = (error) => (error?.name === "QuotaExceededError" ? words.full : words.lost);

  /* One piece of work on the draft after the other, so that an older text never lies over a newer one. */
  function next(piece) {
    work = work.then(piece, piece);
    return work;
  }

  function label() {
    const typed = form.elements;
    const said = [typed.kind.selectedOptions[0]?.text, typed.when.value, form.querySelector("[name$='-taxon']")?.value,
      typed.post?.value ? typed.post.selectedOptions[0]?.text : typed["place-name"]?.value];
    return said.slice(1).some(Boolean) ? said.filter(Boolean).join(" · ") : words.unnamed;
  }

  function keep(state = "open", act = "save") {
    clearTimeout(timer);
    return next(async () => {
      if (!held || !draft || leaving || (busy && state === "open")) return false;
      say(words.saving);
      try {
        Object.assign(draft, { state, act, pairs: pairs(), label: label() });
        const { at } = await drafts.keep(held, draft);
        if (location.hash !== `#${draft.id}`) history.replaceState(null, "", `#${draft.id}`);
        say(filled(words.saved, { time: clock(at) }));
        return true;
      } catch (error) {
        say(failed(error));
        return false;
      }
    });
  }

  function begin() {
    draft ??= { id: form.elements.token.value, files: [], says: null };
  }

  const typed = () => {
    begin();
    clearTimeout(timer);
    timer = setTimeout(keep, QUIET);
  };

  function showFiles() {
    for (const list of form.querySelectorAll("[data-files]")) {
      const items = (draft?.files || []).filter(({ field }) => field === list.dataset.files).map((one) => {
        const item = row("draft-file");
        part(item, "name").textContent = `${one.name} (${Math.ceil(one.size / 1000)} kB)`;
        const button = item.querySelector("button");
        button.setAttribute("aria-label", `${button.textContent}: ${one.name}`);
        button.dataset.file = one.id;
        return item;
      });
      list.replaceChildren(...items);
    }
  }

  /* Files are sealed as soon as they are chosen: the box is empty again, the list under it holds them. */
  function addFiles(input) {
    const chosen = [...input.files];
    begin();
    return next(async () => {
      const told = [];
      for (const file of chosen) {
        if (file.size > given.largest) told.push(filled(words.too_large, { name: file.name, most: given.largest / 1e6 }));
        else if (draft.files.length >= given.most) told.push(filled(words.too_many, { name: file.name, most: given.most }));
        else draft.files.push({ ...await drafts.addFile(held, draft.id, file), field: input.name });
      }
      input.value = "";
      return told.join(" ");
    }).then(async (told) => { if (await keep() && told) say(told); }, (error) => say(failed(error))).finally(showFiles);
  }

  async function takeOut(id) {
    draft.files = draft.files.filter((one) => one.id !== id);
    if (await keep()) await drafts.removeFile(id);
    showFiles();
  }

  async function list() {
    const found = (await drafts.all(held)).filter(({ id }) => id !== draft?.id);
    const items = found.map((one) => {
      const item = row("draft-row"), state = one.state === "open" ? "writing" : one.state;
      const said = [filled(words[state], { time: clock(one.at) })];
      if (one.files.length) said.push(filled(words.files, { number: one.files.length }));
      part(item, "label").textContent = one.label;
      part(item, "label").id = `draft-${one.id}`;
      part(item, "state").textContent = said.join("; ");
      item.querySelector("li").dataset.draft = one.id;
      for (const button of item.querySelectorAll("button")) {
        button.setAttribute("aria-describedby", `draft-${one.id}`);
        const fit = { open: ["open", "waiting", "refused"], send: ["open", "waiting", "unsure", "refused"] }[button.dataset.act];
        button.hidden = Boolean(fit) && !fit.includes(one.state);
      }
      return item;
    });
    by("draft-list").replaceChildren(...items);
    by("drafts").hidden = !items.length;
    return found;
  }

  function arrived(outcomes) {
    for (const { sent } of outcomes.filter((one) => one.sent)) {
      const link = Object.assign(document.createElement("a"), { href: sent.address, textContent: sent.number });
      const box = by("draft-sent");
      box.append(box.textContent ? " " : `${words.sent_here} `, link);
      box.hidden = false;
    }
  }

  /* What a contact or a sending found, said in one place; true while something still waits for the line. */
  async function told({ told: answer, outcomes, noLine }) {
    if (answer?.wiped || (answer?.officer && answer.officer !== held.officer)) {
      leaving = true; // not this officer's device any more: nothing of the draft is left standing
      location.replace(addresses.entry);
      return false;
    }
    arrived(outcomes);
    const waits = (await list()).some(({ state }) => state === "waiting" || state === "unsure");
    if (noLine) line(words.no_line);
    else if (answer?.state === "locked") line(words.locked, addresses.unlock);
    else if (answer?.state === "none") line(words.signed_out, addresses.sign_in);
    else line();
    return waits || Boolean(noLine);
  }

  const attempt = async () => told(await sending.send());
  const moved = (percent) => say(filled(words.sending, { percent }));

  /* Sent as it stands: until the node has answered nothing can be typed, and what it perhaps has is not changed here. */
  async function submit(act) {
    begin();
    refused(null);
    draft.says = null;
    if (!await keep("waiting", act)) return;
    const { id } = draft;
    busy = form.inert = true;
    const found = await sending.send(id, moved);
    const outcome = found.outcomes.find((one) => one.id === id);
    if (outcome?.refused && await reopen(id)) {
      busy = form.inert = false;
      return;
    }
    leaving = true;
    location.assign(outcome?.sent?.address || `${addresses.entry}?kept`);
  }

  /* Put a draft back into the form; false for one that may not be changed. */
  async function reopen(id) {
    const found = await drafts.claim(held, id, ["open", "waiting", "refused"], "open");
    if (!found || found.state === "unreadable") return false;
    draft = { id, files: found.files, says: found.says };
    form.elements.token.value = id;
    history.replaceState(null, "", `#${id}`);
    fill(found.pairs);
    showFiles();
    refused(found.says);
    say(filled(words.saved, { time: clock(found.at) }));
    await list();
    return true;
  }

  async function chosen(button) {
    const id = button.closest("[data-draft]").dataset.draft;
    if (button.dataset.act === "open") {
      if (draft) await keep();
      await reopen(id);
      if (by("draft-refused").hidden) form.elements.when.focus();
    } else if (button.dataset.act === "send") {
      await drafts.claim(held, id, ["open", "refused"], "waiting");
      if (await told(await sending.send(id))) retry();
      by("s-drafts").focus();
    } else if (await confirmed(words.discard, words.yes_discard)) {
      await drafts.discard(id);
      await list();
      (by("drafts").hidden ? by("main") : by("s-drafts")).focus();
    }
  }

  async function leave(link) {
    if (!draft || await confirmed(words.leave, words.yes_discard)) {
      leaving = true;
      await work.catch(() => {});
      if (draft) await drafts.discard(draft.id);
      location.assign(link.href);
    }
  }

  /* From now on drafts are kept; what was typed or chosen while the page asked whose device this is, as well. */
  function listen() {
    form.addEventListener("input", typed);
    if (early) typed();
    for (const input of form.querySelectorAll("input[type=file]")) if (input.files.length) addFiles(input);
    form.addEventListener("change", (event) => {
      if (event.target.type === "file") addFiles(event.target);
      else typed();
    });
    form.addEventListener("submit", (event) => {
      const act = event.submitter?.value || "save";
      if (!held || !["save", "report"].includes(act)) return;
      event.preventDefault();
      submit(act);
    });
    document.addEventListener("click", (event) => {
      const button = event.target.closest("[data-draft] button, [data-file], a[data-leaves]");
      if (!button || !held) return;
      if (button.dataset.file) takeOut(button.dataset.file);
      else if (button.matches("a")) { event.preventDefault(); leave(button); }
      else chosen(button);
    });
    document.addEventListener("visibilitychange", () => { if (document.hidden && draft) keep(); });
  }

  let early = false;
  form.addEventListener("input", () => { early = true; }, { once: true });

  async function start() {
    if (!drafts?.usable) { say(words.none_kept); return; }
    form.elements.token.value ||= crypto.randomUUID();
    let first = { outcomes: [] };
    try {
      first.told = await sending.contact();
    } catch (error) {
      if (!(error instanceof sending.NoLine)) throw error;
      first = { outcomes: [], noLine: true };
    }
    const found = await drafts.working();
    held = found && (!given.officer || found.officer === given.officer) ? found : null;
    if (shell) by("draft-closed").hidden = Boolean(held);
    if (shell && !held) { form.remove(); return; }
    form.hidden = false;
    if (!held) { say(words.none_kept); return; }
    const wanted = early ? "" : location.hash.slice(1);
    if (wanted && (await drafts.all(held)).some(({ id }) => id === wanted)) await reopen(wanted);
    listen();
    retry = sending.whenever(attempt);
    if (await told(first) && !leaving) retry();
    if (location.search === "?kept") by("s-drafts").focus();
    navigator.serviceWorker?.register(addresses.worker, { updateViaCache: "none" }).catch(() => {});
    navigator.storage?.persist?.().catch(() => {});
    form.dataset.ready = "yes";
  }

  start().catch((error) => { held = null; form.hidden = shell; say(words.none_kept); console.warn(error); });
})();
