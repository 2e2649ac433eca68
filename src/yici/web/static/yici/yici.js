// Small comforts; every page works without this file.
// What an answer of the guide changed stands in the address: a switch of language or size leads back to it.
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-here]")) { event.target.elements.next.value = window.location.pathname + window.location.search; }
});
// A double click sends once: a form that was sent is not sent again before the answer came.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  if (form.method === "post" && !form.hasAttribute("hx-post")) {
    form.dataset.sent = "1";
    window.setTimeout(() => { delete form.dataset.sent; }, 8000);
  }
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
});
// What a page shows anew keeps what was open; htmx itself keeps the focus.
let opened = [];
document.addEventListener("htmx:beforeSwap", () => {
  opened = [...document.querySelectorAll("details[id][open]")].map((one) => one.id);
});
document.addEventListener("htmx:afterSwap", () => {
  opened.forEach((id) => { const found = document.getElementById(id); if (found) found.open = true; });
});
// On a phone what stands behind the guide is folded; without scripts it stands open.
if (window.matchMedia("(max-width: 640px)").matches) {
  document.querySelectorAll("details[data-fold]").forEach((one) => { one.open = false; });
}
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
// From the search box down through what was found, and back, with the arrow keys; Tab goes the same way.
document.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") { return; }
  const box = document.querySelector("[data-leads-to]");
  if (!box || event.isComposing) { return; }
  const found = [...document.getElementById(box.dataset.leadsTo).querySelectorAll("a, button")];
  const line = [box, ...found], at = line.indexOf(document.activeElement);
  const next = at < 0 ? undefined : line[at + (event.key === "ArrowDown" ? 1 : -1)];
  if (next) { event.preventDefault(); next.focus(); }
});
// Whoever signs out leaves nothing sealed behind, from whatever page they go.
document.addEventListener("submit", (event) => {
  if (event.target.matches("form[action$='/logout/']") && window.indexedDB) { window.indexedDB.deleteDatabase("yici"); }
});
