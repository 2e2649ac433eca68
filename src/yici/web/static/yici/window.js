// The counter by keys: a card that types, a matter chosen by Enter, papers said in one key each. All works without it.
document.documentElement.classList.add("scripted");
(() => {
  const on = () => window.localStorage.getItem("yici-keys-off") === null;
  const rows = () => [...document.querySelectorAll("[data-check]")];
  const radio = (row) => row.querySelector("input:checked") || row.querySelector("input[type=radio]");
  const focus = (row) => { if (row) { radio(row).focus(); row.scrollIntoView({ block: "nearest" }); } };
  const part = (step) => {
    const all = [...document.querySelectorAll("[data-part]")];
    const at = all.findIndex((one) => one.contains(document.activeElement));
    const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
    const first = [...next.querySelectorAll("input:not([type=hidden]):not([type=file]), select, textarea, button, summary")].find((one) => one.offsetParent !== null);
    if (first) { first.focus(); next.scrollIntoView({ block: "nearest" }); }
  };
  function say(row, at) {
    const chosen = row.querySelectorAll(".states input")[at];
    if (!chosen) { return; }
    chosen.checked = true;
    chosen.dispatchEvent(new Event("change", { bubbles: true }));
    const code = chosen.value === "defect" && row.querySelector(".mend-paper select");
    if (code) { code.focus(); return; }
    step(row, 1);
  }
  function step(row, by) {
    const all = rows(), next = all[all.indexOf(row) + by];
    if (next) { focus(next); } else if (by > 0) { chosen(row).focus(); }
  }
  const chosen = (row) => radio(row);
  function rest() {
    let last = null;
    rows().filter((row) => !row.querySelector(".states input:checked")).forEach((row) => {
      last = row.querySelector(".states input[value=good]"); last.checked = true;
    });
    if (last) { last.dispatchEvent(new Event("change", { bubbles: true })); last.focus(); }
  }
  document.addEventListener("keydown", (event) => {
    if (!on() || event.isComposing) { return; }
    if (event.key === "F2") { event.preventDefault(); part(event.shiftKey ? -1 : 1); return; }
    if (event.key === "Enter" && event.ctrlKey) {
      const main = document.querySelector("[data-main]");
      if (main) { event.preventDefault(); settled(() => main.form.requestSubmit(document.querySelector("[data-main]"))); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    const card = event.target.closest("[data-card]"), first = event.target.closest("[data-first]");
    // A reader ends with Enter: it was read, and the next thing is typed.
    if (card && event.key === "Enter") {
      event.preventDefault(); card.dispatchEvent(new Event("card"));
      const name = document.getElementById("c-name");
      (/\d{17}[\dXx]/.test(card.value) && name.value === "" && !/[\u4e00-\u9fff]/.test(card.value) ? name : document.getElementById("c-phone")).focus();
      return;
    }
    if (first && event.key === "Enter") {
      event.preventDefault();
      settled(() => { const hit = document.querySelector("#matters-found button"); if (hit) { hit.click(); } });
      return;
    }
    if (event.key === "Enter" && event.target.matches("#c-name, #c-phone") && document.querySelector("[data-first]")) {
      event.preventDefault(); (event.target.id === "c-name" ? document.getElementById("c-phone") : document.querySelector("[data-first]")).focus(); return;
    }
    const row = event.target.closest("[data-check]");
    if (!row || !event.target.matches("input[type=radio], summary")) { return; }
    const key = event.key.toLowerCase();
    if (key === "?") { event.preventDefault(); document.getElementById("keys").showModal(); }
    else if (/^[1-9]$/.test(key)) { event.preventDefault(); say(row, Number(key) - 1); }
    else if (key === "j") { event.preventDefault(); step(row, 1); }
    else if (key === "k") { event.preventDefault(); step(row, -1); }
    else if (key === "a") { event.preventDefault(); rest(); }
  });
  // What was typed a moment ago is on its way: who goes on waits for the answer, not for a clock.
  let busy = 0, waiting = [];
  const late = () => document.querySelector(".htmx-request") !== null || busy > 0;
  function settled(go) {
    window.setTimeout(() => { if (late()) { waiting.push(go); } else { go(); } }, 160);
  }
  document.addEventListener("htmx:beforeRequest", () => { busy += 1; });
  document.addEventListener("htmx:afterRequest", () => {
    busy = Math.max(0, busy - 1);
    if (!busy) { const all = waiting; waiting = []; all.forEach((go) => settled(go)); }
  });
})();
