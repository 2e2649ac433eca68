// Visits on a phone: taken along while there is a connection, recorded without one, sent once when it is back.
(() => {
  "use strict";
  const kept = window.yiciSealed, words = document.getElementById("visit-words").dataset;
  const list = document.getElementById("visits"), line = document.getElementById("line");
  const DAYS = 3 * 24 * 3600 * 1000, AT = "visit:", WIDEST = 1600, QUALITY = 0.82, MOST = 10;
  let owner = "", csrf = "", chunk = 524288, busy = false;
  const say = (word, n) => (words[word] || "").replace("{n}", n ?? "");
  const el = (name, told = {}, ...inside) => {
    const made = document.createElement(name);
    Object.entries(told).forEach(([key, value]) => { if (key === "text") { made.textContent = value; } else if (value !== false && value !== null) { made.setAttribute(key, value === true ? "" : value); } });
    made.append(...inside.filter(Boolean));
    return made;
  };
  const addressOf = (key) => AT + key;
  const save = (visit) => kept.keep(owner, addressOf(visit.told.key), visit, DAYS);
  const all = async () => {
    const found = [];
    for (const { address } of await kept.pages(AT)) {
      if (address.includes("#")) { continue; }
      const visit = await kept.read(owner, address).catch(() => null);
      if (visit) { found.push(visit); }
    }
    return found.sort((one, other) => one.told.key.localeCompare(other.told.key));
  };
  class Login extends Error {}
  async function ask(address, options = {}) {
    const answer = await fetch(address, { credentials: "same-origin", headers: { "X-CSRFToken": csrf, ...(options.headers || {}) }, ...options, redirect: "manual" });
    if (answer.type === "opaqueredirect") { throw new Login(); }
    return answer;
  }

  // --- taking along
  async function takeAlong() {
    const answer = await ask(words.today);
    if (!answer.ok) { throw new Login(); }
    const told = await answer.json();
    owner = told.owner; csrf = told.csrf; chunk = told.chunk;
    await kept.tidy([owner]);
    for (const one of told.visits) {
      const before = await kept.read(owner, addressOf(one.key));
      if (before && before.id) { continue; }
      const fetched = await ask(one.href);
      if (fetched.ok) { await save({ told: await fetched.json(), said: before ? before.said : fresh(), photos: before ? before.photos : [] }); }
    }
    const wanted = told.visits.map((one) => addressOf(one.key));
    for (const visit of await all()) {
      const untouched = !visit.id && !Object.keys(visit.said.points).length && !visit.photos.length;
      if (!wanted.includes(addressOf(visit.told.key)) && (untouched || visit.state === "done")) { await forget(visit); }
    }
  }
  const fresh = () => ({ points: {}, remarks: {}, note: "", officers: null });
  async function forget(visit) {
    for (const one of visit.photos) { await kept.drop(one.address); }
    await kept.drop(addressOf(visit.told.key));
  }

  // --- one visit as a form
  const pointsOf = (visit) => visit.told.items.flatMap((item) => item.points);
  const open = (visit) => pointsOf(visit).filter((point) => !visit.said.points[point.code]);
  const people = (visit) => visit.said.officers || visit.told.people.map((one) => one.id);
  function status(visit) {
    if (visit.state === "gone") { return words.gone; }
    if (visit.state === "changed") { return words.changed; }
    if (visit.state === "declined") { return words.declined; }
    if (visit.state === "refused") { return words.refused.replace("{text}", visit.wrong || ""); }
    if (visit.state === "done") { return words.done; }
    if (visit.state === "waiting") { return say("sent", visit.missing); }
    if (visit.state === "sending") { return words.sending; }
    if (visit.id) { return words.waiting; }
    return words.kept;
  }
  function form(visit) {
    const told = visit.told, id = told.key.replace(/[^a-z0-9]/gi, "");
    const card = el("article", { class: "visit card", id: `v${id}`, "aria-labelledby": `t${id}` },
      el("h2", { id: `t${id}`, text: told.matter }), el("p", { class: "numbers note", text: told.number }),
      el("p", { text: [told.applicant, told.address, told.day].filter(Boolean).join(" · ") }),
      el("p", { class: "state notice slim", role: "status", text: status(visit) }));
    const sent = visit.id && !["changed", "declined", "refused"].includes(visit.state);
    const away = visit.state === "gone" || visit.state === "done";
    if (away) { card.append(button(words.drop, "go quiet", async () => { await forget(visit); await show(); })); return card; }
    if (sent) { return card; }
    told.items.forEach((item) => {
      card.append(el("h3", { text: `${item.department} · ${item.name}` }));
      item.points.forEach((point, number) => card.append(judge(visit, point, `${id}-${item.id}-${number}`)));
    });
    card.append(el("fieldset", {}, el("legend", { text: words.people }), ...told.people.map((one) => {
      const box = el("input", { type: "checkbox", value: one.id, checked: people(visit).includes(one.id), disabled: one.id === told.me });
      box.addEventListener("change", () => { visit.said.officers = people(visit).filter((other) => other !== one.id).concat(box.checked ? [one.id] : []); save(visit); });
      return el("label", { class: "choice" }, box, el("span", { text: one.name }));
    })));
    const note = el("textarea", { rows: 3, maxlength: 2000, "aria-label": words.note, placeholder: words.note });
    note.value = visit.said.note;
    note.addEventListener("input", () => { visit.said.note = note.value; save(visit); });
    card.append(note, pictures(visit));
    const wrong = el("p", { class: "wrong-text", role: "alert", hidden: true });
    card.append(wrong, el("p", { class: "actions" }, button(words.send, "go", async () => {
      const left = open(visit).length;
      const fault = left ? say("need", left) : people(visit).length < 2 ? words.two : "";
      wrong.textContent = fault; wrong.hidden = !fault;
      if (left) { const next = [...card.querySelectorAll(".judge-point")].find((one) => !one.querySelector("input:checked")); next.closest("fieldset").scrollIntoView({ block: "center" }); next.querySelector("input").focus({ preventScroll: true }); }
      if (fault) { return; }
      visit.id = visit.id && visit.state !== "declined" && visit.state !== "changed" && visit.state !== "refused" ? visit.id : crypto.randomUUID();
      visit.made = visit.made || new Date().toISOString(); visit.state = "";
      await save(visit); await show(); await sendAll();
    })));
    return card;
  }
  function judge(visit, point, id) {
    const box = el("fieldset", {}, el("legend", { text: point.text }));
    const both = el("div", { class: "judge-point" });
    [["good", words.good], ["bad", words.bad]].forEach(([value, name]) => {
      const radio = el("input", { type: "radio", name: id, value, checked: visit.said.points[point.code] === value });
      radio.addEventListener("change", () => { visit.said.points[point.code] = value; save(visit); });
      both.append(el("label", {}, radio, el("span", { text: name })));
    });
    const remark = el("input", { type: "text", maxlength: 500, placeholder: words.remark, "aria-label": `${point.text} ${words.remark}` });
    remark.value = visit.said.remarks[point.code] || "";
    remark.addEventListener("input", () => { visit.said.remarks[point.code] = remark.value; save(visit); });
    box.append(both, remark);
    return box;
  }
  function button(text, look, act) {
    const made = el("button", { type: "button", class: look, text });
    made.addEventListener("click", act);
    return made;
  }

  // --- photographs: made small before they are kept, so that a weak connection can carry them
  function pictures(visit) {
    const shown = el("div", { class: "pictures" });
    visit.photos.forEach((photo, number) => {
      const image = el("img", { alt: say("photo", number + 1), width: 96, height: 96 });
      kept.bytesOf(owner, photo.address).then((bytes) => { if (bytes) { blobToData(new Blob([bytes], { type: "image/jpeg" })).then((data) => { image.src = data; }); } });
      shown.append(el("figure", {}, image, button(words.remove, "link danger", async () => {
        visit.photos = visit.photos.filter((one) => one !== photo); await kept.drop(photo.address); await save(visit); await show();
      })));
    });
    const input = el("input", { type: "file", accept: "image/jpeg,image/png", capture: "environment", "aria-label": words.camera });
    input.addEventListener("change", async () => {
      for (const file of [...input.files].slice(0, MOST - visit.photos.length)) {
        const small = await smaller(file), address = `${addressOf(visit.told.key)}#${crypto.randomUUID()}`;
        await kept.keepBytes(owner, address, await small.arrayBuffer(), DAYS);
        visit.photos.push({ address, name: `${visit.told.number}-${visit.photos.length + 1}.jpg`, size: small.size, sent: "" });
      }
      await save(visit); await show();
    });
    return el("div", {}, el("h3", { text: words.photos }), shown, visit.photos.length < MOST && el("span", { class: "camera-label" }, el("span", { text: words.camera, "aria-hidden": "true" }), input));
  }
  const blobToData = (blob) => new Promise((done) => { const reader = new FileReader(); reader.onload = () => done(reader.result); reader.readAsDataURL(blob); });
  async function smaller(file) {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const by = Math.min(1, WIDEST / Math.max(picture.width, picture.height));
    const canvas = el("canvas", { width: Math.round(picture.width * by), height: Math.round(picture.height * by) });
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  }

  // --- sending: photographs first, then the record under its own name
  async function sendPhoto(visit, photo) {
    const bytes = await kept.bytesOf(owner, photo.address);
    if (!bytes) { visit.photos = visit.photos.filter((one) => one !== photo); return; }
    const announced = new FormData();
    [["name", photo.name], ["size", bytes.byteLength], ["mark", photo.address.slice(-36)]].forEach(([name, value]) => announced.append(name, value));
    const begun = await (await good(ask(visit.told.uploads, { method: "POST", body: announced }))).json();
    for (let at = begun.received; at < bytes.byteLength;) {
      const piece = bytes.slice(at, at + begun.chunk);
      const went = await (await good(ask(`${visit.told.uploads}${begun.id}/?at=${at}`, { method: "POST", body: piece, headers: { "Content-Type": "application/octet-stream", "X-CSRFToken": csrf } }))).json();
      if (went.received <= at) { throw new Error("no progress"); }
      at = went.received;
    }
    const came = await (await good(ask(`${visit.told.uploads}${begun.id}/finish/`, { method: "POST", body: announced }))).json();
    photo.sent = came.id;
    await save(visit);
  }
  async function good(asking) {
    const answer = await asking;
    if (!answer.ok) { const told = await answer.json().catch(() => ({})); const fault = new Error(told.wrong || answer.status); fault.told = told; fault.status = answer.status; throw fault; }
    return answer;
  }
  async function send(visit) {
    visit.state = "sending"; await save(visit);
    for (const photo of visit.photos.filter((one) => !one.sent)) { await sendPhoto(visit, photo); }
    const said = visit.said;
    const body = JSON.stringify({
      id: visit.id, mark: visit.told.mark, made_at: visit.made, items: visit.told.items.map((one) => one.id), officers: people(visit),
      failed: Object.keys(said.points).filter((code) => said.points[code] === "bad"), remarks: said.remarks, note: said.note,
      photos: visit.photos.map((one) => one.sent),
    });
    const answer = await (await good(ask(visit.told.record, { method: "POST", body, headers: { "Content-Type": "application/json", "X-CSRFToken": csrf } }))).json();
    visit.state = answer.state; visit.missing = answer.missing;
    await save(visit);
  }
  async function settle(visit, fault) {
    const told = fault.told || {};
    if (told.code === "onsite.changed" && told.visit) {
      const points = new Set(told.visit.items.flatMap((item) => item.points.map((point) => point.code)));
      visit.told = told.visit; visit.state = "changed"; visit.said.officers = null;
      Object.keys(visit.said.points).filter((code) => !points.has(code)).forEach((code) => { delete visit.said.points[code]; delete visit.said.remarks[code]; });
    } else if (told.code === "onsite.changed" || fault.status === 404) { visit.state = "gone"; }
    else if (fault.status >= 400 && fault.status < 500 && told.code !== "onsite.photo_missing") { visit.state = "refused"; visit.wrong = told.wrong || ""; }
    else { visit.state = ""; if (told.code === "onsite.photo_missing") { visit.photos.forEach((one) => { one.sent = ""; }); } }
    await save(visit);
  }
  async function sendAll() {
    if (busy || !navigator.onLine) { return; }
    busy = true;
    try {
      await takeAlong();
      for (const visit of (await all()).filter((one) => one.id && ["", "sending", undefined].includes(one.state))) {
        try { await send(visit); } catch (fault) {
          if (fault instanceof Login || fault instanceof TypeError) { visit.state = ""; await save(visit); throw fault; }
          await settle(visit, fault);
        }
      }
      line.textContent = words.online;
    } catch (fault) { line.textContent = fault instanceof Login ? words.login : words.offline; }
    busy = false;
    await show();
  }
  async function show() {
    const visits = owner ? await all() : [], at = document.activeElement?.closest?.(".visit")?.id;
    list.replaceChildren(...visits.map(form));
    if (!visits.length) { list.append(el("p", { class: "card", text: words.none })); }
    if (at) { document.getElementById(at)?.setAttribute("tabindex", "-1"); document.getElementById(at)?.focus(); }
  }
  async function begin() {
    line.hidden = false;
    if (!kept.able) { line.textContent = words.unable; return; }
    if ("serviceWorker" in navigator) { navigator.serviceWorker.register(words.worker, { scope: new URL(words.worker, location).pathname.replace(/worker\.js$/, "") }).catch(() => {}); }
    owner = (await kept.pages(AT))[0]?.owner || "";
    await show();
    if (navigator.onLine) { await sendAll(); } else { line.textContent = words.offline; }
  }
  window.addEventListener("online", sendAll);
  window.addEventListener("offline", () => { line.textContent = words.offline; });
  begin();
})();
