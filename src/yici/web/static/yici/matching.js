// Keys for looking through pairs. Every button works without this file.
(() => {
  const OFF = "yici-keys-off";
  const keysOn = () => window.localStorage.getItem(OFF) === null;
  const pairs = () => [...document.querySelectorAll("[data-pair]")];
  const dialog = document.getElementById("keys");
  const AT = "yici-pair-at";
  const chosen = () => pairs().findIndex((one) => one.classList.contains("chosen"));

  function choose(at) {
    const all = pairs();
    const one = all[Math.min(Math.max(at, 0), all.length - 1)];
    if (!one) { return; }
    all.forEach((other) => other.classList.remove("chosen"));
    one.classList.add("chosen");
    one.focus({ preventScroll: true });
    one.scrollIntoView({ block: "nearest" });
  }
  function press(selector, within) {
    const button = (within || document).querySelector(selector);
    if (!button) { return; }
    // The next page begins at the place where this one was left: what was decided is gone from it.
    window.sessionStorage.setItem(AT, String(Math.max(chosen(), 0)));
    button.click();
  }
  const KEYS = {
    j: () => choose(chosen() + 1), arrowdown: () => choose(chosen() + 1),
    k: () => choose(chosen() - 1), arrowup: () => choose(chosen() - 1),
    y: () => press("[data-yes]", pairs()[chosen()]), n: () => press("[data-no]", pairs()[chosen()]),
    u: () => press(".recent [data-undo]"),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || dialog.open || !keysOn()) { return; }
    if (event.target.matches("input, textarea, select, summary")) { return; }
    if (event.key === "?") { event.preventDefault(); dialog.showModal(); return; }
    const key = event.key.toLowerCase();
    if ((key === "y" || key === "n") && chosen() < 0) { return; }
    if (KEYS[key]) { event.preventDefault(); KEYS[key](); }
  });
  document.querySelectorAll("[data-keys]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => dialog.showModal());
  });
  document.querySelectorAll("[data-keys-on]").forEach((box) => {
    box.checked = keysOn();
    box.addEventListener("change", () => {
      if (box.checked) { window.localStorage.removeItem(OFF); } else { window.localStorage.setItem(OFF, "1"); }
    });
  });
  const left = window.sessionStorage.getItem(AT);
  if (left !== null) {
    window.sessionStorage.removeItem(AT);
    choose(Number(left));
  }
})();
