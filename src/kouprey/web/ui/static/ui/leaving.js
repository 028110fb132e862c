/* Signing out, or another officer: what this device keeps of an officer goes first. The node says the same to the browser
   (Clear-Site-Data); this asks before drafts that were not sent are lost, and does it where browsers do not listen. */
(() => {
  "use strict";
  const ask = document.getElementById("leaving");
  if (!ask) return;
  const LONGEST = 1500;
  const kept = () => { try { return localStorage.getItem("kouprey-drafts"); } catch { return null; } };
  const ends = (form) => [ask.dataset.signOut, ask.dataset.switch].includes(form.getAttribute("action"));

  const gone = () => new Promise((resolve) => {
    const request = indexedDB.deleteDatabase("kouprey-drafts");
    request.onsuccess = request.onerror = resolve;
  });
  async function wipe() {
    localStorage.removeItem("kouprey-drafts");
    const names = window.caches ? (await caches.keys()).filter((name) => name.startsWith("kouprey-entry-")) : [];
    await Promise.all([gone(), ...names.map((name) => caches.delete(name))]);
  }
  async function leave(form, submitter) {
    await Promise.race([wipe(), new Promise((resolve) => { setTimeout(resolve, LONGEST); })]).catch(() => {});
    form.dataset.left = "yes";
    form.requestSubmit(submitter);
  }

  document.addEventListener("submit", (event) => {
    const form = event.target, submitter = event.submitter;
    const count = kept();
    if (!ends(form) || form.dataset.left || count === null) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!Number(count)) { leave(form, submitter); return; }
    ask.returnValue = "";
    ask.addEventListener("close", () => { if (ask.returnValue === "yes") leave(form, submitter); }, { once: true });
    ask.showModal();
  }, { capture: true });
})();
