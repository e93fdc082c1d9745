// Improves what works without it.

// Nothing of the page stays: not on the screen while the other one loads, and not behind the browser's arrow.
function leave(link) {
  document.getElementById("main").replaceChildren();
  location.replace(link.href);
}

for (const link of document.querySelectorAll("[data-leave]")) {
  link.addEventListener("click", event => {
    event.preventDefault();
    leave(link);
  });
}

// Whoever is not alone leaves with three presses of Escape.
let presses = [];
document.querySelector("[data-escape]").hidden = false;
addEventListener("keydown", event => {
  if (event.key !== "Escape" || isForSomethingElse(event)) {
    return;
  }

  presses = [...presses.filter(at => event.timeStamp - at < 2000), event.timeStamp];
  if (presses.length === 3) {
    leave(document.querySelector("[data-leave]"));
  }
});

// It closes a photo or a list, ends the choice of a letter, is held down, or is part of another shortcut.
function isForSomethingElse(event) {
  return event.defaultPrevented || event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey
    // Some browsers say only by this number that letters are being chosen.
    || event.isComposing || event.keyCode === 229
    || document.querySelector("dialog[open]") !== null
    || (CSS.supports("selector(:open)") && document.querySelector("select:open") !== null);
}
