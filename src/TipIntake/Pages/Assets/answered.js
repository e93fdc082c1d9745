// This page answers a form. From now on its address stands in the history as if it had only been opened: neither reloading nor the browser's
// arrow sends the form again, and so they show nobody what this page shows.

history.replaceState(null, "", location.href);

for (const said of document.querySelectorAll("[data-until-closed]")) {
  said.hidden = true;
}

for (const said of document.querySelectorAll("[data-shown-once]")) {
  said.hidden = false;
}
