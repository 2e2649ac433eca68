// Keeps the static files and one page for times without a connection. Pages of anybody are never kept: they are asked
// for anew each time, and nothing but what stands in this list is ever stored.
"use strict";
const NAME = "yici-{{ version }}", SHELL = {{ addresses|safe }}, OFFLINE = "{{ offline }}";
self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(SHELL.map((one) => new Request(one, { credentials: "omit", cache: "reload" })))).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((name) => name.startsWith("yici-") && name !== NAME).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});
self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (url.origin !== self.location.origin) { return; }
  if (request.mode === "navigate") {
    // The language that was spoken last is not known here; the browser's own decides.
    const english = !(self.navigator.language || "zh").toLowerCase().startsWith("zh");
    event.respondWith(fetch(request).catch(() => caches.open(NAME).then((cache) => cache.match(`${OFFLINE}?language=${english ? "en" : "zh-hans"}`)).then((page) => page || Response.error())));
    return;
  }
  if (request.method === "GET" && SHELL.includes(url.pathname)) {
    event.respondWith(caches.open(NAME).then((cache) => cache.match(request)).then((kept) => kept || fetch(request)));
  }
});
