{% load static %}{% autoescape off %}// The page for visits opens without a connection. Kept are the page and its own files, never what a page told of somebody.
const NAME = "visits-{% static 'yici/onsite.js' %}", PAGE = "{% url 'desk_phone' %}";
const FILES = [PAGE, "{% static 'yici/yici.css' %}", "{% static 'yici/desk.css' %}", "{% static 'yici/stacked.css' %}", "{% static 'yici/onsite.css' %}", "{% static 'yici/yici.js' %}", "{% static 'yici/sealed.js' %}", "{% static 'yici/onsite.js' %}", "{% static 'yici/mark.svg' %}"];
self.addEventListener("install", (event) => { self.skipWaiting(); event.waitUntil(caches.open(NAME).then((kept) => kept.addAll(FILES))); });
self.addEventListener("activate", (event) => event.waitUntil(caches.keys()
  .then((names) => Promise.all(names.filter((name) => name.startsWith("visits-") && name !== NAME).map((name) => caches.delete(name)))).then(() => self.clients.claim())));
self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || !FILES.includes(address.pathname)) { return; }
  event.respondWith(fetch(event.request).then(async (answer) => {
    // A page that leads to the login is not the page.
    if (answer.ok && !answer.redirected) { (await caches.open(NAME)).put(event.request, answer.clone()); }
    return answer;
  }).catch(async () => (await caches.match(event.request, { ignoreSearch: true, ignoreVary: true })) || Response.error()));
});
{% endautoescape %}
