// While very many tips arrive, the visitor's device shows some work so that the tip is read first. It begins with the first letter that
// is typed, and nobody has to do anything. Without this script the server asks to wait instead.

// In milliseconds; after that the form is sent without.
const LONGEST_QUESTION = 10_000;
const form = document.querySelector("form[data-challenge]");
const refused = form?.dataset.challenge.endsWith("?refused=true");
const shown = form?.querySelector("[data-check]");
const bar = shown?.querySelector("progress");
// A second one of this name would be refused.
const policy = form && window.trustedTypes?.createPolicy("proof-worker", { createScriptURL: () => form.dataset.worker });
let work;
let worker;
let passes = false;

if (form) {
  form.addEventListener("input", () => work ??= begin(), { once: true });
  // What was written stands there already, and only work brings it through.
  if (refused) work = begin();
  // Before anybody else hears of it.
  document.addEventListener("submit", hold, true);
}

async function hold(event) {
  // Who tells of somebody in danger waits for nothing that would not bring them through, nor does who only wants to read another language.
  const mayWait = !form.elements.disclosure.checked || refused;
  if (event.target !== form || passes || event.submitter?.name === "again" || !mayWait) {
    passes = false;
    return;
  }

  event.preventDefault();
  event.stopImmediatePropagation();
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    // Where the work is done already nothing else here takes any time, and a form that is still being sent cannot be sent again.
    await new Promise(resolve => setTimeout(resolve));
    // The alarm may have gone up, or a challenge may have grown old, while somebody wrote.
    const begun = await work;
    work = begun && performance.now() < begun.expires ? work : begin();
    await (await work)?.done;
  } finally {
    button.disabled = false;
    shown.hidden = true;
    passes = true;
    form.requestSubmit();
  }
}

// Null when nothing is asked for, or cannot be asked for.
async function begin() {
  try {
    const answer = await fetch(form.dataset.challenge, { cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(LONGEST_QUESTION) });
    const challenge = answer.ok ? await answer.json() : {};
    return challenge.needed ? start(challenge) : null;
  } catch {
    return null;
  }
}

function start(challenge) {
  const field = form.elements.proof;
  // Without an answer it counts as having waited, once its time has come.
  field.value = challenge.challenge;
  bar.max = challenge.parts;
  bar.value = 0;
  shown.hidden = false;

  const done = new Promise(resolve => {
    // Where waiting does not help it is not offered.
    if (challenge.waitSeconds) setTimeout(resolve, challenge.waitSeconds * 1000 + 1000);
    const failed = () => challenge.waitSeconds ? waitInstead() : resolve();
    try {
      solve(challenge, failed, answer => {
        field.value = `${challenge.challenge}.${answer}`;
        // Looked at before the form is read.
        if (refused) form.action = `${new URL(form.action).pathname}?proof=${field.value}`;
        shown.hidden = true;
        resolve();
      });
    } catch {
      failed();
    }
  });

  return { done, expires: performance.now() + (challenge.validSeconds - 60) * 1000 };
}

function solve(challenge, failed, solved) {
  // What is left of an older challenge must not answer this one.
  worker?.terminate();
  worker = new Worker(policy?.createScriptURL("") ?? form.dataset.worker);
  worker.onerror = failed;
  worker.onmessage = ({ data }) => {
    bar.value = data.done ?? challenge.parts;
    if (data.answer) {
      worker.terminate();
      solved(data.answer);
    }
  };
  worker.postMessage(challenge);
}

// The time is known to the challenge; the bar only shows that something is going on.
function waitInstead() {
  bar.removeAttribute("value");
}
