// Security keys: asks the browser for one when its form is sent, and sends the answer along.
(() => {
  const options = JSON.parse(document.getElementById("key-options").textContent);
  const trouble = document.getElementById("key-trouble");
  document.getElementById("key-unscripted").hidden = true;

  const say = (error) => {
    const kind = { NotAllowedError: "cancelled", AbortError: "cancelled", InvalidStateError: "known" }[error.name];
    trouble.textContent = trouble.dataset[kind || "unable"];
    trouble.hidden = false;
  };

  const ask = (how) => {
    if (!window.PublicKeyCredential) throw new Error("no keys here");
    return how === "create"
      ? window.webauthnJSON.create(options.creation_options)
      : window.webauthnJSON.get(options.request_options);
  };

  for (const form of document.querySelectorAll("form[data-key]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      trouble.hidden = true;
      try {
        form.elements.credential.value = JSON.stringify(await ask(form.dataset.key));
      } catch (error) {
        say(error);
        return;
      }
      form.submit();
    });
  }
})();
