// Improves the queue and the page of a lead: keys, the claim kept while the page is open, news. Both pages work without it.

const RENEW_EVERY = 45_000;
const KEYS_OFF = "triage-keys-off";

const holder = document.querySelector("[data-holder]");
const verdict = document.querySelector("[data-verdict]");
const news = document.querySelector("[data-news]");
const help = document.querySelector("[data-help]");
const token = document.querySelector("input[name=form-token]")?.value;

// ---- The claim: renewed while somebody looks at the page.

async function claim() {
  const answer = await fetch(holder.dataset.claim, { method: "POST", headers: { "X-Form-Token": token, Accept: "application/json" } });
  if (answer.status === 409) {
    say("A colleague has taken this lead over. What you decide here would not count.");
    holder.dataset.holder = "colleague";
    verdict?.setAttribute("inert", "");
  }

  return answer.ok;
}

function keepClaim() {
  if (holder?.dataset.holder === "you" && !document.hidden) {
    claim().catch(() => {});
  }
}

if (holder) {
  setInterval(keepClaim, RENEW_EVERY);
  document.addEventListener("visibilitychange", keepClaim);
}

// ---- News: said, not done. Nothing moves under anybody's hands.

let counts = { opened: 0, decided: 0, joined: 0 };
let source = null;

function say(text) {
  news.querySelector("[data-said]").textContent = text;
  news.hidden = false;
}

const many = (count, one, more) => (count === 1 ? `1 ${one}` : `${count} ${more}`);

function tell(change) {
  for (const name of Object.keys(counts)) {
    counts[name] += change[name] ?? 0;
  }

  if (!holder) {
    const parts = [counts.opened && many(counts.opened, "new lead", "new leads"), counts.decided && many(counts.decided, "was decided", "were decided")].filter(Boolean);
    if (parts.length > 0) {
      say(`${parts.join(", ")}.`);
    }
  } else if (change.decided) {
    say("Somebody has decided about this lead.");
  } else if (change.opened) {
    say("This lead is open again.");
  } else if (change.joined) {
    say("More tips have come to this lead.");
  } else if (change.holder === "colleague" || (change.holder === "nobody" && holder.dataset.holder === "colleague")) {
    say(change.holder === "colleague" ? "A colleague has taken this lead." : "The lead is free now.");
  }
}

// Only while the page is looked at: a browser keeps few connections open at once.
function listen() {
  source?.close();
  source = null;
  if (!document.hidden) {
    source = new EventSource(news.dataset.news);
    source.addEventListener("ready", () => { news.dataset.live = ""; });
    source.addEventListener("change", event => tell(JSON.parse(event.data)));
  }
}

if (news) {
  listen();
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => source?.close());
}

// ---- The decision: what is chosen is said, and only one is open.

let stage = null;

function choose(radio) {
  radio.checked = true;
  radio.focus({ preventScroll: true });
  radio.closest("details").scrollIntoView({ block: "nearest" });
  sayChosen();
}

const chosen = () => verdict?.querySelector("input[name=verdict]:checked");

function sayChosen() {
  verdict.querySelector("[data-chosen]").textContent = chosen()?.value.replace("/", ": ").replaceAll("-", " ") ?? "";
}

function open(details) {
  for (const other of verdict.querySelectorAll("[data-decision]")) {
    other.open = other === details;
  }

  details.querySelector("summary").focus({ preventScroll: true });
  details.scrollIntoView({ block: "nearest" });
  stage = details;
}

// As if nothing had been chosen; the focus stays near, and Enter decides nothing.
function beginAgain() {
  for (const details of verdict.querySelectorAll("[data-decision]")) {
    forget(details);
    details.open = false;
  }

  stage = null;
  sayChosen();
  verdict.focus({ preventScroll: true });
}

function forget(details) {
  const radio = details.querySelector("input[name=verdict]:checked");
  if (radio) {
    radio.checked = false;
  }
}

// What is closed is not chosen: nothing is decided that cannot be seen.
function closed(event) {
  if (event.target.matches("[data-decision]") && !event.target.open) {
    forget(event.target);
    stage = stage === event.target ? null : stage;
    sayChosen();
  }
}

verdict?.addEventListener("change", sayChosen);
verdict?.addEventListener("toggle", closed, { capture: true });

function number(digit) {
  if (stage) {
    const radio = stage.querySelectorAll("input[name=verdict]")[digit - 1];
    if (radio) {
      choose(radio);
      stage = null;
    }
  } else {
    const details = verdict.querySelectorAll("[data-decision]")[digit - 1];
    if (details) {
      open(details);
    }
  }
}

// ---- Keys, for one hand. Never while somebody types.

const isOff = () => localStorage.getItem(KEYS_OFF) !== null;

const isTyping = target => target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]") != null;

function press(key) {
  const button = document.querySelector(`button[data-key="${key}"]`);
  if (button && !button.closest("[inert]")) {
    button.click();
  }

  return button !== null;
}

function search() {
  const field = document.querySelector("#search");
  if (!field) {
    location.assign(document.querySelector(".back a").href + "#search");
    return;
  }

  field.closest("details").open = true;
  field.focus();
}

const acts = {
  n: () => press("n"),
  c: () => press("c"),
  u: () => press("u"),
  "/": () => { search(); return true; },
  "?": () => { help.showModal(); return true; },
};

function decide() {
  const radio = chosen();
  if (radio && !verdict.inert) {
    radio.form.requestSubmit(radio.form.querySelector("button[value=decide-next]"));
  }

  return radio != null;
}

addEventListener("keydown", event => {
  if (event.defaultPrevented || event.repeat || event.isComposing || event.ctrlKey || event.altKey || event.metaKey || help.open || isOff() || isTyping(event.target)) {
    return;
  }

  const isControl = event.target.closest?.("a, button, summary") != null;
  let done = false;
  if (event.key === "Enter") {
    // What has the focus and can be pressed is meant itself.
    done = !isControl && decide();
  } else if (event.key === "Escape" && verdict) {
    beginAgain();
  } else if (/^[1-8]$/.test(event.key) && verdict && !verdict.inert) {
    number(Number(event.key));
    done = true;
  } else if (Object.hasOwn(acts, event.key)) {
    done = acts[event.key]();
  }

  if (done) {
    event.preventDefault();
  }
});

const legend = document.querySelector("[data-keys]");
const keysOn = document.querySelector("[data-keys-on]");
keysOn.checked = !isOff();
keysOn.addEventListener("change", () => {
  if (keysOn.checked) {
    localStorage.removeItem(KEYS_OFF);
  } else {
    localStorage.setItem(KEYS_OFF, "");
  }
});
legend.hidden = false;
legend.querySelector("[data-help-open]").addEventListener("click", () => help.showModal());

if (location.hash === "#search") {
  search();
}
