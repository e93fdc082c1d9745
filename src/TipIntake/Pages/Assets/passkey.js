// Passkeys: asks the server, shows it to the device, brings back what the device says.

const words = {
  working: "Waiting for your device…",
  missing: "This browser is too old for passkeys.",
  cancelled: "That did not work. Nothing was changed; try again.",
  refused: "That was refused. Try another passkey, or ask an administrator.",
  link: "This link is not complete, was used already, or is too old. Ask for a new one.",
  away: "The service cannot be reached just now. Try again in a moment.",
};

async function send(address, token, body) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Form-Token": token },
    body: JSON.stringify(body),
  });
  if (!answer.ok) {
    throw new Error(answer.status === 404 ? "link" : answer.status < 500 ? "refused" : "away");
  }

  return answer.status === 204 ? null : answer.json();
}

async function ask(form, extra) {
  const address = form.dataset.passkey;
  const { options } = await send(`${address}/options`, form.dataset.token, extra.code ? { code: extra.code } : {});
  const asked = JSON.parse(options);
  const shown = "makes" in form.dataset
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked) });
  await send(address, form.dataset.token, { ...extra, credential: JSON.stringify(shown) });
}

for (const form of document.querySelectorAll("[data-passkey]")) {
  const status = form.querySelector("[data-status]");
  const button = form.querySelector("button");
  form.addEventListener("submit", async event => {
    event.preventDefault();
    if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
      status.textContent = words.missing;
      return;
    }

    const extra = {};
    if ("fromLink" in form.dataset) {
      extra.code = location.hash.slice(1);
    }

    if (form.elements.label) {
      extra.label = form.elements.label.value;
    }

    button.disabled = true;
    status.textContent = words.working;
    try {
      await ask(form, extra);
      location.replace(form.dataset.next);
    } catch (fault) {
      status.textContent = words[fault.message] ?? (fault instanceof TypeError ? words.away : words.cancelled);
      button.disabled = false;
    }
  });
}
