// Improves what works without it.

// Whoever is not alone leaves with three presses of Escape.
let presses = [];
addEventListener("keydown", event => {
  if (event.key !== "Escape") {
    return;
  }

  presses = [...presses.filter(at => event.timeStamp - at < 2000), event.timeStamp];
  if (presses.length === 3) {
    location.replace(document.querySelector("[data-leave]").href);
  }
});
