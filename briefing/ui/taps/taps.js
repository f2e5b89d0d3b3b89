// Milliseconds after which a server that has not answered will not, so that the card comes back.
const PATIENCE = 5000;
// Milliseconds and pixels within which a second tap was meant for what stood there before the first.
const TWICE = 400, SAME_PLACE = 24;
const UNANSWERED = "<p class='mistake' role='alert'>No answer came. Try again in a moment.</p>";

// What the server said last of each piece, and what it says that taps will make of it: it says again
// only what has changed. Then what the page shows.
const said = new Map(), foreseen = new Map(), shown = new Map();

const made = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild;
};

// A piece is what the last tap that waits for its answer will make of it, else what the server said.
const due = (waiting, id) => waiting.findLast((tap) => tap.piece === id && tap.makes)?.makes ?? said.get(id);

// The element stays. The browser takes a new one to be out of sight until it has looked, and gives
// what is out of sight a height by rule of thumb: a press in between would miss what is below it.
const show = (id, html) => {
  if (shown.get(id) === html) return;
  shown.set(id, html);
  const piece = document.getElementById(id), now = made(html);
  piece.className = now.className;
  piece.replaceChildren(...now.childNodes);
};

const draw = (list, { pieces, foreseen: makes, order, around }) => {
  for (const [id, html] of Object.entries(pieces)) {
    said.set(id, html);
    foreseen.set(id, makes[id] ?? {});
  }
  if (list.order === order.join()) {
    for (const id of order) show(id, due(list.waiting, id));
  } else {
    list.order = order.join();
    for (const id of order) shown.set(id, due(list.waiting, id));
    list.replaceChildren(...order.map((id) => made(shown.get(id))));
  }
  for (const [id, html] of Object.entries(around)) {
    const before = document.getElementById(id), now = made(html);
    if (before && !before.isEqualNode(now)) before.replaceWith(now);
  }
};

// The button that was tapped may be gone; whoever goes by the keyboard would start at the top.
const keep = ({ piece, name, held }) => {
  if (!held || document.activeElement !== document.body) return;
  const card = document.getElementById(piece);
  const buttons = [name, "undo", "pass"].map((one) => card?.querySelector(`[data-tap="${one}"]`));
  buttons.find((one) => one?.checkVisibility())?.focus({ preventScroll: true });
};

const open = (button) => {
  const opening = button.getAttribute("aria-expanded") !== "true";
  button.setAttribute("aria-expanded", String(opening));
  document.getElementById(button.getAttribute("aria-controls")).hidden = !opening;
};

// A card that was passed makes room, and the next one's buttons come under the finger. By the
// keyboard, which has no place, each counts.
const isSecond = (click, before) =>
  Boolean(click.detail && before?.detail) &&
  click.timeStamp - before.timeStamp < TWICE &&
  Math.hypot(click.clientX - before.clientX, click.clientY - before.clientY) < SAME_PLACE;

// Called at the first drawing and again after every answer of the server, with the same element.
export default function ({ parentElement, data: [data], setTriggerValue }) {
  const list = parentElement.querySelector(".cards");
  const waiting = (list.waiting ??= []);

  // All that wait for an answer, each time: of what it has not come to, Streamlit keeps the last.
  const tell = () => {
    const taps = waiting.map(({ piece, name, number }) => ({ piece, name, number }));
    setTriggerValue("told", { taps, drawing: data.drawing });
  };

  const settle = (tap) => {
    clearTimeout(tap.late);
    waiting.splice(waiting.indexOf(tap), 1);
  };

  // Nobody knows what became of it: the piece is what it was and says so, until it is drawn anew.
  const giveUp = (tap) => {
    settle(tap);
    show(tap.piece, due(waiting, tap.piece));
    const card = document.getElementById(tap.piece), acts = card?.querySelector(".acts");
    card?.insertBefore(made(UNANSWERED), acts);
    shown.delete(tap.piece);
    keep(tap);
  };

  list.onclick = (click) => {
    const button = click.target.closest("[data-tap], [data-opens]");
    if (!button || isSecond(click, list.click)) return;
    list.click = click;
    const { tap: name } = button.dataset, piece = button.closest(".card").id;
    if (!name) return open(button);
    if (waiting.findLast((tap) => tap.piece === piece)?.name === name) return;
    const makes = foreseen.get(piece)[name], held = document.activeElement === button;
    const tap = { piece, name, makes, held, number: `${Date.now()}-${Math.random()}` };
    tap.late = setTimeout(giveUp, PATIENCE, tap);
    waiting.push(tap);
    tell();
    if (!makes) return;
    show(piece, makes);
    keep(tap);
  };

  const answered = waiting.filter((tap) => data.answers.includes(tap.number));
  answered.forEach(settle);
  draw(list, data);
  answered.forEach(keep);
}
