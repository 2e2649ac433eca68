// What is typed survives a lost connection: sealed on a device that its owner called their own, sent when it is back,
// wiped when they sign out or somebody else signs in. On any other device nothing is ever kept.
(() => {
  "use strict";
  const root = document.documentElement;
  const owners = (root.dataset.owners || "").split(" ").filter(Boolean);
  // What is kept of a form stands under the address that it is sent to.
  const DAYS = 14 * 24 * 3600 * 1000, AGAIN = 8000, SOON = 300, AT = "/";
  const sealed = window.yiciSealed, { drop, wipe } = sealed;
  const words = document.getElementById("kept-words")?.dataset || {};
  if ("serviceWorker" in navigator && root.dataset.worker) { navigator.serviceWorker.register(root.dataset.worker).catch(() => {}); }

  // --- sending what was kept
  const secret = () => JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] || "";
  async function send(page) {
    const fields = await sealed.read(page.owner, page.address);
    if (!fields) { await drop(page.address); return false; }
    const answer = await fetch(page.address, {
      method: "POST", body: new URLSearchParams(fields), credentials: "same-origin", headers: { "X-CSRFToken": secret(), "HX-Request": "true" },
    });
    const came = answer.headers.get("X-Yici-Kept");
    // Handed in meanwhile: nothing can be added. Whatever else refuses it may take it later.
    if (came === "kept" || came === "clash" || answer.status === 409) { await drop(page.address); return came !== null; }
    return false;
  }
  let sending = false;
  async function sendAll() {
    if (!owners.length || !navigator.onLine || sending) { return; }
    sending = true;
    const here = form?.dataset.keep;
    let fresh = false;
    try {
      for (const page of (await sealed.pages(AT)).filter((one) => owners.includes(one.owner))) {
        const sent = await send(page);
        fresh = fresh || (sent && page.address === here);
      }
    } catch { /* the connection went again: another time */ }
    sending = false;
    // What is shown is older than what was just sent for it.
    if (fresh && !touched) { window.location.reload(); }
  }

  // --- the page of the form
  const form = document.querySelector("form[data-keep]"), told = document.getElementById("kept");
  const may = sealed.able && owners.length > 0;
  let touched = false, failed = false, timer = 0, again = 0;
  const say = (text) => { if (told) { told.textContent = text; } };
  const lost = () => { failed = true; say(may ? words.kept : words.open); };
  const retry = () => form?.querySelector("[hx-post]")?.dispatchEvent(new Event("change", { bubbles: true }));
  function fields() {
    return [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
  }
  if (form) {
    form.addEventListener("input", () => {
      touched = true;
      window.clearTimeout(timer);
      if (may) { timer = window.setTimeout(() => sealed.keep(owners[0], form.dataset.keep, fields(), DAYS).catch(() => {}), SOON); }
      if (!navigator.onLine) { lost(); }
    });
    // Sent into nowhere it would be gone with the page: it stays, and so does what was typed.
    form.addEventListener("submit", (event) => {
      if (navigator.onLine) { return; }
      event.preventDefault(); event.stopImmediatePropagation();
      lost(); told?.scrollIntoView({ block: "center" });
    }, true);
    document.body.addEventListener("htmx:afterRequest", (event) => {
      if (event.target.getAttribute("hx-post") !== form.dataset.keep) { return; }
      const came = event.detail.xhr?.getResponseHeader("X-Yici-Kept");
      window.clearTimeout(again);
      if (came === "kept" || came === "clash") {
        failed = false;
        if (may) { window.clearTimeout(timer); drop(form.dataset.keep).catch(() => {}); }
      } else if (came !== "login") {
        lost(); again = window.setTimeout(retry, AGAIN);
      }
    });
    window.addEventListener("offline", lost);
  }
  window.addEventListener("online", () => { if (form && (failed || touched)) { say(words.back || ""); retry(); } else { sendAll(); } });

  // --- leaving
  const marked = document.cookie.split("; ").includes("yici_wipe=1");
  async function begin() {
    if (!sealed.able) { return; }
    if (marked || root.dataset.public) {
      await wipe();
      document.cookie = "yici_wipe=; path=/; max-age=0; samesite=lax";
    }
    await sealed.tidy(owners);
    await sendAll();
    const count = document.querySelector("[data-kept-count]"), left = count ? (await sealed.pages(AT)).length : 0;
    if (left) { count.textContent = count.dataset.keptCount.replace("{n}", left); count.hidden = false; }
  }
  begin().catch(() => {});
  document.querySelector("[data-again]")?.addEventListener("click", (event) => { event.preventDefault(); window.location.reload(); });

  // --- a public device: a word before the session ends, and a way to go on
  const warning = document.getElementById("ending");
  if (warning) {
    const span = Number(root.dataset.ends) * 1000 - Number(root.dataset.now) * 1000, before = Number(warning.dataset.before) * 1000;
    let end = Date.now() + span;
    const button = warning.querySelector("button");
    const tick = () => {
      if (Date.now() >= end) { window.location.replace(warning.dataset.home); return; }
      if (Date.now() >= end - before && warning.hidden) { warning.hidden = false; }
    };
    window.setInterval(tick, 1000);
    button.addEventListener("click", async () => {
      const answer = await fetch(warning.dataset.more, { method: "POST", headers: { "X-CSRFToken": secret() }, credentials: "same-origin" }).catch(() => null);
      if (answer && answer.ok) { end = Date.now() + span; warning.hidden = true; document.getElementById("content").focus(); }
    });
    document.body.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful) { end = Date.now() + span; warning.hidden = true; } });
  }
})();
