// Improves what works without it.

// Nothing of the page stays: not on the screen while the other one loads, and not behind the browser's arrow. The way out is known here, so
// nobody waits for us; that we are asked is only for what this site left on the device, and goes on when the page is gone.
function leave() {
  const { href, dataset: { exit } } = document.querySelector("[data-exit]");
  document.title = new URL(exit).hostname;
  document.body.replaceChildren();
  fetch(href, { keepalive: true, redirect: "manual", cache: "no-store" }).catch(() => {});
  location.replace(exit);
}

for (const link of document.querySelectorAll("[data-leave]")) {
  link.addEventListener("click", event => {
    event.preventDefault();
    leave();
  });
}

// Whoever is not alone leaves with three presses of Escape. One that closes a photo counts: only the third leaves.
let presses = [];
document.querySelector("[data-escape]").hidden = false;
addEventListener("keydown", event => {
  if (event.key !== "Escape" || isForSomethingElse(event)) {
    return;
  }

  presses = [...presses.filter(at => event.timeStamp - at < 2000), event.timeStamp];
  if (presses.length === 3) {
    leave();
  }
});

// It closes a list, ends the choice of a letter, is held down, or is part of another shortcut.
function isForSomethingElse(event) {
  return event.defaultPrevented || event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey
    // Some browsers say only by this number that letters are being chosen.
    || event.isComposing || event.keyCode === 229
    || (CSS.supports("selector(:open)") && document.querySelector("select:open") !== null);
}
