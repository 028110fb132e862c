"use strict";

// The page of an import that waits or runs: how far it is, without loading the page again.
(function () {
  const section = document.querySelector("[data-progress]");
  if (!section) return;
  const bar = section.querySelector("progress");
  const word = document.querySelector("[data-import-word]");
  const EVERY = 1000, LONGEST = 15000;
  let pause = EVERY;

  function put(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }

  function show(found) {
    put(section.querySelector("[data-part=title]"), found.title);
    put(section.querySelector("[data-part=says]"), found.says);
    put(word, found.word);
    bar.value = found.percent;
  }

  async function look() {
    try {
      const answer = await fetch(section.dataset.progress, { headers: { Accept: "application/json" } });
      const found = answer.redirected || !answer.ok ? null : await answer.json();
      if (answer.status < 500 && !(found && found.open)) {
        location.reload(); // it has ended, or somebody signed out: the page itself says so
        return;
      }
      if (found) show(found);
      pause = found ? EVERY : Math.min(pause * 2, LONGEST);
    } catch {
      pause = Math.min(pause * 2, LONGEST); // the line is broken; the page keeps what it said last
    }
    setTimeout(look, pause);
  }

  setTimeout(look, EVERY);
})();
