/* Drafts of this device: sealed under a key of the officer, in the browser's own database (ADR 28).
   `holder` is one row: whose device this is now, under which session, with which key and until when. */
(() => {
  "use strict";
  const NAME = "kouprey-drafts", HOLDER = "now", COUNT = "kouprey-drafts";
  const bytes = (text) => new TextEncoder().encode(text);
  let opened = null;

  const asked = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

  function open() {
    if (opened) return opened;
    opened = new Promise((resolve, reject) => {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore("holder");
        request.result.createObjectStore("drafts", { keyPath: "id" });
        request.result.createObjectStore("files", { keyPath: "id" }).createIndex("draft", "draft");
      };
      request.onsuccess = () => {
        const base = request.result;
        base.onversionchange = () => { base.close(); opened = null; }; // another window wipes it
        base.onclose = () => { opened = null; };
        resolve(base);
      };
      request.onerror = () => reject(request.error);
    });
    opened.catch(() => { opened = null; });
    return opened;
  }

  /* One transaction: what `work` asks of the stores is kept whole, or its own error is thrown. */
  async function within(names, mode, work) {
    const act = (await open()).transaction(names, mode);
    const done = new Promise((resolve, reject) => {
      act.oncomplete = resolve;
      act.onabort = () => reject(act.error || new DOMException("", "AbortError"));
    });
    const found = Promise.resolve(work(...names.map((name) => act.objectStore(name))));
    found.catch(() => {});
    await done;
    return found;
  }

  const about = (officer, draft, part) => bytes(`kouprey draft 1 ${officer} ${draft} ${part}`);

  async function seal(held, draft, part, content) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const how = { name: "AES-GCM", iv, additionalData: about(held.officer, draft, part) };
    return { iv, data: await crypto.subtle.encrypt(how, held.key, content) };
  }

  const unseal = (held, draft, part, { iv, data }) => crypto.subtle.decrypt(
    { name: "AES-GCM", iv, additionalData: about(held.officer, draft, part) }, held.key, data,
  );

  async function holder() {
    const row = await within(["holder"], "readonly", (store) => asked(store.get(HOLDER)));
    return row || null;
  }

  /* The holder, if the key is there and the session is not over by this device's own clock. */
  async function working() {
    const row = await holder();
    return row && row.key && Date.now() < row.until ? row : null;
  }

  /* The node says whose device this is: another officer's drafts go; the key is made anew, and no script reads it. */
  async function take({ officer, session, secret, left }) {
    const before = await holder();
    if (before && before.officer !== officer) await wipe();
    const base = await crypto.subtle.importKey("raw", bytes(secret), "HKDF", false, ["deriveKey"]);
    const how = { name: "HKDF", hash: "SHA-256", salt: bytes(officer), info: bytes("kouprey drafts 1") };
    const key = await crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    const row = { officer, session, key, until: Date.now() + left * 1000 };
    await within(["holder"], "readwrite", (store) => asked(store.put(row, HOLDER)));
    await count();
  }

  async function forgetKey() {
    const row = await holder();
    if (row && row.key) await within(["holder"], "readwrite", (store) => asked(store.put({ ...row, key: null }, HOLDER)));
  }

  async function wipe() {
    await within(["holder", "drafts", "files"], "readwrite", (...stores) => Promise.all(stores.map((store) => asked(store.clear()))));
    await count();
  }

  /* How many wait, for the form of signing out on any page. */
  async function count() {
    const number = await within(["drafts"], "readonly", (store) => asked(store.count()));
    try { localStorage.setItem(COUNT, String(number)); } catch { /* kept nowhere: signing out wipes all the same */ }
  }

  /* A draft: id, state, at; sealed: pairs (what was typed), files (about them), act, label, says. */
  async function keep(held, { id, state, ...inside }) {
    const sealed = await seal(held, id, "text", bytes(JSON.stringify(inside)));
    const row = { id, officer: held.officer, state, at: Date.now(), ...sealed };
    await within(["drafts"], "readwrite", (store) => asked(store.put(row)));
    await count();
    return row;
  }

  async function revealed(held, row) {
    try {
      const inside = JSON.parse(new TextDecoder().decode(await unseal(held, row.id, "text", row)));
      return { ...inside, id: row.id, state: row.state, at: row.at };
    } catch {
      return { id: row.id, state: "unreadable", at: row.at, pairs: [], files: [], label: "" };
    }
  }

  async function all(held) {
    const rows = await within(["drafts"], "readonly", (store) => asked(store.getAll()));
    const mine = rows.filter((row) => row.officer === held.officer).sort((one, other) => one.at - other.at);
    return Promise.all(mine.map((row) => revealed(held, row)));
  }

  /* Take a draft from one of these states into another, in one step: of two windows one gets it. */
  async function claim(held, id, from, to) {
    const row = await within(["drafts"], "readwrite", async (store) => {
      const found = await asked(store.get(id));
      if (!found || !from.includes(found.state)) return null;
      await asked(store.put({ ...found, state: to }));
      return found;
    });
    return row && revealed(held, row);
  }

  async function addFile(held, draft, file) {
    const id = crypto.randomUUID();
    const sealed = await seal(held, draft, id, await file.arrayBuffer());
    await within(["files"], "readwrite", (store) => asked(store.put({ id, draft, ...sealed })));
    return { id, name: file.name, type: file.type, size: file.size };
  }

  async function file(held, draft, { id, name, type }) {
    const row = await within(["files"], "readonly", (store) => asked(store.get(id)));
    return new File([await unseal(held, draft, id, row)], name, { type });
  }

  const removeFile = (id) => within(["files"], "readwrite", (store) => asked(store.delete(id)));

  async function discard(id) {
    await within(["drafts", "files"], "readwrite", async (drafts, files) => {
      await asked(drafts.delete(id));
      for (const key of await asked(files.index("draft").getAllKeys(id))) await asked(files.delete(key));
    });
    await count();
  }

  const usable = Boolean(window.isSecureContext && window.indexedDB && window.crypto?.subtle && navigator.locks);
  window.KoupreyDrafts = {
    usable, holder, working, take, forgetKey, wipe, keep, all, claim, addFile, file, removeFile, discard,
  };
})();
