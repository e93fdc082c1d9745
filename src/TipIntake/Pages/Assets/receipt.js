// Printing the receipt, and leaving the page behind.

document.querySelector("[data-tools]").hidden = false;
document.querySelector("[data-print]").addEventListener("click", () => print());

// The next page takes the place of this one, so that "back" does not show the code again.
document.querySelector("[data-saved]").addEventListener("click", event => {
  event.preventDefault();
  for (const shown of document.querySelectorAll("[data-code]")) {
    shown.replaceChildren();
  }

  location.replace(event.currentTarget.href);
});
