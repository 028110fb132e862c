/* Keeps the empty entry page on the device, so that it opens without a line. Nothing else is kept: what is not on the two
   lists of KoupreyShell, every other page, every answer about a record goes to the node and is not stored. */
"use strict";
(() => {
  const { version, entry, shell, now, later } = self.KoupreyShell;
  const PREFIX = "kouprey-entry-", CACHE = PREFIX + version;
  const PATIENT = 6000; // a line that gives nothing for so long is none

  self.addEventListener("install", (event) => {
    event.waitUntil((async () => {
      const cache = await caches.open(CACHE);
      await Promise.all(now.map(async (address) => {
        const answer = await fetch(address, { cache: "no-cache", redirect: "error" }); // never the page of sign-in
        if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
        await cache.put(address, answer);
      }));
      await self.skipWaiting();
    })());
  });

  self.addEventListener("activate", (event) => {
    event.waitUntil((async () => {
      const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
      await Promise.all(old.map((name) => caches.delete(name)));
      await self.clients.claim();
    })());
  });

  const inTime = (answer) => Promise.race([
    answer, new Promise((_, reject) => { setTimeout(() => reject(new Error("no line")), PATIENT); }),
  ]);

  async function page(request) {
    const kept = await (await caches.open(CACHE)).match(shell, { ignoreVary: true });
    const answer = fetch(request);
    if (!kept) return answer;
    try {
      const found = await inTime(answer);
      return found.status >= 502 && found.status <= 504 ? kept : found;
    } catch {
      answer.catch(() => {});
      return kept;
    }
  }

  async function file(address, request) {
    const cache = await caches.open(CACHE);
    const kept = await cache.match(address, { ignoreVary: true });
    if (kept) return kept;
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) await cache.put(address, answer.clone());
    return answer;
  }

  self.addEventListener("fetch", (event) => {
    const { request } = event;
    const { origin, pathname, search } = new URL(request.url);
    if (request.method !== "GET" || origin !== self.location.origin) return;
    if (request.mode === "navigate") {
      if (pathname === entry) event.respondWith(page(request));
      return;
    }
    const address = pathname + search;
    if (address !== shell && (now.includes(address) || later.includes(address))) event.respondWith(file(address, request));
  });
})();
