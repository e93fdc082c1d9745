// Improves the forms that a tip or a message is written in. They work without it.

// In milliseconds. After that nobody is there, and the page says so.
const LONGEST_QUESTION = 10_000;

for (const form of document.querySelectorAll("form[data-tell]")) {
  const text = form.querySelector("textarea");
  const button = form.querySelector("button:not([hidden])");
  const network = form.querySelector("[data-network]");
  const label = button?.textContent;

  const isTooLong = countCharacters(text);

  // Before anybody else hears of it: what cannot be taken is not sent, or it might not come back.
  document.addEventListener("submit", event => {
    if (event.target === form && !isForAnotherLanguage(event) && isTooLong()) {
      event.preventDefault();
      event.stopImmediatePropagation();
      text.focus();
    }
  }, true);

  form.addEventListener("submit", async event => {
    if (isForAnotherLanguage(event)) {
      return;
    }

    event.preventDefault();
    if (button.disabled) {
      return;
    }

    button.disabled = true;
    button.textContent = form.dataset.sending;
    if (await isReachable()) {
      form.dataset.keep = "sent";
      form.submit();
    } else {
      // The page stays, and everything that was typed with it.
      rest();
      network.hidden = false;
      network.focus();
    }
  });

  // Whoever comes back with the browser's arrow can send again.
  addEventListener("pageshow", rest);

  function rest() {
    form.dataset.keep = "";
    if (button) {
      button.disabled = false;
      button.textContent = label;
      network.hidden = true;
    }
  }
}

// Whoever was quicker than this script, and has begun to mend something, is not taken away from it.
if (document.activeElement === document.body) {
  document.getElementById("trouble")?.focus();
}

// These buttons have a form of their own to answer.
function isForAnotherLanguage(event) {
  return event.submitter?.name === "again";
}

// Asks for something small before the page is given up: a browser's own "no connection" page would take the text with it, and so would the
// page of a proxy that finds nobody behind it. It is a page that no cache on the way may keep, so only the service itself can say yes.
async function isReachable() {
  try {
    const answer = await fetch(`/${document.documentElement.lang}/receipt`, { method: "HEAD", cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(LONGEST_QUESTION) });
    return answer.ok;
  } catch {
    return false;
  }
}

function countCharacters(text) {
  const most = Number(text.dataset.most);
  const said = document.createElement("p");
  text.after(said);
  text.addEventListener("input", show);
  show();
  return () => left() < 0;

  // Characters as people and the server count them: an emoji is one.
  function left() {
    return most - [...text.value].length;
  }

  function show() {
    const count = left();
    said.textContent = count > 500 ? "" : (count >= 0 ? text.dataset.left : text.dataset.over).replace("{count}", Math.abs(count).toLocaleString(document.documentElement.lang));
    said.className = count < 0 ? "fault" : "hint";
    said.setAttribute("role", count < 0 ? "alert" : "status");
    if (count < 0) {
      text.setAttribute("aria-invalid", "true");
    } else if (said.dataset.over) {
      text.removeAttribute("aria-invalid");
    }

    said.dataset.over = count < 0 ? "yes" : "";
  }
}
