// One store for what a device keeps of its owner: sealed under a key that no script can read out, gone after its days,
// wiped when they sign out. What is kept is text or bytes under an address; nothing else stands in clear.
window.yiciSealed = (() => {
  "use strict";
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
  async function keyOf(owner, days) {
    const found = await asked((await store("keys")).get(owner));
    const known = found && found.until > Date.now() ? found.key : null;
    if (!days || (known && found.until >= Date.now() + days)) { return known; }
    // What is sealed from now on is to be read as long as it is kept.
    const key = known || await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    await asked((await store("keys", "readwrite")).put({ owner, key, until: Date.now() + days }));
    return key;
  }
  const bound = (owner, address) => new TextEncoder().encode(`${owner} ${address}`);
  async function keepBytes(owner, address, plain, days) {
    const key = await keyOf(owner, days), iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bound(owner, address) }, key, plain);
    await asked((await store("pages", "readwrite")).put({ address, owner, iv, sealed, until: Date.now() + days, at: Date.now() }));
  }
  async function bytesOf(owner, address) {
    const page = await asked((await store("pages")).get(address));
    if (!page || page.owner !== owner || page.until < Date.now()) { return null; }
    const key = await keyOf(owner, 0);
    return key && crypto.subtle.decrypt({ name: "AES-GCM", iv: page.iv, additionalData: bound(owner, address) }, key, page.sealed);
  }
  const keep = (owner, address, told, days) => keepBytes(owner, address, new TextEncoder().encode(JSON.stringify(told)), days);
  async function read(owner, address) {
    const plain = await bytesOf(owner, address);
    return plain ? JSON.parse(new TextDecoder().decode(plain)) : null;
  }
  const drop = async (address) => asked((await store("pages", "readwrite")).delete(address));
  // What is of nobody who sits here now, or too old, goes; whose key ran out, what it sealed cannot be read any more.
  // Where it is not known who sits here, only what is too old. A store that is not there is not made for it.
  async function tidy(owners) {
    const there = (await indexedDB.databases?.())?.some((one) => one.name === "yici") ?? true;
    if (!there) { return; }
    const goes = (one) => one.until < Date.now() || (owners.length > 0 && !owners.includes(one.owner));
    for (const one of (await asked((await store("keys")).getAll())).filter(goes)) { await asked((await store("keys", "readwrite")).delete(one.owner)); }
    for (const one of (await asked((await store("pages")).getAll())).filter(goes)) { await drop(one.address); }
  }
  async function pages(start) {
    const all = await asked((await store("pages")).getAll());
    return all.filter((one) => one.address.startsWith(start) && one.until > Date.now()).map(({ address, owner }) => ({ address, owner }));
  }
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[action$='/logout/'], [data-leaves]")) { wipe(); }
  });
  return { able, keep, keepBytes, read, bytesOf, drop, tidy, wipe, pages };
})();
