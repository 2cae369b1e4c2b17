// Shows a button beside each feed's address that copies it. Without scripts there is none.
"use strict";

async function copy(text, code) {
  try {
    await navigator.clipboard.writeText(text); // only where the page came by TLS, or from here
  } catch {
    getSelection().selectAllChildren(code);
    if (!document.execCommand("copy")) return false; // it stays selected: Ctrl+C does the rest
  }
  return true;
}

for (const button of document.querySelectorAll("button[data-done]")) {
  const code = button.parentElement.querySelector("code");
  const name = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (!(await copy(code.textContent, code))) return;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = name; }, 2500);
  });
}
