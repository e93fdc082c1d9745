// Whoever would lose what they wrote is asked first; not on the way out (then the form is gone), and not when it is sent.

const written = ["text", "place", "period", "link", "contact"];
let sent = false;

addEventListener("submit", event => {
  sent = !event.defaultPrevented && event.target.matches("[data-keep]");
});

addEventListener("pageshow", () => {
  sent = false;
});

addEventListener("beforeunload", event => {
  const form = document.querySelector("form[data-keep]");
  if (!sent && form?.dataset.keep !== "sent" && written.some(name => form?.elements[name]?.value.trim())) {
    event.preventDefault();
  }
});
