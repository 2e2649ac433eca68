// Files go up by chunks as soon as they are chosen, one after the other; without this file the form sends them whole.
// What is on its way is sent on after a lost connection, and after a reload once the same file is chosen again.
(() => {
  const words = document.getElementById("upload-words");
  if (!words || !window.fetch || !Blob.prototype.slice) { return; }
  const WAITS = [1, 2, 4, 8, 15, 30];
  const waiting = [];
  let busy = false, held = null, page = document.querySelector("[data-uploads]")?.closest("form");
  if (!page) { return; }
  const secret = page.querySelector("[name=csrfmiddlewaretoken]").value;
  const english = !document.documentElement.lang.startsWith("zh");

  const size = (bytes) => (bytes < 1048576 ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / 1048576).toLocaleString(english ? "en" : "zh-CN", { maximumFractionDigits: 1, minimumFractionDigits: 1 })} MB`);
  const say = (word, file, done) => words.dataset[word].replace("{name}", () => file.name)
    .replace("{done}", () => size(done || 0)).replace("{all}", () => size(file.size));
  const mark = (file) => `${file.lastModified} ${file.webkitRelativePath || ""}`.trim();
  const pause = (seconds) => new Promise((done) => {
    const timer = window.setTimeout(over, seconds * 1000);
    function over() { window.clearTimeout(timer); window.removeEventListener("online", over); done(); }
    window.addEventListener("online", over);
  });

  // A line for each file: what is said of it, how far it is, and a button that ends it.
  class Line {
    constructor(place, file) {
      this.place = place; this.file = file; this.cancelled = false; this.stop = new AbortController();
      this.row = document.createElement("div"); this.row.className = "sending";
      this.text = document.createElement("p");
      this.bar = document.createElement("progress"); this.bar.max = file.size || 1; this.bar.value = 0;
      this.bar.setAttribute("aria-label", file.name);
      this.button = document.createElement("button"); this.button.type = "button"; this.button.className = "link danger";
      this.button.append(words.dataset.cancel);
      this.button.addEventListener("click", () => this.cancel());
      this.row.append(this.text, this.bar, this.button);
      place.before(this.row);
      this.show(0);
    }
    show(done) { this.bar.value = done; this.text.textContent = say("sending", this.file, done); }
    tell(word) {
      this.text.textContent = say(word, this.file);
      this.announce(word);
    }
    announce(word) { this.place.querySelector("[role=status]").textContent = say(word, this.file); }
    wrong(text) {
      const told = document.createElement("p"); told.className = "wrong-text";
      told.textContent = text.startsWith(this.file.name) ? text : words.dataset.about.replace("{name}", () => this.file.name).replace("{text}", () => text);
      told.setAttribute("role", "alert");
      this.row.replaceWith(told);
    }
    cancel() {
      this.cancelled = true; this.stop.abort();
      if (this.address) { send(`${this.address}cancel/`, new FormData()).catch(() => {}); }
      this.announce("cancelled");
      this.row.remove();
      this.place.querySelector("input[type=file]").focus();
    }
  }

  const send = (address, body, stop) => fetch(address, {
    method: "POST", body, headers: { "X-CSRFToken": secret }, credentials: "same-origin", signal: stop,
  });
  class Refusal extends Error {}

  // Asks until there is an answer: a lost connection or a server that is away is waited for.
  async function asked(line, ask) {
    for (let tries = 0; ; tries += 1) {
      try {
        const answer = await ask();
        if (answer.status < 500 && answer.status !== 429) { if (tries) { line.announce("going"); } return answer; }
      } catch (fault) {
        if (line.cancelled) { throw fault; }
      }
      if (!tries) { line.tell("lost"); }
      await pause(WAITS[Math.min(tries, WAITS.length - 1)]);
      if (line.cancelled) { throw new Error("cancelled"); }
    }
  }

  async function told(answer) {
    const kind = answer.headers.get("Content-Type") || "";
    const said = kind.startsWith("application/json") ? await answer.json() : {};
    if (answer.ok || "received" in said) { return said; }
    throw new Refusal(said.wrong || "");
  }

  async function upload(line) {
    const { file, place } = line, stop = line.stop.signal;
    const announced = new FormData();
    [["material", place.dataset.material], ["name", file.name], ["size", file.size], ["mark", mark(file)]]
      .forEach(([name, value]) => announced.append(name, value));
    line.announce("began");
    const begun = await told(await asked(line, () => send(place.dataset.uploads, announced, stop)));
    line.address = `${place.dataset.uploads}${begun.id}/`;
    place.closest(".hand-in")?.querySelector(`[data-upload="${begun.id}"]`)?.remove();
    for (let at = begun.received; at < file.size;) {
      line.show(at);
      const piece = file.slice(at, at + begun.chunk);
      const { received } = await told(await asked(line, () => send(`${line.address}?at=${at}`, piece, stop)));
      // A server that takes other chunks than it said (it was renewed meanwhile) is not asked for ever.
      if (received === at) { throw new Refusal(""); }
      at = received;
    }
    line.show(file.size);
    line.tell("checking");
    const came = await told(await asked(line, () => send(`${line.address}finish/`, announced, stop)));
    if (came.came === undefined) { throw new Refusal(""); }
    place.parentElement.querySelector(".came").innerHTML = came.came;
    place.querySelector("label").firstChild.textContent = place.dataset.more;
    line.row.remove();
    line.announce("kept");
  }

  async function next() {
    if (busy) { return; }
    const line = waiting.shift();
    if (!line) { if (held) { const by = held; held = null; page.requestSubmit(by); } return; }
    busy = true;
    try {
      if (!line.cancelled) { await upload(line); }
    } catch (fault) {
      if (!line.cancelled) { line.wrong((fault instanceof Refusal && fault.message) || say("gone", line.file)); held = null; }
    }
    busy = false;
    next();
  }

  document.querySelectorAll("[data-uploads]").forEach((place) => {
    place.classList.add("at-once");
    place.querySelectorAll("input[type=file]").forEach((input) => input.addEventListener("change", () => {
      const way = page.querySelector(`[name="way:${place.dataset.material}"][value=upload]`);
      if (way) { way.checked = true; }
      place.parentElement.querySelectorAll("[role=alert]").forEach((one) => one.remove());
      [...input.files].forEach((file) => waiting.push(new Line(place, file)));
      input.value = "";
      next();
    }));
  });
  // Whoever goes on meanwhile goes on when all is there.
  page.addEventListener("submit", (event) => {
    if (!busy) { return; }
    event.preventDefault(); event.stopPropagation();
    held = event.submitter;
    const place = document.querySelector(".sending")?.parentElement.querySelector("[role=status]");
    const told = page.querySelector(".held") || document.createElement("p");
    told.className = "held note"; told.setAttribute("role", "status"); told.textContent = words.dataset.wait;
    (held || place || page).after(told);
  });
  window.addEventListener("beforeunload", (event) => { if (busy && !held) { event.preventDefault(); } });
})();
