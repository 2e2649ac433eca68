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
  function along(from) {
    const all = [...document.querySelectorAll("#counter :is(input:not([type=hidden]):not([type=file]), select, textarea)")]
      .filter((one) => one.offsetParent !== null && (one.type !== "radio" || one.name !== from.name));
    const next = all.find((one) => from.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
    if (next) { next.focus(); }
  }
  // A question is answered by the number of its answer; another answer may put another question, which comes next.
  function answer(question, at) {
    const one = question.querySelectorAll("input[type=radio], input[type=checkbox]")[at];
    if (!one) { return; }
    one.checked = one.type === "radio" || !one.checked;
    one.focus();
    one.dispatchEvent(new Event("change", { bubbles: true }));
    if (one.type === "radio") {
      settled(() => {
        const after = document.getElementById(question.id)?.nextElementSibling;
        const next = after && (after.querySelector("input:checked") || after.querySelector("input"));
        if (next && document.activeElement.closest(".question")?.id === question.id) { next.focus(); }
      });
    }
  }
  function rest() {
    let last = null;
    // What nobody must bring is not there because the rest is: that is said of each.
    rows().filter((row) => !row.querySelector(".states input:checked, .states input[value=none]")).forEach((row) => {
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
    // Enter in the words beside a paper goes on to the next one; it never sends the page away half looked at.
    if (event.key === "Enter" && event.target.closest("#counter") && event.target.matches("input:not([type=file])")) {
      event.preventDefault();
      const noted = event.target.closest(".note-paper") && event.target.closest("[data-check]");
      if (noted) { step(noted, 1); } else { along(event.target); }
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
    const question = event.target.closest("#questions .question");
    if (question && /^[1-9]$/.test(event.key) && event.target.matches("input[type=radio], input[type=checkbox]")) {
      event.preventDefault(); answer(question, Number(event.key) - 1); return;
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
  // The whole middle may come anew while somebody answers on: what was said since it was asked for stands, and is sent.
  let sent = null, newer = [];
  const counter = () => document.getElementById("counter");
  const said = () => new Map([...counter().elements].filter((one) => one.name && !/^(hidden|file|submit|button)$/.test(one.type))
    .map((one) => [one.name + "\n" + (/radio|checkbox/.test(one.type) ? one.value : ""), /radio|checkbox/.test(one.type) ? one.checked : one.value]));
  document.addEventListener("htmx:beforeRequest", (event) => { if (event.target.id === "counter") { sent = said(); } });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!sent || event.detail.target.id !== "counter") { return; }
    newer = [...said()].filter(([key, value]) => sent.has(key) && sent.get(key) !== value);
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (!newer.length || !counter()) { return; }
    const again = newer; newer = [];
    for (const [key, value] of again) {
      const [name, one] = key.split("\n"), found = [...document.getElementsByName(name)];
      const field = /radio|checkbox/.test(found[0]?.type) ? found.find((each) => each.value === one) : found[0];
      if (!field) { continue; }
      if (typeof value === "boolean") { field.checked = value; } else { field.value = value; }
    }
    counter().dispatchEvent(new Event("change", { bubbles: true }));
  });
  const first = counter() && !document.querySelector(".faults") && !window.location.hash
    && document.querySelector("#questions :is(input:not([type=hidden]), select)");
  if (first && document.activeElement === document.body) { first.focus({ preventScroll: true }); }
  // What was typed a moment ago is on its way: who goes on waits for the answer, not for a clock.
  let busy = 0;
  const late = () => document.querySelector(".htmx-request") !== null || busy > 0;
  function settled(go) {
    window.setTimeout(() => { if (late()) { settled(go); } else { go(); } }, 160);
  }
  document.addEventListener("htmx:afterSwap", (event) => {
    const card = document.querySelector("[data-card]");
    if (event.detail.target.id === "person-found" && card) {
      const wrong = event.detail.target.querySelector(".wrong-text") !== null;
      card.setAttribute("aria-invalid", String(wrong));
      if (wrong) { card.focus(); card.select(); }
    }
  });
  document.addEventListener("htmx:beforeRequest", () => { busy += 1; });
  document.addEventListener("htmx:afterRequest", () => { busy = Math.max(0, busy - 1); });
})();
