/* Contact with the node, and the sending of drafts that wait: once however often they are sent, all of a draft or nothing.
   The node keeps one record for one token; a draft leaves this device only when the node said that it is there. */
(() => {
  "use strict";
  const drafts = window.KoupreyDrafts;
  const given = JSON.parse(document.getElementById("draft-words")?.textContent || "null");
  if (!given || !drafts?.usable) return;
  const { addresses } = given;
  const PATIENT = 20000, STALLED = 60000, SOONEST = 2000, LATEST = 60000;

  class NoLine extends Error {} // the line, or the node, did not answer

  /* Ask whose device this is, and do what follows: keys and drafts go when a session was ended elsewhere. */
  async function contact() {
    const before = await drafts.holder();
    let told;
    try {
      const address = `${addresses.device}?session=${encodeURIComponent(before?.session || "")}`;
      const answer = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(PATIENT) });
      if (!answer.ok) throw new NoLine();
      told = await answer.json();
    } catch {
      throw new NoLine();
    }
    if (told.state === "open") await drafts.take(told);
    else if (before && told.officer && told.officer !== before.officer) await drafts.wipe();
    else if (before && told.state === "none") {
      const early = Date.now() < before.until; // else it ended by itself: the drafts wait for their officer
      await (told.ended && early ? drafts.wipe() : drafts.forgetKey());
      told.wiped = told.ended && early;
    }
    return told;
  }

  function post(body, token, moved) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      let timer = 0;
      const alive = () => { clearTimeout(timer); timer = setTimeout(() => request.abort(), STALLED); };
      request.open("POST", addresses.send);
      request.setRequestHeader("X-CSRFToken", token);
      request.setRequestHeader("Accept", "application/json");
      request.upload.onprogress = ({ loaded, total }) => { alive(); moved(total ? Math.floor((loaded / total) * 100) : 0); };
      request.onerror = request.onabort = () => { clearTimeout(timer); reject(new NoLine()); };
      request.onload = () => {
        clearTimeout(timer);
        let said = null;
        try { said = JSON.parse(request.responseText); } catch { /* a page: of sign-in, or of whoever stands between */ }
        if (request.status >= 500 || request.status === 408 || request.status === 429) reject(new NoLine());
        else resolve({ status: request.status, said });
      };
      alive();
      request.send(body);
    });
  }

  /* Send one. Before it leaves it is "unsure": should the line break, nobody may change what perhaps arrived. */
  async function sendOne(held, id, token, moved) {
    const draft = await drafts.claim(held, id, ["waiting", "unsure"], "unsure");
    if (!draft || draft.state === "unreadable") return null;
    const body = new FormData();
    for (const [name, value] of draft.pairs) body.append(name, value);
    body.set("token", draft.id);
    body.set("act", draft.act || "save");
    for (const one of draft.files) body.append(one.field, await drafts.file(held, draft.id, one), one.name);
    const { status, said } = await post(body, token, moved);
    if (status === 201 && said) {
      await drafts.discard(id);
      return { id, sent: said };
    }
    const refused = said && "faults" in said;
    const says = refused ? said : { faults: [], noticed: [], error: null, status };
    // Only the node's own answer says that nothing was written down; after any other one it stays as unsure as it was.
    await drafts.keep(held, { ...draft, state: refused || draft.state === "waiting" ? "refused" : "unsure", says });
    return { id, refused: says };
  }

  /* Everything that waits, or one of it. Of several windows one sends. */
  function send(only, moved = () => {}) {
    return navigator.locks.request("kouprey-sending", { ifAvailable: !only }, async (lock) => {
      if (!lock) return { outcomes: [] };
      let told;
      const outcomes = [];
      try {
        told = await contact();
        const held = told.state === "open" ? await drafts.working() : null;
        if (!held) return { told, outcomes };
        const waiting = (await drafts.all(held)).filter(({ state }) => state === "waiting" || state === "unsure");
        for (const { id } of waiting.filter((draft) => !only || draft.id === only)) {
          const outcome = await sendOne(held, id, told.csrf, moved);
          if (outcome) outcomes.push(outcome);
        }
        return { told, outcomes };
      } catch (error) {
        if (!(error instanceof NoLine)) throw error;
        return { told, outcomes, noLine: true };
      }
    });
  }

  /* Try again by itself while something waits: at once when the line is back, else after a pause that grows. */
  function whenever(attempt) {
    let timer = 0, pause = SOONEST;
    const again = async () => {
      clearTimeout(timer);
      if (document.hidden || await attempt()) later();
    };
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(again, pause);
      pause = Math.min(LATEST, pause * 2);
    };
    const now = () => { pause = SOONEST; again(); };
    addEventListener("online", now);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) now(); });
    return () => { pause = SOONEST; later(); };
  }

  window.KoupreySending = { contact, send, whenever, NoLine };
})();
