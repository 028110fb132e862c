"use strict";

// Upload of a file in pieces, over a line that may be slow or break. Without this script the form sends the file in one go.
(function () {
  const form = document.querySelector("form[data-upload]");
  const Sha256 = window.KoupreySha256;
  if (!form || !Sha256) return;
  const words = JSON.parse(document.getElementById("upload-words").textContent);
  const panel = document.querySelector("[data-sending]");
  const part = (name) => panel.querySelector(`[data-part=${name}]`);
  const bar = panel.querySelector("progress");
  const said = document.querySelector("[data-upload-said]");
  const alert = document.querySelector("[data-upload-error]");
  const SMALLEST = 1 << 16, SLOW = 20000, FAST = 4000; // pieces are cut so that each takes some seconds
  const STALLED = 60000, PATIENT = 600000, LONGEST = 30; // silence that counts as a broken line; seconds between tries
  let running = null;

  class Broken extends Error {} // the line, or the node, did not answer: try again
  class Cancelled extends Error {}
  class Told extends Error { // the node, or this script, says why it cannot be done
    constructor(told) { super(told.what); this.told = told; }
  }

  const filled = (text, values) => text.replace(/%\((\w+)\)s/g, (_, name) => values[name]);

  function size(count) {
    const [least, said] = words.sizes.find((pair) => count >= pair[0]) || words.sizes.at(-1);
    const number = (count / least).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });
    return filled(said, { number });
  }

  function say(text) {
    if (part("says").textContent !== text) part("says").textContent = text;
  }

  function count(run, here) {
    bar.max = run.file.size;
    bar.value = here;
    const percent = Math.floor((here / run.file.size) * 100);
    part("counted").textContent = filled(words.counted, { percent, arrived: size(here), size: size(run.file.size) });
  }

  function ask(run, method, address, body, { headers = {}, moved = null, patience = STALLED } = {}) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      let timer = 0;
      const alive = () => { clearTimeout(timer); timer = setTimeout(() => request.abort(), patience); };
      request.open(method, address);
      for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
      request.setRequestHeader("X-CSRFToken", form.elements.csrfmiddlewaretoken.value);
      request.setRequestHeader("Accept", "application/json");
      request.upload.onprogress = (event) => { alive(); if (moved) moved(event.loaded); };
      request.onerror = request.onabort = () => { clearTimeout(timer); reject(new Broken()); };
      request.onload = () => {
        clearTimeout(timer);
        let found = null;
        try { found = JSON.parse(request.responseText || "{}"); } catch { /* an answer in other words than ours */ }
        if (request.status >= 500 || request.status === 408 || request.status === 429) reject(new Broken());
        else if (request.status < 300 && found) resolve(found);
        else if (request.status === 409 && found) resolve({ ...found, refused: true });
        else reject(new Told(found && found.what ? found : told(words.refused, { status: request.status })));
      };
      run.request = request;
      alive();
      request.send(body);
    });
  }

  const told = (them, values) => Object.fromEntries(Object.entries(them).map(([k, text]) => [k, filled(text, values)]));

  // Ask until there is an answer, with a pause that grows; a line that comes back ends the pause.
  async function insist(run, question) {
    for (let failures = 0; ; failures++) {
      if (run.cancelled) throw new Cancelled();
      try {
        return await question();
      } catch (error) {
        if (run.cancelled) throw new Cancelled();
        if (!(error instanceof Broken)) throw error;
      }
      run.piece = Math.max(SMALLEST, run.piece / 2);
      count(run, run.arrived);
      await pause(run, Math.min(LONGEST, 2 ** failures));
      if (!run.cancelled) say(words.trying);
    }
  }

  function pause(run, seconds) {
    say(filled(words.broken, { arrived: size(run.arrived), seconds }));
    return new Promise((resolve) => {
      const end = () => { clearTimeout(timer); removeEventListener("online", end); run.wake = null; resolve(); };
      const timer = setTimeout(end, seconds * 1000);
      addEventListener("online", end);
      run.wake = end;
    });
  }

  async function read(run, from, to) {
    try {
      return new Uint8Array(await run.file.slice(from, to).arrayBuffer());
    } catch {
      throw new Told(words.unreadable);
    }
  }

  // Bring the digest of the whole to the place where the node stands.
  async function digestUpTo(run, place) {
    if (place < run.whole.length) run.whole = new Sha256();
    const far = place - run.whole.length > words.piece;
    while (run.whole.length < place) {
      if (run.cancelled) throw new Cancelled();
      run.whole.update(await read(run, run.whole.length, Math.min(place, run.whole.length + words.piece)));
      if (far) say(filled(words.checking, { percent: Math.floor((run.whole.length / place) * 100) }));
    }
    run.arrived = place;
  }

  async function begin(run) {
    const start = await read(run, 0, Math.min(words.piece, run.file.size));
    const about = { name: run.file.name, size: run.file.size, first: new Sha256().update(start).hex() };
    const question = () => ask(run, "POST", words.begin, new URLSearchParams(about));
    let found = await insist(run, question);
    run.address = found.address;
    await digestUpTo(run, found.arrived);
    if (found.arrived && run.whole.hex() !== found.sha256) { // the file was changed since
      await insist(run, () => ask(run, "POST", run.address + "drop", null));
      found = await insist(run, question);
      run.address = found.address;
      await digestUpTo(run, 0);
    }
    if (run.arrived) said.textContent = filled(words.going_on, { arrived: size(run.arrived) });
  }

  async function sendPiece(run) {
    const from = run.arrived;
    const piece = await read(run, from, Math.min(from + run.piece, run.file.size));
    const headers = { "Upload-Offset": from, "Upload-Digest": new Sha256().update(piece).hex(),
      "Content-Type": "application/octet-stream" };
    const began = performance.now();
    const moved = (loaded) => count(run, Math.min(from + loaded, run.file.size));
    const found = await ask(run, "PUT", run.address, piece, { headers, moved });
    if (found.refused && found.arrived === from) throw new Broken(); // it was damaged on its way
    if (!found.refused) run.whole.update(piece);
    await digestUpTo(run, found.arrived);
    const took = performance.now() - began;
    if (took > SLOW) run.piece = Math.max(SMALLEST, run.piece / 2);
    if (took < FAST) run.piece = Math.min(words.piece, run.piece * 2);
  }

  async function send(run) {
    await begin(run);
    for (;;) {
      while (run.arrived < run.file.size) {
        say(words.sending);
        count(run, run.arrived);
        await insist(run, () => sendPiece(run));
      }
      count(run, run.arrived);
      say(words.finishing);
      const whole = new URLSearchParams({ sha256: run.whole.hex() });
      const found = await insist(run, () => ask(run, "POST", run.address + "finish", whole, { patience: PATIENT }));
      if (!found.refused) return found.address;
      await digestUpTo(run, found.arrived);
    }
  }

  async function drop(run) {
    if (!run.address) return words.cancelled;
    try {
      await ask(run, "POST", run.address + "drop", null);
    } catch (error) {
      if (error instanceof Broken) return words.cancelled_here;
    }
    const row = document.querySelector(`[data-unfinished="${run.address}"]`);
    if (row) row.remove();
    return words.cancelled;
  }

  function refuse(why) {
    for (const name of ["what", "remedy", "kept"]) alert.querySelector(`[data-part=${name}]`).textContent = why[name];
    alert.firstElementChild.hidden = false;
    alert.focus();
  }

  function stage(run) {
    running = run;
    form.hidden = Boolean(run);
    panel.hidden = !run;
    alert.firstElementChild.hidden = true;
    said.textContent = "";
    if (!run) return;
    part("name").textContent = run.file.name;
    count(run, 0);
    say(words.looking);
    part("cancel").disabled = false;
    part("cancel").focus();
  }

  async function start(file) {
    if (file.size > words.limit) return refuse(words.too_large);
    if (!file.size) return refuse(words.empty);
    const run = { file, piece: words.piece, whole: new Sha256(), arrived: 0, address: "", cancelled: false };
    stage(run);
    try {
      location.assign(await send(run));
    } catch (error) {
      const last = error instanceof Cancelled ? await drop(run) : "";
      stage(null);
      if (error instanceof Told) refuse(error.told);
      else if (!(error instanceof Cancelled)) throw error;
      said.textContent = last;
      if (last) form.elements.file.focus();
    }
  }

  part("cancel").addEventListener("click", () => {
    part("cancel").disabled = true;
    running.cancelled = true;
    if (running.request) running.request.abort();
    if (running.wake) running.wake();
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!running) start(form.elements.file.files[0]);
  });

  document.querySelector("[data-with-scripts]").hidden = false;
})();
