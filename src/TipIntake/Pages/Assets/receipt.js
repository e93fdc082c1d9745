// Copying and printing the receipt, and leaving the page behind.

const code = document.getElementById("receipt-code");
const copy = document.querySelector("[data-copy]");
const status = document.querySelector("[data-status]");

document.querySelector("[data-tools]").hidden = false;
document.querySelector("[data-print]").addEventListener("click", () => print());

copy.addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(code.textContent.trim());
    status.textContent = copy.dataset.done;
  } catch {
    getSelection().selectAllChildren(code);
    status.textContent = copy.dataset.failed;
  }
});

// The next page takes the place of this one, so that "back" does not show the code again.
document.querySelector("[data-saved]").addEventListener("click", event => {
  event.preventDefault();
  for (const shown of document.querySelectorAll("[data-code]")) {
    shown.replaceChildren();
  }

  location.replace(event.currentTarget.href);
});
