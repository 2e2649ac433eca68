// Saving happens at each change; leaving with Enter in a box saves, too. Every page works without this file.
// After rows were added or moved the page comes anew: what was open stays open, and the same place is looked at.
document.documentElement.classList.add("scripted");
(() => {
  const key = `editor:${window.location.pathname}${new URLSearchParams(window.location.search).get("path") || ""}`;
  const kept = window.sessionStorage.getItem(key);
  if (kept && !window.location.hash) {
    const told = JSON.parse(kept);
    told.open.forEach((id) => { const found = document.getElementById(id); if (found) { found.open = true; } });
    if (told.at === window.location.search.replace(/&step=\d+/, "")) { window.scrollTo(0, told.y); }
  }
  window.addEventListener("pagehide", () => {
    const open = [...document.querySelectorAll("main details[id][open]")].map((one) => one.id);
    const at = window.location.search.replace(/&step=\d+/, "");
    window.sessionStorage.setItem(key, JSON.stringify({ open, at, y: window.scrollY }));
  });
})();
