// Comforts of the desk: keys, focus, answers shown beside the list. Every action works without this file.
(() => {
  const alone = () => window.matchMedia("(max-width: 900px)").matches || document.documentElement.dataset.text === "large";
  const OFF = "yici-keys-off";
  const keysOn = () => window.localStorage.getItem(OFF) === null;
  const rows = () => [...document.querySelectorAll("[data-open]")];
  const dialog = () => document.getElementById("keys");

  // What was refused is said in the answer itself: it is shown like any other.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if ([403, 404, 409, 422].includes(event.detail.xhr.status) && event.detail.target.id === "beside") {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
  // On a narrow screen and in large text nothing stands beside the list: the case opens as a page of its own.
  document.addEventListener("htmx:beforeRequest", (event) => {
    const link = event.detail.elt;
    if (!link.matches("[data-open]")) { return; }
    if (alone()) {
      event.preventDefault();
      window.location.assign(link.href);
    } else if (changed() && !window.confirm(document.getElementById("list").dataset.ask)) {
      event.preventDefault();
      markShown();
    }
  });
  // What was typed and not sent is not thrown away without asking.
  const changed = () => document.querySelector("#beside form.do[data-changed]") !== null;
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form.do");
    if (form) { form.dataset.changed = "1"; }
  });
  // A list that is read anew while somebody walks it keeps their place and their focus.
  let kept = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    const list = document.getElementById("list");
    const marked = list && event.detail.target === list && list.querySelector("[data-open][aria-current=true]");
    kept = marked ? { href: marked.getAttribute("href"), focused: list.contains(document.activeElement) } : null;
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const place = kept && rows().find((one) => one.getAttribute("href") === kept.href);
    if (place) {
      mark(place);
      if (kept.focused) { place.focus(); }
    } else if (document.getElementById("list")) { markShown(); }
    kept = null;
    if (event.detail.target.id !== "beside") { return; }
    const link = event.detail.requestConfig && event.detail.requestConfig.elt;
    if (link && link.matches("[data-open]")) { return; }
    const first = document.querySelector("#beside [data-focus]");
    if (first) { first.focus(); first.scrollIntoView({ block: "nearest" }); }
  });

  function mark(link) {
    unmark();
    link.setAttribute("aria-current", "true");
    link.closest("[data-row]").classList.add("chosen");
  }
  // The list may have been read anew: the row that stands beside it keeps its mark, if it is still there.
  function markShown() {
    const shown = document.querySelector("#beside [data-shown]");
    const link = shown && rows().find((one) => one.getAttribute("href") === shown.dataset.shown);
    if (link) { mark(link); } else if (shown) { unmark(); }
  }
  function unmark() {
    rows().forEach((one) => {
      one.removeAttribute("aria-current");
      one.closest("[data-row]").classList.remove("chosen");
    });
  }
  function current() {
    const all = rows();
    const at = all.findIndex((one) => one === document.activeElement || one.getAttribute("aria-current") === "true");
    return [all, at];
  }
  let waiting;
  function move(step) {
    const [all, at] = current();
    const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
    if (!next) { return; }
    next.focus();
    mark(next);
    if (alone()) { return; }
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => window.htmx.ajax("GET", next.href, { source: next, target: "#beside" }), 120);
  }
  function open() {
    const [all, at] = current();
    const whole = document.querySelector("#beside [data-whole]");
    const address = all[at] ? all[at].href : whole && whole.href;
    if (address) { window.location.assign(address); }
  }
  function follow(selector, at) {
    const link = document.querySelectorAll(selector)[at];
    if (!link) { return; }
    // What was just put in is a plain link for a moment: a key that comes so soon waits.
    if (link.hasAttribute("hx-get") && !link["htmx-internal-data"]) { window.setTimeout(() => follow(selector, at), 20); return; }
    link.click();
  }
  const typing = (element) => element.matches("input, textarea, select, [contenteditable]");

  const KEYS = {
    j: () => move(1), ArrowDown: () => move(1), k: () => move(-1), ArrowUp: () => move(-1),
    u: () => follow("[data-back]", 0), Escape: () => changed() || follow("#beside .crumb a", 0),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || dialog() && dialog().open) { return; }
    if (event.key === "Enter" && event.target.matches("[data-open], body")) { event.preventDefault(); open(); return; }
    if (typing(event.target) || !keysOn()) { return; }
    const arrow = event.key.startsWith("Arrow");
    if (arrow && !event.target.matches("[data-open], body")) { return; }
    if (event.key === "?") { event.preventDefault(); dialog().showModal(); return; }
    if (/^[1-9]$/.test(event.key)) { follow("#beside [data-deed]", Number(event.key) - 1); return; }
    const act = KEYS[arrow || event.key === "Escape" ? event.key : event.key.toLowerCase()];
    if (act && (rows().length || !["j", "k"].includes(event.key.toLowerCase()))) {
      if (rows().length || !arrow) { if (arrow) { event.preventDefault(); } act(); }
    }
  });
  document.querySelectorAll("[data-keys]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => dialog().showModal());
  });
  document.querySelectorAll("[data-keys-on]").forEach((box) => {
    box.checked = keysOn();
    box.addEventListener("change", () => {
      if (box.checked) { window.localStorage.removeItem(OFF); } else { window.localStorage.setItem(OFF, "1"); }
    });
  });
  const first = document.querySelector("[data-focus]");
  if (first) { first.focus(); }
})();
