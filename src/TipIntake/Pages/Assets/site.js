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
addEventListener("keydown", event => {
  if (event.key !== "Escape") {
    return;
  }

  presses = [...presses.filter(at => event.timeStamp - at < 2000), event.timeStamp];
  if (presses.length === 3) {
    leave(document.querySelector("[data-leave]"));
  }
});
