// Locks the screen of a shared computer when nobody has touched it for a while. The node decides the same by its own
// clock; this hides the page at once, in every tab, and tells the node when somebody types for long.
(() => {
  const told = document.querySelector("meta[name=kouprey-idle]");
  const form = document.getElementById("lock");
  if (!told || !form) return;
  const limit = Number(told.dataset.limit) * 1000;
  const everySoOften = Math.min(60000, limit / 4);
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel("kouprey") : null;
  let until = Date.now() + Number(told.content) * 1000;
  let said = Date.now();
  let leaving = false;

  const hide = () => {
    document.documentElement.hidden = true;
    document.title = "Kouprey";
  };
  const toLockPage = () => {
    const here = window.location.pathname + window.location.search;
    window.location.replace(`${told.dataset.locked}?next=${encodeURIComponent(here)}`);
  };
  const lock = () => {
    if (leaving) return;
    leaving = true;
    hide();
    if (tabs) tabs.postMessage("away");
    form.submit();
  };
  const tell = async () => {
    said = Date.now();
    try {
      const token = form.elements.csrfmiddlewaretoken.value;
      const options = { method: "POST", headers: { "X-CSRFToken": token }, redirect: "manual" };
      const answer = await fetch(told.dataset.here, options);
      if (answer.status !== 204) {
        hide();
        toLockPage();
      }
    } catch {
      // No network: the next sign of life is tried in its turn.
    }
  };
  const active = () => {
    if (Date.now() >= until) return lock();
    until = Date.now() + limit;
    if (Date.now() - said < everySoOften) return undefined;
    if (tabs) tabs.postMessage("here");
    return tell();
  };
  const look = () => {
    if (Date.now() >= until) lock();
  };

  for (const kind of ["pointerdown", "keydown", "wheel", "touchstart"]) {
    document.addEventListener(kind, active, { capture: true, passive: true });
  }
  document.addEventListener("visibilitychange", look);
  window.addEventListener("focus", look);
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    hide(); // out of the browser's memory: ask the node whose page this is now
    window.location.reload();
  });
  window.setInterval(look, 1000);

  for (const leave of document.querySelectorAll(".k-officer form")) {
    leave.addEventListener("submit", () => tabs && tabs.postMessage("away"));
  }
  if (tabs) {
    tabs.addEventListener("message", (event) => {
      if (event.data === "here") until = Date.now() + limit;
      if (event.data !== "away" || leaving) return;
      leaving = true;
      hide();
      window.setTimeout(toLockPage, 1500); // once the node knows
    });
  }
})();
