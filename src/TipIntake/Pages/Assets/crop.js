// Draws the chosen photo and lets people mark by dragging what to keep and what to cover. The numbers below are what is sent.

const form = document.querySelector("[data-crop]");
const drawing = form.querySelector("[data-drawing]");
const canvas = form.querySelector("[data-picture]");
const crop = form.elements.crop;
const rows = form.querySelector("[data-covers]");
const more = form.querySelector("[data-more]");
const said = form.querySelector("[data-said]");
const most = 720;

let picture = null;
let scale = 1;
let tool = "crop";
let start = null;

const covers = () => [...rows.querySelectorAll("[name=cover]")];
const covered = () => covers().filter(cover => cover.value);

function addRow() {
  const count = covers().length;
  if (count >= Number(rows.dataset.most)) {
    return null;
  }

  const row = covers()[0].closest("p").cloneNode(true);
  const [label, field] = [row.querySelector("label"), row.querySelector("input")];
  label.htmlFor = field.id = `cover-${count}`;
  label.textContent = label.textContent.replace(/\d+/, count + 1);
  field.value = "";
  more.parentElement.before(row);
  more.hidden = count + 1 >= Number(rows.dataset.most);
  return field;
}

function say() {
  const count = covered().length;
  const key = count >= Number(rows.dataset.most) ? "full" : ["none", "one"][count] ?? "some";
  said.textContent = said.dataset[key].replace("{count}", count);
}

const numbers = text => {
  const parts = text.split(",").map(part => Number.parseInt(part, 10));
  return parts.length === 4 && parts.every(Number.isInteger) ? parts : null;
};

function draw(live) {
  say();
  const pen = canvas.getContext("2d");
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const kept = live && tool === "crop" ? live : numbers(crop.value);
  for (const area of [...covers().map(cover => numbers(cover.value)), live && tool === "cover" ? live : null]) {
    if (area) {
      pen.fillStyle = "#000";
      pen.fillRect(...area.map(number => number * scale));
    }
  }

  if (kept) {
    const [left, top, width, height] = kept.map(number => number * scale);
    pen.fillStyle = "rgba(0, 0, 0, .6)";
    pen.fillRect(0, 0, canvas.width, top);
    pen.fillRect(0, top + height, canvas.width, canvas.height - top - height);
    pen.fillRect(0, top, left, height);
    pen.fillRect(left + width, top, canvas.width - left - width, height);
  }
}

function at(event) {
  const box = canvas.getBoundingClientRect();
  const clamp = (value, limit) => Math.round(Math.min(Math.max(value, 0), limit));
  return [
    clamp((event.clientX - box.left) / box.width * picture.width, picture.width),
    clamp((event.clientY - box.top) / box.height * picture.height, picture.height),
  ];
}

const between = (one, other) => [Math.min(one[0], other[0]), Math.min(one[1], other[1]), Math.abs(one[0] - other[0]), Math.abs(one[1] - other[1])];

form.elements.file.addEventListener("change", async event => {
  const [file] = event.target.files;
  try {
    picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    drawing.hidden = true;
    return;
  }

  drawing.hidden = false;
  scale = Math.min(1, most / picture.width);
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  draw();
});

canvas.addEventListener("pointerdown", event => {
  start = at(event);
  canvas.setPointerCapture(event.pointerId);
});

canvas.addEventListener("pointermove", event => {
  if (start) {
    draw(between(start, at(event)));
  }
});

canvas.addEventListener("pointerup", event => {
  const area = start && between(start, at(event));
  start = null;
  if (area && area[2] > 0 && area[3] > 0) {
    const field = tool === "crop" ? crop : covers().find(cover => !cover.value) ?? addRow();
    if (field) {
      field.value = area.join(",");
    }
  }

  draw();
});

for (const button of drawing.querySelectorAll("[data-tool]")) {
  button.addEventListener("click", () => {
    tool = button.dataset.tool;
    drawing.querySelectorAll("[data-tool]").forEach(other => other.setAttribute("aria-pressed", String(other === button)));
  });
}

drawing.querySelector("[data-clear]").addEventListener("click", () => {
  [crop, ...covers()].forEach(field => { field.value = ""; });
  draw();
});

drawing.querySelector("[data-back]").addEventListener("click", () => {
  const last = covered().pop();
  if (last) {
    last.value = "";
  }

  draw();
});

more.hidden = covers().length >= Number(rows.dataset.most);
more.addEventListener("click", () => addRow()?.focus());

form.addEventListener("input", () => picture && draw());
