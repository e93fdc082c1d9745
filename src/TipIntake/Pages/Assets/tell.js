// Improves the forms that a tip or a message is written in. They work without it.

for (const form of document.querySelectorAll("form[data-tell]")) {
  const text = form.querySelector("textarea");
  const button = form.querySelector("button");
  const network = form.querySelector("[data-network]");
  const label = button?.textContent;

  countCharacters(text);

  form.addEventListener("submit", async event => {
    event.preventDefault();
    if (button.disabled) {
      return;
    }

    button.disabled = true;
    button.textContent = form.dataset.sending;
    if (await isReachable()) {
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
    if (button) {
      button.disabled = false;
      button.textContent = label;
      network.hidden = true;
    }
  }
}

document.getElementById("trouble")?.focus();

// Asks for something small before the page is given up: a browser's own "no connection" page would take the text with it.
async function isReachable() {
  try {
    await fetch(document.querySelector("link[rel=icon]").href, { method: "HEAD", cache: "no-store", credentials: "omit" });
    return true;
  } catch {
    return false;
  }
}

function countCharacters(text) {
  const most = Number(text.dataset.most);
  const said = document.createElement("p");
  said.className = "hint";
  text.after(said);
  text.addEventListener("input", show);
  show();

  // Characters as people and the server count them: an emoji is one.
  function show() {
    const left = most - [...text.value].length;
    said.textContent = left > 500 ? "" : (left >= 0 ? text.dataset.left : text.dataset.over).replace("{count}", Math.abs(left).toLocaleString(document.documentElement.lang));
    said.classList.toggle("fault", left < 0);
    said.setAttribute("role", left < 0 ? "alert" : "status");
  }
}
