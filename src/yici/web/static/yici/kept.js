// What is typed survives a lost connection: sealed on a device that its owner called their own, sent when it is back,
// wiped when they sign out or somebody else signs in. On any other device nothing is ever kept.
(() => {
  "use strict";
  const root = document.documentElement;
  const owners = (root.dataset.owners || "").split(" ").filter(Boolean);
  const DAYS = 14 * 24 * 3600 * 1000, AGAIN = 8000, SOON = 300;
  const words = document.getElementById("kept-words")?.dataset || {};
  if ("serviceWorker" in navigator && root.dataset.worker) { navigator.serviceWorker.register(root.dataset.worker).catch(() => {}); }

  // --- the store: keys that no script can read out, and pages that only they open
  const able = Boolean(window.indexedDB && window.crypto?.subtle);
  const asked = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result); request.onerror = () => failed(request.error);
  });
  let opening = null;
  function opened() {
    opening ||= new Promise((done, failed) => {
      const request = indexedDB.open("yici", 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore("keys", { keyPath: "owner" });
        request.result.createObjectStore("pages", { keyPath: "address" });
      };
      request.onsuccess = () => { request.result.onversionchange = () => { request.result.close(); opening = null; }; done(request.result); };
      request.onerror = () => failed(request.error);
    });
    return opening;
  }
  const store = async (name, way) => (await opened()).transaction(name, way || "readonly").objectStore(name);
  async function wipe() {
    if (!able) { return; }
    if (opening) { (await opening.catch(() => null))?.close(); opening = null; }
    await asked(indexedDB.deleteDatabase("yici")).catch(() => {});
  }
  async function keyOf(owner, make) {
    const found = await asked((await store("keys")).get(owner));
    if (found && found.until > Date.now()) { return found.key; }
    if (!make) { return null; }
    const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    await asked((await store("keys", "readwrite")).put({ owner, key, until: Date.now() + DAYS }));
    return key;
  }
  const bound = (owner, address) => new TextEncoder().encode(`${owner} ${address}`);
  async function keep(address, fields) {
    const owner = owners[0], key = await keyOf(owner, true), iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(fields));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bound(owner, address) }, key, plain);
    await asked((await store("pages", "readwrite")).put({ address, owner, iv, sealed, until: Date.now() + DAYS, at: Date.now() }));
  }
  async function fieldsOf(page) {
    const key = await keyOf(page.owner, false);
    if (!key) { return null; }
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: page.iv, additionalData: bound(page.owner, page.address) }, key, page.sealed);
    return JSON.parse(new TextDecoder().decode(plain));
  }
  const pages = async () => asked((await store("pages")).getAll());
  const drop = async (address) => asked((await store("pages", "readwrite")).delete(address));

  // --- whose it is: what is not of whoever sits here now, or is too old, goes
  async function tidy() {
    const there = (await indexedDB.databases?.())?.some((one) => one.name === "yici") ?? true;
    if (!there) { return; }
    const all = await pages(), keysOf = await asked((await store("keys")).getAll());
    const foreign = owners.length && keysOf.some((one) => !owners.includes(one.owner));
    if (foreign) {
      for (const one of keysOf.filter((key) => !owners.includes(key.owner))) { await asked((await store("keys", "readwrite")).delete(one.owner)); }
      for (const one of all.filter((page) => !owners.includes(page.owner))) { await drop(one.address); }
    }
    for (const one of all.filter((page) => page.until < Date.now())) { await drop(one.address); }
  }

  // --- sending what was kept
  const secret = () => JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] || "";
  async function send(page) {
    const fields = await fieldsOf(page);
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
      for (const page of (await pages()).filter((one) => owners.includes(one.owner))) {
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
  const may = able && owners.length > 0;
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
      if (may) { timer = window.setTimeout(() => keep(form.dataset.keep, fields()).catch(() => {}), SOON); }
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
  document.addEventListener("submit", (event) => { if (event.target.matches("[data-leaves]")) { wipe(); } });
  const marked = document.cookie.split("; ").includes("yici_wipe=1");
  async function begin() {
    if (!able) { return; }
    if (marked || root.dataset.public) {
      await wipe();
      document.cookie = "yici_wipe=; path=/; max-age=0; samesite=lax";
    }
    await tidy();
    await sendAll();
    const count = document.querySelector("[data-kept-count]"), left = count ? (await pages()).length : 0;
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
