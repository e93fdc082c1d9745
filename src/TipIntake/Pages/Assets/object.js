// Looking closely. Without it a photo's link leads to the plain large picture.

const dialog = document.getElementById("zoom");
const stage = dialog.querySelector(".zoom-stage");
const picture = stage.querySelector("img");
const pointers = new Map();
let [scale, x, y, pinch, moved] = [1, 0, 0, 0, 0];

const clamp = (value, most) => Math.max(-most, Math.min(most, value));

function place() {
  const most = side => Math.max(0, (picture[`offset${side}`] * scale - stage[`client${side}`]) / 2 + 40);
  x = scale === 1 ? 0 : clamp(x, most("Width"));
  y = scale === 1 ? 0 : clamp(y, most("Height"));
  picture.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
  stage.classList.toggle("close", scale > 1);
}

// What lies under the point stays under it.
function zoom(by, atX = 0, atY = 0) {
  const next = Math.max(1, Math.min(8, scale * by));
  x = atX - (atX - x) * next / scale;
  y = atY - (atY - y) * next / scale;
  scale = next;
  place();
}

function fromMiddle(event) {
  const box = stage.getBoundingClientRect();
  return [event.clientX - box.left - box.width / 2, event.clientY - box.top - box.height / 2];
}

for (const link of document.querySelectorAll("[data-zoom]")) {
  link.setAttribute("aria-haspopup", "dialog");
  link.addEventListener("click", event => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }

    event.preventDefault();
    const shown = link.querySelector("img");
    picture.src = link.href;
    picture.alt = shown.alt;
    picture.lang = shown.lang;
    [scale, x, y] = [1, 0, 0];
    place();
    dialog.showModal();
    stage.focus();
  });
}

dialog.addEventListener("click", event => {
  const by = event.target.closest("[data-zoom-by]");
  if (by) {
    zoom(Number(by.dataset.zoomBy));
  } else if (event.target.closest("[data-zoom-close]")) {
    dialog.close();
  }
});

stage.addEventListener("wheel", event => {
  event.preventDefault();
  zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, ...fromMiddle(event));
}, { passive: false });

stage.addEventListener("keydown", event => {
  const step = 60;
  const acts = {
    "+": () => zoom(1.5), "=": () => zoom(1.5), "-": () => zoom(1 / 1.5), "0": () => zoom(0),
    ArrowLeft: () => { x += step; place(); }, ArrowRight: () => { x -= step; place(); },
    ArrowUp: () => { y += step; place(); }, ArrowDown: () => { y -= step; place(); },
  };
  if (acts[event.key] && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    acts[event.key]();
  }
});

stage.addEventListener("pointerdown", event => {
  stage.setPointerCapture(event.pointerId);
  pointers.set(event.pointerId, event);
  moved = pointers.size > 1 ? 99 : 0;
  pinch = 0;
});

stage.addEventListener("pointermove", event => {
  const before = pointers.get(event.pointerId);
  if (!before) {
    return;
  }

  pointers.set(event.pointerId, event);
  if (pointers.size === 2) {
    const [one, other] = [...pointers.values()];
    const apart = Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
    if (pinch > 0) {
      zoom(apart / pinch, ...fromMiddle({ clientX: (one.clientX + other.clientX) / 2, clientY: (one.clientY + other.clientY) / 2 }));
    }

    pinch = apart;
    return;
  }

  moved += Math.abs(event.clientX - before.clientX) + Math.abs(event.clientY - before.clientY);
  x += event.clientX - before.clientX;
  y += event.clientY - before.clientY;
  place();
});

for (const end of ["pointerup", "pointercancel"]) {
  stage.addEventListener(end, event => {
    // A press that did not wander is a click: closer, and back again.
    if (pointers.delete(event.pointerId) && end === "pointerup" && moved < 6) {
      zoom(scale > 1 ? 0 : 2.5, ...fromMiddle(event));
    }
  });
}
