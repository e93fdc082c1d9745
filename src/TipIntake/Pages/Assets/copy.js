// Copies what stands elsewhere on the page. Where the browser does not let it, the words are marked, to be copied by hand.

for (const button of document.querySelectorAll("[data-copy]")) {
  const from = document.getElementById(button.dataset.copy);
  const status = button.closest(".row").querySelector("[data-status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText((from.value ?? from.textContent).trim());
      status.textContent = button.dataset.done;
    } catch {
      mark(from);
      status.textContent = button.dataset.failed;
    }
  });
}

function mark(from) {
  if (from.select) {
    from.focus();
    from.select();
  } else {
    getSelection().selectAllChildren(from);
  }
}
