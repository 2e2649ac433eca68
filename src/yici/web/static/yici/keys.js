// Passkeys: the library's forms are told of by data, and what the browser says no to is said on the page.
document.querySelectorAll("script[data-key-form]").forEach((told) => {
  window.allauth.webauthn.forms[told.dataset.keyForm](JSON.parse(told.textContent));
});
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.querySelectorAll("[data-key-failed]").forEach((said) => { said.hidden = false; said.tabIndex = -1; said.focus(); });
});
